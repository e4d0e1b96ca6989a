"""`./run test`, `check` and `fix`: what must hold before a change is shared."""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from kinbridge.web import assets, postgres
from kinbridge.web.steps import ROOT, Stopped, attempt, environment, libraries, manage, module, openly, say, step

JOURNEYS = ROOT / "tests" / "journeys"
"""Every page by everyone, and rubbish at every address: minutes, so only .ci/run walks them each time."""
PURE_TESTS = ("test_rules.py", "test_cases.py", "test_properties.py")
AT_ONCE = ("--numprocesses", str(min(os.cpu_count() or 1, 4)), "--dist", "loadfile")
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def test(arguments: list[str]) -> int:
    """All tests but the long walks, or, when any argument is given, what pytest makes of the arguments."""
    began = time.monotonic()
    libraries("dev")
    with step("design system, maps"):
        assets.ensure()
    with _database():
        if arguments:
            return openly(module("pytest", *arguments), env=environment())
        failed = openly(module("pytest", "--quiet", *AT_ONCE, "-m", "not slow"), env=environment())
        failed = _journeys() or failed
    say("  The long walks were left out; to take them: ./run test -m slow tests")
    say(f"  {'FAILED' if failed else 'all passed'} after {time.monotonic() - began:.0f} s")
    return failed


def _journeys() -> int:
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if not any(JOURNEYS.glob("test_*.py")):
        return 0
    if browser is None:
        say("  Browser journeys left out: no Chromium found. Debian or Ubuntu: sudo apt-get install chromium")
        return 0
    libraries("e2e")
    return openly(module("pytest", "--quiet", *AT_ONCE, str(JOURNEYS)), env=environment(KINBRIDGE_BROWSER=browser))


@contextmanager
def _database() -> Iterator[None]:
    """PostgreSQL for the length of the tests; one that was up before stays up."""
    ours = postgres.given() is None and not postgres.Cluster().running()
    with step("database"):
        postgres.urls()
    try:
        yield
    finally:
        if ours:
            postgres.Cluster().stop(unless_in_use=True)


def test_rules(arguments: list[str]) -> int:
    libraries("dev")
    files = sorted(str(path) for name in PURE_TESTS for path in ROOT.glob(f"kinbridge/*/tests/{name}"))
    if not files:
        raise Stopped("There are no rule tests yet: kinbridge/*/tests/test_rules.py")
    env = {**os.environ, "HYPOTHESIS_PROFILE": "quick"}  # ./run test tries many more examples
    return openly(module("pytest", "-p", "no:django", "--quiet", *files, *arguments), env=env)


def check(_: list[str]) -> int:
    """Every check runs, so that one look shows all there is to mend."""
    libraries("dev")
    env = environment(KINBRIDGE_BUILD="1", KINBRIDGE_DEMO="1", KINBRIDGE_DB_ROLE="owner", RUFF_CACHE_DIR="var/ruff")
    checks = {
        "format": module("ruff", "format", "--check", "."),
        "lint": module("ruff", "check", "--quiet", "."),
        "types": module("mypy", "--no-error-summary"),
        "import order": [f"{sys.prefix}/bin/lint-imports", "--cache-dir", "var/import-linter"],
        "migrations": manage("makemigrations", "--check", "--dry-run"),
        "house rules": module("pytest", "--quiet", "tests/test_house_rules.py"),
    }
    failed = [name for name, command in checks.items() if not _holds(name, command, env)]
    say(f"  to mend: {', '.join(failed)}" if failed else "  all hold")
    return 1 if failed else 0


def fix(_: list[str]) -> int:
    libraries("dev")
    left = openly(module("ruff", "check", "--fix", "--quiet", "."))
    return openly(module("ruff", "format", "--quiet", ".")) or left


def _holds(name: str, command: list[str], env: dict[str, str]) -> bool:
    with step(name):
        code, said = attempt(command, env=env)
    if code:
        say(said)
    return code == 0
