"""The verbs behind ./run, in the order a newcomer meets them. To add one, add a line to VERBS."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from kinbridge.web import benches, checks, demonstration, postgres
from kinbridge.web.steps import (
    CALLED_FROM,
    ROOT,
    Stopped,
    environment,
    libraries,
    manage,
    openly,
    quietly,
    say,
    step,
)

Arguments = list[str]


@dataclass(frozen=True)
class Verb:
    name: str
    help: str
    do: Callable[[Arguments], int]


def command(name: str, *, owner: bool = False) -> Callable[[Arguments], int]:
    """A verb that is a Django management command of the same database, as its owner where all coalitions are meant.

    A county with settings of its own runs under them: in a demo unsigned state law stands, and mail goes to files.
    """
    role = {"KINBRIDGE_DB_ROLE": "owner"} if owner else {}

    def do(arguments: Arguments) -> int:
        return openly(manage(name, *arguments), env=environment(**_demo_unless_real(), **role), cwd=CALLED_FROM)

    return do


def analytics(name: str) -> Callable[[Arguments], int]:
    """A command that counts, with libraries that no page waits for."""

    def do(arguments: Arguments) -> int:
        libraries("spark" if "spark" in arguments else "analytics")
        return command(name)(arguments)

    return do


def _demo_unless_real() -> dict[str, str]:
    return {} if os.environ.get("KINBRIDGE_SECRET_KEY") else {"KINBRIDGE_DEMO": "1"}


def program(name: str) -> Callable[[Arguments], int]:
    """A verb that is the `main` of one of our modules that need no Django, imported only when it is asked for."""

    def do(arguments: Arguments) -> int:
        main: Callable[[Arguments], int] = import_module(f"kinbridge.{name}").main
        os.chdir(CALLED_FROM)
        return main(arguments)

    return do


def lock(arguments: Arguments) -> int:
    options = ["--universal", "--python-version", "3.11", "--generate-hashes", "--no-header", "--no-annotate"]
    for source in sorted(ROOT.glob("requirements*.in")):
        target = source.with_suffix(".lock").name
        with step(f"pinning {target}"):
            quietly(
                [f"{sys.prefix}/bin/uv", "pip", "compile", "--quiet", *options, source.name, "-o", target, *arguments],
                trouble=f"{source.name} has no solution",
            )
    return 0


def docs(arguments: Arguments) -> int:
    """Django's words are needed for it, and no database."""
    return openly(manage("manual", *arguments), env={**os.environ, "KINBRIDGE_BUILD": "1"})


def remind(arguments: Arguments) -> int:
    """With the settings of the county; of the demo where there are none."""
    return openly(manage("remind", *arguments), env=environment(**_demo_unless_real()))


def send_news(_: Arguments) -> int:
    return openly(manage("send_news"), env=environment(**_demo_unless_real()))


def look_at_links(_: Arguments) -> int:
    return openly(manage("look_at_links"), env=environment(**_demo_unless_real()))


VERBS = (
    Verb("demo", "start Kinbridge with an invented county  [--port N] [--families N] [--anew]", demonstration.demo),
    Verb("test", "pass the tests, then the browser journeys  [PATH or pytest option ...]", checks.test),
    Verb("test-rules", "only the rules and their cases: no Django, no database, seconds", checks.test_rules),
    Verb("check", "format, lint, types, import order, migrations, house rules; changes nothing", checks.check),
    Verb("fix", "format, and repair what the linter can repair", checks.fix),
    Verb(
        "decide",
        "may it be shared? the gate's answer to each situation in FILE.json",
        program("disclosure.decide_file"),
    ),
    Verb(
        "explain",
        "one situation: the decision, and every rule tried  CASE or FILE.json ID",
        program("web.manual.explained"),
    ),
    Verb(
        "conformance",
        "score this gate, or any engine, with the worked cases  [--engine COMMAND]",
        program("disclosure.conformance"),
    ),
    Verb("clocks", "what falls due: the rules' answer to each example in FILE.json", program("clocks.clocks_file")),
    Verb("score", "the score of each answer sheet in FILE.json", program("screening.score_file")),
    Verb("docs", "write docs/reference from the rules  [--check]", docs),
    Verb("bench", "list the benches, or run one  [NAME [option ...]]", benches.bench),
    Verb(
        "begin", "a coalition of your own and its first administrator  --name --state ...", command("begin", owner=True)
    ),
    Verb("load", "load a partner's service directory, or families and facts  PATH", command("load")),
    Verb(
        "extract",
        "write facts as Parquet, through the gate and without names  [--release FOLDER]",
        analytics("extract"),
    ),
    Verb(
        "measures",
        "count the extract, and release what may be shown  [--engine NAME]",
        analytics("measures"),
    ),
    Verb("link", "which records may be of one person? a reviewer decides  [--engine NAME]", analytics("link")),
    Verb(
        "check-federal",
        "what is wrong with an NCANDS- or AFCARS-shaped file, in sentences  FILE",
        program("reports.check_file"),
    ),
    Verb("give", "write the service directory as HSDS 3 files  FOLDER [--format json]", command("give")),
    Verb(
        "verify",
        "was any audit line changed or taken out?  [--keep FILE] [--since FILE]",
        command("verify", owner=True),
    ),
    Verb("remind", "tell everyone what has come due; run it every hour  [--again]", remind),
    Verb("send-news", "send the newsletter to those who asked for it; run it every hour", send_news),
    Verb("look-at-links", "look whether the links on the shelf still answer; run it every night", look_at_links),
    Verb(
        "count-quality",
        "count what is missing, late, at odds or on file twice; run it every night",
        command("count_quality"),
    ),
    Verb("serve", "serve with your own settings and data  [--port N] [--host ADDRESS]", demonstration.serve),
    Verb("migrate", "bring the database up to date", demonstration.migrate),
    Verb("shell", "a Python prompt with the models at hand", command("shell")),
    Verb("stop", "stop the web server and the database that ./run started", demonstration.stop),
    Verb("lock", "pin the libraries again after a change to a requirements*.in file  [--upgrade]", lock),
)


def main(arguments: Arguments) -> int:
    name, *rest = arguments or ["help"]
    chosen = next((verb for verb in VERBS if verb.name == name), None)
    if chosen is None:
        asked_for_help = name in {"help", "--help", "-h"}
        if not asked_for_help:
            say(f"There is no ./run {name}. There is:")
        for verb in VERBS:
            say(f"  ./run {verb.name:<11} {verb.help}")
        return 0 if asked_for_help else 2
    try:
        return chosen.do(rest)
    except (Stopped, postgres.PostgresTrouble) as trouble:
        sys.stdout.flush()
        sys.stderr.write(f"\n{trouble}\n")
        return 1
    except BrokenPipeError:  # `./run clocks FILE.json | head`: nobody listens any more
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        say("\n  stopped")
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
