"""Reconcile: further grids for those who may mark, a report, nothing of one marker for another."""

import io
import json
from dataclasses import replace

import openpyxl
import pytest

from pipeline.commands.reconcile import reconcile
from pipeline.diagnostics import ContentError
from pipeline.model.gridplan import COMMENT_COLUMN, LEVEL_COLUMN
from pipeline.model.marks import LevelMark, Marking, Marks
from pipeline.store.records import (
    read_basis,
    read_dispatch,
    read_issued,
    read_marks,
    read_reconciliation,
    write_record,
)

LATER = "2026-06-25T10:00:00Z"
COMMENT = "zibeline"
COORDINATION = [
    "coordination/accord.html",
    "coordination/items.json",
    "coordination/rapport-double-correction.xlsx",
]


def come_back(folder, level):
    """Every grid that went out comes back; ``level(issued)`` is given everywhere, ``None`` for one that does not."""
    basis, found = read_basis(folder), []
    for one in read_issued(folder):
        given = level(one)
        if given is not None:
            found.append(marking(basis, one.identity, one.exam, given))
    write_record(folder.marks, Marks(session=folder.name, markings=tuple(found)))


def marking(basis, who, exam, given):
    state = given if isinstance(given, str) else ""
    rows = [row.key for s in basis.grids[who.form].sections for row in s.rows]
    return Marking(
        grid=who.id,
        exam=exam,
        form=who.form,
        copy=who.anonymous,
        assessor=who.assessor,
        assessor_name=who.assessor_name,
        marking=who.marking,
        state=state,
        date="2026-06-20",
        remark=COMMENT,
        levels=()
        if state
        else tuple(LevelMark(key=key, level=given, comment=COMMENT) for key in rows),
    )


def first_copy(folder, exam="B1-ECRIT"):
    return sorted(i.identity.anonymous for i in read_issued(folder) if i.exam == exam)[0]


def area(folder):
    return folder.results / "correction"


def run(folder, *conciliation, **options):
    return reconcile(
        folder.name, root=folder.root, when=LATER, conciliation=conciliation, **options
    )


@pytest.fixture
def apart(published):
    """A session in which one copy of the written exam was marked 0 and 4, the others alike."""
    target = first_copy(published)
    come_back(
        published,
        lambda g: (0 if g.identity.marking == 1 else 4) if g.identity.anonymous == target else 3,
    )
    return published


def test_within_the_rules_there_is_a_report_and_no_further_grid(published, bytes_of):
    come_back(published, lambda _: 3)
    outcome = run(published)
    assert outcome.counts == {
        "copies": 15,
        "double": 15,
        "beyond": 0,
        "asked": 0,
        "waiting": 0,
        "issued": 0,
    }
    assert outcome.lines == (
        "15 copies en double correction · 0 au-delà de la règle · 0 à reprendre · 0 en attente",
        "aucune grille de plus à remettre",
    )
    assert (outcome.exit_code, outcome.diagnostics) == (0, ())
    assert list(bytes_of(area(published))) == COORDINATION
    assert read_reconciliation(published).gaps == ()


def test_doing_it_twice_changes_nothing(apart, bytes_of):
    run(apart)
    before = bytes_of(apart.path)
    assert run(apart).counts["issued"] == 0
    assert bytes_of(apart.path) == before


def test_a_dry_run_writes_nothing_and_says_the_same(apart, bytes_of):
    before = bytes_of(apart.path)
    dry = run(apart, dry_run=True)
    assert bytes_of(apart.path) == before
    assert (dry.dry_run, dry.files) == (True, ())
    assert dry.lines[-1] == "Essai : rien n'a été écrit."
    real = run(apart)
    assert (dry.counts, dry.lines[:-1]) == (real.counts, real.lines)


def test_a_gap_goes_to_somebody_without_any_conflict(apart, bytes_of):
    outcome = run(apart)
    target = first_copy(apart)
    placement = next(p for p in read_dispatch(apart).placements if p.anonymous == target)
    (gap,) = read_reconciliation(apart).gaps
    assert (gap.exam, gap.copy, gap.marking, gap.points) == ("B1-ECRIT", target, 3, 20)
    assert gap.assessor not in placement.assessors
    assert outcome.counts["issued"] == outcome.counts["asked"] == outcome.counts["beyond"] == 1
    path = f"evaluateur/{gap.assessor}/B1-ECRIT/grille-{gap.form}-{target}-3.xlsx"
    assert list(bytes_of(area(apart))) == [*COORDINATION, path]
    assert outcome.lines[1] == "1 grille de plus à remettre (resultats/correction/evaluateur/)"


def test_nothing_of_another_marking_is_in_a_further_grid(apart, words_of):
    run(apart, first_copy(apart))
    (path,) = (area(apart) / "evaluateur").rglob("*.xlsx")
    assert COMMENT not in words_of(path)
    book = openpyxl.load_workbook(io.BytesIO(path.read_bytes()))
    sheet = book["Grille"]
    basis = read_basis(apart)
    (gap,) = read_reconciliation(apart).gaps
    keys = {row.key for s in basis.grids[gap.form].sections for row in s.rows}
    rows = [r for r in range(1, sheet.max_row + 1) if sheet[f"A{r}"].value in keys]
    assert len(rows) == len(keys)
    for row in rows:
        assert sheet[f"{LEVEL_COLUMN}{row}"].value is None
        assert sheet[f"{COMMENT_COLUMN}{row}"].value is None


