"""What families agreed to: consents of every state, and plans of safe care."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from kinbridge.core.vocabulary import Category
from kinbridge.exchange.county.history import Agreed, History, Planned, Terms
from kinbridge.exchange.county.treatment import PART2

FATES = {
    "valid": 0.58,
    "expired": 0.12,
    "revoked": 0.1,
    "defective": 0.08,
    "error": 0.05,
    "replaced": 0.07,
}
CARE = ("treatment", "payment", "operations")
TEAMWORK = ("staffing_meeting", "plan_of_safe_care")
TEAM = ("charm", "prenatal", "birth", "assessment", "nurse_visits")
SEATS = (
    "charm",
    "prenatal",
    "birth",
    "nursery",
    "newborn_follow_up",
    "otp",
    "otp_perinatal",
    "mothers_babies",
    "assessment",
    "nurse_visits",
    "maternal_child",
    "wic",
    "care_management",
    "perinatal_peers",
)
"""Who sits at the team's table."""
RARELY = {5: ("assessment",), 7: ("otp", "otp_perinatal")}
"""Every fifth family leaves child welfare off what it agreed to, and every seventh the opioid treatment program."""


def aged(story: History) -> None:
    """Nothing waits for ever: old referrals are answered, started, or closed with a reason."""
    for place, asked in enumerate(story.referrals):
        if not asked.steps:
            continue
        day, status, _ = asked.steps[-1]
        since, then = -day, None
        if status == "sent" and since > 9:
            then = story.one_of({"declined": 0.3, "withdrawn": 0.3, "accepted": 0.4})
        elif status in ("accepted", "scheduled", "first_missed") and since > 35:
            then = story.one_of({"first_kept": 0.5, "closed": 0.5})
        elif status == "first_kept" and since > 60:
            then = "completed"
        if then is not None:
            reason = {"declined": "no_opening", "closed": "cannot_reach"}.get(then, "")
            later = (day + story.days(2, 9), then, reason)
            story.referrals[place] = replace(asked, steps=(*asked.steps, later))


def milestones(story: History) -> None:
    """Each step of a referral or a plan is also a fact, of whoever took it."""
    for place, asked in enumerate(story.referrals):
        for day, step, reason in asked.steps:
            mine = step not in ("sent", "withdrawn")
            told = Category.SUD_ATTENDANCE if mine and asked.receiver in PART2 else None
            program = asked.receiver if mine else asked.sender
            said: dict[str, Any] = {"reason": reason} if reason else {}
            story.say(day, program, asked.of, "referral_step", category=told, referral=place, step=step, **said)

    for place, planned in enumerate(story.plans):
        version: dict[str, Any] = {"plan": place, "version": 1}
        story.say(planned.began, planned.program, planned.parent, "plan_step", **version, step="started")
        if planned.answered is not None:
            step = "declined" if planned.declined else "signed"
            story.say(planned.answered, planned.program, planned.parent, "plan_step", **version, step=step)
        for day, review in planned.looked_at(owes_the_last=story.number % 3 == 0):
            story.say(day, planned.program, planned.parent, "plan_step", **version, step="reviewed", review=review)


def agreements(story: History) -> None:
    """For each treatment program someone is in: perhaps a consent to the agency, to their doctor, to the team."""
    for involved in list(story.involved.values()):
        if involved.person is None:
            continue
        if involved.program in PART2:
            _about_treatment(story, involved.program, involved.person, since=involved.since)
        elif involved.program == "prenatal" and story.team_since is not None:
            shared = Terms("specific", ("prenatal",), ("birth", "charm"), ("general_health",), TEAMWORK)
            _sign(story, involved.person, shared, story.team_since)
    if story.team_since is not None:
        story.consents.append(_to_the_table(story, since=story.team_since))


def _to_the_table(story: History, *, since: int) -> Agreed:
    """The mother agrees to be talked about at the team's table, by the partners she names."""
    off = {code for every, codes in RARELY.items() if story.number % every == 0 for code in codes}
    hearing = tuple(code for code in SEATS if code not in off)
    return Agreed(0, Terms("specific", ("charm",), hearing, ("social_needs",), TEAMWORK), since, since + 365)


def _about_treatment(story: History, program: str, person: int, *, since: int) -> None:
    partners = {one.program for one in story.involved.values()}
    signed = since + story.days(0, 12)
    agency = tuple(one for one in ("assessment", "ongoing") if one in partners)
    if agency and story.chance(0.7):
        what = ("sud_attendance", "sud_toxicology") if story.chance(0.3) else ("sud_attendance",)
        _sign(story, person, Terms("specific", (program,), agency, what, ("case_planning",)), signed)
    if "prenatal" in partners and story.chance(0.7):
        _sign(story, person, Terms("tpo", (program,), ("treatment",), ("sud_treatment",), CARE), signed)
    if story.team_since is not None and story.chance(0.8):
        to = tuple(one for one in TEAM if one == "charm" or one in partners)
        what = ("sud_treatment", "sud_attendance")
        _sign(
            story, person, Terms("specific", (program,), to, what, (*TEAMWORK, "care_coordination")), story.team_since
        )
    if "perinatal_peers" in partners and story.chance(0.3):
        to = ("perinatal_peers",)
        _sign(story, person, Terms("specific", (program,), to, ("sud_attendance",), ("care_coordination",)), signed)


def _sign(story: History, person: int, terms: Terms, signed: int) -> None:
    if signed >= -1:
        return
    fate = story.one_of(FATES)
    expires = signed + (180 if fate == "expired" else 365)
    if fate == "expired" and expires >= -1:
        fate = "valid"
    changed = None
    if fate in ("revoked", "error", "replaced"):
        changed = signed + (1 if fate == "error" else story.days(5, 160))
        if changed >= -1:
            fate, changed = "valid", None
    story.consents.append(Agreed(person, terms, signed, expires, fate, changed))


def safe_care_plan(story: History, infant: int, parent: int, *, born_on: int) -> None:
    """Most are begun before the birth and signed before the baby goes home; a few parents decline."""
    began = born_on - story.days(5, 60) if story.chance(0.5) else born_on + 1
    if began >= -1:
        return
    answered = born_on + story.days(1, 4)
    if not story.chance(0.9) or answered >= 0:
        story.plans.append(Planned(infant, parent, "birth", began))
    else:
        story.plans.append(Planned(infant, parent, "birth", began, max(answered, began), declined=story.chance(0.05)))
