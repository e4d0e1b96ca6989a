"""What people do in a team: set it up, enroll families, meet, say how things stand, and agree on who does what."""

from kinbridge.teams.actions.enrolling import OnTheList, ask_for_time, enroll, leave
from kinbridge.teams.actions.meeting import add_late, close, freeze, places_of
from kinbridge.teams.actions.room import guest_pledges, invite, place, place_guest, pledge
from kinbridge.teams.actions.saying import agree, decide, finish, tell_family, update
from kinbridge.teams.actions.setting_up import (
    NotReady,
    begin,
    change,
    choose_partners,
    may_lead,
    may_start,
    plan_ahead,
    seat,
    start,
)
from kinbridge.teams.actions.trouble import MeetingClosed
from kinbridge.teams.actions.turning import discussed, put_back, take_up

__all__ = [
    "MeetingClosed",
    "NotReady",
    "OnTheList",
    "add_late",
    "agree",
    "ask_for_time",
    "begin",
    "change",
    "choose_partners",
    "close",
    "decide",
    "discussed",
    "enroll",
    "finish",
    "freeze",
    "guest_pledges",
    "invite",
    "leave",
    "may_lead",
    "may_start",
    "place",
    "place_guest",
    "places_of",
    "plan_ahead",
    "pledge",
    "put_back",
    "seat",
    "start",
    "take_up",
    "tell_family",
    "update",
]
