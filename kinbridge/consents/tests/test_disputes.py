"""Two who may decide disagree: nothing opens until a named person says who stands, and why."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate, now

from kinbridge.accounts.models import Role
from kinbridge.audit.models import Line
from kinbridge.consents import actions
from kinbridge.consents.actions import disputes, filing
from kinbridge.consents.models import Conflict, Consent, OtherAuthority, papers_on_file
from kinbridge.consents.models.filed import How
from kinbridge.consents.models.filing import Filing
from kinbridge.consents.models.terms import Signing
from kinbridge.consents.rules import ANY_HOLDER, Defect, Kind, Signer, State, Term, faults, named, state
from kinbridge.consents.rules.papers import PAPERS
from kinbridge.consents.tests.county import County, signed_today, to_welfare, typed, works
from kinbridge.core.vocabulary import Relation
from kinbridge.directory.models import Viewer
from kinbridge.directory.tests.browsing import browser, words

pytestmark = pytest.mark.django_db
SPRING = timedelta(days=150)


@pytest.fixture
def boss(county: County) -> Viewer:
    return works("Denise Otto", county.welfare, Role.SUPERVISOR)


def states(county: County) -> dict[str, State]:
    return {one.id: state(one, on=localdate()) for one in papers_on_file(family=county.family.pk, at=now())}


def recorded(county: County, capacity: Signer, *, person: int, receives: str) -> Consent:
    """A paper signed elsewhere, by one person in one capacity."""
    terms = to_welfare(county, person=person, receives=(receives,), expires_on=localdate() + SPRING)
    return actions.record_paper(
        family=county.family,
        terms=terms,
        signed_on=localdate() - timedelta(days=1),
        signings=[Signing(name="Someone Rivera", capacity=capacity, method="paper")],
        statements=[Term.REVOCATION],
        by=county.worker,
        at=now(),
    )


# ── two parents, one of whom objects ─────────────────────────────────────────


def test_one_parent_objects_and_the_consent_is_not_used_until_it_is_resolved(county, boss):
    parent = f"program:{county.welfare.pk}"
    consent = recorded(county, Signer.PARENT, person=county.baby.pk, receives=parent)
    assert states(county) == {f"consent:{consent.pk}": State.IN_FORCE}
    client = browser(county.worker)
    said = {"objector": "parent", "name": "Luis Rivera", "words": "Nobody asked me."}
    answer = client.post(reverse("consents:objection", args=[county.family.key, consent.pk]), said)
    assert states(county) == {f"consent:{consent.pk}": State.CONTESTED}
    papers = words(client.get(reverse("consents:papers", args=[county.family.key])))
    assert "Needs a person to resolve" in papers
    assert "Closed until resolved" in papers
    page = words(client.get(answer.url))
    for seen in ("1. A consent", "Someone Rivera", "2. An objection", "Luis Rivera", "Nobody asked me."):
        assert seen in page
    assert "Which one stands?" not in page, "her own caseworker does not decide between two parents"
    assert client.post(answer.url, {"outcome": "first", "why": "I say so"}).status_code == 403
    assert browser(boss).post(answer.url, {"outcome": "first", "why": ""}).status_code == 422
    browser(boss).post(answer.url, {"outcome": "first", "why": "Counsel: either parent may consent here."})
    assert states(county) == {f"consent:{consent.pk}": State.IN_FORCE}
    done = words(client.get(answer.url))
    assert "Resolved on" in done
    assert "Denise Otto" in done
    assert "Counsel: either parent may consent here." in done
    assert Line.objects.filter(act="conflict.resolved", detail__outcome="first").exists()
    assert browser(boss).post(answer.url, {"outcome": "second", "why": "No"}).status_code == 403


def test_an_objection_that_stands_sets_the_consent_aside_for_good(county, boss):
    consent = recorded(county, Signer.PARENT, person=county.baby.pk, receives=f"program:{county.welfare.pk}")
    said = {"objector": "tribe", "name": "Lake Band", "words": ""}
    conflict = disputes.object_to(
        consent=consent, objector=said["objector"], name=said["name"], by=county.worker, at=now()
    )
    disputes.resolve(
        conflict=conflict, outcome=Conflict.Outcome.SECOND, why="The tribe has custody.", by=boss, at=now()
    )
    assert states(county) == {f"consent:{consent.pk}": State.SUPERSEDED}
    page = words(browser(county.worker).get(reverse("consents:list", args=[county.family.key])))
    assert "Set aside on" in page


def test_the_same_objection_is_written_down_once(county):
    consent = signed_today(county)
    disputes.object_to(consent=consent, objector="parent", name="Luis Rivera", by=county.worker, at=now())
    with pytest.raises(actions.AlreadyEnded):
        disputes.object_to(consent=consent, objector="parent", name="Luis Rivera", by=county.worker, at=now())


def test_a_stranger_to_the_consent_sees_no_disagreement(county):
    consent = signed_today(county)
    conflict = disputes.object_to(consent=consent, objector="parent", name="Luis", by=county.worker, at=now())
    visitor = browser(county.visitor)
    address = reverse("consents:conflict", args=[county.family.key, conflict.pk])
    assert visitor.get(address).status_code == 404
    assert visitor.get(reverse("consents:objection", args=[county.family.key, consent.pk])).status_code == 404
    assert (
        browser(county.mother).get(reverse("consents:objection", args=[county.family.key, consent.pk])).status_code
        == 403
    )


# ── a young person and a parent ──────────────────────────────────────────────


def test_a_young_persons_paper_and_a_parents_that_differ_close_both(county, boss):
    to_clinic, to_agency = f"program:{county.clinic.pk}", f"program:{county.welfare.pk}"
    own = recorded(county, Signer.SUBJECT, person=county.leo.pk, receives=to_clinic)
    assert not Conflict.objects.exists()
    parents = recorded(county, Signer.PARENT, person=county.leo.pk, receives=to_agency)
    conflict = Conflict.objects.get()
    assert (conflict.kind, conflict.consent_id, conflict.other_consent_id) == ("youth_and_parent", own.pk, parents.pk)
    assert set(states(county).values()) == {State.CONTESTED}
    disputes.resolve(
        conflict=conflict, outcome=Conflict.Outcome.FIRST, why="State law lets him decide.", by=boss, at=now()
    )
    assert states(county) == {f"consent:{own.pk}": State.IN_FORCE, f"consent:{parents.pk}": State.SUPERSEDED}
    (youth, _other) = papers_on_file(family=county.family.pk)
    assert faults(youth, on=localdate(), subject=Relation.YOUTH) == {Defect.MINOR}, "the state's law is still asked"


# ── guardians and orders, by their dates ─────────────────────────────────────


def guardianship(county: County, by: Viewer, name: str, **changes: object) -> OtherAuthority:
    said: dict[str, object] = {
        "entry": PAPERS["representative"],
        "person_id": county.baby.pk,
        "gives": (str(ANY_HOLDER),),
        "gets": (str(named(name)),),
        "signed_on": localdate() - timedelta(days=90),
    }
    return filing.put_on_file(family=county.family, filing=Filing(**{**said, **changes}), by=by, at=now())


def test_two_guardians_named_at_once_close_both(county, boss):
    first = guardianship(county, boss, "Rosa Vale")
    second = guardianship(county, boss, "Ines Vale")
    assert Conflict.objects.get().kind == "two_to_act"
    assert set(states(county).values()) == {State.CONTESTED}
    page = words(browser(boss).get(reverse("consents:papers", args=[county.family.key])))
    assert "Two papers in force name different people to act for this person." in page
    disputes.resolve(
        conflict=Conflict.objects.get(), outcome=Conflict.Outcome.SECOND, why="The newer order.", by=boss, at=now()
    )
    assert states(county) == {f"paper:{first.pk}": State.WITHDRAWN, f"paper:{second.pk}": State.IN_FORCE}
    assert first.events.get().how == How.SET_ASIDE


def test_a_newer_order_after_the_older_one_ended_is_no_conflict(county, boss):
    first = guardianship(county, boss, "Rosa Vale")
    filing.end_paper(paper=first, how=How.TERMINATED, day=localdate(), by=boss, at=now())
    guardianship(county, boss, "Ines Vale")
    assert not Conflict.objects.exists()


def signed_by_guardian(county: County, order: OtherAuthority | None) -> Consent:
    terms = to_welfare(county, person=county.baby.pk, expires_on=localdate() + SPRING)
    proposal = actions.propose(family=county.family, terms=terms, by=county.worker, at=now())
    return actions.sign(
        proposal=proposal,
        signings=[typed(county, name="Rosa Vale", capacity=Signer.GUARDIAN)],
        shown=actions.text_of(proposal).hash,
        by_authority=order.pk if order else None,
        by=county.worker,
        at=now(),
        copy_given="printed",
    )


def test_a_guardians_consent_counts_only_while_the_order_does(county, boss):
    order = guardianship(county, boss, "Rosa Vale", expires_on=localdate() + timedelta(days=30))
    consent = signed_by_guardian(county, order)

    def wrong(on: date) -> frozenset[Defect]:
        paper = next(one for one in papers_on_file(family=county.family.pk) if one.kind is Kind.CONSENT)
        return faults(paper, on=on, subject=Relation.INFANT)

    assert consent.by_authority == order
    assert wrong(localdate()) == frozenset()
    assert wrong(localdate() + timedelta(days=30)) == {Defect.NO_AUTHORITY_PAPER}
    filing.end_paper(paper=order, how=How.VACATED, day=localdate(), by=boss, at=now())
    assert wrong(localdate()) == {Defect.NO_AUTHORITY_PAPER}


def test_an_order_that_has_ended_or_a_missing_one_proves_nothing(county, boss):
    ended = guardianship(county, boss, "Rosa Vale", expires_on=localdate() - timedelta(days=1))
    for order in (ended, None):
        with pytest.raises(actions.Faulty) as trouble:
            signed_by_guardian(county, order)
        assert Defect.NO_AUTHORITY_PAPER in trouble.value.defects


def test_the_signing_page_offers_the_orders_on_file(county, boss):
    guardianship(county, boss, "Rosa Vale", reference="G-12")
    terms = to_welfare(county, person=county.baby.pk, expires_on=localdate() + SPRING)
    proposal = actions.propose(family=county.family, terms=terms, by=county.worker, at=now())
    page = words(browser(county.worker).get(reverse("consents:sign", args=[county.family.key, proposal.pk])))
    assert "Or the order or other paper on file" in page
    assert "G-12" in page
