"""Candidates who come back: another specialisation, years later, under a new edition of the referential."""

import pytest

from pipeline.commands.ledger import ledger_add, ledger_rebuild
from pipeline.store.ledger import held, ledger_head, ledger_path
from pipeline.store.records import read_basis

OLD, NEW = "0" * 64, "2" * 64
EXAMS = ("B1-ECRIT", "B1-ORAL", "B2-CAS", "S1-ORAL")
EQUIVALENCES = f"""\
schema: epreuve/equivalences@1
editions:
  - edition: {OLD[:12]}
    libelle: "Première édition"
    blocs: {{B1: [B1], S1: [B2, S1]}}
"""


def judged(years, name):
    """Decide a session the month after its exams."""
    year, month = name.split("-")
    day = f"01/{int(month) + 1:02}/{year}"
    return years.judge(name, day=day, when=f"{year}-{int(month) + 1:02}-02T10:00:00Z")


def blocks_held(years, number):
    """The blocks of a candidate by the ledger: block, session, origin."""
    capitals = held(ledger_path(years.root, "2026-06"))
    return [(c.block, c.session, c.origin.value) for c in capitals if c.candidate == number]


def check_rebuilt(years):
    """The ledger made anew is the ledger, whatever happened."""
    path = ledger_path(years.root, "2026-06")
    before = ledger_head(path)
    path.unlink()
    ledger_rebuild(root=years.root)
    assert ledger_head(path) == before


def test_another_specialisation_is_added_to_the_first(specialised):
    specialised.come_back("2027-06-15", ("S2-ORAL",), [("0001", "S2", "B1, B2")])
    specialised.mark({}, "2027-06")
    judged(specialised, "2027-06")
    assert specialised.decided("2027-06") == {
        "0001": (
            "attribution_complete",
            {"B1": "acquis", "B2": "acquis", "S1": "acquis", "S2": "valide"},
        )
    }
    assert blocks_held(specialised, "0001") == [
        ("B1", "2026-06", "examen"),
        ("B2", "2026-06", "examen"),
        ("S1", "2026-06", "examen"),
        ("S2", "2027-06", "examen"),
    ]
    check_rebuilt(specialised)


def test_a_change_of_specialisation_keeps_the_one_that_was_won(specialised):
    """Candidate 0002 lacked B1, won S1, and comes back for S2: failing S2 takes nothing back."""
    exams = ("B1-ECRIT", "B1-ORAL", "S2-ORAL")
    specialised.come_back("2027-06-15", exams, [("0002", "S2", "B2")])
    specialised.mark({("0002", "S2-ORAL"): 1}, "2027-06")
    judged(specialised, "2027-06")
    assert specialised.decided("2027-06")["0002"] == (
        "attribution_partielle",
        {"B1": "valide", "B2": "acquis", "S1": "acquis", "S2": "non_valide"},
    )
    specialised.come_back("2028-06-15", ("B1-ECRIT",), [("0002", "S1", ""), ("0004", "S1", "")])
    specialised.mark({("0002", "B1-ECRIT"): 0}, "2028-06")
    judged(specialised, "2028-06")
    assert specialised.decided("2028-06")["0002"] == (
        "attribution_complete",
        {"B1": "acquis", "B2": "acquis", "S1": "acquis"},
    )
    check_rebuilt(specialised)


def test_who_sits_again_a_block_that_is_held_loses_nothing(decided):
    decided.come_back("2027-06-15", EXAMS, [("0004", "S1", "")])
    decided.mark({}, "2027-06", usual=0)
    judged(decided, "2027-06")
    assert decided.decided("2027-06")["0004"] == (
        "attribution_partielle",
        {"B1": "acquis", "B2": "non_valide", "S1": "non_valide"},
    )
    assert blocks_held(decided, "0004") == [("B1", "2026-06", "examen")]


