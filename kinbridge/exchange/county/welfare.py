"""What child protection and the family court record: from the report to a first contact, a removal, a way home."""

from __future__ import annotations

from typing import Any

from kinbridge.core.vocabulary import Category
from kinbridge.exchange.county import screens
from kinbridge.exchange.county.history import Custodian, History, Ordered
from kinbridge.exchange.county.pregnancy import checkups

PRIORITIES = {"24_hours": 0.2, "72_hours": 0.6, "immediate": 0.05, "standard": 0.15}
SEEN_BY_COURT = ("child_protection", "social_needs")
WITHIN = {"immediate": 0, "24_hours": 1, "72_hours": 3, "standard": 5}


def reported(story: History, about: int, talks_with: int, *, on: int, met: bool = True) -> None:
    """A report that was taken up, the first contact, the screen the worker offers, and the words they leave with."""
    priority = story.one_of(PRIORITIES) if met else "72_hours"
    track = "assessment" if story.chance(0.6) else "investigation"
    story.involve("intake", on, until=on + 10)
    story.involve("assessment", on, until=on + 60, lead=True)
    story.say(on, "intake", about, "report", track=track, priority=priority)
    if not met:
        return
    late = story.chance(0.15)
    contact = min(on + WITHIN[priority] + (story.days(1, 4) if late else 0), -1)
    if story.chance(0.3):
        story.say(contact - 1 if contact > on else on, "assessment", about, "contact", how="visit", outcome="no_answer")
    story.say(contact, "assessment", about, "contact", how="visit", outcome="met", first=True)
    if story.chance(0.2):
        story.say(contact, "assessment", talks_with, "screening_result", **screens.DECLINED)
    else:
        sheet = screens.uncope(story.random, likely=0.5)
        story.say(contact + story.days(0, 5), "assessment", talks_with, "screening_result", **sheet)
    story.step(contact, "assessment", about, "investigation_started")
    story.step(on + story.days(32, 55), "assessment", about, "investigation_completed")
    for day in range(contact + 12, min(on + 60, -1), 15):
        story.say(day, "assessment", about, "contact", how=story.random.choice(("visit", "call")), outcome="met")


def supported_at_home(story: History, child: int, *, since: int, until: int | None) -> None:
    """Ongoing support with the child at home: a plan, monthly visits, and an end."""
    story.involve("ongoing", since, until=until, lead=True)
    story.say(since + 14, "ongoing", child, "case_plan", step="drafted")
    story.say(since + 24, "ongoing", child, "case_plan", step="signed")
    for day in range(since + 20, min(until or 0, -1), 30):
        story.say(day + story.days(-3, 3), "ongoing", child, "contact", how="visit", outcome="met")


def removed(story: History, child: int, *, on: int, kin: int | None, home: int | None) -> None:
    """A child away from home: orders, placement, plan, hearings, family time, and perhaps the way home."""
    until = home if home is not None and home < 0 else None
    emergency = story.chance(0.5)
    story.involve("ongoing", on, until=None if until is None else until + 120, lead=True)
    story.involve("foster", on, until=until)
    for program in ("dependency", "gal", "parent_attorneys"):
        story.involve(program, on + 1, until=None if until is None else until + 30)
    story.custody.append(Custodian(child, "legal", None, "ongoing", on, until))
    story.say(on, "ongoing", child, "removal", from_home_of="mother", emergency=emergency)
    story.say(on, "foster", child, "placement", setting="kin" if kin is not None else "foster_home")
    story.say(on + 2, "dependency", child, "court_finding", finding="contrary_to_welfare")
    story.say(on + 2, "dependency", child, "court_finding", finding="reasonable_efforts_made")
    planned = story.days(28, 55) if story.chance(0.85) else story.days(62, 80)
    story.say(on + 20, "ongoing", child, "case_plan", step="drafted")
    story.say(on + planned, "ongoing", child, "case_plan", step="signed")
    _routine(story, child, on=on, until=until)
    if story.people[child].born is not None:
        checkups(story, child, born=story.people[child].born or 0, since=on)
    hearings(story, child, removed_on=on, until=until)
    family_time(story, child, since=on + 7, until=until)
    if until is not None:
        _home(story, child, until)


