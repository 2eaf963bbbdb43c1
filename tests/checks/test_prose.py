"""Typing faults in the sources of scenarios."""

from dataclasses import replace

import pytest

from pipeline.checks import prose as checks
from pipeline.rules import wording as words


def problems(bank, text):
    """What is said of the mention of the only scenario, and of nothing else."""
    (scenario,) = bank.scenarios
    bank = replace(bank, scenarios=(replace(scenario, mention=text),))
    found = [f for check in checks.ALL for f in check(bank)]
    assert {f.code for f in found} <= {"SCN-033"}
    return [f.message.split(" (« ")[0] for f in found]


def test_the_shipped_scenarios_are_well_typed(shipped_bank):
    assert [f for check in checks.ALL for f in check(shipped_bank)] == []


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("deux  espaces", words.DOUBLE_SPACE),
        ('un "mot"', words.STRAIGHT_QUOTES),
        ("attendre...", words.THREE_DOTS),
        ("un , deux", words.SPACE_BEFORE_COMMA),
        ("un,deux", words.NO_SPACE_AFTER_COMMA),
        ("«mot »", words.NO_SPACE_IN_QUOTES),
        ("pourquoi?", words.NO_SPACE_BEFORE_MARK.format(mark="; : ! ?")),
        ("« mot", words.UNBALANCED_QUOTES),
        ("(mot", words.UNBALANCED_PARENTHESES),
        ("un \u201cmot\u201d", words.CURLY_QUOTES),
        ("10\u2009000 habitants", words.ODD_SPACE),
        ("co\u00adopération", words.ODD_SPACE),
        ("une manoeuvre", words.NO_LIGATURE),
        ("Le coeur du sujet", words.NO_LIGATURE),
        ("l'Etat hôte", words.NO_CAPITAL_ACCENT),
        ("A partir de la note", words.NO_CAPITAL_ACCENT),
        ("le 2ème lot", words.BAD_ORDINAL),
        ("la 1ère tranche", words.BAD_ORDINAL),
        ("et la suite….", words.DOUBLE_MARK),
        ("un point..", words.DOUBLE_MARK),
        ("une hausse de 3.5 %", words.DECIMAL_POINT),
        ("12.5 M€ engagés", words.DECIMAL_POINT),
        ("pour 12000 personnes", words.UNGROUPED),
        ("un coût de €500", words.UNIT_BEFORE),
        ("une salle de 40 m2", words.PLAIN_SQUARE),
        ("( mot)", words.SPACE_IN_PARENTHESES),
        ("(mot )", words.SPACE_IN_PARENTHESES),
        ("le prix { v.prix }", words.LONE_BRACE),
        ("le prix {{ v.prix }", words.LONE_BRACE),
    ],
)
def test_a_typing_fault_is_told(bank_of_one, text, problem):
    owner = bank_of_one.scenarios[0].id
    assert problems(bank_of_one, text) == [f"{owner} : {problem}"]


@pytest.mark.parametrize(
    "text",
    [
        "Exercice ; « oui », à 14:30 (J-3).",
        "{{ 'x' if v.a > 3 else \"y\" }} reste",
        'The note: "of the" end?',
        "A appris la nouvelle : la 1re tranche, le 2e lot, le 1er juin, 12 000 personnes, 3,5 %.",
        "Article 5.2, à 14.30, ISO 19600-2021, {{ v.a*12000 }}, poème et coexistence, 40 m².",
        "L'État, l'œuvre, Etna et Élections… puis (rien).",
        "« Il a dit \u201coui\u201d », l'article 5.2 mentionne 12 M€ 2024, 75007 Paris.",
    ],
)
def test_right_texts_tags_and_english_are_left_alone(bank_of_one, text):
    assert problems(bank_of_one, text) == []


def test_half_a_tag_is_told_in_an_english_text_too(bank_of_one):
    (found,) = problems(bank_of_one, "the price of the plan is { v.price }")
    assert found.endswith(words.LONE_BRACE)


def test_the_words_around_the_fault_are_quoted(bank_of_one):
    (scenario,) = bank_of_one.scenarios
    text = "Un long début sans aucune faute de frappe, puis deux  espaces et une suite tout aussi longue."
    bank = replace(bank_of_one, scenarios=(replace(scenario, mention=text),))
    (found,) = checks.sources_are_well_typed(bank)
    assert "deux espaces" in found.message
    assert "Un long début" not in found.message
