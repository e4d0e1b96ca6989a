"""Records of a coalition and of no family."""

from kinbridge.policy.models.advocacy import Contact, DecisionMaker, Position
from kinbridge.policy.models.changes import Look, Policy, Step
from kinbridge.policy.models.funding import Share, Source
from kinbridge.policy.models.time_spent import TimeSpent

__all__ = ["Contact", "DecisionMaker", "Look", "Policy", "Position", "Share", "Source", "Step", "TimeSpent"]
