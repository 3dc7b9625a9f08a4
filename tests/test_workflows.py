"""The workflows publish under the right address, or say in one line why they do not; nothing in them moves by itself."""

import re
import subprocess

import pytest
import yaml
from conftest import FONTS, ROOT
from drivers import WEBKIT_PACKAGES

WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))


def steps(workflow):
    for job in yaml.safe_load(workflow.read_text("utf-8"))["jobs"].values():
        yield from job["steps"]


def step(name):
    """The script of a step of the publishing workflow."""
    return next(each["run"] for each in steps(ROOT / ".github/workflows/publish.yml") if each.get("name") == name)


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.name)
def test_actions_are_pinned_by_hash_and_say_which_release_that_is(workflow):
    used = re.findall(r"uses: (.*)", workflow.read_text("utf-8"))
    assert all(re.fullmatch(r"[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", action) for action in used), used


def test_an_action_has_one_hash_everywhere():
    used = {action for path in WORKFLOWS for action in re.findall(r"uses: (.*)", path.read_text("utf-8"))}
    assert len({action.partition("@")[0] for action in used}) == len(used), sorted(used)


def address(tmp_path, base_url):
    """Run the step that learns the address: the finished process, and what later steps find in their environment."""
    file = tmp_path / "environment"
    file.touch()
    environment = {"BASE_URL": base_url, "REPOSITORY": "https://github.com/octo/site", "GITHUB_ENV": str(file)}
    command = ["bash", "-e", "-c", step("Address of the site")]
    process = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    return process, dict(line.split("=", 1) for line in file.read_text("utf-8").splitlines())


@pytest.mark.parametrize("base_url", ["https://octo.github.io/site", "https://octo.github.io", "https://example.org/"])
def test_site_is_built_for_the_address_that_pages_gives(tmp_path, base_url):
    process, found = address(tmp_path, base_url)
    assert process.returncode == 0, process.stderr
    report = "https://github.com/octo/site/issues/new/choose"
    assert found == {"SITE_URL": base_url.rstrip("/") + "/", "REPORT_URL": report}


def test_pull_request_has_no_address_of_its_own(tmp_path):
    process, found = address(tmp_path, "")
    assert process.returncode == 0 and "SITE_URL" not in found


def test_address_without_encryption_is_refused_with_the_remedy(tmp_path):
    process, found = address(tmp_path, "http://example.org")
    assert process.returncode != 0 and found == {}
    (line,) = process.stdout.splitlines()
    assert line.startswith("::error::") and "Enforce HTTPS" in line


def test_runner_has_the_fonts_that_layout_is_tested_in():
    assert {package for _, package in FONTS.values()} < set(step("Fonts").split())


def test_every_week_a_reader_walks_through_the_site_in_every_engine():
    """Without these packages the walk in WebKit fails."""
    job = yaml.safe_load((ROOT / ".github/workflows/weekly.yml").read_text("utf-8"))["jobs"]["browsers"]
    words = " ".join(each.get("run", "") for each in job["steps"]).split()
    assert set(WEBKIT_PACKAGES) < set(words)
    assert "make browsers" in " ".join(words)


def test_dependabot_looks_at_actions_and_python_every_week_and_waits():
    updates = yaml.safe_load((ROOT / ".github/dependabot.yml").read_text("utf-8"))["updates"]
    assert {each["package-ecosystem"] for each in updates} == {"github-actions", "pip"}
    for each in updates:
        assert each["schedule"]["interval"] == "weekly" and each["cooldown"]["default-days"] >= 7


def test_site_that_is_published_is_the_one_that_was_checked_last():
    (published,) = [
        each["with"]["path"]
        for each in steps(ROOT / ".github/workflows/publish.yml")
        if "upload" in each.get("uses", "")
    ]
    assert (ROOT / ".ci/run").read_text("utf-8").endswith(f"\nTESTED_SITE={published} make test\n")
