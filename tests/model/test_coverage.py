from dataclasses import replace
from decimal import Decimal

import pytest

from pipeline.codes import Code
from pipeline.diagnostics import Source
from pipeline.model.blueprint import FormKind, Phase
from pipeline.model.coverage import Lack, best_formats, coverage, fallback_formats
from pipeline.model.criteria import AssessmentFormat, CodeCriteria, Criteria
from pipeline.model.form import Certificate, CodeBalance, Form, FormRole
from pipeline.model.item import Modality
from pipeline.model.referential import (
    Block,
    BlockId,
    BlockKind,
    Competency,
    Official,
    Referential,
)

HERE = Source(path="x.yaml")
B1, B2, S1 = map(BlockId, ("B1", "B2", "S1"))
FORMATS = {
    "cc_travail": ("controle_continu", "ecrit"),
    "cc_entreprise": ("controle_continu", "observation"),
    "ef_cas": ("fin_formation", "ecrit"),
    "ef_oral": ("fin_formation", "oral"),
    "ef_nego": ("fin_formation", "simulation"),
}
APTITUDES = {
    "C1": {"ef_cas": 3, "ef_oral": 2},
    "C2": {"ef_cas": 3, "ef_oral": 3},
    "C3": {"ef_cas": 1, "ef_oral": 2, "ef_nego": 3},
    "C9": {"ef_cas": 3, "ef_nego": 3},
    "C10": {"cc_travail": 3},
    "CO1.5": {"cc_entreprise": 3, "ef_oral": 2},
}
BLOCKS = {"C1": B1, "C2": B1, "C3": B1, "C9": B2, "C10": B2, "CO1.5": S1}


def entry(code):
    return CodeCriteria(
        code=Code(code),
        status="proposition",
        title=f"Titre {code}",
        verb="",
        indicators=(),
        levels=("", "", "", "", ""),
        deliverables=(),
        formats=tuple(APTITUDES[code].items()),
        hard_skills=(),
        soft_skills=(),
        scenario_needs="",
        caution="",
        source=HERE,
    )


CRITERIA = Criteria(
    version="0.1",
    status="proposition",
    levels=(),
    conversions=(),
    formats=tuple(
        AssessmentFormat(
            id=name,
            title=name,
            family=family,
            modality=modality,
            minutes=0,
            preparation=0,
            individual=True,
        )
        for name, (family, modality) in FORMATS.items()
    ),
    hard_skills=(),
    soft_skills=(),
    deliverables=(),
    codes=tuple(map(entry, APTITUDES)),
)
REFERENTIAL = Referential(
    source_file="x",
    sha256="",
    line_count=1,
    official=Official(title="Expert"),
    passages=(),
    blocks=tuple(
        Block(
            id=block,
            kind=BlockKind.SPECIALISATION if block == S1 else BlockKind.COMMON,
            text="",
            title=f"Bloc {block}",
            lines=(1, 1),
            activities=(),
        )
        for block in (B1, B2, S1)
    ),
    competencies=tuple(
        Competency(
            code=Code(code),
            printed_code=code,
            block=block,
            activity="",
            text="",
            lines=(1, 1),
            sub_items=(),
            aliases=(),
            source=HERE,
        )
        for code, block in BLOCKS.items()
    ),
    variants=(),
)


def form(reached, *, block=B1, points=100, **changes):
    balances = tuple(
        CodeBalance(code=Code(c), target=Decimal(t), reached=Decimal(r), tolerance=Decimal(3))
        for c, (t, r) in reached.items()
    )
    certificate = Certificate(
        balances=balances,
        minutes_asked=(1, 2),
        minutes_reached=1,
        difficulty_asked=Decimal(3),
        difficulty_tolerance=Decimal(1),
        difficulty_reached=Decimal(3),
        documents=4,
        skills=(),
        skill_distance=Decimal(0),
        deviation=Decimal(0),
        bound=Decimal(0),
        gap=Decimal(0),
        proved=True,
        alternatives=1,
        notes=(),
    )
    fields = {
        "id": "F",
        "session": "2026-06",
        "blueprint": f"{block}-CAS",
        "title": "Étude de cas",
        "kind": FormKind.CASE_STUDY,
        "phase": Phase.FINAL,
        "format": "ef_cas",
        "modality": Modality.WRITTEN,
        "role": FormRole.MAIN,
        "number": 1,
        "block": block,
        "minutes": 240,
        "reading": 0,
        "preparation": 0,
        "talk": 0,
        "points": points,
        "coefficient": Decimal(2),
        "materials": "",
        "instructions": (),
        "soft_skills": (),
        "dossiers": (),
        "questions": (),
        "certificate": certificate,
    }
    return Form(**{**fields, **changes})


WRITTEN = form({"C1": ("60", "58"), "C2": ("40", "42")})
ORAL = {
    "blueprint": "B1-ORAL",
    "modality": Modality.ORAL,
    "kind": FormKind.TICKET,
    "role": FormRole.TICKET,
    "coefficient": Decimal(1),
}
TICKETS = (
    form({"C2": ("10", "9"), "C3": ("10", "11")}, points=20, **ORAL),
    form({"C2": ("10", "12"), "C3": ("10", "8")}, points=20, number=2, **ORAL),
)


def codes(blocks):
    return {c.code: c for b in blocks for c in b.codes}


