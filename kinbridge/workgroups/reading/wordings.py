"""Every wording of our own that people meet, and who among those who know has read it as it is today."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import F
from django.urls import reverse

from kinbridge.directory.models import Viewer
from kinbridge.learning.models import Item, Reading
from kinbridge.learning.rules.readings import Sort, Verdict, mark_of
from kinbridge.outreach.models import Version
from kinbridge.quality.review.rules import RUBRIC
from kinbridge.screening.rules.questions import Questionnaire
from kinbridge.screening.rules.wording import QUESTIONNAIRES

SORT_WORDS = {
    Sort.ITEM: "Courses and articles",
    Sort.MESSAGE: "Messages",
    Sort.RUBRIC: "Rubrics",
    Sort.INSTRUMENT: "Screening questions in our own words",
}
OURS = "kinbridge"
"""Variants of an instrument that begin so have questions of our own; of others we print none."""


@dataclass(frozen=True, slots=True)
class Wording:
    """`words` are exactly what is signed for. `address` is where people meet it, if it has a page of its own."""

    sort: Sort
    key: str
    title: str
    words: str
    address: str = ""

    @property
    def sort_words(self) -> str:
        return SORT_WORDS[self.sort]

    @property
    def mark(self) -> str:
        return mark_of(self.words)


@dataclass(frozen=True, slots=True)
class Read:
    """A wording with its readings, the newest first: of these very words, and of words that have changed since."""

    wording: Wording
    current: tuple[Reading, ...]
    older: tuple[Reading, ...]

    @property
    def stands(self) -> bool:
        """Someone read it as it is, and nobody asks for a change."""
        return bool(self.current) and all(one.verdict == Verdict.STANDS for one in self.current)

    @property
    def waits(self) -> bool:
        return not self.current


def every(by: Viewer) -> list[tuple[str, list[Read]]]:
    """Under the name of their sort; what nobody has read stands first."""
    readings: dict[tuple[str, str], list[Reading]] = {}
    for one in Reading.objects.filter(coalition=by.coalition_id).select_related("reader").order_by("-pk"):
        readings.setdefault((one.sort, one.key), []).append(one)
    read = [_read(wording, readings.get((wording.sort, wording.key), ())) for wording in _wordings(by)]
    return [
        (words, sorted((one for one in read if one.wording.sort is sort), key=lambda one: not one.waits))
        for sort, words in SORT_WORDS.items()
    ]


def find(*, sort: str, key: str, by: Viewer) -> Read | None:
    wording = next((one for one in _wordings(by) if (one.sort, one.key) == (sort, key)), None)
    if wording is None:
        return None
    readings = Reading.objects.filter(coalition=by.coalition_id, sort=sort, key=key).select_related("reader")
    return _read(wording, readings.order_by("-pk"))


def _read(wording: Wording, readings: Iterable[Reading]) -> Read:
    known = list(readings)
    mark = wording.mark
    return Read(
        wording,
        tuple(one for one in known if one.mark == mark),
        tuple(one for one in known if one.mark != mark),
    )


def _wordings(by: Viewer) -> Iterator[Wording]:
    items = Item.objects.filter(coalition=by.coalition_id, kind__in=("course", "article"), replaced_by=None)
    for item in items.order_by("kind", "short"):
        yield Wording(Sort.ITEM, item.key, item.short, item.body, reverse("learning:item", args=[item.key]))
    newest = Version.objects.filter(message__coalition=by.coalition_id).order_by("message", "-number")
    for one in newest.distinct("message").annotate(title=F("message__title")):
        address = reverse("outreach:message", args=[one.message_id])
        yield Wording(Sort.MESSAGE, str(one.message_id), one.title, one.text, address)
    yield Wording(Sort.RUBRIC, "case-review", "Case review", _rubric(), reverse("quality:reviews"))
    for form in QUESTIONNAIRES:
        if form.variant.startswith(OURS):
            yield Wording(Sort.INSTRUMENT, form.key, form.name, _questions(form))


def _rubric() -> str:
    return "\n\n".join(
        "\n".join([f"{item.title}: {item.asks}", *(f"{level}: {said}" for level, said in item.anchors.items())])
        for item in RUBRIC.items
    )


def _questions(form: Questionnaire) -> str:
    """In both languages: whoever signs has read both, or says so."""
    return "\n".join(f"{one.ask.en}\n{one.ask.es}" for one in form.questions)
