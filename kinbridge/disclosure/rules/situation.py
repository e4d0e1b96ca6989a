"""A question with its names taken out: not who asks about whom, but who is the same as whom.

Rules compare names and never read them, and look at a date only to see on which side of another it lies. So questions
that differ in nothing else have one answer. It is decided on a question made of what is left here, with invented names:
no rule can see what was taken out, and nobody's id is remembered with the answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from datetime import date, timedelta
from functools import lru_cache
from operator import attrgetter
from typing import Any, NamedTuple

from kinbridge.consents.rules import NEW_FORM_SINCE, TPO_SINCE, Authority, Party
from kinbridge.core.decision import Decision
from kinbridge.disclosure.rules.ask import PLAIN_OF_ASK, Ask
from kinbridge.disclosure.rules.filed import Filed
from kinbridge.disclosure.rules.kept import Kept, kept
from kinbridge.disclosure.rules.parties import PLAIN_OF_ASKER, PLAIN_OF_ITEM, Asker, Item

ASKER, GIVER, OTHER = Party("name:the asker"), Party("name:the giver"), Party("name:someone else")
OF_SOMEONE = ("organization", "program", "person", "name")
"""What begins a party that is a name. All others are a kind, a role or a class, which rules may read."""

LANDMARKS = (TPO_SINCE, NEW_FORM_SINCE)
"""The days, beside the day of the question, that the date of a paper is held against."""

PLAIN_OF_PAPER = tuple(
    field.name for field in fields(Authority) if field.name not in {"id", "subject", "disclosers", "recipients"}
)
_of_paper = attrgetter(*PLAIN_OF_PAPER)


class Situation(NamedTuple):
    item: Kept
    asker: Kept
    rest: Kept
    same: tuple[bool | None, ...]
    """Whether the asker is the subject, of the program, of the source, of the holder; None for one without a name."""
    papers: Kept
    recipients: Kept
    disclosers: Kept


NO_PAPERS, NO_RECIPIENTS, NO_DISCLOSERS = kept(()), kept(((), frozenset(), ())), kept(((), frozenset()))


def situation(ask: Ask) -> Situation:
    item, asker, filed = ask.item, ask.asker, ask.on_file
    organization = asker.organization
    return Situation(
        item.plain,
        asker.plain,
        ask.plain,
        (
            None if asker.person is None else asker.person == item.subject,
            None if asker.program is None else asker.program == item.source_program,
            None if organization is None else organization == item.source_organization,
            None if organization is None else organization == item.holder_organization,
        ),
        filed.once(("papers", ask.day), lambda: kept(_papers(filed, ask.day))) if filed else NO_PAPERS,
        _room(ask, filed) if filed or ask.audience else NO_RECIPIENTS,
        filed.once(item.disclosers, lambda: kept(_disclosers(filed, item))) if filed else NO_DISCLOSERS,
    )


def _room(ask: Ask, filed: Filed) -> Kept:
    return filed.once((ask.asker.parties, ask.audience), lambda: kept(_recipients(filed, ask)))


def _papers(filed: Filed, on: date) -> tuple[object, ...]:
    return tuple((paper.subject is not None, *(_staged(value, on) for value in _of_paper(paper))) for paper in filed)


def _staged(value: object, on: date) -> object:
    """A date as the first of all days that lie on the same side of every landmark; anything else as it is."""
    if isinstance(value, tuple):
        return tuple(_staged(one, on) for one in value)
    if not isinstance(value, date):
        return value
    before = max((landmark for landmark in (*LANDMARKS, on) if landmark <= value), default=date.min)
    return before if value == before else before + timedelta(days=1)


def _recipients(filed: Filed, ask: Ask) -> tuple[object, ...]:
    parties, room = ask.asker.parties, ask.audience
    signs = {ASKER: parties, **{_guest(number): guest for number, guest in enumerate(room)}}
    return tuple(_signed(paper.recipients, signs) for paper in filed), _open(parties), tuple(map(_open, room))


def _disclosers(filed: Filed, item: Item) -> tuple[object, ...]:
    signs = {GIVER: item.disclosers}
    return tuple(_signed(paper.disclosers, signs) for paper in filed), _open(item.disclosers)


def _guest(number: int) -> Party:
    return Party(f"name:guest {number}")


def _signed(parties: frozenset[Party], signs: Mapping[Party, frozenset[Party]]) -> frozenset[Party]:
    """The parties with each name replaced by a sign for each of those it names."""
    found = set(_open(parties))
    for party in parties - found:
        meant = [sign for sign, names in signs.items() if party in names]
        found.update(meant or [OTHER])
    return frozenset(found)


def _open(parties: Iterable[Party]) -> frozenset[Party]:
    return frozenset(party for party in parties if not party.startswith(OF_SOMEONE))


# ── and back to a question ───────────────────────────────────────────────────


def nameless(these: Situation) -> Ask:
    """A question in this situation, with invented names. Its papers are numbered in their order."""
    values, subject, source, program, at_source = these.item.value
    item = dict(zip(PLAIN_OF_ITEM, values, strict=True))
    asker = dict(zip(PLAIN_OF_ASKER, these.asker.value, strict=True))
    is_subject, of_program, of_source, of_holder = these.same
    holder = None if at_source is None else "source" if at_source else "holder"
    filed, names_of_asker, room, names_of_item = _filed(these.papers, these.recipients, these.disclosers)
    return Ask(
        item=Item(
            **item,
            subject="subject" if subject else None,
            source_organization="source" if source else None,
            source_program="program" if program else None,
            holder_organization=holder,
            names=names_of_item,
        ),
        asker=Asker(
            **asker,
            person=_named(is_subject, "subject"),
            program=_named(of_program, "program"),
            organization=holder if of_holder else _named(of_source, "source"),
            names=names_of_asker,
        ),
        authorities=filed,
        audience=room,
        **dict(zip(PLAIN_OF_ASK, these.rest.value, strict=True)),
    )


def _named(same: bool | None, name: str) -> str | None:
    return None if same is None else name if same else "someone else"


@lru_cache(maxsize=4096)
def _filed(papers: Kept, recipients: Kept, disclosers: Kept) -> tuple[Any, ...]:
    to, names_of_asker, room = recipients.value
    by, names_of_item = disclosers.value
    filed = Filed(
        Authority(
            id=f"{number:06}",
            subject="subject" if about else None,
            recipients=to[number],
            disclosers=by[number],
            **dict(zip(PLAIN_OF_PAPER, values, strict=True)),
        )
        for number, (about, *values) in enumerate(papers.value)
    )
    guests = tuple(guest | {_guest(number)} for number, guest in enumerate(room))
    return filed, names_of_asker | {ASKER}, guests, names_of_item | {GIVER}


def with_papers(decision: Decision, filed: Filed) -> Decision:
    """The decision with the ids of these papers in the place of their numbers."""
    ids = (filed[int(number)].id for number in decision.authorities)
    return replace(decision, authorities=tuple(dict.fromkeys(id for id in ids if id)))
