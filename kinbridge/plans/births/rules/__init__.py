"""From the facts of a birth to notification, report, assessment or a person's review, and why. Pure."""

from kinbridge.plans.births.rules.answer import Answer, Change, answer
from kinbridge.plans.births.rules.contradictions import Contradiction, Days, contradictions
from kinbridge.plans.births.rules.facts import EMPTY, QUESTIONS, Exposure, Facts, Shown
from kinbridge.plans.births.rules.situations import RULES, Group, Situation
from kinbridge.plans.births.rules.terms import Path, Terms, Way, terms_for

__all__ = [
    "EMPTY",
    "QUESTIONS",
    "RULES",
    "Answer",
    "Change",
    "Contradiction",
    "Days",
    "Exposure",
    "Facts",
    "Group",
    "Path",
    "Shown",
    "Situation",
    "Terms",
    "Way",
    "answer",
    "contradictions",
    "terms_for",
]
