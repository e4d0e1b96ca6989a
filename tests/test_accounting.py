"""Who saw or received what, over Alder County: every line is told once, and the totals add up."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from html import unescape
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import Q
from django.http import HttpResponse
from django.test import Client
from django.utils.timezone import now

from kinbridge.audit.models import Head, Line
from kinbridge.chart.across import permitted_across
from kinbridge.chart.reading import open_chart
from kinbridge.core.vocabulary import Purpose
from kinbridge.disclosure.accounting import THE_FAMILYS, Filter, accounting
from kinbridge.disclosure.accounting_eyes import lines_for
from kinbridge.disclosure.accounting_lists import LawAccounting, LawList, law_list
from kinbridge.disclosure.accounting_words import Sort
from kinbridge.disclosure.lookers import LATELY, lookers
from kinbridge.exchange.county.place import County
from kinbridge.people.models import Family, Person
from tests.alder import personas, signed_in, undone

pytestmark = pytest.mark.django_db
DANIEL = 12


@pytest.fixture(autouse=True)
def afterwards(county: County) -> Iterator[None]:
    with undone():
        look_around(county)
        yield


def look_around(county: County) -> None:
    """A day's work: each of these opens the charts of two of their families, and a list across all of them."""
    days = {"maya": Purpose.CASE_PLANNING, "luis": Purpose.TREATMENT, "hannah": Purpose.TREATMENT}
    for code, purpose in days.items():
        viewer = county.viewer(code)
        families = list(Family.objects.seen_by(viewer, on=county.today).order_by("pk")[:12])
        for family in families[:6]:
            open_chart(family=family, by=viewer, purpose=purpose, at=now())
        ids = [family.pk for family in families]
        permitted_across(families=ids, by=viewer, purpose=purpose, at=now(), kinds=(), act="clocks.due_seen")


def officer() -> Client:
    return one(DANIEL)


def one(code: int) -> Client:
    return signed_in(next(persona.user for persona in personas() if persona.order == code))


def of_family(family: Family) -> int:
    """As the audit log itself counts them."""
    across = Q(family_id=None, detail__contains={"families": [family.pk]})
    return Line.objects.filter(Q(family_id=family.pk) | across).count()


def test_the_totals_of_every_family_are_those_of_the_audit_log(county: County) -> None:
    daniel = county.viewer("daniel")
    for family in Family.objects.order_by("pk"):
        lines = of_family(family)
        told = accounting(family=family, by=daniel, at=now(), most=10_000)
        assert told.total == lines == len(told.looks) == sum(count for _, _, count in told.sorts)
        parts = [
            accounting(family=family, by=daniel, at=now(), only=Filter((sort,)), most=10_000).total for sort in Sort
        ]
        assert sum(parts) == lines + 1, "the first reading is a look itself"


def test_the_file_holds_every_line_that_the_page_counts(county: County) -> None:
    family = Family.objects.seen_by(county.viewer("maya"), on=county.today).earliest("pk")
    lines, client = of_family(family), officer()
    rows = list(csv.DictReader(io.StringIO(client.get(f"/audit/{family.key}/lines.csv").content.decode("utf-8-sig"))))
    assert len(rows) == lines
    assert {"when", "who", "what for", "under which law"} <= rows[0].keys()
    page = text(client.get(f"/audit/{family.key}/?print=1"))
    assert f"{lines + 1} lines in the audit chain." in page
    assert Line.objects.filter(family_id=family.pk, act="accounting.exported").count() == 1


def test_a_filter_leaves_what_it_says_and_an_unreadable_one_is_named(county: County) -> None:
    family = Family.objects.seen_by(county.viewer("maya"), on=county.today).earliest("pk")
    daniel, today = county.viewer("daniel"), county.today
    everything = accounting(family=family, by=daniel, at=now()).total
    recent = accounting(family=family, by=daniel, at=now(), only=Filter(since=today - timedelta(days=1)))
    older = accounting(family=family, by=daniel, at=now(), only=Filter(until=today - timedelta(days=2)))
    assert recent.total + older.total == everything + 1, "the first reading is a look itself"
    answer = officer().get(f"/audit/{family.key}/?since=2026-02-30&only=gossip")
    assert answer.status_code == 422
    assert "Enter a valid date." in answer.content.decode()


