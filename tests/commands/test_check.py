"""The check of a workspace: silent on sound content, every fault at once with its place otherwise."""

import pytest

from pipeline.commands.check import check
from pipeline.diagnostics import ExitCode, Severity, UsageError

DATE = "2026-06-01"
BRIDGE = "scenarios/geo/pont.yaml"
VISIT = "scenarios/dip/visite.yaml"
MARKET = "scenarios/dip/marche.yaml"
SHARE = "part_fin_formation: {valeur: 50"
LONG = "Les enjeux économiques, sociaux et diplomatiques"
PROMPTS = '  relances: ["À quel prix ?", "Pour combien de temps ?", "Avec quel risque ?"]\n'
POINTS = "points: 5, indispensable: true}\n  - {id: T1b"


def told(outcome, severity=Severity.ERROR):
    """The faults: rule, file, line."""
    found = [d for d in outcome.diagnostics if d.severity is severity]
    return {(d.code, d.source.path, d.source.line) for d in found}


@pytest.fixture
def plant(mini, edit):
    """``plant(rule, file, old, new)``: damage a file; ``plant.told`` says which rule is to be told at which line."""

    def damage(rule, path, old, new, line="here"):
        found = edit(mini / path, old, new)
        damage.told.add((rule, path, found if line == "here" else line))

    damage.told = set()
    return damage


def test_sound_content_has_nothing_but_information(mini):
    outcome = check(root=mini, date=DATE)
    assert {d.severity for d in outcome.diagnostics} == {Severity.INFO}
    assert outcome.exit_code == ExitCode.DONE
    assert outcome.counts == {
        "blocks": 3,
        "codes": 5,
        "scenarios": 3,
        "items": 12,
        "variants": 24,
        "countries": 4,
        "questions": 1,
        "errors": 0,
        "warnings": 0,
    }
    assert outcome.lines[-1] == "Aucune faute."


def test_the_open_questions_are_told_until_they_are_settled(mini):
    assert "REF-010" in {d.code for d in check(root=mini, date=DATE).diagnostics}
    decision = '- {anomalie: AN01, choix: "Oui.", auteur: "Commission", date: 2026-02-01}'
    text = f"schema: epreuve/decisions@1\ndecisions:\n{decision}\n"
    (mini / "referential/decisions.yaml").write_text(text, "utf-8")
    outcome = check(root=mini, date=DATE)
    assert "REF-010" not in {d.code for d in outcome.diagnostics}
    assert outcome.counts["questions"] == 0


def test_what_cannot_be_read_is_told_at_once_with_its_line(mini, plant):
    """Sixteen mistakes in nine files: each gives one message, and the files beside are read all the same."""
    plant("LEC-010", "referential/metier.yaml", "outils: [", "outil: [")
    plant("LEC-012", "referential/regles.yaml", "  seuil: {valeur: 10", "  seuil: {valeur: 25")
    plant("PLA-006", "referential/epreuves.yaml", "minutes: [50, 80]", "minutes: [80, 50]")
    plant("PAY-001", "scenarios/pays.csv", "386506,2024,", "386506,,")
    plant("PAY-006", "scenarios/pays.csv", ",524877,", ",beaucoup,")
    plant("PAY-010", "scenarios/pays_sources.csv", ",CLDR,Unicode License v3,", ",CLDR,,")
    plant("PAY-002", "scenarios/pays_sources.csv", "motif_ineligibilite,", "motif,", line=2)
    plant("PAY-009", "scenarios/pays_fictifs_grammaire.csv", "en Dornie,", ",")
    plant("SUJ-002", "scenarios/typologie.yaml", "p: [C9, C10]", "p: [C9, C110]")
    plant("SUJ-002", BRIDGE, "codes: [C2]\n  modalite: ecrit", "codes: [C22]\n  modalite: ecrit")
    plant("SUJ-001", BRIDGE, "points: 6, indispensable: true}\n  - {id: T1b", POINTS, line=57)
    plant("SUJ-004", VISIT, "documents: [FICHE_PAYS, D1]", "documents: [FICHE_PAYS, D7]")
    plant("SCN-012", VISIT, "arrive {{ p.a }},", "arrive {{ p.aux }},", line=17)
    plant("LEC-010", MARKET, "role: {", "role: {ton: grave, ")
    plant("SCN-002", MARKET, "- id: O2", "- id: O1")
    plant("SCN-010", MARKET, "series: [1]", "series: [4]")
    outcome = check(root=mini, date=DATE)
    assert told(outcome) == plant.told
    assert outcome.exit_code == ExitCode.CONTENT
    assert outcome.counts["errors"] == len(outcome.diagnostics)


def test_what_only_the_whole_can_say_is_told_at_once_with_its_line(mini, plant):
    """Ten more, of what can be read and is wrong all the same."""
    exams = "referential/epreuves.yaml"
    plant("PLA-001", exams, "codes: {C9: 60, C10: 40}", "codes: {C9: 60, C10: 30}", line=68)
    plant("PLA-005", exams, "duree: 90", "duree: 80", line=40)
    plant("CRI-003", "referential/criteres.yaml", "C1.a, poids: 2", "C1.a, poids: 0", line=28)
    rules = "referential/regles.yaml"
    plant("REF-033", rules, "part_fin_formation: {valeur: 60", SHARE, line=None)
    plant("SCN-022", BRIDGE, "type: GEO-01", "type: DIP-01", line=1)
    plant("SUJ-010", BRIDGE, 'titre: "Les enjeux', f'titre: "{LONG}', line=83)
    plant("SCN-040", VISIT, "le programme de la visite", "le programme de {{ p.nom }}", line=46)
    plant("SCN-031", VISIT, "{invites: 54, tables: 6}", "{invites: 40, tables: 5}", line=1)
    plant("SUJ-007", MARKET, PROMPTS, "", line=78)
    plant("PAY-032", MARKET, "base: QZC", "base: ISL", line=12)
    outcome = check(root=mini, date=DATE)
    assert told(outcome) == plant.told


def test_a_fault_leaves_the_other_scenarios_readable(mini, edit):
    edit(mini / BRIDGE, "points: 6, indispensable: true}\n  - {id: T1b", POINTS)
    outcome = check(root=mini, date=DATE)
    assert outcome.counts["scenarios"] == 2
    assert {code for code, _, _ in told(outcome)} == {"SUJ-001"}


@pytest.mark.parametrize("date", ["", "demain", "2026-02-30"])
def test_a_date_that_is_none_is_a_fault_of_use(mini, date):
    with pytest.raises(UsageError, match="n'est pas une date"):
        check(root=mini, date=date)


def test_scenarios_are_expired_on_the_day_that_is_asked(mini):
    outcome = check(root=mini, date="2030-01-01")
    assert {code for code, _, _ in told(outcome, Severity.WARNING)} == {"SCN-024"}
    assert outcome.exit_code == ExitCode.DONE
    assert outcome.lines[-1] == "Erreurs : 0 ; avertissements : 3."


def test_outside_a_workspace_the_message_says_what_is_missing(tmp_path):
    with pytest.raises(UsageError, match="referential/, scenarios/, templates/"):
        check(root=tmp_path, date=DATE)


def test_progress_goes_to_the_end_even_when_a_variant_cannot_be_set(mini, edit):
    edit(mini / VISIT, "{{ v.invites-v.tables*3 }}", "{{ v.invites/(v.tables-5) }}")
    seen = []
    outcome = check(root=mini, date=DATE, progress=lambda *step: seen.append(step))
    assert {code for code, _, _ in told(outcome)} == {"SCN-016"}
    assert seen[-1][1:] == (24, 24)
