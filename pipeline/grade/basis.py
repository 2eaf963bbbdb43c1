"""The basis of a session, frozen from the bank when it is published."""

from collections.abc import Sequence
from dataclasses import replace
from typing import cast

from pipeline.checks.registration import Registration
from pipeline.model.basis import Basis, BlockBasis, ExamBasis
from pipeline.model.blueprint import Blueprint
from pipeline.model.form import Form
from pipeline.model.grid import GridMap, grid_map, table_map
from pipeline.model.item import Modality
from pipeline.model.policy import policy

CONVERSION = "notation.conversion"


def freeze(registration: Registration, forms: Sequence[Form]) -> Basis:
    """What the marks of a session will be judged by: its exams with and without forms, its grids, its rules."""
    bank, session = registration.bank, registration.session
    conversion = cast(str, bank.rules.values[CONVERSION])
    grids: dict[str, GridMap] = {f.id: grid_map(f, bank.criteria, conversion) for f in forms}
    for exam in session.tables:
        grids[exam] = table_map(bank.blueprint(exam), bank.criteria, conversion)
    return Basis(
        session=session.id,
        title=session.title,
        centre=session.centre,
        certifier=session.certifier,
        date=session.date,
        edition=bank.referential.sha256,
        official=bank.referential.official,
        policy=policy(bank.rules),
        blocks=tuple(
            BlockBasis(id=b.id, kind=b.kind, title=b.title, codes=bank.referential.codes(b.id))
            for b in bank.referential.blocks
        ),
        exams=tuple(
            _exam(registration, bank.blueprint(exam), by_table=exam in session.tables)
            for exam in (*session.exams, *session.tables)
        ),
        grids=grids,
        equivalences=bank.equivalences,
        code_titles={c.code: c.title for c in bank.criteria.codes},
        levels=bank.criteria.levels,
    )


def keep_frozen(standing: Basis, fresh: Basis) -> Basis:
    """The fresh basis of a session that was published already: what was frozen stays, what is new joins it."""
    exams = {exam.id: exam for exam in standing.exams}
    return replace(
        fresh,
        edition=standing.edition,
        policy=standing.policy,
        blocks=standing.blocks,
        code_titles=standing.code_titles,
        levels=standing.levels,
        exams=tuple(
            replace(exams.get(exam.id, exam), candidates=exam.candidates) for exam in fresh.exams
        ),
        grids={key: standing.grids.get(key, grid) for key, grid in fresh.grids.items()},
    )


def _exam(registration: Registration, blueprint: Blueprint, *, by_table: bool) -> ExamBasis:
    """One exam as it counts."""
    sitters = registration.sitters(blueprint) if by_table else ()
    return ExamBasis(
        id=blueprint.id,
        title=blueprint.title,
        block=blueprint.block,
        phase=blueprint.phase,
        coefficient=blueprint.coefficient,
        individual=registration.bank.criteria.format(blueprint.format).individual,
        oral=blueprint.modality is not Modality.WRITTEN,
        by_table=by_table,
        codes=blueprint.codes,
        candidates=tuple(sorted(c.number for c in sitters)),
    )
