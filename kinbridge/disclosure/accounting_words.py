"""What each act of the audit chain is in words, and which sort of act it is."""

from __future__ import annotations

from enum import StrEnum

from django.db.models import Case, Value, When
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from kinbridge.consents.wording import category_words, words
from kinbridge.core.vocabulary import Category, Purpose

WORDS = {
    "chart.seen": _("looked at the chart"),
    "chart.read": _("looked at facts in the chart"),
    "clocks.timeline_seen": _("looked at the timeline"),
    "clocks.due_seen": _("looked at what is due"),
    "clocks.reminded": _("was reminded of what is due"),
    "calendar.sent": _("had their calendar fetch the days on which something is due"),
    "court.seen": _("looked at the court page"),
    "court.orders_seen": _("looked at the court's orders"),
    "court.docket_seen": _("looked at the hearings ahead"),
    "court.report_printed": _("printed the report to the court"),
    "team.updates_seen": _("looked at team updates"),
    "team.screen_seen": _("saw team updates on the screen of a meeting"),
    "team.minutes_read": _("read the minutes of a team meeting"),
    "team.enrolled": _("put the family on a team's list, as agreed"),
    "team.left": _("took the family off a team's list"),
    "team.time_asked": _("asked for time for the family at a team meeting"),
    "meeting.added": _("added the family to the list of a meeting"),
    "plan.started": _("began the plan of safe care"),
    "plan.seen": _("looked at the plan of safe care"),
    "plan.printed": _("printed the plan of safe care"),
    "plan.written": _("wrote in the plan of safe care"),
    "plan.reviewed": _("looked at the plan again with the family"),
    "plan.home_said": _("wrote down when the baby goes home"),
    "plan.seen_differently": _("kept the parent's own words beside the plan"),
    "plan.handed_over": _("handed over the plan of safe care"),
    "plan.acknowledged": _("said they have the plan of safe care"),
    "plan.signed": _("took down the answer to the plan: signed"),
    "plan.declined": _("took down the answer to the plan: not signed"),
    "plan.closed": _("ended the plan of safe care"),
    "case_plan.started": _("began the family case plan"),
    "case_plan.seen": _("looked at the family case plan"),
    "case_plan.way_home_seen": _("looked at the way home"),
    "case_plan.printed": _("printed the family case plan"),
    "case_plan.written": _("wrote in the family case plan"),
    "case_plan.step_taken": _("wrote down the next step of time together"),
    "case_plan.task_done": _("said that a task is done"),
    "case_plan.task_reopened": _("said that a task is not done after all"),
    "case_plan.handed_over": _("handed over the family case plan"),
    "case_plan.acknowledged": _("said they have the family case plan"),
    "case_plan.signed": _("took down the answer to the plan: signed"),
    "case_plan.declined": _("took down the answer to the plan: not signed"),
    "case_plan.closed": _("ended the family case plan"),
    "response.seen": _("looked at how fast the family was reached"),
    "response.late_seen": _("looked at which first responses are late"),
    "safety_plan.made": _("wrote a safety plan"),
    "safety_plan.seen": _("looked at a safety plan"),
    "safety_plan.ended": _("ended a safety plan"),
    "referral.sent": _("sent a referral"),
    "referral.seen": _("looked at a referral"),
    "referral.received": _("received a referral"),
    "referral.accepted": _("accepted a referral"),
    "referral.waitlisted": _("put a referral on the waiting list"),
    "referral.scheduled": _("set the first visit of a referral"),
    "referral.first_kept": _("wrote down that the first visit was kept"),
    "referral.first_missed": _("wrote down that the first visit was missed"),
    "referral.completed": _("wrote down that a referral was completed"),
    "referral.declined": _("declined a referral"),
    "referral.withdrawn": _("took a referral back"),
    "referral.closed": _("closed a referral"),
    "consent.proposed": _("began a consent"),
    "consent.recorded": _("put a signed consent on file"),
    "consent.seen": _("looked at a consent"),
    "consent.signed": _("wrote down a signed consent"),
    "consent.held": _("put a consent on hold, as they were told to"),
    "consent.ended": _("wrote down that a consent has ended"),
    "consent.doubted": _("wrote down a doubt about a consent"),
    "consent.entered_in_error": _("marked a consent as made in error"),
    "consent.revoked": _("took down that a consent was taken back"),
    "request.made": _("asked for a consent"),
    "request.started": _("began a consent that was asked for"),
    "request.declined": _("wrote down a no to a consent that was asked for"),
    "notice.sent": _("told everyone who had received something that a consent was taken back"),
    "notice.read": _("read that a consent was taken back"),
    "referral.answers_seen": _("looked at answers to referrals"),
    "plan.previewed": _("previewed what a program would see of the plan"),
    "consent.previewed": _("previewed a consent"),
    "paper.recorded": _("put an order or another paper on file"),
    "paper.confirmed": _("confirmed a paper on file"),
    "paper.agreed": _("agreed to a request not to share"),
    "paper.ended": _("wrote down that a paper ended"),
    "paper.entered_in_error": _("marked a paper as put on file by mistake"),
    "conflict.opened": _("wrote down that those who may decide disagree"),
    "conflict.resolved": _("resolved a disagreement about a paper"),
    "emergency.declared": _("stated a medical emergency"),
    "emergency.seen": _("looked at records in an emergency"),
    "emergency.told": _("told the programs whose records were opened"),
    "emergency.notice_read": _("read that records were opened in an emergency"),
    "emergency.reviewed": _("reviewed an emergency opening"),
    "consents.seen": _("looked at the consents"),
    "chart.corrected": _("corrected a fact"),
    "chart.entered_in_error": _("withdrew a fact entered in error"),
    "chart.counted": _("counted what is on file"),
    "disclosure.asked": _("asked what may be shared"),
    "disclosure.explained": _("asked why something may be shared, or may not"),
    "disclosure.labels_seen": _("looked at which kinds of record are on file"),
    "screening.read": _("looked at a screen"),
    "identity.pairs_seen": _("looked at which records may be of one person"),
    "identity.pair_seen": _("looked whether two records are of one person"),
    "identity.linked": _("linked two records of one person"),
    "identity.unlinked": _("undid a link between two records"),
    "identity.records_seen": _("looked whether someone has another record"),
    "identity.record_seen": _("learned that someone has a record here"),
    "accounting.seen": _("looked at who looked"),
    "accounting.exported": _("took who looked as a file"),
    "family.discussed": _("talked about the family in the team"),
    "family.taken_up_again": _("took the family up again in the team"),
    "action.agreed": _("agreed on an action"),
    "action.done": _("finished an action"),
}
PURPOSES = {
    Purpose.TREATMENT: _("for treatment and care"),
    Purpose.CARE_COORDINATION: _("to coordinate care"),
    Purpose.CASE_PLANNING: _("to plan with the family"),
    Purpose.PLAN_OF_SAFE_CARE: _("for the plan of safe care"),
    Purpose.STAFFING_MEETING: _("for the team meeting"),
    Purpose.CHILD_PROTECTION_INVESTIGATION: _("for a child protection investigation"),
    Purpose.COURT_PROCEEDING_OTHER: _("for a court review"),
    Purpose.MEDICAL_EMERGENCY: _("in a medical emergency"),
    Purpose.SELF_ACCESS: _("as their own record"),
}


