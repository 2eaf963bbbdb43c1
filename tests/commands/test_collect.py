"""Filled grids collected for real: from the workbooks of a published session to its record."""

import json
import os
import shutil
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.packaging.custom import StringProperty

from pipeline.commands.arrivals import Desk, sort_arrival
from pipeline.commands.collect import collect
from pipeline.commands.generate import generate
from pipeline.commands.reconcile import reconcile
from pipeline.commands.remind import remind
from pipeline.commands.resolve import resolve
from pipeline.commands.verify import verify
from pipeline.diagnostics import ContentError, ExitCode, UsageError
from pipeline.model.jurytable import PROPERTY_TABLE
from pipeline.model.marks import CaseKind, Fate
from pipeline.store import journal
from pipeline.store.records import read_basis, read_issued, read_marks
from pipeline.store.returns import Arrival

T1, T2, T3 = ("2026-06-20T08:00:00Z", "2026-06-21T08:00:00Z", "2026-06-22T08:00:00Z")


@pytest.fixture
def session(published):
    """A published session to collect for."""
    return published


@pytest.fixture
def gather(session):
    """``gather(when)``: collect what is in ``recu/``."""

    def run(when=T1, **options):
        return collect(session.name, root=session.root, when=when, **options)

    return run


@pytest.fixture
def send(session, fill_grid):
    """``send(number, name, levels, **texts)``: put the filled grid of that number of the publication in ``recu/``."""

    def put(number, name, levels=(), **texts):
        issued = read_issued(session)[number]
        target = session.returned / name
        target.parent.mkdir(parents=True, exist_ok=True)
        fill_grid(session.path / issued.path, target, levels, **texts)
        return issued.identity.id

    return put


def codes(outcome):
    return sorted({d.code for d in outcome.diagnostics})


def fates(session):
    return {r.name.rpartition("/")[2]: r.fate for r in read_marks(session).receipts}


def test_nothing_received_is_not_a_fault(session, gather):
    outcome = gather()
    assert outcome.exit_code == ExitCode.DONE
    assert outcome.lines[0] == "Aucun fichier reçu."
    assert outcome.counts["missing"] == 30
    assert not session.marks.exists()


def test_a_session_that_is_not_published_collects_nothing(mini_session):
    with pytest.raises(ContentError) as told:
        collect(mini_session.name, root=mini_session.root, when=T1)
    assert "publish" in told.value.hint


def test_filled_grids_are_taken_and_the_same_ones_again_change_nothing(
    session, gather, send, bytes_of
):
    ids = [send(0, "a.xlsx", [3, 2, 2, 3]), send(1, "E02/b.xlsx", [3, 1], c1="net")]
    outcome = gather()
    assert outcome.exit_code == ExitCode.DONE
    assert outcome.data["new"] == sorted(ids)
    assert outcome.data["partial"] == [ids[1]]
    assert [(d.code, d.message) for d in outcome.diagnostics] == [
        ("COL-010", "la grille est incomplète : 2 indicateurs encore à noter")
    ]
    assert fates(session) == {"a.xlsx": Fate.TAKEN, "b.xlsx": Fate.PARTIAL}
    marks = read_marks(session)
    assert [m.level("C1.i1") for m in sorted(marks.markings, key=lambda m: m.marking)] == [3, 3]
    assert len(list(session.archive.iterdir())) == 2
    before = bytes_of(session.path)
    again = gather(T2)
    assert bytes_of(session.path) == before
    assert (again.data["new"], again.files, again.exit_code) == ([], (), ExitCode.DONE)
    assert [e.command for e in journal.events(session.path)][-1] == "collect"


def test_a_dry_run_tells_the_same_and_writes_nothing(session, gather, send, bytes_of):
    send(0, "a.xlsx", [3, 2, 2, 3])
    (session.returned / "x.pdf").write_bytes(b"%PDF-1.4")
    before = bytes_of(session.path)
    dry = gather(dry_run=True)
    assert bytes_of(session.path) == before
    real = gather()
    assert dry.data == real.data
    assert dry.counts == real.counts
    assert (dry.dry_run, dry.files, dry.exit_code) == (True, (), ExitCode.GRIDS)
    assert dry.lines[-1] == "Essai : rien n'a été écrit."
    kept = {d.code for d in real.diagnostics} - {d.code for d in dry.diagnostics}
    assert kept == {"COL-011"}


