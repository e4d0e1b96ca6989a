"""What a package is: its standard, its title, and the parts that a learner opens. Pure."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from posixpath import normpath
from urllib.parse import unquote, urlsplit

from kinbridge.learning.packages.rules.limits import LIMITS, Refused, shown


class Standard(StrEnum):
    CMI5 = "cmi5"
    SCORM_12 = "scorm12"
    SCORM_2004 = "scorm2004"

    @property
    def words(self) -> str:
        return {"cmi5": "cmi5", "scorm12": "SCORM 1.2", "scorm2004": "SCORM 2004"}[self]


class MoveOn(StrEnum):
    """What has to have happened before a part counts as done; the first five are cmi5's own words."""

    PASSED = "Passed"
    COMPLETED = "Completed"
    BOTH = "CompletedAndPassed"
    EITHER = "CompletedOrPassed"
    OPENED = "NotApplicable"
    NOT_FAILED = "CompletedNotFailed"


@dataclass(frozen=True, slots=True)
class Part:
    """Something to open: an assignable unit of cmi5, or an item of a SCORM package.

    `file` is its path in the package and `query` what follows it; `mastery` is the score from 0 to 1 that passes.
    """

    identifier: str
    title: str
    file: str
    query: str = ""
    move_on: MoveOn = MoveOn.NOT_FAILED
    mastery: float | None = None
    parameters: str = ""
    entitlement: str = ""


@dataclass(frozen=True, slots=True)
class Manifest:
    standard: Standard
    identifier: str
    title: str
    summary: str
    parts: tuple[Part, ...]


def file_of(address: str, *, folder: str = "", manifest: str, files: Collection[str]) -> tuple[str, str]:
    """The file and the query that a manifest's address means. Raises `Refused` for any other place."""
    told = shown(address)
    try:
        parts = urlsplit(folder + address.strip())
    except ValueError as error:
        raise Refused(f'"{manifest}" begins with "{told}", which is no address. Export the package again.') from error
    if parts.scheme or parts.netloc:
        raise Refused(
            f'"{manifest}" begins with "{told}", on another server. Only a package that brings its files can be taken.'
        )
    path = normpath(unquote(parts.path)) if parts.path else ""
    if path not in files:
        raise Refused(f'"{manifest}" begins with "{told}", and the package has no such file. Export it again.')
    return path, parts.query


def checked(manifest: Manifest, *, name: str) -> Manifest:
    """The same, once it has something to open and not too much. Raises `Refused`."""
    if not manifest.parts:
        raise Refused(f'"{name}" lists nothing to open. Export the package again with its course in it.')
    if len(manifest.parts) > LIMITS.parts:
        raise Refused(f'"{name}" lists more than {LIMITS.parts} parts. Split the course into smaller packages.')
    identifiers = [part.identifier for part in manifest.parts]
    if len(set(identifiers)) < len(identifiers):
        raise Refused(f'"{name}" gives two parts the same identifier. Export the package again.')
    return manifest


def share(text: str, *, of: float = 1) -> float | None:
    """A mastery score as a share from 0 to 1; None where the text gives none."""
    try:
        found = float(text) / of
    except ValueError:
        return None
    return found if 0 <= found <= 1 else None
