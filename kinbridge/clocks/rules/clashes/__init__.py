"""Where one clock's expected finish lies past another's hard edge; offered to a person with what practice suggests."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from kinbridge.clocks.rules.clashes import court, services
from kinbridge.clocks.rules.clashes.clash import Clash, Guidance, Pattern, View, WhatIf, guidance
from kinbridge.clocks.rules.deadline import Deadline
from kinbridge.clocks.rules.facts import Fact

PATTERNS: tuple[Pattern, ...] = (
    court.treatment_past_hearing,
    court.treatment_past_fifteen_months,
    court.plan_before_assessment,
    services.income_falls_before_return,
    services.early_intervention_late,
    services.coverage_ends_in_treatment,
    court.return_to_use_near_hearing,
    services.waiting_too_long,
    court.retention_not_reachable,
    services.co_placement_funds_end,
    court.hearing_before_notice,
    services.discharge_before_plan,
    services.work_hours_used_up,
    services.prevention_ends_in_treatment,
    services.trial_visit_too_long,
    court.infant_long_in_care,
    services.taper_demanded,
    court.petition_before_hearing,
)


def clashes(
    deadlines: Iterable[Deadline], facts: Iterable[Fact], *, on: date, what_if: WhatIf | None = None
) -> tuple[Clash, ...]:
    """Every clash in one family on `on`, nearest edge first; with `what_if`, as they would then be."""
    view = View(tuple(deadlines), tuple(facts), on, what_if or WhatIf())
    found = [clash for pattern in PATTERNS for clash in pattern(view)]
    return tuple(sorted(found, key=lambda clash: (clash.edge or date.max, clash.pattern, clash.subject)))


__all__ = ["PATTERNS", "Clash", "Guidance", "WhatIf", "clashes", "guidance"]