def test_a_later_version_tells_what_was_and_what_is(session, gather, send):
    grid = send(0, "a.xlsx", [3, 2, 2, 3])
    gather()
    send(0, "a.xlsx", [4, 2, 2, 3], c0="fort")
    outcome = gather(T2)
    assert outcome.data["changed"] == [
        {"grid": grid, "field": "C1.i1", "before": "3", "after": "4"}
    ]
    assert any("passe de « 3 » à « 4 »" in line for line in outcome.lines)
    assert len(list(session.archive.iterdir())) == 2
    facts = journal.events(session.path)[-1].facts
    assert (facts["changes"], facts["files"], facts["grids"]) == (1, 2, 1)


def test_a_changed_field_is_told_by_its_name(session, gather, send):
    send(0, "a.xlsx", [4, 2, 2, 3], c0="fort")
    gather()
    send(0, "a.xlsx", [4, 2, 2, 3], c0="moyen")
    said = "commentaire de C1.i1 passe de « fort » à « moyen »"
    assert any(line.endswith(said) for line in gather(T2).lines)
    send(0, "a.xlsx", state="ABJ")
    gather(T2)
    send(0, "a.xlsx", state="ABI")
    said = "situation passe de « ABJ » à « ABI »"
    assert any(line.endswith(said) for line in gather(T2).lines)


def test_good_files_go_through_beside_bad_ones_which_are_kept_untouched(session, gather, send):
    send(0, "bon.xlsx", [3, 2, 2, 3])
    send(1, "sept.xlsx", [7, 2, 2, 3])
    (session.returned / "note.pdf").write_bytes(b"%PDF-1.4 x")
    outcome = gather()
    assert outcome.exit_code == ExitCode.GRIDS
    assert outcome.counts["refused"] == 2
    assert {"DEC-040", "RCU-007", "COL-011"} <= set(codes(outcome))
    kept = {p.read_bytes() for p in session.quarantine.iterdir()}
    assert kept == {(session.returned / n).read_bytes() for n in ("sept.xlsx", "note.pdf")}
    assert not [p for p in session.quarantine.iterdir() if p.suffix]
    assert fates(session)["bon.xlsx"] is Fate.TAKEN


def test_a_refused_file_is_told_until_another_replaces_it_or_somebody_sets_it_aside(
    session, gather, send
):
    send(1, "sept.xlsx", [7, 2, 2, 3])
    (session.returned / "note.pdf").write_bytes(b"%PDF-1.4 x")
    gather()
    (session.returned / "sept.xlsx").unlink()
    (session.returned / "note.pdf").unlink()
    told = gather(T2)
    assert (codes(told), told.exit_code) == (["COL-014"], ExitCode.GRIDS)
    assert "refusé le 20\N{NO-BREAK SPACE}juin 2026" in told.diagnostics[0].message
    send(1, "bis.xlsx", [3, 2, 2, 3])
    outcome = gather(T2)
    (left,) = outcome.data["refused"]
    assert left["name"].endswith("note.pdf")
    resolve(
        session.name,
        left["sha256"][:8],
        root=session.root,
        when=T3,
        choice="ecarter",
        author="Coordination",
        reason="pas une grille",
    )
    assert gather(T3).exit_code == ExitCode.DONE


def test_a_refused_file_that_is_still_there_tells_its_faults_again(session, gather, send):
    send(1, "sept.xlsx", [7, 2, 2, 3])
    first = gather()
    again = gather(T2)
    assert again.diagnostics == first.diagnostics
    assert again.exit_code == ExitCode.GRIDS
    assert read_marks(session).receipts[0].when == T1


def test_what_is_no_file_is_told_each_time_and_leaves_no_trace(session, gather, send):
    send(0, "bon.xlsx", [3, 2, 2, 3])
    (session.returned / "lien.xlsx").symlink_to(session.returned / "bon.xlsx")
    os.mkfifo(session.returned / "tube.xlsx")
    (session.returned / "~$bon.xlsx").write_bytes(b"lock")
    for when in (T1, T2):
        outcome = gather(when)
        assert codes(outcome) == ["COL-012", "RCU-002", "RCU-003"]
        assert (outcome.counts["refused"], outcome.exit_code) == (2, ExitCode.GRIDS)
    assert list(fates(session)) == ["bon.xlsx"]
    assert not session.quarantine.exists()


