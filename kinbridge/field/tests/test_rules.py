"""The aid as a graph, its words and numbers; who is ready; and how two reports differ. No database."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kinbridge.field.rules.aid import LOG, MARKS, Step, aid
from kinbridge.field.rules.lines import lines
from kinbridge.field.rules.ready import Expiry, Kit, expiry, standing
from kinbridge.field.rules.report import LABELS, PROSE, differences, words_for_chart

CASES: list[dict[str, Any]] = tomllib.loads(Path(__file__).parents[1].joinpath("cases/ready.toml").read_text())["case"]
STEPS = list(aid().steps.values())
DAY = date(2026, 11, 20)


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.key)
def test_a_step_fits_a_phone_in_the_hand(step: Step) -> None:
    assert 1 <= len(step.lines) <= 3
    assert all(len(line) <= 80 for line in (step.title, *step.lines))
    assert step.go
    assert all(len(choice.words) <= 40 for choice in step.go)
    assert step.source


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.key)
def test_every_way_ends_in_the_log(step: Step) -> None:
    seen, todo = set(), [step.key]
    while todo:
        if (key := todo.pop()) not in seen:
            seen.add(key)
            todo += [choice.to for choice in aid().steps[key].go] if key != LOG else []
    assert LOG in seen
    assert {choice.mark for choice in step.go} <= {"", *MARKS}


def test_every_step_is_reached_from_the_first_page() -> None:
    led_to = {choice.to for step in STEPS for choice in step.go} | set(aid().start)
    assert {step.key for step in STEPS} <= led_to


def test_an_overdose_is_answered_in_the_order_of_the_toolkit() -> None:
    walked, key = [], "door"
    while key not in {"side", LOG}:
        walked.append(key)
        key = aid().steps[key].go[0].to
    assert walked == ["door", "wake", "call", "breathe", "naloxone", "wait"]


def test_each_number_on_a_step_is_one_of_the_lines() -> None:
    known = {line.number for line in lines().values()}
    said = " ".join(" ".join((*step.lines, *step.more, step.dial)) for step in STEPS)
    assert set(re.findall(r"\b1-\d{3}-\d{3}-\d{4}\b|\b9(?:11|88)\b", said)) <= known
    assert {"911", "988", "1-800-222-1222"} <= known


def test_words_are_person_first_and_threaten_nobody() -> None:
    said = " ".join(" ".join((step.title, *step.lines)) for step in STEPS).lower()
    assert not re.search(r"\b(addict|abuser|junkie|user|clean|dirty|unfit)\b", said)


def test_nobody_is_named_as_a_reviewer_who_has_not_read_it() -> None:
    assert bool(aid().reviewed_by) == bool(aid().reviewed_on)
    assert aid().look_again_by > aid().written_on


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_who_is_ready(case: dict[str, Any]) -> None:
    kits = [Kit(*one) for one in case["kits"]]
    found = standing(kits, trained_on=case.get("trained"), drilled_on=case.get("drilled"), on=DAY)
    assert list(found.needs) == case["needs"]
    assert found.ready == (not case["needs"])


@pytest.mark.parametrize(
    ("expires", "how"),
    [
        (date(2026, 11, 19), Expiry.EXPIRED),
        (date(2026, 11, 20), Expiry.SOON),
        (date(2026, 12, 20), Expiry.SOON),
        (date(2026, 12, 21), Expiry.IN_DATE),
    ],
)
def test_the_last_day_on_the_box_still_counts(expires: date, how: Expiry) -> None:
    assert expiry(expires, on=DAY) is how


def test_two_reports_differ_only_where_they_differ() -> None:
    one = {"kind": "use", "saw": "Two bottles", "next": "Thursday"}
    other = {"kind": "use", "saw": "Two bottles, one open", "told": "Denise"}
    found = {each.code: each for each in differences(one, other)}
    assert list(found) == ["saw", "told", "next"]
    assert found["saw"].may_join
    assert not found["told"].may_join, "there is nothing on one side to join"


def test_the_longest_report_fits_into_a_note_of_the_chart() -> None:
    body = {code: "x" * PROSE.get(code, 40) for code in LABELS if code not in MARKS}
    body |= dict.fromkeys(MARKS, "14:05") | {"kind": "child", "happened_at": "2026-11-20T10:00"}
    assert len(words_for_chart(body)) <= 4000
