"""Incidents in their versions, a worker's own debrief, and what makes a unit ready."""

from kinbridge.field.models.incidents import Debrief, Incident, Version
from kinbridge.field.models.readiness import Carried, Drill, Gear, Given

__all__ = ["Carried", "Debrief", "Drill", "Gear", "Given", "Incident", "Version"]