def test_a_blank_grid_is_told_and_still_awaited(session, gather, send):
    grid = send(0, "vide.xlsx")
    outcome = gather()
    assert (codes(outcome), outcome.exit_code) == (["DEC-057"], ExitCode.DONE)
    assert grid in outcome.data["missing"]


def test_files_and_folders_may_be_given(session, gather, send, tmp_path):
    send(0, "a.xlsx", [3, 2, 2, 3])
    send(1, "b.xlsx", [3, 2, 2, 3])
    shutil.move(session.returned / "b.xlsx", tmp_path / "b.xlsx")
    outcome = gather(paths=[tmp_path / "b.xlsx"])
    assert (outcome.counts["files"], len(outcome.data["new"])) == (1, 1)
    with pytest.raises(UsageError):
        gather(paths=[tmp_path / "c.xlsx"])


def test_contrary_versions_wait_and_the_hint_says_how_to_settle_them(session, gather, send):
    send(0, "a.xlsx", [3, 2, 2, 3])
    send(0, "b.xlsx", [2, 2, 2, 3])
    outcome = gather()
    assert outcome.exit_code == ExitCode.GRIDS
    assert codes(outcome) == ["COL-002"]
    ids = [case["id"] for case in outcome.data["cases"]]
    assert all("garder ou ecarter" in d.hint for d in outcome.diagnostics)
    assert all(any(i in d.hint for d in outcome.diagnostics) for i in ids)
    assert gather(T2).data["cases"] == outcome.data["cases"]


def test_the_grid_of_another_session_waits(session, gather, open_mini_session, fill_grid):
    other = open_mini_session(session.root, "2026-09", date="2026-09-15")
    generate(other.name, root=session.root, when=T1)
    fill_grid(
        other.path / read_issued(other)[0].path, session.returned / "vieille.xlsx", [3, 2, 2, 3]
    )
    outcome = gather()
    assert [case["kind"] for case in outcome.data["cases"]] == [CaseKind.OTHER_SESSION.value]
    assert "COL-004" in codes(outcome)


def test_a_grid_whose_visible_copy_was_changed_waits(session, gather, send):
    send(0, "a.xlsx", [3, 2, 2, 3], strip=("KC59-ENUC", "ZZZZ-ZZZZ"))
    outcome = gather()
    assert [case["kind"] for case in outcome.data["cases"]] == [CaseKind.OTHER_COPY.value]
    assert {"COL-005", "DEC-012"} <= set(codes(outcome))
    assert list(fates(session).values()) == [Fate.UNSETTLED]


def test_a_grid_without_its_seal_waits_with_what_it_says(session, gather, send):
    send(0, "a.xlsx", [3, 2, 2, 3], unsealed=True)
    outcome = gather()
    assert [case["kind"] for case in outcome.data["cases"]] == [CaseKind.NO_IDENTITY.value]
    assert "COL-009" in codes(outcome)
    done = resolve(
        session.name,
        outcome.data["cases"][0]["id"],
        root=session.root,
        when=T2,
        choice="garder",
        author="Coordination",
        reason="l'évaluatrice confirme",
    )
    assert done.counts == {"cases": 0, "changed": 0}
    assert fates(session) == {"a.xlsx": Fate.TAKEN}


def test_a_machine_gets_the_same(session, gather, send):
    send(0, "a.xlsx", [3, 2])
    data = json.loads(json.dumps(gather().data))
    assert data["files"] == {"output/2026-06/recu/a.xlsx": "partielle"}


def test_every_byte_received_is_in_the_archive_the_quarantine_or_known(session, gather, send):
    send(0, "a.xlsx", [3, 2, 2, 3])
    send(0, "copie.xlsx", [3, 2, 2, 3])
    shutil.copy(session.returned / "a.xlsx", session.returned / "a-bis.xlsx")
    send(1, "b.xlsx", [9])
    (session.returned / "vide").write_bytes(b"")
    gather()
    kept = {p.read_bytes() for f in (session.archive, session.quarantine) for p in f.iterdir()}
    assert kept == {p.read_bytes() for p in session.returned.iterdir()}


def test_progress_counts_every_file(session, gather, send):
    send(0, "a.xlsx", [3])
    (session.returned / "x.pdf").write_bytes(b"%PDF-1.4")
    steps = []
    gather(progress=lambda *step: steps.append(step))
    assert steps == [("grilles rendues", 1, 2), ("grilles rendues", 2, 2)]


