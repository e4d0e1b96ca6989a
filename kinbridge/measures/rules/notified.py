"""The infants of 42 USC 5106a(d)(18): each once, on the day child protection was told of them."""

from __future__ import annotations

from kinbridge.measures.rules.tables import Rows, Tables

AS_MILESTONE = "notification_to_child_protection"


def notified(t: Tables) -> Rows:
    """`family`, `person`, `day`. Twins are two infants; an infant told of twice is one."""
    told = t.of("notification").union(t.of("milestone", code=AS_MILESTONE))
    return told.group_by("family", "person").agg(day=told.day.min())
