"""What machines are told: the keys of every answer are a contract."""

import json
import shutil

import pytest
from click.testing import CliRunner

from pipeline.cli import main
from pipeline.store.folder import SessionFolder

KEYS = {
    "command",
    "exit",
    "session",
    "dry_run",
    "counts",
    "files",
    "data",
    "error",
    "hint",
    "diagnostics",
}
FAULT = {"code", "severity", "path", "line", "column", "sheet", "cell", "message", "hint"}
FORMS = {"forms", "tickets"}
FILES = {"files", "candidates"}
COUNTS = {
    "init": {"files"},
    "check": {
        "blocks",
        "codes",
        "scenarios",
        "items",
        "variants",
        "countries",
        "questions",
        "errors",
        "warnings",
    },
    "open": {"files"},
    "assemble": FORMS,
    "publish": FILES,
    "preview": {"files"},
    "status": {"sessions"},
    "verify": {"sessions", "files"},
    "demo": FORMS | FILES,
}
DATA = {
    "assemble": {"certificates"},
    "demo": {"certificates"},
    "status": {"sessions", "outgoing", "collection", "results"},
}
CERTIFICATE = {"deviation", "bound", "gap", "minutes", "difficulty", "notes"}


@pytest.fixture(scope="module")
def answers(published_once, demonstration, tmp_path_factory, bytes_of):
    """A whole session played by a machine after its publication: what each command answers."""
    root = tmp_path_factory.mktemp("json") / "mini"
    shutil.copytree(published_once.root, root)
    folder = SessionFolder(root=root, name=published_once.name)
    before = bytes_of(folder.path)

    def call(*arguments):
        result = CliRunner().invoke(main, ["-w", str(root), "--json", *arguments])
        return json.loads(result.stdout)

    found = {
        "init": call("init", str(root.parent / "centre"), "--dry-run"),
        "check": call("check", "--date", "2026-06-01"),
        "open": call("open", "2026-07"),
        "assemble": call("assemble", folder.name),
        "publish": call("publish", folder.name),
        "demo": demonstration[1],
        "preview": call("preview", "pont", "--dry-run"),
        "status": call("status"),
        "verify": call("verify", folder.name),
    }
    assert bytes_of(folder.path) == before
    return found


@pytest.mark.parametrize("command", COUNTS)
def test_every_answer_has_the_keys_of_the_contract(answers, command):
    answer = answers[command]
    assert set(answer) == KEYS
    assert set(answer["counts"]) == COUNTS[command]
    assert set(answer["data"]) == DATA.get(command, set())
    assert (answer["command"], answer["exit"]) == (command, 0)
    assert (answer["error"], answer["hint"]) == (None, None)


@pytest.mark.parametrize("command", COUNTS)
def test_every_diagnostic_says_where_and_what(answers, command):
    for fault in answers[command]["diagnostics"]:
        assert set(fault) == FAULT
        assert fault["path"]
        assert fault["message"]


def test_a_dry_run_says_so(answers):
    assert [name for name, answer in answers.items() if answer["dry_run"]] == ["init", "preview"]


def test_the_answer_names_the_session(answers):
    named = {name: answer["session"] for name, answer in answers.items() if answer["session"]}
    assert named == {
        "open": "2026-07",
        "assemble": "2026-06",
        "publish": "2026-06",
        "demo": "demo",
        "verify": "2026-06",
    }


def test_files_are_told_from_the_workspace(answers):
    assert answers["open"]["files"] == [
        "output/2026-07/session.yaml",
        "output/2026-07/inscriptions.xlsx",
    ]
    assert len(answers["publish"]["files"]) == answers["publish"]["counts"]["files"] == 77
    assert all(name.startswith("output/2026-06/") for name in answers["publish"]["files"])


def test_the_states_of_sessions_are_words_for_machines(answers):
    states = {"2026-06": "published", "2026-07": "open"}
    assert answers["status"]["data"]["sessions"] == states


def test_the_certificate_of_each_form_is_told(answers):
    certificates = answers["demo"]["data"]["certificates"]
    assert len(certificates) == answers["demo"]["counts"]["forms"] == 12
    assert all(set(certificate) == CERTIFICATE for certificate in certificates.values())


def test_publishing_what_is_published_says_that_nothing_changed(answers):
    assert answers["assemble"]["files"] == []
    assert [d["code"] for d in answers["assemble"]["diagnostics"]] == ["SES-048"]


def test_an_error_is_told_with_its_exit_code_and_what_to_do(epreuve):
    answer = json.loads(epreuve("publish", "2026-06", "--json").stdout)
    assert set(answer) == KEYS
    assert (answer["command"], answer["exit"]) == ("publish", 2)
    assert "n'existe pas" in answer["error"]
    assert answer["hint"]
    assert answer["files"] == []
