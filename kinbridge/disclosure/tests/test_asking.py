"""A refused worker asks for a consent. The person reads who, what and why; the asker learns only what opens."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import ProgrammingError, transaction
from django.urls import reverse
from django.utils.timezone import localdate, now

from kinbridge.accounts.models import Role
from kinbridge.audit.models import Line
from kinbridge.consents.actions import revise, revoke, sign, text_of
from kinbridge.consents.models import Proposal
from kinbridge.consents.models.terms import terms_from
from kinbridge.consents.tests.county import County, program, typed, works
from kinbridge.core.vocabulary import Category, OrganizationKind, Purpose, Regime, Relation
from kinbridge.directory.models import Viewer
from kinbridge.directory.tests.browsing import browser
from kinbridge.disclosure.asking import Answered, ask, begin, decline, sent_by, to_answer
from kinbridge.disclosure.models import ConsentRequest
from kinbridge.people.models import Custody, Involvement, Person

pytestmark = pytest.mark.django_db


def at(county: County, name: str, *more: object) -> str:
    return reverse(f"disclosure:{name}", args=[county.family.key, *more])


def asked(county: County, **changes: object) -> ConsentRequest:
    question: dict[str, object] = {
        "person": county.ana,
        "program": county.methadone,
        "category": Category.SUD_ATTENDANCE,
        "purpose": Purpose.CARE_COORDINATION,
        "words": "So that we can plan our visits around your mornings.",
        "by": county.visitor,
        "at": now(),
    }
    return ask(family=county.family, **(question | changes))  # type: ignore[arg-type]


def signs(county: County, request: ConsentRequest) -> None:
    """Ana fills in until when, and signs."""
    proposal = Proposal.objects.get(pk=request.proposal_id)
    terms = terms_from(proposal.answers)
    changed = type(terms)(
        **{field: getattr(terms, field) for field in terms.__struct_fields__} | {"expires_on": until()}
    )
    revise(proposal=proposal, terms=changed, by=county.mother, at=now())
    proposal.refresh_from_db()
    sign(
        proposal=proposal,
        signings=[typed(county)],
        shown=text_of(proposal).hash,
        by=county.mother,
        at=now(),
        copy_given="portal",
    )


def until():  # type: ignore[no-untyped-def]
    return localdate() + timedelta(days=150)


def test_from_a_refusal_to_an_open_door(county: County) -> None:
    """The home visitor is refused, asks, Ana reads it, signs, and the door is open."""
    question = {
        "person": county.ana.pk,
        "program": str(county.methadone.pk),
        "category": "sud_attendance",
        "purpose": "care_coordination",
    }
    refusal = browser(county.visitor).get(at(county, "why"), question).content.decode()
    [link] = re.findall(r'href="([^"]+/ask/\?[^"]+)"', refusal)
    form = browser(county.visitor).get(link.replace("&amp;", "&")).content.decode()
    assert f'<option value="{county.methadone.pk}" selected>' in form
    sent = browser(county.visitor).post(at(county, "ask"), question | {"words": "To plan our visits."}, follow=True)
    assert "Asked. You see it here as soon as the person lets you." in sent.content.decode()
    hers = browser(county.mother)
    assert "1 program asks you" in hers.get(reverse("portal:home")).content.decode()
    page = hers.get(at(county, "requests")).content.decode()
    for words in (
        "Vic Lane of Warm Start",
        "River Methadone",
        "only if visits are kept",
        "To plan our visits.",
        "You decide.",
    ):
        assert words in page
    [request] = ConsentRequest.objects.all()
    begun = hers.post(at(county, "request_begin", request.pk))
    assert begun.url.endswith("/about/")
    request.refresh_from_db()
    assert not sent_by(county.visitor, at=now())[0].open
    signs(county, request)
    assert sent_by(county.visitor, at=now())[0].open
    assert "open to you" in browser(county.visitor).get(at(county, "ask")).content.decode()
    assert "What you asked about Ana Rivera" in browser(county.visitor).get(reverse("desk:home")).content.decode()


def test_a_no_and_no_answer_look_the_same_to_the_asker(county: County) -> None:
    request = asked(county)
    client = browser(county.visitor)
    before = [client.get(at(county, "ask")).content, client.get(reverse("desk:home")).content]
    decline(request_id=request.pk, by=county.mother, at=now())
    after = [client.get(at(county, "ask")).content, client.get(reverse("desk:home")).content]
    token = re.compile(rb'\b[A-Za-z0-9]{64}\b|nonce="[^"]+"')
    assert [token.sub(b"", page) for page in before] == [token.sub(b"", page) for page in after]
    again = asked(county)
    assert again.pk == request.pk
    assert to_answer(county.mother, at=now()) == ()


def test_after_a_month_one_may_ask_again(county: County) -> None:
    request = asked(county, at=now() - timedelta(days=31))
    decline(request_id=request.pk, by=county.mother, at=now() - timedelta(days=31))
    assert asked(county).pk != request.pk


def test_who_asks_about_treatment_is_told_to_her_and_not_to_the_caseworker(county: County) -> None:
    """That someone asks for a treatment program's record may itself tell that she is there."""
    Involvement.objects.filter(program=county.welfare).update(lead=True)
    asked(county)
    assert to_answer(county.worker, at=now()) == ()
    Involvement.objects.filter(program=county.methadone).update(person=county.ana)
    [request] = to_answer(county.nurse, at=now())
    assert request.person == county.ana


def test_the_program_that_does_not_serve_her_does_not_hear_of_it(county: County) -> None:
    asked(county)
    assert to_answer(county.nurse, at=now()) == ()


