"""What the invented people find when they sign in: each has something real to do, and the most urgent stands first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from kinbridge.chart.models import Entry
from kinbridge.clocks.projection import READERS, entries_for, facts_from, seen_by_kind
from kinbridge.clocks.reading import desk_rules, parents_of
from kinbridge.clocks.rules import RULES, deadlines_under, kinds_for, terms_for
from kinbridge.core.vocabulary import OrganizationKind
from kinbridge.desk.reading import desk
from kinbridge.directory.local_time import local_time
from kinbridge.exchange.county.load import county_as_loaded, load_county
from kinbridge.exchange.county.partners import STAFF
from kinbridge.exchange.county.place import ZONE, County
from kinbridge.field.reading_readiness import own_units, to_call
from kinbridge.teams.roles.rules import is_ours

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, 8, 30, tzinfo=ZONE)
AT_WORK = [one["code"] for one in STAFF if "persona" in one and one["memberships"][0][1] != "self"]


@pytest.fixture(scope="module")
def county(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[County]:
    with django_db_blocker.unblock(), transaction.atomic():
        load_county(today=NOW.date(), at=NOW, families=40, say=lambda line: None)
        yield county_as_loaded()
        transaction.set_rollback(True)


@pytest.mark.parametrize("code", AT_WORK)
def test_everyone_at_work_has_something_to_do(county: County, code: str) -> None:
    assert not desk(by=county.viewer(code), at=county.at).empty


def test_the_caseworker_begins_with_the_first_contact_that_is_past_due(county: County) -> None:
    top = desk(by=county.viewer("maya"), at=county.at).families[0]
    assert top.family.name == "Dunmore family"
    assert top.first[0].deadline.rule == "SYS-CONTACT"
    assert top.first[0].deadline.due is not None
    assert top.first[0].deadline.due < county.today


def test_the_hospital_has_a_plan_to_finish_for_a_baby_born_yesterday(county: County) -> None:
    plans = desk(by=county.viewer("priya"), at=county.at).plans
    assert "Pelletier family" in {plan.family.name for plan in plans}


@pytest.mark.parametrize("code", AT_WORK)
def test_a_date_stands_with_whoever_keeps_it_and_folded_with_everyone_else(county: County, code: str) -> None:
    viewer = county.viewer(code)
    found = desk(by=viewer, at=county.at)
    mine = [one.deadline.rule for card in found.families for one in (*card.first, *card.rest)]
    theirs = [one.deadline.rule for card in found.others for one, _ in card.rows]
    assert len(mine) + len(theirs) == len(found.due.due)
    assert all(is_ours(rule, viewer.organization_kind) for rule in mine)
    assert not any(is_ours(rule, viewer.organization_kind) for rule in theirs)
    assert all(keeper for card in found.others for _, keeper in card.rows)


def test_the_court_liaison_is_shown_hearings_and_not_a_caseworkers_visits(county: County) -> None:
    found = desk(by=county.viewer("robert"), at=county.at)
    mine = {one.deadline.title for card in found.families for one in (*card.first, *card.rest)}
    assert mine
    assert "Monthly caseworker visit" not in mine
    assert ("Monthly caseworker visit", "Child welfare") in {
        (one.deadline.title, keeper) for card in found.others for one, keeper in card.rows
    }


def test_every_rule_and_every_desk_finds_the_same_dates_in_the_entries_it_asks_for(county: County) -> None:
    families: dict[int, list[Entry]] = defaultdict(list)
    for entry in Entry.objects.current().filter(entered_in_error=False).select_related("label").order_by("pk"):
        families[entry.family_id].append(entry)
    parents, terms = parents_of(families), terms_for("VT", county.today)
    asked = {(rule,) for rule in RULES} | {desk_rules(kind) for kind in OrganizationKind}
    for family, entries in families.items():
        every = facts_from(entries, parents=parents.get(family), local=local_time)
        for rules in asked:
            of = kinds_for(rules)
            some = [entry for entry in entries if entry.kind in entries_for(of)]
            facts = facts_from(some, parents=parents.get(family), local=local_time, of=of)
            dates = deadlines_under(terms, facts, on=county.today, at=county.at, rules=rules)
            assert dates == deadlines_under(terms, every, on=county.today, at=county.at, rules=rules)


def test_no_reader_makes_a_fact_that_it_does_not_declare(county: County) -> None:
    seen = seen_by_kind(Entry.objects.select_related("label").order_by("pk"), parents={}, local=local_time)
    for reader in READERS:
        made = {fact.kind for fact in reader.read(*(seen.get(kind, ()) for kind in reader.entries))}
        assert made <= reader.makes, (reader.entries, made - reader.makes)


def test_in_the_field_two_versions_wait_for_maya_and_one_box_in_her_unit_is_out_of_date(county: County) -> None:
    field = desk(by=county.viewer("maya"), at=county.at).field
    assert field is not None
    assert field.waiting == 1
    units = own_units(by=county.viewer("denise"), at=county.at)
    assert sum(own.expired for own in units) == 1
    assert all(0 < own.unit.ready < (own.unit.people or 0) for own in units), "some are ready, and some are not"
    assert len(to_call(by=county.viewer("denise"), at=county.at)) == 1