def _routine(story: History, child: int, *, on: int, until: int | None) -> None:
    """The papers, visits and checks that a removal asks for, and the orders that let the court and the GAL see."""
    story.step(on + 2, "ongoing", child, "dependency_petition")
    story.step(on + 2, "dependency", child, "inquiry_on_the_record", Category.JUVENILE_COURT)
    story.step(on + story.days(8, 27), "ongoing", child, "notice_to_relatives")
    story.step(on + 12, "ongoing", child, "health_screening_schedule")
    story.step(on + 3, "ongoing", child, "absence_reported", Category.SOCIAL_NEEDS)
    story.step(on + 20, "ongoing", child, "good_cause_for_absence", Category.SOCIAL_NEEDS)
    if until is None and story.chance(0.7):
        why: dict[str, Any] = {"what": "compelling_reason", "marks": ("in_case_plan",)}
        story.say(on + 440, "ongoing", child, "milestone", **why)
    for day in (2, 24, 70):
        story.step(on + day, "foster", child, "health_visit_in_foster_care")
    for day in range(on + story.days(8, 14), -1 if until is None else until, 28):
        story.say(day, "ongoing", child, "contact", how="visit", outcome="met")
    over = None if until is None else until + 30
    story.orders.append(Ordered(child, "court_order", "family_services", "court", SEEN_BY_COURT, on + 2, over))
    story.orders.append(
        Ordered(child, "appointment_order", "anyone", "gal_office", ("child_protection",), on + 3, over)
    )


def hearings(story: History, child: int, *, removed_on: int, until: int | None) -> None:
    """Each hearing names the next; the next after today stands as set."""
    plan = [("shelter", 3, "")]
    found = story.days(40, 70)
    plan += [("adjudication", found, "found"), ("disposition", found + 35, "reunify")]
    plan += [("review", found + 172 + story.days(-10, 14), ""), ("review", found + 345, "")]
    plan += [("permanency", found + 358 + story.days(-8, 12), "extend"), ("review", found + 520, "")]
    plan += [("review", found + 690, ""), ("permanency", found + 712, "extend")]
    last = -1 if until is None else until
    for place, (kind, after, outcome) in enumerate(plan):
        day = removed_on + after
        if day > last:
            break
        said: dict[str, Any] = {"type": kind, "held": True, "outcome": outcome}
        if place + 1 < len(plan):
            said["next_on"] = removed_on + plan[place + 1][1]
        story.say(day, "dependency", child, "hearing", **said)
        if kind == "adjudication":
            story.say(day, "dependency", child, "court_finding", finding="abuse_or_neglect")
        if kind == "permanency":
            story.say(day, "dependency", child, "court_finding", finding="reasonable_efforts_made")


def family_time(story: History, child: int, *, since: int, until: int | None) -> None:
    """Time together, with more freedom as months pass; the newest weeks in full."""
    last = -1 if until is None else until
    steps = ("supervised", "monitored", "unsupervised", "overnight")
    day = since
    while day < last:
        rung = min(3, (day - since) // (110 if until is not None else 150))
        kept = story.chance(0.86)
        why = "" if kept else story.random.choice(("transport", "illness", "program_rule", "staff", "weather"))
        story.say(day, "foster", child, "family_time", step=steps[rung], kept=kept, why_not=why)
        day += 7 if day > last - 35 else story.days(26, 32)


def _home(story: History, child: int, on: int) -> None:
    story.say(on - 60, "foster", child, "placement", setting="trial_home_visit")
    story.say(on, "ongoing", child, "return_home", to_home_of="mother")
    for day in range(on + 20, min(on + 120, -1), 30):
        story.say(day, "ongoing", child, "contact", how="visit", outcome="met")
