"""``make`` sets up what it needs, says what it does, and says what to do when it cannot."""

import os
import re
import socket
import subprocess
import sys
import tomllib

import pytest
from conftest import ROOT

LOCKS = [
    "requirements.txt",
    "requirements-test.txt",
    *(f"tests/engines/{path.name}" for path in ROOT.glob("tests/engines/*.txt")),
]


def make(*arguments, **environment):
    """Run make on this tree; a finished process with all that it said as text."""
    # As if called from a shell, though make may have called these tests.
    shell = {name: value for name, value in os.environ.items() if name not in ("MAKELEVEL", "MAKEFLAGS", "MFLAGS")}
    environment = {**shell, **environment}
    command = ["make", "-C", str(ROOT), "--no-print-directory", *arguments]
    return subprocess.run(
        command, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=120
    )


def script(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{text}\n", "utf-8")
    path.chmod(0o755)
    return path


@pytest.fixture
def environment(tmp_path):
    """An environment that is ready: its folder. Its Python does nothing but say how it is called."""
    folder = tmp_path / "venv"
    script(folder / "bin/python", 'echo "python $*"')
    for lock, ready in (("requirements.txt", "ready"), ("requirements-test.txt", "ready-test")):
        (folder / ready).write_bytes((ROOT / lock).read_bytes())
    return folder


def one_line(process):
    """The line that make said before it stopped; there may be one of make's own, and none of a traceback."""
    assert process.returncode != 0
    lines = [line for line in process.stdout.splitlines() if not line.startswith(("make: ***", "Fetching what"))]
    assert len(lines) == 1, process.stdout
    return lines[0]


@pytest.mark.parametrize("python", ["exit 1", "exit 127"], ids=["old", "missing"])
def test_old_python_gets_one_clear_line(tmp_path, python):
    process = make("build", f"PYTHON={script(tmp_path / 'python3', python)}", f"VENV={tmp_path}/venv")
    assert "needs Python 3.11.5 or later" in one_line(process)


def test_python_without_venv_gets_one_clear_line(tmp_path):
    """As on Debian without the package python3-venv."""
    python = script(tmp_path / "python3", f'case "$*" in *ensurepip*) exit 1 ;; esac\nexec {sys.executable} "$@"')
    assert "apt install python3-venv" in one_line(make("build", f"PYTHON={python}", f"VENV={tmp_path}/venv"))


def test_first_run_says_what_it_fetches_and_without_a_network_what_to_do(tmp_path):
    process = make("build", f"PYTHON={sys.executable}", f"VENV={tmp_path}/venv", PIP_NO_INDEX="1", PIP_FIND_LINKS="")
    assert process.stdout.startswith("Fetching what serves and builds (up to 30 MB)")
    assert "Is there a network?" in one_line(process)


def test_environment_stays_as_it_was_when_the_new_one_cannot_be_fetched(environment):
    (environment / "bin/python").unlink()
    (environment / "ready").write_text("an older lock", "utf-8")
    os.utime(environment / "ready", (0, 0))
    kept = script(environment / "lib/kept", "")
    make("build", f"PYTHON={sys.executable}", f"VENV={environment}", PIP_NO_INDEX="1", PIP_FIND_LINKS="")
    assert (environment / "ready").read_text("utf-8") == "an older lock", "what could not be fetched is not ready"
    assert kept.exists(), "the environment was emptied"


@pytest.mark.parametrize("target", ["build", "test"])
def test_lock_of_another_date_with_the_same_text_fetches_nothing(environment, target):
    """As after git switch; without a network too."""
    for ready in ("ready", "ready-test"):
        os.utime(environment / ready, (0, 0))
    process = make(target, "PYTHON=no-python", f"VENV={environment}")
    assert process.returncode == 0 and "python -m " in process.stdout.splitlines()[-1], process.stdout


@pytest.mark.parametrize("port", ["taken", "abc", "99999", "", "80 --strict"])
def test_port_that_cannot_be_had_gets_one_clear_line_before_anything_is_built(environment, port):
    script(environment / "bin/python", f'exec {sys.executable} "$@"')
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1]) if port == "taken" else port
        line = one_line(make(f"PORT={port}", f"VENV={environment}"))
    assert line == f"Port {port} is taken, or is no port. Try another: make PORT=8001"


def test_serves_at_the_port_that_was_asked_for(environment):
    process = make("PORT=8001", f"VENV={environment}")
    assert process.returncode == 0 and process.stdout.rstrip().endswith("mkdocs serve --dev-addr 127.0.0.1:8001")


# --- the locks ---


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_is_exact_hashed_and_names_no_host(lock):
    lines = (ROOT / lock).read_text("utf-8").splitlines()
    names = [line for line in lines if re.match(r"[a-z]", line)]
    assert names and all("==" in line for line in names)
    assert all(re.search(r"--hash=sha256:[0-9a-f]{64}", lines[lines.index(name) + 1]) for name in names)
    assert not any("://" in line or line.startswith("-") for line in lines), "run make lock again: a host is named"


def pins(lock):
    """Name and version of each line of a lock: a set."""
    return set(re.findall(r"^([\w.-]+==[\w.]+)", (ROOT / lock).read_text("utf-8").lower(), re.M))


def test_locks_are_those_of_pyproject():
    with (ROOT / "pyproject.toml").open("rb") as file:
        project = tomllib.load(file)
    groups = project["dependency-groups"]
    tests = {*project["project"]["dependencies"], *groups.pop("test"), *groups.pop("lock")}
    wanted = {"requirements.txt": {*project["project"]["dependencies"]}, "requirements-test.txt": tests}
    wanted |= {f"tests/engines/{engine}.txt": {*group} for engine, group in groups.items()}
    assert wanted.keys() == set(LOCKS)
    for lock, names in wanted.items():
        assert {name.lower() for name in names} <= pins(lock), f"{lock}: pyproject.toml changed. Run make lock."


def test_what_serves_the_site_is_what_is_checked():
    assert pins("requirements.txt") < pins("requirements-test.txt"), "the two locks differ. Run make lock."
