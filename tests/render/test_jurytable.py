"""The jury's table: what it shows, its seal, and what LibreOffice makes of it."""

import io
import json
import os
import shutil
import subprocess
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from pipeline.award.decisions import rule
from pipeline.award.whatif import judged
from pipeline.draw import derive
from pipeline.intake.jurytable import read_identity, read_jury_table
from pipeline.intake.readbook import read_book
from pipeline.model.award import BlockStatus
from pipeline.render.jurytable import jury_workbook
from pipeline.rules import jurytable as words

KEY = derive(b"the secret of the session, 32 byt", "seal")
FILL = Path(__file__).parent / "samples" / "fill_grid.py"
XLSX = "Calc MS Excel 2007 XML"
GOOD = {"B1": "12", "B2": "12", "B3": "12", "S1": "12"}
PEOPLE = {
    "0001": GOOD,
    "0002": {**GOOD, "B1": "9.8"},
    "0003": {**GOOD, "B3": "ABJ"},
    "0004": {**GOOD, "B1": "WON", "B2": "ABI"},
    "0005": {"B1": "12/2", "B2": "6", "B3": "20", "S2": "9.9"},
    "0006": {**GOOD, "S2": "12"},
    "0007": {"B1": "12"},
}
DATED = {
    ("Jury", "jury.date", "D"): "1/7/2026",
    ("Jury", "jury.lieu", "D"): "Lyon",
    **{
        ("Jury", f"membre.{rank}", column): value
        for rank, member in enumerate(
            (("Ana Un", "Q", "O", "oui", "oui", "oui"), ("Bo Deux", "Q", "O", "non", "", "oui")), 1
        )
        for column, value in zip("CDEFGH", member, strict=True)
        if value
    },
}


@pytest.fixture(scope="module")
def hearing(make_hearing):
    return make_hearing(PEOPLE)


@pytest.fixture(scope="module")
def made(hearing):
    return jury_workbook(hearing, KEY)


def load(data, **named):
    return openpyxl.load_workbook(io.BytesIO(data), **named)


def rows_of(book, sheet):
    return {row[0].value: [c.value for c in row] for row in book[sheet].iter_rows()}


def test_it_is_a_sound_package_and_the_same_twice(made, hearing, check_package):
    assert check_package(made.data) == []
    assert jury_workbook(hearing, KEY).data == made.data


def test_another_key_other_marks_or_another_name_make_another_seal(made, hearing):
    first, *others = hearing.candidates
    renamed = replace(hearing, candidates=(replace(first, last_name="Autre"), *others))
    fewer = replace(hearing, candidates=tuple(others))
    seals = [jury_workbook(h, KEY).seal for h in (renamed, fewer)]
    assert len({made.seal, jury_workbook(hearing, KEY[::-1]).seal, *seals}) == 4


def test_the_sheets_are_protected_frozen_and_landscape(made):
    book = load(made.data)
    assert book.sheetnames == [
        *("Délibération", "Candidats", "Jury", "Simulation", "Règles", "Notice", "Sceau")
    ]
    assert book["Sceau"].sheet_state == "veryHidden"
    for sheet in book.worksheets:
        assert sheet.protection.sheet
        assert sheet.column_dimensions["A"].hidden
    for sheet in book.worksheets[:-1]:
        assert sheet.page_setup.orientation == "landscape"
    frozen = {s.title: s.freeze_panes for s in book.worksheets if s.freeze_panes}
    assert frozen == {"Délibération": "E4", "Candidats": "D4", "Simulation": "E13"}


def test_a_row_tells_all_about_a_block(made):
    rows = rows_of(load(made.data), "Délibération")
    assert rows["0002/B1"][1:13] == [
        *("0002", "NOM2 Prénom", "B1", 9.8, 9.8, 9.8, -0.2, "4 sur 4"),
        *(None, None, None, "non validé"),
    ]
    assert rows["0001/B1"][11] == "B1-EF\u00a0: troisième correction"
    assert rows["0003/B3"][10] == "B3-CC\u00a0: note attendue\nB3-EF\u00a0: ABJ"
    assert rows["0004/B2"][10] == "B2-CC\u00a0: ABI\nB2-EF\u00a0: ABI"
    assert rows["0004/B1"][12] == "acquis"
    assert rows["0005/B1"][9] == "C1, C2, C3, C4"
    assert rows["0007/B3"][9] == "non observés\u00a0: C13, C14, C15, C16"


def test_results_kept_are_told(hearing):
    first = hearing.candidates[0]
    block = first.proposal.blocks[0]
    exams = tuple(replace(e, kept_from="2026-01") for e in block.exams)
    proposal = replace(
        first.proposal, blocks=(replace(block, exams=exams), *first.proposal.blocks[1:])
    )
    kept = replace(hearing, candidates=(replace(first, proposal=proposal),))
    said = rows_of(load(jury_workbook(kept, KEY).data), "Délibération")["0001/B1"][10]
    assert said.splitlines()[0] == "B1-CC\u00a0: note conservée de 2026-01"


