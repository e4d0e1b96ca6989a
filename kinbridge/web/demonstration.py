"""`./run demo`, `serve` and `migrate`: from nothing to a page in a browser."""

from __future__ import annotations

import argparse
import http.client
import os
import signal
import socket
import subprocess
import time
from pathlib import Path
from types import FrameType

import psutil

from kinbridge.web import assets, postgres
from kinbridge.web.steps import (
    ROOT,
    STATE,
    Stopped,
    environment,
    fingerprint,
    manage,
    module,
    openly,
    quietly,
    say,
    stamp,
    stamped,
    step,
)

DEMO_COMMAND = ROOT / "kinbridge" / "exchange" / "management" / "commands" / "demo.py"
ANSWER_SECONDS = 60


def demo(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="./run demo", description="Start Kinbridge with an invented county.")
    parser.add_argument("--port", type=_port, default=8000, help="on 127.0.0.1 (8000)")
    parser.add_argument("--families", type=int, help="how many families to invent")
    chosen = parser.parse_args(arguments)
    _must_be_free("127.0.0.1", chosen.port)
    env = _with_database(KINBRIDGE_DEMO="1", KINBRIDGE_POOL="1")
    try:
        _prepare(env)
        people = _county(env, chosen.families)
        return _serve(env, "127.0.0.1", chosen.port, said=people)
    finally:
        _leave_database()


def serve(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="./run serve", description="Serve with your own settings and data.")
    parser.add_argument("--port", type=_port, default=8000)
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen on (127.0.0.1)")
    parser.add_argument("--workers", type=int, default=2, help="processes (2)")
    chosen = parser.parse_args(arguments)
    _must_be_free(chosen.host, chosen.port)
    env = _with_database(KINBRIDGE_POOL="1")
    try:
        with step("design system and static files"):
            assets.ensure()
            quietly(manage("prepare", "--static"), trouble="The static files could not be collected", env=env)
        quietly(manage("migrate", "--check"), trouble="The database is behind; run ./run migrate first", env=env)
        return _serve(env, chosen.host, chosen.port, workers=chosen.workers, said="")
    finally:
        _leave_database()


def migrate(_: list[str]) -> int:
    env = _with_database(KINBRIDGE_BUILD="1", KINBRIDGE_DB_ROLE="owner")
    return openly(manage("prepare", "--database"), env=env)


def stop(_: list[str]) -> int:
    """Also a web server whose ./run was killed before it could clean up."""
    for mark in STATE.glob("web-*.pid"):
        try:
            server = psutil.Process(int(mark.read_text()))
            if "kinbridge.web.wsgi" in server.cmdline():
                with step("stopping the web server"):
                    server.terminate()
                    server.wait(10)
        except (ValueError, psutil.Error):
            mark.unlink(missing_ok=True)
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


def _with_database(**more: str) -> dict[str, str]:
    with step("database"):
        return environment(**more)


def _leave_database() -> None:
    if not postgres.given() and not postgres.Cluster().stop(unless_in_use=True):
        say("  The database stays up: something else is using it. ./run stop stops it.")


def _prepare(env: dict[str, str]) -> None:
    """Tables and static files, each only when what they are made from has changed."""
    with step("design system"):
        assets.ensure()
    static = fingerprint([ROOT / "requirements.lock", *_files("kinbridge/*/static/**/*")])
    tables = fingerprint([ROOT / "requirements.lock", _which_database(env), *_files("kinbridge/*/migrations/*.py")])
    todo = []
    if stamped("static") != static or not (STATE / "static" / "staticfiles.json").exists():
        todo.append("--static")
    if stamped("tables") != tables or postgres.given():
        todo.append("--database")
    if todo:
        with step("tables and static files"):
            quietly(
                manage("prepare", *todo, "--verbosity=0"),
                trouble="The database and static files could not be brought up to date",
                env=env | {"KINBRIDGE_DB_ROLE": "owner", "KINBRIDGE_POOL": ""},
            )
        stamp("static", static)
        stamp("tables", tables)


def _county(env: dict[str, str], families: int | None) -> str:
    """Load the invented county once; the answer is who may sign in."""
    if not DEMO_COMMAND.exists():
        say("  The invented county is not part of this version yet; the site starts empty.")
        return ""
    wanted = f"{_which_database(env)} {families or ''} {fingerprint([DEMO_COMMAND])}"
    before, _, people = stamped("county").partition("\n")
    if before == wanted and not postgres.given():
        return people
    with step("the invented county"):
        size = ["--families", str(families)] if families is not None else []
        quietly(manage("demo", *size), trouble="The invented county could not be loaded", env=env)
        people = quietly(manage("demo", "--list"), trouble="The demo's people could not be listed", env=env)
    stamp("county", f"{wanted}\n{people}")
    return people


def _which_database(env: dict[str, str]) -> str:
    return fingerprint([env["DATABASE_URL"]])


def _files(pattern: str) -> list[Path]:
    return sorted(path for path in ROOT.glob(pattern) if path.is_file())


def _serve(env: dict[str, str], host: str, port: int, *, said: str, workers: int = 2) -> int:
    """Run the web server until it ends or we are told to stop."""
    for name in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(name) is not signal.SIG_IGN:  # nohup means it
            signal.signal(name, _interrupt)
    mark = STATE / f"web-{port}.pid"
    mark.parent.mkdir(parents=True, exist_ok=True)
    with step("web server"):
        # A session of its own: Ctrl-C reaches us, and we stop first the server and then the database.
        server = subprocess.Popen(
            module(
                "gunicorn",
                *("kinbridge.web.wsgi", "--bind", f"{host}:{port}", "--pid", str(mark), "--log-level", "warning"),
                *("--worker-class", "gthread", "--workers", str(workers), "--threads", "4", "--graceful-timeout", "5"),
            ),
            cwd=ROOT,
            env=env,
            start_new_session=True,
        )
        try:
            _await_answer(server, host, port)
        except BaseException:
            _end(server)
            raise
    waited = time.time() - float(os.environ.get("KINBRIDGE_BEGAN", time.time()))
    say(f"\n  Kinbridge is at http://{host}:{port}/   (ready after {waited:.0f} s; Ctrl-C stops it)")
    if said:
        say(f"\n{said}")
    try:
        return server.wait()
    except KeyboardInterrupt:
        say("\n  stopping")
        return 0
    finally:
        _end(server)


def _await_answer(server: subprocess.Popen[bytes], host: str, port: int) -> None:
    deadline = time.monotonic() + ANSWER_SECONDS
    while server.poll() is None and time.monotonic() < deadline:
        connection = http.client.HTTPConnection(host, port, timeout=ANSWER_SECONDS)
        try:
            connection.request("GET", "/health/", headers={"Host": "localhost"})
            connection.getresponse().read()
        except OSError:
            time.sleep(0.1)
        else:
            return
        finally:
            connection.close()
    raise Stopped("The web server did not come up; the lines above say why.")


def _end(server: subprocess.Popen[bytes]) -> None:
    server.terminate()
    try:
        server.wait(10)
    except subprocess.TimeoutExpired:
        server.kill()


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
