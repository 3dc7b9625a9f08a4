"""The parts of ``overrides`` stand one above the other, and what is to outlive an engine needs none."""

import ast
import re
import subprocess
import sys
from inspect import signature
from pathlib import Path

import pytest
from conftest import ROOT
from mkdocs.utils.yaml import yaml_load

from overrides.finish import STEPS
from overrides.languages import configurations, load

SCRIPTS = sorted((ROOT / "overrides").rglob("*.py"))
ENGINES = {"mkdocs", "material", "zensical"}


def imports(script):
    """Full names of what a script imports, inside functions too."""
    for node in ast.walk(ast.parse(script.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{each.name}" for each in node.names)


def part(name):
    """The folder or script right below ``overrides``: "overrides.checks.page.outline" is part of "checks"."""
    return name.split(".")[1]


# What each part may import of the others; from top to bottom, so that no two can need each other.
LAYERS = {
    "extensions": set(),
    "languages": set(),
    "site": {"languages"},
    "outputs": {"extensions", "languages", "site"},
    "finish": {"languages", "outputs", "site"},
    "checks": {"extensions"},
    "tools": {"extensions", "finish", "languages", "outputs", "site", "checks"},
    "preview": set(),
    "hooks": {"extensions", "finish", "languages", "outputs", "site", "checks", "preview"},
}


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_script_imports_only_parts_below_its_own(script):
    own = part(".".join(script.relative_to(ROOT).with_suffix("").parts))
    # "from overrides import checks" is "overrides.checks".
    found = {part(name) for name in imports(script) if name.startswith("overrides.")} - {own}
    assert found <= LAYERS[own], f"{own} must not import {found - LAYERS[own]}"


def test_overview_names_every_finishing_step_in_order():
    overview = (ROOT / ".github/ARCHITECTURE.md").read_text("utf-8").partition("| step |")[2].partition("\n\n")[0]
    assert re.findall(r"^\| `(\w+)` \|", overview, re.M) == [step.__module__.split(".")[-1] for step in STEPS]


def test_overview_names_every_file_of_tests():
    overview = (ROOT / ".github/ARCHITECTURE.md").read_text("utf-8")
    named = set(re.findall(r"`(test_\w+)`", overview))
    assert named == {path.stem for path in (ROOT / "tests").glob("test_*.py")}


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_script_imports_nothing_that_it_may_not(script):
    names = {name.split(".")[0] for name in imports(script)}
    assert "tests" not in names and "conftest" not in names
    if script.relative_to(ROOT / "overrides").parts[0] not in ("hooks.py", "preview.py", "checks", "tools"):
        assert not names & ENGINES


def test_extensions_and_finishing_steps_load_where_no_engine_is_installed():
    names = [
        ".".join(script.relative_to(ROOT).with_suffix("").parts)
        for folder in ("extensions", "outputs", "finish")
        for script in (ROOT / "overrides" / folder).glob("*.py")
    ]
    code = f"import sys, importlib\nfor name in {sorted(ENGINES)}: sys.modules[name] = None\n"
    code += f"for name in {names}: importlib.import_module(name)"
    result = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert len(names) > 10 and result.returncode == 0, result.stderr


def test_every_finishing_step_takes_the_site_and_its_configuration():
    assert {tuple(signature(step).parameters) for step in STEPS} == {("site", "config")}


def test_configurations_are_read_as_mkdocs_reads_them(monkeypatch):
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("REPORT_URL", "https://example.org/report")
    for path in configurations().values():
        with path.open(encoding="utf-8") as file:
            assert load(Path(path)) == yaml_load(file)


@pytest.mark.parametrize("script", sorted((ROOT / "overrides/extensions").glob("*.py")), ids=lambda path: path.name)
def test_extensions_read_files_in_their_preprocessors_alone(script):
    """A preview renders a page anew when its preprocessors make something else of it, and looks at no more."""
    for node in ast.parse(script.read_text("utf-8")).body:
        if re.search(r"\b(open|read_text|read_bytes|stat|glob)\b", ast.unparse(node)):
            assert [base.id for base in getattr(node, "bases", ())] == ["Preprocessor"], ast.unparse(node)[:80]
