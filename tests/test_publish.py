"""A site is put in its place as a whole or not at all, whatever refuses it, and from wherever the build is started."""

import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest import ROOT, SITE_URL, build, copy_of_the_tree, digests

from overrides.finish import publish


@pytest.fixture
def place(tmp_path, monkeypatch):
    """Where the old site stands, with a new one beside it; renaming is tried again without a pause."""
    monkeypatch.setattr(publish, "PAUSES", (0, 0))
    site = tmp_path / "site"
    for folder, words in ((site, "old"), (Path(publish.build_aside(str(site))), "new")):
        folder.mkdir()
        (folder / "index.html").write_text(words, "utf-8")
    return site


@pytest.fixture
def refuse(monkeypatch):
    """Let renaming to a folder of this name fail, so many times, as Windows does while a program has a file open."""
    rename, left = Path.rename, {}

    def refusing(self, target):
        name = Path(target).name
        if left.get(name, 0) > 0:
            left[name] -= 1
            raise PermissionError(13, "Access is denied", str(self))
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", refusing)
    return left.update


def stands(place):
    return (place / "index.html").read_text("utf-8")


def test_new_site_takes_the_place_of_the_old(place):
    publish.put_in_place()
    assert stands(place) == "new" and not list(place.parent.glob("site.*"))


@pytest.mark.parametrize("name", ["site", "site.old"])
def test_renaming_refused_for_a_moment_is_tried_again(place, refuse, name):
    refuse({name: 2})
    publish.put_in_place()
    assert stands(place) == "new"


@pytest.mark.parametrize("name", ["site", "site.old"])
def test_renaming_refused_for_good_leaves_the_old_site_and_says_what_to_do(place, refuse, name):
    refuse({name: 3})
    with pytest.raises(publish.PublishError, match="Close what has it open and build again") as error:
        publish.put_in_place()
    assert str(place) in str(error.value) and "\n" not in str(error.value)
    assert stands(place) == "old"


def test_old_site_that_could_not_come_back_comes_back_with_the_next_build(place, refuse):
    refuse({"site": 6})
    with pytest.raises(publish.PublishError):
        publish.put_in_place()
    assert not place.exists() and stands(place.with_name("site.old")) == "old"
    publish.build_aside(str(place))
    publish.discard()  # A build that fails
    assert stands(place) == "old"


@pytest.mark.parametrize("end", [".old", ".new"])
def test_file_that_cannot_be_removed_is_named_and_leaves_the_old_site(place, monkeypatch, end):
    """As of another user, left by an earlier build."""
    publish.discard()
    locked = place.with_name(f"site{end}") / "ru/locked.html"
    locked.parent.mkdir(parents=True)
    locked.touch()
    unlink = os.unlink

    def refusing(path, **options):
        if Path(path).name == "locked.html":
            raise PermissionError(1, "Operation not permitted", path)
        unlink(path, **options)

    monkeypatch.setattr(os, "unlink", refusing)
    with pytest.raises(publish.PublishError) as error:
        Path(publish.build_aside(str(place))).mkdir()
        publish.put_in_place()
    folder = locked.parent.parent
    assert str(error.value) == f"{locked} cannot be removed. Remove {folder} yourself and build again."
    assert stands(place) == "old"


@pytest.mark.parametrize("refused", ["site", "site.old"])
def test_refused_renaming_is_one_line_of_a_build(tmp_path, refused):
    library, site = tmp_path / "library", tmp_path / "site"
    library.mkdir()
    site.mkdir()
    (library / "sitecustomize.py").write_text(
        "from pathlib import Path\nrename = Path.rename\n"
        f"def refuse(self, to):\n    if Path(to).name == {refused!r}: raise PermissionError(13, 'Access is denied')\n"
        "    return rename(self, to)\nPath.rename = refuse\n"
    )
    result = build("--strict", "--site-dir", str(site), PYTHONPATH=str(library))
    assert result.returncode != 0 and "Traceback" not in result.stdout
    assert len(re.findall("ERROR .*cannot be replaced: Access is denied", result.stdout)) == 1, result.stdout


def test_place_that_cannot_be_written_to_gets_one_clear_line(tmp_path):
    (tmp_path / "file").touch()
    result = build("--strict", "--site-dir", str(tmp_path / "file/site"))
    assert result.returncode != 0 and "Traceback" not in result.stdout
    assert len(re.findall("ERROR .*: Not a directory. .*--site-dir FOLDER", result.stdout)) == 1, result.stdout


def test_command_mkdocs_builds_the_same_bytes_from_any_folder(site, tmp_path):
    """As other hosts and editors call it, which know nothing of ``python -m`` and of the working folder."""
    mkdocs = Path(sys.executable).with_name("mkdocs")
    environment = {**os.environ, "SITE_URL": SITE_URL, "PYTHONSAFEPATH": "1", "NO_MKDOCS_2_WARNING": "1"}
    command = [mkdocs, "build", "--strict", "--quiet", "-f", ROOT / "mkdocs.yml", "-d", tmp_path / "site"]
    result = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    assert digests(tmp_path / "site") == digests(site)


@pytest.mark.parametrize("address", ["example.org", "example.org/twitches/", "//example.org"])
def test_address_without_a_scheme_gets_one_clear_line(tmp_path, address):
    result = build("--site-dir", str(tmp_path / "site"), SITE_URL=address)
    assert result.returncode != 0 and "Traceback" not in result.stdout
    (line,) = re.findall("ERROR .*", result.stdout)
    assert "site_url" in line and "scheme" in line


def test_faulty_option_of_an_extension_gets_one_clear_line(tmp_path):
    copy = copy_of_the_tree(tmp_path)
    text = (copy / "mkdocs.yml").read_text("utf-8")
    (copy / "mkdocs.yml").write_text(text.replace("      ratings:", "      rating:"), "utf-8")
    result = build(cwd=copy)
    assert result.returncode != 0 and "Traceback" not in result.stdout
    assert re.search("mkdocs.yml: extra.extensions: .*'rating'", result.stdout), result.stdout


def test_second_build_at_once_gets_one_clear_line_and_the_first_is_whole(site, tmp_path):
    copy = copy_of_the_tree(tmp_path)
    command = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    environment = {**os.environ, "SITE_URL": SITE_URL}
    with subprocess.Popen(command, cwd=copy, env=environment, stderr=subprocess.DEVNULL) as first:
        while not list(copy.glob("site.*")) and first.poll() is None:
            time.sleep(0.01)
        second = build("--strict", cwd=copy)
    assert second.returncode != 0 and "Traceback" not in second.stdout
    assert len(re.findall("ERROR .*another build is under way", second.stdout)) == 1, second.stdout
    assert first.returncode == 0 and digests(copy / "site") == digests(site)


def test_tests_leave_the_site_of_the_author_alone(site):
    assert site != ROOT / "site" or "TESTED_SITE" in os.environ
