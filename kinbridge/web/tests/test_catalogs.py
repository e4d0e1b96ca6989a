"""Every word of a page that is served in Spanish has its Spanish, and only one."""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from babel.messages.extract import extract
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

from kinbridge.disclosure.rules.obligations import Obligation
from kinbridge.plans.closing.rules import checks
from kinbridge.plans.pathway.rules import items
from kinbridge.plans.rules import NEEDS, PlanKind, reviews, sections
from kinbridge.web import languages
from kinbridge.web.page_language import PAGES, WHOLE
from kinbridge.web.steps import ROOT, Stopped

HOUSE = ROOT / "kinbridge"
CALLS = {"gettext": None, "gettext_lazy": None, "_": None, "ngettext": (1, 2)}


def words_in(path: Path) -> Iterator[str]:
    """What a template or a module asks to be translated."""
    text = path.read_text()
    if path.suffix == ".html":
        text = "\n".join(line.strip() for line in templatize(text).splitlines())
    for _line, message, _comments, _context in extract("python", io.BytesIO(text.encode()), keywords=CALLS):
        yield message if isinstance(message, str) else message[0]


def pages_in_spanish() -> Iterator[Path]:
    for capability in sorted(
        {*WHOLE, *(page.split(":")[0] for page in PAGES if ":" in page), "web", "coalition", "news"}
    ):
        for path in sorted((HOUSE / capability).rglob("*")):
            asks = path.suffix == ".html" or (path.suffix == ".py" and "manual" not in path.parts)
            if asks and not {"tests", "migrations"} & set(path.parts):
                yield path


@pytest.fixture(scope="module")
def known() -> dict[str, set[str]]:
    found = defaultdict(set)
    for catalog in languages.catalogs():
        with catalog.open("rb") as file:
            for message in read_po(file, locale="es"):
                singular = message.id if isinstance(message.id, str) else message.id[0]
                if message.id and message.string and all(message.string) and not message.fuzzy:
                    found[singular].add(str(message.string))
    return found


def test_no_word_of_a_page_in_spanish_is_left_in_english(known):
    missing = {str(path.relative_to(ROOT)): {*words_in(path)} - {*known} for path in pages_in_spanish()}
    assert {path: words for path, words in missing.items() if words} == {}


def test_words_that_a_page_looks_up_by_their_value_have_spanish_too(known):
    lengths = {review.name for review in reviews(date(2026, 1, 1))}
    duties = {duty.says for duty in Obligation}
    assert {*NEEDS, *lengths, *duties} - {*known} == set()


def test_the_same_words_are_translated_the_same_way_everywhere(known):
    assert {words: said for words, said in known.items() if len(said) > 1} == {}


@pytest.mark.parametrize("kind", PlanKind)
def test_every_heading_and_question_of_a_plan_is_in_spanish(kind):
    for english, spanish in zip(sections("en", kind), sections("es", kind), strict=True):
        assert english.title != spanish.title
        for before, after in zip(english.fields, spanish.fields, strict=True):
            assert before.label != after.label
            assert not before.hint or before.hint != after.hint
    assert sections("so", kind) == sections("en", kind), "a language without words of its own reads English"


def test_the_way_home_and_the_checklist_are_in_spanish():
    assert all(
        one.title != two.title and one.asks != two.asks for one, two in zip(items("en"), items("es"), strict=True)
    )
    for kind in PlanKind:
        for one, two in zip(checks(kind, "en"), checks(kind, "es"), strict=True):
            assert one.title != two.title
            assert one.mends != two.mends


def test_a_catalog_whose_sentence_asks_for_an_unknown_name_is_not_built(tmp_path, monkeypatch):
    folder = tmp_path / "kinbridge" / "portal" / "locale" / "es" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").write_text('#, python-format\nmsgid "Hello, %(name)s"\nmsgstr "Hola, %(nombre)s"\n')
    (tmp_path / "requirements.lock").touch()
    monkeypatch.setattr(languages, "ROOT", tmp_path)
    with pytest.raises(Stopped, match=r"portal/locale/es/LC_MESSAGES/django.po, line 2: unknown named placeholder"):
        languages.ensure()
