"""./run on machines that lack something: what it says must be enough to go on."""

import io
import shutil
import socket
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

from kinbridge.web import assets, commands, steps
from kinbridge.web.steps import ROOT, Stopped


def run_where(folder: Path, programs: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """A fresh clone's ./run on a machine whose only programs are these shell scripts, and cat, cksum and the like."""
    shutil.copy(ROOT / "run", folder / "run")
    (folder / "requirements.lock").touch()
    bin_ = folder / "bin"
    bin_.mkdir()
    for name in ("sh", "dirname", "date", "cksum", "cat"):
        (bin_ / name).symlink_to(shutil.which(name) or name)
    for name, script in programs.items():
        (bin_ / name).write_text(f"#!/bin/sh\n{script}\n")
        (bin_ / name).chmod(0o755)
    return subprocess.run(
        [bin_ / "sh", folder / "run", "demo"], env={"PATH": str(bin_)}, capture_output=True, text=True, check=False
    )


def test_without_python_it_names_the_package_to_install(tmp_path: Path) -> None:
    done = run_where(tmp_path, {})
    assert done.returncode == 2
    assert "needs Python 3.11 or newer" in done.stderr
    assert "apt-get install python3-venv" in done.stderr


def test_an_old_python_is_not_good_enough(tmp_path: Path) -> None:
    done = run_where(tmp_path, {"python3": "exit 1"})
    assert done.returncode == 2
    assert "PYTHON=/path/to/python3 ./run demo" in done.stderr


def test_a_python_without_venv_is_told_apart(tmp_path: Path) -> None:
    done = run_where(tmp_path, {"python3": 'case "$2" in *ensurepip*) exit 1;; esac'})
    assert done.returncode == 2
    assert "python3 has no venv module" in done.stderr
    assert "sudo apt-get install python3-venv" in done.stderr


def test_without_the_package_index_it_says_so(tmp_path: Path) -> None:
    """This python makes a .venv whose pip cannot reach anything."""
    script = 'case "$2" in venv) mkdir -p .venv/bin; ln -s /bin/false .venv/bin/python;; esac'
    (tmp_path / "bootstrap.lock").touch()
    done = run_where(tmp_path, {"python3": script.replace("mkdir", "/bin/mkdir").replace("ln", "/bin/ln")})
    assert done.returncode == 2
    assert "package index must be reachable" in done.stderr


def test_an_unknown_verb_gets_the_list(capsys: pytest.CaptureFixture[str]) -> None:
    assert commands.main(["frobnicate"]) == 2
    said = capsys.readouterr().out
    assert "There is no ./run frobnicate" in said
    assert all(f"./run {verb.name} " in said for verb in commands.VERBS)


def test_no_verb_at_all_lists_them() -> None:
    assert commands.main([]) == 0


def test_verbs_fit_a_narrow_screen_and_are_listed_once() -> None:
    assert len({verb.name for verb in commands.VERBS}) == len(commands.VERBS)
    assert [verb.name for verb in commands.VERBS if len(verb.help) > 80] == []


@pytest.mark.enable_socket
def test_a_port_that_is_taken_is_named_with_the_way_out(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert commands.main(["demo", f"--port={port}"]) == 1
    said = capsys.readouterr().err
    assert f"Port {port} on 127.0.0.1 is not free" in said
    assert f"--port {port + 1}" in said
    assert "Traceback" not in said


def test_a_port_that_cannot_be_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        commands.main(["demo", "--port=99999"])
    assert "99999 is not a port; ports are 1 to 65535" in capsys.readouterr().err


def test_a_failed_step_shows_what_the_program_said() -> None:
    with pytest.raises(Stopped, match=r"It did not work \(exit 3\). It said:\nno disk"):
        steps.quietly([sys.executable, "-c", "import sys; print('no disk'); sys.exit(3)"], trouble="It did not work")


def test_a_fingerprint_follows_content_and_names_but_not_times(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    one.write_text("same")
    two.write_text("same")
    before = steps.fingerprint([one])
    one.touch()
    assert steps.fingerprint([one]) == before
    assert steps.fingerprint([two]) != before
    one.write_text("other")
    assert steps.fingerprint([one]) != before


def small_package(file: Path, *, without: str = "") -> tarfile.TarFile:
    """Everything that is wanted of any package, and something that is not."""
    style = 'a{background:url(../img/used.svg)}b{background:url("data:image/svg+xml;x")}c{background:url()}'
    wanted = (f"{source.within}{name}" for source in assets.SOURCES for name in source.wanted)
    names = ("LICENSE", "LICENSE.md", *wanted, "dist/img/used.svg", "dist/img/unused.svg")
    with tarfile.open(file, "w:gz") as package:
        for name in names:
            content = style.encode() if name.endswith(".min.css") else name.encode()
            member = tarfile.TarInfo(f"package/{name}")
            member.size = len(content)
            if name != without:
                package.addfile(member, io.BytesIO(content))
    return tarfile.open(file)


@pytest.fixture
def vendor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(assets, "VENDOR", tmp_path / "static" / "vendor")
    return assets.VENDOR


def test_only_what_pages_use_is_copied(tmp_path: Path, vendor: Path) -> None:
    with small_package(tmp_path / "package.tgz") as package:
        assets._install(dict.fromkeys(assets.SOURCES, package))
    copied = {str(path.relative_to(vendor)) for path in vendor.rglob("*") if path.is_file()}
    design = {f"uswds/{name}" for name in (*assets.DESIGN.wanted, "img/used.svg", "LICENSE.md")}
    scorm = {f"scorm-again/{name}" for name in (*assets.SCORM.wanted, "LICENSE")}
    counties = {f"us-atlas/{name}" for name in (*assets.COUNTIES.wanted, "LICENSE")}
    assert copied == design | scorm | counties | {"made-from.txt"}
    assert assets.ready()


def test_a_file_the_style_needs_and_the_package_lacks_is_named(tmp_path: Path, vendor: Path) -> None:
    package = small_package(tmp_path / "package.tgz", without="dist/img/used.svg")
    with package, pytest.raises(Stopped, match=r"no dist/img/used.svg"):
        assets._install({assets.DESIGN: package})
    assert not assets.ready()


def test_a_package_that_is_not_the_pinned_one_is_thrown_away(
    tmp_path: Path, vendor: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """This npm hands out something else under the right name."""
    small_package(tmp_path / "other.tgz").close()
    for name in ("npm", "node"):
        (tmp_path / name).write_text(f"#!/bin/sh\ncp {tmp_path}/other.tgz .\n")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    with pytest.raises(Stopped, match=r"not what assets/package-lock.json pins"):
        assets.ensure()
    assert not assets.ready()
