"""A notice ready to be read whole by the person who will hand it over: composed from what the gate lets go."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from kinbridge.chart.models import Label
from kinbridge.core.decision import Decision
from kinbridge.core.vocabulary import Category
from kinbridge.directory.models import Program, Viewer
from kinbridge.people.models import Person
from kinbridge.plans.births.models import Notification
from kinbridge.plans.births.reading import Birth
from kinbridge.plans.births.release import may_go
from kinbridge.plans.births.rules import Exposure, Facts, from_chart
from kinbridge.plans.births.rules.draft import Writer, draft
from kinbridge.plans.births.rules.notice import without_names
from kinbridge.plans.models import ServiceLine
from kinbridge.referrals.models import Referral

BABY, MOTHER, BABYS_NAME, MOTHERS_NAME = range(4)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """`text` is all of it. `refused` is the gate's no, with what would open the door; then nothing may be sent."""

    birth: Birth
    kind: str
    text: str = ""
    left_out: tuple[str, ...] = ()
    citations: tuple[str, ...] = ()
    refused: Decision | None = None

    @property
    def blind(self) -> bool:
        return self.kind == Notification.Kind.WITHOUT_NAMES

    @property
    def title(self) -> str:
        return Notification.Kind(self.kind).label if self.kind else ""


def compose(*, birth: Birth, by: Viewer, at: datetime) -> Ready:
    """The notice that was decided on, as far as it may go. Nothing is sent and nothing kept."""
    kind = birth.kind
    if not kind:
        return Ready(birth=birth, kind="")
    labels = _labels(birth, by)
    decisions = may_go(labels, kind=kind, by=by, terms=birth.terms, at=at)
    if not decisions[BABY].allowed:
        return Ready(birth=birth, kind=kind, refused=decisions[BABY])
    cites = tuple(dict.fromkeys(cite for one in decisions.values() if one.allowed for cite in one.citations))
    if kind == Notification.Kind.WITHOUT_NAMES:
        lines = without_names(_coded(birth))
        text = "\n".join(["Notification without names", *(f"{line.label}: {line.words}" for line in lines)])
        return Ready(birth=birth, kind=kind, text=text, citations=decisions[BABY].citations)
    people, left_out = _people(birth, decisions)
    facts = birth.facts
    if from_chart.rests_on_protected(birth.chart, facts):
        others = (facts.exposures or frozenset()) - {Exposure.MOUD}
        facts = replace(facts, exposures=others, engaged=None, disorder=None)
        left_out += ("Her treatment: it is known from a treatment record alone. She may say it herself, or consent.",)
    elif not decisions.get(MOTHER, decisions[BABY]).allowed:
        facts = replace(facts, engaged=None, disorder=None)
        left_out += ("Whether the mother is in treatment: what the law asks for here is the baby's own condition.",)
    text = draft(
        facts,
        title=Notification.Kind(kind).label,
        report=kind == Notification.Kind.REPORT and facts.concern is True,
        people=people,
        born=birth.infant.birth_date,
        by=Writer(name=by.name, work=f"{by.program_name}, {by.organization_name}"),
        to=birth.terms.to,
    )
    return Ready(birth=birth, kind=kind, text=text, left_out=left_out, citations=cites)


def _labels(birth: Birth, by: Viewer) -> list[Label]:
    program = Program.objects.select_related("organization").get(pk=by.acting_for)

    def label(number: int, subject: Person, category: Category) -> Label:
        regimes = sorted(program.regimes)
        return Label(
            id=number,
            family_id=birth.infant.family_id,
            program=program,
            subject=subject,
            category=category,
            regimes=regimes,
        )

    labels = [
        label(BABY, birth.infant, Category.GENERAL_HEALTH),
        label(BABYS_NAME, birth.infant, Category.DEMOGRAPHIC),
    ]
    if birth.mother is not None:
        labels += [
            label(MOTHER, birth.mother, Category.GENERAL_HEALTH),
            label(MOTHERS_NAME, birth.mother, Category.DEMOGRAPHIC),
        ]
    return labels


def _people(birth: Birth, decisions: dict[int, Decision]) -> tuple[list[str], tuple[str, ...]]:
    people: list[str] = []
    left_out: tuple[str, ...] = ()
    if decisions[BABYS_NAME].allowed:
        people.append(f"Baby: {birth.infant.name}.")
    if birth.mother is not None:
        if decisions[MOTHERS_NAME].allowed:
            people.append(f"Mother: {birth.mother.name}.")
        else:
            left_out = ("The mother's name: add it only where your state's law asks for it.",)
    return people, left_out


def _coded(birth: Birth) -> dict[str, object]:
    """Coded answers only; `without_names` lets nothing else through."""
    facts: Facts = birth.facts
    return {
        "state": birth.terms.state,
        "year": birth.infant.birth_date.year if birth.infant.birth_date else None,
        "exposures": facts.exposures,
        "group": birth.answer.group,
        "withdrawal": facts.withdrawal,
        "fasd": facts.fasd,
        "plan": facts.plan,
        "referred": referred(birth.infant),
    }


def referred(infant: Person) -> bool:
    """Whether the baby, the mother or another caregiver was referred to any service since the pregnancy began."""
    since = infant.carried_in.began_on if infant.carried_in is not None else None
    lines = ServiceLine.objects.filter(family=infant.family_id, referred_on__isnull=False)
    sent = Referral.objects.filter(family=infant.family_id, sent_at__isnull=False)
    if since is not None:
        lines, sent = lines.filter(referred_on__gte=since), sent.filter(sent_at__date__gte=since)
    return lines.exists() or sent.exists()
