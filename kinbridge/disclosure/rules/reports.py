"""Grounds that several laws share: reports of child abuse, notices of affected infants, approved studies."""

from __future__ import annotations

from kinbridge.consents.rules import Authority, Kind, Term
from kinbridge.core.vocabulary import CHILD_WELFARE, OrganizationKind, Purpose
from kinbridge.disclosure.rules.ask import Ask, first

_TAKE_REPORTS = CHILD_WELFARE | {OrganizationKind.LAW_ENFORCEMENT}


def takes_reports(ask: Ask) -> Authority | None:
    """The report on file, where state law asks for it and the asker is the one it is made to."""
    if ask.purpose is not Purpose.MANDATED_REPORT or ask.asker.kind not in _TAKE_REPORTS:
        return None
    if ask.facts.reportable is False or ask.facts.prenatal_use_reportable is False:
        return None
    return ask.paper_held(Kind.MANDATED_REPORT) or _asked_for_by_statute(ask)


def _asked_for_by_statute(ask: Ask) -> Authority | None:
    """The reporting law itself, where what happened is known to fall under it. A law on notices is not one."""
    falls_under_it = ask.facts.reportable is True or ask.facts.prenatal_use_reportable is True
    laws = ask.every_paper(Kind.STATE_LAW) if falls_under_it else ()
    return first(law for law in laws if law.terms.isdisjoint((Term.IDENTIFIED, Term.DEIDENTIFIED)))


def takes_notices(ask: Ask, how: Term) -> Authority | None:
    """The state's own law on notices of substance-affected infants, where it asks for this way of giving them."""
    if ask.purpose is not Purpose.MANDATED_REPORT or ask.asker.kind not in CHILD_WELFARE:
        return None
    return ask.paper(Kind.STATE_LAW, how)


def approved_study(ask: Ask) -> Authority | None:
    """The approval of a study, with the waiver or the compliance that the law asks for."""
    if ask.purpose is not Purpose.RESEARCH:
        return None
    return ask.paper(Kind.RESEARCH, Term.WAIVER) or ask.paper(Kind.RESEARCH, Term.COMMON_RULE)