def test_a_row_tells_all_about_a_candidate(made):
    rows = rows_of(load(made.data), "Candidats")
    assert rows["0002"][1:8] == [
        *("0002", "NOM2 Prénom", "S1"),
        "B1 non validé · B2 validé · B3 validé · S1 validé",
        *(0.2, "attribution partielle", None),
    ]
    assert rows["0003"][6] == "en attente"


def test_honours_are_shown_in_words(make_hearing, jury_policy):
    rules = replace(
        jury_policy,
        honours=replace(jury_policy.honours, active=True, congratulations=None),
        jury=replace(jury_policy.jury, points=Decimal(0)),
    )
    book = load(jury_workbook(make_hearing({"0001": GOOD}, rules), KEY).data)
    assert rows_of(book, "Candidats")["0001"][7] == "assez bien"
    said = {row[1]: row[2] for row in rows_of(book, "Règles").values()}
    assert said["Mentions"] == "assez bien 12, bien 14, très bien 16"
    assert said["Points de jury"] == "aucun"


def test_the_rules_of_the_session_are_told_in_words(make_hearing, jury_policy):
    rules = replace(
        jury_policy,
        honours=replace(jury_policy.honours, active=True),
        block=replace(jury_policy.block, compensation=False, acquired_share=None),
        jury=replace(
            jury_policy.jury,
            trainer_excluded=False,
            link_excluded=False,
            casting_vote=False,
            reasons=False,
        ),
    )
    plain = rows_of(load(jury_workbook(make_hearing(PEOPLE), KEY).data), "Règles")
    told = rows_of(load(jury_workbook(make_hearing(PEOPLE, rules), KEY).data), "Règles")
    said = [{row[1]: row[2] for row in rows.values()} for rows in (plain, told)]
    share = "Part minimale de codes acquis dans un bloc"
    assert (said[0][share], said[1][share]) == ("75\u00a0%", "sans")
    each = "Note minimale de chaque épreuve"
    assert (said[0][each], said[1][each]) == ("7 sur 20", "10 sur 20")
    assert said[1]["Décision éloignée de la proposition"] == "motif libre"
    assert "félicitations 18" in said[1]["Mentions"]
    help_ = plain["regles.aide"][1]
    assert jury_policy.fingerprint in help_


def test_a_mark_within_reach_of_the_points_stands_out(made):
    sheet = load(made.data)["Délibération"]
    rows = {row[0].value: row for row in sheet.iter_rows()}
    assert rows["0002/B1"][7].font.color.rgb.endswith("A3302B")
    assert not rows["0001/B1"][7].font.color.rgb.endswith("A3302B")


def test_inputs_are_the_only_cells_open(made):
    book = load(made.data)
    found = {
        s.title: {
            c.coordinate.rstrip("0123456789")
            for row in s.iter_rows()
            for c in row
            if not c.protection.locked
        }
        for s in book.worksheets
    }
    assert found == {
        "Délibération": set("OPQ"),
        "Candidats": set("JKLMNO"),
        "Jury": set("CDEFGHIJ"),
        "Simulation": set("J"),
        "Règles": set(),
        "Notice": set(),
        "Sceau": set(),
    }


def test_a_hearing_of_nobody_is_still_a_table(make_hearing, check_package):
    assert check_package(jury_workbook(make_hearing({}), KEY).data) == []


def test_a_cohort_is_not_too_big_for_the_reader(make_hearing, tmp_path):
    many = make_hearing({f"{n:04}": GOOD for n in range(200)})
    path = tmp_path / "t.xlsx"
    path.write_bytes(jury_workbook(many, KEY).data)
    book, faults = read_book(path, "t.xlsx")
    assert (book is not None, faults) == (True, ())


# --- LibreOffice


