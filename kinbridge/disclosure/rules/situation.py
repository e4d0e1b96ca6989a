"""A question with its names taken out: not who asks about whom, but who is the same as whom.

Rules compare names and never read them, and look at the days of a paper only to see on which side of another they lie.
So questions that differ in nothing else have one answer. It is decided on a question made of what is left here, with
invented names: no rule can see what was taken out, and nobody's id is remembered with the answer.
"""

from __future__ import annotations

from collections.abc import Iterable
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

LANDMARKS = {"signed": (TPO_SINCE, NEW_FORM_SINCE)}
"""The days that a day of a paper is held against, beside the day of the question."""

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
    filed = ask.on_file
    if not filed and not ask.audience:
        return without_papers(ask)
    on, asker, item = ask.day, ask.asker, ask.item
    return Situation(
        item.plain,
        asker.plain,
        ask.plain,
        same(asker, item),
        filed.once(("papers", on), lambda: papers_in(plain_paper(paper, on) for paper in filed)),
        filed.once(
            (asker.parties, ask.audience), lambda: recipients_in((seen_getting(paper, ask) for paper in filed), ask)
        ),
        filed.once(item.disclosers, lambda: disclosers_in((seen_giving(paper, item) for paper in filed), item)),
    )


def without_papers(ask: Ask) -> Situation:
    asker, item = ask.asker, ask.item
    return Situation(item.plain, asker.plain, ask.plain, same(asker, item), NO_PAPERS, NO_RECIPIENTS, NO_DISCLOSERS)


def same(asker: Asker, item: Item) -> tuple[bool | None, ...]:
    organization = asker.organization
    return (
        None if asker.person is None else asker.person == item.subject,
        None if asker.program is None else asker.program == item.source_program,
        None if organization is None else organization == item.source_organization,
        None if organization is None else organization == item.holder_organization,
    )


def papers_in(papers: Iterable[tuple[object, ...]]) -> Kept:
    return kept(tuple(papers))


def plain_paper(paper: Authority, on: date) -> tuple[object, ...]:
    """All of it but the names, with its days as they lie to the day of the question."""
    if paper.power is not None:  # its days are held against one another
        return paper.subject is not None, *_of_paper(paper)
    values = zip(PLAIN_OF_PAPER, _of_paper(paper), strict=True)
    return paper.subject is not None, *(_staged(value, (on, *LANDMARKS.get(name, ()))) for name, value in values)


def _staged(value: object, marks: tuple[date, ...]) -> object:
    """A date as the first of all days that lie on the same side of every mark; anything else as it is."""
    if isinstance(value, tuple):
        return tuple(_staged(one, marks) for one in value)
    return _first_day_like(value, marks) if isinstance(value, date) else value


@lru_cache(maxsize=4096)
def _first_day_like(day: date, marks: tuple[date, ...]) -> date:
    before = max((mark for mark in marks if mark <= day), default=date.min)
    return before if day == before else before + timedelta(days=1)


def recipients_in(getting: Iterable[frozenset[Party]], ask: Ask) -> Kept:
    return kept((tuple(getting), _open(ask.asker.parties), tuple(map(_open, ask.audience))))


def seen_getting(paper: Authority, ask: Ask) -> frozenset[Party]:
    """Whom the paper names to get it, with a sign for the asker, and for each other guest in the room."""
    return _signed(paper.recipients, (ask.asker.parties, *ask.audience), ASKER)


def disclosers_in(giving: Iterable[frozenset[Party]], item: Item) -> Kept:
    return kept((tuple(giving), _open(item.disclosers)))


def seen_giving(paper: Authority, item: Item) -> frozenset[Party]:
    return _signed(paper.disclosers, (item.disclosers,), GIVER)


def _guest(number: int) -> Party:
    return Party(f"name:guest {number}")


@lru_cache(maxsize=16384)
def _signed(parties: frozenset[Party], meant: tuple[frozenset[Party], ...], first: Party) -> frozenset[Party]:
    """The parties, with each name replaced by a sign for each of those it names."""
    signs = (first, *(_guest(number) for number in range(len(meant) - 1)))
    found = set(_open(parties))
    for party in parties - found:
        found.update([sign for sign, names in zip(signs, meant, strict=True) if party in names] or [OTHER])
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
