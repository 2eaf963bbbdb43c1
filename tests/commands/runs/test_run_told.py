"""What a run says: events for the log, lines for people, its plan for a dry run, its exit code."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.cli import main
from pipeline.commands.run_told import exit_of, lines_of
from pipeline.commands.timing import moment_of
from pipeline.diagnostics import ExitCode, UsageError
from pipeline.model.report import Act, Report, Result
from pipeline.rules.run import REASONS, STEP_LABELS
from pipeline.timeline.steps import STEPS

EPREUVE = Path(sys.executable).parent / "epreuve"


def test_the_log_tells_each_step_as_it_begins_and_ends(at_stage):
    play = at_stage("generated")
    play.call("2026-09-15T05:00:00Z")
    both = {"run": "r1", "at": "2026-09-15T05:00:00Z"}
    step = {"session": "2026-09", "step": "summon"}
    ended = {"result": "done", "since": "", "seconds": 1.0, "codes": [], "exit": 0}
    counts = {"done": 2, "failed": 0, "person": 0, "held": 0}
    assert [e | {"counts": {}} if e["event"] == "step-end" else e for e in play.events] == [
        {"event": "run-start", **both, "sessions": 1},
        {"event": "step-start", **both, **step, "due": "2026-08-31T05:00:00Z"},
        {"event": "step-end", **both, **step, **ended, "counts": {}},
        {"event": "step-start", **both, **step, "step": "release", "due": "2026-09-15T04:00:00Z"},
        {"event": "step-end", **both, **step, "step": "release", **ended, "counts": {}},
        {
            "event": "run-end",
            **both,
            "seconds": 5.0,
            "counts": counts,
            "codes": [],
            "exit": 0,
            "next": "2026-09-22T05:00:00Z",
        },
    ]


def test_the_log_tells_what_people_have_to_do_and_nothing_of_them(at_stage):
    play = at_stage("complete")
    play.call("2026-09-29T08:00:00Z")
    person = {"session": "2026-09", "step": "lift", "reason": "lift"}
    assert {
        "event": "person",
        "run": "r1",
        "at": "2026-09-29T08:00:00Z",
        **person,
        "since": "2026-09-25T16:00:00Z",
    } in play.events


def test_a_log_names_nobody_and_quotes_nothing(at_stage):
    play = at_stage("released")
    (play.folder.returned / "Quenouille Alix.xlsx").write_bytes(b"PK")
    play.cast()
    outcome = play.call("2026-09-29T08:00:00Z", log_format="json")
    assert (outcome.lines, outcome.diagnostics, int(outcome.exit_code)) == ((), (), 5)
    text = json.dumps(play.events, ensure_ascii=False)
    assert "Quenouille" not in text
    assert all(ord(letter) < 128 for letter in text)


def report(*acts, at="2026-09-29T08:00:00Z", **named):
    return Report(run="r", at=at, acts=acts, exit=ExitCode.DONE, **named)


def plain(lines):
    return [line.replace("\xa0", " ").replace("\u202f", " ") for line in lines]


def test_people_read_what_was_done_what_failed_and_last_what_they_have_to_do():
    act = Act(session="s", step="generate", result=Result.DONE, seconds=61.25)
    failed = Act(
        session="t",
        step="",
        result=Result.FAILED,
        since="2026-09-28T22:30:00Z",
        message="le fichier manque",
        hint="restaurez-le",
    )
    held = Act(session="u", step="collect", result=Result.HELD, message="tenue")
    lift = Act(
        session="v", step="lift", result=Result.PERSON, reason="lift", since="2026-09-25T16:00:00Z"
    )
    clock = Act(session="w", step="", result=Result.PERSON, reason="clock")
    lines = lines_of(report(act, failed, held, lift, clock, next="2026-10-01T05:00:00Z"))
    assert plain(lines) == [
        "s : Production des sujets et documents – fait (61,3 s)",
        "t : Lecture de la session – échec depuis le 29 septembre 2026 à 00:30 : le fichier manque",
        "    → restaurez-le",
        "u : tenue ; elle sera reprise au prochain appel",
        "Prochaine échéance : le 1er octobre 2026 à 07:00",
        "À faire par une personne : t, réparer « Lecture de la session », qui échoue depuis le"
        " 29 septembre 2026 à 00:30 : epreuve run --only t ; v, lever l'anonymat : epreuve lift v"
        " --auteur NOM (attendu depuis le 25 septembre 2026 à 18:00) ; w, vérifier l'horloge de la machine : le journal"
        " de w est daté de plus tard qu'elle",
    ]


def test_a_run_with_nothing_to_do_says_so_in_two_lines():
    assert lines_of(report()) == ("Rien à faire pour le programme", "Rien n'attend une personne")


def test_every_step_has_a_name_and_every_reason_its_words():
    assert {step.name for step in STEPS} | {""} == set(STEP_LABELS)
    for words in REASONS.values():
        assert "{session}" in words


@pytest.mark.parametrize(
    ("exits", "worst"),
    [
        ((), 0),
        ((0, 0), 0),
        ((0, 5), 5),
        ((5, 6), 6),
        ((6, 4, 5), 4),
        ((4, 1), 1),
        ((1, 3, 6), 3),
    ],
)
def test_the_worst_exit_code_of_all_sessions_is_that_of_the_run(exits, worst):
    acts = [Act(session="s", step="", result=Result.DONE, exit=ExitCode(code)) for code in exits]
    assert exit_of(acts) == worst


def test_json_is_the_report_and_the_log_goes_to_the_other_stream(at_stage):
    play = at_stage("opened")
    arguments = ["-w", str(play.root), "run", "--at", "2026-08-16T07:00", "--json"]
    result = CliRunner().invoke(main, [*arguments, "--log-format", "json", "--jobs", "1"])
    assert result.exit_code == 0, result.output
    answer = json.loads(result.stdout)
    assert answer["command"] == "run"
    assert answer["counts"]["done"] == 1
    assert answer["data"]["at"] == "2026-08-16T05:00:00Z"
    events = [json.loads(line) for line in result.stderr.splitlines()]
    assert [e["event"] for e in events][:3] == ["run-start", "step-start", "step-end"]
    assert re.fullmatch(r"\d{8}T\d{6}Z-\d+", events[0]["run"])
    assert answer["data"]["run"] == events[0]["run"]


def test_text_ends_with_what_needs_a_person(at_stage):
    play = at_stage("opened")
    result = CliRunner().invoke(main, ["-w", str(play.root), "run", "--at", "2026-08-01T07:00"])
    assert result.exit_code == 0, result.output
    assert result.stdout.splitlines()[-1].startswith(("Rien n'attend", "À faire par une personne"))


def test_a_dry_run_is_a_plan_in_json_and_touches_nothing(at_stage):
    play = at_stage("generated")
    before = play.tree()
    arguments = ["-w", str(play.root), "run", "--dry-run", "--at", "2026-09-23T08:00"]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 0, result.output
    plan = json.loads(result.stdout)
    assert [(s["step"], s["state"], s["reason"]) for s in plan["steps"]][:3] == [
        ("summon", "due", ""),
        ("release", "due", ""),
        ("remind", "due", ""),
    ]
    assert plan["next"] == "2026-09-25T05:00:00Z"
    assert plan["unreadable"] == []
    assert play.tree() == before
    assert play.events == []


def test_a_dry_run_needs_no_right_to_write(at_stage):
    play = at_stage("generated")
    play.call("2026-08-17T08:00:00Z")
    paths = [play.root, *play.root.rglob("*")]
    modes = {path: path.stat().st_mode for path in paths}
    for path in paths:
        path.chmod(modes[path] & ~0o222)
    try:
        before = play.tree()
        outcome = play.call("2026-09-23T08:00:00Z", dry_run=True)
        assert play.tree() == before
    finally:
        for path in paths:
            path.chmod(modes[path])
    assert outcome.dry_run
    assert outcome.data["steps"]


def test_a_dry_run_names_what_cannot_be_read(at_stage):
    play = at_stage("generated")
    play.folder.basis.unlink()
    before = play.tree()
    outcome = play.call("2026-09-23T08:00:00Z", dry_run=True)
    assert outcome.data["unreadable"] == [{"session": "2026-09", "codes": ["SES-055"]}]
    assert outcome.exit_code is ExitCode.CONTENT
    assert play.tree() == before


def test_a_dry_run_says_since_when_a_step_fails(at_stage):
    play = at_stage("opened")
    (play.root / "templates").rename(play.root / "ailleurs")
    play.call("2026-08-16T08:00:00Z")
    step = play.call("2026-08-16T09:00:00Z", dry_run=True).data["steps"][0]
    assert (step["step"], step["state"], step["since"]) == (
        "generate",
        "due",
        "2026-08-16T08:00:00Z",
    )


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-12-01T08:00", "2026-12-01T07:00:00Z"),
        ("2026-07-01 08:00", "2026-07-01T06:00:00Z"),
        ("2026-12-01T08:00:30", "2026-12-01T07:00:30Z"),
        ("2026-12-01T08:00Z", "2026-12-01T08:00:00Z"),
        ("2026-12-01T08:00:05Z", "2026-12-01T08:00:05Z"),
        ("2026-12-01T08:00-05:00", "2026-12-01T13:00:00Z"),
        ("2026-10-25T02:30+02:00", "2026-10-25T00:30:00Z"),
        ("2026-10-25T02:30+01:00", "2026-10-25T01:30:00Z"),
    ],
)
def test_a_moment_is_local_unless_it_says_otherwise(text, moment):
    assert moment_of(text) == moment


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "n'est pas un moment"),
        ("demain", "n'est pas un moment"),
        ("2026-12-01", "n'est pas un moment"),
        ("2026-13-01T08:00", "n'est pas un moment"),
        ("2026-02-30T08:00Z", "n'est pas un moment"),
        ("2026-12-01T25:00", "n'est pas un moment"),
        ("2026-12-01T08:00+25:00", "n'est pas un moment"),
        ("0001-01-01T00:00", "n'est pas un moment"),
        ("9999-12-31T23:59-10:00", "n'est pas un moment"),
        ("2026-12-01T08:00 ; rm", "n'est pas un moment"),
        ("2027-03-28T02:30", "l'heure n'existe pas"),
        ("2026-10-25T02:30", "l'heure passe deux fois"),
    ],
)
def test_a_moment_that_is_none_or_two_is_refused(text, said):
    with pytest.raises(UsageError) as caught:
        moment_of(text)
    assert said in caught.value.message
    assert caught.value.hint


@settings(deadline=None, derandomize=True)
@given(st.text(alphabet="0123456789-T: Z+é\x00", max_size=30))
def test_no_text_at_all_crashes_the_clock(text):
    with suppress(UsageError):
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", moment_of(text))


@pytest.mark.skipif(os.name == "nt", reason="no pseudo-terminal")
@pytest.mark.parametrize(("option", "shown"), [("--jobs=1", True), ("--quiet", False)])
def test_a_terminal_shows_each_step_as_it_begins(at_stage, option, shown):
    play = at_stage("generated")
    ours, theirs = os.openpty()
    command = [EPREUVE, "-w", play.root, "run", "--at", "2026-08-31T07:00", option]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=theirs, text=True, check=True)
    os.write(theirs, b"end")
    os.close(theirs)
    said = os.read(ours, 10_000).decode()
    os.close(ours)
    assert ("2026-09 : Remise des convocations…" in said) is shown
    assert ("2026-09 : Remise des convocations – fait" in done.stdout) is shown


def test_a_log_that_nobody_reads_stops_nothing(at_stage):
    play = at_stage("generated")
    command = f"{EPREUVE} -w {play.root} run --at 2026-08-31T07:00 --log-format json 2>&-"
    done = subprocess.run(["sh", "-c", command], capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (0, b"")
    assert play.acts("2026-08-31T05:30:00Z", "2026-12-01T08:00:00Z") == []


def test_asked_to_end_a_run_leaves_as_interrupted_and_the_next_one_finishes(at_stage):
    play = at_stage("opened")
    command = [EPREUVE, "-w", play.root, "run", "--at", "2026-08-16T07:00", "--log-format", "json"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        events = [json.loads(process.stderr.readline()) for _ in range(2)]
        assert events[1]["event"] == "step-start"
        time.sleep(0.1)
        os.kill(process.pid, signal.SIGTERM)
        out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (130, "")
    assert json.loads(err.splitlines()[0])["exit"] == 130
    assert (play.root / "output" / ".verrou").read_bytes() == b""
    assert not play.folder.manifest.exists()
    assert play.acts("2026-08-16T07:00", "2026-12-01T08:00:00Z") == [("generate", "done")]
