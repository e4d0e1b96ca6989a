"""A package that would do harm, or is none, is refused with a sentence: which file, what is wrong, and what to do."""

from __future__ import annotations

import io
import stat
import struct
from collections.abc import Callable
from zipfile import ZIP_STORED, ZipFile, ZipInfo

import msgspec
import pytest

from kinbridge.learning.packages import archive
from kinbridge.learning.packages.archive import opened
from kinbridge.learning.packages.rules.archive import accepted
from kinbridge.learning.packages.rules.limits import LIMITS, Refused
from kinbridge.learning.packages.tests.packing import CMI5, PAGE, SCORM_12, SCORM_2004, packed, scorm_package

BOMB = '<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;&b;">]><manifest>&c;</manifest>'
OUTSIDE = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><manifest>&b;</manifest>'
LONG = f"<manifest>{' '.join(map(str, range(200_000)))}</manifest>"


def refusal(file: io.BytesIO) -> str:
    with pytest.raises(Refused) as error, opened(file) as package:
        list(package.files())
    return str(error.value)


def linked() -> io.BytesIO:
    file = io.BytesIO()
    with ZipFile(file, "w") as made:
        link = ZipInfo("pictures.html")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        made.writestr(link, "/etc/passwd")
    return file


def twice() -> io.BytesIO:
    file = io.BytesIO()
    with ZipFile(file, "w") as made:
        made.writestr("index.html", PAGE)
        made.writestr("INDEX.html", PAGE)
    return file


def locked() -> io.BytesIO:
    """The bit that says "encrypted", set in both headers of the file."""
    content = bytearray(packed({"index.html": PAGE}, compression=ZIP_STORED).getvalue())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.index(mark) + offset
        content[at : at + 2] = struct.pack("<H", 1)
    return io.BytesIO(bytes(content))


def damaged() -> io.BytesIO:
    content = bytearray(scorm_package().getvalue())
    content[content.index(b"index.html") + 14] ^= 0xFF
    return io.BytesIO(bytes(content))


def declared(size: int) -> io.BytesIO:
    """A small file whose archive says that it is this large."""
    content = bytearray(packed({"big.html": "x" * 100_000}).getvalue())
    at = content.index(b"PK\x01\x02") + 24
    content[at : at + 4] = struct.pack("<I", size)
    return io.BytesIO(bytes(content))


def listing(size: int) -> io.BytesIO:
    """A package that says its list of contents is this long."""
    content = bytearray(scorm_package().getvalue())
    at = content.index(b"PK\x05\x06") + 12
    content[at : at + 4] = struct.pack("<I", size)
    return io.BytesIO(bytes(content))


def of_64_bits() -> io.BytesIO:
    content = scorm_package().getvalue()
    return io.BytesIO(content[:-22] + b"PK\x06\x07" + bytes(16) + content[-22:])


def many() -> io.BytesIO:
    return packed({f"{number}.txt": "" for number in range(LIMITS.files + 1)})


def scorm(told: str, instead: str) -> io.BytesIO:
    assert told in SCORM_12
    return scorm_package(SCORM_12.replace(told, instead))


def cmi5(told: str, instead: str) -> io.BytesIO:
    assert told in CMI5
    return packed({"cmi5.xml": CMI5.replace(told, instead), "index.html": PAGE})


