from __future__ import annotations

from kinbridge.measures.rules.events import FAMILY, first, level
from kinbridge.measures.rules.measure import Topic, measure
from kinbridge.measures.rules.tables import Rows, Tables

MONTH = 30
DAYS = {"immediate": 1, "24_hours": 1, "72_hours": 3}
STANDARD = 5


@measure(
    "first_contact",
    "First contact after a report",
    topic=Topic.PROMPT,
    of="reports accepted",
    counts=("the family met in time",),
    source="42 USC 5106a(d)(8); the days are the priority's own: 1, 3, or 5 for a standard report",
    follow=STANDARD,
    waits=1,
    confirm="The five days of a standard report are this coalition's; each state sets its own.",
)
def first_contact(t: Tables) -> Rows:
    """Of the reports accepted, how many led to a meeting with the family within the days its priority allows."""
    reports = t.of("report", code=("investigation", "assessment"))
    reports = reports.select("family", "day", allowed=reports.other.cases(*DAYS.items(), else_=STANDARD)).distinct()
    reports = reports.group_by("family", "day").agg(allowed=reports.allowed.min())
    reports = first(reports, t.of("contact", code="met"), "met", of=FAMILY, until=MONTH)
    wait = reports.met - reports.day
    return reports.select("family", "day", level=level(wait <= reports.allowed), wait_1=wait)
