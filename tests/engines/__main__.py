"""Other engines build this tree in MkDocs' place, each in an environment of its own: ``make engines``.

ProperDocs and mkdocs-ng run every hook, and must make the very bytes that MkDocs makes. Zensical runs none; what it must
make all the same, tests/test_zensical.py says.
"""

import filecmp
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

from tests.conftest import ROOT, build

HERE = Path(__file__).parent
ENVIRONMENTS = Path(sys.prefix, "engines")
# The name of the engine, and the module that builds with it.
SAME_BYTES = {"properdocs": "properdocs", "mkdocs-ng": "mkdocs"}


def python_of(engine):
    return ENVIRONMENTS / engine / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")


def is_ready(engine):
    return (ENVIRONMENTS / engine / "ready").exists()


def environment(engine):
    """What builds the site, and the engine: the path of the Python there. It is made anew when one of the locks changes."""
    locks = [ROOT / "requirements.txt", HERE / f"{engine}.txt"]
    ready, text = ENVIRONMENTS / engine / "ready", "".join(lock.read_text("utf-8") for lock in locks)
    if not (ready.exists() and ready.read_text("utf-8") == text):
        print(f"Fetching {engine} and what it needs ...", flush=True)
        venv.create(ENVIRONMENTS / engine, clear=True, with_pip=True)
        pip = [python_of(engine), "-m", "pip", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, "install", "--require-hashes", "--requirement", locks[0]], check=True)
        if SAME_BYTES.get(engine) == "mkdocs":
            subprocess.run([*pip, "uninstall", "--yes", "mkdocs"], check=True)
        subprocess.run([*pip, "install", "--require-hashes", "--no-deps", "--requirement", locks[1]], check=True)
        ready.write_text(text, "utf-8")
    return python_of(engine)


def different(one, other):
    """Files that are not in both folders, or not the same bytes: a sorted list of paths."""
    files = {path.relative_to(folder) for folder in (one, other) for path in folder.rglob("*") if path.is_file()}
    return sorted(path for path in files if not same(one / path, other / path))


def same(one, other):
    return one.is_file() and other.is_file() and filecmp.cmp(one, other, shallow=False)


def main():
    faults = []
    with tempfile.TemporaryDirectory() as folder:
        sites = {name: Path(folder, name) for name in ("mkdocs", *SAME_BYTES)}
        for name, site in sites.items():
            python = sys.executable if name == "mkdocs" else environment(name)
            result = build("--strict", "--site-dir", str(site), engine=SAME_BYTES.get(name, name), python=python)
            if result.returncode:
                faults.append(f"{name} does not build the site:\n{result.stdout}")
                continue
            differ = different(sites["mkdocs"], site)
            print(f"{name}: {sum(path.is_file() for path in site.rglob('*'))} files, {len(differ)} not as with MkDocs")
            faults += [f"{name}: not as with MkDocs: {path}" for path in differ]
    print("\n".join(faults))
    environment("zensical")
    tests = subprocess.run([sys.executable, "-m", "pytest", "-m", "not browser", "tests/test_zensical.py"], cwd=ROOT)
    return bool(faults) or tests.returncode


if __name__ == "__main__":
    sys.exit(main())
