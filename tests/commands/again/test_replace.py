"""``epreuve replace``: the deferred sitting of those with an excused absence."""

from decimal import Decimal

import openpyxl
import pytest

from pipeline.diagnostics import ContentError, UsageError
from pipeline.store.ledger import held, ledger_path
from pipeline.store.records import read_decisions, read_resit

AFTER = {"day": "01/10/2026", "when": "2026-10-02T10:00:00Z"}


def test_it_opens_those_exams_only(decided):
    outcome = decided.replace()
    assert outcome.lines == (
        "0003 : S1-ORAL",
        "Session de remplacement 2026-09 ouverte : 1 candidat, 1 épreuve.",
        "Ensuite : complétez le planning de output/2026-09/inscriptions.xlsx, puis « epreuve generate 2026-09 ».",
    )
    assert outcome.diagnostics == ()
    assert outcome.counts == {"candidates": 1, "exams": 1}


def test_all_that_nobody_decided_on_goes_along(decided):
    decided.replace()
    (carried,) = read_resit(decided.folder("2026-09")).carried
    assert (carried.candidate, carried.exams, carried.attempts) == ("0003", ("S1-ORAL",), 0)
    assert {s.exam: (s.mark, s.state) for s in carried.kept} == {
        "B1-ECRIT": (14, ""),
        "B1-ORAL": (14, ""),
        "S1-ORAL": (None, "ABJ"),
    }


def test_the_plan_shows_what_is_kept_too(decided):
    decided.replace()
    path = decided.folder().results / "remplacement" / "plan-2026-09.xlsx"
    sheet = openpyxl.load_workbook(path)["Plan"]
    rows = [tuple(c.value for c in row) for row in sheet.iter_rows() if str(row[0].value).isdigit()]
    assert [(r[0], r[2], *r[5:]) for r in rows] == [
        ("0003", "B1", 14, "non", 14),
        ("0003", "B1", 14, "non", 14),
        ("0003", "S1", "ABJ", "oui", None),
    ]


def test_the_jury_of_the_deferred_sitting_decides_on_every_block(decided):
    decided.replace()
    decided.sit("2026-09", 14)
    decided.mark({("0003", "S1-ORAL"): 4}, "2026-09")
    decided.judge("2026-09", **AFTER)
    (found,) = read_decisions(decided.folder("2026-09")).current()
    assert found.decision == "attribution_complete"
    assert {b.block: (b.status.value, b.mark) for b in found.blocks} == {
        "B1": ("valide", Decimal("14.00")),
        "B2": ("acquis", None),
        "S1": ("valide", Decimal("20.00")),
    }
    capitals = held(ledger_path(decided.root, "2026-09"))
    assert [(c.block, c.session) for c in capitals if c.candidate == "0003"] == [
        ("B1", "2026-09"),
        ("S1", "2026-09"),
    ]


def test_who_fails_the_deferred_sitting_has_a_resit_left(decided):
    decided.replace()
    decided.sit("2026-09", 14)
    decided.mark({("0003", "S1-ORAL"): 1}, "2026-09")
    decided.judge("2026-09", **AFTER)
    outcome = decided.resit("2026-12", session="2026-09", date="2026-12-01", when=AFTER["when"])
    assert outcome.data == {"carried": {"0003": ["S1-ORAL"]}}
    (carried,) = read_resit(decided.folder("2026-12")).carried
    assert (carried.attempts, [s.exam for s in carried.kept]) == (1, ["S1-ORAL"])


def test_it_may_be_opened_before_the_jury_decides(marked):
    marked.lift()
    assert marked.replace().data == {"carried": {"0003": ["S1-ORAL"]}}


def test_before_the_names_are_known_nothing_is_opened(marked):
    with pytest.raises(ContentError) as error:
        marked.replace()
    assert "epreuve lift 2026-06" in error.value.hint
    assert not marked.folder("2026-09").path.exists()


def test_without_an_excused_absence_there_is_nobody(marked):
    marked.mark({("0004", "S1-ORAL"): "ABI"})
    marked.lift()
    with pytest.raises(ContentError) as error:
        marked.replace()
    assert (
        error.value.message
        == "personne n'a d'absence justifiée à remplacer dans la session « 2026-06 »"
    )
    assert "session_remplacement.pour" in error.value.hint


def test_twice_changes_nothing(decided, bytes_of):
    decided.replace()
    before = bytes_of(decided.root)
    assert "déjà ouverte" in decided.replace().lines[1]
    assert bytes_of(decided.root) == before


def test_a_dry_run_writes_nothing(decided, bytes_of):
    before = bytes_of(decided.root)
    assert decided.replace(dry_run=True).lines[-1] == "Essai : rien n'a été écrit."
    assert bytes_of(decided.root) == before


def test_a_name_in_use_is_refused(decided):
    with pytest.raises(UsageError) as error:
        decided.replace("2026-06")
    assert "« 2026-06 » existe déjà" in error.value.message


def test_an_absence_from_a_table_is_replaced_in_a_table(tabled):
    tabled.mark({("0004", "B2-CC-TRAVAIL"): "ABJ"})
    tabled.lift()
    assert tabled.replace().data == {"carried": {"0004": ["B2-CC-TRAVAIL"]}}
    assert "controle_continu: [B2-CC-TRAVAIL]" in tabled.folder("2026-09").settings.read_text(
        "utf-8"
    )