def test_page_after_page_tells_every_line_once_the_newest_first(county: County) -> None:
    family = max(Family.objects.all(), key=of_family)
    daniel, seen, before = county.viewer("daniel"), [], ""
    wanted = of_family(family)
    while before or not seen:
        page = accounting(family=family, by=daniel, at=now(), before=before, most=20, only=Filter(until=county.today))
        seen += [(look.at, look.pk) for look in page.looks]
        before = page.earlier
    assert seen == sorted(set(seen), reverse=True)
    assert len(seen) == wanted
    assert accounting(family=family, by=daniel, at=now(), before="1~x").looks


def test_each_who_looked_lately_is_told_once_with_all_their_looks(county: County) -> None:
    user = next(persona.user for persona in personas() if persona.order == 10)
    person, at = Person.objects.get(account=user), now()
    ana, family = replace(county.viewer("maya"), user_id=user.pk, person_id=person.pk), person.family
    looks = accounting(family=family, by=ana, at=at, only=Filter(THE_FAMILYS), most=10_000).looks
    told = lookers(family=family, by=ana, at=at)
    lately = Counter((look.who, look.organization) for look in looks if look.at >= at - LATELY)
    assert {(one.who, one.organization): one.times for one in told} == lately
    assert "Maya Thornton" in {one.who for one in told}
    assert [one.last for one in told] == sorted((one.last for one in told), reverse=True)


# ── the law's lists ──────────────────────────────────────────────────────────


def disclosed(county: County, which: LawList) -> Iterator[tuple[Person, LawAccounting]]:
    for person in Person.objects.order_by("pk"):
        yield person, law_list(family=person.family, person=person, which=which, by=county.viewer("daniel"), at=now())


@pytest.mark.parametrize("which", list(LawList))
def test_a_list_and_what_it_leaves_out_are_every_disclosure_in_the_chain(county: County, which: LawList) -> None:
    shared = Counter(
        share["of"]
        for detail in Line.objects.filter(detail__has_key="shared").values_list("detail", flat=True)
        for share in detail["shared"]
    )
    assert sum(shared.values()) > 10
    for person, told in disclosed(county, which):
        assert told.total == shared[person.pk], person.pk
        assert told.total == len(told.listed) + sum(count for _, count in told.left_out)


def test_the_part_2_list_names_who_received_treatment_records_with_consent(county: County) -> None:
    listed = [one for _, told in disclosed(county, LawList.PART2) for one in told.listed]
    assert listed
    assert all(any(cite.startswith("42 CFR 2.3") for cite in one.citations) for one in listed)
    assert all(one.receiver and one.source and one.what and one.why for one in listed)
    assert all(one.receiver != one.source for one in listed)


def test_the_hipaa_accounting_leaves_out_treatment_and_what_was_authorized(county: County) -> None:
    told = [told for _, told in disclosed(county, LawList.HIPAA)]
    reasons = {reason for one in told for reason, _ in one.left_out}
    assert {"for treatment, payment or operations", "used within the organization that holds it"} <= reasons
    assert not any("45 CFR 164.506" in cite for one in told for row in one.listed for cite in row.citations)


def test_what_is_older_than_the_law_looks_back_is_not_on_the_list(county: County) -> None:
    person, told = next((person, told) for person, told in disclosed(county, LawList.PART2) if told.listed)
    later = now() + timedelta(days=3 * 366)
    after = law_list(family=person.family, person=person, which=LawList.PART2, by=county.viewer("daniel"), at=later)
    assert after.total == 0
    assert told.since.year == county.today.year - 3


def test_the_privacy_officer_draws_a_list_prints_it_and_takes_it_as_a_file(county: County) -> None:
    person, told = next((person, told) for person, told in disclosed(county, LawList.PART2) if told.listed)
    here, client = f"/audit/{person.family.key}/list/", officer()
    asked = {"which": "part2", "person": person.key}
    page = text(client.get(here, asked))
    assert told.listed[0].receiver in page
    assert "42 CFR 2.25" in page
    rows = list(csv.reader(io.StringIO(client.get(here, {**asked, "file": 1}).content.decode("utf-8-sig"))))
    assert len(rows) == len(told.listed) + 1
    assert client.get(here, {**asked, "which": "x"}).status_code == 422
    stranger = Person.objects.exclude(family=person.family).earliest("pk")
    assert client.get(here, {**asked, "person": stranger.key}).status_code == 422
    assert one(1).get(here, asked).status_code == 404