def test_every_block_and_code_is_there_in_the_order_of_the_referential():
    blocks = coverage((), REFERENTIAL, CRITERIA)
    assert [b.block for b in blocks] == [B1, B2, S1]
    assert list(codes(blocks)) == list(BLOCKS)
    assert not any(c.is_covered for c in codes(blocks).values())


def test_shares_are_percents_of_the_exam_and_tickets_count_as_their_mean():
    (block, _, _) = coverage((WRITTEN, *TICKETS), REFERENTIAL, CRITERIA)
    exam = block.exams[1]
    share = exam.share(Code("C2"))
    assert (exam.forms, exam.points) == (2, 20)
    assert (share.points, share.lowest, share.highest) == (Decimal("10.50"), 9, 12)
    assert (share.target, share.reached) == (Decimal("50.0"), Decimal("52.5"))
    assert exam.share(Code("C1")) is None


def test_a_ticket_without_a_code_gives_it_nothing():
    other = form({"C2": ("20", "20")}, points=20, number=3, **ORAL)
    (block, _, _) = coverage((*TICKETS, other), REFERENTIAL, CRITERIA)
    share = block.exams[0].share(Code("C3"))
    assert (share.points, share.lowest) == (Decimal("6.33"), 0)


def test_totals_by_code_weigh_the_exams_by_their_coefficient():
    (block, _, _) = coverage((WRITTEN, *TICKETS), REFERENTIAL, CRITERIA)
    found = codes([block])
    assert found["C2"].points == Decimal("52.50")
    assert found["C2"].part == Decimal("45.5")  # (2 x 42 + 52.5) / 3
    assert (block.points, block.part) == (120, Decimal("100.0"))


def test_spare_papers_do_not_count():
    spare = replace(WRITTEN, id="S", role=FormRole.SPARE)
    assert coverage((WRITTEN, spare), REFERENTIAL, CRITERIA) == coverage(
        (WRITTEN,), REFERENTIAL, CRITERIA
    )


@pytest.mark.parametrize(
    ("code", "lacks"),
    [
        ("C1", ()),
        ("C2", (Lack.ONE_WAY,)),
        ("C3", (Lack.SIMULATED,)),
        ("C9", (Lack.NO_EXAM,)),
        ("C10", (Lack.CONTINUOUS,)),
        ("CO1.5", (Lack.WORK,)),
    ],
)
def test_a_written_session_says_what_it_does_not_cover_and_why(code, lacks):
    both = frozenset({Code("C2")})
    assert codes(coverage((WRITTEN,), REFERENTIAL, CRITERIA, both))[code].lacks == lacks


def test_a_code_that_no_exam_of_its_block_asks_is_told():
    bare = form({"C1": ("100", "100")})
    assert codes(coverage((bare,), REFERENTIAL, CRITERIA))["C2"].lacks == (Lack.NOT_ASKED,)


def test_an_oral_completes_what_asks_for_both_ways_but_is_no_simulation():
    both = frozenset({Code("C2")})
    found = codes(coverage((WRITTEN, *TICKETS), REFERENTIAL, CRITERIA, both))
    assert found["C2"].ways == (Modality.WRITTEN, Modality.ORAL)
    assert found["C2"].lacks == ()
    assert found["C3"].lacks == (Lack.BETTER_SIMULATED,)


def test_a_code_seen_only_in_continuous_assessment_is_told():
    work = replace(WRITTEN, blueprint="B1-CC-TRAVAIL", phase=Phase.CONTINUOUS)
    (block, _, _) = coverage((work,), REFERENTIAL, CRITERIA)
    assert block.has_continuous
    assert codes([block])["C1"].lacks == (Lack.ONLY_CONTINUOUS,)


def test_a_block_is_written_only_when_it_has_exams_and_none_is_oral():
    written, absent, _ = coverage((WRITTEN,), REFERENTIAL, CRITERIA)
    both, _, _ = coverage((WRITTEN, *TICKETS), REFERENTIAL, CRITERIA)
    assert [b.written_only for b in (written, absent, both)] == [True, False, False]


def test_formats_are_the_most_apt_and_those_that_do_without_a_simulation():
    assert best_formats(entry("C2")) == ("ef_cas", "ef_oral")
    assert best_formats(entry("C3")) == ("ef_nego",)
    assert fallback_formats(entry("C3"), CRITERIA) == ("ef_oral",)


def test_a_simulation_sees_what_it_suits_best_whole():
    played = replace(
        form({"C3": ("100", "100")}),
        blueprint="B1-SIM",
        kind=FormKind.SIMULATION,
        modality=Modality.SIMULATION,
    )
    found = codes(coverage((WRITTEN, *TICKETS, played), REFERENTIAL, CRITERIA))
    assert Modality.SIMULATION in found["C3"].ways
    assert found["C3"].lacks == ()


def test_what_is_observed_at_work_is_told_to_be_continuous_only():
    seen = replace(
        form({"CO1.5": ("100", "100")}),
        block=S1,
        kind=FormKind.OBSERVATION,
        phase=Phase.CONTINUOUS,
        modality=Modality.OBSERVATION,
    )
    found = codes(coverage((seen,), REFERENTIAL, CRITERIA))["CO1.5"]
    assert (found.ways, found.lacks) == ((Modality.OBSERVATION,), (Lack.ONLY_CONTINUOUS,))
