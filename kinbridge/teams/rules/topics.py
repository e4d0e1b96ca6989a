"""What an update is about. Each topic says how much is enough, and which kind of record it becomes."""

from __future__ import annotations

from dataclasses import dataclass

from kinbridge.core.vocabulary import Category


@dataclass(frozen=True, slots=True)
class Topic:
    code: str
    name: str
    enough: str
    category: Category


TOPICS = (
    Topic("strengths", "Strengths", "what goes well, in the parent's own words", Category.SOCIAL_NEEDS),
    Topic("needs", "Basic needs", "housing, rides, food, a crib", Category.SOCIAL_NEEDS),
    Topic("prenatal", "Prenatal care", "visits kept, and the next one", Category.GENERAL_HEALTH),
    Topic("treatment", "Treatment", "steady, some missed, or out of touch", Category.SUD_ATTENDANCE),
    Topic("mental_health", "Mental health", "whether there is help, and the next visit", Category.MENTAL_HEALTH),
    Topic("baby", "Baby", "how the baby does, and the plan for going home", Category.GENERAL_HEALTH),
    Topic("home_visits", "Home visiting", "visits at home, and who comes", Category.SOCIAL_NEEDS),
    Topic("child_welfare", "Child welfare", "open, none, or an assessment planned", Category.CHILD_PROTECTION),
)
BY_CODE = {one.code: one for one in TOPICS}


def topic(code: str) -> Topic:
    """The topic of that code; an older update without one was about needs."""
    return BY_CODE.get(code, BY_CODE["needs"])


def category_of(code: str, *, part2: bool) -> Category:
    """The kind of record an update becomes. Whatever a Part 2 program says of someone, it says of a patient."""
    return Category.SUD_ATTENDANCE if part2 else topic(code).category
