"""``epreuve import docx``: a case study in Word becomes a draft that check reads; a file that cannot is refused."""

import io
import sys

import docx
import pytest

from pipeline.commands.check import check
from pipeline.commands.importing import import_docx
from pipeline.commands.inputs import load_bank
from pipeline.diagnostics import ContentError, EpreuveError, Severity, UsageError

DAY = "2026-06-01"


@pytest.fixture
def case(tmp_path):
    """``case(change)``: the path of a Word file, after a change."""

    def made(change=None):
        document = docx.Document()
        document.add_heading("La digue", 0)
        document.add_heading("Contexte", 1)
        document.add_paragraph("Une crue menace.")
        document.add_heading("Questions", 1)
        document.add_paragraph("Décidez (C1), 8 points", style="List Number")
        if change:
            change(document)
        path = tmp_path / "cas.docx"
        stream = io.BytesIO()
        document.save(stream)
        path.write_bytes(stream.getvalue())
        return path

    return made


def faults_of(root, name):
    return [d for d in check(root=root, date=DAY).diagnostics if name in d.source.path]


def test_the_draft_is_a_scenario_that_check_reads_without_an_error(mini, case):
    outcome = import_docx(case(), root=mini, scenario="GEO-01-DIGUE", block="B1")
    assert outcome.files == ("scenarios/geo/digue.yaml",)
    assert outcome.counts == {
        "actors": 0,
        "documents": 0,
        "questions": 1,
        "leftovers": 0,
        "files": 1,
    }
    scenario = load_bank(mini).scenario("GEO-01-DIGUE")
    assert (scenario.title, scenario.situation) == ("La digue", "Une crue menace.")
    told = faults_of(mini, "digue.yaml")
    assert not [d for d in told if d.severity is Severity.ERROR]
    assert {"SCN-023", "AUT-001"} <= {d.code for d in told}


def test_texts_without_a_place_are_told_by_check_until_they_are_placed(mini, case):
    path = case(lambda d: d.sections[0].header.paragraphs[0].__setattr__("text", "Master 2"))
    import_docx(path, root=mini, scenario="GEO-01-DIGUE", block="B1")
    assert [d.code for d in faults_of(mini, "digue.yaml")].count("IMP-011") == 1
    assert "Master 2" in (mini / "scenarios/geo/digue.yaml").read_text("utf-8")


def test_without_an_id_it_comes_from_the_codes_and_the_title(mini, case):
    outcome = import_docx(case(), root=mini, block="B1")
    (path,) = outcome.files
    kind = next(k for k in load_bank(mini).types if "C1" in k.codes)
    assert path == f"scenarios/{kind.family.lower()}/la-digue.yaml"
    assert load_bank(mini).scenario(f"{kind.id}-LA-DIGUE")
    assert any("d'après les codes" in line and kind.id in line for line in outcome.lines)


def test_a_type_that_nothing_tells_is_said_to_be_a_guess(mini, case):
    path = case(lambda d: d.paragraphs[-1].runs[0].__setattr__("text", "Décidez"))
    lines = import_docx(path, root=mini, block="B1").lines
    assert any("faute d'indication" in line for line in lines)


def test_a_type_may_be_asked_for(mini, case):
    kind = load_bank(mini).types[-1]
    (path,) = import_docx(case(), root=mini, kind=kind.id, block="B1").files
    assert path.startswith(f"scenarios/{kind.family.lower()}/")


def test_a_dry_run_writes_nothing(mini, case):
    outcome = import_docx(case(), root=mini, scenario="GEO-01-DIGUE", block="B1", dry_run=True)
    assert (outcome.files, outcome.counts["files"]) == ((), 0)
    assert "serait écrit" in outcome.lines[0]
    assert not (mini / "scenarios/geo/digue.yaml").exists()


def test_a_second_import_does_not_touch_the_first(mini, case):
    import_docx(case(), root=mini, scenario="GEO-01-DIGUE", block="B1")
    before = (mini / "scenarios/geo/digue.yaml").read_bytes()
    with pytest.raises(UsageError):
        import_docx(case(), root=mini, scenario="GEO-01-DIGUE", block="B1")
    with pytest.raises(UsageError):
        import_docx(case(), root=mini, scenario="GEO-02-DIGUE", kind="GEO-01", block="B1")
    assert (mini / "scenarios/geo/digue.yaml").read_bytes() == before


@pytest.mark.parametrize(
    "options",
    [{"scenario": "digue"}, {"kind": "ZZZ-01"}, {"scenario": "GEO-01-DIGUE", "block": "B9"}],
)
def test_unknown_words_are_refused(mini, case, options):
    with pytest.raises(UsageError):
        import_docx(case(), root=mini, **options)
    assert not (mini / "scenarios/geo/digue.yaml").exists()


def test_comments_refuse_the_file_with_their_reason(mini, case):
    def commented(document):
        document.add_comment(document.paragraphs[0].runs, text="à revoir", author="N", initials="N")

    with pytest.raises(ContentError) as caught:
        import_docx(case(commented), root=mini, scenario="GEO-01-DIGUE", block="B1")
    assert [d.code for d in caught.value.diagnostics] == ["IMP-003"]
    assert "ce document ne peut pas être repris" in str(caught.value)


def test_images_are_told(mini, case):
    def drawn(document):
        picture = bytes.fromhex(
            "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
            "0000000c49444154789c63f8cfc00000030101000c1a0b0c0000000049454e44ae426082"
        )
        document.add_picture(io.BytesIO(picture))

    outcome = import_docx(case(drawn), root=mini, scenario="GEO-01-DIGUE", block="B1")
    assert [d.code for d in outcome.diagnostics] == ["IMP-010"]


def test_without_the_optional_module_the_message_says_how_to_install_it(mini, case, monkeypatch):
    monkeypatch.setitem(sys.modules, "mammoth", None)
    with pytest.raises(EpreuveError) as caught:
        import_docx(case(), root=mini, scenario="GEO-01-DIGUE", block="B1")
    assert "epreuve[import]" in caught.value.hint
