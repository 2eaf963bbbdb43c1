"""Choices about what waits: with an author and a reason, journalled, and never made twice in two ways."""

import pytest

from pipeline.commands.collect import collect
from pipeline.commands.resolve import resolve
from pipeline.diagnostics import UsageError
from pipeline.store import journal
from pipeline.store.records import read_issued, read_marks

T1, T2, T3 = ("2026-06-20T08:00:00Z", "2026-06-21T08:00:00Z", "2026-06-22T08:00:00Z")


@pytest.fixture
def session(published):
    """A published session."""
    return published


@pytest.fixture
def choose(session):
    """``choose(case, choice)``: settle a case of the session."""

    def run(case, choice, when=T2, **options):
        said = {"author": "Coordination", "reason": "vu avec elle"} | options
        return resolve(session.name, case, root=session.root, when=when, choice=choice, **said)

    return run


@pytest.fixture
def contrary(session, fill_grid):
    """Two files that contradict each other, collected: the ids of their cases by file name."""
    source = session.path / read_issued(session)[0].path
    for name, level in (("a.xlsx", 3), ("b.xlsx", 2)):
        fill_grid(source, session.returned / name, [level, 2, 2, 3])
    found = collect(session.name, root=session.root, when=T1)
    return {case["name"].rpartition("/")[2]: case["id"] for case in found.data["cases"]}


def test_a_kept_file_is_taken_and_journalled_without_names(session, choose, contrary):
    outcome = choose(contrary["a.xlsx"], "garder")
    marks = read_marks(session)
    assert [m.level("C1.i1") for m in marks.markings] == [3]
    assert outcome.counts == {"cases": 0, "changed": 0}
    assert outcome.files == ("output/2026-06/marks.json",)
    assert {c.settled.choice for c in marks.cases} == {"garder", "ecarter"}
    assert {(c.settled.author, c.settled.reason) for c in marks.cases} == {
        ("Coordination", "vu avec elle")
    }
    entry = journal.events(session.path)[-1]
    assert entry.command == "resolve"
    assert set(entry.facts) == {"files", "grids", "changes", "cases", "sha256"}


def test_the_same_choice_again_changes_nothing(session, choose, contrary, bytes_of):
    choose(contrary["a.xlsx"], "garder")
    before = bytes_of(session.path)
    outcome = choose(contrary["a.xlsx"], "garder", T3)
    assert bytes_of(session.path) == before
    assert outcome.files == ()
    assert "déjà tranché" in outcome.lines[0]


def test_another_choice_afterwards_is_refused(choose, contrary):
    choose(contrary["a.xlsx"], "garder")
    with pytest.raises(UsageError) as told:
        choose(contrary["a.xlsx"], "ecarter")
    assert "garder, par Coordination" in told.value.message


def test_a_dry_run_writes_nothing(session, choose, contrary, bytes_of):
    before = bytes_of(session.path)
    outcome = choose(contrary["a.xlsx"], "garder", dry_run=True)
    assert bytes_of(session.path) == before
    assert (outcome.counts["cases"], outcome.files, outcome.dry_run) == (0, (), True)


def test_an_unknown_case_is_told_with_those_that_are_open(choose, contrary):
    with pytest.raises(UsageError) as told:
        choose("inconnu", "garder")
    assert all(case in told.value.hint for case in contrary.values())


def test_without_any_open_case_the_hint_says_so(choose):
    with pytest.raises(UsageError) as told:
        choose("inconnu", "ecarter")
    assert "cas ouverts : aucun" in told.value.hint


@pytest.mark.parametrize("choice", ["ABI", "jeter", ""])
def test_a_choice_that_makes_no_sense_is_refused(choose, contrary, choice):
    with pytest.raises(UsageError) as told:
        choose(contrary["a.xlsx"], choice)
    assert told.value.hint == "choix possibles : garder, ecarter"


@pytest.mark.parametrize("missing", ["author", "reason"])
def test_an_author_and_a_reason_are_asked_for(choose, contrary, missing):
    with pytest.raises(UsageError):
        choose(contrary["a.xlsx"], "garder", **{missing: "  "})


def test_a_refused_file_can_only_be_set_aside_once_and_for_all(session, choose):
    session.returned.mkdir(exist_ok=True)
    (session.returned / "x.pdf").write_bytes(b"%PDF-1.4")
    collect(session.name, root=session.root, when=T1)
    name = read_marks(session).receipts[0].sha256[:8]
    with pytest.raises(UsageError) as told:
        choose("inconnu", "ecarter")
    assert name in told.value.hint
    with pytest.raises(UsageError):
        choose(name, "garder")
    choose(name, "ecarter")
    before = read_marks(session)
    choose(name, "ecarter", T3)
    assert read_marks(session) == before


def test_a_copy_that_never_came_back_gets_a_state(session, choose):
    grid = read_issued(session)[0]
    target = f"{grid.exam}/{grid.identity.anonymous}"
    outcome = choose(target, "ABI")
    found = {m.marking: m.state for m in read_marks(session).markings}
    assert found == {1: "ABI", 2: "ABI"}
    assert outcome.lines == (f"{target} : ABI, noté avec son auteur et son motif.",)
    before = read_marks(session)
    assert choose(target, "ABI", T3).files == ()
    assert read_marks(session) == before


def test_a_copy_may_be_typed_in_any_case_or_without_its_exam(session, choose):
    grid = read_issued(session)[0]
    copy = grid.identity.anonymous
    outcome = choose(f" {grid.exam}/{copy} ".lower(), "ABI")
    said = f"{grid.exam}/{copy} : ABI, noté avec son auteur et son motif."
    assert outcome.lines == (said,)
    before = read_marks(session)
    choose(copy, "ABI", T3)
    assert read_marks(session) == before
    assert {m.state for m in before.markings} == {"ABI"}


def test_a_state_for_an_unknown_copy_is_refused_with_an_example(session, choose):
    with pytest.raises(UsageError) as told:
        choose("B1-ECRIT/ZZZZ", "ABI")
    assert "B1-ECRIT/ZZZZ" in told.value.message
    names = (f"{g.exam}/{g.identity.anonymous}" for g in read_issued(session))
    assert min(names) in told.value.hint
