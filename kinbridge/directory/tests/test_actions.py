"""What partners state about their own programs, each with its audit line."""

from __future__ import annotations

from datetime import timedelta

import pytest

from kinbridge.accounts.models import Role
from kinbridge.audit.models import Line
from kinbridge.core.vocabulary import Regime
from kinbridge.directory import actions
from kinbridge.directory.models import Capacity
from kinbridge.directory.tests import partners as make

pytestmark = pytest.mark.django_db
AT = make.AT


def test_a_counselor_states_two_open_places_and_says_a_week_later_that_it_is_still_true() -> None:
    program = make.program(make.clinic(make.county()))
    joy = make.worker(program)
    stated = actions.state_capacity(of=program, open_slots=2, total_slots=10, waiting=0, by=joy, at=AT)
    again = actions.still_true(capacity=stated, by=joy, at=AT + timedelta(days=7))
    assert (again.open_slots, again.total_slots, again.stated_at) == (2, 10, AT + timedelta(days=7))
    assert list(Capacity.objects.current()) == [again]
    assert Capacity.objects.count() == 2, "the former statement stays as history"
    assert list(Line.objects.order_by("id").values_list("act", flat=True)) == ["capacity.stated"] * 2


def test_nobody_states_places_of_another_partners_program() -> None:
    county = make.county()
    program = make.program(make.clinic(county))
    stranger = make.worker(make.program(make.clinic(county, "Lakeside"), "Detox"))
    with pytest.raises(actions.NotYours):
        actions.state_capacity(of=program, open_slots=2, by=stranger, at=AT)
    assert not Capacity.objects.exists()
    assert not Line.objects.exists()


def test_the_coalitions_coordinator_may_state_places_she_asked_about_by_phone() -> None:
    county = make.county()
    program = make.program(make.clinic(county))
    coordinator = make.worker(make.program(make.clinic(county, "Coalition"), "Office"), Role.COALITION_COORDINATOR)
    assert actions.state_capacity(of=program, open_slots=0, by=coordinator, at=AT).stated_by_id == coordinator.user_id


def test_a_coordinator_of_another_county_may_not() -> None:
    program = make.program(make.clinic(make.county()))
    away = make.worker(make.program(make.clinic(make.county("Lake County"))), Role.COALITION_COORDINATOR)
    with pytest.raises(actions.NotYours):
        actions.state_capacity(of=program, open_slots=0, by=away, at=AT)


def test_an_administrator_attests_the_regime_in_her_own_name() -> None:
    program = make.program(make.clinic(make.county()))
    ann = make.worker(program, Role.ADMINISTRATOR, "Ann Reyes")
    actions.attest_regime(program=program, regimes={Regime.HIPAA, Regime.PART2}, by=ann, at=AT)
    program.refresh_from_db()
    assert program.regimes == ["hipaa", "part2"]
    assert (str(program.attested_by), program.attested_on) == ("Ann Reyes", AT.date())
    assert Line.objects.get().detail == {"was": [], "is": ["hipaa", "part2"]}


def test_a_counselor_does_not_attest_and_no_regime_is_no_attestation() -> None:
    program = make.program(make.clinic(make.county()))
    with pytest.raises(actions.NotYours):
        actions.attest_regime(program=program, regimes={Regime.HIPAA}, by=make.worker(program), at=AT)
    ann = make.worker(program, Role.ADMINISTRATOR, "Ann Reyes")
    with pytest.raises(ValueError, match="at least one"):
        actions.attest_regime(program=program, regimes=(), by=ann, at=AT)


def test_a_shelters_address_is_hidden_by_its_own_administrator_only() -> None:
    organization = make.clinic(make.county())
    program = make.program(organization)
    shelter = make.place(make.service(organization, program=program))
    with pytest.raises(actions.NotYours):
        actions.keep_confidential(location=shelter, by=make.worker(program), at=AT)
    ann = make.worker(program, Role.ADMINISTRATOR, "Ann Reyes")
    assert actions.keep_confidential(location=shelter, by=ann, at=AT).confidential
    assert not actions.make_public(location=shelter, by=ann, at=AT).confidential


def test_facts_for_matching_are_stated_by_name_and_nothing_else_is_touched() -> None:
    organization = make.clinic(make.county())
    program = make.program(organization)
    service = make.service(organization, program=program)
    joy = make.worker(program)
    actions.state_fit(service=service, facts={"accepts_pregnant": True, "offers_moud": ["methadone"]}, by=joy, at=AT)
    service.refresh_from_db()
    assert (service.accepts_pregnant, service.offers_moud) == (True, ["methadone"])
    with pytest.raises(ValueError, match="coalition"):
        actions.state_fit(service=service, facts={"coalition": 7}, by=joy, at=AT)
