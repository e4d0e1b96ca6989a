"""The verbs of a referral. Each checks consent as it happens, lets the database decide races, and writes its step."""

from kinbridge.referrals.actions.asking import answer_of, may_see_answers, may_send, words_of
from kinbridge.referrals.actions.handing import Meeting, confirm_received, hand_over
from kinbridge.referrals.actions.linking import (
    Open,
    Told,
    answer_by_link,
    find_link,
    make_link,
    take_back_link,
    try_code,
)
from kinbridge.referrals.actions.moving import answer, waitlist
from kinbridge.referrals.actions.sending import Request, check, draft, release, send
from kinbridge.referrals.actions.trouble import AlreadyAnswered, ConsentGone, NotPermitted, NotYours

__all__ = [
    "AlreadyAnswered",
    "ConsentGone",
    "Meeting",
    "NotPermitted",
    "NotYours",
    "Open",
    "Request",
    "Told",
    "answer",
    "answer_by_link",
    "answer_of",
    "check",
    "confirm_received",
    "draft",
    "find_link",
    "hand_over",
    "make_link",
    "may_see_answers",
    "may_send",
    "release",
    "send",
    "take_back_link",
    "try_code",
    "waitlist",
    "words_of",
]
