"""A county under the whole law: families' labels, papers and facts as columns, and six people who ask."""

from __future__ import annotations

from dataclasses import dataclass, replace

import gate
import numpy as np
from peers.world import FACTS, Column

from kinbridge.disclosure.bulk import Answers, Labels, Papers, may_share_many
from kinbridge.disclosure.rules import Ask, Item, may_share

LABELS = 12
"""As many as a family of the demo county has, more or less; 300 facts lie under them."""
PARTNERS = 5
"""Organizations of each kind. A family knows one of each."""
HOW_OFTEN = np.array([0.30, 0.10, 0.15, 0.30, 0.20, 0.05, 0.20, 0.03])
"""How many families have each paper of `gate.PAPERS` on file."""
DAY = np.datetime64(gate.TODAY)
FORMS = [replace(paper, id="", subject=None, signed=None, expires=None, revoked=None) for paper in gate.PAPERS]
KINDS = sorted({source for source, *_ in gate.SOURCES})
ORGANIZATIONS = [kind if number == 0 else f"{kind} {number}" for kind in KINDS for number in range(PARTNERS)]


@dataclass(frozen=True)
class County:
    labels: Labels
    papers: Papers
    facts: Column
    """The label of each fact."""

    @property
    def families(self) -> int:
        return len(self.facts) // FACTS

    def asked(self, askers: int) -> tuple[Answers, Column]:
        """Every label asked about by each asker, and the places of the facts' answers, asker by asker."""
        number = len(self.labels.sort)
        asks = ASKS[:askers]
        columns = ("sort", "family", "subject", "organization", "program", "holder")
        labels = replace(self.labels, **{name: np.tile(getattr(self.labels, name), askers) for name in columns})
        answers = may_share_many(labels, self.papers, asks=asks, ask=np.repeat(np.arange(askers), number))
        return answers, np.concatenate([self.facts + number * asker for asker in range(askers)])


def county(families: int, *, seed: int) -> County:
    chance = np.random.default_rng(seed)
    known = gate.labels(len(gate.SOURCES) * len(gate.PEOPLE))
    sort = np.argsort(chance.random((families, len(known))), axis=1)[:, :LABELS].ravel()
    family = np.repeat(np.arange(families), LABELS)
    person = np.array([gate.PEOPLE.index(one.subject) for one in known])[sort]
    kind = np.array([KINDS.index(one.source_organization) for one in known])[sort]
    partner = kind * PARTNERS + np.repeat(chance.integers(0, PARTNERS, families), LABELS)
    labels = Labels(
        sorts=[_nameless(one) for one in known],
        organizations=ORGANIZATIONS,
        programs=ORGANIZATIONS,
        sort=sort,
        family=family,
        subject=family * len(gate.PEOPLE) + person,
        organization=partner,
        program=partner,
        holder=np.full(len(sort), -1),
    )
    facts = chance.integers(0, LABELS, (families, FACTS)) + np.arange(families)[:, None] * LABELS
    return County(labels, _papers(chance, families), facts.ravel())


def _nameless(item: Item) -> Item:
    return replace(item, subject=None, source_organization=None, source_program=None)


def _papers(chance: np.random.Generator, families: int) -> Papers:
    """All about the mother: some in force, some ended, some taken back."""
    family, form = np.nonzero(chance.random((families, len(FORMS))) < HOW_OFTEN)
    number = len(family)
    signed = DAY - chance.integers(0, 700, number)
    taken_back = np.minimum(DAY, signed + chance.integers(1, 400, number))
    never = np.full(number, np.datetime64("NaT"), dtype="datetime64[D]")
    return Papers(
        forms=FORMS,
        form=form,
        family=family,
        subject=family * len(gate.PEOPLE) + gate.PEOPLE.index(gate.PAPERS[0].subject),
        days={
            "signed": signed,
            "effective": never,
            "expires": signed + chance.choice([180, 365, 730], number),
            "revoked": np.where(chance.random(number) < 0.1, taken_back, never),
            "superseded": never,
            "recorded": never,
        },
        ids=np.char.add("consent:", np.arange(number).astype(str)),
    )


ASKS = [Ask(item=gate.labels(1)[0], asker=asker, purpose=purpose, on=gate.TODAY) for asker, purpose in gate.ASKERS]


def agrees(answers: Answers, some: int) -> bool:
    """Whether the gate, asked alone, says the same of labels all over the county: decision, reasons and papers."""
    places = np.linspace(0, len(answers.which) - 1, some).astype(int)
    return all(answers.decision(label) == may_share(answers.asked.question(label)) for label in places)
