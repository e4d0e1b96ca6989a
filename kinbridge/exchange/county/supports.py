"""Needs, benefits, early intervention, home visits and peers: what stands around a family."""

from __future__ import annotations

from kinbridge.core.vocabulary import Category
from kinbridge.exchange.county import screens
from kinbridge.exchange.county.history import Asked, History

WHO_HELPS = {
    "housing": "vouchers",
    "food": "wic",
    "transport": "rides",
    "income": "cash_food",
    "child_care": "child_care",
    "utilities": "coordinated_entry",
    "phone": "parents_first",
    "legal": "parent_advocates",
    "support_person": "perinatal_peers",
}

SLIPS = 3
"""One of so many times the wrong year stands on a kit: what quality of data is there to find."""


def needs(story: History, of: int, *, found_by: str, on: int) -> None:
    """A screen for needs, a referral for each that was found, and whether help arrived."""
    story.say(on, found_by, of, "screening_result", **screens.needs(story.random))
    for need in story.random.sample(list(WHO_HELPS), story.days(1, 3)):
        helper = WHO_HELPS[need]
        story.say(on, found_by, of, "need", need=need, step="found")
        if story.chance(0.12):
            story.say(on, found_by, of, "need", need=need, step="declined")
            continue
        sent = on + story.days(0, 6)
        story.say(sent, found_by, of, "need", need=need, step="referred")
        met = sent + story.days(4, 50)
        story.involve(helper, sent, person=of)
        steps = [(sent, "sent", "")]
        if story.chance(0.85):
            steps.append((sent + story.days(1, 4), "accepted", ""))
        if len(steps) == 2 and story.chance(0.75):
            story.say(met, helper, of, "need", need=need, step="met")
            steps += [(max(met, steps[-1][0]), "first_kept", ""), (max(met, steps[-1][0]) + 1, "completed", "")]
        story.referrals.append(Asked(of, found_by, helper, need, tuple(s for s in steps if s[0] < 0)))


def benefits(story: History, of: int, *, since: int) -> None:
    for benefit, program, likely in (
        ("medicaid", "medicaid", 0.8),
        ("snap", "cash_food", 0.6),
        ("tanf", "cash_food", 0.3),
        ("wic", "wic", 0.55),
        ("housing_voucher", "vouchers", 0.12),
    ):
        if story.chance(likely):
            story.involve(program, since, person=of)
            story.say(since, program, of, "benefit", benefit=benefit, step="applied")
            story.say(since + story.days(5, 35), program, of, "benefit", benefit=benefit, step="started")


def early_intervention(story: History, infant: int, *, identified: int, by: str) -> None:
    """Identified, referred within the week, evaluated, and a plan meeting by day 45; some late, some declined."""
    story.say(identified, by, infant, "ei_referral", step="identified")
    referred = identified + (story.days(1, 7) if story.chance(0.82) else story.days(8, 15))
    if story.chance(0.08):
        return
    story.say(referred, by, infant, "ei_referral", step="referred")
    story.involve("child_find", referred, person=infant)
    steps = [(referred, "sent", ""), (referred + 2, "accepted", "")]
    if story.chance(0.15):
        story.say(referred + 12, "child_find", infant, "ei_referral", step="declined")
        steps.append((referred + 12, "closed", "person_declined"))
    else:
        story.say(referred + story.days(20, 34), "child_find", infant, "ei_referral", step="evaluated")
        met = referred + (story.days(35, 45) if story.chance(0.8) else story.days(46, 64))
        story.say(met, "child_find", infant, "ei_referral", step="plan_meeting")
        steps += [(met, "first_kept", ""), (met + 5, "completed", "")]
        story.step(met + 176, "ei_services", infant, "service_plan_review", Category.EARLY_INTERVENTION)
        if met + 10 < 0:
            story.involve("ei_services", met + 10, person=infant)
    story.referrals.append(Asked(infant, by, "child_find", "early intervention", tuple(s for s in steps if s[0] < 0)))


def home_visits(story: History, mother: int, *, since: int, sender: str) -> None:
    """A nurse comes to the home, first weekly, then every other week."""
    if since >= 0:
        return
    story.involve("nurse_visits", since, person=mother)
    story.say(since + 3, "nurse_visits", mother, "note", text="First visit. Looked at the sleep space together.")
    if story.chance(0.5):
        story.say(since + 10, "nurse_visits", mother, "naloxone", kits=1)
    steps = [(since - 5, "sent", ""), (since - 3, "accepted", ""), (since, "first_kept", "")]
    story.referrals.append(Asked(mother, sender, "nurse_visits", "home visits", tuple(s for s in steps if s[0] < 0)))


def walked_with(story: History, of: int, *, since: int) -> None:
    """A peer in recovery walks with them."""
    story.involve("perinatal_peers", since, person=of)
    story.say(since + 2, "perinatal_peers", of, "note", text="Met for coffee. Will call on Fridays.")
    story.say(since + 30, "perinatal_peers", of, "need", need="support_person", step="met")


def naloxone(story: History, of: int, *, on: int) -> None:
    story.involve("naloxone", on, person=of)
    good_for = 730 if story.number % SLIPS else -365
    story.say(on, "naloxone", of, "naloxone", kits=story.days(1, 2), expires_on=on + good_for)
