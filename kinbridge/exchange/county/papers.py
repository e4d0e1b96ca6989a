"""The papers on file besides consents: orders and limits in the stories, agreements, a disagreement, an emergency."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from kinbridge.chart.emergency import open_in_emergency
from kinbridge.consents import actions
from kinbridge.consents.actions import disputes, filing
from kinbridge.consents.actions.emergencies import Statement, declare
from kinbridge.consents.models.filed import How
from kinbridge.consents.models.filing import Filing
from kinbridge.consents.models.terms import Signing, Terms
from kinbridge.consents.rules import ANY_HOLDER, Signer, Term, named, organization
from kinbridge.consents.rules import person as a_person
from kinbridge.consents.rules import program as a_program
from kinbridge.consents.rules.papers import PAPERS
from kinbridge.core.vocabulary import Category, Purpose
from kinbridge.directory.models import Viewer
from kinbridge.exchange.county.partners import identity
from kinbridge.exchange.county.place import County
from kinbridge.people.models import Family, Involvement, Person

SCRIPT: dict[str, list[dict[str, Any]]] = tomllib.loads(Path(__file__).with_name("papers.toml").read_text("utf-8"))
AT = 11 * 60
SOON = 6


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the script, with its moment and whoever acts."""

    county: County
    says: Mapping[str, Any]

    @property
    def at(self) -> datetime:
        return self.county.moment(self.says["day"], self.says.get("time", AT))

    @property
    def by(self) -> Viewer:
        return self.county.viewer(self.says["by"], self.says.get("work", ""))

    @property
    def family(self) -> Family:
        key = identity("family", self.says["story"])
        return Family.objects.get(key=key)

    def person(self, code: str) -> Person:
        return Person.objects.get(key=identity("person", self.says["story"], code))

    def parties(self, name: str) -> tuple[str, ...]:
        return tuple(self._party(code) for code in self.says.get(name, ()))

    def _party(self, code: str) -> str:
        known = self.county.programs.get(code)
        return str(a_program(known.pk) if known else organization(identity("organization", code)))

    def filing(self) -> Filing:
        says = self.says
        entry = PAPERS[says["kind"]]
        people = tuple(str(a_person(self.person(code).pk)) for code in says.get("kept_from", ()))
        others = tuple(str(named(one)) for one in says.get("named", ()))
        return Filing(
            entry=entry,
            person_id=self.person(says["of"]).pk if "of" in says else None,
            gives=(str(ANY_HOLDER),) if entry.gives == "anyone" else self.parties("gives"),
            gets=(*self.parties("gets"), *people, *others),
            categories=tuple(map(Category, says.get("categories", ()))),
            purposes=tuple(map(Purpose, says.get("purposes", ()))),
            only=tuple(says.get("only", ())),
            terms=frozenset(map(Term, says.get("says", ()))),
            reference=says.get("reference", ""),
            signed_on=self.county.day(says["day"]),
            expires_on=self.county.day(says["until"]) if "until" in says else None,
            detail=dict(says.get("detail", {})),
        )


def write_papers(county: County) -> int:
    """File them with the verbs that people's own clicks call, after the stories are told."""
    for says in SCRIPT["agreement"]:
        line = Line(county, says)
        filing.file_agreement(coalition=county.coalition, filing=line.filing(), by=line.by, at=line.at)
    for says in SCRIPT["paper"]:
        _paper(Line(county, says))
    for says in SCRIPT["objection"]:
        _objection(Line(county, says))
    for says in SCRIPT["emergency"]:
        _emergency(Line(county, says))
    return sum(map(len, SCRIPT.values()))


def _paper(line: Line) -> None:
    paper = filing.put_on_file(family=line.family, filing=line.filing(), by=line.by, at=line.at)
    if ended := line.says.get("ended"):
        day, at = line.county.day(ended["day"]), line.county.moment(ended["day"], AT)
        filing.end_paper(paper=paper, how=How(ended["how"]), day=day, by=line.by, at=at)
    if line.says.get("in_error"):
        filing.enter_in_error(paper=paper, by=line.by, at=line.at, words="For the other twin.")


def _objection(line: Line) -> None:
    says, county = line.says, line.county
    terms = Terms(
        person=line.person(says["of"]).pk,
        shares=line.parties("shares"),
        receives=line.parties("receives"),
        categories=tuple(map(Category, says["categories"])),
        purposes=tuple(map(Purpose, says["purposes"])),
        expires_on=county.day(says["until"]),
    )
    consent = actions.record_paper(
        family=line.family,
        terms=terms,
        signed_on=county.day(says["day"]),
        signings=[Signing(name=says["signer"], capacity=Signer.PARENT, method="paper")],
        statements=[Term.REVOCATION],
        by=line.by,
        at=line.at,
    )
    disputes.object_to(
        consent=consent,
        objector=says["objector"],
        name=says["name"],
        words=says["words"],
        by=line.by,
        at=county.moment(says["objected"], AT),
    )


def _emergency(line: Line) -> None:
    """Someone of an emergency department states it and looks; what followed is left for others to do."""
    says, family = line.says, line.family
    by = line.county.at_work(says["by"], 0)
    person = line.person(says["of"])
    own = {"family": family, "coalition": line.county.coalition}
    Involvement.objects.create(**own, program_id=by.acting_for, person=person, since=line.county.day(says["day"]))
    statement = Statement(person_id=person.pk, nature=says["nature"], reason=says["reason"], treats=says["treats"])
    paper = declare(family=family, statement=statement, by=by, at=line.at)
    later = line.county.moment(says["day"], says["time"] + SOON)
    open_in_emergency(family=family, pk=paper.pk, by=by, at=later)
