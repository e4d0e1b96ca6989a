"""Answer sheets as people might fill them in, scored by the real rules."""

from __future__ import annotations

from functools import lru_cache
from random import Random
from typing import Any

from kinbridge.screening.rules import score

UNCOPE = ("u", "n", "c", "o", "p", "e")
FIVE_PS = ("parents", "peers", "partner", "violence", "emotional_health", "past", "present", "smoking")
EPDS_REVERSED = (3, 5, 6, 7, 8, 9, 10)
DECLINED: dict[str, Any] = {"instrument": "uncope", "status": "declined", "result": {}}


def uncope(random: Random, *, likely: float) -> dict[str, Any]:
    return _scored("uncope", tuple((item, random.random() < likely) for item in UNCOPE))


def five_ps(random: Random, *, likely: float) -> dict[str, Any]:
    chances = {"violence": likely / 5, "emotional_health": likely / 2, "smoking": 0.4}
    return _scored("five_ps_integrated", tuple((p, random.random() < chances.get(p, likely)) for p in FIVE_PS))


def epds(random: Random, *, low_mood: float) -> dict[str, Any]:
    """Ten questions; most people choose the first or second answer, more often the worse one when mood is low."""
    answers = []
    for number in range(1, 11):
        points = sum(random.random() < low_mood for _ in range(3)) if number < 10 else 0
        answers.append((f"q{number}", 4 - points if number in EPDS_REVERSED else 1 + points))
    return _scored("epds", tuple(answers))


def needs(random: Random) -> dict[str, Any]:
    """The health-related social needs screen."""
    answers: dict[str, Any] = {
        "living_situation": random.choices(("steady", "worried_losing", "no_steady_place"), (6, 3, 1))[0],
        "place_problems": ["none"],
        "food_worry": random.choices(("never", "sometimes", "often"), (5, 4, 1))[0],
        "food_last": random.choices(("never", "sometimes"), (7, 3))[0],
        "transport": random.choices(("no", "yes"), (6, 4))[0],
        "utilities": random.choices(("no", "yes"), (8, 2))[0],
        "safety": [1, 1, 1, 1],
    }
    return {"instrument": "ahc_hrsn_core", **_result(score("ahc_hrsn_core", answers).as_result()), "answers": answers}


@lru_cache(maxsize=4096)
def _scored_once(instrument: str, answers: tuple[tuple[str, object], ...]) -> dict[str, Any]:
    return _result(score(instrument, dict(answers)).as_result())


def _scored(instrument: str, answers: tuple[tuple[str, object], ...]) -> dict[str, Any]:
    return {"instrument": instrument, **_scored_once(instrument, answers), "answers": dict(answers)}


def _result(scored: dict[str, Any]) -> dict[str, Any]:
    return {"status": scored["status"], "result": {k: v for k, v in scored.items() if k != "status"}}
