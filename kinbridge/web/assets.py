"""The U.S. Web Design System in static/vendor/uswds: the prebuilt files that pages use, and no more.

npm fetches the pinned package. A machine without Node borrows one from a hash-pinned wheel and gives it back.
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
from pathlib import Path

from kinbridge.web.steps import ROOT, Stopped, fingerprint, install, quietly

PACKAGE = "@uswds/uswds"
PINNED = ROOT / "assets"
VENDOR = ROOT / "kinbridge" / "web" / "static" / "vendor" / "uswds"
# The maps too: hashed static storage follows the reference at the end of each file.
WANTED = (
    "css/uswds.min.css",
    "css/uswds.min.css.map",
    "js/uswds-init.min.js",
    "js/uswds-init.min.js.map",
    "js/uswds.min.js",
    "js/uswds.min.js.map",
    "img/sprite.svg",
)
URL = re.compile(r"""url\(\s*["']?(?!data:)([^"')?#]+)""")


def made_from() -> str:
    return fingerprint([PINNED / "package-lock.json", Path(__file__)])


def ready() -> bool:
    mark = VENDOR / "made-from.txt"
    return mark.exists() and mark.read_text() == made_from()


def ensure() -> None:
    """Put the design system in place, unless this very version is there."""
    if ready():
        return
    with tempfile.TemporaryDirectory(prefix="kinbridge-assets-") as work, tarfile.open(_fetch(Path(work))) as package:
        _copy(package)


def _fetch(work: Path) -> Path:
    """The package's archive, of the version and with the checksum that the lock file pins."""
    pinned = json.loads((PINNED / "package-lock.json").read_text())["packages"][f"node_modules/{PACKAGE}"]
    path = os.environ.get("PATH", "")
    if not (shutil.which("npm") and shutil.which("node")):
        path = f"{_borrow_node(work / 'node')}{os.pathsep}{path}"
    quietly(
        [
            shutil.which("npm", path=path) or "npm",
            "pack",
            f"{PACKAGE}@{pinned['version']}",
            "--cache",
            str(work / "cache"),
        ],
        trouble="The design system (USWDS) could not be fetched; npm's registry must be reachable this once",
        env={"NODE_USE_SYSTEM_CA": "1", **os.environ, "PATH": path},
        cwd=work,
    )
    archive = next(work.glob("*.tgz"))
    checksum = base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
    if pinned["integrity"] != f"sha512-{checksum}":
        raise Stopped(
            f"What came as {PACKAGE} {pinned['version']} is not what assets/package-lock.json pins; it was discarded. "
            "Find out what stands between this machine and npm's registry."
        )
    return archive


def _borrow_node(place: Path) -> Path:
    """Node from a wheel, in a virtual environment that goes away with the work folder."""
    uv = Path(sys.prefix) / "bin" / "uv"
    make = [str(uv), "venv", "--quiet", "--python", sys.executable] if uv.exists() else [sys.executable, "-m", "venv"]
    quietly([*make, str(place)], trouble="A virtual environment for Node could not be made")
    install(PINNED / "assets.lock", python=place / "bin" / "python")
    return place / "bin"


def _copy(package: tarfile.TarFile) -> None:
    fresh = VENDOR.with_name("uswds.new")
    shutil.rmtree(fresh, ignore_errors=True)

    def read(name: str) -> bytes:
        try:
            member = package.extractfile(f"package/{name}")
        except KeyError:
            member = None
        if member is None:
            raise Stopped(f"The design system has no {name}. Its version in assets/package.json needs a look.")
        return member.read()

    def put(name: str, content: bytes) -> None:
        (fresh / name).parent.mkdir(parents=True, exist_ok=True)
        (fresh / name).write_bytes(content)

    targets = (target.strip() for target in URL.findall(read("dist/css/uswds.min.css").decode()))
    referenced = {os.path.normpath(f"css/{target}") for target in targets if target}
    for name in sorted({*WANTED} | referenced):
        put(name, read(f"dist/{name}"))
    put("LICENSE.md", read("LICENSE.md"))
    put("made-from.txt", made_from().encode())
    shutil.rmtree(VENDOR, ignore_errors=True)
    fresh.rename(VENDOR)
