"""Before she signs, the person reads, byte for byte, what each receiver's page shows after it; so with a plan."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db.models import Q
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import override
from msgspec.structs import replace

from kinbridge.accounts.models import Role, User
from kinbridge.chart.opened import lets_see
from kinbridge.consents import actions as consents
from kinbridge.consents.models import Consent, Proposal
from kinbridge.consents.models.terms import Signing, Terms, ids, terms_of
from kinbridge.consents.rules import TREATMENT_CLASS, Form, Signer
from kinbridge.directory.models import Membership, Program, Viewer
from kinbridge.disclosure.preview import preview, receivers
from kinbridge.exchange.county.place import County
from kinbridge.people.models import Family, Involvement, Person
from kinbridge.plans.models import Plan
from kinbridge.referrals.models import Referral
from kinbridge.web.requests import MEMBERSHIP
from tests.alder import signed_in, undone

pytestmark = pytest.mark.django_db
PIECE = re.compile(rb'<article class="kb-(?:piece|plan)">.*?</article>', re.DOTALL)
FACT = re.compile(rb'<li class="kb-entry">\n(.*?</p>\n.*?</p>\n.*?</p>)', re.DOTALL)
OURS = (Form.SPECIFIC, Form.TPO)


@pytest.fixture(autouse=True)
def afterwards(county: County) -> Iterator[None]:
    with undone():
        yield


def signed_on_paper() -> list[Consent]:
    """One of each grown-up's papers of our own forms, as the twelve stories have them."""
    rows = Consent.objects.filter(form__in=OURS, readable=True, person__relation__in=["mother", "father"])
    rows = rows.exclude(purposes=[]).exclude(categories=[])
    return list(rows.order_by("family", "form", "-pk").distinct("family", "form").select_related("person", "family"))


def account(county: County, person: Person) -> Viewer:
    """The person's own account, made where the county gave them none."""
    kept_by = county.programs["parent_partners"]
    user, _ = User.objects.get_or_create(
        username=f"own{person.pk}", defaults={"email": f"own{person.pk}@alder.example"}
    )
    if person.account is None:
        Membership.objects.create(user=user, program=kept_by, role=Role.PARENT, since=county.day(-9))
        Person.objects.filter(pk=person.pk).update(account=user)
    owner = Person.objects.select_related("account").get(pk=person.pk).account
    row = Membership.objects.select_related("user", "program__organization__coalition").get(user=owner, role="self")
    viewer = row.viewer()
    return Viewer(**{**{name: getattr(viewer, name) for name in viewer.__slots__}, "person_id": person.pk})


def worker_of(program: Program) -> tuple[Viewer, Client] | None:
    """Someone who works there, signed in for that program."""
    rows = Membership.objects.on(localdate()).filter(program=program).exclude(role="self")
    found = rows.select_related("user", "program__organization__coalition").order_by("pk").first()
    if found is None:
        return None
    client = signed_in(found.user)
    session = client.session
    session[MEMBERSHIP] = found.pk
    session.save()
    return found.viewer(), client


def begun(consent: Consent, by: Viewer) -> tuple[Proposal, Terms]:
    """The same paper, to be signed anew today."""
    ends = localdate() + timedelta(days=150)
    terms = replace(terms_of(consent), starts_on=None, expires_on=ends, until_event="")
    return consents.propose(family=consent.family, terms=terms, by=by, at=now()), terms


def signs(proposal: Proposal, person: Person, by: Viewer) -> Consent:
    return consents.sign(
        proposal=proposal,
        signings=[Signing(name=person.name, capacity=Signer.SUBJECT, method="typed", person_id=person.pk)],
        shown=consents.text_of(proposal).hash,
        by=by,
        at=now(),
        copy_given="portal",
    )


def in_language(user_id: int | None, language: str) -> Client:
    client = signed_in(User.objects.get(pk=user_id))
    client.cookies["django_language"] = language
    return client


def may_open(viewer: Viewer, family: Family) -> bool:
    return Family.objects.seen_by(viewer, on=localdate()).filter(pk=family.pk).exists()


def piece_of(page: bytes) -> bytes:
    found = PIECE.search(page)
    assert found, "the page has no piece"
    return found.group()


def every_page_of_the_chart(client: Client, family: Family, purpose: str) -> bytes:
    address, whole = f"/family/{family.key}/chart/?purpose={purpose}", b""
    while address:
        page = client.get(address).content
        whole += page
        onward = re.search(rb'rel="next" href="([^"]+)"', page)
        address = f"/family/{family.key}/chart/{onward.group(1).decode().replace('&amp;', '&')}" if onward else ""
    return whole


