"""The coverage matrix and the certificates, on the real referential and criteria."""

import io
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from pipeline.codes import Code
from pipeline.model.blueprint import FormKind, Phase
from pipeline.model.coverage import coverage
from pipeline.model.form import CodeBalance, FormRole
from pipeline.model.item import Modality
from pipeline.model.referential import BlockId
from pipeline.read.bank import read_bank
from pipeline.render.coverage import block_names, coverage_workbook
from pipeline.render.labels import FORM_KINDS, HEADINGS
from pipeline.render.matrix import exam_name

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def bank():
    found, faults = read_bank(ROOT)
    assert found is not None, faults
    return found


@pytest.fixture(scope="module")
def exam(case_study):
    """``exam(block, codes)``: a form that shares its points between these codes."""

    def make(block, codes, **changes):
        points = Decimal(100) / len(codes)
        balances = tuple(
            CodeBalance(code=Code(c), target=points, reached=points, tolerance=Decimal(3))
            for c in codes
        )
        certificate = replace(
            case_study.certificate,
            balances=balances,
            deviation=Decimal("4.37"),
            notes=("tiré parmi 2 possibilités",),
        )
        fields = {
            "id": f"{block}-CAS-P",
            "blueprint": f"{block}-CAS",
            "title": f"{block} - étude de cas",
            "block": BlockId(block),
            "certificate": certificate,
        }
        return replace(case_study, **{**fields, **changes})

    return make


@pytest.fixture(scope="module")
def written(exam):
    """The written papers of a session without any oral."""
    return (
        exam("B1", ("C1", "C2", "C4", "C5", "C6", "C7", "C8")),
        exam("B2", ("C9", "C10", "C11", "C12")),
        exam("B3", ("C13", "C14", "C15", "C16", "C17", "C18", "C19", "C20")),
    )


@pytest.fixture(scope="module")
def book(written, bank):
    data = coverage_workbook(written, bank.referential, bank.criteria)
    return openpyxl.load_workbook(io.BytesIO(data))


def rows(sheet):
    """The rows of the matrix by code, as lists of values."""
    return {r[0]: list(r) for r in sheet.iter_rows(values_only=True) if r[0]}


def conclusions(book):
    texts = [str(r[0]) for r in book["Couverture"].iter_rows(values_only=True) if r[0]]
    start = texts.index("Ce que cette session ne permet pas d’affirmer")
    return [t.removeprefix("–\u00a0") for t in texts[start + 1 :]]


def test_the_same_forms_give_the_same_bytes(written, bank, check_package):
    one = coverage_workbook(written, bank.referential, bank.criteria)
    assert one == coverage_workbook(written, bank.referential, bank.criteria)
    assert check_package(one) == []


def test_every_code_has_its_row_with_points_target_and_share(book, bank):
    found = rows(book["Couverture"])
    assert [c for c in found if c in bank.referential.codes()] == list(bank.referential.codes())
    assert found["C9"] == [
        "C9",
        "Analyser un pays ou un secteur pour s’y développer",
        *(25, 25, 25),
        *(None, None, None),
        *(25, 25),
        *("écrit", None),
    ]


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("C2", "en partie seulement\u00a0: le texte demande l’écrit et l’oral"),
        ("C3", "non couverte\u00a0: demande une simulation (simulation de négociation"),
        ("C8", "en partie seulement\u00a0: la simulation l’observe mieux"),
        ("C17", "en partie seulement\u00a0: la simulation l’observe mieux"),
        ("CO1.5", "jamais sur papier\u00a0: s’observe en situation de travail"),
        ("CO2.1", "aucune épreuve de ce bloc dans cette session"),
    ],
)
def test_what_is_not_covered_is_said_with_its_reason(book, code, said):
    assert rows(book["Couverture"])[code][11].startswith(said)


def test_a_written_session_cannot_claim_blocks_1_and_3(book):
    said = conclusions(book)
    assert (
        "Bloc 1\u00a0: une session seulement écrite ne peut pas prétendre l’évaluer en entier "
        "(C2, C3, C8)." in said
    )
    assert (
        "Bloc 3\u00a0: une session seulement écrite ne peut pas prétendre l’évaluer en entier (C17)."
        in said
    )
    assert not [s for s in said if s.startswith("Bloc 2")]
    assert "Spécialisation 1\u00a0: non évalué par cette session." in said
    assert said[-1].startswith(
        "Contrôle continu absent de cette session pour bloc 1, bloc 2, bloc 3"
    )


def test_an_oral_lifts_the_sentence_of_the_written_session(written, exam, bank):
    oral = exam(
        "B1",
        ("C2", "C3", "C8"),
        id="B1-ORAL-T01",
        blueprint="B1-ORAL",
        modality=Modality.ORAL,
        role=FormRole.TICKET,
    )
    data = coverage_workbook((*written, oral), bank.referential, bank.criteria)
    said = [s for s in conclusions(openpyxl.load_workbook(io.BytesIO(data))) if "Bloc 1" in s]
    assert said == ["Bloc 1\u00a0: C3, C8 seulement en partie."]


def test_continuous_assessment_is_told_apart(written, exam, bank):
    work = exam("B2", ("C9", "C10"), blueprint="B2-CC", id="B2-CC", phase=Phase.CONTINUOUS)
    data = coverage_workbook((*written, work), bank.referential, bank.criteria)
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert rows(book["Couverture"])["C9"][10] == "écrit, continu"
    assert "bloc 2" not in conclusions(book)[-1]


def test_every_form_has_its_certificate(book, written):
    found = {r[0]: r for r in book["Certificats"].iter_rows(values_only=True, min_row=4)}
    assert list(found) == [f.id for f in written]
    line = found["B1-CAS-P"]
    assert line[1:3] == ("B1 – étude de cas", "principal")
    assert line[4:8] == (4.37, 0, 0, "prouvé, 3 comparés")
    assert line[8:13] == ("195 à 225", written[0].certificate.minutes_reached, "3,4 ± 0,4", 3.5, 8)
    assert line[14] == "tiré parmi 2 possibilités"


def test_a_session_without_any_form_says_so(bank):
    data = coverage_workbook((), bank.referential, bank.criteria)
    said = conclusions(openpyxl.load_workbook(io.BytesIO(data)))
    assert len(said) == len(bank.referential.blocks)
    assert all(s.endswith("non évalué par cette session.") for s in said)


def test_blocks_are_named_by_their_rank_in_their_kind(bank):
    names = block_names(bank.referential)
    assert names[BlockId("B2")].startswith("Bloc 2 – ")
    assert names[BlockId("S3")].startswith("Spécialisation 3 – ")


def test_pages_are_landscape_and_fitted_to_the_width(book):
    for sheet in book.worksheets:
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.page_setup.fitToWidth == 1
        assert sheet.sheet_properties.pageSetUpPr.fitToPage


@pytest.mark.parametrize("phase", list(Phase))
@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (FormKind.SIMULATION, "2 simulations"),
        (FormKind.TICKET, "2 tickets"),
        (FormKind.CASE_STUDY, "2 sujets"),
    ],
)
@pytest.mark.parametrize("modality", list(Modality))
def test_every_mode_of_exam_has_its_words(written, bank, phase, kind, said, modality):
    one = replace(written[0], phase=phase, kind=kind, modality=modality)
    two = replace(one, id="other", number=2)
    blocks = coverage((one, two), bank.referential, bank.criteria)
    (exam,) = [exam for block in blocks for exam in block.exams]
    assert said in exam_name(exam)
    assert HEADINGS[phase, modality]
    assert FORM_KINDS[kind]