@pytest.fixture
def fill(soffice):
    """``fill(jobs)``: what LibreOffice shows after filling, and the workbooks that it saves."""
    python = next((p for p in ("/usr/bin/python3", "python3") if has_uno(p)), None)
    if python is None:
        tell = pytest.fail if os.environ.get("CI") == "true" else pytest.skip
        tell("no interpreter with uno")

    def run(jobs):
        order = json.dumps({"profile": str(soffice.profile), "jobs": jobs})
        done = subprocess.run(
            [python, str(FILL)],
            input=order,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return run


def has_uno(python):
    if shutil.which(python) is None:
        return False
    done = subprocess.run([python, "-c", "import uno"], capture_output=True, check=False)
    return done.returncode == 0


def address(book, sheet, key, column):
    return f"{column}{next(c.row for c in book[sheet]['A'] if c.value == key)}"


@pytest.mark.office
def test_a_table_filled_in_libreoffice_is_read_back_as_it_was_typed(made, hearing, fill, tmp_path):
    (tmp_path / "t.xlsx").write_bytes(made.data)
    blank = load(made.data)
    typed = {
        **DATED,
        ("Délibération", "0002/B1", "O"): 0.2,
        ("Délibération", "0002/B1", "Q"): "=remarquable",
        **{
            ("Candidats", h.number, "J"): "conforme"
            for h in hearing.candidates
            if h.proposal.decision
        },
        ("Candidats", "0001", "L"): 2,
    }
    cells = [[s, address(blank, s, k, c), v] for (s, k, c), v in typed.items()]
    job = {"source": str(tmp_path / "t.xlsx"), "filter": XLSX, "cells": cells}
    job |= {"target": str(tmp_path / "a.xlsx"), "shown": [["Jury", "D26"], ["Jury", "D28"]]}
    again = {**job, "source": job["target"], "target": str(tmp_path / "b.xlsx"), "cells": []}
    (shown, _) = fill([job, again])
    assert [value for _, value, _ in shown] == [2, 50]
    for name in ("a.xlsx", "b.xlsx"):
        book, told = read_book(tmp_path / name, name)
        assert {f.severity.value for f in told} <= {"information"}
        assert read_identity(book).seal == made.seal
        table, faults = read_jury_table(book, name, "2026-06", made.sealed)
        assert faults == ()
        assert table.date.text == "2026-07-01"
        ruling = rule(hearing, table, "2026-07-02")
        assert [f.code for f in ruling.faults] == ["JUR-081", "JUR-081"]
        decided = {d.candidate: d.decision for d in ruling.decisions}
        assert decided["0002"] == "attribution_complete"
        second = next(d for d in ruling.decisions if d.candidate == "0002")
        assert second.blocks[0].reason == "=remarquable"


@pytest.mark.office
def test_values_shown_before_opening_are_those_that_libreoffice_computes(made, fill, tmp_path):
    path = tmp_path / "t.xlsx"
    path.write_bytes(made.data)
    formulas, values = load(made.data), load(made.data, data_only=True)
    places = [
        (sheet.title, cell.coordinate)
        for sheet in formulas.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]
    job = {"source": str(path), "target": str(tmp_path / "x.xlsx"), "filter": XLSX}
    (shown,) = fill([{**job, "cells": [], "shown": places}])
    assert len(places) > 80
    for (sheet, where), (text, value, error) in zip(places, shown, strict=True):
        cached = values[sheet][where].value
        assert error == 0, where
        if isinstance(cached, str) or cached is None:
            assert text == (cached or ""), where
        else:
            assert value == pytest.approx(cached), where


@pytest.mark.office
def test_what_if_recalculates_in_the_sheet_as_the_rules_would(made, hearing, fill, tmp_path):
    (tmp_path / "t.xlsx").write_bytes(made.data)
    book = load(made.data)
    keys = [
        (h, n, address(book, "Simulation", f"{h.number}/{b.block}", "L"))
        for h in hearing.candidates
        for n, b in enumerate(h.proposal.blocks)
    ]
    tried = [
        ("simulation.5", "threshold", 9.5),
        ("simulation.6", "floor", 5.5),
        ("simulation.7", "single", 9.5),
        ("simulation.8", "share", 0),
    ]
    jobs, limits = [], []
    for count in range(1, len(tried) + 1):
        cells = [
            ["Simulation", address(book, "Simulation", key, "J"), value]
            for key, _, value in tried[:count]
        ]
        changes = {name: Decimal(str(value)) for _, name, value in tried[:count]}
        limits.append((replace(hearing.limits, **changes), Decimal(0)))
        jobs.append(cells)
    point = [["Simulation", where.replace("L", "J"), 0.3] for _, _, where in keys]
    jobs.append(point)
    limits.append((hearing.limits, Decimal("0.3")))
    base = {"source": str(tmp_path / "t.xlsx"), "target": str(tmp_path / "x.xlsx"), "filter": XLSX}
    shown = fill(
        [
            {**base, "cells": cells, "shown": [["Simulation", where] for _, _, where in keys]}
            for cells in jobs
        ]
    )
    moved = 0
    for (limit, points), texts in zip(limits, shown, strict=True):
        expected = [words.STATUSES[judged(h.standings[n], limit, points)] for h, n, _ in keys]
        assert [text for text, _, _ in texts] == expected
        now = [words.STATUSES[h.proposal.blocks[n].status] for h, n, _ in keys]
        moved += expected != now
    assert moved == len(limits)
    assert BlockStatus.WAITING.value in {h.proposal.blocks[n].status for h, n, _ in keys}


@pytest.mark.office
def test_the_printed_table_holds_on_few_pages(made, soffice):
    pdf = soffice.convert(made.data, "pdf", "tableau.xlsx")
    info = subprocess.run(["pdfinfo", str(pdf)], capture_output=True, text=True, check=True).stdout
    pages = int(next(x.split()[1] for x in info.splitlines() if x.startswith("Pages:")))
    assert pages <= 7
