"""What should stand before a baby goes home, as far as the viewer may see it, the mother's dose included. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class Fact:
    """A chart entry as far as this needs it."""

    kind: str
    body: Mapping[str, Any]
    on: date
    of_infant: bool


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to have in place: done or not, in words, and why it is asked."""

    title: str
    done: bool
    words: str


def items(facts: Iterable[Fact], *, born: date | None, on: date, medicated: bool = False) -> tuple[Item, ...]:
    """`medicated` says that she takes medication for a disorder, as somebody wrote down here."""
    seen = sorted(facts, key=lambda one: one.on)
    return (_plan(seen), *_dose(seen, born, medicated), _naloxone(seen, on), _early(seen), *_tests(seen, on))


def _plan(seen: list[Fact]) -> Item:
    signed = _last(seen, "plan_step", step="signed")
    return Item(
        "Plan of safe care",
        signed is not None,
        f"Signed on {_said(signed.on)}."
        if signed
        else "Not signed yet; it is finished with the parent before going home.",
    )


def _dose(seen: list[Fact], born: date | None, medicated: bool) -> Iterator[Item]:
    """After birth a dose that was raised in pregnancy may be too much; nobody lowers it without the prescriber."""
    last = _last(seen, "medication")
    if born is None or (last is None and not medicated) or (last is not None and last.body.get("step") == "ended"):
        return
    name = str(last.body["medication"]) if last is not None else "her medication"
    looked = next(
        (one for one in reversed(seen) if one.on >= born and _looked(one)),
        None,
    )
    asked = next((one for one in reversed(seen) if one.kind == "dose_review" and one.on >= born), None)
    if looked is not None:
        yield Item("Dose after birth", True, f"The dose of {name} was looked at on {_said(looked.on)}.")
    elif asked is not None:
        yield Item("Dose after birth", False, f"The prescriber was asked on {_said(asked.on)}; no answer on file.")
    else:
        yield Item(
            "Dose after birth",
            False,
            f"Ask the prescriber to look at the dose of {name}: needs fall after birth, and medication goes on.",
        )


def _looked(one: Fact) -> bool:
    if one.kind == "dose_review":
        return one.body.get("outcome") in ("same", "changed")
    return one.kind == "medication" and one.body.get("step") == "changed"


def _naloxone(seen: list[Fact], on: date) -> Item:
    given = _last(seen, "naloxone")
    if given is None:
        return Item("Naloxone", False, "Not on file as given; offer it before going home.")
    ends = given.body.get("expires_on")
    if ends and date.fromisoformat(str(ends)) <= on:
        return Item("Naloxone", False, f"Given on {_said(given.on)}, and expired since; offer a new kit.")
    good = f", good until {_said(date.fromisoformat(str(ends)))}" if ends else ""
    return Item("Naloxone", True, f"Given on {_said(given.on)}{good}.")


def _early(seen: list[Fact]) -> Item:
    sent = _last(seen, "ei_referral", step="referred")
    return Item(
        "Early intervention",
        sent is not None,
        f"Referred on {_said(sent.on)}." if sent else "Not referred yet; an affected infant is referred within 7 days.",
    )


def _tests(seen: list[Fact], on: date) -> Iterator[Item]:
    """Each infection that is being followed, by its newest step."""
    newest = {str(one.body["infection"]): one for one in seen if one.kind == "infection_follow_up" and one.of_infant}
    for infection, one in newest.items():
        open_ = one.body["step"] in ("test_due", "tested")
        due = one.body.get("due_on")
        name = {"hcv": "Hepatitis C", "hiv": "HIV", "syphilis": "Syphilis", "hbv": "Hepatitis B"}[infection]
        late = due and date.fromisoformat(str(due)) < on
        words = f"By {_said(date.fromisoformat(str(due)))}{', which has passed' if late else ''}." if due else ""
        yield Item(f"{name} follow-up", not open_, words or ("Open." if open_ else f"Settled on {_said(one.on)}."))


def _last(seen: list[Fact], kind: str, **body: str) -> Fact | None:
    return next(
        (one for one in reversed(seen) if one.kind == kind and all(one.body.get(k) == v for k, v in body.items())), None
    )


def _said(day: date) -> str:
    return f"{day:%B} {day.day}"