def test_what_she_reads_before_she_signs_is_what_each_receiver_reads_after(county: County) -> None:
    compared, facts = 0, 0
    for paper in signed_on_paper():
        with undone():
            person, family = paper.person, paper.family
            mine = account(county, person)
            proposal, terms = begun(paper, mine)
            hers = in_language(mine.user_id, terms.language)
            names = list(receivers(terms, mine, language=terms.language))
            before = {}
            for number, (receiver, _) in enumerate(names):
                page = hers.get(reverse("chart:would_see", args=[family.key, proposal.pk, number]))
                assert page.status_code == 200
                before[number] = (receiver, piece_of(page.content))
            signed = signs(proposal, person, mine)
            for receiver, promised in before.values():
                program = Program.objects.filter(pk=receiver.program_id).first()
                worker = worker_of(program) if program else None
                if worker is None or not may_open(worker[0], family):
                    continue
                theirs = worker[1]
                theirs.cookies["django_language"] = terms.language
                page = theirs.get(reverse("chart:lets_see", args=[family.key, signed.pk]))
                assert piece_of(page.content) == promised
                chart = b"".join(every_page_of_the_chart(theirs, family, one) for one in terms.purposes)
                for fact in FACT.findall(promised):
                    assert fact in chart
                    facts += 1
                compared += 1
    assert compared >= 5
    assert facts >= 5


def test_and_what_a_clinic_reads_that_the_single_consent_names_by_its_class(county: County) -> None:
    compared = 0
    for paper in signed_on_paper():
        terms = terms_of(paper)
        if TREATMENT_CLASS not in terms.receives:
            continue
        with undone():
            mine = account(county, paper.person)
            proposal, terms = begun(paper, mine)
            hers = in_language(mine.user_id, terms.language)
            promised = piece_of(hers.get(reverse("chart:would_see", args=[paper.family.key, proposal.pk, 0])).content)
            signed = signs(proposal, paper.person, mine)
            treating = Involvement.objects.on(localdate()).filter(
                person=paper.person_id, program__organization__kind="clinic"
            )
            for one in treating.exclude(program__in=ids(terms.shares, "program")).select_related("program"):
                worker = worker_of(one.program)
                assert worker is not None
                with override(terms.language):
                    piece = lets_see(consent=signed, family=paper.family, by=worker[0], at=now())
                    shown = render_to_string("chart/_piece.html", {"piece": piece})
                assert piece_of(shown.encode()) == promised
                compared += 1
    assert compared >= 1


def test_the_summary_before_signing_says_what_the_gate_says_after(county: County) -> None:
    """Each kind of information that the preview calls open is open once it is signed, and each other is not."""
    checked = 0
    for paper in signed_on_paper():
        with undone():
            mine = account(county, paper.person)
            proposal, terms = begun(paper, mine)
            told = {"family": paper.family, "person": paper.person, "terms": terms, "by": mine, "on": localdate()}
            promised = preview(text=consents.text_of(proposal), **told)
            signs(proposal, paper.person, mine)
            kept = preview(text=consents.text_of(proposal), **told)
            for before, after in zip(promised, kept, strict=True):
                assert {(one.category, one.source) for one in before.sees} == {
                    (one.category, one.source) for one in after.sees
                }
                checked += len(before.sees)
    assert checked >= 10


def test_the_plan_that_is_previewed_for_a_program_is_the_plan_it_opens(county: County) -> None:
    compared = 0
    for plan in Plan.objects.filter(closed_on__isnull=True).select_related("program", "family").order_by("pk"):
        leader = worker_of(plan.program)
        if leader is None or not may_open(leader[0], plan.family):
            continue
        here, around = [plan.family.key, plan.pk], Involvement.objects.on(localdate()).filter(family=plan.family_id)
        asked = Program.objects.filter(Q(pk__in=around.values("program")) | Q(pk=county.programs["nurse_visits"].pk))
        # The leader's own programs lead it themselves; who answered a referral reads an answer that the leader may not.
        answered = Referral.objects.filter(family=plan.family_id).values("to_program")
        for program in asked.exclude(organization=plan.program.organization_id).exclude(pk__in=answered):
            receiver = worker_of(program)
            if receiver is None:
                continue
            with undone():
                client = leader[1]
                look = client.get(reverse("plans:preview", args=here), {"program": program.pk})
                assert look.status_code == 200
                promised = PIECE.search(look.content)
                sent = client.post(reverse("plans:hand_over", args=here), {"program": program.pk})
                if sent.status_code == 403:
                    assert promised is None
                    continue
                page = receiver[1].get(reverse("plans:show", args=here))
                opened = PIECE.search(page.content)
                assert promised is not None
                assert opened is not None
                assert opened.group() == promised.group()
                compared += 1
    assert compared >= 3


def test_the_referral_that_is_previewed_is_the_referral_the_program_reads(county: County) -> None:
    compared = 0
    for code, to in (("prenatal", "otp"), ("prenatal", "birth"), ("assessment", "nurse_visits")):
        worker, receiver = worker_of(county.programs[code]), worker_of(county.programs[to])
        assert worker is not None
        assert receiver is not None
        for family in Family.objects.seen_by(worker[0], on=localdate()).order_by("pk")[:6]:
            person = Person.objects.filter(family=family, relation="mother").order_by("pk").first()
            if person is None:
                continue
            with undone():
                address = reverse("referrals:send", args=[family.key, county.programs[to].pk])
                typed = {
                    "person": person.pk,
                    "service": "Counseling",
                    "message": "She asks for mornings.",
                    "agreed": "on",
                }
                look = worker[1].post(address, typed | {"look": "1"})
                sent = worker[1].post(address, typed)
                assert (look.status_code, sent.status_code) in {(200, 302), (403, 403)}
                if sent.status_code == 302:
                    assert piece_of(receiver[1].get(sent.url).content) == piece_of(look.content)
                    compared += 1
    assert compared >= 2
