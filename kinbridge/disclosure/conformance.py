"""`./run conformance`: how many of the worked cases an engine answers rightly, and how many it opens that it must not.

Any engine can be asked: it reads a JSON list of situations and prints a JSON list of `{"id", "decision"}`.
"""

from __future__ import annotations

import argparse
import json
import shlex
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Any

from kinbridge.core.decision import Outcome
from kinbridge.disclosure.corpus import Expected, corpus
from kinbridge.disclosure.decide_file import answer

WIDER = {Outcome.DENY: 0, Outcome.PERMIT_LIMITED: 1, Outcome.PERMIT: 2}
SECONDS = 600
SHOWN = 20
Answers = Mapping[str, Mapping[str, Any]]


class Mark(StrEnum):
    RIGHT = "right"
    OPEN = "wrong, open"
    CLOSED = "wrong, closed"
    SILENT = "no answer"


class NoAnswers(Exception):
    """The engine could not be asked, or what it printed is not a list of answers. The message says which."""


def mark(expected: Expected, given: Mapping[str, Any] | None) -> Mark:
    """How one answer compares. More than the law allows is open; a limit that was left off is too."""
    said = (given or {}).get("decision")
    if not isinstance(said, str) or said not in set(Outcome):
        return Mark.SILENT
    wider = WIDER[Outcome(said)] - WIDER[expected.decision]
    return Mark.OPEN if wider > 0 else Mark.CLOSED if wider < 0 else Mark.RIGHT


def ask_ourselves(cases: Iterable[Expected]) -> Answers:
    return {case.id: answer(case.situation) for case in cases}


def ask(engine: str, cases: Iterable[Expected]) -> Answers:
    """What another engine answers: one start of its command, everything at once."""
    words = shlex.split(engine)
    if not words:
        raise NoAnswers("Name the command after --engine, in quotes.")
    asked = json.dumps([case.situation for case in cases])
    try:
        done = subprocess.run(words, input=asked, capture_output=True, text=True, timeout=SECONDS, check=False)
    except OSError as trouble:
        raise NoAnswers(f"The engine did not start: {trouble.strerror}. Check the command after --engine.") from trouble
    except subprocess.TimeoutExpired as trouble:
        raise NoAnswers(f"The engine did not answer within {SECONDS} seconds.") from trouble
    try:
        given = json.loads(done.stdout)
    except ValueError as trouble:
        raise NoAnswers(f"The engine ended with {done.returncode} and printed no JSON.") from trouble
    if not isinstance(given, list):
        raise NoAnswers("The engine printed JSON that is not a list of answers.")
    return {one["id"]: one for one in given if isinstance(one, dict) and isinstance(one.get("id"), str)}


def report(cases: Sequence[Expected], answers: Answers) -> tuple[list[str], bool]:
    """The score in lines, law by law, the dangerous ones by name; and whether everything was right."""
    marks = {case.id: mark(case, answers.get(case.id)) for case in cases}
    by_law: dict[str, Counter[Mark]] = {}
    for case in cases:
        by_law.setdefault(case.law, Counter())[marks[case.id]] += 1
    wide = max(len(law) for law in by_law)
    lines = [f"{'law':<{wide}}  {'cases':>5}" + "".join(f"  {one:>13}" for one in Mark)]
    rows = [*sorted(by_law.items()), ("all", sum(by_law.values(), Counter()))]
    for law, counted in rows:
        lines.append(f"{law:<{wide}}  {counted.total():>5}" + "".join(f"  {counted[one]:>13}" for one in Mark))
    lines += ["", _duties(cases, answers, marks)]
    opened = [case for case in cases if marks[case.id] is Mark.OPEN]
    if opened:
        lines += ["", "Open where the law says no, or more than it allows:"]
        lines += [f"  {case.id}" for case in opened[:SHOWN]]
        lines += [f"  … and {len(opened) - SHOWN} more"] if len(opened) > SHOWN else []
    return lines, all(one is Mark.RIGHT for one in marks.values())


def _duties(cases: Iterable[Expected], answers: Answers, marks: Mapping[str, Mark]) -> str:
    """Of the duties that cases name, how many the engine named as well, where it decided rightly."""
    wanted = named = 0
    for case in cases:
        if case.duties and marks[case.id] is Mark.RIGHT:
            given = answers[case.id].get("obligations")
            wanted += len(case.duties)
            named += len(case.duties & {str(duty) for duty in given}) if isinstance(given, list) else 0
    return f"Duties that go with these answers: {named} of {wanted} named."


def main(argv: Sequence[str]) -> int:
    """Print the score; 0 where every answer is right, 1 where one is not, 2 where the engine could not be asked."""
    options = _options().parse_args(argv)
    cases = [case for case in corpus() if options.law in ("", *case.law.split("+"))]
    if not cases:
        print("No case is under that law; ./run conformance lists the laws.", file=sys.stderr)  # noqa: T201
        return 2
    if options.write:
        told = [{**case.situation, **case.answer} for case in cases]
        Path(options.write).write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        print(f"{len(cases)} cases are in {options.write}.")  # noqa: T201
        return 0
    try:
        answers = ask(options.engine, cases) if options.engine is not None else ask_ourselves(cases)
    except NoAnswers as trouble:
        print(trouble, file=sys.stderr)  # noqa: T201
        return 2
    lines, right = report(cases, answers)
    print("\n".join(lines))  # noqa: T201
    return 0 if right else 1


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="./run conformance", description="Score an engine with the worked cases.")
    parser.add_argument("--engine", help="a command that reads a JSON list of situations and prints a list of answers")
    parser.add_argument("--law", default="", help="only the cases under this law, such as part2")
    parser.add_argument("--write", metavar="FILE", help="write the cases with their answers as JSON, and ask nobody")
    return parser
