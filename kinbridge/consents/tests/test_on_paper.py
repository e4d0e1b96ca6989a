"""A consent that was signed on paper is put on file as it is, by those who would share by it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.urls import reverse
from django.utils.timezone import localdate, now

from kinbridge.audit.models import Line
from kinbridge.consents import actions
from kinbridge.consents.models import Consent, Proposal, papers_on_file
from kinbridge.consents.rules import Authority, Defect, State, faults, state
from kinbridge.consents.rules.validity import is_shadowed
from kinbridge.consents.tests.county import County, made, signed_today, to_welfare
from kinbridge.core.vocabulary import Relation
from kinbridge.directory.models import Viewer
from kinbridge.directory.tests.browsing import browser

pytestmark = pytest.mark.django_db


@pytest.fixture
def county() -> County:
    return made()


def begun(county: County, by: Viewer, **changes: object) -> Proposal:
    terms = to_welfare(county, expires_on=localdate() + timedelta(days=150), **changes)
    return actions.propose(family=county.family, terms=terms, by=by, at=now())


def page(county: County, proposal: Proposal) -> str:
    return reverse("consents:on_paper", args=[county.family.key, proposal.pk])


def put(county: County, by: Viewer, **said: Any) -> HttpResponse:
    given = {"name": "Ana Rivera", "capacity": "subject", "signed_on": str(localdate()), "ours": "on", **said}
    given = {name: value for name, value in given.items() if value is not None}
    return browser(by).post(page(county, begun(county, by)), given)  # type: ignore[return-value]


def newest(county: County) -> Authority:
    return papers_on_file(family=county.family.pk)[-1]


def wrong(county: County) -> frozenset[Defect]:
    return faults(newest(county), on=localdate(), subject=Relation.MOTHER)


def test_the_program_that_shares_by_it_puts_it_on_file_and_it_counts(county: County) -> None:
    assert put(county, county.nurse, signed_on=str(localdate() - timedelta(days=9))).status_code == 302
    assert state(newest(county), on=localdate()) is State.IN_FORCE
    assert wrong(county) == frozenset()
    consent = Consent.objects.get()
    assert (consent.signatures.get().method, consent.recorded_for_id) == ("paper", county.methadone.pk)
    assert Line.objects.filter(act="consent.recorded", about=f"consent:{consent.pk}").exists()


def test_whoever_only_receives_by_it_is_told_whom_to_ask_and_nothing_is_on_file(county: County) -> None:
    proposal = begun(county, county.worker)
    shown = browser(county.worker).get(page(county, proposal)).content.decode()
    assert "Ask one of these to put it on file: River Methadone" in shown
    assert put(county, county.worker).status_code == 422
    assert Consent.objects.count() == 0


def test_a_paper_that_nobody_can_read_opens_nothing_and_closes_the_older_one(county: County) -> None:
    signed_today(county)
    assert put(county, county.worker, unreadable="on", name=None, signed_on=None, ours=None).status_code == 302
    older, newer = papers_on_file(family=county.family.pk)
    assert [state(one, on=localdate()) for one in (older, newer)] == [State.IN_FORCE, State.UNREADABLE]
    assert is_shadowed(older, [newer])


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ({"name": None, "unsigned": "on"}, Defect.NO_SIGNATURE),
        ({"signed_on": None}, Defect.NO_DATE),
        ({"ours": None}, Defect.NO_REVOCATION),
        ({"capacity": "personal_representative"}, Defect.NO_AUTHORITY_PAPER),
        ({"defects": ["E23"]}, Defect.ALTERED),
    ],
)
def test_it_is_kept_with_its_faults(county: County, said: dict[str, Any], fault: Defect) -> None:
    assert put(county, county.nurse, **said).status_code == 302
    assert fault in wrong(county)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"name": None}, "Write who signed it, or tick that nobody did."),
        ({"signed_on": str(date(2199, 1, 1))}, "This day is still to come"),
        ({"unsigned": "on"}, "A name is written below"),
        ({"name": "Rosa Rivera"}, "This is not Ana Rivera."),
    ],
)
def test_what_cannot_be_is_refused_in_words(county: County, said: dict[str, Any], told: str) -> None:
    answer = put(county, county.nurse, **said)
    assert (answer.status_code, Consent.objects.count()) == (422, 0)
    assert told in answer.content.decode()


def test_it_is_put_on_file_once_and_never_by_the_family(county: County) -> None:
    proposal = begun(county, county.nurse)
    client, given = browser(county.nurse), {"name": "Ana Rivera", "capacity": "subject", "ours": "on"}
    first, second = (client.post(page(county, proposal), given) for _ in range(2))
    assert first["Location"] == second["Location"]
    assert Consent.objects.count() == 1
    mothers = begun(county, county.mother)
    assert browser(county.mother).get(page(county, mothers)).status_code == 403
