"""``epreuve resit``: exactly what is missing, sat, marked and decided."""

import re
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import openpyxl
import pytest

from pipeline.commands.generate import generate
from pipeline.commands.inputs import load_bank, load_session
from pipeline.commands.verify import verify
from pipeline.diagnostics import ContentError, InfeasibleError, UsageError
from pipeline.model.award import Carried
from pipeline.model.deadline import USUAL, Deadline, Milestone
from pipeline.store.ledger import held, ledger_path
from pipeline.store.records import (
    read_basis,
    read_decisions,
    read_dispatch,
    read_forms,
    read_resit,
    write_record,
)

MET = ("DIP-01-VISITE", "DIP-02-MARCHE", "GEO-01-PONT")
AFTER = {"day": "01/11/2026", "when": "2026-11-02T10:00:00Z"}


def ruled(years, name="2026-06", **changes):
    """Change the rules on resits that a session was published with."""
    folder = years.folder(name)
    basis = read_basis(folder)
    rules = replace(basis.policy, resit=replace(basis.policy.resit, **changes))
    write_record(folder.basis, replace(basis, policy=rules))


def sat_again(years, said, **named):
    """Open, sit, mark and decide the session of resits."""
    years.resit()
    years.sit("2026-10", 12)
    years.mark(said, "2026-10", **named)
    return years.judge("2026-10", **AFTER)


def blocks_of(years, number, name="2026-10"):
    """The decision on one candidate, with the status and the mark of each block."""
    found = {d.candidate: d for d in read_decisions(years.folder(name)).current()}[number]
    return found.decision, {b.block: (b.status.value, b.mark) for b in found.blocks}


def test_it_opens_exactly_what_is_missing(decided):
    outcome = decided.resit()
    assert outcome.lines == (
        "0002 : B1-ECRIT",
        "0004 : B2-CAS, S1-ORAL",
        "Session de rattrapage 2026-10 ouverte : 2 candidats, 3 épreuves.",
        "Ensuite : complétez le planning de output/2026-10/inscriptions.xlsx, puis « epreuve generate 2026-10 ».",
    )
    assert outcome.counts == {"candidates": 2, "exams": 3}
    assert outcome.data == {"carried": {"0002": ["B1-ECRIT"], "0004": ["B2-CAS", "S1-ORAL"]}}
    assert outcome.files == ("output/2026-10/session.yaml",)
    assert [d.code for d in outcome.diagnostics] == ["RAT-003"]
    assert "0003" in outcome.diagnostics[0].message


def test_it_keeps_who_prepares_it_its_zone_and_its_relative_dates(decided):
    settings = decided.folder().settings
    text = settings.read_text("utf-8").replace('responsable: ""', 'responsable: "Ana Un"')
    text = text.replace("Europe/Paris", "Indian/Reunion").replace("jury: J+21", "jury: J+22")
    text = text.replace("convoquer: J-15", "convoquer: jamais")
    date = load_session(load_bank(decided.root), decided.folder()).date
    settings.write_text(text.replace("grilles: J+10 18:00", f"grilles: {date} 23:00"), "utf-8")
    decided.resit()
    session = load_session(load_bank(decided.root), decided.folder("2026-10"))
    assert (session.author, session.zone) == ("Ana Un", "Indian/Reunion")
    assert session.deadlines == {
        **{m: dates for m, dates in USUAL.items() if m is not Milestone.SUMMON},
        Milestone.JURY: (Deadline(days=22),),
    }


def test_one_that_follows_a_session_without_dates_has_none(decided):
    settings = decided.folder().settings
    text = settings.read_text("utf-8")
    settings.write_text(re.sub(r"(?ms)^echeances:.*?^  rattrapage:[^\n]*\n", "", text), "utf-8")
    decided.resit()
    assert load_session(load_bank(decided.root), decided.folder("2026-10")).deadlines == {}


def test_kept_marks_are_recorded_with_the_scenarios_met(decided):
    decided.resit()
    record = read_resit(decided.folder("2026-10"))
    assert (record.session, record.source, record.kind) == ("2026-10", "2026-06", "rattrapage")
    second, fourth = record.carried
    assert {s.exam: (s.mark, s.state) for s in second.kept} == {
        "B1-ECRIT": (4, ""),
        "B1-ORAL": (14, ""),
    }
    assert {s.exam: (s.mark, s.state) for s in fourth.kept} == {
        "B2-CAS": (None, "ABI"),
        "S1-ORAL": (8, ""),
    }
    expected = Carried(candidate="0002", exams=("B1-ECRIT",), kept=(), met=second.met, attempts=1)
    assert replace(second, kept=()) == expected
    assert set(second.met) == met(decided, "0002")
    assert set(fourth.met) == met(decided, "0004")


