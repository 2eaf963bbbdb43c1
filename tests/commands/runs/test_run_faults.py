"""What goes wrong in one session of a run: it is told, it stays there, and it is tried again."""

import json
import os
import shutil
import signal
import subprocess
import sys
import textwrap
from dataclasses import replace

import pytest

from pipeline.diagnostics import ExitCode, LockedError, UsageError
from pipeline.store import journal
from pipeline.store.failures import RECORD, read_failures
from pipeline.store.files import digest
from pipeline.store.lock import alone, locked
from pipeline.store.manifest import encode, read_manifest

LATER = "2026-09-29T08:00:00Z"
HOLDER = textwrap.dedent("""
    import sys, time
    from pathlib import Path
    from pipeline.store.lock import alone, locked
    hold = alone if sys.argv[2] == "run" else locked
    with hold(Path(sys.argv[1]), *sys.argv[2:]):
        print("held", flush=True)
        time.sleep(60)
""")


@pytest.fixture
def hold():
    """``hold(folder, name)``: another process holds a session, or the workspace."""
    processes = []

    def start(*arguments):
        process = subprocess.Popen(
            [sys.executable, "-c", HOLDER, *map(str, arguments)], stdout=subprocess.PIPE, text=True
        )
        processes.append(process)
        assert process.stdout.readline() == "held\n"
        return process

    yield start
    for process in processes:
        process.kill()
        process.wait()
        process.stdout.close()


def cut(path):
    path.write_bytes(path.read_bytes()[:-20])


def lose(path):
    path.unlink()


def empty(path):
    path.write_bytes(b"")


BROKEN = [
    ("session.yaml", lose, "SES"),
    ("session.yaml", empty, "LEC"),
    ("journal.jsonl", lose, "SES"),
    ("journal.jsonl", cut, "SES"),
    ("journal.jsonl", empty, "SES"),
    ("manifest.json", lose, "SES"),
    ("manifest.json", cut, "SES"),
    ("secret.key", lose, "SES"),
    ("inscriptions.xlsx", lose, "SES"),
    ("forms.json", lose, "SES"),
    ("dispatch.json", lose, "SES"),
    ("basis.json", lose, "SES"),
    ("basis.json", cut, "RES"),
    ("grids.json", lose, "SES"),
    ("grids.json", empty, "RES"),
    ("marks.json", lose, "SES"),
    ("marks.json", cut, "SES"),
    ("reconciliation.json", lose, "SES"),
    ("reconciliation.json", cut, "SES"),
    ("decisions.json", cut, "SES"),
    ("resultats/jury/proposals.json", cut, "SES"),
    ("resultats/.decision.json", empty, "SES"),
]


@pytest.mark.parametrize(("name", "damage", "family"), BROKEN)
def test_a_session_that_cannot_be_read_is_named_and_the_others_go_on(
    at_stage, open_one, name, damage, family
):
    play = at_stage("decided")
    open_one(play.root, "2026-12", "2026-12-15")
    path = play.folder.path / name
    whole = path.read_bytes()
    damage(path)
    before = play.tree()
    outcome = play.call("2026-11-16T08:00:00Z")
    acts = {act["session"]: act for act in outcome.data["acts"]}
    assert (acts["2026-09"]["step"], acts["2026-09"]["result"]) == ("", "failed")
    assert {code[:3] for code in acts["2026-09"]["codes"]} == {family}
    assert (acts["2026-12"]["step"], acts["2026-12"]["result"]) == ("generate", "done")
    assert outcome.exit_code is ExitCode.CONTENT
    after = play.tree()
    changed = {p for p in before if before[p][1] != after.get(p, (0, 0))[1]}
    assert not {p for p in changed if "2026-09/" in p}
    again = play.call("2026-11-16T09:00:00Z").data["acts"][0]
    assert again["since"] == "2026-11-16T08:00:00Z"
    path.write_bytes(whole)
    assert {a["result"] for a in play.call("2026-11-16T10:00:00Z").data["acts"]} <= {
        "done",
        "person",
    }
    assert read_failures(play.root / "output") == {}


