"""A question with its names taken out: not who asks about whom, but who is the same as whom.

Rules compare names and never read them, and look at a paper only for what it says of this record, this purpose and this
day. So questions that differ in nothing else have one answer. It is decided on a question made of what is left here,
with invented names: no rule can see what was taken out, and nobody's id is remembered with the answer.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import fields, replace
from datetime import date, timedelta
from functools import lru_cache
from operator import attrgetter
from typing import NamedTuple

from kinbridge.consents.rules import TPO, Authority, Kind, Party
from kinbridge.core.decision import Decision
from kinbridge.core.vocabulary import Category, Purpose
from kinbridge.disclosure.rules.ask import PLAIN_OF_ASK, Ask
from kinbridge.disclosure.rules.filed import Faulted, Filed
from kinbridge.disclosure.rules.kept import Kept, kept
from kinbridge.disclosure.rules.parties import PLAIN_OF_ASKER, PLAIN_OF_ITEM, Asker, Item

ASKER, GIVER, OTHER = Party("name:the asker"), Party("name:the giver"), Party("name:someone else")
OF_SOMEONE = ("organization", "program", "person", "name")
"""What begins a party that is a name. All others are a kind, a role or a class, which rules may read."""

PLAIN_OF_PAPER = tuple(
    field.name
    for field in fields(Authority)
    if field.name not in {"id", "subject", "disclosers", "recipients", "categories", "withheld", "purposes"}
)
SAID_BY_ITS_FAULTS = frozenset(
    """effective superseded until_event event_happened recorded contested power defects entered_in_error""".split()
)
"""What of a consent only `faults` looks at; what it finds stands beside the consent."""
_of_paper = attrgetter(*PLAIN_OF_PAPER)
_NO_PAPER = _of_paper(Authority(kind=Kind.CONSENT))

Same = tuple[bool | None, bool | None, bool | None, bool | None]


class Situation(NamedTuple):
    item: Kept
    asker: Kept
    rest: Kept
    same: Same
    papers: Kept
    kinds_of_record: Kept
    recipients: Kept
    disclosers: Kept

    @property
    def without_papers(self) -> Situation:
        return without_papers(self.item, self.asker, self.rest, self.same)


NONE = kept(())
NO_RECIPIENTS, NO_DISCLOSERS = kept(((), frozenset(), ())), kept(((), frozenset()))


def situation(ask: Ask) -> Situation:
    asker, item, filed = ask.asker, ask.item, ask.on_file
    these = same(asker, item.subject, item.source_program, item.source_organization, item.holder_organization)
    if not filed and not ask.audience:
        return without_papers(item.plain, asker.plain, ask.plain, these)
    category = item.category
    return Situation(
        item.plain,
        asker.plain,
        ask.plain,
        these,
        filed.once(_looked_at(ask), lambda: kept(tuple(plain_papers(filed, ask)))),
        filed.once(("kinds", category), lambda: kept(tuple(about_category(paper, category) for paper in filed))),
        filed.once(
            (asker.parties, ask.audience), lambda: recipients_in((seen_getting(paper, ask) for paper in filed), ask)
        ),
        filed.once(item.disclosers, lambda: disclosers_in((seen_giving(paper, item) for paper in filed), item)),
    )


def without_papers(item: Kept, asker: Kept, rest: Kept, these: Same) -> Situation:
    return Situation(item, asker, rest, these, NONE, NONE, NO_RECIPIENTS, NO_DISCLOSERS)


def same(asker: Asker, subject: object, program: object, source: object, holder: object) -> Same:
    """Whether the asker is the subject, of the program, of the source, of the holder; None for one without a name."""
    organization = asker.organization
    return (
        None if asker.person is None else asker.person == subject,
        None if asker.program is None else asker.program == program,
        None if organization is None else organization == source,
        None if organization is None else organization == holder,
    )


# ── what papers say ──────────────────────────────────────────────────────────


def _looked_at(ask: Ask) -> Hashable:
    """All of a question that `plain_papers` looks at, so that two records of one person are read their papers once."""
    return ask.day, ask.purpose, ask.item.subject_role, ask.facts.minor_signs_alone, ask.needs_statement


def plain_papers(filed: Filed, ask: Ask) -> Iterator[Kept]:
    """Each paper without its names and kinds of record, and, of a consent, what is wrong with it."""
    wrong = iter(ask.faulted(filed))
    for paper in filed:
        if paper.kind is Kind.CONSENT:
            values = _plain_consent(paper, ask.day)
            faults = next(wrong)[1]
        else:
            values, faults = _staged_all(_of_paper(paper), ask.day), None
        yield kept((paper.subject is not None, _purposes(paper, ask.purpose), faults, *values))


def _plain_consent(paper: Authority, on: date) -> tuple[object, ...]:
    return tuple(
        none if name in SAID_BY_ITS_FAULTS else (on if value else None) if name == "expires" else _staged(value, on)
        for name, value, none in zip(PLAIN_OF_PAPER, _of_paper(paper), _NO_PAPER, strict=True)
    )


@lru_cache(maxsize=4096)
def _staged_all(values: tuple[object, ...], on: date) -> tuple[object, ...]:
    """Kept: a county's agreements stand beside every family's own papers, and say the same for each record."""
    return tuple(_staged(value, on) for value in values)


def _staged(value: object, on: date) -> object:
    """A date as the first of all days that lie on the same side of the day; anything else as it is."""
    if isinstance(value, tuple):
        return tuple(_staged(one, on) for one in value)
    if not isinstance(value, date) or value == on:
        return value
    return date.min if value < on else on + timedelta(days=1)


def _purposes(paper: Authority, purpose: Purpose | None) -> frozenset[Purpose]:
    """Those that can serve this one (45 CFR 164.501), and one that cannot for all others."""
    serving = TPO | {purpose} if purpose else TPO
    other = Purpose.RESEARCH if purpose is Purpose.PUBLIC_HEALTH else Purpose.PUBLIC_HEALTH
    return (paper.purposes & serving) | ({other} if paper.purposes - serving else frozenset())


def about_category(paper: Authority, category: Category | None) -> tuple[bool, bool, bool, bool]:
    """Whether it names this kind of record, the broader kind, any other; and whether it leaves this one out."""
    named, broader = paper.categories, category.broader if category else None
    other = bool(named - {category, broader})
    return category in named, broader in named, other, category in paper.withheld


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


@lru_cache(maxsize=4096)
def _open(parties: frozenset[Party]) -> frozenset[Party]:
    return frozenset(party for party in parties if not party.startswith(OF_SOMEONE))


# ── and back to a question ───────────────────────────────────────────────────


def nameless(these: Situation) -> Ask:
    """A question in this situation, with invented names. Its papers are numbered in their order."""
    record = _record(these.item, these.disclosers.value[1] | {GIVER})
    room = these.recipients.value[2]
    return Ask(
        item=record,
        asker=_who(these.asker, these.item.value[-1], these.same, these.recipients.value[1] | {ASKER}),
        authorities=_filed(these.papers, these.kinds_of_record, these.recipients, these.disclosers, record.category),
        audience=tuple(guest | {_guest(number)} for number, guest in enumerate(room)),
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


class _Told(Filed):
    """Papers whose faults are told with them; of what they were found in, nothing is left."""

    faults: Faulted

    def consents(self, **_: object) -> Faulted:
        return self.faults


@lru_cache(maxsize=4096)
def _filed(papers: Kept, kinds_of_record: Kept, recipients: Kept, disclosers: Kept, category: Category | None) -> Filed:
    seen = zip(papers.value, kinds_of_record.value, recipients.value[0], disclosers.value[0], strict=True)
    found = [_paper(number, category, *one) for number, one in enumerate(seen)]
    filed = _Told(found)
    wrong = {paper.id: plain.value[2] for paper, plain in zip(found, papers.value, strict=True)}
    filed.faults = tuple((paper, wrong[paper.id]) for paper in filed if paper.kind is Kind.CONSENT)
    return filed


@lru_cache(maxsize=16384)
def _paper(
    number: int,
    category: Category | None,
    plain: Kept,
    about: tuple[bool, bool, bool, bool],
    getting: frozenset[Party],
    giving: frozenset[Party],
) -> Authority:
    of_someone, purposes, _, *values = plain.value
    named, broader, other, withheld = about
    categories = (category if named else None, category.broader if broader and category else None)
    stand_in = Category.CONTACT if category is Category.DEMOGRAPHIC else Category.DEMOGRAPHIC
    return Authority(
        id=f"{number:06}",
        subject="subject" if of_someone else None,
        purposes=purposes,
        categories=frozenset(one for one in (*categories, stand_in if other else None) if one),
        withheld=frozenset({category} if withheld and category else ()),
        recipients=getting,
        disclosers=giving,
        **dict(zip(PLAIN_OF_PAPER, values, strict=True)),
    )


def with_papers(decision: Decision, filed: Filed) -> Decision:
    """The decision with the ids of these papers in the place of their numbers."""
    ids = (filed[int(number)].id for number in decision.authorities)
    return replace(decision, authorities=tuple(dict.fromkeys(id for id in ids if id)))