def met(years, number, name="2026-06"):
    """The scenarios of the forms that a candidate was given."""
    forms = {f.id: f for f in read_forms(years.folder(name))}
    placed = [p for p in read_dispatch(years.folder(name)).placements if p.candidate == number]
    return {d.scenario for p in placed for d in forms[p.form].dossiers}


def test_nobody_is_given_a_scenario_met_before(decided):
    decided.resit()
    assert "scenarios_exclus: []" in decided.folder("2026-10").settings.read_text("utf-8")
    decided.sit("2026-10", 12)
    folder = decided.folder("2026-10")
    before = {number: met(decided, number) for number in ("0002", "0004")}
    after = {number: met(decided, number, "2026-10") for number in before}
    assert all(after.values())
    assert {n for n in before if before[n] & after[n]} == set()
    used = {d.scenario for f in read_forms(folder) for d in f.dossiers}
    assert used == {"GEO-01-BACS", "DIP-01-ACCUEIL", "DIP-02-HALLES"}


def test_the_same_papers_may_come_again_where_the_rules_allow_it(decided):
    decided.remove_scenarios()
    ruled(decided, distinct=False)
    decided.resit()
    assert {c.met for c in read_resit(decided.folder("2026-10")).carried} == {()}
    decided.sit("2026-10", 12)
    assert met(decided, "0002", "2026-10") <= set(MET)


def test_without_other_scenarios_the_rule_that_leaves_some_out_is_named(decided):
    decided.remove_scenarios()
    decided.resit()
    with pytest.raises(InfeasibleError) as error:
        decided.sit("2026-10", 12)
    assert {d.code for d in error.value.diagnostics} == {"ASM-009"}


def test_only_those_who_sit_again_are_registered_and_placed(decided):
    decided.resit()
    decided.sit("2026-10", 12)
    placed = {
        (p.candidate, p.blueprint) for p in read_dispatch(decided.folder("2026-10")).placements
    }
    assert placed == {("0002", "B1-ECRIT"), ("0004", "B2-CAS"), ("0004", "S1-ORAL")}
    sheet = openpyxl.load_workbook(decided.folder("2026-10").roster)["Candidats"]
    assert [r[0].value for r in sheet.iter_rows(min_row=2) if r[0].value] == ["0002", "0004"]


def test_the_modalities_are_the_same(decided):
    decided.resit()
    decided.sit("2026-10", 12)
    before, after = read_basis(decided.folder()), read_basis(decided.folder("2026-10"))
    assert [e.id for e in after.exams] == ["B1-ECRIT", "B2-CAS", "S1-ORAL"]
    assert list(after.exams) == [before.exam(e.id) for e in after.exams]
    assert after.policy == before.policy


def test_the_plan_says_who_sits_what_again(decided):
    decided.resit()
    folder = decided.folder()
    sheet = openpyxl.load_workbook(folder.results / "rattrapage" / "plan-2026-10.xlsx")["Plan"]
    rows = [tuple(c.value for c in row) for row in sheet.iter_rows() if str(row[0].value).isdigit()]
    assert [(r[0], r[2], *r[5:]) for r in rows] == [
        ("0002", "B1", 4, "oui", None),
        ("0002", "B1", 14, "non", 14),
        ("0004", "B2", "ABI", "oui", None),
        ("0004", "S1", 8, "oui", None),
    ]
    assert rows[0][1] == "Brindezingue Camille"
    assert "1er\xa0juillet 2027" in sheet["A2"].value


def test_twice_changes_nothing(decided, bytes_of):
    decided.resit()
    before = bytes_of(decided.root)
    outcome = decided.resit()
    assert bytes_of(decided.root) == before
    assert outcome.lines[2] == "Session 2026-10 déjà ouverte : rien n'a été changé."
    assert outcome.files == ()


def test_an_opening_that_was_interrupted_is_never_an_ordinary_session(decided):
    template = decided.root / "templates/session.yaml.j2"
    kept = template.read_bytes()
    template.write_text("{{ nothing }")
    with pytest.raises(ContentError):
        decided.resit()
    folder = decided.folder("2026-10")
    assert not folder.settings.exists()
    assert read_resit(folder) is not None
    template.write_bytes(kept)
    assert "Session de rattrapage 2026-10 ouverte" in decided.resit().lines[2]
    assert "déjà ouverte" in decided.resit().lines[2]


