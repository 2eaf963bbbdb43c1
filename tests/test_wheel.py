"""The wheel: the program with its content, nothing of the tests, and a workspace made from it elsewhere."""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
CONTENT = ("referential", "scenarios", "templates")
RUN = "from pipeline.cli import main; main()"

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The wheel as the build backend makes it, without any network."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    done = subprocess.run(build, cwd=ROOT, capture_output=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr.decode()
    (found,) = folder.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def names(wheel):
    with zipfile.ZipFile(wheel) as archive:
        return archive.namelist()


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    """``installed("init", "centre")``: run the program from the wheel, in a folder far from the repository."""
    site = tmp_path_factory.mktemp("site")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    place = tmp_path_factory.mktemp("place")
    kept = {k: v for k, v in os.environ.items() if not k.startswith("EPREUVE_")}

    def run(*arguments, code=RUN):
        command = [sys.executable, "-c", code, *arguments]
        env = {**kept, "PYTHONPATH": str(site)}
        return subprocess.run(
            command, cwd=place, env=env, capture_output=True, timeout=300, check=False
        )

    found = run(code="import pipeline; print(pipeline.__file__)").stdout.decode().strip()
    assert Path(found).is_relative_to(site)
    return run


def tracked(folder):
    found = subprocess.run(
        ["git", "ls-files", "-z", folder], cwd=ROOT, capture_output=True, check=True
    )
    return [name for name in found.stdout.decode().split("\0") if name]


def test_the_content_travels_inside_and_nothing_that_is_not_kept_under_version_control(names):
    inside = {name for name in names if name.startswith("pipeline/content/")}
    assert inside == {f"pipeline/content/{name}" for folder in CONTENT for name in tracked(folder)}


def test_nothing_else_than_the_program_its_content_and_its_licences_is_inside(names):
    tops = {name.split("/")[0] for name in names}
    assert len(tops) == 2
    assert "pipeline" in tops
    inside = [name for name in names if not name.startswith("pipeline/content/")]
    kinds = {Path(name).suffix for name in inside if name.startswith("pipeline/")}
    assert kinds <= {".py", ".mo", ".typed"}
    for word in ("test", "output", "bench", "secret.key", "__pycache__", ".mypy_cache"):
        assert not [name for name in names if word in name and "attestation" not in name]
    assert {Path(name).name for name in names if "/licenses/" in name} == {
        "LICENSE",
        "LICENSE-CONTENT.md",
    }


def test_a_workspace_made_from_the_wheel_has_no_fault(installed):
    made = installed("init", "centre")
    assert made.returncode == 0, made.stderr.decode()
    checked = installed("-w", "centre", "check", "--json")
    answer = json.loads(checked.stdout)
    assert checked.returncode == 0, checked.stdout.decode()
    assert (answer["counts"]["errors"], answer["counts"]["codes"]) == (0, 34)
    opened = installed("-w", "centre", "open", "2026-06")
    assert opened.returncode == 0, opened.stderr.decode()


def test_the_version_is_that_of_the_project(installed, wheel):
    said = installed("--version").stdout.decode()
    assert wheel.name.split("-")[1] in said
