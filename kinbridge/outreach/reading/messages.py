"""The library, and one message with its versions and how each was tried."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from kinbridge.core.wording import Suggestion, suggestions
from kinbridge.directory.models import Viewer
from kinbridge.outreach.actions.authority import keeps
from kinbridge.outreach.models import Message, Trial, Version

LISTED = 300


@dataclass(frozen=True, slots=True)
class Told:
    """A version, with what is suggested about its words and how it was tried."""

    version: Version
    suggestions: tuple[Suggestion, ...]
    trials: tuple[Trial, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A message: the newest version first."""

    message: Message
    versions: tuple[Told, ...]

    @property
    def now(self) -> Told:
        return self.versions[0]

    @property
    def tried_before(self) -> bool:
        """Whether an older version was tried and the words of today were not."""
        return not self.now.trials and any(one.trials for one in self.versions)

    @property
    def mended(self) -> bool:
        """Whether an older version had words to look at and the newest has none."""
        return not self.now.suggestions and any(one.suggestions for one in self.versions)


def row_of(message: Message) -> Row:
    versions = sorted(message.versions.all(), key=lambda one: -one.number)
    return Row(message, tuple(Told(one, suggestions(one.text), tuple(one.trials.all())) for one in versions))


def _messages(by: Viewer) -> QuerySet[Message]:
    found = Message.objects.filter(coalition=by.coalition_id).select_related("translates")
    return found.prefetch_related("versions__trials", "versions__by", "translations")


@dataclass(frozen=True, slots=True)
class Library:
    rows: tuple[Row, ...]
    may_keep: bool


def library(*, by: Viewer, language: str = "") -> Library:
    """By title. With a language, only what is said in it."""
    found = _messages(by).order_by("title", "pk")
    found = found.filter(language=language) if language else found
    return Library(tuple(row_of(one) for one in found[:LISTED]), keeps(by))


def open_message(*, pk: int, by: Viewer) -> Row | None:
    found = _messages(by).filter(pk=pk).first()
    return row_of(found) if found else None
