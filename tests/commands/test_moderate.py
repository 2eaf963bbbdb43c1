"""Moderate: a shift within the rules, with an author and a reason, before names are known; all of them stay written."""

import io
import json
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import openpyxl
import pytest

from pipeline.commands.moderate import moderate
from pipeline.commands.reconcile import reconcile
from pipeline.diagnostics import ContentError
from pipeline.grade.copies import session_scores
from pipeline.model.marks import LevelMark, Marking, Marks, Shift
from pipeline.store import journal
from pipeline.store.records import (
    read_basis,
    read_issued,
    read_marks,
    read_reconciliation,
    write_record,
)

LATER = "2026-06-25T10:00:00Z"
EXAM = "B1-ECRIT"


@pytest.fixture
def marked(published):
    """A session whose every grid came back with level 3 everywhere: a mark of 14."""
    basis, found = read_basis(published), []
    for one in read_issued(published):
        who = one.identity
        rows = [row.key for s in basis.grids[who.form].sections for row in s.rows]
        found.append(
            Marking(
                grid=who.id,
                exam=one.exam,
                form=who.form,
                copy=who.anonymous,
                assessor=who.assessor,
                assessor_name=who.assessor_name,
                marking=who.marking,
                state="",
                date="",
                remark="",
                levels=tuple(LevelMark(key=key, level=3) for key in rows),
            )
        )
    write_record(published.marks, Marks(session=published.name, markings=tuple(found)))
    return published


@pytest.fixture
def assessor(marked):
    """Somebody who marked the written exam."""
    return next(g.identity.assessor for g in read_issued(marked) if g.exam == EXAM)


def run(folder, who, points="0,5", **changes):
    given = {
        "author": "Responsable",
        "reason": "barème lu plus sévèrement",
        "exam": EXAM,
        "when": LATER,
        **changes,
    }
    return moderate(folder.name, assessor=who, points=points, root=folder.root, **given)


def refused(folder, *args, **changes):
    before = folder.reconciliation.exists()
    with pytest.raises(ContentError) as caught:
        run(folder, *args, **changes)
    assert folder.reconciliation.exists() == before
    return [d.code for d in caught.value.diagnostics]


def shift(who, points, when=LATER):
    return Shift(
        exam=EXAM,
        assessor=who,
        points=Decimal(points),
        author="Responsable",
        reason="barème lu plus sévèrement",
        when=when,
    )


def sheet_of(folder):
    data = (folder.results / "correction/coordination/rapport-double-correction.xlsx").read_bytes()
    rows = openpyxl.load_workbook(io.BytesIO(data))["Décalages"].iter_rows(
        min_row=4, values_only=True
    )
    return [row[:8] for row in rows]


def test_a_shift_is_recorded_with_before_and_after_and_changes_marks_not_codes(marked, assessor):
    read = (read_basis(marked), read_issued(marked), read_marks(marked))
    before = session_scores(*read, read_reconciliation(marked))
    outcome = run(marked, assessor)
    record = read_reconciliation(marked)
    assert record.shifts == (shift(assessor, "0.5"),)
    count = sum(g.exam == EXAM and g.identity.assessor == assessor for g in read_issued(marked))
    assert outcome.counts == {"copies": count, "shifts": 1}
    assert outcome.lines[0].startswith(
        f"décalage de +0,5\u00a0point enregistré pour {assessor} dans l'épreuve {EXAM} : "
        "moyenne 14,00, puis 14,50"
    )
    (row,) = sheet_of(marked)
    assert (*row[:2], *row[3:8]) == (EXAM, assessor, 0.5, count, 14, 14.5, "oui")
    after = session_scores(*read, record)
    moved = [(old, new) for old, new in zip(before, after, strict=True) if old.mark != new.mark]
    assert len(moved) == count
    for old, new in moved:
        assert new.mark - old.mark == Fraction(1, 4)
        assert new.codes == old.codes


def test_a_later_shift_takes_the_place_of_an_earlier_one_and_both_stay(marked, assessor):
    run(marked, assessor)
    run(marked, assessor, "-1", when="2026-06-26T10:00:00Z")
    assert read_reconciliation(marked).shifts == (
        shift(assessor, "0.5"),
        shift(assessor, "-1", "2026-06-26T10:00:00Z"),
    )
    assert [row[7] for row in sheet_of(marked)] == ["non", "oui"]


def test_the_same_shift_again_changes_nothing(marked, assessor, bytes_of):
    run(marked, assessor)
    before = bytes_of(marked.path)
    outcome = run(marked, assessor, when="2026-07-01T00:00:00Z")
    assert outcome.lines == ("ce décalage est déjà en vigueur : rien n'a changé",)
    assert bytes_of(marked.path) == before


def test_a_dry_run_writes_nothing(marked, assessor, bytes_of):
    before = bytes_of(marked.path)
    outcome = run(marked, assessor, dry_run=True)
    assert (outcome.dry_run, outcome.files, outcome.counts["shifts"]) == (True, (), 1)
    assert bytes_of(marked.path) == before


def test_the_journal_tells_the_shift_and_nobody_by_name(marked, assessor):
    run(marked, assessor)
    last = json.loads((marked.path / "journal.jsonl").read_text().splitlines()[-1])
    assert (last["command"], last["when"]) == ("moderate", LATER)
    assert set(last["facts"]) == {"exam", "points", "sha256", "record"}
    assert last["facts"]["points"] == "0.5"


def test_a_reconciliation_afterwards_keeps_the_shift(marked, assessor):
    run(marked, assessor)
    reconcile(marked.name, root=marked.root, when=LATER)
    assert read_reconciliation(marked).shifts == (shift(assessor, "0.5"),)


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({"points": "1,01"}, ["DBL-007"]),
        ({"points": "-2"}, ["DBL-007"]),
        ({"points": "un peu"}, ["DBL-011"]),
        ({"author": "  "}, ["DBL-010"]),
        ({"reason": ""}, ["DBL-010"]),
        ({"exam": "B9"}, ["DBL-012"]),
        ({"exam": "B9", "author": "", "points": "3"}, ["DBL-010", "DBL-007", "DBL-012"]),
    ],
)
def test_what_forbids_a_shift_is_told_at_once_and_nothing_is_written(
    marked, assessor, changes, codes
):
    assert refused(marked, assessor, **changes) == codes


def test_somebody_who_marked_nothing_has_nothing_to_shift(marked, published):
    assert refused(marked, "E99") == ["DBL-009"]


def test_names_close_moderation(marked, assessor):
    journal.append(marked.path, when=LATER, command="lift", facts={})
    assert refused(marked, assessor) == ["DBL-008"]


def test_names_close_nothing_when_the_rules_say_so(marked, assessor):
    basis = read_basis(marked)
    rules = replace(basis.policy.moderation, closed_by_names=False, largest=Decimal(2))
    write_record(marked.basis, replace(basis, policy=replace(basis.policy, moderation=rules)))
    journal.append(marked.path, when=LATER, command="lift", facts={})
    assert run(marked, assessor, "2").counts["shifts"] == 1


@pytest.mark.parametrize("points", ["+0,5", " +0.5", "0,50"])
def test_a_plus_sign_is_a_number_too(marked, assessor, points):
    run(marked, assessor, points)
    assert [s.points for s in read_reconciliation(marked).shifts] == [Decimal("0.5")]


def test_a_dry_run_of_a_shift_says_that_nothing_was_written(marked, assessor):
    outcome = run(marked, assessor, dry_run=True)
    assert outcome.lines[-1] == "Essai : rien n'a été écrit."
    assert "enregistré" not in outcome.lines[0]
    assert not marked.reconciliation.exists()