def test_a_step_that_fails_says_since_when_until_it_works(at_stage):
    play = at_stage("opened")
    template = next((play.root / "scenarios").glob("*/*.yaml"))
    whole = template.read_bytes()
    template.write_bytes(whole[: len(whole) // 2])
    first = play.call("2026-08-16T08:00:00Z")
    assert int(first.exit_code) == 1
    assert "échec depuis le 16 août 2026 à 10:00" in first.lines[0].replace("\xa0", " ")
    act = play.call("2026-08-16T09:00:00Z").data["acts"][0]
    assert (act["step"], act["since"]) == ("generate", "2026-08-16T08:00:00Z")
    assert act["codes"]
    template.write_bytes(whole)
    assert play.acts("2026-08-16T10:00:00Z") == [("generate", "done")]
    assert read_failures(play.root / "output") == {}


def test_lost_content_fails_only_the_steps_that_need_it(at_stage, open_one):
    play = at_stage("collected")
    open_one(play.root, "2026-10", "2026-10-10")
    shutil.rmtree(play.root / "templates")
    outcome = play.call("2026-09-18T08:00:00Z")
    assert [(a["session"], a["step"], a["exit"]) for a in outcome.data["acts"]] == [
        ("2026-10", "generate", 1)
    ]
    outcome = play.call("2026-09-22T08:00:00Z")
    assert [(a["session"], a["result"]) for a in outcome.data["acts"]] == [("2026-10", "failed")]


def test_an_exam_that_no_paper_satisfies_is_told_with_its_own_exit_code(at_stage):
    play = at_stage("opened")
    for path in (play.root / "scenarios").glob("*/*.yaml"):
        path.unlink()
    outcome = play.call("2026-08-16T08:00:00Z")
    assert int(outcome.exit_code) in (1, 4)
    assert not play.folder.manifest.exists()


def lose_exams(folder):
    """A publication whose grids are of exams that it does not know, which nothing but a bug could make."""
    basis = json.loads(folder.basis.read_text("utf-8"))
    basis["exams"] = basis["exams"][:1]
    folder.basis.write_text(json.dumps(basis), "utf-8")
    manifest = read_manifest(folder)
    inputs = manifest.inputs | {"basis": digest(folder.basis.read_bytes())}
    data = encode(replace(manifest, inputs=inputs))
    folder.manifest.write_bytes(data)
    facts = {"files": len(manifest.files), "sha256": digest(data)}
    journal.append(folder.path, when="2026-09-17T09:30:00Z", command="publish", facts=facts)


def test_a_bug_in_one_session_leaves_its_trace_and_stops_no_other(at_stage, open_one):
    play = at_stage("collected")
    open_one(play.root, "2026-12", "2026-10-15")
    lose_exams(play.folder)
    outcome = play.call("2026-09-17T10:00:00Z")
    acts = {a["session"]: a for a in outcome.data["acts"]}
    assert (acts["2026-09"]["exit"], acts["2026-09"]["result"]) == (3, "failed")
    assert acts["2026-12"]["result"] == "done"
    assert outcome.exit_code is ExitCode.BUG
    trace = play.root / "output" / "epreuve-erreur-2026-09.txt"
    assert "KeyError" in trace.read_text("utf-8")
    assert trace.stat().st_mode & 0o077 == 0
    assert str(trace) in acts["2026-09"]["hint"]


def test_a_trace_that_cannot_be_written_does_not_hide_the_bug(at_stage):
    play = at_stage("collected")
    lose_exams(play.folder)
    (play.root / "output" / "epreuve-erreur-2026-09.txt").mkdir()
    act = play.call("2026-09-17T10:00:00Z").data["acts"][0]
    assert act["exit"] == 3
    assert "un dossier porte ce nom" in act["hint"]


def test_a_session_held_by_somebody_is_left_for_the_next_call(at_stage, open_one, hold):
    play = at_stage("opened")
    open_one(play.root, "2026-10", "2026-09-15")
    process = hold(play.folder.path, "2026-09")
    outcome = play.call("2026-08-16T08:00:00Z")
    assert [(a["session"], a["result"], a["exit"]) for a in outcome.data["acts"]] == [
        ("2026-09", "held", 6),
        ("2026-10", "done", 0),
    ]
    assert outcome.exit_code is ExitCode.LOCKED
    assert any(f"pid {process.pid}" in line for line in outcome.lines)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert play.acts("2026-08-16T09:00:00Z") == [("generate", "done")]


def test_what_cannot_be_read_while_somebody_works_in_it_is_not_a_fault(at_stage, hold):
    play = at_stage("collected")
    play.folder.dispatch.rename(play.root / "dispatch.json")  # as in the middle of a swap
    hold(play.folder.path, "2026-09")
    outcome = play.call(LATER)
    assert [a["result"] for a in outcome.data["acts"]] == ["held"]


def test_a_failure_is_remembered_while_its_session_is_held(at_stage, hold):
    play = at_stage("opened")
    templates = play.root / "templates"
    templates.rename(play.root / "ailleurs")
    play.call("2026-08-16T08:00:00Z")
    (play.root / "ailleurs").rename(templates)
    hold(play.folder.path, "2026-09")
    play.call("2026-08-16T09:00:00Z")
    failures = read_failures(play.root / "output")
    assert failures == {("2026-09", "generate"): "2026-08-16T08:00:00Z"}


def test_a_second_run_leaves_at_once_and_names_the_first(at_stage, hold):
    play = at_stage("opened")
    process = hold(play.root / "output", "run", "2026-08-16T07:00:00Z")
    with pytest.raises(LockedError, match=f"pid {process.pid}.*2026-08-16T07:00:00Z"):
        play.call("2026-08-16T08:00:00Z")
    logged = play.call("2026-08-16T08:00:00Z", log_format="json")
    assert (logged.exit_code, logged.lines) == (ExitCode.LOCKED, ())
    assert [e["event"] for e in play.events] == ["held", "held"]
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert play.acts("2026-08-16T08:00:00Z") == [("generate", "done")]


def test_people_work_in_sessions_while_a_run_goes_on(at_stage):
    play = at_stage("opened")
    with alone(play.root / "output", "epreuve run", "2026-08-16T07:00:00Z"):
        with locked(play.folder.path, "2026-09"):
            pass
        with pytest.raises(LockedError):
            alone(play.root / "output", "epreuve run", "x").__enter__()


def test_what_a_killed_run_left_of_its_own_is_swept_and_nothing_else(at_stage):
    output = at_stage("opened").root / "output"
    own, other = output / ".epreuve-tmp-.suivi.json", output / ".epreuve-tmp-plan.ics"
    own.write_bytes(b"x")
    other.write_bytes(b"x")
    with alone(output, "epreuve run", "x"):
        assert (own.exists(), other.exists()) == (False, True)


@pytest.mark.parametrize("data", [b"", b"[{", b'[{"session": 1}]', b"\xff"])
def test_a_damaged_count_of_failures_starts_again_and_is_told(at_stage, data):
    play = at_stage("opened")
    (play.root / "output" / RECORD).write_bytes(data)
    outcome = play.call("2026-08-16T06:00:00Z")
    assert [d.code for d in outcome.diagnostics if d.code.startswith("EXE")] == ["EXE-003"]
    assert [a["result"] for a in outcome.data["acts"]] == ["done"]
    assert read_failures(play.root / "output") == {}


def test_a_count_of_failures_that_cannot_be_written_fails_no_run(at_stage):
    play = at_stage("opened")
    (play.root / "output" / RECORD).mkdir()
    outcome = play.call("2026-08-16T06:00:00Z")
    assert {d.code for d in outcome.diagnostics if d.code.startswith("EXE")} == {
        "EXE-003",
        "EXE-004",
    }
    assert int(outcome.exit_code) == 0


def test_failures_of_sessions_not_looked_at_are_kept_and_those_of_lost_ones_forgotten(
    at_stage, open_one
):
    play = at_stage("opened")
    open_one(play.root, "2026-10", "2026-09-15")
    open_one(play.root, "2026-11", "2026-09-15")
    templates = play.root / "templates"
    templates.rename(play.root / "ailleurs")
    play.call("2026-08-16T08:00:00Z")
    (play.root / "ailleurs").rename(templates)
    shutil.rmtree(play.root / "output" / "2026-11")
    play.call("2026-08-16T09:00:00Z", only=("2026-10",))
    assert read_failures(play.root / "output") == {("2026-09", "generate"): "2026-08-16T08:00:00Z"}


def test_a_clock_moved_back_is_told_and_nothing_is_done_twice(at_stage):
    play = at_stage("released")
    play.call("2026-09-22T06:00:00Z")
    before = play.tree()
    outcome = play.call("2026-09-22T05:30:00Z")
    assert [(a["step"], a["reason"]) for a in outcome.data["acts"]] == [("", "clock")]
    assert [d.code for d in outcome.diagnostics] == ["EXE-002"]
    after = play.tree()
    assert {p for p in before if before[p] != after[p]} == {"output/.verrou"}


def test_the_moment_asked_for_decides_what_is_due_and_the_clock_what_is_written(at_stage):
    play = at_stage("opened")
    assert play.acts("2026-08-16T07:00", "2026-07-02T08:00:00Z") == [("generate", "done")]
    journal = (play.folder.path / "journal.jsonl").read_text("ascii")
    assert '"2026-07-02T08:00:00Z"' in journal
    assert "2026-08-16" not in journal


def test_a_session_that_does_not_exist_is_a_fault_of_the_command_line(at_stage):
    with pytest.raises(UsageError, match="n'existe pas"):
        at_stage("opened").call("2026-08-16T08:00:00Z", only=("2026-99",))


def test_only_the_sessions_asked_for_are_visited(at_stage, open_one):
    play = at_stage("opened")
    open_one(play.root, "2026-10", "2026-09-15")
    outcome = play.call("2026-08-16T08:00:00Z", only=("2026-10", "2026-10"))
    assert [a["session"] for a in outcome.data["acts"]] == ["2026-10"]


def test_what_is_no_workspace_is_a_fault_of_the_command_line(tmp_path, at_stage):
    play = at_stage("opened")
    play.root = tmp_path / "vide"
    play.root.mkdir()
    with pytest.raises(UsageError, match="espace de travail"):
        play.call("2026-08-16T08:00:00Z")
    assert list(play.root.iterdir()) == []
