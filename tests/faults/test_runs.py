"""Scheduled runs among what goes wrong: a session never stops the others, no date is missed, nothing is done twice."""

import os
import shutil
import signal
import socket
import threading
import time
from contextlib import suppress

import pytest

from pipeline.commands import notices
from pipeline.commands.inputs import load_bank
from pipeline.commands.open import Opening, open_folder
from pipeline.diagnostics import ExitCode, LockedError
from pipeline.read.demonstration import read_demonstration
from pipeline.store import journal
from pipeline.store.folder import SessionFolder

NOW = "2026-06-16T08:00:00Z"
READ = ("basis.json", "grids.json", "journal.jsonl", "manifest.json")
"""What every call reads of a published session; the rest is read by the steps that need it, and must be there."""
NEEDED = (*READ, "session.yaml", "inscriptions.xlsx", "secret.key", "forms.json", "dispatch.json")
DAMAGES = {
    "missing": (NEEDED, lambda path: path.unlink()),
    "cut": (READ, lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])),
    "empty": ((*READ, "session.yaml"), lambda path: path.write_bytes(b"")),
    "full of zeros": (READ, lambda path: path.write_bytes(bytes(path.stat().st_size))),
}


@pytest.fixture
def two(scene, tmp_path):
    """A workspace of its own with a session whose grids came back, and another that is to be produced."""
    made = scene("collect")
    root = tmp_path / "mini"
    shutil.copytree(made.root, root)
    opened(root, "2026-07", "2026-07-10")
    return root


def opened(root, name, date):
    """Open a session of one exam, registrations filled in."""
    demonstration, _ = read_demonstration(root)
    rows = {sheet: [list(row) for row in lines] for sheet, lines in demonstration.rows.items()}
    for row in rows["Candidats"]:
        row[6] = "B1, S1"
    rows["Planning"] = [["B2-CAS", "/".join(reversed(date.split("-"))), "9:00", "A101, A102"]]
    opening = Opening(
        date=date, title="Session", centre="Centre", rows=rows, exams=("B2-CAS",), author="Réjane"
    )
    folder = SessionFolder(root=root, name=name)
    open_folder(load_bank(root), folder, opening, when="2026-05-01T08:00:00Z")
    return folder


def acts(outcome):
    """How each step of each session ended."""
    return {(act["session"], act["step"]): act["result"] for act in outcome.data["acts"]}


def commands(root, name):
    """What the journal of a session tells, in order."""
    return [event.command for event in journal.events(root / "output" / name)]


def test_of_two_runs_at_once_the_second_leaves_with_6_and_names_the_first(scene, faults, scheduled):
    made = scene("run: compare")
    made.points()
    made.reset()
    read, write = os.pipe()

    def wait(_, state=[0]):  # noqa: B006 - the count of this one run
        state[0] += 1
        if state[0] == 12:
            os.write(write, b"1")
            time.sleep(60)

    child = os.fork()
    if child == 0:
        with faults.struck(made.root, wait):
            made.act()
        os._exit(0)
    assert os.read(read, 1) == b"1"
    with pytest.raises(LockedError, match=f"pid {child}") as caught:
        made.act()
    assert caught.value.exit_code is ExitCode.LOCKED
    events = []
    with pytest.raises(LockedError):
        scheduled(made.root, NOW, events=events)
    assert [event["event"] for event in events] == ["held"]
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    os.close(read)
    os.close(write)
    made.act()
    assert made.found() == made.after


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_session_that_is_not_whole_is_named_with_what_to_do(two, scheduled, damage):
    records, spoil = DAMAGES[damage]
    for record in records:
        path = two / "output/2026-06" / record
        data = path.read_bytes()
        spoil(path)
        found = scheduled(two, NOW, dry_run=True)
        assert [s["session"] for s in found.data["unreadable"]] == ["2026-06"], record
        assert all(record in str(d.source) and d.hint for d in found.diagnostics), record
        path.write_bytes(data)
    assert scheduled(two, NOW, dry_run=True).data["unreadable"] == []


def test_a_corrupt_record_stops_its_own_session_only_and_once_restored_it_goes_on(two, scheduled):
    path = two / "output/2026-06/grids.json"
    data = path.read_bytes()
    path.write_bytes(data[:100])
    done = scheduled(two, NOW)
    assert done.exit_code is ExitCode.CONTENT
    assert acts(done)["2026-06", ""] == "failed"
    assert acts(done)["2026-07", "generate"] == "done"
    assert path.read_bytes() == data[:100]
    assert "collect" not in commands(two, "2026-06")
    path.write_bytes(data)
    assert acts(scheduled(two, NOW))["2026-06", "collect"] == "done"


