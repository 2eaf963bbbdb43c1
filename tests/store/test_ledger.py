import sqlite3
import stat
from dataclasses import replace
from decimal import Decimal

import pytest

from pipeline.diagnostics import ContentError, EpreuveError
from pipeline.model.award import (
    BlockDecision,
    BlockStatus,
    Capital,
    Credit,
    Decision,
    Decisions,
    Origin,
    Vote,
)
from pipeline.store.ledger import (
    anchored_heads,
    held,
    ledger_head,
    ledger_path,
    rebuild,
    record,
)

VALID, FAILED = BlockStatus.VALID, BlockStatus.FAILED


def decision(number="0001", blocks=(("B1", VALID),), session="2026-06", rank=1, **changes):
    values = {
        "id": f"{session}/{number}/{rank}",
        "candidate": number,
        "last_name": "Fictif",
        "first_name": "Alix",
        "birth_date": "2000-01-01",
        "specialisation": "S1",
        "decision": "attribution_partielle",
        "proposed": "attribution_partielle",
        "blocks": tuple(
            BlockDecision(
                block=block,
                status=status,
                proposed=status,
                mark=Decimal("12.35"),
                jury_points=Decimal(0),
                reason="",
            )
            for block, status in blocks
        ),
        "honours": "",
        "reason": "",
        "vote": Vote(),
        "recused": (),
        "date": "2026-07-01",
        "author": "Présidence",
    }
    return Decision(**(values | changes))


def decisions(*found, session="2026-06", credited=()):
    return Decisions(session=session, edition="e" * 64, decisions=found, credits=tuple(credited))


def credit(number="0001", block="B3", origin=Origin.VAE):
    return Credit(
        candidate=number,
        last_name="Fictif",
        first_name="Alix",
        birth_date="2000-01-01",
        block=block,
        edition="e" * 64,
        origin=origin,
        date="2025-11-03",
        reference="PV 12",
        author="Coordination",
    )


def capital(block, reference, *, session="2026-06", date="2026-07-01", origin=Origin.EXAM):
    return Capital(
        candidate="0001",
        block=block,
        edition="e" * 64,
        session=session,
        date=date,
        reference=reference,
        origin=origin,
    )


@pytest.fixture
def path(tmp_path):
    return ledger_path(tmp_path, "2026-06")


def test_before_any_decision_there_is_no_ledger_and_nobody_holds_anything(path):
    assert held(path) == ()
    assert anchored_heads(path) == {}
    assert not path.exists()
    empty = ledger_head(path)
    record(path, decisions(), "head")
    assert held(path) == ()
    assert ledger_head(path) == empty


def test_a_block_that_was_won_is_held_and_one_that_failed_is_not(path):
    record(path, decisions(decision(blocks=(("B1", VALID), ("B2", FAILED)))), "head")
    assert held(path) == (capital("B1", "2026-06/0001/1"),)


def test_credits_are_held_with_their_origin_and_reference(path):
    record(path, decisions(credited=[credit()]), "head")
    expected = capital("B3", "PV 12", date="2025-11-03", origin=Origin.VAE)
    assert held(path) == (expected,)


def test_recording_twice_changes_nothing(path):
    record(path, decisions(decision(), credited=[credit()]), "head")
    before = ledger_head(path), held(path)
    record(path, decisions(decision(), credited=[credit()]), "head")
    assert (ledger_head(path), held(path)) == before


def test_a_revised_decision_stays_and_its_blocks_no_longer_count(path):
    first = decision(blocks=(("B1", VALID), ("B2", FAILED)))
    second = decision(
        blocks=(("B1", VALID), ("B2", VALID)), rank=2, revises=first.id, date="2026-09-01"
    )
    record(path, decisions(first), "head")
    record(path, decisions(first, second), "later")
    assert held(path) == (
        capital("B1", second.id, date="2026-07-01"),
        capital("B2", second.id, date="2026-09-01"),
    )
    with sqlite3.connect(path) as book:
        assert book.execute("select count(*) from decision").fetchone() == (2,)
        assert book.execute("select count(*) from capital").fetchone() == (3,)
    book.close()


