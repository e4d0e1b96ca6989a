"""Which lines of an audit chain somebody may read, and what of them: all for a privacy officer, less for a family.

A family's own account must not tell one grown-up of another: not whom they see, nor that they signed something, nor by
which law something of theirs was shared (42 CFR 2.13(c)). What it shows is what the page of the family's people names.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from kinbridge.audit.models import Line
from kinbridge.consents.models import Consent, Notice, OtherAuthority, Proposal
from kinbridge.core.vocabulary import MINORS, Regime
from kinbridge.directory.models import Program, Viewer
from kinbridge.disclosure.lists import Share, read
from kinbridge.disclosure.rules import RULES
from kinbridge.people.actions import kept_apart
from kinbridge.people.models import Family, Involvement, Person, Pregnancy, Restriction

RULE = {rule.id: rule for rule in RULES}
TELLING = ("42 CFR 2.", "34 USC 12291", "42 USC 10406")
"""Laws whose mere name beside a family would tell of treatment or of a shelter."""
OVER_RECORDS = ("accounting.", "disclosure.")


def lines_for(by: Viewer, *, family: Family) -> QuerySet[Line]:
    """The lines of the family's chain, and those about several families that name this one, as far as `by` may read."""
    lines = Line.objects.filter(Q(family_id=family.pk) | Q(family_id=None, detail__contains={"families": [family.pk]}))
    if by.person_id is None:
        return lines
    named, unnamed = _organizations(by, family=family)
    told = Q(organization_id=None) | Q(organization_id__in=named)
    for beginning in OVER_RECORDS:
        told |= Q(act__startswith=beginning)
    for person in _known_to(by, family=family):
        told |= Q(detail__shared__contains=[{"of": person}])
    lines = lines.filter(told).exclude(organization_id__in=unnamed).exclude(actor_id=by.user_id)
    if not Pregnancy.objects.filter(family=family, parent=by.person_id).exists():
        lines = lines.exclude(act__startswith="birth")  # that a birth was notified tells of the one who gave birth
    return lines.exclude(about__in=_papers_of_others(by, family=family)).exclude(act__startswith="conflict.")


def _organizations(by: Viewer, *, family: Family) -> tuple[set[UUID], set[UUID]]:
    """Those that may be named to this person, as they work or worked with them or the family; and those that may not.

    A program that serves another grown-up is that person's own business, whatever law it is under.
    """
    concealed = set(_concealed(family).values_list("organization", flat=True))
    named: set[UUID] = set()
    serving: set[UUID] = set()
    works = Involvement.objects.filter(family=family).select_related("program", "person")
    for one in works:
        organization, who = one.program.organization_id, one.person
        serving.add(organization)
        own = who is not None and who.pk == by.person_id
        if own or (organization not in concealed and (who is None or who.relation in MINORS)):
            named.add(organization)
    return named, (serving | concealed) - named


def _known_to(by: Viewer, *, family: Family) -> list[int]:
    """The person, and the family's children but those who are kept apart from them."""
    children = Person.objects.filter(family=family, relation__in=MINORS).exclude(
        pk__in=kept_apart(by=by, orders=Restriction.objects.all())
    )
    return [by.person_id or 0, *children.values_list("pk", flat=True)]


def _concealed(family: Family) -> QuerySet[Program]:
    ours = Program.objects.filter(organization__coalition=family.coalition_id)
    return ours.filter(regimes__overlap=[Regime.PART2, Regime.DV_PROGRAM])


def _papers_of_others(by: Viewer, *, family: Family) -> list[str]:
    consents, papers = Consent.objects.filter(family=family), OtherAuthority.objects.filter(family=family)
    proposals, notices = Proposal.objects.filter(family=family), Notice.objects.filter(family=family)
    unseen = (
        ("consent", consents.exclude(pk__in=consents.seen_by(by).values("pk"))),
        ("paper", papers.exclude(pk__in=papers.seen_by(by).values("pk"))),
        ("proposal", proposals.exclude(pk__in=proposals.kept_for(by).values("pk"))),
        ("notice", notices.exclude(event__consent__in=consents.seen_by(by).values("pk"))),
    )
    return [f"{kind}:{pk}" for kind, rows in unseen for pk in rows.values_list("pk", flat=True)]


def sent_to(line: Line) -> tuple[UUID, ...]:
    """The programs that something was given to; none where whoever acted is the one who received."""
    to = line.detail.get("to") or []
    return tuple(UUID(one) for one in ([to] if isinstance(to, str) else to))


@dataclass(frozen=True, slots=True)
class Eyes:
    """What one viewer may know of what a line tells was shared: a person their own, and openly held of the children."""

    whole: bool
    own: int
    persons: frozenset[int]
    secret: frozenset[UUID]
    named: frozenset[UUID]
    """To a family's own account, the programs that may be named to it."""

    @classmethod
    def of(cls, by: Viewer, *, family: Family) -> Eyes:
        if by.person_id is None:
            persons = Person.objects.filter(family=family).values_list("pk", flat=True)
            return cls(True, 0, frozenset(persons), frozenset(), frozenset())
        secret = _concealed(family).values_list("pk", flat=True)
        named, _unnamed = _organizations(by, family=family)
        programs = Program.objects.filter(organization__in=named).values_list("pk", flat=True)
        known = frozenset(_known_to(by, family=family))
        return cls(False, by.person_id, known, frozenset(secret), frozenset(programs))

    def may_name(self, program: UUID, *, of: int = 0) -> bool:
        """Whether this program may be named, to whom or from whom something of that person was shared."""
        return self.whole or of == self.own or program in self.named

    def shares(self, line: Line) -> tuple[Share, ...]:
        return tuple(
            share
            for share in read(line.detail)
            if share.of in self.persons and (share.of == self.own or share.source not in self.secret)
        )

    def citations(self, line: Line) -> tuple[str, ...]:
        """Of what was shared. Where a line does not say what was, its own, unless they would tell too much."""
        if self.whole and line.family_id is not None:
            return tuple(line.citations)
        if read(line.detail):
            rules = (RULE[rule] for share in self.shares(line) for rule in share.rules if rule in RULE)
            return tuple(dict.fromkeys(rule.cite for rule in rules))
        return tuple(cite for cite in line.citations if self.whole or not cite.startswith(TELLING))
