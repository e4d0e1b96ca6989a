"""Why the gate answers as it does, told so that counsel can follow: for `./run explain` and the page that explains."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, replace

from kinbridge.consents.rules import GAPS, Kind, account_of, state
from kinbridge.core.decision import Decision, Outcome
from kinbridge.core.vocabulary import Category, OrganizationKind, Purpose, Regime, Standing
from kinbridge.disclosure.plain_words import WORDS, first_upper, how_sure, listed, plain
from kinbridge.disclosure.rules import (
    LAW,
    Ask,
    Effect,
    Facts,
    Obligation,
    Rule,
    Sought,
    explain,
    may_share,
)

FEW = 5
FLAGS = tuple(field.name for field in fields(Facts) if field.type == "bool | None")
DUTIES = {duty.value: duty.says for duty in Obligation}
ANSWERS = {Outcome.PERMIT: "Shared.", Outcome.PERMIT_LIMITED: "Shared in part.", Outcome.DENY: "Not shared."}
HEADINGS = {
    ("denies", True): "Forbids it",
    ("allows", True): "Allows it",
    ("withholds", True): "Explains why nothing allows it",
    ("adds", True): "Adds to what goes with it",
    ("near", False): "Would allow it with one thing changed, unless something else forbids it",
    ("allows", False): "Would allow it, but lacks a paper, or more than one thing",
    ("denies", False): "Would forbid it, and does not stand in the way",
    ("withholds", False): "Would explain a no, and does not apply",
    ("adds", False): "Would add to what goes with it, and does not apply",
    ("out", False): "Not in force on this day",
}
NOT_HELD = {
    "near": "would allow it",
    "allows": "does not allow it",
    "denies": "does not forbid it",
    "withholds": "does not apply",
    "adds": "does not apply",
    "out": "not in force",
}


@dataclass(frozen=True, slots=True)
class Tried:
    """One rule: what sort of trial it was (a key of `HEADINGS`), whether it held, and why, where there is more to say.

    `law` is where it stands: one of the laws on the record, or nothing for a rule about every record.
    """

    rule: Rule
    sort: str
    held: bool
    why: str
    law: str

    @property
    def sure(self) -> str:
        return how_sure(self.rule.confidence)

    @property
    def verb(self) -> str:
        return str(WORDS["effects"][self.rule.effect]["verb"])

    @property
    def not_held(self) -> str:
        """Why it is not among those that made the answer, in a few words."""
        return NOT_HELD[self.sort]

    @property
    def duties(self) -> tuple[str, ...]:
        return tuple(duty.says for duty in self.rule.obligations)


@dataclass(frozen=True, slots=True)
class Group:
    heading: str
    trials: tuple[Tried, ...]


@dataclass(frozen=True, slots=True)
class Stands:
    """How one paper on file stands on the day, and what is wrong with it or where it does not reach."""

    id: str
    kind: str
    says: str

    @property
    def name(self) -> str:
        """Such as "Consent 20"."""
        return first_upper(f"{self.kind} {self.id.rpartition(':')[2]}")


@dataclass(frozen=True, slots=True)
class Explanation:
    decision: Decision
    said: str
    papers: tuple[Stands, ...]
    trials: tuple[Tried, ...]

    @property
    def count(self) -> int:
        """How many rules in force were tried."""
        return sum(trial.sort != "out" for trial in self.trials)

    @property
    def duties(self) -> tuple[str, ...]:
        return tuple(DUTIES.get(code, plain(code)) for code in self.decision.obligations)

    @property
    def by_heading(self) -> tuple[Group, ...]:
        """What held first, then what came close, then the rest."""
        found = (
            Group(heading, tuple(trial for trial in self.trials if (trial.sort, trial.held) == key))
            for key, heading in HEADINGS.items()
        )
        return tuple(group for group in found if group.trials)

    @property
    def mattered(self) -> tuple[Group, ...]:
        """The rules that held, by law: these made the answer."""
        return _by_law(trial for trial in self.trials if trial.held)

    @property
    def near(self) -> tuple[Tried, ...]:
        return tuple(trial for trial in self.trials if trial.sort == "near")

    @property
    def rest(self) -> tuple[Group, ...]:
        """Everything else that was tried, by law."""
        return _by_law(trial for trial in self.trials if not trial.held and trial.sort not in ("near", "out"))

    @property
    def out(self) -> tuple[Tried, ...]:
        return tuple(trial for trial in self.trials if trial.sort == "out")


def explanation(ask: Ask) -> Explanation:
    """The decision, how each paper stands, and every rule that was tried or was not in force, each once."""
    decision, trials, otherwise = may_share(ask), explain(ask), tuple(changes(ask))
    told = []
    for trial in trials:
        rule, held = trial.rule, trial.held
        lacks = _what_it_lacks(rule, otherwise) if rule.effect is Effect.ALLOWS and not held else ""
        why = f"{trial.why} {how_sure(rule.confidence)}" if held else lacks
        told.append(Tried(rule, "near" if lacks else rule.effect.value, held, why, _law_of(rule, ask)))
    told += [Tried(rule, "out", False, "", _law_of(rule, ask)) for rule in _out_of_force(ask)]
    return Explanation(decision, found(decision), tuple(_papers(ask)), tuple(told))


def found(decision: Decision) -> str:
    """The answer the gate gives, in a sentence."""
    said = ANSWERS[decision.outcome]
    if decision.limits:
        said = f"{said.rstrip('.')}: {'; '.join(decision.limits)}."
    if decision.must:
        said += " The law demands it."
    if decision.neutral:
        said += " Whoever asks is told what they would be told if there were nothing."
    return said


def _by_law(trials: Iterable[Tried]) -> tuple[Group, ...]:
    groups: dict[str, list[Tried]] = {}
    for trial in trials:
        groups.setdefault(trial.law, []).append(trial)
    return tuple(Group(_title(law), tuple(groups[law])) for law in sorted(groups, key=lambda law: (not law, law)))


def _title(law: str) -> str:
    if not law:
        return str(WORDS["every_record"]["title"])
    known = WORDS["regimes"].get(law)
    return f"{known['title']} ({known['law']})" if known else f"State law: {law}"


def _law_of(rule: Rule, ask: Ask) -> str:
    """The law on the record under which the rule stands; a state's code; nothing for a rule about every record."""
    own = (law.value for law in sorted(ask.item.regimes) if rule in LAW.of.get(law, ()))
    states: dict[str, tuple[Rule, ...]] = getattr(LAW, "states", {})
    return next(own, next((state for state, rules in states.items() if rule in rules), ""))


