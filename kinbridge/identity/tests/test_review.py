"""Who is compared, who reviews what, what a decision does, and what the families' own workers are told."""

from __future__ import annotations

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils.timezone import localdate, now

from kinbridge.accounts.models import Role
from kinbridge.audit.models import Line
from kinbridge.consents.models import Agreement, AgreementEvent
from kinbridge.consents.tests.county import LONG_AGO, works
from kinbridge.directory.tests.browsing import browser
from kinbridge.identity.actions import AlreadyDecided, decide, undo
from kinbridge.identity.models import Pair, Verdict
from kinbridge.identity.records import every_record
from kinbridge.identity.tests.two_agencies import Two, agreed, compared, made, written_again
from kinbridge.people.models import Restriction, SafeContact
from kinbridge.people.sameness import SamePerson
from tests.alder import plain

pytestmark = pytest.mark.django_db
QUEUE = reverse("identity:queue")
SAME, DIFFERENT, UNSURE = Verdict.Kind.SAME, Verdict.Kind.DIFFERENT, Verdict.Kind.UNSURE


@pytest.fixture
def two() -> Two:
    return made()


@pytest.fixture
def pair(two) -> Pair:
    [pair] = compared(two)
    return pair


def at(pair: Pair) -> str:
    return reverse("identity:pair", args=[pair.key])


