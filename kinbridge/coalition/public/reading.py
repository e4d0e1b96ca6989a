"""What visitors see: of each goal that was made public, its words and how it stands, by numbers that are public too."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kinbridge.coalition.models import Goal, GoalPage
from kinbridge.coalition.reading.goals import goals_of, readings_of
from kinbridge.coalition.rules.goals import Standing
from kinbridge.coalition.values import plain, sheet_of, value_of
from kinbridge.measures.models import Release
from kinbridge.people.rows import work_in

STANDING_WORDS = {
    Standing.REACHED: _("We have reached this goal."),
    Standing.CLOSER: _("We are getting closer."),
    Standing.STILL: _("We have begun. It does not move yet."),
    Standing.AWAY: _("It went the wrong way. We are looking at why."),
    Standing.UNKNOWN: _("We do not have a number to show yet."),
    Standing.HIDDEN: _("Too few people are counted to show how it stands."),
}
KINDS = {
    Standing.REACHED: "good",
    Standing.CLOSER: "good",
    Standing.STILL: "waiting",
    Standing.AWAY: "attention",
    Standing.UNKNOWN: "neutral",
    Standing.HIDDEN: "neutral",
}


@dataclass(frozen=True, slots=True)
class Words:
    """In the reader's language where someone wrote it so; or else in English, and marked as English."""

    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Shown:
    number: int
    title: Words
    aim: Words
    looks_at: Words
    standing: str
    kind: str
    now: str
    on: date | None
    target: str


def find_page(code: str) -> GoalPage | None:
    return GoalPage.objects.select_related("coalition").filter(code=code, opened_at__isnull=False).first()


def shown(page: GoalPage) -> tuple[Shown, ...]:
    """Every goal that the coalition made public. Measures are read from the last release that is open to everyone."""
    with work_in(page.coalition):
        opened = Release.objects.filter(coalition=page.coalition, opened_at__isnull=False).order_by("-quarter_end")
        goals = list(goals_of(page.coalition_id).filter(public=True))
        release = opened.first() if any(goal.indicator.measure for goal in goals) else None
        return tuple(_shown(goal, release) for goal in goals)


def _shown(goal: Goal, release: Release | None) -> Shown:
    indicator = goal.indicator
    value = value_of(indicator, release=release, readings=readings_of(indicator))
    unit = _unit(indicator.unit)
    return Shown(
        number=goal.number,
        title=spoken(goal.title, goal.title_es),
        aim=spoken(goal.aim, goal.aim_es),
        looks_at=spoken(indicator.words, indicator.words_es),
        standing=str(STANDING_WORDS[value.standing]),
        kind=KINDS[value.standing],
        now=f"{plain(value.number)}{unit}" if value.number is not None else "",
        on=value.on if value.number is not None or sheet_of(indicator, release) else None,
        target=f"{plain(indicator.target)}{unit}" if indicator.target is not None else "",
    )


def _unit(unit: str) -> str:
    """A percent sign as every reader knows it; what other numbers count is said by what we look at."""
    return "%" if unit == "%" else ""


def spoken(english: str, spanish: str) -> Words:
    return Words(spanish, "es") if spanish and get_language() == "es" else Words(english, "en")
