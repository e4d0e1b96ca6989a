"""What the coalition itself works on: its five goals with values read off over a year, its catalogue, its measures."""

from __future__ import annotations

from kinbridge.coalition.actions import hand_to, set_goals, state_value
from kinbridge.exchange.county.place import County, account
from kinbridge.learning.actions import finish, stock
from kinbridge.learning.models import Item
from kinbridge.link_health.actions import keep
from kinbridge.link_health.rules import Answer, Standing
from kinbridge.measures.actions import count_in_place, open_to_all
from kinbridge.uptake.actions import count

OWNERS = {1: "teresa", 2: "daniel", 3: "denise", 4: "ellen", 5: "grace"}
READINGS = {
    1: ((-330, 38, "before the new training"), (-240, 52, ""), (-150, 61, ""), (-60, 74, "two units are done")),
    2: ((-330, 6, ""), (-150, 13, "schools and the court joined"), (-45, 17, "")),
    3: ((-330, 44, ""), (-180, 58, ""), (-70, 57, "new staff are still learning the form")),
    5: ((-330, 9, ""), (-160, 7, "rides to the clinic"), (-50, 6, "mother-and-baby places are still the largest")),
}
LEARNERS = ("maya", "priya", "carol", "hannah")


def write_goals(county: County) -> None:
    """Each goal has an owner; four have values over the last year, and the fourth is read from the measures."""
    grace = county.viewer("grace")
    for goal in set_goals(coalition=county.coalition):
        owner = county.viewer(OWNERS[goal.number])
        hand_to(goal=goal, owner=account(owner), by=grace, at=county.moment(-340))
        for day, value, note in READINGS.get(goal.number, ()):
            moment = county.moment(day)
            state_value(indicator=goal.indicator, value=value, on=county.day(day), note=note, by=owner, at=moment)


def stock_shelf(county: County) -> None:
    """The catalogue, and who has watched the first part of it."""
    stock(coalition=county.coalition)
    _record_evening(county)
    first = Item.objects.filter(coalition=county.coalition, part=1).first()
    for place, code in enumerate(LEARNERS):
        if first is not None:
            finish(item=first, by=county.viewer(code), at=county.moment(-30 + 4 * place))


def _record_evening(county: County) -> None:
    """A recording of the coalition's own that is not where it was: no real page is said to be broken, or looked at."""
    url = "https://recordings.alder.example/parents-evening"
    on = county.day(-200)
    Item.objects.create(
        coalition=county.coalition,
        key="recording-parents-evening",
        kind="webinar",
        title="Parents' evening: what helped us",
        short="Parents' evening, recorded",
        summary="Three parents in recovery tell what helped, and what they would have needed sooner.",
        published=f"{on:%B} {on.year}",
        published_on=on,
        url=url,
        sponsors=[county.coalition.name],
        speakers=["three parents, by first name"],
        topics=["recovery", "engagement"],
        audiences=["everyone"],
    )
    for day, standing in ((-30, Standing.WORKS), (-12, Standing.UNKNOWN), (-2, Standing.UNKNOWN)):
        keep(url=url, answer=Answer(standing), at=county.moment(day))


def count_measures(county: County) -> None:
    """Counted once now, so that the first look at the measures need not wait; and open to everyone."""
    grace = county.viewer("grace")
    made = count_in_place(by=grace, at=county.at, on=county.today)
    open_to_all(release=made, by=grace, at=county.at)


def count_uptake(county: County) -> None:
    """What units do before and after the two courses that most of them took."""
    for course in ("talking", "recognize"):
        count(course=course, by=county.viewer("teresa"), at=county.at)
