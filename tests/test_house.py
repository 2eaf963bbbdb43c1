"""House rules: size of modules and functions, docstrings, language, nothing of a machine in the repository."""

import ast
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "pipeline"
MODULES = sorted(PACKAGE.rglob("*.py"))
MAX_MODULE = 300
MAX_FUNCTION = 40
# French lives in the messages, in the help of the command line and in what prints or understands French; elsewhere an
# accent is a sign that a sentence for people slipped into the code.
FRENCH = {
    "cli.py",
    "cli_results.py",
    "cli_assembly.py",
    "cli_bank.py",
    "cli_schedule.py",
    "shell.py",
    "grammar.py",
    "typography.py",
    "render/labels.py",
}
FRENCH_ROOMS = {"rules"}
ACCENTS = re.compile("[àâçéèêëîïôùûüœÀÂÇÉÈÊËÎÏÔÙÛÜŒ]")


def name_of(path):
    return path.relative_to(PACKAGE).as_posix()


def tracked():
    found = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True)
    return [ROOT / name for name in found.stdout.decode().split("\0") if name]


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_has_one_subject(path):
    assert len(path.read_text("utf-8").splitlines()) <= MAX_MODULE


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_function_fits_on_a_screen(path):
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef):
            body = node.body[1:] if ast.get_docstring(node) else node.body
            if body:
                length = node.end_lineno - body[0].lineno + 1
                assert length <= MAX_FUNCTION, f"{name_of(path)}:{node.lineno} {node.name}"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_french_lives_where_it_belongs(path):
    name = name_of(path)
    if name in FRENCH or name.split("/")[0] in FRENCH_ROOMS:
        return
    tree = ast.parse(path.read_text("utf-8"))
    docs = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            words = re.findall(r"[^\W\d_]{3,}", node.value)
            assert not any(ACCENTS.search(w) for w in words), (
                f"{name}:{node.lineno} {node.value!r:.60}"
            )


@pytest.mark.parametrize("path", sorted((PACKAGE / "rules").glob("*.py")), ids=name_of)
def test_no_message_has_a_plural_in_brackets(path):
    assert not re.findall(r"\w+\([sx]\)", path.read_text("utf-8"))


def test_nothing_of_a_machine_or_a_registry_is_committed():
    words = (
        "/wo" + "rk/",
        "/ro" + "ot/",
        "pypi" + ".org",
        "python" + "hosted",
        "registry.npm" + "js",
        "deb.deb" + "ian.org",
    )
    for path in tracked():
        if path.suffix in {".docx", ".png", ".xlsx", ".mo", ".svg", ".pdf"} or not path.is_file():
            continue
        text = path.read_text("utf-8", errors="replace")
        assert not [w for w in words if w in text], path


def test_nothing_generated_is_committed():
    outputs = [p.name for p in tracked() if p.parent == ROOT / "output"]
    assert sorted(outputs) == [".gitignore", "README.md"]
    assert not [
        p
        for p in tracked()
        if p.relative_to(ROOT).parts[0] == "output" and len(p.relative_to(ROOT).parts) > 2
    ]


def test_every_dependency_is_pinned():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    pinned = {
        line.split("==")[0].lower().replace("_", "-")
        for line in (ROOT / "constraints.txt").read_text("utf-8").splitlines()
        if "==" in line
    }
    wanted = [
        *project["dependencies"],
        *(d for e in project["optional-dependencies"].values() for d in e),
    ]
    names = {re.split(r"[<>=\[;]", d)[0].strip().lower().replace("_", "-") for d in wanted}
    assert names <= pinned, sorted(names - pinned)
