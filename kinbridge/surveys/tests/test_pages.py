"""An answer that belongs to nobody, what a wave tells and when, stages with evidence, and looks by name."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now

from kinbridge.accounts.models import Role
from kinbridge.audit.models import Line
from kinbridge.consents.tests.county import County, works
from kinbridge.directory.models import Viewer
from kinbridge.directory.tests.browsing import browser
from kinbridge.surveys import reading
from kinbridge.surveys.actions import asking
from kinbridge.surveys.actions.answering import answer
from kinbridge.surveys.models import Cut, Link, Look, Tally, Turnout, Wave
from kinbridge.surveys.rules.instruments import OWN

pytestmark = pytest.mark.django_db
ALL_FOURS = {item.code: 4 for item in OWN["together"].items}


@pytest.fixture
def grace(county: County) -> Viewer:
    return works("Grace Hall", county.visiting, Role.COALITION_COORDINATOR)


@pytest.fixture
def wave(grace: Viewer) -> Wave:
    return asking.open_wave(code="together", brought=None, title="Fall", by=grace, at=now())


def links(wave: Wave, grace: Viewer, number: int) -> list[str]:
    return asking.make_links(wave=wave, number=number, by=grace, at=now())


def answered(wave: Wave, grace: Viewer, *people: tuple[str, str]) -> None:
    for (system, place), secret in zip(people, links(wave, grace, len(people)), strict=True):
        assert answer(secret=secret, answers=ALL_FOURS, system=system, place=place)


# ── nobody's answer ──────────────────────────────────────────────────────────


def test_anyone_with_a_link_answers_once_without_signing_in(wave, grace):
    [secret] = links(wave, grace, 1)
    where, client = reverse("surveys:answer", args=[secret]), Client()
    page = client.get(where).content.decode()
    assert "Nobody can tell who you are" in page
    assert client.post(where, {"q1": "9"}).status_code == 400
    before = Line.objects.count()
    assert client.post(where, {"q1": "4", "system": "health"}).url == reverse("surveys:thanks")
    assert Line.objects.count() == before, "a line of the audit would say when"
    assert client.get(reverse("surveys:thanks")).status_code == 200
    assert client.get(where).status_code == client.post(where, {"q1": "4"}).status_code == 404
    assert not answer(secret=secret, answers=ALL_FOURS, system="", place="")
    assert Tally.objects.get(wave=wave, cut=Cut.SYSTEM, group="health", item="1", value=4).count == 1


def test_the_form_speaks_spanish(wave, grace):
    [secret] = links(wave, grace, 1)
    client = Client(headers={"accept-language": "es"})
    page = client.get(reverse("surveys:answer", args=[secret])).content.decode()
    for words in ("Cómo trabajamos juntos", "Prefiero no decirlo", "Enviar sin mi nombre", 'lang="es"'):
        assert words in page


def test_who_and_what_share_no_row_no_time_and_no_order(wave, grace):
    """No table of a wave names a person, an hour, or a row born with an answer."""
    about = [Wave, Link, Tally, Turnout]
    fields = {f"{model.__name__}.{field.name}": field for model in about for field in model._meta.concrete_fields}
    related = {field.related_model for field in fields.values() if field.is_relation}
    assert related == {
        Wave,
        *(model for model in related if model._meta.label in ("directory.Coalition", "surveys.Brought")),
    }
    assert [name for name, field in fields.items() if field.get_internal_type() == "DateTimeField"] == []
    born = Tally.objects.count(), Turnout.objects.count()
    answered(wave, grace, ("health", "front"), ("courts", "leads"))
    assert (Tally.objects.count(), Turnout.objects.count()) == born
    assert Link.objects.count() == 0, "a used link is forgotten"
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(DISTINCT xmin::text), count(*) FROM surveys_tally")
        versions, rows = cursor.fetchone()
    assert (versions, rows) == (1, born[0]), "each answer writes every row anew"
    pointing = [f for model in apps.get_models() for f in model._meta.get_fields() if f.related_model in (Tally, Link)]
    assert {field.name for field in pointing} <= {"links", "tallies"}


def test_an_open_wave_tells_nothing_however_often_one_looks(wave, grace):
    answered(wave, grace, *[("health", "front")] * 6)
    assert reading.results(wave) is None
    one = browser(grace).get(reverse("surveys:wave", args=[wave.pk])).content.decode()
    answered(wave, grace, ("health", "front"))
    two = browser(grace).get(reverse("surveys:wave", args=[wave.pk])).content.decode()
    assert "5 or more answered" in one
    token = re.compile(r"[A-Za-z0-9]{64}")
    assert token.sub("", one) == token.sub("", two), "one answer more does not show"


def test_a_small_group_is_destroyed_when_the_wave_closes_and_takes_another_with_it(wave, grace):
    answered(wave, grace, *[("health", "front")] * 7, *[("courts", "front")] * 6, *[("tribes", "front")] * 2)
    client = browser(grace)
    assert client.post(reverse("surveys:close", args=[wave.pk])).status_code == 302
    wave = Wave.objects.get()
    assert wave.told == {"everyone": True, "first": ["health"], "second": ["front"]}
    assert set(Tally.objects.values_list("cut", "group").distinct()) == {
        ("all", ""),
        ("system", "health"),
        ("place", "front"),
    }
    assert (Turnout.objects.count(), Link.objects.count()) == (0, 0)
    page = client.get(reverse("surveys:wave", args=[wave.pk])).content.decode()
    assert "80% or more" in page
    assert "Courts and law" not in page
    assert "Tribes" not in page


def test_four_people_are_told_nothing_of_and_nothing_is_kept(wave, grace):
    answered(wave, grace, *[("health", "front")] * 4)
    asking.close_wave(wave=wave, by=grace, at=now())
    assert Tally.objects.count() == 0
    assert "nothing was kept" in browser(grace).get(reverse("surveys:wave", args=[wave.pk])).content.decode()


def test_no_second_wave_soon_after_with_one_person_more(wave, grace):
    """Two waves a day apart, of six people and of seven, would tell of the seventh."""
    answered(wave, grace, *[("health", "front")] * 6)
    again = {"code": "together", "brought": None, "title": "Again", "by": grace}
    with pytest.raises(asking.TooSoon):
        asking.open_wave(**again, at=now())
    asking.close_wave(wave=wave, by=grace, at=now())
    with pytest.raises(asking.TooSoon):
        asking.open_wave(**again, at=now() + timedelta(days=asking.APART_DAYS - 1))
    assert asking.make_links(wave=wave, number=3, by=grace, at=now()) == []
    later = asking.open_wave(**again, at=now() + timedelta(days=asking.APART_DAYS + 1))
    answered(later, grace, *[("health", "front")] * 7)
    asking.close_wave(wave=later, by=grace, at=now() + timedelta(days=200))
    found = reading.results(Wave.objects.get(pk=later.pk))
    assert found is not None
    assert found.before == wave
    assert {change.difference for _, change in found.changes} == {0.0}
    assert asking.close_wave(wave=later, by=grace, at=now()).first == ("health",), "closing again changes nothing"


def test_links_are_shown_once_and_only_to_who_keeps_the_survey(wave, grace, county):
    where = reverse("surveys:links", args=[wave.pk])
    page = browser(grace).post(where, {"number": "3"}).content.decode()
    assert page.count("/coalition/surveys/answer/") == Link.objects.count() == 3
    for address in (where, reverse("surveys:close", args=[wave.pk]), reverse("surveys:survey", args=["together"])):
        assert browser(county.worker).post(address, {"number": "3", "title": "x"}).status_code == 403
    assert browser(grace).post(where, {"number": "9999"}).status_code == 400
    assert Wave.objects.get().made == 3


# ── by name ──────────────────────────────────────────────────────────────────


def test_an_element_moves_from_stage_1_to_2_with_its_evidence(grace, county):
    where = reverse("surveys:element", args=[6])
    client, said = browser(grace), {"evidence": "Inbox answers in two days", "agreed_by": "Steering group"}
    assert client.post(where, {**said, "stage": "1", "evidence": ""}).status_code == 400
    for stage in ("1", "2"):
        assert client.post(where, {**said, "stage": stage}).status_code == 302
    page = client.get(reverse("surveys:matrix")).content.decode()
    assert "Moved from stage 1 to 2" in page
    assert "Inbox answers in two days" in page
    assert browser(county.worker).post(where, {**said, "stage": "4"}).status_code == 403
    assert client.get(reverse("surveys:element", args=[11])).status_code == 404


def test_an_organization_looks_at_itself_again_after_a_year(county):
    chief = works("Sam Ortiz", county.welfare, Role.SUPERVISOR)
    where, client = reverse("surveys:look", args=["trauma"]), browser(chief)
    steps = {item.code: "2" for item in OWN["trauma"].items}
    assert client.post(where, {**steps, "policy": "9"}).status_code == 400
    assert client.post(where, steps).status_code == 302
    assert client.post(where, {**steps, "policy": "4"}).status_code == 302
    page = client.get(where).content.decode()
    assert "up 2" in page
    assert "County Child Welfare Agency" in page
    assert browser(county.worker).post(where, steps).status_code == 403
    assert browser(chief).post(reverse("surveys:look", args=["lasting"]), steps).status_code == 403
    assert Look.objects.count() == 2


def test_what_will_last_names_the_lowest_domain(grace):
    where, client = reverse("surveys:look", args=["lasting"]), browser(grace)
    steps = {item.code: "4" for item in OWN["lasting"].items} | {"funding": "2"}
    assert client.post(where, steps).status_code == 302
    assert "Lowest: Funding stability (talked about)." in client.get(reverse("surveys:list")).content.decode()
    assert client.get(reverse("surveys:look", args=["together"])).status_code == 404


# ── instruments of others ────────────────────────────────────────────────────


def test_a_coalition_brings_its_copy_and_asks_it_without_names(grace, county):
    where, client = reverse("surveys:slot", args=["wilder"]), browser(grace)
    assert "None of its text is here" in client.get(where).content.decode()
    said = {"scale": "5", "right": "Letter of leave, 2026"}
    assert client.post(where, {**said, "file": SimpleUploadedFile("a.csv", b"\xff\xfe")}).status_code == 400
    text = b"domain,item_no,text\nHistory,1,Our own sentence\nHistory,2,Another\n"
    assert client.post(where, {**said, "file": SimpleUploadedFile("a.csv", text)}).status_code == 302
    survey = reverse("surveys:survey", args=["wilder"])
    assert "Our own sentence" in client.get(survey).content.decode()
    assert client.post(survey, {"title": "First"}).status_code == 302
    [secret] = links(Wave.objects.get(), grace, 1)
    assert "Another" in Client().get(reverse("surveys:answer", args=[secret])).content.decode()
    assert browser(county.worker).post(where, said).status_code == 403
    assert client.get(reverse("surveys:survey", args=["psat"])).status_code == 404, "nobody brought it"


def test_a_parent_is_refused(county):
    client = browser(county.mother)
    for name in ("surveys:list", "surveys:matrix"):
        assert client.get(reverse(name)).status_code == 403
