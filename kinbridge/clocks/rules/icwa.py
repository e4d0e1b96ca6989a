"""The Indian Child Welfare Act: its clocks run from receipt, and some only say how early something may happen."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from kinbridge.clocks.rules.case import Case
from kinbridge.clocks.rules.deadline import Lane
from kinbridge.clocks.rules.facts import Fact, Kind, plain
from kinbridge.clocks.rules.rule import Due, rule
from kinbridge.core.decision import Confidence

LANE = Lane.CHILD_WELFARE
PARTIES = frozenset({"parent", "tribe"})
EXTENSION_DAYS = 20
KH = Confidence.KNOWLEDGE_HIGH


@rule(
    "ICWA-NOTICE-10",
    title="Indian Child Welfare Act notice",
    done_by=(
        Kind.ICWA_RECEIPT,
        Kind.ICWA_EXTENSION,
    ),
    lane=LANE,
    cite="25 USC 1912(a); 25 CFR 23.11, 23.111, 23.112",
    starts=(Kind.ICWA_APPLIES, Kind.ICWA_NOTICE, Kind.ICWA_RECEIPT),
    reads=(Kind.ICWA_EXTENSION, Kind.SECRETARY_RECEIPT),
)
def notice_matures(case: Case) -> Iterator[Due]:
    """No foster-care or termination hearing until 10 days after the last receipt of notice, plus up to 20 on
    request.
    """
    start = min((f for kind in notice_matures.starts for f in case.all(kind)), key=lambda fact: fact.on)
    receipts = case.all(Kind.ICWA_RECEIPT)
    received = {fact.note for fact in receipts}
    expected = PARTIES | {fact.note for fact in case.all(Kind.ICWA_NOTICE)}
    missing = sorted(expected - received)
    through_secretary = case.last(Kind.SECRETARY_RECEIPT)
    if missing and not (through_secretary is not None and len(missing) == 1):
        who = " and ".join(missing)
        yield Due(start=start, due=None, blocked=True, why=(f"no proof of receipt by the {who}, so nothing has begun",))
        return
    relied_on: tuple[Fact, ...] = receipts if through_secretary is None else (*receipts, through_secretary)
    latest = max(relied_on, key=lambda fact: fact.on)
    more = case.last(Kind.ICWA_EXTENSION)
    days = 10 + (0 if more is None else min(more.amount or EXTENSION_DAYS, EXTENSION_DAYS))
    opens = latest.on + timedelta(days=days)
    over = Fact(kind=Kind.ICWA_RECEIPT, on=opens) if opens <= case.on else None
    why = f"{days} days after the last receipt; no hearing before {plain(opens)}"
    yield Due(start=latest, due=None, opens=opens, why=(why,), met=over, also=relied_on)


@rule(
    "ICWA-SECRETARY-15",
    title="Notice by the Secretary",
    done_by=(Kind.SECRETARY_NOTIFIED,),
    lane=LANE,
    cite="25 USC 1912(a); 25 CFR 23.11(c)",
    starts=(Kind.SECRETARY_RECEIPT,),
    reads=(Kind.SECRETARY_NOTIFIED,),
)
def secretary_notifies(case: Case) -> Iterator[Due]:
    """When the parent or tribe is unknown, the Secretary has 15 days from receipt to give them notice."""
    receipt = case.last(Kind.SECRETARY_RECEIPT)
    if receipt is not None:
        yield Due(
            start=receipt,
            due=receipt.on + timedelta(days=15),
            why=("15 days after the Secretary received it; the Secretary may say more time is needed",),
            met=case.first(Kind.SECRETARY_NOTIFIED, since=receipt.on),
        )


@rule(
    "ICWA-EMERG-30",
    title="Emergency removal limit",
    done_by=(Kind.EMERGENCY_ENDED,),
    lane=LANE,
    cite="25 CFR 23.113(e)",
    confidence=KH,
    starts=(Kind.EMERGENCY_REMOVAL,),
    reads=(Kind.EMERGENCY_ENDED,),
)
def emergency_limit(case: Case) -> Iterator[Due]:
    """An emergency removal of an Indian child ends within 30 days unless the court makes specific findings."""
    removal = case.last(Kind.EMERGENCY_REMOVAL)
    if removal is not None:
        yield Due(
            start=removal,
            due=removal.on + timedelta(days=30),
            why=("30 days after the emergency removal",),
            met=case.first(Kind.EMERGENCY_ENDED, since=removal.on),
        )


@rule(
    "ICWA-CONSENT-10",
    title="Consent after birth",
    lane=LANE,
    cite="25 USC 1913(a)",
    starts=(Kind.ICWA_APPLIES,),
    reads=(Kind.BIRTH, Kind.RELINQUISHMENT),
)
def consent_after_birth(case: Case) -> Iterator[Due]:
    """A consent signed before, or within 10 days after, an Indian child's birth is void; it is given before a judge."""
    born = case.first(Kind.BIRTH)
    if born is None:
        return
    opens = born.on + timedelta(days=11)
    early = case.first(Kind.RELINQUISHMENT, until=opens)
    over = Fact(kind=Kind.BIRTH, on=opens) if opens <= case.on else None
    why = [f"day 11 after birth, {plain(opens)}, is the first day a consent can be valid"]
    if early is not None:
        why.append(f"the consent of {plain(early.on)} came too early and is void")
    yield Due(start=born, due=None, opens=opens, why=tuple(why), met=None if early else over, blocked=early is not None)


@rule(
    "ICWA-INQUIRY",
    title="Inquiry on the record",
    done_by=(Kind.ICWA_INQUIRY,),
    lane=LANE,
    cite="25 CFR 23.107",
    confidence=KH,
    starts=(Kind.REMOVAL, Kind.EMERGENCY_REMOVAL),
    reads=(Kind.ICWA_INQUIRY, Kind.ICWA_APPLIES),
)
def inquiry(case: Case) -> Iterator[Due]:
    """At the start of every emergency, foster-care or termination case, everyone is asked if the child is an
    Indian child.
    """
    removal = case.last(Kind.EMERGENCY_REMOVAL) or case.last(Kind.REMOVAL)
    if removal is not None:
        met = case.first(Kind.ICWA_INQUIRY, since=removal.on) or case.first(Kind.ICWA_APPLIES)
        yield Due(start=removal, due=None, why=("asked on the record at the first hearing",), met=met)


@rule(
    "ICWA-ACTIVE",
    title="Active efforts",
    done_by=(Kind.ACTIVE_EFFORTS,),
    lane=LANE,
    cite="25 USC 1912(d)-(f)",
    starts=(Kind.ICWA_APPLIES,),
    reads=(Kind.ACTIVE_EFFORTS,),
)
def active_efforts(case: Case) -> Iterator[Due]:
    """Before placement or termination, active efforts are shown, with an expert, to the Act's standard of proof."""
    start = case.first(Kind.ICWA_APPLIES)
    if start is not None:
        why = ("clear and convincing evidence for placement, beyond reasonable doubt for termination",)
        yield Due(start=start, due=None, why=why, met=case.last(Kind.ACTIVE_EFFORTS))
