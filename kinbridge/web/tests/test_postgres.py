"""The database that ./run brings: private, hard to hurt, and no trouble to its neighbors."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import psycopg
import pytest

from kinbridge.web import postgres
from kinbridge.web.forgetting import forget
from kinbridge.web.postgres import Cluster, PostgresTrouble, runs_as


@pytest.fixture(autouse=True)
def durable(monkeypatch: pytest.MonkeyPatch) -> None:
    """The suite relaxes durability for its own databases; here it is what we test."""
    monkeypatch.delenv("PGOPTIONS", raising=False)


@pytest.fixture(scope="module")
def place() -> Iterator[Path]:
    """A folder that the server's user may pass through; pytest's own is closed to it when root runs the tests."""
    folder = Path(tempfile.mkdtemp(prefix="kinbridge-test-", dir="/var/tmp"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def shared(place: Path) -> Iterator[Cluster]:
    cluster = Cluster(place / "state" / "postgres")
    cluster.start()
    yield cluster
    cluster.stop()


@pytest.fixture
def cluster(shared: Cluster) -> Cluster:
    shared.start()
    return shared


def same_user_runs(command: list[str]) -> subprocess.Popen[bytes]:
    """A program that is no database but runs as the same user, so that PostgreSQL takes it for a rival."""
    user = runs_as()
    drop = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []} if os.geteuid() == 0 else {}
    return subprocess.Popen(command, cwd="/", **drop)


def crash(cluster: Cluster, *, pid_now: int | None = None) -> None:
    """kill -9 the server; its pid file stays, and may come to name another process."""
    pid_file = cluster.data / "postmaster.pid"
    first, rest = pid_file.read_text().split("\n", 1)
    server = psutil.Process(int(first))
    server.send_signal(signal.SIGKILL)
    psutil.wait_procs([server], timeout=10)
    if pid_now is not None:
        pid_file.write_text(f"{pid_now}\n{rest}")


def test_the_two_roles_are_no_superusers_and_bound_by_row_security(cluster: Cluster) -> None:
    for url, may_create_databases in ((cluster.start().owner, True), (cluster.start().app, False)):
        with psycopg.connect(url) as connection:
            rights = connection.execute(
                "SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb FROM pg_roles WHERE rolname = current_user"
            ).fetchone()
        assert rights == (False, False, False, may_create_databases)


def test_the_app_role_reads_and_writes_rows_but_makes_no_tables(cluster: Cluster) -> None:
    found = cluster.start()
    with psycopg.connect(found.owner, autocommit=True) as owner:
        owner.execute("CREATE TABLE visit (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, place text)")
    try:
        with psycopg.connect(found.app, autocommit=True) as app:
            app.execute("INSERT INTO visit (place) VALUES ('clinic')")
            app.execute("DELETE FROM visit")
            for forbidden in ("CREATE TABLE mine ()", "DROP TABLE visit", "TRUNCATE visit"):
                with pytest.raises(psycopg.errors.InsufficientPrivilege):
                    app.execute(forbidden)
    finally:
        with psycopg.connect(found.owner, autocommit=True) as owner:
            owner.execute("DROP TABLE visit")


def test_databases_made_later_grant_the_app_role_the_same(cluster: Cluster) -> None:
    found = cluster.start()
    with psycopg.connect(found.owner, autocommit=True) as owner:
        owner.execute("CREATE DATABASE later")
        with psycopg.connect(found.owner, dbname="later", autocommit=True) as inside:
            inside.execute("CREATE TABLE visit (place text)")
        with psycopg.connect(found.app, dbname="later", autocommit=True) as app:
            app.execute("INSERT INTO visit VALUES ('clinic')")
        owner.execute("DROP DATABASE later")


def test_nothing_listens_on_the_network(cluster: Cluster) -> None:
    server = psutil.Process(int((cluster.data / "postmaster.pid").read_text().split("\n")[0]))
    assert server.net_connections(kind="inet") == []


def test_a_wrong_password_is_refused(cluster: Cluster) -> None:
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(host=str(cluster.sockets), user="kinbridge_app", password="guess", dbname="kinbridge")


def test_only_the_owner_may_read_the_passwords_and_reach_the_socket(cluster: Cluster) -> None:
    assert (cluster.home / "passwords.json").stat().st_mode & 0o777 == 0o600
    assert cluster.sockets.stat().st_mode & 0o777 == 0o700


def test_the_log_holds_no_personal_data(cluster: Cluster) -> None:
    with psycopg.connect(cluster.start().owner) as owner:
        owner.execute("CREATE TEMP TABLE person (name text PRIMARY KEY)")
        owner.execute("INSERT INTO person VALUES ('Marisol Quill')")
        with pytest.raises(psycopg.errors.UniqueViolation):
            owner.execute("INSERT INTO person VALUES (%s)", ("Marisol Quill",))
    log = cluster.log.read_text()
    assert "duplicate key" in log
    assert "Quill" not in log


def test_a_stopped_server_starts_again_with_its_rows(cluster: Cluster) -> None:
    with psycopg.connect(cluster.start().owner, autocommit=True) as owner:
        owner.execute("CREATE TABLE kept AS SELECT 7 AS number")
    assert cluster.stop()
    assert not cluster.running()
    with psycopg.connect(cluster.start().owner, autocommit=True) as owner:
        assert owner.execute("SELECT number FROM kept").fetchone() == (7,)
        owner.execute("DROP TABLE kept")


def test_a_killed_server_starts_again_with_its_rows(cluster: Cluster) -> None:
    with psycopg.connect(cluster.start().owner, autocommit=True) as owner:
        owner.execute("CREATE TABLE kept AS SELECT 7 AS number")
    crash(cluster)
    with psycopg.connect(cluster.start().owner, autocommit=True) as owner:
        assert owner.execute("SELECT number FROM kept").fetchone() == (7,)
        owner.execute("DROP TABLE kept")


def test_a_pid_file_that_names_another_program_neither_blocks_us_nor_harms_it(cluster: Cluster) -> None:
    stranger = same_user_runs(["sleep", "60"])
    try:
        crash(cluster, pid_now=stranger.pid)
        assert not cluster.running()
        assert cluster.stop(), "a server that is not there needs no stopping"
        assert stranger.poll() is None, "stopping must not signal a program that is not ours"
        cluster.start()
        assert cluster.running()
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


def test_a_pid_file_that_names_a_zombie_does_not_block_us(cluster: Cluster) -> None:
    zombie = same_user_runs(["true"])
    while psutil.Process(zombie.pid).status() != psutil.STATUS_ZOMBIE:
        time.sleep(0.01)
    try:
        crash(cluster, pid_now=zombie.pid)
        cluster.start()
        assert cluster.running()
    finally:
        zombie.wait()


def test_a_pid_file_without_a_number_does_not_block_us(cluster: Cluster) -> None:
    crash(cluster)
    (cluster.data / "postmaster.pid").write_text("")
    cluster.start()
    assert cluster.running()


def test_a_socket_that_was_swept_away_is_made_again(cluster: Cluster) -> None:
    (cluster.sockets / ".s.PGSQL.5432").unlink()
    with psycopg.connect(cluster.start().app) as app:
        assert app.execute("SELECT 1").fetchone() == (1,)


def test_a_server_that_does_not_answer_can_still_be_stopped(cluster: Cluster) -> None:
    (cluster.sockets / ".s.PGSQL.5432").unlink()
    assert cluster.stop(unless_in_use=True)
    assert not cluster.running()


def test_a_server_in_use_is_left_to_its_users(cluster: Cluster) -> None:
    with psycopg.connect(cluster.start().app):
        assert cluster.stop(unless_in_use=True) is False
        assert cluster.running()
    assert cluster.stop(unless_in_use=True)


def test_a_setup_that_was_cut_short_goes_on_where_it_stopped(cluster: Cluster) -> None:
    with psycopg.connect(cluster.start().owner, dbname="template1", autocommit=True) as owner:
        owner.execute("DROP DATABASE kinbridge")
    with psycopg.connect(cluster.start().app) as app:
        assert app.execute("SELECT current_database()").fetchone() == ("kinbridge",)


def test_a_long_path_gets_a_short_socket_and_no_parent_changes_its_mode(place: Path) -> None:
    closed = place / "one"
    closed.mkdir(mode=0o711)
    before = {parent: parent.stat().st_mode for parent in (closed, *closed.parents)}
    cluster = Cluster(closed / ("a-rather-long-name-" * 6) / "postgres")
    try:
        with psycopg.connect(cluster.start().app) as app:
            assert app.execute("SELECT 1").fetchone() == (1,)
        assert len(os.fsencode(cluster.sockets)) < 60
        assert cluster.sockets.stat().st_mode & 0o777 == 0o700
        assert {parent: parent.stat().st_mode for parent in before} == before
    finally:
        cluster.stop()
        shutil.rmtree(cluster.sockets)


def test_a_folder_the_server_may_not_enter_is_named_with_the_way_out(place: Path) -> None:
    closed = place / "closed"
    closed.mkdir()
    closed.chmod(0o700 if os.geteuid() == 0 else 0o500)
    with pytest.raises(PostgresTrouble, match=r"closed.*Set KINBRIDGE_STATE to a folder"):
        Cluster(closed / "postgres").start()
    assert closed.stat().st_mode & 0o777 == (0o700 if os.geteuid() == 0 else 0o500)


def test_data_of_another_major_version_is_not_touched(place: Path) -> None:
    old = Cluster(place / "old")
    old.data.mkdir(parents=True)
    (old.data / "PG_VERSION").write_text("16\n")
    with pytest.raises(PostgresTrouble, match="made by PostgreSQL 16"):
        old.start()


def test_a_database_of_your_own_is_taken_as_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://app@db/kinbridge")
    monkeypatch.setenv("DATABASE_OWNER_URL", "postgresql://owner@db/kinbridge")
    assert postgres.urls() == postgres.Urls(
        owner="postgresql://owner@db/kinbridge", app="postgresql://app@db/kinbridge"
    )


def test_an_owner_without_an_app_role_is_asked_to_name_both(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("DATABASE_OWNER_URL", "postgresql://owner@db/kinbridge")
    with pytest.raises(PostgresTrouble, match="Set both, or neither"):
        postgres.urls()


def test_a_demo_is_forgotten_and_a_coalition_of_ones_own_is_not(cluster: Cluster) -> None:
    owner = cluster.start().owner
    with psycopg.connect(owner) as connection:
        connection.execute("CREATE TABLE audit_line (act text)")
        connection.execute("INSERT INTO audit_line VALUES ('county.loaded')")
    forget(cluster)
    with psycopg.connect(cluster.start().owner) as connection:
        assert connection.execute("SELECT to_regclass('audit_line')").fetchone() == (None,)
        connection.execute("CREATE TABLE audit_line (act text)")
        connection.execute("INSERT INTO audit_line VALUES ('coalition.begun')")
    with pytest.raises(PostgresTrouble, match="it stays"):
        forget(cluster)
