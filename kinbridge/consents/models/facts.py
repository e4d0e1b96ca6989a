"""Rows as frozen facts for the rules. Whatever cannot be read becomes an unreadable paper, which denies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from kinbridge.consents.rules import (
    TREATING_MEMBERS,
    TREATMENT_CLASS,
    Authority,
    Days,
    Defect,
    Form,
    Kind,
    Party,
    Signer,
    Term,
    named,
    organization,
    program,
)
from kinbridge.core.vocabulary import Category, Purpose

CLASSES = frozenset({TREATMENT_CLASS, TREATING_MEMBERS})

CONSENT_COLUMNS = (
    "id",
    "person_id",
    "form",
    "categories",
    "withheld",
    "purposes",
    "starts_on",
    "expires_on",
    "until_event",
    "statements",
    "signers",
    "signed_on",
    "recorded_on",
    "readable",
    "defects",
)


def read_consent(row: Mapping[str, Any]) -> Authority:
    """A consent as the rules see it."""
    blank = Authority(
        kind=Kind.CONSENT,
        id=f"consent:{row['id']}",
        subject=row["person_id"],
        recorded=row["recorded_on"],
        unreadable=True,
    )
    if not row["readable"]:
        return blank
    try:
        return _consent(row)
    except (ValueError, TypeError, KeyError, AttributeError):
        return blank


def _consent(row: Mapping[str, Any]) -> Authority:
    events, parties = row["happened"], row["named"]
    taken_back = {party for event in _of(events, "revoked") for party in event["parties"]}
    whole = [event for event in events if not event["parties"]]
    shares = [party for party in parties if party["side"] == "shares"]
    receives = [party for party in parties if party["side"] == "receives"]
    left = [party for party in receives if party["id"] not in taken_back]
    days = [_day(event) for event in _of(whole, "revoked")]
    if receives and not left:  # taken back from each of them, one after the other
        days.append(max(_day(event) for event in _of(events, "revoked")))
    return Authority(
        kind=Kind.CONSENT,
        id=f"consent:{row['id']}",
        subject=row["person_id"],
        form=Form(row["form"]),
        disclosers=frozenset(party_of(party) for party in shares),
        recipients=frozenset(party_of(party) for party in left or receives),
        categories=frozenset(map(Category, row["categories"])),
        withheld=frozenset(map(Category, row["withheld"])),
        purposes=frozenset(map(Purpose, row["purposes"])),
        signers=frozenset(map(Signer, row["signers"])),
        signed=row["signed_on"],
        effective=row["starts_on"],
        expires=row["expires_on"],
        until_event=row["until_event"],
        event_happened=bool(_of(whole, "ended")),
        revoked=min(days, default=None),
        revoked_orally=bool(_of(events, "held")),
        superseded=min((_day(event) for event in (*_of(whole, "superseded"), *_of(whole, "set_aside"))), default=None),
        entered_in_error=bool(_of(events, "entered_in_error")),
        contested=_disputed(row),
        power=_power(row),
        recorded=row["recorded_on"],
        terms=frozenset(map(Term, row["statements"])),
        defects=frozenset(_defects(row)),
    )


def _defects(row: Mapping[str, Any]) -> Iterator[Defect]:
    yield from map(Defect, row["defects"])
    if _of(row["happened"], "doubted"):
        yield Defect.KNOWN_FALSE
    if row["altered"]:
        yield Defect.ALTERED
    if row["signed_on"] is not None and row["signed_on"] > row["recorded_on"]:
        yield Defect.NO_DATE


def _power(row: Mapping[str, Any]) -> Days | None:
    """The days on which the signer might act for the person; none known where a signature named no paper on file."""
    if row["acts_by"] is None:
        return None
    if not row["power"]:  # the paper that was named cannot be read
        return (date.max, date.min)
    (power,) = row["power"]
    since, expires = power["starts"] or power["signed"], power["expires"]
    ends = [date.fromisoformat(day) for day in (*power["ended"], *([expires] if expires else []))]
    return (date.fromisoformat(since) if since else date.max, min(ends, default=None))


def _disputed(row: Mapping[str, Any]) -> tuple[Days, ...]:
    return tuple(
        (date.fromisoformat(one["since"]), date.fromisoformat(one["until"]) if one["until"] else None)
        for one in row.get("disputed", ())
    )


def read_paper(row: Mapping[str, Any], *, at: datetime | None = None) -> Authority:
    """Any other paper as the rules see it. One of no known kind is an unreadable consent, so that it closes doors.

    One that ends at an hour counts only for whoever says what hour it is.
    """
    prefix, subject = ("paper", row["person_id"]) if "person_id" in row else ("agreement", None)
    blank = Authority(
        kind=Kind(row["kind"]) if row["kind"] in list(Kind) else Kind.CONSENT,
        id=f"{prefix}:{row['id']}",
        subject=subject,
        recorded=row["recorded_on"],
        entered_in_error=bool(_of(row["happened"], "entered_in_error")),
        unreadable=True,
    )
    if not row["readable"]:
        return blank
    try:
        return Authority(
            kind=Kind(row["kind"]),
            id=blank.id,
            subject=subject,
            disclosers=frozenset(map(Party, row["gives"])),
            recipients=frozenset(map(Party, row["gets"])),
            categories=frozenset(map(Category, row["categories"])),
            purposes=frozenset(map(Purpose, row["purposes"])),
            only=tuple(row["only"]),
            signed=row["signed_on"],
            effective=row["starts_on"],
            expires=row["expires_on"],
            event_happened=_past(row.get("ends_at"), at),
            revoked=min((_day(event) for event in _of(row["happened"], "ended")), default=None),
            entered_in_error=blank.entered_in_error,
            contested=_disputed(row),
            recorded=row["recorded_on"],
            section=row["section"],
            terms=frozenset(map(Term, row["terms"])),
            defects=frozenset(_paper_defects(row)),
        )
    except (ValueError, TypeError, KeyError, AttributeError):
        return blank


def _paper_defects(row: Mapping[str, Any]) -> Iterator[Defect]:
    yield from map(Defect, row["defects"])
    if row["to_confirm"] and not _of(row["happened"], "confirmed"):
        yield Defect.UNCONFIRMED
    if row["signed_on"] is not None and row["signed_on"] > row["recorded_on"]:
        yield Defect.NO_DATE


def _past(ends: datetime | None, at: datetime | None) -> bool:
    return ends is not None and (at is None or ends <= at)


def party_of(row: Mapping[str, Any]) -> Party:
    """One party as the rules name it."""
    if row["program"]:
        return program(row["program"])
    if row["organization"]:
        return organization(row["organization"])
    name = row["name"]
    return Party(name) if name in CLASSES else named(name)


def _of(events: Iterable[Mapping[str, Any]], kind: str) -> list[Mapping[str, Any]]:
    return [event for event in events if event["kind"] == kind]


def _day(event: Mapping[str, Any]) -> date:
    return date.fromisoformat(event["day"])
