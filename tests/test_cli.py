"""The behaviour of the command line: language, options before and after, exit codes, streams."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from pipeline.cli import main
from pipeline.diagnostics import ExitCode
from pipeline.store.folder import SessionFolder
from pipeline.store.lock import locked

EPREUVE = Path(sys.executable).parent / "epreuve"
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
ENGLISH = re.compile(
    r"\b(Usage: |Options:\n.*Show|Error:|Missing|No such|Try '|Commands:|required|default)"
)


LEDGER = [f"ledger {name}" for name in main.commands["ledger"].commands]


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path, monkeypatch):
    """Each test stands in an empty folder that is no workspace."""
    monkeypatch.chdir(tmp_path)
    for name in [n for n in os.environ if n.startswith("EPREUVE_")]:
        monkeypatch.delenv(name)


@pytest.fixture(scope="module")
def shipped(tmp_path_factory):
    """A workspace with the shipped content and one open session."""
    folder = tmp_path_factory.mktemp("cli") / "centre"
    assert run("init", str(folder)).exit_code == 0
    assert run("-w", str(folder), "open", "2026-06").exit_code == 0
    return folder


def run(*arguments, env=None):
    return CliRunner().invoke(main, list(arguments), env=env)


def spawn(*arguments, env=None, **options):
    """The program as a person or a scheduler starts it: a process of its own."""
    return subprocess.run(
        [EPREUVE, *arguments],
        capture_output=True,
        env={**os.environ, **(env or {})},
        stdin=subprocess.DEVNULL,
        timeout=120,
        check=False,
        **options,
    )


# Language


@pytest.mark.parametrize("name", ["", *main.commands, *LEDGER])
def test_the_help_is_french_from_first_to_last_line(name):
    result = run(*name.split(), "--help")
    assert result.exit_code == 0
    assert result.stdout.startswith("Usage : ")
    assert "Montre cette aide." in result.stdout
    assert not ENGLISH.search(result.stdout)


def test_an_option_that_must_be_given_says_so():
    assert "D'où il vient.  [obligatoire]" in run("ledger", "add", "--help").stdout


def test_every_option_and_command_says_what_it_does():
    for command in (main, *main.commands.values()):
        assert command.help
        assert all(p.help for p in command.params if isinstance(p, click.Option))
    assert not [c.help for c in main.commands.values() if not c.help.endswith(".")]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["ouvrir"], "La commande 'ouvrir' n'existe pas."),
        (["chek"], "Vouliez-vous dire"),
        (["check", "--rapide"], "L'option '--rapide' n'existe pas."),
        (["open"], "Il manque l'argument 'SESSION'."),
        (["open", "2026-06", "2026-07"], "Argument en trop (2026-07)"),
        (["open", "2026-06", "--date"], "L'option '--date' demande une valeur."),
        (["--json=1", "status"], "L'option '--json' ne prend pas de valeur."),
    ],
)
def test_a_wrong_call_is_told_in_french_and_costs_2(arguments, said):
    result = run(*arguments)
    assert result.exit_code == ExitCode.USAGE
    assert said in result.stderr
    assert not ENGLISH.search(result.stderr)
    assert result.stdout == ""


def test_without_a_command_the_help_is_shown():
    result = run()
    assert result.exit_code == ExitCode.USAGE
    assert "Commandes" in result.output


def test_a_file_is_no_workspace(tmp_path):
    (tmp_path / "fichier").write_text("")
    result = run("-w", "fichier", "status")
    assert result.exit_code == ExitCode.USAGE
    assert "est un fichier" in result.stderr


# Workspace


def test_outside_a_workspace_the_message_says_what_to_do():
    result = run("status")
    assert result.exit_code == ExitCode.USAGE
    assert "n'est pas un espace de travail" in result.stderr
    assert "epreuve init" in result.stderr
    assert "--workspace" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "env"),
    [
        (["--workspace", "{}", "status"], {}),
        (["status", "--workspace", "{}"], {}),
        (["-w", "{}", "status"], {}),
        (["status", "-w", "{}"], {}),
        (["-w", "absent", "status", "-w", "{}"], {}),
        (["status"], {"EPREUVE_WORKSPACE": "{}"}),
        (["status", "-w", "{}"], {"EPREUVE_WORKSPACE": "absent"}),
        (["-w", "{}", "status"], {"EPREUVE_WORKSPACE": "absent"}),
    ],
)
def test_the_workspace_is_taken_from_the_nearest_place(shipped, arguments, env):
    place = str(shipped)
    found = run(
        *(a.format(place) for a in arguments), env={k: v.format(place) for k, v in env.items()}
    )
    assert found.exit_code == 0, found.stderr
    assert found.stdout.startswith("2026-06")


def test_the_current_folder_is_the_workspace_by_default(shipped, monkeypatch):
    monkeypatch.chdir(shipped)
    assert run("status").stdout.startswith("2026-06")


@pytest.mark.parametrize("place", ["before", "after"])
def test_defaults_come_from_the_settings_of_the_workspace(shipped, place):
    settings = shipped / "epreuve.toml"
    settings.write_text("[status]\njson = true\n")
    try:
        option = ["-w", str(shipped)]
        result = run(*option, "status") if place == "before" else run("status", *option)
        assert json.loads(result.stdout)["command"] == "status"
        cancelled = run(*option, "status", env={"EPREUVE_STATUS_JSON": "false"})
        assert cancelled.stdout.startswith("2026-06"), "the environment is stronger than the file"
    finally:
        settings.unlink()


@pytest.mark.parametrize(
    "text", ["[status", "status = 3\n", "\x00", "[status]\njson = 'peut-être'\n"]
)
def test_broken_settings_are_a_fault_of_use_and_not_a_crash(shipped, text):
    settings = shipped / "epreuve.toml"
    settings.write_text(text, "utf-8")
    try:
        result = run("-w", str(shipped), "status")
        assert result.exit_code == ExitCode.USAGE
        assert "Traceback" not in result.stderr
        assert result.stderr
    finally:
        settings.unlink()


# Answers


@pytest.mark.parametrize("arguments", [["--json", "status"], ["status", "--json"]])
def test_json_is_one_object_with_the_keys_of_the_contract(shipped, arguments):
    result = run("-w", str(shipped), *arguments)
    answer = json.loads(result.stdout)
    assert set(answer) == KEYS
    assert answer["command"] == "status"
    assert answer["exit"] == 0
    assert answer["data"] == {
        "sessions": {"2026-06": "open"},
        "collection": {},
        "results": {},
        "outgoing": {},
    }
    assert answer["error"] is None
    assert result.stderr == ""


def test_json_carries_the_error_and_its_hint():
    result = run("status", "--json")
    answer = json.loads(result.stdout)
    assert result.exit_code == answer["exit"] == ExitCode.USAGE
    assert "espace de travail" in answer["error"]
    assert "epreuve init" in answer["hint"]
    assert result.stderr == ""


@pytest.mark.parametrize("arguments", [["--quiet", "status"], ["status", "-q"]])
def test_quiet_says_nothing_when_all_is_well(shipped, arguments):
    result = run("-w", str(shipped), *arguments)
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")


def test_quiet_still_tells_what_is_wrong():
    assert "espace de travail" in run("-q", "status").stderr


def test_results_go_to_stdout_and_faults_to_stderr(shipped):
    good, bad = run("-w", str(shipped), "status"), run("-w", str(shipped), "status", "absente")
    assert (good.stdout != "", good.stderr) == (True, "")
    assert (bad.stdout, bad.stderr != "") == ("", True)


def test_an_unknown_session_names_those_that_exist(shipped):
    result = run("-w", str(shipped), "generate", "2026-07")
    assert result.exit_code == ExitCode.USAGE
    assert "2026-06" in result.stderr


@pytest.mark.parametrize("name", ["../x", "é", "a b", "", "-x", "x" * 41])
def test_a_name_that_no_folder_can_bear_is_refused(shipped, name):
    result = run("-w", str(shipped), "status", "--", name)
    assert result.exit_code == (0 if name == "" else ExitCode.USAGE)


# What is written


def test_a_dry_run_writes_nothing(tmp_path):
    result = run("init", str(tmp_path / "neuf"), "--dry-run")
    assert result.exit_code == 0
    assert "rien n'a été écrit" in result.stdout
    assert not (tmp_path / "neuf").exists()


def test_a_new_workspace_is_not_made_over_anything(tmp_path):
    (tmp_path / "plein").mkdir()
    (tmp_path / "plein" / "note.txt").write_text("à garder")
    result = run("init", "plein")
    assert result.exit_code == ExitCode.USAGE
    assert "n'est pas vide" in result.stderr
    assert [p.name for p in (tmp_path / "plein").iterdir()] == ["note.txt"]


def test_opening_a_session_twice_changes_nothing(shipped):
    folder = shipped / "output/2026-06"
    before = {p.name: p.read_bytes() for p in folder.iterdir() if p.is_file()}
    result = run("-w", str(shipped), "open", "2026-06")
    assert result.exit_code == 0
    assert "déjà ouverte" in result.stdout
    assert {p.name: p.read_bytes() for p in folder.iterdir() if p.is_file()} == before


def test_faulty_content_costs_1_and_says_where(tmp_path):
    run("init", "centre")
    path = tmp_path / "centre/referential/regles.yaml"
    path.write_text(path.read_text("utf-8").replace("notation:", "notations:", 1), "utf-8")
    result = run("-w", "centre", "check")
    assert result.exit_code == ExitCode.CONTENT
    assert "referential/regles.yaml:" in result.stderr
    assert "erreur [REF-03" in result.stderr
    assert "    → " in result.stderr
    told = json.loads(run("-w", "centre", "check", "--json").stdout)
    assert told["exit"] == ExitCode.CONTENT
    assert {d["path"] for d in told["diagnostics"]} == {"referential/regles.yaml"}
    assert all(d["line"] and d["message"] for d in told["diagnostics"])


def test_what_the_bank_cannot_serve_costs_4_and_writes_nothing(shipped):
    assert run("-w", str(shipped), "open", "impossible", "--date", "2026-06-15").exit_code == 0
    folder = shipped / "output/impossible"
    settings = (folder / "session.yaml").read_text("utf-8").partition("epreuves:")[0]
    written = [p.read_text("utf-8") for p in (shipped / "scenarios").glob("*/*.yaml")]
    ids = [re.search(r"^id: (\S+)", text, re.MULTILINE)[1] for text in written]
    others = ", ".join(name for name in ids if not name.startswith(("HUM-01", "CYB-01")))
    text = f"{settings}epreuves: [S2-ORAL, S3-ORAL]\nscenarios_exclus: [{others}]\ntickets: 300\n"
    (folder / "session.yaml").write_text(text, "utf-8")
    try:
        result = run("-w", str(shipped), "assemble", "impossible")
        assert result.exit_code == ExitCode.INFEASIBLE
        assert "[ASM-002]" in result.stderr
        assert "rien n'a été écrit" in result.stderr
        assert not (folder / "forms.json").exists()
    finally:
        shutil.rmtree(folder)


def test_two_runs_at_once_do_not_share_a_session(shipped):
    folder = SessionFolder(root=shipped, name="2026-06")
    with locked(folder.path, folder.name):
        result = run("-w", str(shipped), "open", "2026-06")
    assert result.exit_code == ExitCode.LOCKED
    assert "une autre exécution" in result.stderr


def test_a_crash_is_one_line_on_the_screen_and_a_trace_in_a_private_file(tmp_path):
    assert run("init", "centre").exit_code == 0
    session = tmp_path / "centre/output/2026-06"
    session.mkdir(parents=True)
    (session / "session.yaml").write_text("session: 2026-06\n")
    (session / "journal.jsonl").mkdir()  # nobody expects a folder here
    result = run("-w", "centre", "verify")
    assert result.exit_code == ExitCode.BUG
    assert "erreur interne" in result.stderr
    assert "Traceback" not in result.stderr
    trace = tmp_path / "centre/output/epreuve-erreur.txt"
    assert "Traceback" in trace.read_text("utf-8")
    assert str(trace) in result.stderr
    assert os.name == "nt" or trace.stat().st_mode & 0o077 == 0


def test_a_crash_whose_trace_cannot_be_written_is_still_one_line(tmp_path):
    assert run("init", "centre").exit_code == 0
    session = tmp_path / "centre/output/2026-06"
    (session / "journal.jsonl").mkdir(parents=True)
    (session / "session.yaml").write_text("session: 2026-06\n")
    (tmp_path / "centre/output/epreuve-erreur.txt").mkdir()
    result = run("-w", "centre", "verify")
    assert result.exit_code == ExitCode.BUG
    assert "erreur interne" in result.stderr
    assert "epreuve-erreur.txt » a échoué" in result.stderr
    assert "Traceback" not in result.stderr


# Streams and surroundings


PLAIN = {
    "LANG": "C",
    "LC_ALL": "C",
    "PYTHONUTF8": "0",
    "PYTHONCOERCECLOCALE": "0",
    "LANGUAGE": "en",
}


@pytest.mark.parametrize(
    "env",
    [
        PLAIN,
        {**PLAIN, "PYTHONIOENCODING": "ascii"},
        {"PYTHONIOENCODING": "latin-1"},
        {"PYTHONIOENCODING": "cp1252"},
    ],
    ids=["C locale", "ascii", "latin-1", "cp1252"],
)
def test_any_locale_gives_french_and_no_crash(shipped, env):
    for arguments, code in (
        (["--help"], 0),
        (["status"], 0),
        (["status", "absente"], 2),
        (["frob"], 2),
    ):
        result = spawn("-w", str(shipped), *arguments, env=env)
        assert result.returncode == code, result.stderr
        assert b"Traceback" not in result.stderr
        assert b"interne" not in result.stderr
    assert b"Usage :" in result.stderr


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252", "utf-8"])
def test_machines_get_utf_8_whatever_the_locale(shipped, encoding):
    result = spawn(
        "-w", str(shipped), "status", "absente", "--json", env={"PYTHONIOENCODING": encoding}
    )
    assert "« absente »" in json.loads(result.stdout.decode("utf-8"))["error"]


@pytest.mark.skipif(os.name == "nt", reason="no shell to close streams with")
@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_closed_streams_do_not_break_a_run(shipped, closed):
    command = ["sh", "-c", f'exec "$0" "$@" {closed}', str(EPREUVE), "-w", str(shipped), "status"]
    result = subprocess.run(command, capture_output=True, timeout=120, check=False)
    assert result.returncode == 0, result.stderr


def test_nothing_coloured_or_moving_goes_into_a_pipe(shipped):
    for arguments in (["status"], ["status", "absente"], ["check"], ["--help"]):
        result = spawn(
            "-w", str(shipped), *arguments, env={"FORCE_COLOR": "1", "TERM": "xterm-256color"}
        )
        assert b"\x1b" not in result.stdout + result.stderr
        assert b"\r" not in result.stdout + result.stderr


@pytest.mark.skipif(os.name == "nt", reason="no pseudo-terminal")
@pytest.mark.parametrize(("env", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False)])
def test_faults_are_coloured_on_a_terminal(shipped, env, coloured):
    ours, theirs = os.openpty()
    command = [EPREUVE, "-w", str(shipped), "status", "absente"]
    surroundings = {k: v for k, v in os.environ.items() if k != "NO_COLOR"} | env
    subprocess.run(command, stderr=theirs, env=surroundings, check=False, timeout=120)
    os.close(theirs)
    said = os.read(ours, 10_000)
    os.close(ours)
    assert "n'existe pas" in said.decode()
    assert (b"\x1b[" in said) is coloured


HEAVY = {"openpyxl", "lxml", "highspy", "numpy", "jinja2", "yaml", "docx"}


def test_help_imports_nothing_heavy():
    code = (
        "import sys\nfrom pipeline.cli import main\n"
        "main(['--help'], standalone_mode=False)\n"
        f"print(sorted({HEAVY!r} & set(sys.modules)), file=sys.stderr)"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert result.stderr.decode().strip() == "[]"


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_shells_are_told_how_to_complete(shell):
    result = spawn(env={"_EPREUVE_COMPLETE": f"{shell}_source"})
    assert result.returncode == 0
    assert b"_EPREUVE_COMPLETE" in result.stdout


def test_completion_proposes_the_commands():
    env = {"_EPREUVE_COMPLETE": "zsh_complete", "COMP_WORDS": "epreuve ve", "COMP_CWORD": "1"}
    assert b"verify" in spawn(env=env).stdout


def test_accents_typed_under_a_locale_that_has_none_are_kept(tmp_path):
    environment = {
        "PATH": os.environ["PATH"],
        "LC_ALL": "C",
        "PYTHONUTF8": "0",
        "PYTHONCOERCECLOCALE": "0",
    }
    assert run("init", "centre").exit_code == 0
    done = spawn(
        "-w", "centre", "open", "2026-06", "--centre", "Centre d'été", env=environment, cwd=tmp_path
    )
    assert done.returncode == 0, done.stderr
    assert "Centre d'été" in (tmp_path / "centre/output/2026-06/session.yaml").read_text("utf-8")


def test_a_reader_who_leaves_early_is_no_fault(shipped):
    command = f"{EPREUVE} -w {shipped} bank | head -c 1"
    found = subprocess.run(
        ["/bin/sh", "-c", command],
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert (len(found.stdout), found.stderr) == (1, b"")
    assert not (shipped / "output" / "epreuve-erreur.txt").exists()