def test_a_file_that_changes_while_it_is_read_is_left_for_the_next_run(session):
    desk = Desk(
        folder=session,
        basis=read_basis(session),
        issued={},
        key=b"",
        known=frozenset(),
        keeping=True,
    )

    class Growing(type(session.path)):
        """A file that another program goes on writing between two readings."""

        def __fspath__(self):
            with Path(str(self)).open("ab") as stream:
                stream.write(b"x")
            return str(self)

    path = Growing(session.returned / "a.pdf")
    session.returned.mkdir(exist_ok=True)
    (session.returned / "a.pdf").write_bytes(b"")
    found = sort_arrival(Arrival(path=path, name="a.pdf"), desk)
    assert (found.lost, [d.code for d in found.told]) == (True, ["COL-015"])


def test_the_grid_of_a_third_assessor_is_awaited_and_taken(session, gather, send, fill_grid):
    first = read_issued(session)[0].identity
    pair = [
        number
        for number, grid in enumerate(read_issued(session))
        if (grid.identity.form, grid.identity.anonymous) == (first.form, first.anonymous)
    ]
    for number, level in zip(pair, (4, 0), strict=True):
        texts = {f"c{row}": f"{level}{row}" for row in range(4)}
        send(number, f"{number}.xlsx", [level] * 4, **texts)
    gather()
    reconcile(session.name, root=session.root, when=T2)
    (blank,) = session.results.glob("correction/evaluateur/*/*/grille-*-3.xlsx")
    awaited = gather(T2)
    (grid,) = [g for g in awaited.data["missing"] if g.endswith("/3")]
    assert "grille non rendue" in chase(session, grid.split("/")[3])
    fill_grid(blank, session.returned / "3.xlsx", [3, 2, 2, 3])
    outcome = gather(T3)
    assert (outcome.data["new"], outcome.exit_code) == ([grid], ExitCode.DONE)


def chase(session, assessor):
    remind(session.name, root=session.root, when=T2)
    return (session.results / "relances" / f"{assessor}.txt").read_text("utf-8")


def test_the_jurys_table_is_left_to_the_jury(published, when):
    published.returned.mkdir(exist_ok=True)
    book = Workbook()
    book.custom_doc_props.append(StringProperty(name=PROPERTY_TABLE, value="2026-06/jury"))
    book.active["A1"] = "x"
    book.save(published.returned / "tableau-jury.xlsx")
    outcome = collect(published.name, root=published.root, when=when)
    assert outcome.diagnostics == ()
    assert outcome.exit_code == ExitCode.DONE


def test_marks_altered_by_hand_are_told_by_verify(published, when, fill_grid):
    grid = read_issued(published)[0]
    fill_grid(published.path / grid.path, published.returned / "a.xlsx", [3])
    collect(published.name, root=published.root, when=when)
    assert verify(published.name, root=published.root).diagnostics == ()
    data = published.marks.read_bytes()
    published.marks.write_bytes(data.replace(b'"level": 3', b'"level": 4', 1))
    found = verify(published.name, root=published.root).diagnostics
    assert [d.code for d in found] == ["RES-006"]


def test_a_collection_killed_before_its_journal_is_journalled_by_the_next(
    published, when, fill_grid
):
    grid = read_issued(published)[0]
    fill_grid(published.path / grid.path, published.returned / "a.xlsx", [3])
    kept = (published.path / "journal.jsonl").read_bytes()
    collect(published.name, root=published.root, when=when)
    journalled = (published.path / "journal.jsonl").read_bytes()
    (published.path / "journal.jsonl").write_bytes(kept)
    collect(published.name, root=published.root, when=when)
    assert (published.path / "journal.jsonl").read_bytes() == journalled


def test_tables_alone_may_be_collected(published, when, fill_grid):
    grid = read_issued(published)[0]
    fill_grid(published.path / grid.path, published.returned / "a.xlsx", [3])
    (published.returned / "b.xlsx").write_bytes(b"no workbook")
    outcome = collect(published.name, root=published.root, when=when, tables=True)
    assert (outcome.counts["new"], outcome.counts["refused"]) == (0, 0)
    assert outcome.exit_code == ExitCode.DONE
    assert not published.marks.exists()
    assert collect(published.name, root=published.root, when=when).counts["new"] == 1
