"""`./run demo`, `serve` and `migrate`: from nothing to a page in a browser."""

from __future__ import annotations

import argparse
import os
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from kinbridge.web import assets, languages, postgres, web_server
from kinbridge.web.forgetting import forget
from kinbridge.web.steps import (
    ROOT,
    STATE,
    Stopped,
    environment,
    fingerprint,
    lines_of,
    manage,
    openly,
    quietly,
    say,
    stamp,
    stamped,
    step,
)

DEMO_COMMAND = ROOT / "kinbridge" / "exchange" / "management" / "commands" / "demo.py"
SIGN_IN = "Sign in as"


def demo(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="./run demo", description="Start Kinbridge with an invented county.")
    parser.add_argument("--port", type=_port, default=8000, help="on 127.0.0.1 (8000)")
    parser.add_argument("--families", type=int, help="how many families to invent")
    parser.add_argument("--anew", action="store_true", help="throw the invented county away, and make it again")
    chosen = parser.parse_args(arguments)
    _must_be_free("127.0.0.1", chosen.port)
    web_server.listen_for_stops()
    if chosen.anew:
        _forget()
    with step("database"):
        env = environment(KINBRIDGE_DEMO="1")
    try:
        _prepare(env)
        server = web_server.start(env | {"KINBRIDGE_POOL": "1"}, "127.0.0.1", chosen.port)
        try:
            people = _county(env, chosen.families)  # while the server warms up
            with step("web server"):
                web_server.await_answer(server, "127.0.0.1", chosen.port)
            _announce("127.0.0.1", chosen.port, people)
            return web_server.attend(server)
        finally:
            web_server.end(server)
    finally:
        _leave_database()


def serve(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="./run serve", description="Serve with your own settings and data.")
    parser.add_argument("--port", type=_port, default=8000)
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen on (127.0.0.1)")
    parser.add_argument("--workers", type=int, default=2, help="processes (2)")
    chosen = parser.parse_args(arguments)
    _must_be_free(chosen.host, chosen.port)
    web_server.listen_for_stops()
    with step("database"):
        env = environment(KINBRIDGE_POOL="1")
    try:
        with step("languages and static files"):
            languages.ensure()
            _static(env)
            quietly(manage("migrate", "--check"), trouble="The database is behind; run ./run migrate first", env=env)
        server = web_server.start(env, chosen.host, chosen.port, workers=chosen.workers)
        try:
            with step("web server"):
                web_server.await_answer(server, chosen.host, chosen.port)
            _announce(chosen.host, chosen.port, "")
            return web_server.attend(server)
        finally:
            web_server.end(server)
    finally:
        _leave_database()


def migrate(_: list[str]) -> int:
    with step("database"):
        env = environment(KINBRIDGE_BUILD="1", KINBRIDGE_DB_ROLE="owner")
    return openly(manage("prepare", "--database"), env=env)


def stop(_: list[str]) -> int:
    for server in web_server.left_over():
        with step("stopping the web server"):
            server.terminate()
            server.wait(10)
    if postgres.given():
        say("  DATABASE_URL names a database that we did not start; it stays as it is.")
    else:
        with step("stopping the database"):
            postgres.Cluster().stop()
    return 0


# ── the steps ────────────────────────────────────────────────────────────────


def _port(text: str) -> int:
    if text.isdecimal() and 0 < int(text) < 65536:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text} is not a port; ports are 1 to 65535")


def _must_be_free(host: str, port: int) -> None:
    try:
        with socket.create_server((host, port)):
            pass
    except OSError as error:
        raise Stopped(
            f"Port {port} on {host} is not free ({os.strerror(error.errno or 0)}). Choose another: --port {port + 1}. "
            "If Kinbridge itself still runs there, stop it with Ctrl-C in its window or with ./run stop."
        ) from error


def _leave_database() -> None:
    if not postgres.given() and not postgres.Cluster().stop(unless_in_use=True):
        say("  The database stays up: something else is using it. ./run stop stops it.")


def _forget() -> None:
    if postgres.given():
        raise Stopped("DATABASE_URL names a database that we did not make. Drop it and make it again yourself.")
    with step("forgetting the invented county"):
        forget(postgres.Cluster())
        stamp("tables", "")


def _prepare(env: dict[str, str]) -> None:
    """Tables, languages and static files, each only when what it is made from has changed."""
    with step("tables, languages, static files"), ThreadPoolExecutor() as pool:
        languages.ensure()
        for done in [pool.submit(_tables, env), pool.submit(_static, env)]:
            done.result()


def _tables(env: dict[str, str]) -> None:
    made_from = fingerprint([ROOT / "requirements.lock", _which_database(env), *_files("kinbridge/*/migrations/*.py")])
    if stamped("tables") == made_from and not postgres.given():
        return
    quietly(
        manage("prepare", "--database", "--verbosity=0"),
        trouble="The database could not be brought up to date",
        env=env | {"KINBRIDGE_DB_ROLE": "owner"},
    )
    stamp("tables", made_from)


def _static(env: dict[str, str]) -> None:
    assets.ensure()
    made_from = fingerprint([ROOT / "requirements.lock", *_files("kinbridge/*/static/**/*")])
    if stamped("static") == made_from and (STATE / "static" / "staticfiles.json").exists():
        return
    quietly(manage("prepare", "--static", "--verbosity=0"), trouble="The static files could not be collected", env=env)
    stamp("static", made_from)


def _county(env: dict[str, str], families: int | None) -> str:
    """Load the invented county once; the answer is who may sign in."""
    county = [*_files("kinbridge/exchange/county/**/*.py"), *_files("kinbridge/exchange/county/**/*.toml")]
    made_from = fingerprint([stamped("tables"), DEMO_COMMAND, *county])
    wanted = f"{_which_database(env)} {families or ''} {made_from}"
    before, _, people = stamped("county").partition("\n")
    if before == wanted and not postgres.given():
        return people
    size = ["--families", str(families)] if families is not None else []
    say("  the invented county")
    people = ""
    for line in lines_of(manage("demo", *size), trouble="The invented county could not be loaded", env=env):
        # What it did is news now; who may sign in is wanted when the site is up.
        if people or line.startswith(SIGN_IN):
            people += f"  {line}\n"
        else:
            say(f"    {line}")
    stamp("county", f"{wanted}\n{people}")
    return people


def _which_database(env: dict[str, str]) -> str:
    return fingerprint([env["DATABASE_URL"]])


def _files(pattern: str) -> list[Path]:
    return sorted(path for path in ROOT.glob(pattern) if path.is_file())


def _announce(host: str, port: int, people: str) -> None:
    waited = time.time() - float(os.environ.get("KINBRIDGE_BEGAN", time.time()))
    say(f"\n  Kinbridge is at http://{host}:{port}/   (ready after {waited:.0f} s; Ctrl-C stops it)\n")
    if people:
        say(people)
