"""A form printed by the site's renderer, read the way a screen reader reads it."""

from datetime import date
from html.parser import HTMLParser

import pytest
from django import forms
from django.template.loader import render_to_string

from kinbridge.web.specimens import SpecimenForm, specimens


class Page(HTMLParser):
    """What a test asks of a page: its elements, their attributes, and which ids point where."""

    POINTERS = ("for", "aria-describedby", "aria-labelledby", "aria-controls")

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(markup)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def all(self, tag, **wanted):
        return [a for t, a in self.elements if t == tag and all(a.get(k) == v for k, v in wanted.items())]

    @property
    def ids(self):
        return [attrs["id"] for _tag, attrs in self.elements if "id" in attrs]

    @property
    def dangling(self):
        """Ids that something points at and nothing has."""
        pointing = (attrs.get(pointer) or "" for _tag, attrs in self.elements for pointer in self.POINTERS)
        named = {name for names in pointing for name in names.split()}
        return named - set(self.ids)


@pytest.fixture
def wrong():
    return specimens(today=date(2026, 4, 1))["wrong"]


def test_every_hint_and_error_is_tied_to_its_field_by_an_id_that_exists(wrong):
    for form in (SpecimenForm(), wrong):
        page = Page(str(form))
        assert page.dangling == set()
        assert len(page.ids) == len(set(page.ids))


def test_every_input_has_a_label(wrong):
    page = Page(str(wrong))
    labelled = {attrs["for"] for attrs in page.all("label")}
    inputs = [a for tag, a in page.elements if tag in {"input", "select", "textarea"} and a.get("type") != "hidden"]
    assert {attrs["id"] for attrs in inputs} <= labelled


def test_a_wrong_field_points_at_its_error_and_says_it_is_wrong(wrong):
    (name,) = Page(str(wrong)).all("input", name="name")
    assert name["aria-invalid"] == "true"
    assert name["aria-describedby"] == "wrong_name_helptext wrong_name_error"


def test_the_summary_links_to_the_first_input_of_each_wrong_field(wrong):
    page = Page(str(wrong))
    targets = {a["href"].removeprefix("#") for a in page.all("a") if a["href"].startswith("#")}
    assert {"wrong_name", "wrong_due_on", "wrong_way_0", "wrong_words", "wrong_agrees"} <= targets
    assert targets <= set(page.ids)
    assert page.all("div", role="alert")[0]["tabindex"] == "-1"


def test_required_is_said_in_words():
    form = SpecimenForm()
    assert "(required)" in form["name"].as_field_group()
    assert "(required)" not in form["weeks"].as_field_group()


def test_a_group_of_choices_is_a_fieldset_with_a_legend():
    page = Page(SpecimenForm()["needs"].as_field_group())
    assert page.all("fieldset")[0]["aria-describedby"] == "id_needs_helptext"
    assert page.all("legend")
    assert len(page.all("input", type="checkbox")) == 3


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_date_goes_into_the_browsers_own_picker_in_any_language(language, settings):
    settings.LANGUAGE_CODE = language
    (picker,) = Page(str(SpecimenForm(initial={"due_on": date(2026, 4, 28)})["due_on"])).all("input")
    assert (picker["type"], picker["value"]) == ("date", "2026-04-28")
    bound = SpecimenForm({"due_on": "2026-04-28", "seen_at": "2026-04-28T14:30"})
    bound.is_valid()
    assert bound.cleaned_data["due_on"] == date(2026, 4, 28)
    assert bound.cleaned_data["seen_at"].hour == 14


def test_a_long_answer_says_its_limit_and_is_never_cut_in_silence():
    field = SpecimenForm()["words"]
    (area,) = Page(field.as_field_group()).all("textarea")
    assert area["aria-describedby"] == "id_words_limit"
    assert "maxlength" not in area
    assert "up to 500 characters" in field.as_field_group()


def test_what_people_type_is_escaped_wherever_it_comes_back():
    evil = "<script>alert(1)</script>"
    form = SpecimenForm({"name": evil, "words": evil, "language": evil, "way": evil, "weeks": evil, "due_on": evil})
    assert "<script>" not in str(form)


def test_a_whole_form_brings_its_token_and_its_way_back():
    class Note(forms.Form):
        words = forms.CharField(label="Note")

    page = render_to_string("_form.html", {"form": Note(), "submit": "Keep it", "cancel_url": "/back/"})
    assert "Keep it" in page
    assert 'href="/back/"' in page
    assert "novalidate" in page
