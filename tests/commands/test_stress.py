"""The report of a scenario set everywhere: lines for people, data for machines, faults for both."""

import pytest

from pipeline.commands.stress import stress
from pipeline.diagnostics import ExitCode, UsageError

HEAD = "GEO-01-PONT : 8 variantes (4 pays, 2 jeux)."


def test_every_variant_is_counted_and_lengths_are_told(mini):
    outcome = stress("pont", root=mini)
    assert outcome.lines[0] == HEAD
    assert (outcome.counts["variants"], outcome.counts["countries"], outcome.exit_code) == (8, 4, 0)
    names = [line.split("  ")[0] for line in outcome.lines]
    for name in ("Mots du dossier", "Pages estimées", "D1, caractères", "D2, caractères"):
        assert name in names


def test_computed_answers_stand_side_by_side(mini):
    lines = stress("GEO-01-PONT", root=mini).lines
    head = next(line for line in lines if line.startswith("Réponses calculées"))
    assert head.split()[-4:] == ["jeu", "A", "jeu", "B"]
    assert [line.split() for line in lines if "T1a" in line] == [
        ["T1a", "v.camions*2", "240", "300"]
    ]


def test_machines_get_the_whole_report(mini):
    outcome = stress("pont", root=mini)
    figures = [(f["element"], f["values"]) for f in outcome.data["figures"]]
    assert figures == [("T1a", {"A": ["240"], "B": ["300"]}), ("T2a", {"A": ["4"], "B": ["5"]})]
    words = next(s for s in outcome.data["spreads"] if s["measure"] == "words")
    assert words["min"] <= words["median"] <= words["max"]
    assert outcome.data["lost"][0] == {
        "iso3": "CPV",
        "country": "Cap-Vert",
        "reasons": ("pays réel, scénario inventé",),
        "closed": True,
    }


def test_countries_lost_are_told_reason_by_reason(mini, edit):
    edit(
        mini / "scenarios/geo/pont.yaml",
        "population >= 1000",
        "population >= 5000000 and n_voisins >= 1",
    )
    outcome = stress("pont", root=mini)
    assert outcome.lines[0] == "GEO-01-PONT : 2 variantes (1 pays, 2 jeux)."
    lost = [line for line in outcome.lines if " pays : " in line]
    assert lost == [
        "    3 pays : pays réel, scénario inventé",
        "    2 pays : condition du scénario : n_voisins >= 1 ; seule raison pour QZD",
        "    2 pays : condition du scénario : population >= 5000000 ; seule raison pour QZA",
    ]
    assert "Pays perdus : 6." in outcome.lines
    assert outcome.data["obstacles"][1]["countries"] == ("QZC", "QZD")


def test_more_countries_than_a_line_holds_are_counted(mini, edit, monkeypatch):
    monkeypatch.setattr("pipeline.commands.stress._NAMED", 1)
    edit(mini / "scenarios/geo/pont.yaml", "population >= 1000", "population >= 9000000")
    assert any(
        "seule raison pour QZA et 1 de plus" in line for line in stress("pont", root=mini).lines
    )


def test_a_scenario_that_no_country_suits_still_has_a_report(mini, edit):
    edit(mini / "scenarios/geo/pont.yaml", "population >= 1000", "population >= 1000000000")
    outcome = stress("pont", root=mini)
    assert outcome.lines[0] == "GEO-01-PONT : 0 variante (0 pays, 2 jeux)."
    assert outcome.counts["lost"] == 7


def test_alerts_come_once_a_place_and_are_counted_over_all_variants(mini, edit):
    edit(
        mini / "scenarios/geo/pont.yaml",
        'corps: "Relevé du matin."',
        'corps: "Relevé fait à {{ p.nom }}."',
    )
    outcome = stress("pont", root=mini)
    assert outcome.counts["alerts"] > len(outcome.diagnostics) == 1
    assert outcome.exit_code is ExitCode.CONTENT
    assert outcome.lines[-1].startswith(f"{outcome.counts['alerts']} alertes")


def test_nothing_to_compute_is_said(mini, edit):
    path = mini / "scenarios/geo/pont.yaml"
    edit(path, "File doublée en quatre heures : {{ v.camions*2 }} camions", "File doublée")
    edit(path, 'réouverture avant {{ v.retard }} heures", p', 'réouverture", p')
    assert (
        "Aucune réponse n'est calculée à partir des jeux de nombres."
        in stress("pont", root=mini).lines
    )


def test_answers_that_do_not_change_are_a_warning(mini, edit):
    path = mini / "scenarios/geo/pont.yaml"
    edit(
        path,
        "File doublée en quatre heures : {{ v.camions*2 }} camions",
        "{{ v.retard*0 }} camions",
    )
    told = {(d.code, d.message) for d in stress("pont", root=mini).diagnostics}
    assert told == {
        ("AUT-002", "T1 : les réponses calculées sont les mêmes dans les jeux A, B"),
        ("AUT-003", "T1a : la réponse calculée vaut 0 dans le jeu A"),
        ("AUT-003", "T1a : la réponse calculée vaut 0 dans le jeu B"),
    }


def test_progress_is_told_variant_by_variant(mini):
    told = []
    stress("pont", root=mini, progress=lambda *step: told.append(step))
    assert told[0] == ("variantes", 1, 8)
    assert told[-1] == ("variantes", 8, 8)


def test_a_scenario_that_does_not_exist_is_told_with_those_that_do(mini):
    with pytest.raises(UsageError) as told:
        stress("GEO-99", root=mini)
    assert "GEO-01-PONT" in told.value.hint


def test_the_command_line_prints_the_report_and_gives_json(epreuve):
    assert HEAD in epreuve("stress", "pont").stdout
    assert '"measure": "pages"' in epreuve("stress", "pont", "--json").stdout


def test_a_scenario_that_suits_every_country_loses_none(mini, edit):
    edit(mini / "scenarios/geo/pont.yaml", "mode: fictif", "mode: mixte")
    assert "Aucun pays n'est perdu." in stress("pont", root=mini).lines