def _out_of_force(ask: Ask) -> Iterator[Rule]:
    """The rules of these laws that began later, or have ended."""
    laws: list[Regime] = sorted(ask.item.regimes)
    of_these = dict.fromkeys((*LAW.everywhere, *(rule for law in laws for rule in LAW.of.get(law, ()))))
    return (rule for rule in of_these if not ask.missing and not rule.in_force(ask.day))


def _papers(ask: Ask) -> Iterator[Stands]:
    if not ask.authorities or ask.missing:
        return
    for paper, wrong, short in ask.consents:
        troubles = [*(account_of(fault).says for fault in sorted(wrong)), *(GAPS[gap].says for gap in short)]
        yield Stands(paper.id, plain(paper.kind), " ".join(troubles) or "good, and it reaches this.")
    for paper in ask.authorities:
        if paper.kind is not Kind.CONSENT:
            stands = f"{plain(state(paper, on=ask.day))} on the day."
            said = " ".join([stands, *(account_of(fault).says for fault in sorted(paper.defects))])
            yield Stands(paper.id, plain(paper.kind), said)


# ── what if ──────────────────────────────────────────────────────────────────

Change = tuple[str, str, Ask]
"""What was changed in the question, to what, and the question with that one change."""


def changes(ask: Ask) -> Iterator[Change]:
    """The same question with one thing changed: the purpose, who asks, what kind of record, or one known fact."""
    if ask.missing:
        return
    for purpose in Purpose:
        yield "for the purpose of", plain(purpose), replace(ask, purpose=purpose)
    for kind in (*OrganizationKind, *Standing):
        yield "if asked by", plain(kind), replace(ask, asker=replace(ask.asker, kind=kind))
    for category in Category:
        yield "for a record of", plain(category), replace(ask, item=replace(ask.item, category=category))
    for sought in Sought:
        yield "if what is sought were", plain(sought), replace(ask, sought=sought)
    for name in FLAGS:
        for value in (True, False):
            said = plain(name) if value else f"not {plain(name)}"
            yield "if it were known:", said, replace(ask, facts=replace(ask.facts, **{name: value}))


def _what_it_lacks(rule: Rule, otherwise: Iterable[Change]) -> str:
    """What one change would make this rule hold; found by trying each. Empty where no single change would."""
    found_by: dict[str, list[str]] = {}
    for change, value, asked in otherwise:
        if rule.holds(asked):
            found_by.setdefault(change, []).append(value)
    ways = [f"{change} {listed(_few(values), last='or')}" for change, values in found_by.items()]
    return f"It would hold {'; or '.join(ways)}." if ways else ""


def _few(values: list[str]) -> list[str]:
    return values if len(values) <= FEW else [*values[: FEW - 1], f"{len(values) - FEW + 1} others"]
