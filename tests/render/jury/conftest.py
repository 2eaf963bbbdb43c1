"""A jury's day made by hand: a basis with its official fields, a sitting, candidates decided by the shipped rules."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

import pytest

from pipeline.award.proposals import required_blocks, with_jury_points
from pipeline.award.resits import to_sit
from pipeline.model.award import (
    BlockDecision,
    BlockStatus,
    Capital,
    Decision,
    Deliberation,
    Member,
    Origin,
    Vote,
)
from pipeline.model.basis import Basis
from pipeline.model.referential import BlockId, Official
from pipeline.render.verdict import Case

OFFICIAL = Official(
    title="Expert en relations et coopérations internationales",
    rncp="RNCP00000",
    level="7",
    certifier="Institut des relations internationales",
    registered_on="2025-03-28",
    nsf="314t, 128g",
)
TITLES = {
    "B1": "Piloter les coopérations",
    "B2": "Définir une politique",
    "B3": "Conseiller en situation de crise",
    "S1": "Diplomatie économique",
    "S2": "ONG et coopération humanitaire",
}
SITTING = Deliberation(
    date="2026-07-03",
    place="Salle du conseil",
    head="ab" * 32,
    incidents="Séance suspendue de 10 h 15 à 10 h 30 : alarme.",
    members=(
        Member(
            name="Ana Un",
            quality="Directrice",
            organisation="Ministère",
            external=True,
            president=True,
            present=True,
        ),
        Member(
            name="Bo Deux",
            quality="Responsable pédagogique",
            organisation="Centre",
            external=False,
            president=False,
            present=True,
        ),
        Member(
            name="Cy Trois",
            quality="Conseiller",
            organisation="Université",
            external=True,
            president=False,
            present=False,
        ),
    ),
)
WAYS = {
    "B1": Capital(
        candidate="0001",
        block=BlockId("B1"),
        edition="e0",
        session="2025-06",
        date="2025-07-04",
        reference="2025-06/0001/1",
        origin=Origin.EXAM,
    )
}


@dataclass(frozen=True)
class Docket:
    """The basis, the sitting, and ``case("0001", {"B1": "12"}, …)``: somebody decided as the rules propose."""

    basis: Basis
    sitting: Deliberation
    decide: Callable[..., Case]


@pytest.fixture(scope="session")
def docket(make_hearing) -> Docket:
    """A jury's day."""
    basis = _basis(make_hearing({}).basis)

    def decide(
        number: str,
        marks: Mapping[str, str],
        points: Mapping[str, str] | None = None,
        reasons: Mapping[str, str] | None = None,
        statuses: Mapping[str, BlockStatus] | None = None,
        case: Mapping[str, Any] | None = None,
        **changes: Any,
    ) -> Case:
        heard = make_hearing({number: marks}).candidates[0].proposal
        given = {BlockId(b): Decimal(p) for b, p in (points or {}).items()}
        moved = with_jury_points(basis, heard, given, 0)
        proposed = {b.block: b.status for b in heard.blocks}
        blocks = tuple(
            BlockDecision(
                block=b.block,
                status=(statuses or {}).get(b.block, b.status),
                proposed=proposed[b.block],
                mark=b.mark,
                jury_points=b.jury_points,
                reason=(reasons or {}).get(b.block, ""),
            )
            for b in moved.blocks
        )
        path = required_blocks(basis, heard.specialisation)
        base = Decision(
            id=f"2026-06/{number}/1",
            candidate=number,
            last_name=f"Nom{number}",
            first_name="Inès",
            birth_date="1998-02-01",
            specialisation=heard.specialisation,
            decision=moved.decision,
            proposed=heard.decision,
            blocks=blocks,
            honours="",
            reason="",
            vote=Vote(),
            recused=(),
            date="2026-07-03",
            author="Ana Un",
        )
        settled = Case(
            decision=replace(base, **changes),
            sitting=SITTING,
            first="2026-07-03",
            results={b.block: b for b in heard.blocks},
            before={BlockId(b): w for b, w in WAYS.items()},
            path=path,
            again=tuple(e for b in moved.blocks if b.block in path for e in to_sit(basis, b)),
            resit_left=True,
            limit="2027-07-03",
        )
        return replace(settled, **(case or {}))

    return Docket(basis=basis, sitting=SITTING, decide=decide)


def _basis(plain: Basis) -> Basis:
    """The basis with titles and official fields."""
    return replace(
        plain,
        official=OFFICIAL,
        code_titles={c: f"Titre de {c}" for b in plain.blocks for c in b.codes},
        blocks=tuple(replace(b, title=TITLES[b.id]) for b in plain.blocks),
        exams=tuple(
            replace(e, title="Contrôle écrit" if e.id.endswith("CC") else "Étude de cas")
            for e in plain.exams
        ),
    )
