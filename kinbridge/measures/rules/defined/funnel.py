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
        "completed, or still in treatment",
        "treatment completed",
    ),
    source="Drop-off analysis as the National Center on Substance Abuse and Child Welfare teaches it",
    follow=DAYS,
    version="3",
    waits=len(STEPS) + 1,
    under_way="still in treatment",
)
def funnel(t: Tables) -> Rows:
    """Of the families identified, how many reached each step. A later step counts for those before it.

    A referral is one to treatment when its answer stands in a treatment program's own records, under attendance.
    Who came back is still in treatment unless it is on record that they left or moved, and nothing after that.
    """
    facts = t.fact
    said = {name: _first(facts, _is(facts, name)) for name in ("identified", *STEPS)}
    seen, left = (facts.day.max(where=_is(facts, name)) for name in ("seen", "left"))
    days = facts.filter(facts.kind.isin(_KINDS)).group_by("family").agg(**said, seen=seen, left=left)
    days = days.filter(days.identified.notnull())
    # The last step first: whoever is known to have come further has passed here, by then at the latest.
    further: dict[str, Any] = {}
    after: Any = None
    for name in reversed(STEPS):
        after = days[name] if after is None else days[name].coalesce(after)
        further[name] = after
    stays = days.completed.notnull() | days.left.isnull() | (days.seen > days.left)
    days = days.select("family", day=days.identified, stays=stays, **further)
    *on_the_way, completed = (days[name].notnull() for name in STEPS)
    before = ("day", *STEPS[:-1])
    took = [(days[name] - days[last]).clip(lower=0) for last, name in zip(before, STEPS, strict=True)]
    # To be still in treatment takes no days: whoever completed did both in one step.
    took.insert(-1, took[-1].nullif(took[-1]))
    waits = {f"wait_{place}": days_taken for place, days_taken in enumerate(took, 1)}
    return days.select("family", "day", level=level(*on_the_way, days.stays, completed), **waits)


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
    offer, end = kind == "screening_offer", kind == "treatment_end"
    started = (referral & (code == "first_kept")) | (kind == "admission")
    engaged = (kind == "attendance") & facts.flag & (code != "assessment")
    return {
        "identified": kind.isin(("notification", "screening_result", "treatment_request"))
        | ((kind == "report") & (code != "not_accepted"))
        | ((kind == "birth") & (code != "no")),
        "screened": kind == "screening_result",
        "offered": offer,
        "consented": (offer & (code == "accepted")) | ((kind == "consent_step") & (code == "signed")),
        "referred": referral | (kind == "treatment_request"),
        "accepted": referral & (code == "accepted"),
        "started": started,
        "engaged": engaged,
        "completed": end & (code == "completed"),
        "seen": started | engaged,
        "left": end & code.isin(("left", "moved")),
    }[step]


def _first(facts: Rows, those: Any) -> Any:
    return facts.day.min(where=those)
