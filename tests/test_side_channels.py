"""Search, counts, errors, redirects, unknown against hidden, e-mail, and the work behind a page: nothing tells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from uuid import uuid4

import pytest
from django.core import mail
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import now

from kinbridge.accounts.models import User
from kinbridge.chart.models import Label
from kinbridge.consents.models import Consent
from kinbridge.exchange.county.place import County
from kinbridge.people.models import Family, Person
from kinbridge.referrals.models import Referral
from kinbridge.reminders.actions import tell
from kinbridge.reminders.models import Notice
from tests.alder import personas, plain, signed_in, undone
from tests.hidden import PAGES, addresses_of, changed, enters_treatment, everything, mothered, one

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
MAYA = 1
OUTSIDE = {2: "denise", 5: "priya", 7: "tasha", 9: "ellen"}
"""Others who work with families and whom no paper lets see the treatment record below, by the number of the persona."""
NOWHERE = "6f1a2b3c-0000-4000-8000-000000000000"
VARIES = {"Date", "Expires", "Content-Security-Policy", "Set-Cookie"}


@pytest.fixture(autouse=True)
def afterwards(county: County) -> Iterator[None]:
    with undone():
        yield


def mother_of(family: Family) -> Person:
    return Person.objects.filter(family=family, relation="mother").earliest("pk")


def untreated(county: County, code: str) -> Family:
    """A family this person works with, of whom nobody was ever in treatment."""
    treated = Label.objects.filter(program__regimes__contains=["part2"]).values("family")
    theirs = Family.objects.seen_by(county.viewer(code), on=county.today).filter(pk__in=mothered())
    return theirs.exclude(pk__in=treated).earliest("pk")


def answered(answer: HttpResponse) -> tuple[int, bytes, dict[str, str]]:
    """Everything of an answer that could tell: its status, where it leads, its length, its bytes."""
    headers = {name: value for name, value in answer.headers.items() if name not in VARIES}
    return answer.status_code, plain(answer.content), headers


# ── the same page, for everybody outside ─────────────────────────────────────


@pytest.mark.parametrize("who", OUTSIDE)
def test_nobody_outside_reads_other_bytes_because_somebody_is_in_treatment(county: County, who: int) -> None:
    family = untreated(county, OUTSIDE[who])
    before = everything(one(who), family)
    enters_treatment(county, mother_of(family))
    after = everything(one(who), family)
    assert changed(before, after) == {}


def test_a_page_asks_the_database_as_often_whether_or_not_somebody_is_in_treatment(county: County) -> None:
    """A query more would take longer, and could be timed. How long it takes is for `./run bench side_channels`."""
    family = untreated(county, "maya")
    before = queries(one(MAYA), family)
    enters_treatment(county, mother_of(family))
    after = queries(one(MAYA), family)
    assert {address: (before[address], after[address]) for address in before if before[address] != after[address]} == {}


def queries(client: Client, family: Family) -> dict[str, int]:
    client.get("/")
    found = {}
    for address in addresses_of(family):
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        # Once a minute a session is written, between a savepoint and its release: that tells the time and nothing else.
        found[address] = sum("SAVEPOINT" not in one["sql"] and "django_session" not in one["sql"] for one in asked)
    return found


def test_what_is_refused_is_refused_in_the_same_words(county: County) -> None:
    """Forms sent empty, and with rubbish: errors, redirects and lengths are those of a family with nothing to hide."""
    family, maya = untreated(county, "maya"), one(MAYA)
    before = refused(maya, family)
    enters_treatment(county, mother_of(family))
    after = refused(maya, family)
    assert [address for address in before if before[address] != after[address]] == []
    assert {status for status, _, _ in before.values()} <= {200, 302, 400, 403, 404, 405, 422}


def refused(client: Client, family: Family) -> dict[str, tuple[int, bytes, dict[str, str]]]:
    here, found = f"/family/{family.key}/", {}
    asks = (*PAGES, "ask/", "requests/", "consents/new/", "timeline/record/", "emergency/", "chart/received/")
    for page in asks:
        for body in ({}, {"purpose": "gossip", "person": "0", "category": "x", "program": NOWHERE}):
            with undone():
                found[f"POST {page} {len(body)}"] = answered(client.post(here + page, body))
            with undone():
                found[f"GET {page} {len(body)}"] = answered(client.get(here + page, body))
    return found


# ── unknown, and hidden ──────────────────────────────────────────────────────


def test_a_family_one_may_not_know_of_answers_as_one_that_does_not_exist(county: County) -> None:
    hidden = Family.objects.exclude(pk__in=Family.objects.seen_by(county.viewer("maya"), on=county.today)).earliest(
        "pk"
    )
    maya, unknown = one(MAYA), uuid4()
    for page in (*PAGES, "births/", "court/", "ask/", "requests/", "emergency/", "chart/received/", "consents/new/"):
        for ask in (maya.get, maya.post):
            there, nowhere = ask(f"/family/{hidden.key}/{page}"), ask(f"/family/{unknown}/{page}")
            assert there.status_code == nowhere.status_code == 404, page
            assert keyless(there, hidden.key) == keyless(nowhere, unknown), page


def keyless(answer: HttpResponse, key: object) -> bytes:
    return plain(answer.content).replace(str(key).encode(), b"KEY")


def test_a_number_one_may_not_know_of_answers_as_one_that_does_not_exist(county: County) -> None:
    maya, viewer = one(MAYA), county.viewer("maya")
    mine = Family.objects.seen_by(viewer, on=county.today)
    consent = Consent.objects.filter(family__in=mine).exclude(pk__in=Consent.objects.seen_by(viewer)).earliest("pk")
    referral = (
        Referral.objects.exclude(to_program=viewer.program_id).exclude(from_program=viewer.program_id).earliest("pk")
    )
    nowhere = 2_000_000_000
    hidden = {
        f"/family/{consent.family.key}/consents/%s/": consent.pk,
        f"/family/{consent.family.key}/consents/%s/revoke/": consent.pk,
        "/referrals/%s/": referral.pk,
        "/referrals/%s/accepted/": referral.pk,
    }
    for address, pk in hidden.items():
        there, unknown = maya.get(address % pk), maya.get(address % nowhere)
        assert there.status_code == unknown.status_code, address
        assert there.status_code in (404, 405), address
        at, no = (
            plain(found.content).replace((address % number).encode(), b"ADDRESS")
            for found, number in ((there, pk), (unknown, nowhere))
        )
        assert at == no, address


def test_what_hides_and_what_is_not_there_put_the_same_questions_to_the_database(county: County) -> None:
    """The same code, to the statement: a family's pages, a piece of a page, a search and the number of a consent."""
    viewer, maya = county.viewer("maya"), one(MAYA)
    mine = Family.objects.seen_by(viewer, on=county.today)
    known = Person.objects.filter(family__in=mine).values("family_name")
    people = Person.objects.exclude(family__in=mine).exclude(family_name__in=known).exclude(family_name="")
    hidden = people.earliest("pk")
    paper = Consent.objects.filter(family__in=mine).exclude(pk__in=Consent.objects.seen_by(viewer)).earliest("pk")
    pairs = [(f"/family/{hidden.family.key}/{page}", f"/family/{uuid4()}/{page}") for page in PAGES]
    pairs += [(f"/families/?words={hidden.family_name}", f"/families/?words={'Q' * len(hidden.family_name)}")]
    pairs += [(f"/family/{paper.family.key}/consents/{number}/" for number in (paper.pk, 2_000_000_000))]
    for there, nowhere in pairs:
        for headers in ({}, {"HX-Request": "true"}):
            assert statements(maya, there, headers) == statements(maya, nowhere, headers), there


