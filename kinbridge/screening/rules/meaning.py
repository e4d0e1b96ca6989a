"""What a result means in plain words, in the order it is acted on: what is urgent, what was found, what to offer."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kinbridge.screening.rules.published import PUBLISHED
from kinbridge.screening.rules.questions import Questionnaire, Text
from kinbridge.screening.rules.result import Score, Status

MEANING: Mapping[str, Any] = tomllib.loads(Path(__file__).with_name("meaning.toml").read_text("utf-8"))
LINES: Mapping[str, str] = {name: said for name, said in MEANING["lines"].items() if isinstance(said, str)}
_VIOLENCE = frozenset({"hits", "e_hits", "web", "hark"})
_OWN_USE = frozenset(PUBLISHED["five_ps_integrated"].scale["own_use_items"])
_LISTED = {"further": "continue_to_taps2", "excluded": "excluded", "improved": "improved", "worse": "worse"}
_WITHDRAWAL = frozenset({"moderate", "moderately_severe", "severe"})


@dataclass(frozen=True, slots=True)
class Urgent:
    heading: str
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Meaning:
    """The words of a result page, in one language."""

    urgent: tuple[Urgent, ...]
    verdict: str
    heading: str
    says: str
    found: tuple[str, ...]
    next_steps: tuple[str, ...]
    always: tuple[str, ...]


class Words:
    """Picks one language out of `meaning.toml`, and fills in the phone lines."""

    def __init__(self, language: str) -> None:
        self._language = language

    def say(self, pair: Iterable[str], **values: object) -> str:
        return Text(*pair).said_in(self._language).format(**LINES, **values)

    def found(self, name: str, **values: object) -> str:
        return self.say(MEANING["found"][name], **values)

    def word(self, code: object) -> str:
        pair = MEANING["words"].get(str(code))
        return str(code).replace("_", " ") if pair is None else self.say(pair)

    def band(self, code: object) -> str:
        return self.say(MEANING["bands"][str(code)])

    def listed(self, codes: Iterable[object]) -> str:
        return ", ".join(self.word(code) for code in codes)


def flags_of(questionnaire: Questionnaire, score: Score, run: Score | None = None) -> tuple[str, ...]:
    """The flags of the score, and those that follow from its meaning: violence, withdrawal, a run of high scores."""
    flags = list(score.flags)
    needs = score.found.get("needs")
    if (questionnaire.key in _VIOLENCE and score.positive) or (isinstance(needs, list) and "safety" in needs):
        flags.append("safety_follow_up")
    if questionnaire.key == "cows" and score.found.get("band") in _WITHDRAWAL:
        flags.append("opioid_withdrawal")
    if run is not None and run.found.get("trigger"):
        flags.append("finnegan_run_met")
    return tuple(flags)


def explain(questionnaire: Questionnaire, score: Score, *, language: str, run: Score | None = None) -> Meaning:
    """The result in words. `score` must not be an error: an error is shown on the form, never as a result.

    `run` is what the scorings up to this one say together, for an instrument that is repeated (Finnegan).
    """
    words = Words(language)
    verdict = _verdict(score)
    complete = score.status is Status.COMPLETE
    offer = verdict in ("positive", "unknown") or (verdict == "none" and complete)
    return Meaning(
        urgent=_urgent(flags_of(questionnaire, score, run), words),
        verdict=verdict,
        heading=words.say(MEANING["verdicts"][verdict]),
        says=words.say(MEANING["says"][verdict]),
        found=tuple(_found(questionnaire, score, words)),
        next_steps=tuple(words.say(step) for step in MEANING["next_steps"][questionnaire.group]) if offer else (),
        always=tuple(words.say(MEANING["always"][each]) for each in _always(score)),
    )


def needs_found(score: Score, *, language: str) -> tuple[tuple[str, str], ...]:
    """Each need that a needs screen found, by its code, in words: what a referral can be made for at once."""
    needs, words = score.found.get("needs"), Words(language)
    return tuple((str(need), words.word(need)) for need in needs) if isinstance(needs, list) else ()


def _verdict(score: Score) -> str:
    if score.positive is not None:
        return "positive" if score.positive else "negative"
    return "unknown" if "positive" in score.found or score.status is Status.INCOMPLETE else "none"


def _always(score: Score) -> tuple[str, ...]:
    return ("not_a_diagnosis", "declined") if "declined" in score.found else ("not_a_diagnosis",)


def _urgent(flags: Iterable[str], words: Words) -> tuple[Urgent, ...]:
    """In the order of `meaning.toml`, the most pressing first."""
    raised = set(flags)
    return tuple(
        Urgent(words.say(flag["heading"]), tuple(words.say(step) for step in flag["steps"]))
        for flag in MEANING["flags"].values()
        if raised & set(flag["codes"])
    )


def _found(questionnaire: Questionnaire, score: Score, words: Words) -> Iterable[str]:
    found = score.found
    if "score" in found:
        yield _score(questionnaire, found["score"], words)
    if "band" in found and "score" in found:
        yield words.found("band", band=words.band(found["band"]))
    if isinstance(found.get("lower_bound"), int) and questionnaire.signs_into == "":
        yield words.found("lower_bound", lower_bound=found["lower_bound"])
    if "cutoff" in found:
        unknown = found["cutoff"] is None
        yield words.found("cutoff_unknown") if unknown else words.found("cutoff", cutoff=found["cutoff"])
    yield from _substances(questionnaire, found, words)
    yield from _lists(found, words)
    missing = found.get("missing")
    if isinstance(missing, list) and missing:
        yield words.found("missing", count=len(missing))


def _score(questionnaire: Questionnaire, total: object, words: Words) -> str:
    bands = PUBLISHED[questionnaire.key].bands.values()
    most = max((high for _, high in bands), default=0)
    return words.found("score_of", score=total, most=most) if most else words.found("score", score=total)


def _substances(questionnaire: Questionnaire, found: Mapping[str, object], words: Words) -> Iterable[str]:
    names = {str(topic.value): words.say((topic.words.en, topic.words.es)) for topic in questionnaire.topics}
    substances = found.get("substances")
    for key, each in substances.items() if isinstance(substances, dict) else ():
        name = names.get(key, words.word(key))
        if "score" in each:
            yield words.found("substance", what=name, score=each["score"], band=words.band(each["band"]))
        else:
            yield words.found("substance_open", what=name, lower_bound=each["lower_bound"])


def _lists(found: Mapping[str, object], words: Words) -> Iterable[str]:
    positive = found.get("positive_items")
    if isinstance(positive, list):
        # Kept apart, so that a partner's or a parent's use is never read as the person's own.
        for name, own in (("own_use", True), ("others", False)):
            items = [item for item in positive if (item in _OWN_USE) is own]
            if items:
                yield words.found(name, items=words.listed(items))
    needs = found.get("needs")
    if isinstance(needs, list):
        yield words.found("needs", items=words.listed(needs)) if needs else words.found("no_needs")
    for name, key in _LISTED.items():
        listed = found.get(key)
        if isinstance(listed, list) and listed:
            yield words.found(name, items=words.listed(listed))
    if found.get("action"):
        yield words.found("action", action=words.word(found["action"]))
