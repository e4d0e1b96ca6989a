"""A question with its names taken out: not who asks about whom, but who is the same as whom.

Rules compare names and never read them, and look at the days of a paper only to see on which side of another they lie.
So questions that differ in nothing else have one answer. It is decided on a question made of what is left here, with
invented names: no rule can see what was taken out, and nobody's id is remembered with the answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields, replace
from datetime import date, timedelta
from functools import lru_cache
from operator import attrgetter
from typing import Any, NamedTuple

from kinbridge.consents.rules import NEW_FORM_SINCE, TPO_SINCE, Authority, Form, Kind, Party, Term
from kinbridge.core.decision import Decision
from kinbridge.disclosure.rules.ask import PLAIN_OF_ASK, Ask
from kinbridge.disclosure.rules.filed import Filed
from kinbridge.disclosure.rules.kept import Kept, kept
from kinbridge.disclosure.rules.parties import PLAIN_OF_ASKER, PLAIN_OF_ITEM, Asker, Item

ASKER, GIVER, OTHER = Party("name:the asker"), Party("name:the giver"), Party("name:someone else")
OF_SOMEONE = ("organization", "program", "person", "name")
"""What begins a party that is a name. All others are a kind, a role or a class, which rules may read."""

PLAIN_OF_PAPER = tuple(
    field.name
    for field in fields(Authority)
    if field.name not in {"id", "subject", "disclosers", "recipients", "signed"}
)
_of_paper = attrgetter(*PLAIN_OF_PAPER)


Same = tuple[bool | None, bool | None, bool | None, bool | None]


class Situation(NamedTuple):
    item: Kept
    asker: Kept
    rest: Kept
    same: Same
    papers: Kept
    recipients: Kept
    disclosers: Kept

    @property
    def without_papers(self) -> Situation:
        return self._replace(papers=NO_PAPERS, recipients=NO_RECIPIENTS, disclosers=NO_DISCLOSERS)


NO_PAPERS, NO_RECIPIENTS, NO_DISCLOSERS = kept(()), kept(((), frozenset(), ())), kept(((), frozenset()))


def situation(ask: Ask) -> Situation:
    asker, item, filed, on = ask.asker, ask.item, ask.on_file, ask.day
    these = same(asker, item.subject, item.source_program, item.source_organization, item.holder_organization)
    if not filed and not ask.audience:
        return without_papers(item.plain, ask, these)
    return Situation(
        item.plain,
        asker.plain,
        ask.plain,
        these,
        filed.once(("papers", on), lambda: papers_in(plain_paper(paper, on) for paper in filed)),
        filed.once(
            (asker.parties, ask.audience), lambda: recipients_in((seen_getting(paper, ask) for paper in filed), ask)
        ),
        filed.once(item.disclosers, lambda: disclosers_in((seen_giving(paper, item) for paper in filed), item)),
    )


def without_papers(item: Kept, ask: Ask, these: Same) -> Situation:
    return Situation(item, ask.asker.plain, ask.plain, these, NO_PAPERS, NO_RECIPIENTS, NO_DISCLOSERS)


def same(asker: Asker, subject: object, program: object, source: object, holder: object) -> Same:
    """Whether the asker is the subject, of the program, of the source, of the holder; None for one without a name."""
    organization = asker.organization
    return (
        None if asker.person is None else asker.person == subject,
        None if asker.program is None else asker.program == program,
        None if organization is None else organization == source,
        None if organization is None else organization == holder,
    )


def papers_in(papers: Iterable[Kept]) -> Kept:
    return kept(tuple(papers))


def plain_paper(paper: Authority, on: date) -> Kept:
    """All of it but the names, with its days as they lie to the day of the question."""
    about, values = paper.subject is not None, _of_paper(paper)
    if paper.power is not None:  # its days are held against one another
        return kept((about, paper.signed, *values))
    signed = _staged(paper.signed, (on, *turning_points(paper)))
    return kept((about, signed, *(_staged(value, (on,)) for value in values)))


def turning_points(paper: Authority) -> Iterator[date]:
    """The days on which the law changed that the day it was signed is held against."""
    if paper.form is Form.TPO:
        yield TPO_SINCE
    if paper.kind is Kind.CONSENT and Term.REDISCLOSURE not in paper.terms:
        yield NEW_FORM_SINCE


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
    filed, names_of_asker, room, names_of_item = _filed(these.papers, these.recipients, these.disclosers)
    return Ask(
        item=_record(these.item, names_of_item),
        asker=_who(these.asker, these.item.value[-1], these.same, names_of_asker),
        authorities=filed,
        audience=room,
        **dict(zip(PLAIN_OF_ASK, these.rest.value, strict=True)),
    )


@lru_cache(maxsize=4096)
def _record(plain: Kept, names: frozenset[Party]) -> Item:
    values, subject, source, program, at_source = plain.value
    return Item(
        **dict(zip(PLAIN_OF_ITEM, values, strict=True)),
        subject="subject" if subject else None,
        source_organization="source" if source else None,
        source_program="program" if program else None,
        holder_organization=_holder(at_source),
        names=names,
    )


def _holder(at_source: bool | None) -> str | None:
    return None if at_source is None else "source" if at_source else "holder"


@lru_cache(maxsize=4096)
def _who(plain: Kept, at_source: bool | None, same: Same, names: frozenset[Party]) -> Asker:
    is_subject, of_program, of_source, of_holder = same
    return Asker(
        **dict(zip(PLAIN_OF_ASKER, plain.value, strict=True)),
        person=_named(is_subject, "subject"),
        program=_named(of_program, "program"),
        organization=_holder(at_source) if of_holder else _named(of_source, "source"),
        names=names,
    )


def _named(same: bool | None, name: str) -> str | None:
    return None if same is None else name if same else "someone else"


@lru_cache(maxsize=4096)
def _filed(papers: Kept, recipients: Kept, disclosers: Kept) -> tuple[Any, ...]:
    to, names_of_asker, room = recipients.value
    by, names_of_item = disclosers.value
    filed = Filed(
        _paper(number, plain, getting, giving)
        for number, (plain, getting, giving) in enumerate(zip(papers.value, to, by, strict=True))
    )
    guests = tuple(guest | {_guest(number)} for number, guest in enumerate(room))
    return filed, names_of_asker | {ASKER}, guests, names_of_item | {GIVER}


@lru_cache(maxsize=16384)
def _paper(number: int, plain: Kept, getting: frozenset[Party], giving: frozenset[Party]) -> Authority:
    about, signed, *values = plain.value
    return Authority(
        id=f"{number:06}",
        subject="subject" if about else None,
        recipients=getting,
        disclosers=giving,
        signed=signed,
        **dict(zip(PLAIN_OF_PAPER, values, strict=True)),
    )


def with_papers(decision: Decision, filed: Filed) -> Decision:
    """The decision with the ids of these papers in the place of their numbers."""
    ids = (filed[int(number)].id for number in decision.authorities)
    return replace(decision, authorities=tuple(dict.fromkeys(id for id in ids if id)))
