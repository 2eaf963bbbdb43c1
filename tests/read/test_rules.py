"""``regles.yaml``: a closed catalogue of rules, each with its value and its origin."""

from decimal import Decimal
from pathlib import Path

import pytest

from pipeline.read.rules import read_rules

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = (ROOT / "referential" / "regles.yaml").read_text("utf-8")


def read(root, text):
    (root / "referential").mkdir(exist_ok=True)
    (root / "referential" / "regles.yaml").write_text(text, "utf-8")
    return read_rules(root)


def changed(old, new):
    assert SHIPPED.count(old) == 1, old
    return SHIPPED.replace(old, new)


def test_the_shipped_rules_are_those_of_the_domain():
    rules, faults = read_rules(ROOT)
    assert faults == ()
    expected = {
        "notation.conversion": "seuil_20",
        "bloc.seuil": Decimal(10),
        "bloc.plancher_interne": Decimal(7),
        "bloc.part_controle_continu": Decimal(40),
        "bloc.part_fin_formation": Decimal(60),
        "bloc.part_codes_acquis_minimale": Decimal(75),
        "bloc.part_individuelle_minimale": Decimal(60),
        "certification.capitalisation": "communs_et_une_specialisation",
        "certification.compensation_entre_blocs": False,
        "double_correction.ecart_maximum": Decimal(3),
        "double_correction.ecart_niveaux": Decimal(2),
        "rattrapage.sessions_maximum": Decimal(1),
        "rattrapage.delai_maximum_mois": Decimal(12),
        "mentions.actives": False,
        "epreuve.note_eliminatoire": None,
        "oral.savoir_etre_maximum": Decimal(4),
        "oral.savoir_etre_poids": Decimal(0),
        "session_remplacement.pour": ("ABJ",),
        "amenagements.temps_majores": ("0", "0.333333"),
        "jury.part_exterieurs_minimale": Decimal(50),
    }
    assert {rule: rules.values[rule] for rule in expected} == expected
    assert set(rules.origins) == set(rules.values)
    assert set(rules.origins.values()) == {"source", "exemple", "proposition"}


FAULTS = [
    ("valeur: seuil_20", 'valeur: ""', "LEC-017"),
    ("origine: source\n    note", "origine: rumeur\n    note", "LEC-013"),
    ("  conversion:", "  conversions:", "REF-030"),
    ("  conversion:", "  conversions:", "REF-031"),
    ("recours:", "appels:", "REF-030"),
    ("valeur: 0.01", "valeur: fin", "LEC-011"),
    ("valeur: 0.01", "valeur: 1.5", "LEC-012"),
    ("valeur: demi_superieur", "valeur: au_hasard", "LEC-013"),
    ("  active: {valeur: true", "  active: {valeur: vrai", "LEC-011"),
    ("[0, 0.333333]", "[0, tiers]", "REF-032"),
    ("[0, 0.333333]", "[0, 3]", "REF-032"),
    ("  delai_jours: {valeur: 90, origine: exemple}", "  delai_jours: 90", "LEC-011"),
    (
        "  delai_jours: {valeur: 90, origine: exemple}",
        "  delai_jours: {valeur: null, origine: exemple}",
        "LEC-009",
    ),
    (
        "  delai_jours: {valeur: 90, origine: exemple}",
        "  delai_jours: {valeurs: 90, origine: exemple}",
        "LEC-010",
    ),
    ("valeur: [ABJ]", "valeur: ABJ", "LEC-011"),
    ("schema: epreuve/regles@1", "schema: epreuve/regles@2", "LEC-013"),
]


@pytest.mark.parametrize(("old", "new", "code"), FAULTS)
def test_a_fault_is_told_and_no_rules_are_returned(tmp_path, old, new, code):
    rules, faults = read(tmp_path, changed(old, new))
    assert rules is None
    assert code in [f.code for f in faults]


def test_a_misspelt_rule_says_which_was_meant(tmp_path):
    _, faults = read(tmp_path, changed("  duree_capitalisation_mois:", "  duree_capitalisation:"))
    unknown = next(f for f in faults if f.code == "REF-030")
    assert unknown.hint.startswith("valeurs proches : certification.duree_capitalisation_mois")


def test_an_optional_rule_is_switched_off_by_null(tmp_path):
    rules, faults = read(
        tmp_path, changed("plancher_interne: {valeur: 7,", "plancher_interne: {valeur: null,")
    )
    assert faults == ()
    assert rules.values["bloc.plancher_interne"] is None


def test_the_fingerprint_follows_the_values_and_nothing_else(tmp_path):
    shipped, _ = read(tmp_path, SHIPPED)
    commented, _ = read(
        tmp_path, "# autre commentaire\n" + changed("valeur: 0.10", "valeur: '0,1'")
    )
    noted, _ = read(
        tmp_path, changed("origine: source\n    note", "origine: proposition\n    note")
    )
    stricter, _ = read(
        tmp_path, changed("plancher_interne: {valeur: 7,", "plancher_interne: {valeur: 8,")
    )
    assert shipped.fingerprint == commented.fingerprint == noted.fingerprint
    assert stricter.fingerprint != shipped.fingerprint
    assert len(shipped.fingerprint) == 64


def test_the_fingerprint_does_not_mix_lists_and_texts(tmp_path):
    one, _ = read(tmp_path, changed("valeur: [ABJ]", "valeur: [ABJ, ABI]"))
    two, _ = read(tmp_path, changed("valeur: [ABJ]", 'valeur: ["ABJ, ABI"]'))
    assert one.fingerprint != two.fingerprint


@pytest.mark.parametrize(
    "text", ["", "[]", "schema: epreuve/regles@1", "notation: 3", "notation: {conversion: []}"]
)
def test_what_are_no_rules_are_refused_without_a_crash(tmp_path, text):
    rules, faults = read(tmp_path, text)
    assert rules is None
    assert faults
