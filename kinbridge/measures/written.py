"""The definitions as they were written out in SQL, and an answer from whoever runs it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from kinbridge.measures.rules.answers import Answer, Answers, Row, waits_of
from kinbridge.measures.rules.defined import MEASURES
from kinbridge.measures.rules.measure import Measure

FOLDER = Path(__file__).parent / "compiled"
Run = Callable[[str], Sequence[Row]]
"""Takes SQL, gives rows."""


def answers(dialect: str, run: Run, measures: Iterable[Measure] = MEASURES) -> Answers:
    return {one.key: answer(dialect, run, one) for one in measures}


def answer(dialect: str, run: Run, measure: Measure) -> Answer:
    rows = run(sql(dialect, measure.key))
    return Answer(rows, waits_of(run(sql(dialect, f"{measure.key}.waits"))[0]) if measure.waits else ())


def sql(dialect: str, name: str) -> str:
    return (FOLDER / dialect / f"{name}.sql").read_text("utf-8")
