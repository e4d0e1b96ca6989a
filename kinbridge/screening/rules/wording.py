"""The wording of each screen: our own words, one file of `wording/` per instrument, read once.

Licensed instruments have no wording here, only a slot for each item of the paper form the site is licensed to use.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from kinbridge.core.vocabulary import Category
from kinbridge.screening.rules.answers import DECLINED, NOT_ASKED
from kinbridge.screening.rules.published import PUBLISHED
from kinbridge.screening.rules.questions import TOPIC, Conflict, Option, Question, Questionnaire, Text

FOLDER = Path(__file__).parents[1] / "wording"


def _text(pair: Sequence[str]) -> Text:
    return Text(*pair)


COMMON = tomllib.loads((FOLDER / "_common.toml").read_text("utf-8"))
DECLINED_OR_NOT_ASKED = (
    Option(DECLINED, _text(COMMON["answers"][DECLINED])),
    Option(NOT_ASKED, _text(COMMON["answers"][NOT_ASKED])),
)
GROUPS = {name: _text(pair) for name, pair in COMMON["groups"].items()}
ASKED = {name: _text(pair) for name, pair in COMMON["asked"].items()}


def _options(key: str, row: Mapping[str, Any]) -> tuple[Option, ...]:
    kind = row.get("kind", "yes_no")
    if kind == "allowed":
        return tuple(Option(points, Text(str(points), str(points))) for points in _allowed(key, row["path"]))
    named = row.get("options", "yes_no" if kind == "yes_no" else ())
    listed = COMMON["options"][named] if isinstance(named, str) else named
    return tuple(Option(value, Text(en, es)) for value, en, es in listed)


def _allowed(key: str, item: str) -> list[int]:
    allowed: list[int] = PUBLISHED[key].scale["allowed"][item]
    return allowed


def _question(key: str, row: Mapping[str, Any]) -> Question:
    skip_if = {TOPIC: row["skip_when"]} if "skip_when" in row else row.get("skip_if")
    return Question(
        path=row["path"],
        kind=row.get("kind", "yes_no"),
        ask=_text(row["ask"]),
        hint=_text(row["hint"]) if "hint" in row else None,
        options=_options(key, row),
        high=row.get("high", 0),
        required=row.get("required", True),
        none=row.get("none", False),
        skip_if=skip_if,
    )


def _questionnaire(path: Path) -> Questionnaire:
    key, row = path.stem, tomllib.loads(path.read_text("utf-8"))
    return Questionnaire(
        key=key,
        group=row["group"],
        asked=row["asked"],
        category=Category(row["category"]),
        variant=row["variant"],
        about=_text(row["about"]),
        context=tuple(_question(key, each) for each in row.get("context", ())),
        questions=tuple(_question(key, each) for each in row.get("questions", ())),
        private=row.get("private", False),
        clinical=row.get("clinical", False),
        pick=_text(row["pick"]) if "pick" in row else None,
        topics=tuple(Option(value, Text(en, es)) for value, en, es in row.get("topics", ())),
        each_topic=tuple((_question(key, each), each.get("only_topic", "")) for each in row.get("each_topic", ())),
        signs_into=row.get("signs_into", ""),
        conflicts=tuple(
            Conflict(each["when"], each["above_zero"], _text(each["say"])) for each in row.get("conflicts", ())
        ),
    )


# In the order they are offered within their group.
QUESTIONNAIRES: tuple[Questionnaire, ...] = tuple(
    _questionnaire(FOLDER / f"{key}.toml")
    for key in (
        *("uncope", "audit_c", "dast_10", "nida_quick_screen", "nm_assist", "taps_1", "taps_2", "rods", "crafft_2_1_n"),
        *("cows", "dsm5_oud", "five_ps_integrated", "four_ps", "surp_p"),
        *(
            "epds",
            "phq_2",
            "phq_9",
            "gad_7",
            "pc_ptsd_5",
            "ace",
            "hits",
            "e_hits",
            "hark",
            "web",
            "ahc_hrsn_core",
            "ncfas_change",
        ),
        *("esc", "fnass_item"),
    )
)
BY_KEY: Mapping[str, Questionnaire] = {each.key: each for each in QUESTIONNAIRES}