# ── what the family reads ────────────────────────────────────────────────────


def test_a_mother_reads_the_totals_she_may_see_in_english_and_in_spanish(county: County) -> None:
    ana, client = next(persona.user for persona in personas() if persona.order == 10), one(10)
    person = Person.objects.get(account=ana)
    open_chart(family=person.family, by=county.viewer("maya"), purpose=Purpose.CASE_PLANNING, at=now())
    pages = text(client.get("/my/looked/?print=1"))
    told = int(re.search(r"(\d+) times? that someone looked", pages)[1])
    assert told == pages.count(" a.m. ") + pages.count(" p.m. ")
    rows = list(csv.reader(io.StringIO(client.get("/my/looked/lines.csv").content.decode("utf-8-sig"))))
    assert len(rows) == told + 1
    client.post("/i18n/setlang/", {"language": "es"})
    spanish = text(client.get("/my/looked/"))
    assert f"{told} veces" in spanish
    listed = text(client.get("/my/looked/list/", {"which": "part2", "person": person.key}))
    assert "42 CFR 2.25" in listed


def test_nobody_draws_the_lists_of_another_member_of_their_family(county: County) -> None:
    person = Person.objects.get(account=next(persona.user for persona in personas() if persona.order == 10))
    for other in Person.objects.filter(family=person.family).exclude(pk=person.pk):
        assert one(10).get("/my/looked/list/", {"which": "part2", "person": other.key}).status_code == 422


def test_a_person_reads_no_law_on_treatment_beside_the_other_parents_record(county: County) -> None:
    """That somebody's part 2 consent was relied on tells that there is one."""
    _, told = next((person, told) for person, told in disclosed(county, LawList.PART2) if told.listed)
    family = told.person.family
    other = Person.objects.filter(family=family).exclude(pk=told.person.pk).earliest("pk")
    viewer = replace(county.viewer("maya"), user_id=None, role="self", person_id=other.pk)
    looks = accounting(family=family, by=viewer, at=now(), most=10_000).looks
    assert looks
    assert not any(cite.startswith("42 CFR 2.") for look in looks for cite in look.citations)
    assert lines_for(viewer, family=family).count() < of_family(family)


# ── the chain ────────────────────────────────────────────────────────────────


def test_verify_finds_the_countys_chains_whole_and_names_the_line_that_was_changed(
    county: County, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("verify")
    assert "every chain is whole" in capsys.readouterr().out
    family = Family.objects.earliest("pk")
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_line DISABLE TRIGGER USER")
        cursor.execute("UPDATE audit_line SET actor_id = 1 WHERE family_id = %s AND position = 1", [family.pk])
        cursor.execute("ALTER TABLE audit_line ENABLE TRIGGER USER")
    with pytest.raises(CommandError, match="1 of the chains are broken"):
        call_command("verify")
    said = capsys.readouterr().out
    assert re.search(rf"BROKEN  family {family.key}, line 1 of \d{{4}}-\d\d-\d\d: the line was changed", said)
    assert family.name not in said
    assert "The chain is broken" in text(officer().get(f"/audit/{family.key}/"))


def test_ends_that_were_kept_elsewhere_are_checked_too(
    county: County, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = tmp_path / "ends.csv"
    call_command("verify", keep=kept)
    assert len(kept.read_text().splitlines()) == Head.objects.count()
    assert not any(family.name in kept.read_text() for family in Family.objects.all())
    call_command("verify", since=kept)
    assert capsys.readouterr().out.count("every chain is whole") == 2
    last = kept.read_text().splitlines()[-1]
    kept.write_text(kept.read_text().replace(last, f"{last[:-4]}0000"))
    with pytest.raises(CommandError, match="1 of the chains are broken"):
        call_command("verify", since=kept)
    assert "the chain up to here was rewritten" in capsys.readouterr().out
    kept.write_text("not, a list")
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("verify", since=kept)


def text(answer: HttpResponse) -> str:
    page = answer.content.decode()
    assert answer.status_code == 200, page
    return " ".join(unescape(re.sub("<[^>]+>", " ", page)).split())