def test_who_leads_the_work_helps_with_what_is_no_secret(county: County) -> None:
    Involvement.objects.filter(program=county.welfare).update(lead=True)
    request = asked(county, program=county.clinic, category=Category.GENERAL_HEALTH)
    assert [one.pk for one in to_answer(county.worker, at=now())] == [request.pk]
    assert "Someone asks for a consent" in browser(county.worker).get(reverse("desk:home")).content.decode()
    page = browser(county.worker).get(at(county, "requests")).content.decode()
    assert "Talk about it with the person." in page
    begun = begin(request_id=request.pk, by=county.worker, at=now())
    assert begun is not None
    assert terms_from(begun.proposal.answers).receives == (f"program:{county.visiting.pk}",)


def test_nor_does_who_leads_hear_of_what_tells_by_its_kind(county: County) -> None:
    Involvement.objects.filter(program=county.welfare).update(lead=True)
    asked(county, program=county.clinic, category=Category.MENTAL_HEALTH)
    assert to_answer(county.worker, at=now()) == ()


def test_a_treatment_program_that_asks_is_named_to_her_alone(county: County) -> None:
    """Its name beside hers tells that she is served there."""
    Involvement.objects.filter(program=county.methadone).update(person=county.ana)
    Involvement.objects.filter(program=county.welfare).update(lead=True)
    request = asked(county, program=county.clinic, category=Category.GENERAL_HEALTH, by=county.nurse)
    assert to_answer(county.worker, at=now()) == ()
    assert [one.pk for one in to_answer(county.mother, at=now())] == [request.pk]


def test_a_parent_who_decides_for_a_child_reads_it_and_the_other_does_not(county: County) -> None:
    row = {"family": county.family, "coalition": county.coalition}
    Custody.objects.create(
        child=county.baby, power=Custody.Power.LEGAL, holder=county.ana, since=localdate() - timedelta(days=9), **row
    )
    asked(county, person=county.baby, program=county.clinic, category=Category.GENERAL_HEALTH)
    assert len(to_answer(county.mother, at=now())) == 1
    shelter = program(county.coalition, "Safe Harbor", OrganizationKind.DV_PROGRAM, Regime.DV_PROGRAM)
    helper = works("Nadia Brooks", shelter, Role.NAVIGATOR)
    father = Person.objects.create(given_name="Vito", family_name="Rivera", relation=Relation.FATHER, **row)
    Custody.objects.create(
        child=county.baby, power=Custody.Power.LEGAL, holder=father, since=localdate() - timedelta(days=9), **row
    )
    Involvement.objects.create(program=shelter, person=county.ana, since=localdate() - timedelta(days=9), **row)
    asked(county, person=county.baby, program=county.clinic, category=Category.GENERAL_HEALTH, by=helper)
    his = Viewer(**{**{f: getattr(county.mother, f) for f in county.mother.__slots__}, "person_id": father.pk})
    assert "Safe Harbor" not in {one.asked_for.name for one in to_answer(his, at=now())}
    assert "Safe Harbor" in {one.asked_for.name for one in to_answer(county.mother, at=now())}


def test_nobody_else_may_answer(county: County) -> None:
    request = asked(county)
    for stranger in (county.worker, county.visitor, county.nurse):
        assert begin(request_id=request.pk, by=stranger, at=now()) is None
        assert decline(request_id=request.pk, by=stranger, at=now()) is None
        assert browser(stranger).post(at(county, "request_decline", request.pk)).status_code == 404
    assert browser(county.mother).get(at(county, "ask")).status_code == 403


def test_an_answer_is_given_once(county: County) -> None:
    request = asked(county)
    decline(request_id=request.pk, by=county.mother, at=now())
    with pytest.raises(Answered):
        begin(request_id=request.pk, by=county.mother, at=now())
    again = browser(county.mother).post(at(county, "request_begin", request.pk), follow=True)
    assert "answered a moment ago" in again.content.decode()
    with pytest.raises(ProgrammingError), transaction.atomic():
        ConsentRequest.objects.filter(pk=request.pk).update(answer="started")


def test_taken_back_the_door_is_closed_again(county: County) -> None:
    request = asked(county)
    begun = begin(request_id=request.pk, by=county.mother, at=now())
    assert begun is not None
    signs(county, begun)
    begun.refresh_from_db()
    revoke(consent=begun.proposal.became, by=county.mother, at=now())
    assert not sent_by(county.visitor, at=now())[0].open


def test_she_reads_it_in_spanish(county: County) -> None:
    asked(county)
    page = browser(county.mother, language="es").get(at(county, "requests")).content.decode()
    assert "Quién pide un consentimiento" in page
    assert "Usted decide." in page
    assert "pide ver algo" in page


def test_every_step_is_on_the_record(county: County) -> None:
    request = asked(county)
    decline(request_id=request.pk, by=county.mother, at=now())
    acts = Line.objects.filter(family_id=county.family.pk).order_by("pk").values_list("act", flat=True)
    assert list(acts)[-2:] == ["request.made", "request.declined"]


@pytest.mark.parametrize(
    "changes", [{"person": "0"}, {"category": "reporter_identity"}, {"program": "x"}, {"purpose": ""}]
)
def test_a_request_that_makes_no_sense_is_a_422(county: County, changes: dict[str, str]) -> None:
    question = {"person": county.ana.pk, "program": str(county.methadone.pk), "category": "sud_attendance"}
    sent = browser(county.visitor).post(at(county, "ask"), question | {"purpose": "care_coordination"} | changes)
    assert sent.status_code == 422
    assert not ConsentRequest.objects.exists()
