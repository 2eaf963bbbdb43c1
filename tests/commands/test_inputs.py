"""What commands start from: a bank without faults, settings, registrations however many."""

from collections import Counter

import pytest

from pipeline.assemble.dispatch import dispatch
from pipeline.assemble.pool import Exposure
from pipeline.commands.assemble import build_forms
from pipeline.commands.chosen import open_scenario
from pipeline.commands.inputs import load_bank, load_inputs, load_session, survey_bank
from pipeline.diagnostics import ContentError, UsageError
from pipeline.store.secret import read_secret

PEOPLE = 400


def crowd(rows):
    """Hundreds of candidates in two days of written exams, seven assessors, ten halls."""
    first = rows["Candidats"][0]
    rows["Candidats"] = [[f"{n:04}", f"Nom {n}", *first[2:]] for n in range(1, PEOPLE + 1)]
    first = rows["Évaluateurs"][0]
    rows["Évaluateurs"] = [[f"E{n:02}", f"Nom {n}", *first[2:]] for n in range(1, 8)]
    rows["Salles"] = [[f"A{n}", "41"] for n in range(1, 11)]
    halls = ", ".join(name for name, _ in rows["Salles"])
    rows["Planning"] = [
        ["B1-ECRIT", "15/06/2026", "9:00", halls],
        ["B2-CAS", "16/06/2026", "9:00", halls],
    ]


def test_hundreds_of_candidates_have_each_a_place_and_assessors_an_even_load(
    mini, open_mini_session
):
    folder = open_mini_session(mini, "2026-06", crowd)
    text = folder.settings.read_text("utf-8")
    for oral in ("B1-ORAL", "S1-ORAL"):
        text = text.replace(f"\n  - {oral} ", f"\n#  - {oral} ")
    folder.settings.write_text(text, "utf-8")
    bank = load_bank(mini)
    inputs = load_inputs(bank, folder)
    assert len(inputs.roster.candidates) == PEOPLE
    secret = read_secret(folder)
    forms = build_forms(bank, inputs.session, secret, Exposure())
    placements = dispatch(inputs.registration, forms, secret).placements
    assert len(placements) == 2 * PEOPLE
    assert len({p.anonymous for p in placements}) == 2 * PEOPLE
    assert len({(p.date, p.room, p.seat) for p in placements}) == 2 * PEOPLE
    loads = Counter(a for p in placements for a in p.assessors)
    assert max(loads.values()) - min(loads.values()) <= 1


def test_a_bank_with_a_fault_serves_no_command(mini, edit):
    edit(mini / "scenarios/geo/pont.yaml", "famille: GEO", "famille: GEO\nhumeur: bonne")
    with pytest.raises(ContentError) as told:
        load_bank(mini)
    assert [d.code for d in told.value.diagnostics] == ["LEC-010"]
    assert "epreuve check" in told.value.hint


def test_a_folder_that_is_no_workspace_is_told(tmp_path):
    with pytest.raises(UsageError, match="espace de travail"):
        load_bank(tmp_path)


def test_faults_of_the_settings_are_all_told(mini_session, edit):
    edit(mini_session.settings, "\ndate: 2026-06-15", "\ndate: le 15 juin")
    edit(mini_session.settings, "\ncorrections: 2", "\ncorrections: 5")
    with pytest.raises(ContentError) as told:
        load_session(load_bank(mini_session.root), mini_session)
    assert sorted(d.code for d in told.value.diagnostics) == ["LEC-012", "LEC-014"]


def test_the_faults_of_settings_and_registrations_are_told_together(mini_session):
    settings = mini_session.settings.read_text("utf-8")
    mini_session.settings.write_text(settings.replace("corrections: 2", "corrections: 9"), "utf-8")
    mini_session.roster.write_bytes(b"PK")
    with pytest.raises(ContentError) as caught:
        load_inputs(load_bank(mini_session.root), mini_session)
    paths = {d.source.path.rsplit("/", 1)[-1] for d in caught.value.diagnostics}
    assert paths == {"session.yaml", "inscriptions.xlsx"}


def test_authors_go_on_beside_a_scenario_with_faults(mini):
    path = mini / "scenarios/dip/visite.yaml"
    path.write_text(path.read_text("utf-8").replace("difficulte: ", "difficulte: 9"), "utf-8")
    with pytest.raises(ContentError):
        load_bank(mini)
    bank, left = survey_bank(mini)
    assert [s.source.path for s in bank.scenarios if "visite" in s.source.path] == []
    assert len(bank.scenarios) == 2
    assert [(d.code, d.source.path) for d in left] == [("BNQ-006", "scenarios/dip/visite.yaml")]


def test_authors_are_stopped_by_a_fault_that_touches_every_scenario(mini):
    (mini / "scenarios/typologie.yaml").write_text("schema: autre", "utf-8")
    with pytest.raises(ContentError):
        survey_bank(mini)


def test_a_scenario_left_out_tells_its_own_faults_when_it_is_asked_for(mini):
    path = mini / "scenarios/dip/visite.yaml"
    path.write_text(path.read_text("utf-8").replace("difficulte: ", "difficulte: 9"), "utf-8")
    with pytest.raises(ContentError) as caught:
        open_scenario(mini, "visite")
    assert {d.source.path for d in caught.value.diagnostics} == {"scenarios/dip/visite.yaml"}
    _, found, left = open_scenario(mini, "pont")
    assert (found.source.path, len(left)) == ("scenarios/geo/pont.yaml", 1)
