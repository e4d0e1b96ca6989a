"""Case reviews of the two units that go into homes: drawn by chance, and most of them read by two people."""

from __future__ import annotations

from random import Random

from kinbridge.exchange.county.place import County
from kinbridge.measures.rules import quarters
from kinbridge.quality.models import Review
from kinbridge.quality.review.actions import draw_sample
from kinbridge.quality.review.rules import READERS, RUBRIC

UNITS = ("assessment", "ongoing")
SIZE, UNREAD = 14, 2
USUAL: dict[str, int | None] = {"prompt": 2, "comprehensive": 2, "engaged": 2, "fits": 2}
REMARKS = (
    "A ride to the first visit, asked for on day one.",
    "The father's own line in the plan.",
    "An interpreter at the second visit, not the fourth.",
)


def write_reviews(county: County) -> int:
    """How many records were read in the last full quarter."""
    return sum(_read(county, unit) for unit in UNITS)


def _read(county: County, unit: str) -> int:
    """The last families of the sample wait for a reader: the supervisor has something to do."""
    chance, at = Random(f"{county.seed} {unit}"), county.moment(-20)  # noqa: S311 - an invented county
    quarter = quarters.last_settled(county.today, follow=0)
    denise = county.viewer("denise", unit)
    sample = draw_sample(quarter=quarter, size=SIZE, seed=county.seed, by=denise, on=county.today, at=at)
    read = list(sample.families.order_by("place"))[:-UNREAD]
    readers = [user for user in county.workers[unit] if user != denise.user_id][: READERS - 1]
    Review.objects.bulk_create(
        Review(
            family_id=one.family_id,
            coalition_id=sample.coalition_id,
            sampled=one,
            reader_id=reader,
            answers=answers,
            remark=REMARKS[one.place % len(REMARKS)] if one.place % 4 == 0 and reader == denise.user_id else "",
            at=at,
        )
        for one in read
        for reader, answers in zip((denise.worker, *readers), _two_readers(chance), strict=False)
    )
    return len(read)


def _two_readers(chance: Random) -> tuple[dict[str, int | None], dict[str, int | None]]:
    """What two people read in one record: mostly the same, sometimes a level apart."""
    first = {item.code: _near(USUAL[item.code], chance) for item in RUBRIC.items}
    return first, {code: level if chance.random() < 0.7 else _near(level, chance) for code, level in first.items()}


def _near(level: int | None, chance: Random) -> int | None:
    """A level around this one; now and then the question does not apply."""
    if level is None or chance.random() < 0.04:
        return None
    return max(0, min(3, level + chance.choice((-1, 0, 0, 1))))
