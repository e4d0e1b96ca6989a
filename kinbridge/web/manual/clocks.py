"""What falls due, and under which law: a page for each lane, and one for the clocks that collide."""

from __future__ import annotations

from collections.abc import Iterator

from kinbridge.clocks.picture import LANES
from kinbridge.clocks.rules import RULES, Kind, Lane
from kinbridge.clocks.rules.clashes import PATTERNS, guidance
from kinbridge.clocks.rules.rule import Rule
from kinbridge.core.decision import Confidence
from kinbridge.web.manual.markdown import (
    PROSE,
    Pages,
    bullets,
    count,
    first_upper,
    how_sure,
    link,
    listed,
    page,
    say,
    section,
    sure,
    table,
    written_in,
)
from kinbridge.web.manual.settings import SETTINGS, state_rows

CLOCKS_INDEX = "clocks/README.md"
CLASHES = "clocks/clashes.md"
VALUES_HEAD = ("state", "what", "value", "applies here from", "source", "looked up", "how sure")


def page_of(lane: Lane) -> str:
    return f"clocks/{lane.value.replace('_', '-')}.md"


def to_clock(rule_id: str, *, here: str) -> str:
    lane = next(rule.lane for rule in RULES if rule.id == rule_id)
    return link(rule_id, page_of(lane), here=here, at=rule_id)


def pages() -> Pages:
    return {CLOCKS_INDEX: _index(), CLASHES: _clashes(), **{page_of(lane): _page(lane) for lane in Lane}}


def _index() -> str:
    here = CLOCKS_INDEX
    lanes = [
        (link(LANES[lane], page_of(lane), here=here), str(sum(rule.lane is lane for rule in RULES))) for lane in Lane
    ]
    intro = say(
        "clocks",
        "intro",
        deadlines=count(len(RULES), "deadline"),
        lanes=count(len(Lane), "lane"),
        checked=sum(rule.confidence is Confidence.VERIFIED for rule in RULES),
    )
    others = (
        f"{link('Clocks that collide', CLASHES, here=here)}, and what practice suggests",
        f"{link('Your state', 'states/README.md', here=here)}: its own values, and those that are not here yet",
    )
    return page(
        "What falls due: the clocks",
        intro,
        table(("lane", "deadlines"), lanes),
        bullets(others),
        section("How dates are counted", bullets(PROSE["clocks"]["counting"])),
        section("All deadlines", table(("deadline", "name", "the rule", "law", "how sure"), _rows(here))),
    )


def _rows(here: str) -> Iterator[tuple[str, ...]]:
    for rule in RULES:
        yield to_clock(rule.id, here=here), rule.title, rule.says, rule.cite, sure(rule.confidence)


def _page(lane: Lane) -> str:
    rules = [rule for rule in RULES if rule.lane is lane]
    here = page_of(lane)
    contents = [(link(rule.id, here, here=here, at=rule.id), rule.title, rule.says) for rule in rules]
    counting = link("How dates are counted", CLOCKS_INDEX, here=here, at="How dates are counted")
    return page(
        LANES[lane],
        f"{count(len(rules), 'deadline')}. {counting} stands on its own page.",
        table(("deadline", "name", "the rule"), contents),
        *(_entry(rule, here) for rule in rules),
    )


def _entry(rule: Rule, here: str) -> str:
    names = [name for name, setting in SETTINGS.items() if rule.id in setting.rules]
    values = [row for name in names for row in state_rows(name, here=here)]
    return section(
        rule.id,
        f"**{rule.title}.** {rule.says}",
        bullets(_particulars(rule)),
        f"What varies by state:\n\n{bullets(SETTINGS[name].sentence for name in names)}" if names else "",
        table(VALUES_HEAD, values),
    )


def _particulars(rule: Rule) -> Iterator[str]:
    yield f"Law: {rule.cite}"
    yield f"How sure: {how_sure(rule.confidence)}"
    yield f"Starts with: {_facts(rule.starts)}"
    if rule.done_by:
        yield f"Met by: {_facts(rule.done_by)}"
    if rule.reads - set(rule.done_by):
        yield f"Also looks at: {_facts(rule.reads - set(rule.done_by))}"
    if rule.yardstick:
        yield "A yardstick: it measures, is nobody's duty, and stays off the Desk."
    if rule.term:
        yield "Runs only where the state has a value of its own for it."
    yield written_in(rule.body)


def _facts(kinds: frozenset[Kind] | tuple[Kind, ...]) -> str:
    return "; ".join(sorted(kind.words for kind in kinds))


def _clashes() -> str:
    return page(
        "Clocks that collide",
        say("clocks", "clashes", ways=count(len(PATTERNS), "way")),
        *(_clash(pattern.id, pattern.says) for pattern in PATTERNS),
    )


def _clash(pattern: str, says: str) -> str:
    advice = guidance()[pattern]
    particulars = (
        f"Owners: {listed(advice.owners)}",
        f"Closed by: {advice.closes}",
        f"Source: {advice.source}",
        f"How sure: {how_sure(advice.confidence)}",
    )
    return section(
        pattern,
        f"**{first_upper(advice.title)}.** {says}",
        bullets(particulars),
        f"What practice offers:\n\n{bullets(advice.responses)}",
    )