@pytest.mark.parametrize(
    ("make", "file", "trouble"),
    [
        (lambda: packed({"../../etc/cron.d/a.html": PAGE}), "../../etc/cron.d/a.html", "leads out of the package"),
        (lambda: packed({"a/../../b.html": PAGE}), "a/../../b.html", "leads out of the package"),
        (lambda: packed({"/etc/passwd.html": PAGE}), "/etc/passwd.html", "outside the package"),
        (lambda: packed({"C:\\Windows\\a.html": PAGE}), "C:\\Windows\\a.html", "outside the package"),
        (lambda: packed({"a\nb.html": PAGE}), "a?b.html", "cannot be printed"),
        (lambda: packed({f"{'a' * 250}.html": PAGE}), "aaa...", "too long"),
        (linked, "pictures.html", "a link to another file"),
        (lambda: packed({"index.html": PAGE, "login.php": "<?php"}), "login.php", "of a kind that a package may not"),
        (lambda: packed({"index.html": PAGE, ".htaccess": ""}), ".htaccess", "of a kind that a package may not"),
        (lambda: packed({"more.zip": many().getvalue()}), "more.zip", "of a kind that a package may not"),
        (twice, "INDEX.html", "Two files"),
        (locked, "index.html", "locked with a password"),
        (damaged, "index.html", "is damaged"),
        (lambda: declared(1_000_000_000), "big.html", "larger than 25 MB"),
        (lambda: packed({"bomb.html": "0" * 20_000_000}), "bomb.html", "grow more than 200 times"),
        (many, "", "holds more than 3,000 files"),
        (lambda: listing(90_000_000), "", "lists more than 3,000 files"),
        (of_64_bits, "", "lists more than 3,000 files"),
        (lambda: packed({}), "", "is empty"),
        (lambda: io.BytesIO(b"%PDF-1.7 not a zip"), "", "not a zip file"),
        (lambda: io.BytesIO(scorm_package().getvalue()[:-40]), "", "not a zip file"),
        (lambda: packed({"index.html": PAGE}), "", "no cmi5.xml and no imsmanifest.xml"),
        (lambda: packed({"course/imsmanifest.xml": SCORM_12}), "course/imsmanifest.xml", "lies in a folder"),
        (lambda: scorm_package("<manifest"), "imsmanifest.xml", "not well-formed"),
        (lambda: scorm_package(""), "imsmanifest.xml", "not well-formed"),
        (lambda: scorm_package(BOMB), "imsmanifest.xml", "document type"),
        (lambda: scorm_package(OUTSIDE), "imsmanifest.xml", "document type"),
        (lambda: scorm_package("<a>" * 100 + "</a>" * 100), "imsmanifest.xml", "nested more than"),
        (
            lambda: scorm_package(f"<a>{' '.join(map(str, range(200_000)))}</a>"),
            "imsmanifest.xml",
            "No manifest needs that",
        ),
        (lambda: scorm_package("<html/>"), "imsmanifest.xml", "does not say that it is SCORM"),
        (lambda: scorm("1.2</schemaversion>", "3.0</schemaversion>"), "imsmanifest.xml", "does not say that it is"),
        (lambda: scorm('identifierref="r1"', 'identifierref="r9"'), "imsmanifest.xml", "lists nothing to open"),
        (lambda: scorm("index.html", "other.html"), "other.html", "no such file"),
        (lambda: scorm("index.html", "../index.html"), "../index.html", "no such file"),
        (lambda: scorm("index.html", "https://evil.example/a.html"), "https://evil.example/a.html", "another server"),
        (lambda: scorm("index.html", "javascript:alert(1)"), "javascript:alert(1)", "another server"),
        (lambda: packed({"cmi5.xml": "<courseStructure/>"}), "cmi5.xml", "not a cmi5 course structure"),
        (lambda: cmi5("index.html?", "https://elsewhere.example/?"), "https://elsewhere.example/", "another server"),
        (lambda: cmi5("CompletedAndPassed", "Whenever"), "Whenever", "moveOn"),
        (lambda: cmi5("https://maker.example/unit", "the unit"), "cmi5.xml", "no IRI"),
    ],
)
def test_a_bad_package_is_refused_with_a_sentence(make: Callable[[], io.BytesIO], file: str, trouble: str) -> None:
    said = refusal(make())
    assert trouble in said
    assert file in said
    assert said.endswith(".")
    assert len(said) < 300


def test_a_file_is_never_longer_than_the_archive_says() -> None:
    """A list of contents that lies small: reading stops there, and the checksum tells."""
    assert "damaged" in refusal_of_reading(declared(10))


def refusal_of_reading(file: io.BytesIO) -> str:
    with ZipFile(file) as held, pytest.raises(Refused) as error:
        archive._content(held, held.infolist()[0])
    return str(error.value)


def test_all_files_together_have_a_limit_too() -> None:
    few = msgspec.structs.replace(LIMITS, unpacked_bytes=1_000)
    with ZipFile(packed({"a.txt": "a" * 600, "b.txt": "b" * 600})) as held, pytest.raises(Refused, match="Unpacked"):
        accepted(held.infolist(), few)


def test_a_package_that_is_too_large_is_not_even_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "LIMITS", msgspec.structs.replace(LIMITS, package_bytes=100))
    assert "Split the course" in refusal(scorm_package())


def test_what_computers_leave_behind_is_passed_over() -> None:
    with opened(scorm_package(**{"__MACOSX/._index.html": b"\x00", "pages/.DS_Store": b"\x00"})) as package:
        assert [name for name, _ in package.files()] == ["imsmanifest.xml", "index.html"]


@pytest.mark.parametrize(
    ("manifest", "standard", "mastery"), [(SCORM_12, "scorm12", 0.8), (SCORM_2004, "scorm2004", None)]
)
def test_a_scorm_manifest_names_its_parts(manifest: str, standard: str, mastery: float | None) -> None:
    with opened(scorm_package(manifest)) as package:
        told = package.manifest
    assert (told.standard, told.title, len(told.parts)) == (standard, "Safe storage", 1)
    part = told.parts[0]
    assert (part.identifier, part.title, part.file, part.mastery) == ("i1", "Ten lines", "index.html", mastery)


def test_a_cmi5_structure_names_its_units_in_english_where_it_can() -> None:
    with opened(packed({"cmi5.xml": CMI5, "index.html": PAGE})) as package:
        part = package.manifest.parts[0]
    assert (part.title, part.file, part.query, part.parameters) == ("Ten lines", "index.html", "theme=calm", "slow")
    assert (part.move_on, part.mastery) == ("CompletedAndPassed", 0.8)
