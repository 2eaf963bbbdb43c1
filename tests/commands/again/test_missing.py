"""Resits on the codes still missing, where the rules say so: assembled, published, marked, decided."""

from dataclasses import replace

import pytest

from pipeline.commands.verify import verify
from pipeline.diagnostics import ExitCode
from pipeline.store.records import (
    read_basis,
    read_decisions,
    read_dispatch,
    read_forms,
    read_marks,
    read_resit,
    write_record,
)

AFTER = {"day": "01/11/2026", "when": "2026-11-02T10:00:00Z"}


@pytest.fixture
def partial(marked):
    """A decided session: 0002 has C2 and not C1 in B1-ECRIT; exams are sat again on the codes still missing."""
    folder = marked.folder()
    basis = read_basis(folder)
    copy = copy_of(folder, "0002")
    marks = read_marks(folder)
    markings = tuple(
        replace(m, levels=tuple(better(basis, m.form, level) for level in m.levels))
        if (m.exam, m.copy) == ("B1-ECRIT", copy)
        else m
        for m in marks.markings
    )
    write_record(folder.marks, replace(marks, markings=markings))
    rules = replace(basis.policy, resit=replace(basis.policy.resit, missing_only=True))
    write_record(folder.basis, replace(basis, policy=rules))
    marked.judge(typed={("Candidats", "0003", "J"): None})
    marked.add_scenarios()
    return marked


def better(basis, form, level):
    """Level 0 on C1, 3 on C2."""
    codes = {row.key: s.code for s in basis.grids[form].sections for row in s.rows}
    return replace(level, level=3 if codes[level.key] == "C2" else 0)


def copy_of(folder, number, exam="B1-ECRIT"):
    placements = read_dispatch(folder).placements
    return next(p.anonymous for p in placements if (p.candidate, p.blueprint) == (number, exam))


def test_the_record_says_which_codes_each_candidate_still_misses(partial):
    partial.resit()
    second, fourth = read_resit(partial.folder("2026-10")).carried
    assert second.codes == (("B1-ECRIT", ("C1",)),)
    assert second.missing("B1-ECRIT") == ("C1",)
    assert (fourth.exams, fourth.codes) == (("B2-CAS", "S1-ORAL"), ())


def test_the_paper_is_on_those_codes_in_proportion_and_never_seen(partial):
    partial.resit()
    partial.sit("2026-10", 12)
    folder = partial.folder("2026-10")
    forms = {f.id: f for f in read_forms(folder)}
    paper = forms["B1-ECRIT-P-C1"]
    assert [(b.code, b.target, b.reached) for b in paper.certificate.balances] == [("C1", 50, 50)]
    assert (paper.points, paper.minutes, len(paper.questions)) == (50, 50, 1)
    assert "sujet de rattrapage réduit aux codes encore à acquérir : C1" in paper.certificate.notes
    assert "B1-ECRIT-S-C1" in forms
    (placed,) = [p for p in read_dispatch(folder).placements if p.blueprint == "B1-ECRIT"]
    assert (placed.candidate, placed.form) == ("0002", paper.id)
    assert placed.minutes == 67, "fifty minutes and a third more"
    met = set(read_resit(folder).carried[0].met)
    assert met.isdisjoint(d.scenario for d in paper.dossiers)
    assert verify("2026-10", root=partial.root).exit_code == ExitCode.DONE


def test_the_code_sat_again_joins_the_one_that_was_kept(partial):
    partial.resit()
    second = read_resit(partial.folder("2026-10")).carried[0]
    before = {s.exam: s for s in second.kept}["B1-ECRIT"]
    assert before.mark == 7
    assert {c.code: c.mark for c in before.codes} == {"C1": 0, "C2": 14}
    partial.sit("2026-10", 12)
    partial.mark({}, "2026-10")
    partial.judge("2026-10", **AFTER)
    decided = read_decisions(partial.folder("2026-10")).current()
    (block,) = [b for d in decided if d.candidate == "0002" for b in d.blocks if b.block == "B1"]
    assert (block.status.value, block.mark) == ("valide", 14)