def test_marks_are_kept_as_integer_hundredths(path):
    record(path, decisions(decision()), "head")
    with sqlite3.connect(path) as book:
        assert book.execute("select mark, typeof(mark) from capital").fetchall() == [
            (1235, "integer")
        ]
        with pytest.raises(sqlite3.IntegrityError):
            book.execute("update capital set mark = 'douze'")
    book.close()


def test_a_block_decided_without_a_mark_is_held_too(path):
    one = decision()
    blocks = tuple(replace(block, mark=None) for block in one.blocks)
    record(path, decisions(replace(one, blocks=blocks)), "head")
    assert held(path) == (capital("B1", one.id),)


def test_a_decision_that_says_something_else_under_the_same_id_is_refused(path):
    record(path, decisions(decision()), "head")
    before = ledger_head(path)
    with pytest.raises(ContentError) as error:
        record(path, decisions(decision(decision="non_attribution")), "head")
    assert [f.code for f in error.value.diagnostics] == ["REG-003"]
    assert ledger_head(path) == before


def test_a_number_is_one_person_for_ever(path):
    record(path, decisions(decision()), "head")
    other = decision(session="2027-01", birth_date="1999-12-31")
    with pytest.raises(ContentError) as error:
        record(path, decisions(decision("0002", session="2027-01"), other, session="2027-01"), "h")
    assert [f.code for f in error.value.diagnostics] == ["REG-001"]
    assert held(path) == (capital("B1", "2026-06/0001/1"),), "all or nothing"


def test_a_person_who_changed_name_is_the_same_person(path):
    record(path, decisions(decision()), "head")
    later = decision(session="2027-01", last_name="Autre", blocks=(("B2", VALID),))
    record(path, decisions(later, session="2027-01"), "head")
    assert [c.block for c in held(path)] == ["B1", "B2"]


def test_a_ledger_rebuilt_from_the_sessions_is_the_same_ledger(path):
    first = decisions(decision(), decision("0002", blocks=(("B2", VALID),)), credited=[credit()])
    second = decisions(
        decision(session="2027-01", blocks=(("S1", VALID),), date="2027-02-01"), session="2027-01"
    )
    record(path, first, "one")
    record(path, second, "two")
    before = ledger_head(path), held(path), anchored_heads(path)
    path.write_bytes(b"no ledger at all")
    assert rebuild(path, [(second, "two"), (first, "one")]) == 4
    assert (ledger_head(path), held(path), anchored_heads(path)) == before
    assert [p.name for p in path.parent.iterdir()] == [path.name]


def test_a_rebuild_that_fails_leaves_the_ledger_as_it_was(path):
    record(path, decisions(decision()), "head")
    before = path.read_bytes()
    twice = decisions(decision(session="x", birth_date="1999-01-01"), session="x")
    with pytest.raises(ContentError):
        rebuild(path, [(decisions(decision()), "head"), (twice, "head")])
    assert path.read_bytes() == before


def test_the_head_tells_any_change_by_hand(path):
    record(path, decisions(decision()), "head")
    before = ledger_head(path)
    with sqlite3.connect(path) as book:
        book.execute("update capital set block = 'B2'")
    book.close()
    assert ledger_head(path) != before


def test_the_journal_of_each_session_is_anchored(path):
    record(path, decisions(decision()), "one")
    record(path, decisions(decision()), "two")
    assert anchored_heads(path) == {"2026-06": "two"}


def test_a_file_that_is_no_ledger_is_told(path):
    path.parent.mkdir()
    path.write_bytes(b"x" * 4096)
    with pytest.raises(EpreuveError, match=r"registre\.sqlite"):
        held(path)


def test_the_ledger_is_private(path):
    record(path, decisions(decision()), "head")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_the_demonstration_and_what_follows_it_have_a_ledger_apart(tmp_path):
    own = ledger_path(tmp_path, "demo")
    assert own == ledger_path(tmp_path, "demo-rattrapage")
    assert own != ledger_path(tmp_path, "2026-06") == ledger_path(tmp_path, "demonstrations")