def test_missing_content_stops_the_steps_that_need_it_only(two, scheduled):
    path = two / "templates/sujet.docx"
    data = path.read_bytes()
    path.unlink()
    done = scheduled(two, NOW)
    assert done.exit_code is ExitCode.CONTENT
    assert acts(done)["2026-07", "generate"] == "failed"
    assert acts(done)["2026-06", "collect"] == "done"
    (failed,) = [act for act in done.data["acts"] if act["result"] == "failed"]
    assert failed["message"]
    assert failed["hint"]
    assert failed["since"] == NOW
    later = scheduled(two, "2026-06-16T09:00:00Z")
    assert [a["since"] for a in later.data["acts"] if a["result"] == "failed"] == [NOW]
    path.write_bytes(data)
    assert acts(scheduled(two, "2026-06-16T10:00:00Z"))["2026-07", "generate"] == "done"
    assert commands(two, "2026-07").count("publish") == 1


def test_an_exam_that_nothing_satisfies_costs_4_and_the_other_session_goes_on(two, scheduled):
    path = two / "referential/epreuves.yaml"
    text = path.read_text("utf-8")
    path.write_text(
        text.replace(
            "codes: {C9: 60, C10: 40}\n  questions: [2, 3]",
            "codes: {C9: 60, C10: 40}\n  questions: [3, 3]",
        ).replace("minutes: [50, 110]", "minutes: [5, 6]"),
        "utf-8",
    )
    done = scheduled(two, NOW)
    assert done.exit_code is ExitCode.INFEASIBLE
    assert acts(done)["2026-07", "generate"] == "failed"
    assert acts(done)["2026-06", "collect"] == "done"
    path.write_text(text, "utf-8")
    assert acts(scheduled(two, NOW))["2026-07", "generate"] == "done"


def test_what_a_sync_client_leaves_beside_the_records_changes_nothing(two, scheduled):
    before = scheduled(two, NOW, dry_run=True).data
    folder = two / "output/2026-06"
    for name in (
        "forms (copie en conflit de Bo 2026-06-15).json",
        ".sync_5f3a.tmp",
        "~$inscriptions.xlsx",
        "session.sync-conflict-20260615.yaml",
        "marks (1).json",
        "manifest.json.part",
    ):
        (folder / name).write_bytes(b"")
    shutil.copytree(folder, two / "output/2026-06 (copie en conflit)")
    (two / "output/.stfolder").mkdir()
    assert scheduled(two, NOW, dry_run=True).data == before
    assert acts(scheduled(two, NOW))["2026-06", "collect"] == "done"


@pytest.mark.parametrize(
    ("date", "first", "due"),
    [
        ("2026-11-24", "2026-10-24T20:00:00Z", "2026-10-25T06:00:00Z"),
        ("2027-04-27", "2027-03-27T20:00:00Z", "2027-03-28T05:00:00Z"),
    ],
    ids=["autumn", "spring"],
)
def test_a_call_an_hour_through_the_night_when_clocks_change_produces_once_at_its_hour(
    two, scheduled, date, first, due
):
    shutil.rmtree(two / "output")
    (two / "output").mkdir()
    opened(two, "nuit", date)
    day, hour = first[:10], int(first[11:13])
    for number in range(14):
        moment = f"{day if hour + number < 24 else due[:10]}T{(hour + number) % 24:02}:00:00Z"
        assert scheduled(two, moment).exit_code is ExitCode.DONE
    told = [(e.command, e.when) for e in journal.events(two / "output/nuit")]
    assert told[1:] == [("assemble", due), ("publish", due)]


def test_a_clock_moved_back_does_nothing_twice_and_is_told(scene, scheduled):
    made = scene("run: compare")
    made.points()
    events = []
    done = scheduled(made.root, "2026-05-01T08:00:00Z", events=events)
    assert made.found() == made.after
    assert done.exit_code is ExitCode.DONE
    assert [e["reason"] for e in events if e["event"] == "person"] == ["clock"]
    made.act()
    assert made.found() == made.after


def test_a_mail_server_that_hangs_holds_up_no_step(two, scheduled, monkeypatch):
    for notice in (notices.ping_start, notices.ping_end, notices.send_report):
        monkeypatch.setitem(notice.__kwdefaults__, "seconds", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as server:
        kept, enough = [], threading.Event()
        thread = threading.Thread(target=hang, args=(server, kept, enough), daemon=True)
        thread.start()
        port = server.getsockname()[1]
        (two / "epreuve.toml").write_text(
            f'[mail]\nserveur = "127.0.0.1"\nport = {port}\nsecurite = "aucune"\n'
            'expediteur = "epreuve@exemple.invalid"\ndestinataires = ["bo@exemple.invalid"]\n'
            f'[sante]\nurl = "http://127.0.0.1:{port}/essai"\n',
            "utf-8",
        )
        done = scheduled(two, NOW)
        enough.set()
        thread.join()
    for connection in kept:
        connection.close()
    assert kept
    assert acts(done)["2026-06", "collect"] == "done"
    assert acts(done)["2026-07", "generate"] == "done"
    assert {d.severity.value for d in done.diagnostics if d.code.startswith("AVI")} == {
        "avertissement"
    }
    assert list((two / "output/.envoi").iterdir())


def hang(server, kept, enough):
    """Accept, and say nothing, until the test says that it is enough."""
    server.settimeout(0.05)
    while not enough.is_set():
        with suppress(TimeoutError):
            kept.append(server.accept()[0])
