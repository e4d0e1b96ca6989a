"""The U.S. Web Design System in static/vendor/uswds: the prebuilt files that pages use, and no more.

npm fetches the pinned package. A machine without Node borrows one from a hash-pinned wheel and gives it back.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
import tempfile
from pathlib import Path

from kinbridge.web.steps import ROOT, Stopped, fingerprint, install, quietly

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
    with tempfile.TemporaryDirectory(prefix="kinbridge-assets-") as name:
        work = Path(name)
        for pinned in ("package.json", "package-lock.json", ".npmrc"):
            shutil.copy(PINNED / pinned, work / pinned)
        node = None if shutil.which("npm") and shutil.which("node") else _borrow_node(work / "node")
        path = os.environ.get("PATH", "") if node is None else f"{node}{os.pathsep}{os.environ.get('PATH', '')}"
        npm = shutil.which("npm", path=path) or "npm"
        quietly(
            [npm, "ci", "--cache", str(work / "cache")],
            trouble="The design system (USWDS) could not be fetched; the package registry must be reachable once",
            env={"NODE_USE_SYSTEM_CA": "1", **os.environ, "PATH": path},
            cwd=work,
        )
        _copy(work / "node_modules" / "@uswds" / "uswds")


def _borrow_node(place: Path) -> Path:
    """Node from a wheel, in a virtual environment that goes away with the work folder."""
    uv = Path(sys.prefix) / "bin" / "uv"
    make = [str(uv), "venv", "--quiet", "--python", sys.executable] if uv.exists() else [sys.executable, "-m", "venv"]
    quietly([*make, str(place)], trouble="A virtual environment for Node could not be made")
    install(PINNED / "assets.lock", python=place / "bin" / "python")
    return place / "bin"


def _copy(package: Path) -> None:
    dist, fresh = package / "dist", VENDOR.with_name("uswds.new")
    shutil.rmtree(fresh, ignore_errors=True)
    style = (dist / "css" / "uswds.min.css").read_text()
    referenced = {
        Path(os.path.normpath(Path("css") / target.strip())) for target in URL.findall(style) if target.strip()
    }
    for relative in sorted({Path(wanted) for wanted in WANTED} | referenced):
        source = dist / relative
        if not source.is_file():
            raise Stopped(f"The design system has no {relative}. Its version in assets/package.json needs a look.")
        (fresh / relative).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, fresh / relative)
    shutil.copyfile(package / "LICENSE.md", fresh / "LICENSE.md")
    (fresh / "made-from.txt").write_text(made_from())
    shutil.rmtree(VENDOR, ignore_errors=True)
    fresh.rename(VENDOR)
