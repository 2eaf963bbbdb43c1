"""Where the sessions are, told from their records."""

import pytest

from pipeline.commands.assemble import assemble
from pipeline.commands.collect import collect
from pipeline.commands.resolve import resolve
from pipeline.commands.status import status
from pipeline.diagnostics import ExitCode, UsageError
from pipeline.store.manifest import read_manifest
from pipeline.store.records import read_issued


def test_without_a_session_the_line_says_how_to_open_one(mini):
    outcome = status(None, root=mini)
    assert outcome.data == {"sessions": {}, "outgoing": {}, "collection": {}, "results": {}}
    assert "epreuve open" in outcome.lines[0]


def test_a_session_goes_from_open_to_assembled(mini_session, when):
    opened = status(None, root=mini_session.root)
    nothing = {"outgoing": {}, "collection": {}, "results": {}}
    assert opened.data == {"sessions": {"2026-06": "open"}, **nothing}
    assemble(mini_session.name, root=mini_session.root, when=when)
    outcome = status("2026-06", root=mini_session.root)
    assert outcome.data == {"sessions": {"2026-06": "assembled"}, **nothing}
    assert "12 sujets et tickets" in outcome.lines[0]


def test_a_published_session_says_how_many_files(published_once):
    outcome = status(None, root=published_once.root)
    assert outcome.data["sessions"] == {"2026-06": "published"}
    assert f"{len(read_manifest(published_once).files)} fichiers" in outcome.lines[0]


def test_a_damaged_record_hides_no_other_session(published, open_mini_session):
    open_mini_session(published.root, "2026-07")
    published.manifest.write_bytes(b"{")
    outcome = status(None, root=published.root)
    assert outcome.data["sessions"] == {"2026-06": "damaged", "2026-07": "open"}
    assert [d.code for d in outcome.diagnostics] == ["SES-040"]
    assert outcome.exit_code == ExitCode.CONTENT


def test_an_unknown_session_is_told_with_those_that_exist(mini_session):
    with pytest.raises(UsageError) as told:
        status("2026-07", root=mini_session.root)
    assert "2026-06" in told.value.hint


def test_all_sessions_are_told_in_sums_and_one_assessor_by_assessor(published_once):
    sums = status(None, root=published_once.root).lines
    assert len(sums) == 3
    assert "grilles attendues : 30, complètes : 0, incomplètes : 0, manquantes : 30" in sums[1]
    assert sums[2].startswith("  à relancer : Andréa Zinzolin (E01), ")
    whole = status("2026-06", root=published_once.root)
    assert "    Andréa Zinzolin (E01) : 0 sur 2, manquantes : 2" in whole.lines
    follow = whole.data["collection"]["2026-06"]
    assert follow["chase"] == ["E01", "E02", "E03"]
    assert sum(len(share["missing"]) for share in follow["exams"]) == 30


def test_what_came_back_is_told_by_assessor(published, fill_grid):
    grids = read_issued(published)[:4]
    filled = ([3, 2, 2, 3], [3, 2], [7, 2, 2, 3], [3, 2, 2, 2])
    for number, (grid, levels) in enumerate(zip(grids, filled, strict=True)):
        fill_grid(published.path / grid.path, published.returned / f"{number}.xlsx", levels)
    (published.returned / "x.pdf").write_bytes(b"%PDF-1.4")
    collect(published.name, root=published.root, when="2026-06-20T08:00:00Z")
    outcome = status(None, root=published.root)
    assert "complètes : 2, incomplètes : 1, manquantes : 27" in outcome.lines[1]
    assert "fichiers refusés : 2" in outcome.lines[1]
    follow = outcome.data["collection"]["2026-06"]
    own = [s for s in follow["exams"] if s["exam"] == "B1-ECRIT"]
    assert sum(s["received"] for s in own) == 2
    assert sum(s["refused"] for s in own) == 1
    assert follow["refused"] == [f"output/2026-06/recu/{n}" for n in ("2.xlsx", "x.pdf")]
    assert outcome.exit_code == ExitCode.DONE


def test_a_damaged_record_of_marks_is_told(published):
    published.marks.write_bytes(b"{")
    outcome = status(None, root=published.root)
    assert (outcome.data["sessions"], outcome.data["collection"]) == ({"2026-06": "published"}, {})
    assert [d.code for d in outcome.diagnostics] == ["SES-040"]


def test_a_session_published_before_grids_were_recorded_has_none_to_follow(published):
    published.basis.unlink()
    outcome = status(None, root=published.root)
    assert (outcome.data["sessions"], outcome.data["collection"]) == ({"2026-06": "published"}, {})
    assert outcome.diagnostics == ()


def test_nobody_is_to_be_chased_once_everything_came(published):
    for copy in sorted({f"{g.exam}/{g.identity.anonymous}" for g in read_issued(published)}):
        resolve(
            published.name,
            copy,
            root=published.root,
            when="2026-06-20T08:00:00Z",
            choice="NE",
            author="A",
            reason="b",
        )
    outcome = status("2026-06", root=published.root)
    assert outcome.data["collection"]["2026-06"]["chase"] == []
    assert not [line for line in outcome.lines if "relancer" in line]
