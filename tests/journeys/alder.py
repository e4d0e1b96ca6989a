"""A county of its own, served as in the demo: by another process, under a database role that row security binds."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from psycopg import sql

from kinbridge.web.postgres import urls
from kinbridge.web.template_database import migrated

ROOT = Path(__file__).resolve().parents[2]
FAMILIES = 40
SECONDS = 60


@contextmanager
def served() -> Iterator[str]:
    """Load the county and serve it; the answer is its address. At the end the server may not have said a word."""
    with county() as env, tempfile.TemporaryFile("w+") as said:
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        options = ["--bind", f"127.0.0.1:{port}", "--worker-class", "gthread", "--threads", "4", "--log-level", "error"]
        program = [sys.executable, "-m", "gunicorn", "tests.journeys.served", *options]
        server = subprocess.Popen(program, cwd=ROOT, env=env, stderr=said)
        try:
            address = f"http://127.0.0.1:{port}"
            _wait(server, address)
            yield address
        finally:
            server.terminate()
            server.wait(10)
        said.seek(0)
        errors = said.read()
        assert "Traceback" not in errors, errors[-4000:]


@contextmanager
def county() -> Iterator[dict[str, str]]:
    """A database with the county in it, and the environment of a process that may use it as the app does."""
    found = urls()
    name = f"journeys_{os.getpid()}"
    with psycopg.connect(found.owner, dbname="postgres", autocommit=True) as connection:
        template = migrated(found)
        assert template, "The tables could not be made: ./run migrate says why."
        made = sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template))
        connection.execute(made)
        app = urlsplit(found.app)._replace(path=f"/{name}").geturl()
        env = {**os.environ, "DATABASE_URL": app, "DATABASE_OWNER_URL": app, "KINBRIDGE_DEMO": "1"}
        try:
            demo = [sys.executable, "manage.py", "demo", "--families", str(FAMILIES)]
            subprocess.run(demo, cwd=ROOT, env=env, check=True, stdout=subprocess.DEVNULL)
            yield env
        finally:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def _wait(server: subprocess.Popen[bytes], address: str) -> None:
    deadline = time.monotonic() + SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        try:
            urllib.request.urlopen(f"{address}/health/", timeout=SECONDS).read()
        except urllib.error.URLError:
            time.sleep(0.2)
        else:
            return
    raise AssertionError("The server of the journeys did not come up.")
