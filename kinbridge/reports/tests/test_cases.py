"""What the check says of record files, good and bad; and how facts become the records of a file."""

from __future__ import annotations

import io
import tomllib
from datetime import date
from pathlib import Path
from typing import Any, get_args

import pytest

from kinbridge.chart.kinds.disposition import Disposition
from kinbridge.chart.kinds.removal_circumstances import Circumstance
from kinbridge.reports.check_file import main
from kinbridge.reports.example import EXAMPLE
from kinbridge.reports.rules.capta import ITEMS
from kinbridge.reports.rules.checking import MOST_KEPT, check
from kinbridge.reports.rules.layouts import LAYOUTS
from kinbridge.reports.rules.records import FINDINGS, Child, Fact, Year, afcars, ncands

READ: dict[str, Any] = tomllib.loads((Path(__file__).parents[1] / "cases" / "checking.toml").read_text("utf-8"))
TODAY = date(2026, 11, 22)
NCANDS, AFCARS = LAYOUTS["ncands"], LAYOUTS["afcars"]
HEADINGS = ",".join(NCANDS.names)


def file_of(case: dict[str, Any]) -> str:
    if "file" in case:
        lines: list[str] = case["file"].split("\n")
        return "\n".join({"headings": HEADINGS, "good": READ["good"]}.get(line, line) for line in lines)
    cells = dict(zip(NCANDS.names, READ["good"].split(","), strict=True))
    changed = {name: "x" * 90_000 if value == "long" else value for name, value in case["change"].items()}
    record = ",".join(f'"{cell}"' if "," in cell else cell for cell in (cells | changed).values())
    return f"{HEADINGS}\n{record}\n"


@pytest.mark.parametrize("case", READ["case"], ids=lambda case: case["says"])
def test_a_file_is_told_what_is_wrong_with_it(case: dict[str, Any]) -> None:
    found = check(io.StringIO(file_of(case), newline=""), today=TODAY)
    said = [str(mistake) for mistake in found.mistakes]
    assert len(said) == len(case["mistakes"]), said
    for words, mistake in zip(case["mistakes"], said, strict=True):
        assert words in mistake
    assert all(len(words) < 900 for words in said)


@pytest.mark.parametrize(
    ("word", "mend"),
    [
        ("Applies", "Write it in small letters, as “applies”."),
        ("maybe", "(nobody recorded it"),
        ("yes", "one of them."),
    ],
)
def test_where_codes_are_words_it_says_how_they_are_written(word: str, mend: str) -> None:
    cells = dict.fromkeys(AFCARS.names, "does not apply") | {"CHILD": "A1B2C3D4", "E153": "", "E87": word}
    cells |= {"E5": "2025-01-05", "E69": "2026-02-03"}
    (mistake,) = check([f"{','.join(line)}\n" for line in (cells, cells.values())], today=TODAY).mistakes
    assert mend in str(mistake)


def test_the_invented_file_has_three_mistakes() -> None:
    found = check(io.StringIO(EXAMPLE), today=TODAY)
    assert found.summary == "5 records checked, 3 mistakes found."


def test_a_large_file_is_read_once_and_only_its_first_mistakes_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "large.csv"
    path.write_text(HEADINGS + "\n" + "x\n" * 50_000)
    assert main([str(path), "--layout", "ncands"]) == 1
    with path.open() as lines:
        found = check(lines, today=TODAY)
    assert (found.count, len(found.mistakes)) == (50_000, MOST_KEPT)
    assert main(["--layout"]) == 2
    assert main([str(tmp_path / "none.csv")]) == 2


def test_every_element_says_how_sure_it_is_and_where_it_comes_from() -> None:
    for layout in LAYOUTS.values():
        assert all(one.confidence and one.source for one in layout.elements)
        assert set(layout.key) <= set(layout.names)
    assert [one.number for one in AFCARS.elements if one.circumstance] == [str(number) for number in range(72, 106)]
    assert [one.circumstance for one in AFCARS.elements if one.circumstance] == list(get_args(Circumstance))
    assert set(FINDINGS) == set(get_args(Disposition.__annotations__["finding"]) or FINDINGS)
    assert all(item.measure or item.note for item in ITEMS)


# ── facts as records ─────────────────────────────────────────────────────────

BABY = Child(7, "0F0F0001", date(2026, 2, 1))
YEAR = Year(2026)


def fact(kind: str, on: date, **body: Any) -> Fact:
    return Fact(on.toordinal(), BABY.id, kind, on, body)


def closed(*more: Fact, on: date = date(2026, 3, 20), **said: str) -> list[dict[str, str]]:
    report = fact("report", date(2026, 2, 3), track="assessment")
    body = {"finding": "alternative_response_victim", "child_drug": "yes", **said}
    facts = [report, fact("disposition", on, **body), *more]
    return list(ncands([BABY], facts, year=YEAR, mark={report.id: "A1B2C3D4"}))


def test_a_report_that_was_closed_in_the_year_is_one_record_that_the_check_accepts() -> None:
    (row,) = closed(fact("plan_step", date(2026, 2, 10), step="signed"))
    assert (row["RPTDISP"], row["CDDRUG"], row["RPTSRC"], row["INVDATE"]) == ("03", "1", "99", "")
    assert (row["SAFECARE"], row["CARAREF"]) == ("1", "9"), "a referral nobody sees here may still be there"
    text = f"{HEADINGS}\n{','.join(row[name] for name in NCANDS.names)}\n"
    assert check(io.StringIO(text), today=TODAY).mistakes == []


def test_a_report_of_another_year_is_not_in_the_file() -> None:
    assert closed(on=date(2026, 10, 1)) == []


def test_a_removal_that_nobody_described_says_not_recorded_and_never_does_not_apply() -> None:
    removed = fact("removal", date(2026, 2, 5), from_home_of="mother")
    (row,) = afcars([BABY], [removed], year=YEAR, mark={})
    assert (row["E69"], row["E83"], row["E87"], row["E153"]) == ("2026-02-05", "not recorded", "not recorded", "")
    described = fact("removal_circumstances", date(2026, 2, 5), apply=["prenatal_drug_exposure"])
    (row,) = afcars([BABY], [removed, described], year=YEAR, mark={})
    assert (row["E83"], row["E87"]) == ("does not apply", "applies")


def test_a_child_who_came_home_before_the_year_is_not_in_the_file() -> None:
    facts = [fact("removal", date(2025, 2, 5)), fact("return_home", date(2025, 9, 30))]
    assert list(afcars([BABY], facts, year=YEAR, mark={})) == []
