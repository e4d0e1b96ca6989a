"""Files that were made to harm, or that go round in circles: refused, or put right row by row, and said."""

from __future__ import annotations

import os
import tracemalloc
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction

from kinbridge.directory.models import Coalition, Organization, TaxonomyTerm, software
from kinbridge.exchange import archive, files
from kinbridge.exchange.actions import load_directory
from kinbridge.exchange.archive import Refused
from kinbridge.exchange.hsds import load as loading
from kinbridge.exchange.hsds import spool
from kinbridge.exchange.report import Report

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 16, 12, tzinfo=UTC)
ONE, TWO, THREE, FOUR = (str(UUID(int=number)) for number in (1, 2, 3, 4))


@pytest.fixture
def harbor() -> Coalition:
    return Coalition.objects.create(name="Harbor County", state="OH", county="Harbor")


def load(path: Path, coalition: Coalition) -> Report:
    return load_directory(path=path, by=software(coalition), at=AT)


def packed(folder: Path, **members: str | bytes) -> Path:
    path = folder / "directory.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for name, content in members.items():
            out.writestr(name, content)
    return path


def organizations(*rows: str) -> str:
    return "id,name,description,parent_organization_id\n" + "\n".join(rows) + "\n"


def test_a_zip_of_tables_loads_like_the_folder_it_holds(tmp_path: Path, harbor: Coalition) -> None:
    members = {"hsds/organizations.csv": organizations(f"{ONE},Harbor,Care,"), "hsds/readme.pdf": b"%PDF"}
    assert load(packed(tmp_path, **members), harbor).tallies["organization"].added == 1
    assert load(packed(tmp_path, **members), harbor).changed_nothing


@pytest.mark.parametrize(
    ("members", "said"),
    [
        ({"organizations.csv": b"0" * 40_000_000}, "grows far beyond"),
        ({f"{number}.txt": b"" for number in range(300)}, "more than 200 files"),
        ({"a/services.csv": b"id", "b/services.csv": b"id"}, "two files of one name"),
    ],
    ids=["bomb", "many", "twice"],
)
def test_an_archive_made_to_harm_is_refused_whole(
    tmp_path: Path, harbor: Coalition, members: dict[str, bytes], said: str
) -> None:
    with pytest.raises(Refused, match=said):
        load(packed(tmp_path, **members), harbor)
    assert not Organization.objects.exists()


def test_a_file_in_an_archive_cannot_say_where_it_goes(tmp_path: Path, harbor: Coalition) -> None:
    load(packed(tmp_path, **{"../../../tmp/organizations.csv": organizations(f"{ONE},Harbor,Care,")}), harbor)
    assert Organization.objects.get().name == "Harbor"
    assert not list(tmp_path.parent.glob("organizations.csv"))


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 cut short", b"id,name\n"])
def test_what_is_no_archive_is_refused_in_words(tmp_path: Path, harbor: Coalition, content: bytes) -> None:
    path = tmp_path / "directory.zip"
    path.write_bytes(content)
    with pytest.raises(Refused, match="is no zip archive that can be opened"):
        load(path, harbor)


def test_an_archive_inside_an_archive_is_not_opened(tmp_path: Path, harbor: Coalition) -> None:
    inner = packed(tmp_path, **{"organizations.csv": organizations(f"{ONE},Harbor,Care,")}).read_bytes()
    assert load(packed(tmp_path, **{"inner.zip": inner}), harbor).tallies == {}


def test_organizations_and_terms_that_stand_above_themselves_lose_that_link(tmp_path: Path, harbor: Coalition) -> None:
    (tmp_path / "organizations.csv").write_text(
        organizations(f"{ONE},A,x,{TWO}", f"{TWO},B,x,{THREE}", f"{THREE},C,x,{ONE}", f"{FOUR},D,x,{ONE}")
    )
    (tmp_path / "taxonomy_terms.csv").write_text(f"id,name,description,parent_id\n{ONE},Self,x,{ONE}\n")
    report = load(tmp_path, harbor)
    above = {row.name: row.parent_organization_id for row in Organization.objects.all()}
    assert above == {"A": None, "B": None, "C": None, "D": UUID(ONE)}
    assert TaxonomyTerm.objects.get().parent_id is None
    told = [(each.file, each.row, str(each.effect)) for each in report.troubles if "above itself" in each.trouble]
    assert sorted(told) == [
        ("organizations.csv", "2", "field left blank"),
        ("organizations.csv", "3", "field left blank"),
        ("organizations.csv", "4", "field left blank"),
        ("taxonomy_terms.csv", "2", "field left blank"),
    ]
    assert load(tmp_path, harbor).changed_nothing


def test_a_loop_that_a_second_file_would_close_stays_open(tmp_path: Path, harbor: Coalition) -> None:
    file = tmp_path / "organizations.csv"
    file.write_text(organizations(f"{ONE},A,x,{TWO}", f"{TWO},B,x,"))
    load(file, harbor)
    file.write_text(organizations(f"{TWO},B,x,{ONE}"))
    load(file, harbor)
    assert {row.name: row.parent_organization_id for row in Organization.objects.all()} == {"A": UUID(TWO), "B": None}


