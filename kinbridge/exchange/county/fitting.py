"""What the partners' services say of themselves in the terms of our own taxonomy, and when they are open."""

from __future__ import annotations

import tomllib
from typing import Any

from kinbridge.directory.models import Attribute, Schedule, Taxonomy, TaxonomyTerm
from kinbridge.directory.rules.terms import TAXONOMY
from kinbridge.exchange.county.partners import HERE, identity
from kinbridge.exchange.county.place import County

SAID: dict[str, Any] = tomllib.loads((HERE / "fitting.toml").read_text("utf-8"))


DAYS = dict(zip("MO TU WE TH FR SA SU".split(), "Mon Tue Wed Thu Fri Sat Sun".split(), strict=True))


def hours_words(byday: str, opens: str, closes: str) -> str:
    """Opening times as people write them."""
    days = [DAYS[day] for day in byday.split(",")]
    if (opens, closes) == ("00:00", "23:59"):
        return "Day and night, every day"
    in_a_row = len(days) > 2 and " ".join(days) in " ".join(DAYS.values())
    when = f"{days[0]} to {days[-1]}" if in_a_row else ", ".join(days)
    return f"{when}, {_clock(opens)} to {_clock(closes)}"


def _clock(written: str) -> str:
    hour, minute = map(int, written.split(":"))
    return f"{(hour + 11) % 12 + 1}:{minute:02} {'a' if hour < 12 else 'p'}.m."


def write_fitting(county: County) -> int:
    """The number of terms that were stated."""
    taxonomy = Taxonomy.objects.create(
        id=identity("taxonomy", TAXONOMY), coalition=county.coalition, name=TAXONOMY, description="What matching asks"
    )
    codes = sorted({code for said in SAID.values() for code in said["terms"]})
    terms = {
        code: TaxonomyTerm(
            id=identity("term", code),
            coalition=county.coalition,
            code=code,
            name=code.replace(":", ": ").replace("_", " "),
            taxonomy=TAXONOMY,
            taxonomy_detail=taxonomy,
        )
        for code in codes
    }
    TaxonomyTerm.objects.bulk_create(terms.values())
    attributes = [
        Attribute(
            id=identity("attribute", program, code),
            coalition=county.coalition,
            link_id=identity("service", program),
            link_entity="service",
            taxonomy_term=terms[code],
            value=value,
        )
        for program, said in SAID.items()
        for code, value in said["terms"].items()
    ]
    Attribute.objects.bulk_create(attributes)
    Schedule.objects.bulk_create(
        Schedule(
            id=identity("schedule", program),
            coalition=county.coalition,
            service_id=identity("service", program),
            freq=Schedule.Frequency.WEEKLY,
            byday=said["open"][0],
            opens_at=said["open"][1],
            closes_at=said["open"][2],
            description=hours_words(*said["open"]),
        )
        for program, said in SAID.items()
        if "open" in said
    )
    return len(attributes)