def statements(client: Client, address: str, headers: dict[str, str]) -> list[str]:
    """What is asked, without the values that are asked for."""
    with CaptureQueriesContext(connection) as asked:
        client.get(address, headers=headers)
    own = (one["sql"] for one in asked if "SAVEPOINT" not in one["sql"] and "django_session" not in one["sql"])
    return [re.sub(r"'[^']*'|\b\d+\b", "?", sql) for sql in own]


# ── search, and counts ───────────────────────────────────────────────────────


@pytest.mark.parametrize("page", ["/families/?words=", "/services/?words=", "/learn/?words="])
def test_a_search_for_somebody_hidden_finds_what_a_search_for_nobody_finds(county: County, page: str) -> None:
    seen = Family.objects.seen_by(county.viewer("maya"), on=county.today)
    known = set(Person.objects.filter(family__in=seen).values_list("family_name", flat=True))
    hidden = (
        Person.objects.exclude(family__in=seen).exclude(family_name__in=known).exclude(family_name="").earliest("pk")
    )
    nobody = "Q" * len(hidden.family_name)
    maya = one(MAYA)
    found, nothing = (worded(maya.get(page + words), words) for words in (hidden.family_name, nobody))
    assert found == nothing


def worded(answer: HttpResponse, words: str) -> bytes:
    assert answer.status_code == 200
    return plain(answer.content).replace(words.encode(), b"WORDS")


