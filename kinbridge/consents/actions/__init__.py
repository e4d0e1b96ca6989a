"""Prepare, sign, take back: each in one transaction with its audit line."""

from kinbridge.consents.actions.afterwards import doubt, end, revoke, withdraw_in_error
from kinbridge.consents.actions.looking import Paper, open_paper
from kinbridge.consents.actions.on_paper import OnPaper, may_put_on_file, put_on_file, record_paper
from kinbridge.consents.actions.preparing import person_in, propose, revise, text_of
from kinbridge.consents.actions.signing import LONGEST_MONTHS, USUAL_MONTHS, proofs, sign
from kinbridge.consents.actions.telling import Receiver, notices_to, read_notice, received_under
from kinbridge.consents.actions.trouble import AlreadyEnded, AlreadySigned, Changed, Faulty, NotYours

__all__ = [
    "LONGEST_MONTHS",
    "USUAL_MONTHS",
    "AlreadyEnded",
    "AlreadySigned",
    "Changed",
    "Faulty",
    "NotYours",
    "OnPaper",
    "Paper",
    "Receiver",
    "doubt",
    "end",
    "may_put_on_file",
    "notices_to",
    "open_paper",
    "person_in",
    "proofs",
    "propose",
    "put_on_file",
    "read_notice",
    "received_under",
    "record_paper",
    "revise",
    "revoke",
    "sign",
    "text_of",
    "withdraw_in_error",
]
