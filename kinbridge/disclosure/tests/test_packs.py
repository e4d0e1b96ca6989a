"""What is on file of each state's law: every file is whole, and a wrong one says what is wrong with it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinbridge.disclosure.pack_words import TITLES, paper_trail, particulars
from kinbridge.disclosure.rules import LAW, Ask, Effect, may_share
from kinbridge.disclosure.rules.ask import RESTS_ON_STATE_LAW
from kinbridge.disclosure.rules.packs import (
    FOLDER,
    Mode,
    Topic,
    UnreadablePack,
    birth_rules,
    pack,
    read_pack,
    read_packs,
)
from kinbridge.disclosure.rules.state_law import age_on, minor_signs_alone
from kinbridge.disclosure.tests.asks import asks
from kinbridge.disclosure.tests.test_properties import many

TODAY = date(2026, 11, 22)
GOOD = """
state = "XX"
name = "Exemplar"
[[entry]]
topic = "minors"
says = "A young person of fourteen may consent alone."
age = 14
source = "Ex. Code 1"
checked_on = 2026-11-22
confidence = "verified"
"""


def test_every_file_can_be_read_and_the_eight_states_are_there() -> None:
    found = read_packs()
    assert found.troubles == ()
    assert set(found.by_state) >= {"CT", "KY", "MN", "NJ", "VA", "WV", "VT", "PA"}


@pytest.mark.parametrize("state", sorted(read_packs().by_state))
def test_every_state_says_how_a_birth_is_told_who_leads_the_plan_and_when_the_young_sign(state: str) -> None:
    here = birth_rules(state, on=TODAY)
    assert here is not None
    assert here.told is not None
    assert here.told.mode is not None
    assert here.plan is not None
    assert here.plan.lead
    found = pack(state)
    assert found is not None
    assert found.entry(Topic.MINORS, on=TODAY) is not None
    assert found.entry(Topic.RECORDS, on=TODAY) is not None


def test_a_notice_without_names_says_that_it_never_holds_them() -> None:
    for one in read_packs().by_state.values():
        told = one.entry(Topic.BIRTH, on=TODAY)
        if told is not None and told.mode is Mode.NOTICE_WITHOUT_NAMES:
            assert "names" in told.never
            assert told.mode.alleges is False


def test_every_entry_can_be_read_by_people() -> None:
    for one in read_packs().by_state.values():
        for entry in one.entries:
            assert TITLES[entry.topic]
            assert entry.says.endswith(".")
            assert dict(paper_trail(entry))["Source"] == entry.source
            assert all(value for _, value in particulars(entry))


def test_a_state_never_allows() -> None:
    rules = [rule for rules in LAW.states.values() for rule in rules]
    assert {rule.effect for rule in rules} == {Effect.DENIES, Effect.ADDS}
    assert all(rule.id.startswith(f"{state}-") for state, rules in LAW.states.items() for rule in rules)


@pytest.mark.parametrize(
    ("was", "now", "said"),
    [
        ('source = "Ex. Code 1"\n', "", "`source` is missing; say where it can be read."),
        ("checked_on = 2026-11-22\n", "", "`checked_on` is missing; say on which day it was last looked up."),
        ("checked_on = 2026-11-22", 'checked_on = "today"', "`checked_on` must be a date, such as 2026-11-22."),
        ('confidence = "verified"', 'confidence = "sure"', "`confidence` must be one of verified, knowledge-high"),
        ("age = 14", "ages = 14", "nothing here reads `ages`."),
        ("age = 14", "", "`age` is missing; it is the answer itself."),
        ("age = 14", "age = true", "`age` must be a whole number."),
        ("age = 14", 'age = 14\nlead = ["hospital"]', "`lead` belongs to another question."),
        ("age = 14", "age = 14\neffective_from = 2020-01-01\neffective_to = 2019-01-01", "must come after"),
        ('topic = "minors"', 'topic = "weather"', "`topic` must be one of birth"),
        ("[[entry]]", 'colour = "red"\n[[entry]]', "nothing here reads `colour`"),
        ('name = "Exemplar"', 'name = ""', "`name` is missing; write the state's name."),
        ('state = "XX"', 'state = "YY"', "`state` must be the two letters that the file is named for."),
        ("[[entry]]", "[[entry", "cannot be read as TOML"),
    ],
)
def test_a_wrong_file_says_what_is_wrong_with_it(was: str, now: str, said: str) -> None:
    assert was in GOOD
    with pytest.raises(UnreadablePack, match=r"^xx\.toml") as wrong:
        read_pack("xx.toml", GOOD.replace(was, now, 1).encode())
    assert said in str(wrong.value)


def test_two_answers_to_one_question_on_one_day_are_refused() -> None:
    twice = GOOD + GOOD[GOOD.index("[[entry]]") :]
    with pytest.raises(UnreadablePack, match="two entries on minors hold on one day"):
        read_pack("xx.toml", twice.encode())
    ended = twice.replace("age = 14", "age = 14\neffective_to = 2020-01-01", 1)
    after = ended.replace("age = 14\nsource", "age = 12\neffective_from = 2020-01-01\nsource")
    found = read_pack("xx.toml", after.encode())
    then, now = found.entry(Topic.MINORS, on=date(2019, 12, 31)), found.entry(Topic.MINORS, on=date(2020, 1, 1))
    assert (then and then.age, now and now.age) == (14, 12)


def test_a_wrong_file_takes_no_other_state_with_it(tmp_path: Path) -> None:
    (tmp_path / "xx.toml").write_text(GOOD)
    (tmp_path / "vt.toml").write_bytes(b"\xff\xfe")
    found = read_packs(tmp_path)
    assert set(found.by_state) == {"XX"}
    assert len(found.troubles) == 1
    assert found.troubles[0].startswith("vt.toml cannot be read")


def test_a_file_that_changes_by_one_letter_is_another_text() -> None:
    one, other = read_pack("xx.toml", GOOD.encode()), read_pack("xx.toml", (GOOD + " ").encode())
    assert one.sha256 != other.sha256
    assert one.entries == other.entries


def test_the_files_are_named_for_their_states() -> None:
    assert {path.stem.upper() for path in FOLDER.glob("*.toml")} == set(read_packs().by_state)


@pytest.mark.parametrize(
    ("states", "age", "alone"),
    [
        (["VT"], 12, True),
        (["VT"], 11, False),
        (["VT"], None, None),
        (["PA"], None, True),
        (["VA"], 16, None),
        (["NJ"], 16, None),
        (["OH"], 16, None),
        (["PA", "VT"], 16, True),
        (["PA", "VT"], 11, None),
        ([], 16, None),
    ],
)
def test_who_signs_for_a_young_person_is_what_every_state_that_has_a_say_says(
    states: list[str], age: int | None, alone: bool | None
) -> None:
    assert minor_signs_alone(states, age=age, on=TODAY) is alone


# ── whatever is asked ────────────────────────────────────────────────────────

STATES = st.sampled_from(["CT", "KY", "MN", "NJ", "PA", "VA", "VT", "WV", "OH", "??"])


@many
@given(asks(), STATES, st.booleans())
def test_a_state_never_opens_what_federal_law_closes(ask: Ask, state: str, signed: bool) -> None:
    nowhere = replace(ask, jurisdiction="", item=replace(ask.item, jurisdiction=""))
    there = replace(ask, jurisdiction=state, facts=replace(ask.facts, pack_signed=signed))
    assert may_share(nowhere).allowed or not may_share(there).allowed


@many
@given(asks(), STATES, STATES)
def test_a_second_state_never_opens(ask: Ask, state: str, other: str) -> None:
    one = replace(ask, jurisdiction=state, item=replace(ask.item, jurisdiction=""))
    both = replace(one, item=replace(ask.item, jurisdiction=other))
    assert may_share(one).allowed or not may_share(both).allowed


@many
@given(asks(), STATES)
def test_taking_a_signature_back_never_opens(ask: Ask, state: str) -> None:
    signed = replace(ask, jurisdiction=state, facts=replace(ask.facts, pack_signed=True))
    assert (
        may_share(signed).allowed
        or not may_share(replace(signed, facts=replace(signed.facts, pack_signed=False))).allowed
    )


@many
@given(asks(), STATES)
def test_unsigned_rules_allow_nothing_by_state_law_alone(ask: Ask, state: str) -> None:
    unsigned = replace(ask, jurisdiction=state, facts=replace(ask.facts, pack_signed=False))
    paperless = replace(
        unsigned,
        authorities=tuple(paper for paper in ask.authorities if paper.kind not in RESTS_ON_STATE_LAW),
    )
    assert may_share(unsigned).outcome == may_share(paperless).outcome


def test_an_age_is_reached_on_the_birthday() -> None:
    born = date(2014, 11, 23)
    assert age_on(born, TODAY) == 11
    assert age_on(born, date(2026, 11, 23)) == 12
    assert age_on(None, TODAY) is None
