"""The seals of an entry table."""

from pipeline.intake.tableseal import row_seal, table_seal
from pipeline.model.tableplan import EntryRow, row_identity


def test_the_seal_of_a_row_is_that_of_one_copy_of_one_exam():
    who = row_identity("2026-06", EntryRow(copy="0001-AAAA", form="F"))
    assert who.id == "2026-06/F/0001-AAAA/tableau/1"
    seals = {
        row_seal(b"key", who.id, "B3-ORAL"),
        row_seal(b"key", who.id, "B3-CAS"),
        row_seal(b"other", who.id, "B3-ORAL"),
        row_seal(b"key", "2026-06/F/0002-AAAA/tableau/1", "B3-ORAL"),
    }
    assert len(seals) == 4
    assert row_seal(b"key", who.id, "B3-ORAL") in seals


def test_the_seal_of_a_table_changes_with_each_of_its_fields():
    fields = {"version": "1", "session": "2026-06", "epreuve": "B3-ORAL", "copies": "12"}
    seals = {table_seal(b"key", {**fields, name: "x"}) for name in fields}
    assert len(seals | {table_seal(b"key", fields), table_seal(b"key", {})}) == 6
