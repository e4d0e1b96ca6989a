"""The web server as a child process: started, waited for, and ended."""

from __future__ import annotations

import http.client
import signal
import subprocess
import time
from types import FrameType

import psutil

from kinbridge.web.steps import ROOT, STATE, Stopped, module, say

ANSWER_SECONDS = 60
PROGRAM = "kinbridge.web.wsgi"


def start(env: dict[str, str], host: str, port: int, *, workers: int = 2) -> subprocess.Popen[bytes]:
    mark = STATE / f"web-{port}.pid"
    mark.parent.mkdir(parents=True, exist_ok=True)
    return subprocess.Popen(
        module(
            "gunicorn",
            *(PROGRAM, "--bind", f"{host}:{port}", "--pid", str(mark), "--log-level", "warning", "--preload"),
            *("--worker-class", "gthread", "--workers", str(workers), "--threads", "4", "--graceful-timeout", "5"),
        ),
        cwd=ROOT,
        env=env,
        # A session of its own: Ctrl-C reaches us, and we stop first the server and then the database.
        start_new_session=True,
    )


def await_answer(server: subprocess.Popen[bytes], host: str, port: int) -> None:
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


def attend(server: subprocess.Popen[bytes]) -> int:
    """Wait until the server ends, or until we are told to stop; either way it is gone afterwards."""
    try:
        return server.wait()
    except KeyboardInterrupt:
        say("\n  stopping")
        return 0


def end(server: subprocess.Popen[bytes]) -> None:
    server.terminate()
    try:
        server.wait(10)
    except subprocess.TimeoutExpired:
        server.kill()


def listen_for_stops() -> None:
    """A polite kill, or a closed terminal, is as good as Ctrl-C; but what nohup ignores stays ignored."""
    for name in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(name) is not signal.SIG_IGN:
            signal.signal(name, _interrupt)


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def left_over() -> list[psutil.Process]:
    """Web servers of this folder whose ./run was killed before it could clean up."""
    found = []
    for mark in STATE.glob("web-*.pid"):
        try:
            server = psutil.Process(int(mark.read_text()))
            if PROGRAM in server.cmdline():
                found.append(server)
        except (ValueError, psutil.Error):
            mark.unlink(missing_ok=True)
    return found