def test_a_dry_run_writes_nothing(decided, bytes_of):
    before = bytes_of(decided.root)
    outcome = decided.resit(dry_run=True)
    assert bytes_of(decided.root) == before
    assert outcome.dry_run
    assert outcome.lines[-1] == "Essai : rien n'a été écrit."
    assert outcome.data["carried"] == {"0002": ["B1-ECRIT"], "0004": ["B2-CAS", "S1-ORAL"]}


def test_a_name_in_use_is_refused(decided, open_mini_session):
    open_mini_session(decided.root, "2026-10")
    with pytest.raises(UsageError) as error:
        decided.resit()
    assert "existe déjà" in error.value.message
    assert read_resit(decided.folder("2026-10")) is None


def test_the_name_of_other_resits_is_refused(decided, bytes_of):
    decided.replace("2026-10")
    before = bytes_of(decided.root)
    with pytest.raises(UsageError):
        decided.resit()
    assert bytes_of(decided.root) == before


def test_the_last_day_of_the_delay_is_in_time_and_the_next_one_is_not(decided):
    assert decided.resit("2027-07", date="2027-07-01", dry_run=True).counts["candidates"] == 2
    with pytest.raises(ContentError) as error:
        decided.resit("2027-07", date="2027-07-02")
    assert error.value.message == "la session « 2027-07 » n'est pas ouverte"
    (fault,) = error.value.diagnostics
    assert fault.code == "RAT-001"
    assert fault.message == (
        "le 2\xa0juillet 2027 dépasse le délai de rattrapage : 12 mois après la délibération du "
        "1er\xa0juillet 2026, soit le 1er\xa0juillet 2027"
    )
    assert not decided.folder("2027-07").path.exists()


def test_without_a_delay_in_the_rules_any_day_is_in_time(decided):
    ruled(decided, months=None)
    assert decided.resit("2031-07", date="2031-07-01").counts["candidates"] == 2
    plan = decided.folder().results / "rattrapage" / "plan-2031-07.xlsx"
    assert "Échéance" not in openpyxl.load_workbook(plan)["Plan"]["A2"].value


def test_before_the_names_are_known_nothing_is_opened(marked):
    with pytest.raises(ContentError) as error:
        marked.resit()
    assert "epreuve lift 2026-06" in error.value.hint
    assert not marked.folder("2026-10").path.exists()


def test_before_the_jury_decided_nothing_is_opened(decided):
    decided.folder().decisions.unlink()
    with pytest.raises(ContentError) as error:
        decided.resit()
    assert error.value.message == "personne n'a d'épreuve à repasser dans la session « 2026-06 »"
    assert "epreuve decide 2026-06" in error.value.hint
    assert not decided.folder("2026-10").path.exists()


def test_where_everybody_passed_nobody_sits_again(marked):
    marked.mark({})
    marked.judge()
    with pytest.raises(ContentError) as error:
        marked.resit()
    assert error.value.message == "personne n'a d'épreuve à repasser dans la session « 2026-06 »"
    assert error.value.diagnostics == ()


def test_who_succeeds_is_certified_with_the_marks_kept(decided):
    outcome = sat_again(decided, {("0004", "S1-ORAL"): 4})
    assert outcome.diagnostics == ()
    # B1: (2 × 14 + 14) / 3; S1: one exam; the blocks won before are not judged again.
    assert blocks_of(decided, "0002") == (
        "attribution_complete",
        {"B1": ("valide", Decimal("14.00")), "B2": ("acquis", None), "S1": ("acquis", None)},
    )
    assert blocks_of(decided, "0004") == (
        "attribution_complete",
        {
            "B1": ("acquis", None),
            "B2": ("valide", Decimal("14.00")),
            "S1": ("valide", Decimal("20.00")),
        },
    )
    capitals = held(ledger_path(decided.root, "2026-10"))
    assert [(c.candidate, c.block, c.session) for c in capitals if c.candidate != "0001"] == [
        ("0002", "B2", "2026-06"),
        ("0002", "S1", "2026-06"),
        ("0002", "B1", "2026-10"),
        ("0004", "B1", "2026-06"),
        ("0004", "B2", "2026-10"),
        ("0004", "S1", "2026-10"),
    ]
    assert verify("2026-10", root=decided.root).diagnostics == ()


