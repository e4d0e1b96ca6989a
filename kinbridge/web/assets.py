"""What others made for browsers, in static/vendor: the prebuilt files that pages use, and no more.

npm fetches the pinned packages: the U.S. Web Design System, the runtime of SCORM courses, and the counties' outlines,
which maps are drawn from here. A machine without Node borrows one from a hash-pinned wheel and gives it back.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import shutil
import sys
import tarfile
import tempfile
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from kinbridge.web.steps import ROOT, Stopped, fingerprint, install, quietly

PINNED = ROOT / "assets"
VENDOR = ROOT / "kinbridge" / "web" / "static" / "vendor"
URL = re.compile(r"""url\(\s*["']?(?!data:)([^"')?#]+)""")


@dataclass(frozen=True, slots=True)
class Source:
    """A package and what of its folder `within` is used. The pictures that `style` refers to are used too."""

    package: str
    folder: str
    license: str
    wanted: tuple[str, ...]
    style: str = ""
    within: str = "dist/"


# The maps too: hashed static storage follows the reference at the end of each file.
DESIGN = Source(
    "@uswds/uswds",
    "uswds",
    "LICENSE.md",
    (
        *("css/uswds.min.css", "css/uswds.min.css.map", "js/uswds-init.min.js", "js/uswds-init.min.js.map"),
        *("js/uswds.min.js", "js/uswds.min.js.map", "img/sprite.svg"),
    ),
    style="css/uswds.min.css",
)
SCORM = Source(
    "scorm-again",
    "scorm-again",
    "LICENSE",
    ("scorm12.min.js", "scorm12.min.js.map", "scorm2004.min.js", "scorm2004.min.js.map"),
)
COUNTIES = Source("us-atlas", "us-atlas", "LICENSE", ("counties-10m.json",), within="")
SOURCES = (DESIGN, SCORM, COUNTIES)


def made_from() -> str:
    return fingerprint([PINNED / "package-lock.json", Path(__file__)])


def ready() -> bool:
    mark = VENDOR / "made-from.txt"
    return mark.exists() and mark.read_text() == made_from()


def ensure() -> None:
    """Put all of it in place, unless these very versions are there."""
    if ready():
        return
    with tempfile.TemporaryDirectory(prefix="kinbridge-assets-") as work, ExitStack() as opened:
        archives = _fetch(Path(work))
        _install({source: opened.enter_context(tarfile.open(archive)) for source, archive in archives.items()})


def _fetch(work: Path) -> dict[Source, Path]:
    """The packages' archives, of the versions and with the checksums that the lock file pins."""
    known = json.loads((PINNED / "package-lock.json").read_text())["packages"]
    pinned = {source: known[f"node_modules/{source.package}"] for source in SOURCES}
    path = os.environ.get("PATH", "")
    if not (shutil.which("npm") and shutil.which("node")):
        path = f"{_borrow_node(work / 'node')}{os.pathsep}{path}"
    quietly(
        [
            shutil.which("npm", path=path) or "npm",
            "pack",
            *(f"{source.package}@{one['version']}" for source, one in pinned.items()),
            "--cache",
            str(work / "cache"),
        ],
        trouble="The design system (USWDS) could not be fetched; npm's registry must be reachable this once",
        env={"NODE_USE_SYSTEM_CA": "1", **os.environ, "PATH": path},
        cwd=work,
    )
    came = {_checksum(archive): archive for archive in work.glob("*.tgz")}
    for source, one in pinned.items():
        if one["integrity"] not in came:
            raise Stopped(
                f"What came as {source.package} {one['version']} is not what assets/package-lock.json pins; it was "
                "discarded. Find out what stands between this machine and npm's registry."
            )
    return {source: came[one["integrity"]] for source, one in pinned.items()}


def _checksum(archive: Path) -> str:
    return f"sha512-{base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()}"


def _borrow_node(place: Path) -> Path:
    """Node from a wheel, in a virtual environment that goes away with the work folder."""
    uv = Path(sys.prefix) / "bin" / "uv"
    make = [str(uv), "venv", "--quiet", "--python", sys.executable] if uv.exists() else [sys.executable, "-m", "venv"]
    quietly([*make, str(place)], trouble="A virtual environment for Node could not be made")
    install(PINNED / "assets.lock", python=place / "bin" / "python")
    return place / "bin"


def _install(packages: Mapping[Source, tarfile.TarFile]) -> None:
    fresh = VENDOR.with_name("vendor.new")
    shutil.rmtree(fresh, ignore_errors=True)
    for source, package in packages.items():
        _copy(source, package, fresh / source.folder)
    (fresh / "made-from.txt").write_text(made_from())
    shutil.rmtree(VENDOR, ignore_errors=True)
    fresh.rename(VENDOR)


def _copy(source: Source, package: tarfile.TarFile, folder: Path) -> None:
    def read(name: str) -> bytes:
        try:
            member = package.extractfile(f"package/{name}")
        except KeyError:
            member = None
        if member is None:
            raise Stopped(f"{source.package} has no {name}. Its version in assets/package.json needs a look.")
        return member.read()

    style = read(f"{source.within}{source.style}").decode() if source.style else ""
    targets = (target.strip() for target in URL.findall(style))
    referenced = {os.path.normpath(f"css/{target}") for target in targets if target}
    for name in sorted({*source.wanted} | referenced):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(read(f"{source.within}{name}"))
    (folder / source.license).write_bytes(read(source.license))
