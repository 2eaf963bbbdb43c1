"""``epreuve decide``: the filled table, recorded whole or not at all."""

import io
import re
import shutil

import openpyxl
import pytest

from pipeline.diagnostics import ContentError, UsageError
from pipeline.model.award import Origin
from pipeline.store.ledger import held, ledger_path
from pipeline.store.records import read_decisions
from pipeline.typography import parse_number

READ = "Tableau lu : output/2026-06/recu/tableau-jury.xlsx ; pour un autre, « epreuve decide 2026-06 CHEMIN »."


def refused(court, **named):
    with pytest.raises(ContentError) as caught:
        court.decide(**named)
    return [f.code for f in caught.value.diagnostics]


def changed(data, change):
    book = openpyxl.load_workbook(io.BytesIO(data))
    change(book)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_a_filled_table_is_recorded_once(awarded, bytes_of):
    awarded.type()
    done = awarded.decide()
    assert done.lines == ("4 décisions enregistrées, délibération du 1er\u00a0juillet 2026.",)
    record = read_decisions(awarded.folder)
    assert [d.id for d in record.current()] == sorted(
        (f"2026-06/000{n}/1" for n in range(1, 5)), key=[d.id for d in record.decisions].index
    )
    (sitting,) = record.deliberations
    assert (sitting.date, sitting.place, len(sitting.members)) == ("2026-07-01", "Lyon", 2)
    assert {d.last_name for d in record.decisions} >= {"Quenouille", "Turlututu"}
    papers = awarded.folder.results / "decision"
    assert (papers / "jury/pv-jury.docx").exists()
    assert len(list((papers / "candidat/releves").iterdir())) == 4
    before = bytes_of(awarded.folder.path)
    again = awarded.decide()
    assert again.lines == ("Décisions déjà enregistrées : rien n'a été changé.", READ)
    assert again.counts == {"decisions": 0, "all": 4}
    assert bytes_of(awarded.folder.path) == before


def test_a_recorded_table_writes_its_documents_again_even_when_a_mark_changed_since(awarded, mark):
    awarded.type()
    awarded.decide()
    marks_sheet = awarded.folder.results / "decision/candidat/releves/releve-0001.docx"
    marks_sheet.unlink()
    record = read_decisions(awarded.folder)
    mark(lambda *_: 4)
    assert awarded.decide(dry_run=True).counts == {"decisions": 0, "all": 4}
    assert not marks_sheet.exists()
    again = awarded.decide()
    assert again.lines == ("Décisions déjà enregistrées : rien n'a été changé.", READ)
    assert marks_sheet.exists()
    assert read_decisions(awarded.folder) == record


def test_decisions_reach_the_ledger_and_change_no_later_reading(awarded):
    awarded.type()
    awarded.decide()
    found = held(ledger_path(awarded.folder.root, "2026-06"))
    assert {(c.session, c.origin) for c in found} == {("2026-06", Origin.EXAM)}
    assert awarded.decide().counts["decisions"] == 0


def test_a_blank_table_records_nothing_and_says_what_is_missing(awarded, bytes_of):
    awarded.type(sitting=False, people=None)
    before = bytes_of(awarded.folder.path)
    assert refused(awarded) == [*("JUR-030", "JUR-034", "JUR-035"), *["JUR-058"] * 4]
    assert bytes_of(awarded.folder.path) == before


def test_the_table_may_be_filled_where_it_was_written_or_given(awarded, tmp_path):
    awarded.type(sitting=False)
    assert "JUR-030" in refused(awarded)
    awarded.type()
    shutil.move(awarded.returned, awarded.table)
    assert awarded.decide(dry_run=True).counts["decisions"] == 4
    other = tmp_path / "ailleurs.xlsx"
    shutil.copy(awarded.table, other)
    assert awarded.decide(file=other).counts["decisions"] == 4


def test_without_a_table_it_says_so(awarded):
    awarded.table.unlink()
    with pytest.raises(ContentError, match="aucun tableau"):
        awarded.decide()


def test_a_dry_run_records_nothing(awarded, bytes_of):
    awarded.type()
    before = bytes_of(awarded.folder.path)
    assert awarded.decide(dry_run=True).lines == (
        "Essai : 4 décisions lisibles ; rien n'a été écrit.",
    )
    assert bytes_of(awarded.folder.path) == before


