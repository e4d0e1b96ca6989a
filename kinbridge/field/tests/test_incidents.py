"""What a phone sends is kept once and never written over; whose it is; and what reaches a chart."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import ProgrammingError, transaction
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate, localtime, now

from kinbridge.accounts.models import Role
from kinbridge.audit.models import Line
from kinbridge.chart.models import Entry
from kinbridge.consents.tests.county import County, made, works
from kinbridge.core.vocabulary import Category
from kinbridge.directory.models import Viewer
from kinbridge.directory.tests.browsing import browser
from kinbridge.field.actions.incidents import NotYours, Written, close, take_in
from kinbridge.field.models import Debrief, Incident, Version
from kinbridge.people.models import Involvement

pytestmark = pytest.mark.django_db
KEY = UUID("0b7a0f5e-1111-4a4a-8b8b-000000000001")
SYNC = reverse("field:sync")
INCIDENT = reverse("field:incident", args=[KEY])


@pytest.fixture
def county() -> County:
    county = made()
    Involvement.objects.filter(program=county.welfare).update(worker=county.worker.user_id)
    return county


def report(**changes: str) -> dict[str, str]:
    begun = localtime().strftime("%Y-%m-%dT%H:%M")
    return {"happened_at": begun, "kind": "use", "saw": "A bottle without a cap.", **changes}


def sent(client: Client, *, save: UUID | None = None, base: str = "", **changes: str):  # type: ignore[no-untyped-def]
    names = {"incident": str(KEY), "save": str(save or uuid4()), "base": base, "written_at": now().isoformat()}
    return client.post(SYNC, {**report(**changes), **names})


def written(by: Viewer, body: dict[str, str], *, base: UUID | None = None, key: UUID = KEY) -> Version:
    one = Written(uuid4(), base, body, Version.Device.PHONE, now())
    return take_in(key=key, written=one, by=by, at=now())


def test_what_is_sent_twice_is_kept_once_with_one_line_in_the_audit(county):
    client, save = browser(county.worker), uuid4()
    answers = [sent(client, save=save).json() for _ in range(3)]
    assert [answer["standing"] for answer in answers] == ["current"] * 3
    assert Version.objects.count() == 1
    assert Line.objects.filter(act="incident.kept").count() == 1


def test_a_phone_that_goes_on_from_what_stands_adds_a_version_and_loses_none(county):
    client = browser(county.worker)
    first = sent(client).json()
    assert sent(client, base=first["version"], did="Put the cap on.").json()["standing"] == "current"
    assert [one.standing for one in Version.objects.order_by("pk")] == ["past", "current"]


def test_of_two_written_apart_both_stay_until_their_writer_chooses(county):
    client = browser(county.worker)
    first = sent(client, next="Thursday").json()["version"]
    office = {**report(next="Wednesday", told="Sam"), "base": first}
    assert client.post(reverse("field:change", args=[KEY]), office).status_code == 302
    assert sent(client, base=first, next="Friday", saw="Two bottles.").json()["standing"] == "waiting"
    waits = Version.objects.get(standing="waiting")
    here = reverse("field:choose", args=[KEY, waits.key])
    assert here in client.get(INCIDENT).content.decode()
    page = client.get(here).content.decode()
    for words in ("Wednesday", "Friday", "Two bottles.", "A bottle without a cap.", "Keep both"):
        assert words in page
    stood = str(Version.objects.get(standing="current").key)
    some = {"stood": stood, "saw": "both", "next": "one"}
    assert client.post(here, some).status_code == 400, "told differs too, and nobody chose"
    assert client.post(here, {**some, "told": "one"}).status_code == 302
    stands = Version.objects.get(standing="current")
    assert stands.body["saw"] == "A bottle without a cap.\nTwo bottles."
    assert (stands.body["next"], stands.body["told"]) == ("Wednesday", "Sam")
    assert Version.objects.count() == 4
    assert Line.objects.filter(act="incident.chosen").count() == 1


def test_a_choice_made_over_an_older_page_is_not_taken(county):
    client, first = browser(county.worker), uuid4()
    sent(client, save=first, next="Thursday")
    sent(client, next="Friday")
    waits = Version.objects.get(standing="waiting")
    sent(client, base=str(first), next="Monday")
    here = reverse("field:choose", args=[KEY, waits.key])
    answer = client.post(here, {"stood": str(first), "next": "other"}, follow=True)
    assert "It changed while you looked" in answer.content.decode()
    assert Version.objects.get(standing="current").body["next"] == "Monday"


def test_what_comes_after_closing_waits_and_the_same_words_ask_for_nothing(county):
    first = written(county.worker, report())
    close(incident=first.incident, by=county.worker, at=now())
    assert written(county.worker, report(), base=first.key).standing == "past"
    assert written(county.worker, report(did="More."), base=first.key).standing == "waiting"


def test_a_second_try_of_what_waits_takes_its_place(county):
    first = written(county.worker, report())
    close(incident=first.incident, by=county.worker, at=now())
    waits = written(county.worker, report(did="More."), base=first.key)
    written(county.worker, report(did="More, and better."), base=waits.key)
    assert [one.body["did"] for one in Version.objects.filter(standing="waiting")] == ["More, and better."]


def test_the_database_itself_lets_no_version_be_changed_or_removed(county):
    version = written(county.worker, report())
    for tried in (lambda: Version.objects.update(body={}), lambda: Version.objects.all().delete()):
        with pytest.raises(ProgrammingError, match="Cannot"), transaction.atomic():
            tried()
    version.refresh_from_db()
    assert version.body["saw"]


def test_another_worker_neither_reads_nor_writes_it(county):
    sent(browser(county.worker))
    other = works("Sam Ortiz", county.welfare, Role.SUPERVISOR)
    assert sent(browser(other)).status_code == 404
    assert browser(other).get(INCIDENT).status_code == 404
    with pytest.raises(NotYours):
        written(other, report())
    assert Version.objects.count() == 1


def test_only_someone_signed_in_and_with_a_token_may_send(county):
    assert sent(Client()).status_code == 401
    assert sent(browser(county.mother)).status_code == 401
    strict = browser(county.worker, checks=True)
    assert sent(strict).status_code == 403
    token = strict.get(SYNC).json()["token"]
    names = {"incident": str(KEY), "save": str(uuid4()), "written_at": now().isoformat()}
    assert strict.post(SYNC, {**report(), **names}, headers={"X-CSRFToken": token}).status_code == 200


@pytest.mark.parametrize(
    "wrong",
    [
        {"happened_at": "0001-01-01T00:00"},
        {"happened_at": "9999-12-31T23:59"},
        {"saw": "x" * 1501},
        {"kind": "nothing"},
        {"saw": "\x00"},
        {"doses": "-1"},
        {"found": "25:99"},
    ],
)
def test_what_does_not_fit_is_named_and_stays_on_the_phone(county, wrong):
    answer = sent(browser(county.worker), **wrong)
    assert answer.status_code == 400
    assert set(answer.json()["fields"]) == set(wrong)
    assert not Incident.objects.exists()


def test_the_worker_ties_it_to_a_family_and_writes_it_into_the_chart(county):
    client = browser(county.worker)
    sent(client, did="Put it up high.")
    assert client.get(reverse("field:chart", args=[KEY])).status_code == 302, "no family yet"
    client.post(reverse("field:family", args=[KEY]), {"family": county.family.pk})
    assert not Entry.objects.filter(kind="note").exists(), "nothing reaches a chart by itself"
    page = client.get(reverse("field:chart", args=[KEY])).content.decode()
    assert "A bottle without a cap." in page
    client.post(reverse("field:chart", args=[KEY]), {"subject": county.ana.pk})
    entry = Entry.objects.get(kind="note")
    assert "What I did: Put it up high." in entry.body["text"]
    assert entry.label.category == Category.CHILD_PROTECTION
    assert entry.label.program == county.welfare
    assert Incident.objects.get().closed_at is not None


def test_who_no_longer_works_with_the_family_no_longer_opens_it(county):
    client = browser(county.worker)
    sent(client)
    client.post(reverse("field:family", args=[KEY]), {"family": county.family.pk})
    Involvement.objects.filter(program=county.welfare).update(until=localdate() - timedelta(days=1))
    assert client.get(INCIDENT).status_code == 404
    assert INCIDENT not in client.get(reverse("field:incidents")).content.decode()


def test_a_debrief_is_its_writers_alone_and_a_supervisor_sees_only_the_wish(county):
    chief = works("Sam Ortiz", county.welfare, Role.SUPERVISOR)
    client, key = browser(county.worker), str(uuid4())
    said = {"key": key, "how": "not_ok", "words": "The sound of it.", "call_me": "on"}
    for _ in range(2):
        assert client.post(reverse("field:sync_debrief"), said).status_code == 200
    debrief = Debrief.objects.get()
    assert "The sound of it." in client.get(reverse("field:debriefs")).content.decode()
    page = browser(chief).get(reverse("field:readiness")).content.decode()
    assert "Dana Cole" in page
    assert "The sound of it." not in page
    assert "Not OK" not in page
    assert "The sound" not in str(list(Line.objects.values_list("detail", "about")))
    assert browser(chief).post(reverse("field:remove_debrief", args=[debrief.pk])).status_code == 404
    browser(chief).post(reverse("field:called", args=[debrief.pk]))
    assert "Your supervisor called." in client.get(reverse("field:debriefs")).content.decode()
    client.post(reverse("field:remove_debrief", args=[debrief.pk]))
    assert not Debrief.objects.exists()