def test_a_third_marking_that_comes_back_settles_the_copy(apart):
    run(apart)
    (gap,) = read_reconciliation(apart).gaps
    marks, basis = read_marks(apart), read_basis(apart)
    who = replace(
        read_issued(apart)[0].identity,
        form=gap.form,
        anonymous=gap.copy,
        assessor=gap.assessor,
        assessor_name=gap.assessor_name,
        marking=3,
        markings=3,
    )
    assert who.id == gap.grid
    third = marking(basis, who, gap.exam, 3)
    write_record(apart.marks, replace(marks, markings=(*marks.markings, third)))
    outcome = run(apart)
    assert (outcome.counts["asked"], outcome.counts["beyond"]) == (0, 1)
    assert read_reconciliation(apart).gaps == (gap,)
    record = json.loads((area(apart) / "coordination/items.json").read_bytes())
    assert record["session"] == apart.name
    assert {line["exam"] for line in record["observed"]} == set(_exams(apart))


def _exams(folder):
    return [exam.id for exam in read_basis(folder).exams if not exam.by_table]


def test_when_nobody_may_mark_it_is_told_and_a_conciliation_is_proposed_then_issued(published):
    come_back(published, lambda g: 0 if g.identity.marking == 1 else 4)
    outcome = run(published)
    alone = [d for d in outcome.diagnostics if d.code == "DBL-001"]
    assert alone
    assert "personne pour une troisième correction" in alone[0].message
    assert outcome.counts["issued"] + len(alone) == outcome.counts["beyond"] == 15
    copy = alone[0].hint.rsplit(" ", 1)[1]
    assert f"epreuve reconcile {published.name} --conciliation {copy}" in alone[0].hint
    again = run(published, copy)
    assert again.counts["issued"] == 1
    (gap,) = (g for g in read_reconciliation(published).gaps if g.copy == copy)
    assert gap.marking == 4
    assert gap.assessor.count("+") == 1
    assert " et " in gap.assessor_name
    for linked in read_reconciliation(published).gaps:
        placement = next(
            p for p in read_dispatch(published).placements if p.anonymous == linked.copy
        )
        assert linked.marking == 4 or linked.assessor not in placement.assessors


@pytest.mark.parametrize(
    ("copy", "code"), [("ZZZZ-9999", "DBL-005"), ("within", "DBL-003"), ("single", "DBL-004")]
)
def test_a_conciliation_that_nothing_calls_for_stops_before_anything_is_written(
    published, bytes_of, copy, code
):
    single = first_copy(published, "B2-CAS")
    come_back(
        published,
        lambda g: None if (g.identity.anonymous, g.identity.marking) == (single, 2) else 3,
    )
    before = bytes_of(published.path)
    asked = {"within": first_copy(published), "single": single}.get(copy, copy)
    with pytest.raises(ContentError) as caught:
        run(published, asked)
    assert [d.code for d in caught.value.diagnostics] == [code]
    assert bytes_of(published.path) == before


def test_contradictory_absences_are_told_until_a_conciliation_is_asked(published):
    target = first_copy(published)
    come_back(
        published,
        lambda g: "ABI" if (g.identity.anonymous, g.identity.marking) == (target, 1) else 3,
    )
    outcome = run(published)
    assert [d.code for d in outcome.diagnostics] == ["DBL-006"]
    assert outcome.counts["waiting"] == 1
    assert run(published, target).diagnostics == ()
    assert run(published).diagnostics == ()


def test_a_gap_in_an_exam_marked_by_table_is_told_and_gets_no_grid(apart):
    basis = read_basis(apart)
    exams = tuple(replace(e, by_table=e.id == "B1-ECRIT") for e in basis.exams)
    form = next(g.identity.form for g in read_issued(apart) if g.exam == "B1-ECRIT")
    grids = {**basis.grids, "B1-ECRIT": basis.grids[form]}
    write_record(apart.basis, replace(basis, exams=exams, grids=grids))
    outcome = run(apart)
    assert [d.code for d in outcome.diagnostics] == ["DBL-002"]
    assert (outcome.counts["beyond"], outcome.counts["issued"]) == (1, 0)


def test_nothing_came_back_is_a_report_that_says_so(published):
    outcome = run(published)
    assert (outcome.counts["double"], outcome.counts["waiting"]) == (0, 15)
    page = (area(published) / "coordination/accord.html").read_text("utf-8")
    assert "Aucune copie n’a encore deux corrections complètes." in page


def test_a_session_that_is_not_published_is_refused(mini_session):
    with pytest.raises(ContentError, match="publi"):
        run(mini_session)


def test_a_broken_journal_stops_before_anything_is_written(apart, bytes_of):
    journal = apart.path / "journal.jsonl"
    journal.write_bytes(b"{}\n" + journal.read_bytes())
    before = bytes_of(apart.path)
    with pytest.raises(ContentError):
        run(apart)
    assert bytes_of(apart.path) == before


def test_registrations_with_faults_are_told(apart):
    book = openpyxl.load_workbook(apart.roster)
    book.remove(book.worksheets[1])
    book.save(apart.roster)
    with pytest.raises(ContentError) as caught:
        run(apart)
    assert caught.value.diagnostics


def test_the_journal_keeps_counts_and_a_hash(apart):
    run(apart)
    last = json.loads((apart.path / "journal.jsonl").read_text().splitlines()[-1])
    assert last["command"] == "reconcile"
    assert last["when"] == LATER
    assert set(last["facts"]) == {"copies", "gaps", "left", "shifts", "sha256", "record", "marks"}
