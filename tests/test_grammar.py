"""Elision before names, and the faults that a name put into a sentence leaves."""

import pytest

from pipeline.grammar import (
    capitalized,
    de,
    leftovers,
    lint,
    lint_country,
    plural,
    starts_with_vowel,
)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Kéréma", "de Kéréma"),
        ("Adéma", "d'Adéma"),
        ("Émeraude", "d'Émeraude"),
        ("Haïti", "d'Haïti"),
        ("Honduras", "de Honduras"),
        ("hôpital", "d'hôpital"),
        ("onze communes", "de onze communes"),
        ("un acteur", "d'un acteur"),
        ("Yaoundé", "de Yaoundé"),
        ("Ys", "d'Ys"),
        ("Le Caire", "du Caire"),
        ("les Amis", "des Amis"),
        ("La Paz", "de La Paz"),
        ("l'agence", "de l'agence"),
        ("", "de "),
    ],
)
def test_de_elides_and_contracts(name, said):
    assert de(name) == said


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("le port de Iran", "de Iran"),
        ("le Iran", "le Iran"),
        ("jusque ici", "jusque ici"),
        ("de habitants", "de habitants"),
        ("si ils partent", "si ils"),
        ("sa action", "sa action"),
        ("ce accord", "ce accord"),
        ("l'Mali", "l'Mali"),
        ("du Iran", "du Iran"),
        ("au hôpital", "au hôpital"),
        ("à le Mali", "à le Mali"),
        ("à les Philippines", "à les Philippines"),
        ("de le Mali", "de le Mali"),
        ("de les ONG", "de les ONG"),
        ("de des gens", "de des gens"),
        ("au les ports", "au les ports"),
        ("Les Philippines compte deux ports", "Les Philippines compte"),
        ("Fin. Les Pays-Bas est", "Les Pays-Bas est"),
        ("La Guinée comptent", "La Guinée comptent"),
        ("la la mine", "la la"),
        ("C'est long. la Guinée attend", "la Guinée"),
        ("un , deux", "un ,"),
        ("fin .", "fin ."),
        ("vide () ici", "()"),
        ("{{ p.le }}", "{{"),
        ("{% if %}", "{%"),
        ("coût : None", "None"),
        ("soit nan euros", "nan"),
        ("deux  espaces", "x  e"),
        ('un "mot"', '"mot'),
    ],
)
def test_a_fault_is_told_with_its_words(text, fault):
    assert any(f"« {fault} »" in told for told in lint(text)), lint(text)


@pytest.mark.parametrize(
    "text",
    [
        "aujourd'hui, l'eau, d'ici, qu'il, jusqu'à",
        "de le faire, de les convaincre, à le plus souvent",
        "la une, de onze, le oui, de un à trois",
        "nous nous engageons, vous vous trompez",
        "le ou la responsable, les uns et les autres",
        "une des deux rives, un des ports",
        "au-delà, au moins",
        "le Yémen, la Hongrie, le héros, le Honduras",
        "l'ONG, d'EDF, de RFI, d'RFI",
        "Les États-Unis comptent ; les Philippines ont",
        "La Guinée et le Mali comptent",
        "les ports de la Guinée sont ouverts",
        "L’eau d’Iran ; « oui »",
        "art. 4 al. 2, M. Le Goff",
        "de A à Z",
    ],
)
def test_right_french_is_left_alone(text):
    assert lint(text) == ()


@pytest.mark.parametrize("text", ["au Mali, du Mali, le Mali, de Mali", "Au Mali. Le Mali"])
def test_the_forms_of_a_country_are_right(text):
    assert lint_country(text, "Mali", ("le Mali", "au Mali", "du Mali", "de Mali")) == ()


@pytest.mark.parametrize(
    "wrong", ["à Mali", "en Mali", "la Mali", "aux Mali", "l'Mali", "de la Mali"]
)
def test_another_form_is_wrong(wrong):
    told = lint_country(f"hier {wrong} encore", "Mali", ("le Mali", "au Mali", "du Mali"))
    assert told == (f"article ou préposition : « {wrong} »",)


def test_a_country_inside_the_name_of_another_is_not_looked_at():
    text = "en Guinée équatoriale, à Guinée-Bissau"
    assert lint_country(text, "Guinée", ("la Guinée",)) == ()


def test_in_any_language_only_what_was_left_over_is_told():
    assert leftovers("the port of Iran") == ()
    assert len(leftovers("{{ v.x }}  is None")) == 3


def test_zero_and_one_and_a_half_are_singular():
    assert [plural(n, "jour", "jours") for n in (0, 1, 2, -3)] == ["jour", "jour", "jours", "jours"]


def test_only_the_first_letter_is_put_in_capital():
    assert (capitalized("la Guinée"), capitalized("")) == ("La Guinée", "")


def test_a_vowel_is_heard_not_seen():
    heard = [
        w for w in ("île", "œuvre", "homme", "hibou", "yaourt", "onze") if starts_with_vowel(w)
    ]
    assert heard == ["île", "œuvre", "homme"]
