"""Who goes into homes, who supervises them, and who sees counts of units."""

from __future__ import annotations

from kinbridge.accounts.models import Role
from kinbridge.learning.doors import OVERSEE, SUPERVISE, kept_for

GO = frozenset({Role.CASEWORKER, Role.HOME_VISITOR, Role.PEER, Role.EARLY_INTERVENTION})
"""Whose readiness counts."""
IN_HOMES = GO | SUPERVISE

workers_page = kept_for(IN_HOMES, who="people who go into homes, and their supervisors")
supervisors_page = kept_for(SUPERVISE, who="supervisors, about their own unit")
overseers_page = kept_for(OVERSEE, who="supervisors and those who look after training")
