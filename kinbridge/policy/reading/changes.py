"""The register of policies, one policy, and the rules that need a look."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kinbridge.directory.models import Viewer
from kinbridge.measures.rules.defined import BY_KEY
from kinbridge.policy.actions.authority import advocates, keeps, looks
from kinbridge.policy.known_rules import Known, known_rules
from kinbridge.policy.models import Look, Policy, Position, Step
from kinbridge.policy.rules.stages import CHANGES_RULES, LEVEL_WORDS, NEXT, STATUS_WORDS, Level, Status

LISTED = 300
ORDER = (Status.PROPOSED, Status.ADOPTED, Status.DRAFT, Status.IN_EFFECT, Status.WITHDRAWN)
"""What is being decided first, what is over last."""


@dataclass(frozen=True, slots=True)
class Row:
    policy: Policy
    steps: tuple[Step, ...]
    looked: frozenset[str]

    @property
    def stands(self) -> Step:
        return self.steps[0]

    @property
    def status(self) -> Status:
        return Status(self.stands.status)

    @property
    def level_words(self) -> str:
        return LEVEL_WORDS[Level(self.policy.level)]

    @property
    def measure(self) -> str:
        found = BY_KEY.get(self.policy.measure)
        return found.title if found else ""

    @property
    def waiting(self) -> tuple[Known, ...]:
        """The rules that nobody has looked at since it was adopted."""
        if self.status not in CHANGES_RULES:
            return ()
        return tuple(known(rule) for rule in self.policy.rules if rule not in self.looked)


@dataclass(frozen=True, slots=True)
class Register:
    groups: tuple[tuple[str, tuple[Row, ...]], ...]
    to_look: tuple[Row, ...]
    may_keep: bool
    may_look: bool
    may_advocate: bool


@dataclass(frozen=True, slots=True)
class Page:
    row: Row
    rules: tuple[tuple[Known, Look | None], ...]
    positions: tuple[Position, ...]
    next: tuple[tuple[str, str], ...]
    may_keep: bool
    may_look: bool
    may_advocate: bool


def known(rule: str) -> Known:
    """A rule by its id; one that is gone since is named and says so."""
    gone = Known(rule, "Gone", "This rule is not in the program any more.", "", "")
    return known_rules().get(rule, gone)


def row_of(policy: Policy) -> Row:
    steps = sorted(policy.steps.all(), key=lambda one: (one.at, one.pk), reverse=True)
    return Row(policy, tuple(steps), frozenset(look.rule for look in policy.looks.all()))


def rows(*, by: Viewer) -> list[Row]:
    found = Policy.objects.filter(coalition=by.coalition_id).select_related("owner")
    found = found.prefetch_related("steps", "looks").order_by("title", "pk")[:LISTED]
    return [row_of(one) for one in found]


def register(*, by: Viewer) -> Register:
    """Every policy under where it stands; and for those who answer for rules, what waits for their look."""
    found = rows(by=by)
    groups = tuple(
        (STATUS_WORDS[status], some)
        for status in ORDER
        if (some := tuple(row for row in found if row.status is status))
    )
    to_look = tuple(row for row in found if row.waiting)
    return Register(groups, to_look, keeps(by), looks(by), advocates(by))


def to_look_at(*, by: Viewer) -> tuple[Row, ...]:
    """For the Desk of an administrator and of counsel."""
    return tuple(row for row in rows(by=by) if row.waiting) if looks(by) else ()


def find(*, pk: int, by: Viewer) -> Policy | None:
    return Policy.objects.filter(pk=pk, coalition=by.coalition_id).select_related("owner").first()


def open_policy(*, pk: int, by: Viewer) -> Page | None:
    policy = find(pk=pk, by=by)
    if policy is None:
        return None
    row = row_of(policy)
    newest = {look.rule: look for look in policy.looks.select_related("by").order_by("at", "pk")}
    positions = policy.positions.select_related("maker", "noted_by").order_by("-on", "-pk")
    return Page(
        row=row,
        rules=tuple((known(rule), newest.get(rule)) for rule in policy.rules),
        positions=tuple(positions[:LISTED]) if advocates(by) else (),
        next=tuple((one.value, STATUS_WORDS[one]) for one in NEXT[row.status]),
        may_keep=keeps(by),
        may_look=looks(by) and row.status in CHANGES_RULES,
        may_advocate=advocates(by),
    )


def policies_on(rule: str, *, by: Viewer) -> tuple[Row, ...]:
    return tuple(row for row in rows(by=by) if rule in row.policy.rules)


def found_rules(words: str) -> tuple[Known, ...]:
    """Rules with these words in their id, sentence or law."""
    asked = words.casefold().split()
    texts = ((one, f"{one.id} {one.kind} {one.says} {one.cite}".casefold()) for one in known_rules().values())
    return tuple(one for one, text in texts if all(word in text for word in asked))


@dataclass(frozen=True, slots=True)
class Ahead:
    """A policy that takes effect on a day to come."""

    policy: Policy
    on: date


def taking_effect(*, by: Viewer, on: date) -> tuple[Ahead, ...]:
    """Adopted, and not in effect yet: what to prepare for."""
    due = (row for row in rows(by=by) if row.status is Status.ADOPTED)
    dated = [
        Ahead(row.policy, row.policy.effect_on) for row in due if row.policy.effect_on and row.policy.effect_on >= on
    ]
    return tuple(sorted(dated, key=lambda one: one.on))
