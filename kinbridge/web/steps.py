"""What the verbs behind ./run are made of: timed steps, stamps that skip done work, and child processes."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from kinbridge.web import postgres

ROOT = Path(__file__).resolve().parents[2]
CALLED_FROM = Path(os.environ.get("KINBRIDGE_CALLED_FROM", ROOT))  # where the files that someone names are
STATE = Path(os.environ.get("KINBRIDGE_STATE", ROOT / "var"))


class Stopped(Exception):
    """A verb cannot go on; the message is for the person at the keyboard."""


def say(line: str = "") -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


@contextmanager
def step(name: str) -> Iterator[None]:
    """Print what is being done, then how long it took."""
    began = time.monotonic()
    sys.stdout.write(f"  {name:<34}")
    sys.stdout.flush()
    try:
        yield
    except BaseException:
        say()
        raise
    say(f"{time.monotonic() - began:6.1f} s")


# ── stamps: a fingerprint of what a result was made from ─────────────────────


def fingerprint(sources: Iterable[Path | str]) -> str:
    """A short hash of files' names and contents, and of plain strings among them."""
    total = hashlib.sha256()
    for source in sources:
        if isinstance(source, str):
            total.update(source.encode())
        else:
            total.update(str(source).encode())
            total.update(source.read_bytes())
        total.update(b"\0")
    return total.hexdigest()[:16]


def stamped(name: str) -> str:
    """The text left by `stamp`, or nothing."""
    path = STATE / "stamps" / name
    return path.read_text() if path.exists() else ""


def stamp(name: str, text: str) -> None:
    path = STATE / "stamps" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(f".{os.getpid()}")  # another process may be at it too
    fresh.write_text(text)
    fresh.replace(path)


# ── libraries ────────────────────────────────────────────────────────────────


def libraries(which: str) -> None:
    """Install the hash-pinned set requirements-<which>.lock into .venv, unless it is there."""
    lock = ROOT / f"requirements-{which}.lock"
    wanted = fingerprint([lock])
    mark = Path(sys.prefix) / f".installed-{which}"
    if mark.exists() and mark.read_text() == wanted:
        return
    with step(f"libraries ({which})"):
        install(lock, python=Path(sys.executable))
    mark.write_text(wanted)


def install(lock: Path, *, python: Path) -> None:
    uv = Path(sys.prefix) / "bin" / "uv"
    installer = (
        [str(uv), "pip", "install", "--python", str(python)] if uv.exists() else [str(python), "-m", "pip", "install"]
    )
    quietly(
        [*installer, "--quiet", "--require-hashes", "--requirement", str(lock)], trouble=f"{lock.name} did not install"
    )


# ── child processes ──────────────────────────────────────────────────────────


def environment(**more: str) -> dict[str, str]:
    """The environment of a Django process: the database, started if need be, and the settings' name."""
    found = postgres.urls()
    return {
        **os.environ,
        "DATABASE_URL": found.app,
        "DATABASE_OWNER_URL": found.owner,
        "DJANGO_SETTINGS_MODULE": "kinbridge.web.settings",
        **more,
    }


def attempt(command: list[str], *, env: dict[str, str] | None = None, cwd: Path = ROOT) -> tuple[int, str]:
    """Run to the end in silence; the answer is the exit code and what was said."""
    done = subprocess.run(
        command,
        cwd=cwd,
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout.strip()


def quietly(command: list[str], *, trouble: str, env: dict[str, str] | None = None, cwd: Path = ROOT) -> str:
    """Run to the end and return what was said; if it fails, stop with the trouble and the last of it."""
    code, said = attempt(command, env=env, cwd=cwd)
    if code:
        raise Stopped(f"{trouble} (exit {code}). It said:\n{said[-4000:]}")
    return said


def lines_of(command: list[str], *, trouble: str, env: dict[str, str]) -> Iterator[str]:
    """What a long program says, line by line as it says it; its error output stays on our own."""
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,  # Ctrl-C is ours to answer; the program would answer with a traceback
    ) as program:
        try:
            for line in program.stdout or ():
                yield line.rstrip("\n")
        except BaseException:
            program.terminate()
            raise
    if program.returncode:
        raise Stopped(f"{trouble} (exit {program.returncode}); the lines above say why.")


def openly(command: list[str], *, env: dict[str, str] | None = None, cwd: Path = ROOT) -> int:
    """Run to the end with its output on our own; the answer is its exit code."""
    sys.stdout.flush()
    return subprocess.run(command, cwd=cwd, env=env, check=False).returncode


def manage(*arguments: str) -> list[str]:
    return [sys.executable, str(ROOT / "manage.py"), *arguments]


def module(name: str, *arguments: str) -> list[str]:
    return [sys.executable, "-m", name, *arguments]
