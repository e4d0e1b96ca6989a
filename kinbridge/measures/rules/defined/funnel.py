from __future__ import annotations

from typing import Any

from kinbridge.measures.rules.events import level
from kinbridge.measures.rules.measure import Topic, measure
from kinbridge.measures.rules.tables import Rows, Tables

DAYS = 90
STEPS = ("screened", "offered", "consented", "referred", "accepted", "started", "engaged", "completed")


@measure(
    "funnel",
    "From the first sign to treatment completed",
    topic=Topic.FUNNEL,
    of="families identified",
    counts=(
        "screened",
        "offered help",
        "agreed",
        "referred to treatment",
        "accepted by the program",
        "first visit kept",
        "came back",
        "treatment completed",
    ),
    source="Drop-off analysis as the National Center on Substance Abuse and Child Welfare teaches it",
    follow=DAYS,
    version="2",
    waits=len(STEPS),
)
def funnel(t: Tables) -> Rows:
    """Of the families identified, how many reached each step. A later step counts for those before it.

    A referral is one to treatment when its answer stands in a treatment program's own records, under attendance.
    """
    facts = t.fact
    said = {name: _first(facts, _is(facts, name)) for name in ("identified", *STEPS)}
    days = facts.filter(facts.kind.isin(_KINDS)).group_by("family").agg(**said)
    days = days.filter(days.identified.notnull())
    # The last step first: whoever is known to have come further has passed here, by then at the latest.
    further: dict[str, Any] = {}
    after: Any = None
    for name in reversed(STEPS):
        after = days[name] if after is None else days[name].coalesce(after)
        further[name] = after
    days = days.select("family", day=days.identified, **further)
    reached = level(*(days[name].notnull() for name in STEPS))
    before = ("day", *STEPS[:-1])
    waits = {
        f"wait_{place}": (days[name] - days[last]).clip(lower=0)
        for place, (last, name) in enumerate(zip(before, STEPS, strict=True), 1)
    }
    return days.select("family", "day", level=reached, **waits)


_KINDS = (
    "report",
    "birth",
    "notification",
    "screening_result",
    "screening_offer",
    "consent_step",
    "referral_step",
    "treatment_request",
    "admission",
    "attendance",
    "treatment_end",
)


def _is(facts: Rows, step: str) -> Any:
    """Whether a fact says that the family reached this step."""
    kind, code = facts.kind, facts.code
    referral = (kind == "referral_step") & (facts.other == "sud_attendance")
    offer = kind == "screening_offer"
    return {
        "identified": kind.isin(("notification", "screening_result", "treatment_request"))
        | ((kind == "report") & (code != "not_accepted"))
        | ((kind == "birth") & (code != "no")),
        "screened": kind == "screening_result",
        "offered": offer,
        "consented": (offer & (code == "accepted")) | ((kind == "consent_step") & (code == "signed")),
        "referred": referral | (kind == "treatment_request"),
        "accepted": referral & (code == "accepted"),
        "started": (referral & (code == "first_kept")) | (kind == "admission"),
        "engaged": (kind == "attendance") & facts.flag & (code != "assessment"),
        "completed": (kind == "treatment_end") & (code == "completed"),
    }[step]


def _first(facts: Rows, those: Any) -> Any:
    return facts.day.min(where=those)