@pytest.mark.parametrize(
    ("level", "best", "cap", "mark"),
    [
        # B1-ECRIT (coefficient 2) was worth 4; B1-ORAL (coefficient 1) is kept: 14.
        (2, True, None, Fraction(2 * 8 + 14, 3)),
        (0, True, None, Fraction(2 * 4 + 14, 3)),
        (0, False, None, Fraction(2 * 0 + 14, 3)),
        (4, True, Decimal(10), Fraction(2 * 10 + 14, 3)),
        (4, False, None, Fraction(2 * 20 + 14, 3)),
    ],
)
def test_marks_are_combined_as_the_rules_say(decided, level, best, cap, mark):
    decided.resit()
    decided.sit("2026-10", 12)
    ruled(decided, "2026-10", best=best, cap=cap)
    decided.mark({("0002", "B1-ECRIT"): level}, "2026-10")
    decided.judge("2026-10", **AFTER)
    found = blocks_of(decided, "0002")[1]["B1"][1]
    assert found == Decimal(round(mark * 100)) / 100


def test_an_absence_at_the_resit_keeps_the_first_mark(decided):
    sat_again(decided, {("0002", "B1-ECRIT"): "ABI"})
    word, blocks = blocks_of(decided, "0002")
    assert (word, blocks["B1"]) == ("attribution_partielle", ("non_valide", Decimal("7.33")))


def test_resits_used_up_are_told_and_nobody_is_registered(decided):
    sat_again(decided, {("0002", "B1-ECRIT"): 1})
    assert blocks_of(decided, "0002")[0] == "attribution_partielle"
    with pytest.raises(ContentError) as error:
        decided.resit("2027-02", session="2026-10", date="2027-02-01")
    assert [(d.code, "0002" in d.message) for d in error.value.diagnostics] == [("RAT-002", True)]
    assert not decided.folder("2027-02").path.exists()


def test_a_second_resit_where_the_rules_allow_it_keeps_the_best_of_three(decided):
    ruled(decided, sessions=2)
    decided.resit()
    decided.sit("2026-10", 12)
    ruled(decided, "2026-10", sessions=2)
    decided.mark({("0002", "B1-ECRIT"): 2, ("0004", "S1-ORAL"): 4}, "2026-10")
    decided.judge("2026-10", **AFTER)
    # (2 × 8 + 14) / 3 = 10 reaches the threshold, but the codes are not acquired.
    assert blocks_of(decided, "0002")[1]["B1"] == ("non_valide", Decimal("10.00"))
    ruled(decided, "2026-10", distinct=False)
    outcome = decided.resit("2027-02", session="2026-10", date="2027-02-01", when=AFTER["when"])
    assert outcome.data == {"carried": {"0002": ["B1-ECRIT"]}}
    (carried,) = read_resit(decided.folder("2027-02")).carried
    assert carried.attempts == 2
    assert {s.exam: (s.mark, s.kept_from) for s in carried.kept} == {
        "B1-ECRIT": (8, ""),
        "B1-ORAL": (14, "2026-06"),
    }
    assert carried.met == ()
    decided.sit("2027-02", 1)
    decided.mark({}, "2027-02")
    decided.judge("2027-02", day="01/03/2027", when="2027-03-02T10:00:00Z")
    assert blocks_of(decided, "0002", "2027-02") == (
        "attribution_complete",
        {"B1": ("valide", Decimal("14.00")), "B2": ("acquis", None), "S1": ("acquis", None)},
    )


def test_a_session_of_tables_alone_works(tabled):
    tabled.mark({("0002", "B2-CC-TRAVAIL"): 1})
    tabled.judge()
    # 0.4 × 4 + 0.6 × 14 = 10, but 4 is under the floor.
    assert blocks_of(tabled, "0002", "2026-06")[1]["B2"] == ("non_valide", Decimal("10.00"))
    outcome = tabled.resit()
    assert outcome.lines == (
        "0002 : B2-CC-TRAVAIL",
        "Session de rattrapage 2026-10 ouverte : 1 candidat, 1 épreuve.",
        "Ensuite : « epreuve generate 2026-10 » écrit les tableaux de saisie.",
    )
    text = tabled.folder("2026-10").settings.read_text("utf-8")
    assert "epreuves: []" in text
    assert "controle_continu: [B2-CC-TRAVAIL]" in text
    done = generate("2026-10", root=tabled.root, when=AFTER["when"])
    assert done.counts["forms"] == 0
    assert tabled.tables("2026-10") == {"B2-CC-TRAVAIL": ("0002",)}
    tabled.mark({}, "2026-10")
    tabled.judge("2026-10", **AFTER)
    assert blocks_of(tabled, "0002") == (
        "attribution_complete",
        {"B1": ("acquis", None), "B2": ("valide", Decimal("14.00")), "S1": ("acquis", None)},
    )
