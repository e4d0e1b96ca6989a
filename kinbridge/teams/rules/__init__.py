"""How a team's list is ordered, what an update is about, who makes a quorum, and when the team meets again."""

from kinbridge.teams.rules.order import Case, Place, Tier, order
from kinbridge.teams.rules.quorum import Quorum, quorum_of
from kinbridge.teams.rules.rhythm import after, held_on
from kinbridge.teams.rules.topics import TOPICS, Topic, category_of, topic

__all__ = [
    "TOPICS",
    "Case",
    "Place",
    "Quorum",
    "Tier",
    "Topic",
    "after",
    "category_of",
    "held_on",
    "order",
    "quorum_of",
    "topic",
]