@pytest.mark.parametrize(
    ("months", "day", "status"),
    [
        ("null", "2028-07-15", "acquis"),
        ("24", "2028-07-01", "acquis"),
        ("24", "2028-07-02", "non_valide"),
    ],
)
def test_a_block_counts_as_long_as_the_rules_let_it(decided, rewritten, months, day, status):
    """It was decided on 1 July 2026; the day that counts is that of the session."""
    rule = "duree_capitalisation_mois: {valeur: "
    rewritten("referential/regles.yaml", (f"{rule}null", f"{rule}{months}"))
    decided.come_back(day, EXAMS, [("0004", "S1", "")])
    decided.mark({}, "2028-07", usual=1)
    judged(decided, "2028-07")
    assert decided.decided("2028-07")["0004"][1] == {
        "B1": status,
        "B2": "non_valide",
        "S1": "non_valide",
    }
    assert blocks_held(decided, "0004") == [("B1", "2026-06", "examen")]
    check_rebuilt(decided)


def test_a_block_of_the_old_edition_counts_as_the_table_says(decided, rewritten):
    """B1 stands for itself, S1 for two blocks, B2 for nothing."""
    rewritten("referential/referentiel.yaml", (OLD, NEW))
    (decided.root / "referential/equivalences.yaml").write_text(EQUIVALENCES, "utf-8")
    decided.come_back("2027-06-15", EXAMS, [("0002", "S1", ""), ("0004", "S1", "")])
    assert read_basis(decided.folder("2027-06")).edition == NEW
    decided.mark({("0004", "B2-CAS"): 1}, "2027-06")
    judged(decided, "2027-06")
    assert decided.decided("2027-06") == {
        "0002": ("attribution_complete", {"B1": "valide", "B2": "acquis", "S1": "acquis"}),
        "0004": ("attribution_partielle", {"B1": "acquis", "B2": "non_valide", "S1": "valide"}),
    }
    editions = {
        (c.block, c.edition)
        for c in held(ledger_path(decided.root, "2027-06"))
        if c.candidate == "0002"
    }
    assert editions == {("B1", NEW), ("B2", OLD), ("S1", OLD)}
    check_rebuilt(decided)


def test_a_block_of_another_edition_that_no_table_names_counts_for_nothing(decided, rewritten):
    rewritten("referential/referentiel.yaml", (OLD, NEW))
    decided.come_back("2027-06-15", EXAMS, [("0002", "S1", "")])
    decided.mark({}, "2027-06", usual=1)
    judged(decided, "2027-06")
    assert set(decided.decided("2027-06")["0002"][1].values()) == {"non_valide"}
    assert [block for block, *_ in blocks_held(decided, "0002")] == ["B2", "S1"]


def test_a_block_won_by_vae_completes_a_certification(decided):
    given = {"origin": "vae", "date": "2026-12-01", "reference": "PV 12", "author": "Coordination"}
    when = "2026-12-02T10:00:00Z"
    ledger_add("2026-06", "0002", "B1", root=decided.root, when=when, **given)
    decided.come_back("2027-06-15", EXAMS, [("0002", "S1", ""), ("0004", "S1", "")])
    decided.mark({}, "2027-06", usual=1)
    judged(decided, "2027-06")
    assert decided.decided("2027-06")["0002"] == (
        "attribution_complete",
        {"B1": "acquis", "B2": "acquis", "S1": "acquis"},
    )
    assert ("B1", "2026-06", "vae") in blocks_held(decided, "0002")
    check_rebuilt(decided)


def test_everything_at_once_is_made_anew_from_the_sessions(specialised, revise):
    """Resits, a deferred sitting, an appeal, a second specialisation, years: one ledger."""
    specialised.replace()
    specialised.sit("2026-09", 14)
    specialised.mark({}, "2026-09")
    judged(specialised, "2026-09")
    specialised.resit()
    specialised.sit("2026-10", 12)
    specialised.mark({}, "2026-10")
    judged(specialised, "2026-10")
    revise("0004", "attribution partielle", "S1=non validé", session="2026-10", day="2026-12-03")
    specialised.come_back("2027-06-15", ("S2-ORAL",), [("0004", "S2", "B1, B2")])
    specialised.mark({}, "2027-06")
    judged(specialised, "2027-06")
    assert specialised.decided("2027-06")["0004"][0] == "attribution_complete"
    assert {n: [b[:2] for b in blocks_held(specialised, n)] for n in ("0002", "0003", "0004")} == {
        "0002": [("B2", "2026-06"), ("S1", "2026-06"), ("B1", "2026-10")],
        "0003": [("B1", "2026-09"), ("S1", "2026-09")],
        "0004": [("B1", "2026-06"), ("B2", "2026-10"), ("S2", "2027-06")],
    }
    check_rebuilt(specialised)
