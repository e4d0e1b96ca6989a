"""The screening instruments: what each is for, how it is scored, whose it is, and how far its numbers were checked."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from kinbridge.core.decision import Confidence
from kinbridge.screening import rules
from kinbridge.screening.rules import INSTRUMENTS, PUBLISHED, Published
from kinbridge.screening.rules.meaning import MEANING
from kinbridge.screening.rules.wording import ASKED, BY_KEY
from kinbridge.web.manual.markdown import (
    Pages,
    bullets,
    count,
    day,
    first_upper,
    how_sure,
    link,
    listed,
    page,
    plain,
    say,
    section,
    sure,
    table,
)

INSTRUMENTS_PAGE = "instruments.md"
CASES = Path(rules.__file__).parents[1] / "cases"
RED_FLAGS = {code: flag["heading"][0] for flag in MEANING["flags"].values() for code in flag["codes"]}


def pages() -> Pages:
    here = INSTRUMENTS_PAGE
    known = [PUBLISHED[key] for key, _ in INSTRUMENTS]
    intro = say(
        "instruments",
        "intro",
        known=count(len(known), "instrument"),
        asked=len(BY_KEY),
        checked=sum(one.confidence is Confidence.VERIFIED for one in known),
    )
    rows = [
        (link(one.name, here, here=here, at=one.name), one.domain, one.population, one.timeframe, sure(one.confidence))
        for one in known
    ]
    return {
        here: page(
            "Screening instruments",
            intro,
            bullets(pair[0] for pair in MEANING["always"].values()),
            table(("instrument", "looks at", "for whom", "looks back", "how sure"), rows),
            *(_entry(one) for one in known),
        )
    }


def _entry(one: Published) -> str:
    return section(
        one.name,
        f"{first_upper(one.domain)}. For {one.population}. Looks back: {one.timeframe}.",
        bullets(_particulars(one)),
        f"Take care:\n\n{bullets(one.traps)}" if one.traps else "",
        f"Worked examples, which the tests hold it to:\n\n{bullets(_examples(one.key))}",
    )


def _particulars(one: Published) -> Iterator[str]:
    asked = BY_KEY.get(one.key)
    if asked is None:
        yield "Scored from an answer sheet; there is no page to ask it on."
    else:
        alone = " Asked in private only." if asked.private else ""
        trained = " For clinicians." if asked.clinical else ""
        yield f"Asked here: {ASKED[asked.asked].en}{alone}{trained}"
    yield from _scoring(one)
    yield f"Whose it is: {one.licence}"
    yield f"Source: {one.source}; looked up {day(one.checked_on)}"
    if one.loinc:
        yield f"LOINC: {'; '.join(f'{plain(name)} {code}' for name, code in one.loinc.items())}"
    yield f"How sure: {how_sure(one.confidence)}"


def _scoring(one: Published) -> Iterator[str]:
    scale = one.scale
    if one.items:
        yield f"Items scored: {len(one.items)}"
    if "points" in scale:
        yield f"Each answer: {scale['points'][0]} to {scale['points'][1]}"
    if scale.get("yes_no"):
        yield "Each answer: yes or no"
    turned = scale.get("reversed", scale.get("runs_downwards", []))
    if turned:
        yield f"Items that run the other way: {listed(map(plain, turned))}"
    if one.bands:
        yield f"Levels: {'; '.join(f'{plain(name)} {_range(*limits)}' for name, limits in one.bands.items())}"
    if one.cutoffs:
        yield f"Cut-offs: {'; '.join(f'{plain(name)} from {value}' for name, value in one.cutoffs.items())}"
    if "red_flag_item" in scale:
        flag = scale["red_flag"]
        yield f"Acted on before any total: item {scale['red_flag_item']} ({RED_FLAGS.get(flag, plain(flag))})"


def _range(low: int, high: int) -> str:
    return str(low) if low == high else f"{low} to {high}"


def _examples(key: str) -> Iterator[str]:
    for case in tomllib.loads((CASES / f"{key}.toml").read_text(encoding="utf-8"))["case"]:
        yield f"{first_upper(case['title'])}: {_result(case['expected'])}"


def _result(expected: Mapping[str, Any]) -> str:
    """The few parts of a result that can be said in a line."""
    if expected["status"] == "error":
        return "refused as a bad answer"
    said = ["incomplete"] if expected["status"] == "incomplete" else []
    if isinstance(expected.get("score"), int):
        said.append(f"score {expected['score']}")
    if isinstance(expected.get("positive"), bool):
        said.append("positive" if expected["positive"] else "not positive")
    if isinstance(expected.get("band"), str):
        said.append(plain(expected["band"]))
    said += [plain(flag) for flag in expected.get("flags", ()) if isinstance(flag, str)]
    return ", ".join(said) or "complete"