def test_a_search_by_what_hides_in_a_family_finds_what_it_found_before(county: County) -> None:
    family, maya = untreated(county, "maya"), one(MAYA)
    asks = ("Cedar", "otp", "methadone", "Luis", "Ferrer", mother_of(family).given_name)
    before = [plain(maya.get(f"/families/?words={words}").content) for words in asks]
    enters_treatment(county, mother_of(family))
    assert [plain(maya.get(f"/families/?words={words}").content) for words in asks] == before


def test_the_sealed_counts_do_not_grow_with_what_hides(county: County) -> None:
    family, maya = untreated(county, "maya"), one(MAYA)
    page = f"/family/{family.key}/chart/?purpose=court_proceeding_other"
    sealed = re.compile(rb"kb-sealed__count.*?</p>", re.DOTALL)
    before = sealed.findall(maya.get(page).content)
    enters_treatment(county, mother_of(family))
    assert sealed.findall(maya.get(page).content) == before


# ── e-mail, and reminders ────────────────────────────────────────────────────


def test_no_message_is_sent_because_somebody_entered_treatment(county: County) -> None:
    family = untreated(county, "maya")
    user = User.objects.get(email="maya@alder.example")
    with undone():
        before = told(user)
    enters_treatment(county, mother_of(family))
    assert told(user) == before
    assert mail.outbox == []


def told(user: User) -> list[tuple[object, ...]]:
    tell(user=user, at=now())
    return sorted(Notice.objects.filter(user=user).values_list("family", "key", "step"))


def test_a_forgotten_password_answers_the_same_for_those_who_have_an_account_and_those_who_have_none() -> None:
    user = personas()[0].user
    known, unknown = (
        reset(email) for email in (user.email, "x" * len(user.email.partition("@")[0]) + "@alder.example")
    )
    assert known == unknown
    for message in mail.outbox:
        said = f"{message.subject} {message.body}"
        assert not any(name in said for name in Family.objects.values_list("name", flat=True))


def reset(email: str) -> tuple[int, bytes]:
    client = Client()
    client.get("/accounts/password/reset/")
    answer = client.post("/accounts/password/reset/", {"email": email}, follow=True)
    return answer.status_code, plain(answer.content).replace(email.encode(), b"EMAIL")


def test_signing_in_as_a_counselor_is_no_different_at_the_door() -> None:
    """Before anyone has signed in, no page knows who there is."""
    door = [plain(Client().get("/accounts/login/").content) for _ in range(2)]
    assert door[0] == door[1]
    assert signed_in(personas()[2].user).get("/").status_code == 200
