"""The values that hold in one county: the nation's, the state's over them, and what the county confirmed over both."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from kinbridge.clocks.models import LocalValue
from kinbridge.clocks.rules.pack import RULES
from kinbridge.clocks.rules.settings import SETTINGS, Setting
from kinbridge.clocks.rules.terms import Term, Terms, terms_for, value_of
from kinbridge.core.decision import Confidence
from kinbridge.directory.models import Viewer

TITLES: Mapping[str, str] = {rule.id: rule.title for rule in RULES}


@dataclass(frozen=True, slots=True)
class InForce:
    """One setting as it holds here today, and what the county wrote down about it, the newest first."""

    setting: Setting
    term: Term | None
    words: str
    deadlines: tuple[str, ...]
    rows: tuple[tuple[LocalValue, str], ...] = ()


def terms_here(by: Viewer, *, on: date) -> Terms:
    """What the rules reckon with for this viewer's county on a day. One query."""
    rows = LocalValue.objects.in_force(coalition_id=by.coalition_id, on=on)
    state = terms_for(by.state, on)
    return state.with_own(_term(row, state.state) for row in rows if row.value is not None and row.name in SETTINGS)


def _term(row: LocalValue, state: str) -> Term:
    return Term(
        name=row.name,
        state=state,
        value=value_of(row.value),
        source=row.source,
        effective_from=row.effective_from,
        checked_on=row.confirmed_on,
        confidence=Confidence.VERIFIED,
        local=True,
    )


def values_here(by: Viewer, *, on: date) -> tuple[InForce, ...]:
    """Every setting there is, as it holds in this county today."""
    terms = terms_here(by, on=on)
    return tuple(_in_force(setting, terms) for setting in SETTINGS.values())


def value_here(by: Viewer, *, name: str, on: date) -> InForce:
    """One setting with all that the county wrote down about it."""
    found = _in_force(SETTINGS[name], terms_here(by, on=on))
    rows = LocalValue.objects.filter(coalition=by.coalition_id, name=name).select_related("recorded_by")
    spoken = ((row, _spoken(found.setting, row)) for row in rows.order_by("-effective_from", "-pk"))
    return InForce(found.setting, found.term, found.words, found.deadlines, tuple(spoken))


def _in_force(setting: Setting, terms: Terms) -> InForce:
    term = terms.get(setting.name)
    words = setting.otherwise if term is None else setting.spoken(term.value)
    return InForce(setting, term, words, tuple(TITLES[rule] for rule in setting.rules if rule in TITLES))


def _spoken(setting: Setting, row: LocalValue) -> str:
    return "given back to the state's value" if row.value is None else setting.spoken(value_of(row.value))
