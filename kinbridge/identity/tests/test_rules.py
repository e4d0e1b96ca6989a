"""What two records agree in, which are never proposed, and what the weights make of it."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinbridge.identity.rules import weighing
from kinbridge.identity.rules.apart import why_apart
from kinbridge.identity.rules.comparing import Field, compare, slip
from kinbridge.identity.rules.record import Mother, Record, formal, plain
from kinbridge.identity.rules.weighing import LIKELY, likelihood, proposed, rating, shipped

CASES = tomllib.loads((Path(__file__).parents[1] / "cases/pairs.toml").read_text("utf-8"))["case"]
COUNTY = 50_000
WEIGHTS = shipped()


def record(person: int, said: dict[str, Any]) -> Record:
    mother = said.get("mother")
    return Record(
        person=person,
        household=said.get("household", person),
        minor=said.get("minor", False),
        given=plain(said.get("given", "")),
        family=plain(said.get("family", "")),
        born=said.get("born"),
        due=said.get("due"),
        several=said.get("several", False),
        mother=Mother(plain(mother["given"]), plain(mother["family"]), mother.get("born")) if mother else None,
        phone=said.get("phone", ""),
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_case(case):
    one, other = record(1, case["one"]), record(2, case["one"] | case["other"])
    other = replace(other, **{name: getattr(record(2, {}), name) for name in case.get("unknown", [])})
    levels = {finding.field.value: finding.level.value for finding in compare(one, other)}
    assert {name: levels[name] for name in case["levels"]} == case["levels"]
    found = proposed(one, other, weights=WEIGHTS, records=COUNTY)
    says = "apart" if why_apart(one, other) else (found and rating(found)) or "no"
    assert says == case["says"], (
        why_apart(one, other),
        likelihood(compare(one, other), weights=WEIGHTS, records=COUNTY),
    )


NAMES = st.sampled_from(["", "ana", "anna", "annie", "maria", "marie", "mary lou"])
DAYS = st.sampled_from([None, date(1996, 5, 4), date(1996, 4, 5), date(2026, 10, 3), date(2026, 10, 30)])
MOTHERS = st.one_of(st.none(), st.builds(Mother, given=NAMES, family=NAMES, born=DAYS))
RECORDS = st.builds(
    Record,
    person=st.integers(1, 9),
    household=st.integers(1, 3),
    minor=st.booleans(),
    given=NAMES,
    family=NAMES,
    born=DAYS,
    due=DAYS,
    several=st.booleans(),
    mother=MOTHERS,
    phone=st.sampled_from(["", "5550100", "5550101"]),
)


@given(RECORDS, RECORDS)
def test_it_is_the_same_whichever_record_is_named_first(one, other):
    assert compare(one, other) == compare(other, one)
    assert why_apart(one, other) == why_apart(other, one)


@given(RECORDS, RECORDS)
def test_what_is_not_known_never_counts(one, other):
    unknown = Record(person=0, household=0, minor=True)
    assert likelihood(compare(one, unknown), weights=WEIGHTS, records=COUNTY) == pytest.approx(weighing.prior(COUNTY))


@pytest.mark.parametrize(
    ("one", "other", "is_one"),
    [
        ("rivera", "rivers", True),
        ("rivera", "rivea", True),
        ("rivera", "riveraa", True),
        ("rivera", "rievra", True),
        ("rivera", "reviar", False),
        ("rivera", "rivera", False),
        ("", "a", True),
    ],
)
def test_a_slip_is_one_letter(one, other, is_one):
    assert slip(one, other) is slip(other, one) is is_one


def test_names_are_compared_without_accents_signs_and_short_forms():
    assert plain("  José-María  O’Neil ") == "jose maria oneil"
    assert formal("cathy ann") == formal("katherine") == "katherine"


def test_weights_that_miss_something_are_refused_by_name():
    with pytest.raises(ValueError, match="of phone; train them again"):
        weighing.read(_shipped().replace('"phone"', '"fax"'))
    share = str(WEIGHTS.odds[Field.GIVEN]["same"].one_person)
    with pytest.raises(ValueError, match="given same is no share"):
        weighing.read(_shipped().replace(share, "2.5", 1))


def test_more_records_make_the_same_agreement_say_less():
    few, many = (likelihood(compare(ANA, ANA_AGAIN), weights=WEIGHTS, records=size) for size in (1_000, 10_000_000))
    assert many < few
    assert few > LIKELY


def _shipped() -> str:
    return Path(weighing.__file__).with_name("weights.json").read_text("utf-8")


ANA = Record(person=1, household=1, minor=False, given="ana", family="rivera", born=date(1996, 5, 14))
ANA_AGAIN = replace(ANA, person=2, household=2, given="anna")