def words(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_reviewer_reads_what_agrees_and_differs_and_decides(two, pair):
    client = browser(two.officer)
    queue = words(client, QUEUE)
    assert "Ana Rivera and Anna Rivera" in queue
    assert "The same: family name, birth date. Alike: given name." in queue
    page = words(client, at(pair))
    for said in ("two forms of one name", "May 14, 1996", "nothing is merged"):
        assert said in page
    for hidden in (two.county.clinic.name, two.county.welfare.name, "probability"):
        assert hidden not in page
    assert client.post(at(pair), {"kind": "perhaps", "because": "", "seen": 0}).status_code == 400
    client.post(at(pair), {"kind": "same", "because": "Asked them both", "seen": 0})
    assert SamePerson.objects.standing().get().because == "Asked them both"
    assert "Linked" in words(client, QUEUE)
    for person in (pair.first, pair.second):
        line = Line.objects.get(act="identity.linked", family_id=person.family_id)
        assert (line.about, line.detail) == (f"person:{person.pk}", {}), "neither family's line names the other"


def test_a_link_is_undone_and_the_pair_waits_again(two, pair):
    client = browser(two.officer)
    decide(pair=pair, kind=SAME, because="one birthday", seen=0, by=two.officer, at=now())
    client.post(at(pair), {"because": "Her cousin"})
    assert not SamePerson.objects.standing().exists()
    assert "Her cousin" in words(client, QUEUE)
    [kept] = compared(two)
    assert (kept.state, kept.verdicts.count()) == (Pair.State.WAITING, 2), "a new comparison keeps what was said"


def test_not_known_yet_keeps_it_waiting_and_two_people_can_be_decided_anew(two, pair):
    for seen, kind in enumerate((UNSURE, DIFFERENT, SAME)):
        decide(pair=pair, kind=kind, because="looked", seen=seen, by=two.officer, at=now())
    assert SamePerson.objects.standing().count() == 1


def test_of_two_who_decide_at_once_the_second_is_told(two, pair):
    decide(pair=pair, kind=UNSURE, because="looked", seen=0, by=two.officer, at=now())
    with pytest.raises(AlreadyDecided), transaction.atomic():
        decide(pair=pair, kind=SAME, because="looked", seen=0, by=two.officer, at=now())
    decide(pair=pair, kind=SAME, because="looked", seen=1, by=two.officer, at=now())
    undo(pair=pair, because="no", by=two.officer, at=now())
    with pytest.raises(AlreadyDecided):
        undo(pair=pair, because="no", by=two.officer, at=now())


def test_only_those_who_watch_over_records_review_and_only_what_the_gate_opens_to_them(two, pair):
    assert browser(two.county.worker).get(QUEUE).status_code == 403
    agency = browser(works("Ruth Adler", two.county.welfare, Role.PRIVACY_OFFICER))
    assert "No pair that you may see waits" in words(agency, QUEUE)
    missing = reverse("identity:pair", args=[two.county.family.key])
    hidden, nothing = (agency.get(address) for address in (at(pair), missing))
    assert (hidden.status_code, nothing.status_code) == (404, 404)
    mine, none = str(pair.key).encode(), str(two.county.family.key).encode()
    assert plain(hidden.content).replace(mine, none) == plain(nothing.content), "as if it were not there"
    assert agency.post(at(pair), {"kind": "same", "because": "x", "seen": 0}).status_code == 404


def test_an_agreement_that_ended_closes_the_queue(two, pair):
    ended = {"kind": "ended", "how": "terminated", "day": localdate(), "at": now()}
    for agreement in Agreement.objects.filter(kind="baa"):
        AgreementEvent.objects.create(agreement=agreement, coalition=agreement.coalition, **ended)
    assert "No pair that you may see waits" in words(browser(two.officer), QUEUE)


@pytest.mark.parametrize("protected", ["first", "second"])
def test_a_household_in_which_someone_is_protected_is_never_compared(two, pair, protected):
    person = getattr(pair, protected)
    own = {"family": person.family, "coalition": person.coalition, "since": LONG_AGO}
    Restriction.objects.create(protects=person, because="safety", **own)
    assert person.pk not in {one.person for one in every_record(by=two.officer, on=localdate())}
    assert "No pair that you may see waits" in words(browser(two.officer), QUEUE)
    assert browser(two.officer).get(at(pair)).status_code == 404


def test_an_unsafe_number_is_not_compared(two):
    own = {"family": two.county.family, "coalition": two.county.coalition, "since": LONG_AGO}
    contact = {"person": two.county.ana, "channel": "call", **own}
    SafeContact.objects.create(value="(555) 010-0100", safe=True, **contact)
    assert phones(two) == {"5550100100"}
    SafeContact.objects.create(value="555-010-0100", safe=False, **contact)
    assert phones(two) == set()


def phones(two: Two) -> set[str]:
    return {one.phone for one in every_record(by=two.officer, on=localdate()) if one.phone}


# ── what the family's own workers are told ───────────────────────────────────


def test_a_worker_is_told_whom_to_ask_only_where_the_gate_allows_it(two, pair):
    """A clinic's record is not child welfare's to know of without the mother's authorization; their own unit's is."""
    page = reverse("identity:family", args=[two.county.family.key])
    client = browser(two.county.worker)
    before = plain(client.get(page).content)
    decide(pair=pair, kind=SAME, because="looked", seen=0, by=two.officer, at=now())
    assert plain(client.get(page).content) == before, "the link itself tells nothing"
    unit = type(two.county.welfare).objects.create(
        organization=two.county.welfare.organization,
        name="Family Preservation",
        regimes=two.county.welfare.regimes,
        attested_by_id=two.officer.user_id,
        attested_on=LONG_AGO,
    )
    third = written_again(two.county, unit, given="Annie")
    agreed(unit, two.office, "written_contract")
    again = next(one for one in compared(two) if {one.first_id, one.second_id} == {two.county.ana.pk, third.pk})
    decide(pair=again, kind=SAME, because="looked", seen=0, by=two.officer, at=now())
    told = words(client, page)
    assert "Family Preservation, County Child Welfare Agency" in told
    assert two.county.clinic.name not in told
    assert Line.objects.filter(act="identity.record_seen", family_id=third.family_id).exists()
    somebody_else = reverse("identity:undo", args=[two.county.family.key, again.key])
    assert client.get(reverse("identity:undo", args=[two.county.family.key, pair.key])).status_code == 404
    assert client.post(somebody_else, {"because": ""}).status_code == 400
    client.post(somebody_else, {"because": "Her sister"})
    assert plain(client.get(page).content) == before