def test_it_comes_after_the_lift(court):
    with pytest.raises(ContentError, match="n'est pas levé"):
        court.decide()


def test_what_is_no_table_of_this_session_is_refused(awarded, tmp_path):
    plain = tmp_path / "plain.xlsx"
    openpyxl.Workbook().save(plain)
    assert refused(awarded, file=plain) == ["JUR-010"]
    (tmp_path / "x.xlsx").write_bytes(b"")
    assert refused(awarded, file=tmp_path / "x.xlsx") == ["RCU-001"]
    (tmp_path / "t.csv").write_text("a;b\n")
    assert refused(awarded, file=tmp_path / "t.csv") == ["JUR-011"]

    def other(book):
        book["Sceau"]["B3"].value = "2025-01"

    def version(book):
        book["Sceau"]["B2"].value = "epreuve/jury@0"

    for change, code in ((other, "JUR-012"), (version, "JUR-010")):
        awarded.returned.parent.mkdir(exist_ok=True)
        awarded.returned.write_bytes(changed(awarded.table.read_bytes(), change))
        assert refused(awarded) == [code]


def test_a_table_of_earlier_marks_is_refused(awarded, mark):
    awarded.type()
    mark(lambda *_: 4)
    assert refused(awarded) == ["JUR-013"]


def test_an_altered_table_is_refused_with_its_cells(awarded):
    awarded.type()

    def alter(book):
        book["Délibération"]["G4"].value = 20

    awarded.returned.write_bytes(changed(awarded.returned.read_bytes(), alter))
    with pytest.raises(ContentError) as caught:
        awarded.decide()
    (fault,) = caught.value.diagnostics
    assert str(fault.source) == "output/2026-06/recu/tableau-jury.xlsx [Délibération!G4]"
    (mark,) = re.findall(r"« 20 » au lieu de « (.*) »", fault.message)
    assert parse_number(mark) is not None
    assert "." not in mark


def test_a_table_without_a_sheet_is_refused(awarded):
    awarded.type()
    data = changed(awarded.returned.read_bytes(), lambda book: book.remove(book["Jury"]))
    awarded.returned.write_bytes(data)
    assert "JUR-014" in refused(awarded)


def test_a_decision_recorded_is_never_written_again(awarded, bytes_of):
    awarded.type()
    awarded.decide()
    before = bytes_of(awarded.folder.path)
    awarded.type({("Candidats", "0001", "K"): "Autre motif"})
    assert refused(awarded) == ["JUR-080"]
    awarded.type({("Jury", "jury.lieu", "D"): "Paris"})
    assert refused(awarded) == ["JUR-084"]
    awarded.returned.unlink()
    assert bytes_of(awarded.folder.path) != before


def test_who_waits_is_decided_at_a_later_sitting(court, mark, copies_of):
    absent = copies_of("0001")["S1-ORAL"]
    mark(lambda grid, _: "ABJ" if grid.identity.anonymous == absent else 3)
    court.lift()
    court.award()
    court.type({("Candidats", "0001", "J"): None})
    done = court.decide()
    assert (done.counts["decisions"], [f.code for f in done.diagnostics]) == (3, ["JUR-081"])
    assert court.decide().counts == {"decisions": 0, "all": 3}
    mark(lambda *_: 3)
    assert court.award().counts["candidates"] == 1
    cells = {("Jury", "jury.date", "D"): "02/07/2026"}
    typed = {("Candidats", "0001", "J"): "conforme"}
    court.returned.unlink()
    court.type({**cells, **typed}, people=None)
    assert court.decide().counts == {"decisions": 1, "all": 4}
    record = read_decisions(court.folder)
    assert [d.date for d in record.deliberations] == ["2026-07-01", "2026-07-02"]


def test_a_table_where_everybody_waits_records_nothing(court, mark):
    mark(lambda grid, _: "ABJ" if grid.exam == "B1-ECRIT" else 3)
    court.lift()
    court.award()
    court.type(people=None)
    done = court.decide()
    assert done.lines == ("Aucune décision nouvelle dans ce tableau.", READ)
    assert not court.folder.decisions.exists()


def test_a_table_that_is_nowhere_is_a_mistake_of_the_command(awarded, tmp_path):
    with pytest.raises(UsageError, match="n'existe pas"):
        awarded.decide(file=tmp_path / "tableau.xlsx")