def test_one_item_too_large_to_hold_is_named_and_the_rest_was_read(
    tmp_path: Path, harbor: Coalition, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "LARGEST_ITEM", 2_000_000)
    monkeypatch.setattr(files, "CHUNK", 100_000)
    huge = f'{{"id": "{TWO}", "name": "B", "description": "{"x" * 9_000_000}"}}'
    file = tmp_path / "organizations.json"
    file.write_text(f'[{{"id": "{ONE}", "name": "A", "description": "x"}}, {huge}]')
    report = load(file, harbor)
    assert Organization.objects.get().name == "A"
    assert "this one item is larger than 2 MB; send it in parts." in {each.trouble for each in report.troubles}


@pytest.mark.parametrize("suffix", ["ndjson", "json", "csv"])
def test_a_file_far_larger_than_what_is_held_of_it_is_read_row_by_row(tmp_path: Path, suffix: str) -> None:
    """Sixteen megabytes here, 200 in the bench: what is held at once is a chunk, however long the file."""
    path, number = tmp_path / f"organizations.{suffix}", 4_000
    row = f'{{"id": "{ONE}", "name": "A", "description": "{"x" * 4_000}"}}'
    with path.open("w") as file:
        if suffix == "csv":
            file.write("id,name,description\n")
            file.writelines(f"{ONE},A,{'x' * 4_000}\n" for _ in range(number))
        else:
            between = "\n" if suffix == "ndjson" else ",\n"
            file.write("" if suffix == "ndjson" else "[")
            file.writelines(f"{row}{between}" for _ in range(number - 1))
            file.write(row if suffix == "ndjson" else f"{row}]")
    known, report = frozenset({"id", "name", "description"}), Report()
    tracemalloc.start()
    found = (
        files.rows(path, report, known=known, needed=frozenset({"id"}))
        if suffix == "csv"
        else files.values(path, report)
    )
    read = sum(1 for _ in found)
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (read, report.troubles) == (number, [])
    assert most < path.stat().st_size / 2


class Stopped(Exception):
    """Somebody pulled the plug."""


def test_a_large_load_that_was_stopped_goes_on_where_it_was(
    tmp_path: Path, harbor: Coalition, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spool, "LARGE", 0)
    monkeypatch.setattr(loading, "PART", 10)
    monkeypatch.setattr(loading, "EVERY", 1)
    rows = [f"{UUID(int=number + 1)},House {number},x,{',one too many' if number == 4 else ''}" for number in range(50)]
    sent, keep = tmp_path / "organizations.csv", tmp_path / "kept"
    sent.write_text(organizations(*rows))
    before = sent.stat()

    def pull_the_plug(read: int, _share: float) -> None:
        if read == 35:
            raise Stopped

    with pytest.raises(Stopped), transaction.atomic():
        load_directory(path=sent, by=software(harbor), at=AT, progress=pull_the_plug, keep=keep)
    assert not Organization.objects.exists(), "nothing is half-loaded"
    # What was read is not read again: the same file, as far as anyone can tell, now begins with other names.
    sent.write_text(organizations(*(row.replace("House", "Shack") for row in rows)))
    os.utime(sent, ns=(before.st_atime_ns, before.st_mtime_ns))
    shares: list[float] = []
    stored: list[tuple[int, float]] = []
    report = load_directory(
        path=sent,
        by=software(harbor),
        at=AT,
        progress=lambda _rows, share: shares.append(share),
        storing=lambda rows, share: stored.append((rows, share)),
        keep=keep,
    )
    assert stored == [(0, 0), (49, 1)]
    names = list(Organization.objects.order_by("pk").values_list("name", flat=True))
    assert (names[0], names[29], names[30], len(names)) == ("House 0", "House 30", "Shack 31", 49)
    assert [(each.row, str(each.effect)) for each in report.troubles] == [("6", "row left out")]
    assert report.left_out == 1
    assert (shares[-1], sorted(shares)) == (1, shares)


def test_a_load_that_is_stored_keeps_nothing_it_has_read(
    tmp_path: Path, harbor: Coalition, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    monkeypatch.setattr(spool, "LARGE", 0)
    monkeypatch.setattr(loading, "PART", 1)
    path, keep = (
        packed(tmp_path, **{"organizations.csv": organizations(f"{ONE},A,x,", f"{TWO},B,x,")}),
        tmp_path / "kept",
    )
    with django_capture_on_commit_callbacks(execute=True):
        load_directory(path=path, by=software(harbor), at=AT, keep=keep)
    assert list(keep.iterdir()) == []


def test_the_limits_leave_room_for_a_real_directory() -> None:
    assert archive.MOST_BYTES > 200_000_000 < files.LARGEST_ITEM * 10
