"""The measures: one page for each, with its definition and its worked examples, and a page of them all."""

from __future__ import annotations

from collections.abc import Iterator

from kinbridge.measures.rules.defined import MEASURES
from kinbridge.measures.rules.examples import examples
from kinbridge.measures.rules.measure import Measure, Topic
from kinbridge.measures.rules.suppression import THRESHOLD
from kinbridge.web.manual.markdown import Pages, bullets, first_upper, link, numbered, page, say, section, table

INDEX = "measures/README.md"


def pages() -> Pages:
    return {INDEX: _index(), **{_place(one): _page(one) for one in MEASURES}}


def _place(measure: Measure) -> str:
    return f"measures/{measure.key.replace('_', '-')}.md"


def _index() -> str:
    return page(
        "What the coalition counts",
        say("work", "measures", most=THRESHOLD - 1),
        *(section(topic, _listed(topic)) for topic in Topic),
    )


def _listed(topic: Topic) -> str:
    rows = (
        (link(one.title, _place(one), here=INDEX), one.says, f"{one.source}; version {one.version}")
        for one in MEASURES
        if one.topic == topic
    )
    return table(("measure", "what it says", "source"), rows)


def _page(measure: Measure) -> str:
    facts = [
        ("out of (denominator)", first_upper(measure.of)),
        ("counted (numerator)", "; then ".join(first_upper(words) for words in measure.counts)),
        ("left out", first_upper(measure.without) if measure.without else "nobody"),
        ("period", "a year of four quarters; a case belongs to the quarter in which it began"),
        ("looks ahead", f"{measure.follow} days; a case counts once they have gone by"),
        ("by group (strata)", "race and ethnicity, payer, language, county; by tribe where the tribe agreed"),
        ("days told", "the median to each step" if measure.waits else "none"),
        ("better is", "more" if measure.direction == "up" else "less"),
        ("source", measure.source),
        ("version", measure.version),
    ]
    if measure.under_way:
        facts.insert(3, ("not lost", f"those before the last step: {measure.under_way}"))
    return page(
        measure.title,
        measure.says,
        table(("part", "what it is"), facts),
        f"To confirm: {measure.confirm}" if measure.confirm else "",
        section("What a case can reach", numbered(first_upper(words) for words in measure.counts)),
        section("Examples", say("work", "examples"), *_examples(measure)),
    )


def _examples(measure: Measure) -> Iterator[str]:
    for one in examples(measure.key):
        reached = ", ".join(map(_reached, one.reached))
        yield section(
            one.says, bullets(map(_told, one.facts)), f"Counted: {reached}." if reached else "Not counted.", level=3
        )


def _told(fact: str) -> str:
    """Such as: day 210, baby: birth, weeks 39."""
    day, who, kind, *fields = fact.split()
    said = ", ".join([kind, *(field.replace("=", " ") for field in fields)])
    return f"Day {day}, {who}: {said.replace('_', ' ')}"


def _reached(level: int) -> str:
    return "none of the steps" if level == 0 else f"step {level}"