class Sort(StrEnum):
    """What sort of act a line tells of. Every line is of exactly one."""

    LOOKED = "looked"
    GAVE = "gave"
    ASKED = "asked"
    WROTE = "wrote"


SORTS = {
    Sort.LOOKED: _("looked at something"),
    Sort.GAVE: _("gave or sent something"),
    Sort.ASKED: _("asked for something, or whether it may be shared"),
    Sort.WROTE: _("wrote something down, or changed it"),
}
SORTED = Case(
    When(act__regex=r"(seen|read|printed|previewed|counted|explained|exported)$", then=Value(Sort.LOOKED)),
    When(act__regex=r"(sent|handed_over|notified|told|shared)$", then=Value(Sort.GAVE)),
    When(act__regex=r"^(disclosure|request|ask)\.", then=Value(Sort.ASKED)),
    default=Value(Sort.WROTE),
)
GIVEN = ("sent", "handed_over")
GUEST = _("A guest of a team meeting")
"""Who saw a room's screen without an account; the meeting's attendance has their name."""


def did(act: str) -> str:
    """What someone did, as the middle of a sentence."""
    if act in WORDS:
        return str(WORDS[act])
    subject, _dot, verb = act.replace("_", " ").partition(".")
    return gettext("wrote down: %(fact)s") % {"fact": verb} if subject == "chart" else f"{subject}: {verb}"


def nobody_signed_in(act: str) -> str:
    """Who did this, where no account did: the program itself, or a guest in a meeting's room."""
    return str(GUEST) if act == "team.screen_seen" else "Kinbridge"


def why(because: str) -> str:
    """The purpose, as the end of a sentence; nothing where none was given."""
    if because in PURPOSES:
        return str(PURPOSES[Purpose(because)])
    told = words(get_language() or "en")["purposes"].get(because, because.replace("_", " "))
    return gettext("for this: %(purpose)s") % {"purpose": told} if because else ""


def kind_of_record(category: str) -> str:
    """In words; the code where nobody knows it any more."""
    if category not in set(Category):
        return category.replace("_", " ")
    return category_words(Category(category), language=get_language() or "en")
