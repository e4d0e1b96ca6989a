"""The words of the forms: complete, the same in both languages, and easy to read."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinbridge.consents.rules import Form, Term
from kinbridge.consents.wording import CURRENT, LANGUAGES, SENSITIVE, Filled, compose, questions, withheld_by, words
from kinbridge.core.vocabulary import Category, Purpose

OUR_FORMS = [Form.SPECIFIC, Form.TPO, Form.COUNSELING_NOTES, Form.PSYCHOTHERAPY_NOTES, Form.PROCEEDING]
SPOKEN = [Category(code) for code in words("en")["categories"]]
PURPOSES = [Purpose(code) for code in words("en")["purposes"]]


def filled(form: Form = Form.SPECIFIC, **changes: object) -> Filled:
    said: dict[str, object] = {
        "person": "Ana Rivera",
        "born": date(1996, 5, 14),
        "form": form,
        "shares": ("River Methadone",),
        "receives": ("County Child Welfare",),
        "categories": (Category.SUD_ATTENDANCE,),
        "purposes": (Purpose.PLAN_OF_SAFE_CARE,),
        "expires_on": date(2027, 5, 20),
    }
    return Filled(**{**said, **changes})  # type: ignore[arg-type]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", OUR_FORMS)
def test_every_form_says_what_the_law_asks(form: Form, language: str) -> None:
    text = compose(filled(form), language=language)
    assert text.statements == {Term.REVOCATION, Term.REFUSAL, Term.REDISCLOSURE}
    assert len(questions(form, language=language)) == 3
    assert len(text.points) >= 12


def test_only_the_court_form_may_be_used_in_court() -> None:
    for form in OUR_FORMS:
        plain = compose(filled(form), language="en").plain
        assert ("does not let anyone use treatment records against you" in plain) == (form is not Form.PROCEEDING)
        assert ("They could be used against you there." in plain) == (form is Form.PROCEEDING)


def shape(value: object) -> object:
    """A file without its words: keys, ids and lengths."""
    if isinstance(value, dict):
        return {key: shape(each) for key, each in value.items() if key not in {"language", "name"}}
    if isinstance(value, list):
        return [shape(each) if isinstance(each, dict) else len(value) for each in value]
    return type(value).__name__


def test_both_languages_make_the_same_points_in_the_same_order() -> None:
    english, spanish = words("en", CURRENT), words("es", CURRENT)
    assert shape(english) == shape(spanish)
    for part in ("points", "questions"):
        for one, other in zip(english[part], spanish[part], strict=True):
            assert {key: one.get(key) for key in ("id", "forms", "terms", "when", "right")} == {
                key: other.get(key) for key in ("id", "forms", "terms", "when", "right")
            }


def syllables(word: str) -> int:
    groups = re.findall(r"[aeiouy]+", word.lower())
    silent = word.lower().endswith("e") and not word.lower().endswith(("le", "ee")) and len(groups) > 1
    return max(1, len(groups) - silent)


def grade(text: str) -> float:
    """Flesch-Kincaid: the American school grade at which a text reads easily."""
    sentences = [s for s in re.split(r"[.?!:]\s", text + " ") if s.strip()]
    spoken = re.findall(r"[A-Za-z']+", text)
    return 0.39 * len(spoken) / len(sentences) + 11.8 * sum(map(syllables, spoken)) / len(spoken) - 15.59


def test_the_english_reads_at_grade_six() -> None:
    points = words("en")["points"]
    assert grade(" ".join(point["text"] for point in points)) <= 6.5
    assert {point["id"]: round(grade(point["text"]), 1) for point in points if grade(point["text"]) > 9.5} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_sentences_are_short(language: str) -> None:
    said = words(language)
    texts = [point["text"] for point in said["points"]] + [question["again"] for question in said["questions"]]
    sentences = [one for text in texts for one in re.split(r"(?<=[.?!])\s", text)]
    assert [one for one in sentences if len(one.split()) > 27] == []
    assert sum(len(one.split()) for one in sentences) / len(sentences) < 15


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_hurts(language: str) -> None:
    """Stricter than the suggestions of core/wording.toml, where the reasons stand."""
    hurtful = (
        r"(?i)\b(addict\w*|abuser\w*|junkie|clean|dirty|relapse\w*|detox|refus\w*|adict\w*|drogadict\w*|recaíd\w*)\b"
    )
    said = words(language)
    spoken = [point["heading"] + " " + point["text"] for point in said["points"]]
    spoken += [*said["categories"].values(), *said["purposes"].values(), *said["screen"].values()]
    assert [one for one in spoken if re.search(hurtful, one)] == []


@given(
    form=st.sampled_from(OUR_FORMS),
    categories=st.lists(st.sampled_from(SPOKEN), unique=True).map(tuple),
    purposes=st.lists(st.sampled_from(PURPOSES), unique=True, min_size=1).map(tuple),
    language=st.sampled_from(LANGUAGES),
)
def test_what_is_ticked_is_read_and_what_is_not_is_said_to_stay(
    form: Form, categories: tuple[Category, ...], purposes: tuple[Purpose, ...], language: str
) -> None:
    """Each sensitive kind is named once: as shared, or as not shared. Never both, never neither."""
    text = compose(filled(form, categories=categories, purposes=purposes), language=language)
    said, label = words(language)["categories"], words(language)["particulars"]
    parts = {point.heading: point.lines for point in text.particulars}
    assert set(parts[label["what"]]) == {said[category.value] for category in categories}
    withheld = set(parts.get(label["withheld"], ()))
    assert withheld == {said[category.value] for category in withheld_by(form, categories)}
    assert withheld.isdisjoint(parts[label["what"]])
    if form in (Form.SPECIFIC, Form.TPO, Form.PROCEEDING):
        assert {said[one.value] for one in SENSITIVE} <= withheld | set(parts[label["what"]])


@given(st.text(max_size=40), st.text(max_size=40))
def test_two_different_texts_never_have_one_fingerprint(one: str, other: str) -> None:
    first = compose(filled(shares=(one,)), language="en")
    second = compose(filled(shares=(other,)), language="en")
    assert (first.hash == second.hash) == (first.plain == second.plain)
