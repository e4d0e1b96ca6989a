"""Every paper but a consent, declared once: what its form asks, what it must say to count, and what it opens."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kinbridge.consents.rules.authority import ABOUT_NO_ONE, Authority, Kind, Term
from kinbridge.core.vocabulary import Purpose


@dataclass(frozen=True, slots=True)
class Finding:
    """Something the paper says or does not. `needed`: always, "one" of several, when a term is ticked, or not."""

    term: Term
    says: str
    cite: str
    needed: bool | str = False
    missing: str = ""

    def is_missing(self, terms: frozenset[Term]) -> bool:
        if self.term in terms or self.needed is False or self.needed == "one":
            return False
        return self.needed is True or self.needed in terms


@dataclass(frozen=True, slots=True)
class Opening:
    """Something the paper opens while it has all the terms in `needs`; `sound` asks that nothing else is missing."""

    what: str
    cite: str
    needs: frozenset[Term] = frozenset()
    sound: bool = False


@dataclass(frozen=True, slots=True)
class PaperKind:
    code: str
    kind: Kind
    group: str
    title: str
    what: str
    law: str
    fields: tuple[str, ...]
    gives: str
    gets: str
    recorders: frozenset[str]
    ends: tuple[str, ...]
    section: str = ""
    purposes: tuple[Purpose, ...] = ()
    months: int = 0
    children: bool = False
    strict: bool = False
    findings: tuple[Finding, ...] = ()
    opens: tuple[Opening, ...] = ()
    never: tuple[Opening, ...] = ()

    @property
    def about_no_one(self) -> bool:
        return self.kind in ABOUT_NO_ONE

    def missing(self, terms: Iterable[Term]) -> tuple[Finding, ...]:
        """What it would have to say as well."""
        said = frozenset(terms)
        lacks = [finding for finding in self.findings if finding.is_missing(said)]
        several = [finding for finding in self.findings if finding.needed == "one"]
        if several and said.isdisjoint(finding.term for finding in several):
            lacks.append(several[0])
        return tuple(lacks)

    def opened(self, terms: Iterable[Term]) -> tuple[Opening, ...]:
        """What it opens as it stands."""
        return tuple(one for one in self.opens if self._is_open(one, frozenset(terms)))

    def not_opened(self, terms: Iterable[Term]) -> tuple[Opening, ...]:
        """What it would open if nothing were missing, and what no paper of this kind ever opens."""
        said = frozenset(terms)
        return (*(one for one in self.opens if not self._is_open(one, said)), *self.never)

    def _is_open(self, one: Opening, said: frozenset[Term]) -> bool:
        if one.sound or self.strict:
            return not self.missing(said)
        return one.needs <= said


def _read(row: Mapping[str, Any]) -> PaperKind:
    known = {name: row[name] for name in ("code", "group", "title", "what", "law", "gives", "gets")}
    more = {name: row[name] for name in ("section", "months", "children", "strict") if name in row}
    return PaperKind(
        **known,
        **more,
        kind=Kind(row["kind"]),
        fields=tuple(row["fields"]),
        recorders=frozenset(row["recorders"]),
        ends=tuple(row["ends"]),
        purposes=tuple(map(Purpose, row.get("purposes", ()))),
        findings=tuple(
            Finding(Term(one["term"]), one["says"], one["cite"], one["needed"], one.get("missing", ""))
            for one in row.get("finding", ())
        ),
        opens=tuple(_opening(one) for one in row.get("opens", ())),
        never=tuple(_opening(one) for one in row.get("never", ())),
    )


def _opening(row: Mapping[str, Any]) -> Opening:
    return Opening(row["what"], row["cite"], frozenset(map(Term, row.get("needs", ()))), row.get("sound", False))


PAPERS: dict[str, PaperKind] = {
    row["code"]: _read(row)
    for row in tomllib.loads(Path(__file__).with_name("papers.toml").read_text("utf-8"))["paper"]
}
_BY_KIND = {(paper.kind, paper.section): paper for paper in PAPERS.values()}


def paper_kind(kind: str, section: str = "") -> PaperKind | None:
    """The entry for a paper of this kind, made under this section; one without a section where that is not known."""
    if kind not in set(Kind):
        return None
    return _BY_KIND.get((Kind(kind), section)) or _BY_KIND.get((Kind(kind), ""))


def kind_of(paper: Authority) -> PaperKind | None:
    return paper_kind(paper.kind, paper.section)
