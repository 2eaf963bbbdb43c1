from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from pipeline.checks.registration import Registration
from pipeline.diagnostics import Source
from pipeline.grade.basis import freeze, keep_frozen
from pipeline.model.basis import Basis
from pipeline.model.blueprint import Phase
from pipeline.model.grid import GridMap
from pipeline.model.people import Accommodation, Candidate, Roster
from pipeline.model.session import Session
from pipeline.read.bank import read_bank
from pipeline.store.codec import dump, load

MINI = Path(__file__).resolve().parent.parent / "mini"


@pytest.fixture(scope="module")
def bank():
    """The tiny bank."""
    return read_bank(MINI)[0]


def session(bank, *, tables=()):
    """A session of every exam of the tiny bank but those marked by table."""
    return Session(
        id="2026-06",
        title="Juin",
        centre="Centre",
        certifier="Certificateur",
        date="2026-06-15",
        zone="Europe/Paris",
        exams=tuple(b.id for b in bank.blueprints if b.id not in tables),
        excluded_countries=(),
        tickets=0,
        markings=2,
        source=bank.blueprints[0].source,
        tables=tuple(tables),
    )


def registered(bank, *, tables=()):
    """Two candidates, one of whom holds a block already."""
    people = (candidate("0001"), candidate("0002", won=(bank.blueprints[-1].block,)))
    roster = Roster(candidates=people, assessors=(), rooms=(), sittings=())
    return Registration(bank=bank, session=session(bank, tables=tables), roster=roster)


def candidate(number, won=()):
    return Candidate(
        number=number,
        last_name="Fictif",
        first_name="Alix",
        birth_date="2000-01-01",
        email="",
        specialisation="S1",
        won=won,
        accommodation=Accommodation(),
        source=Source(path="inscriptions.xlsx"),
    )


def test_the_basis_names_every_block_and_exam_with_its_codes(bank):
    basis = freeze(registered(bank), ())
    assert [b.id for b in basis.blocks] == [b.id for b in bank.referential.blocks]
    assert basis.block(basis.blocks[0].id).codes == bank.referential.codes(basis.blocks[0].id)
    assert [e.id for e in basis.exams] == [b.id for b in bank.blueprints]
    assert not any(e.by_table for e in basis.exams)
    assert basis.edition == bank.referential.sha256


def test_an_exam_marked_by_table_has_a_grid_of_every_indicator_of_its_codes(bank):
    blueprint = bank.blueprints[-1]
    basis = freeze(registered(bank, tables=[blueprint.id]), ())
    assert basis.exam(blueprint.id).by_table
    assert basis.exam(blueprint.id).candidates == ("0001",)
    grid = basis.grids[blueprint.id]
    assert isinstance(grid, GridMap)
    assert [s.code for s in grid.sections] == list(blueprint.codes)
    assert sum(s.points for s in grid.sections) == Decimal(blueprint.points)
    for section in grid.sections:
        entry = bank.criteria.code(section.code)
        assert [(r.key, r.weight) for r in section.rows] == [
            (i.id, i.weight) for i in entry.indicators
        ]


def test_the_basis_is_read_back_as_it_was_written(bank):
    basis = freeze(registered(bank, tables=[bank.blueprints[-1].id]), ())
    assert load(dump(basis), Basis) == basis


def test_what_was_frozen_stays_whatever_became_of_the_bank(bank):
    tables = [bank.blueprints[-1].id]
    before = freeze(registered(bank), ())
    values = {**bank.rules.values, "bloc.seuil": Decimal(12)}
    changed = replace(
        bank,
        rules=replace(bank.rules, values=values, fingerprint="other"),
        referential=replace(bank.referential, sha256="f" * 64),
    )
    fresh = freeze(registered(changed, tables=tables), ())
    kept = keep_frozen(before, fresh)
    assert fresh.policy.block.threshold == 12
    assert kept.policy == before.policy
    assert (kept.edition, kept.blocks) == (before.edition, before.blocks)
    assert kept.exam(tables[0]).by_table == before.exam(tables[0]).by_table, "it stays as it was"
    assert kept.exam(tables[0]).candidates == ("0001",), "those who are marked are those of now"
    assert kept.grids == fresh.grids, "a grid that was not there joins"


def test_continuous_assessment_is_told_from_the_end_of_the_training(bank):
    basis = freeze(registered(bank), ())
    phases = {e.id: e.phase for e in basis.exams}
    assert phases == {b.id: b.phase for b in bank.blueprints}
    assert Phase.FINAL in phases.values()
