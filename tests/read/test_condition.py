"""The condition of a rule of assembly: what it may say, what it means, what is refused."""

from decimal import Decimal

import pytest

from pipeline.diagnostics import Source
from pipeline.model.requirement import ALWAYS, Row
from pipeline.read.condition import Columns, parse_condition

HERE = Source(path="referential/epreuves.yaml", line=3)
COLUMNS = Columns(
    numbers=("points", "minutes", "difficulte", "C6"), words=("code", "niveau", "decision")
)
ROW = Row(
    id="T1",
    numbers={"points": Decimal(10), "minutes": Decimal(25), "C6": Decimal("2.5")},
    words={"code": ("C5", "C6"), "niveau": ("evaluer",), "decision": ("oui",)},
)


def parsed(text):
    condition, faults = parse_condition(text, HERE, COLUMNS)
    assert faults == ()
    return condition


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("", True),
        ('code == "C6"', True),
        ('"C5" == code', True),
        ('code == "C7"', False),
        ('code != "C7"', True),
        ('code != "C6"', False),
        ("minutes <= 25", True),
        ("minutes < 25", False),
        ("25 >= minutes", True),
        ("30 < minutes", False),
        ("minutes != 25", False),
        ("minutes == 25", True),
        ("C6 > 2.4", True),
        ("C6 >= 2.6", False),
        ("difficulte == 0", True),
        ("points > -1", True),
        ('niveau in ["evaluer", "concevoir"]', True),
        ('niveau in ("analyser",)', False),
        ('niveau not in ["analyser"]', True),
        ('"C6" in code', True),
        ('"C6" not in code', False),
        ("minutes in [20, 25]", True),
        ("decision", True),
        ("not decision", False),
        ('code == "C6" and minutes > 30', False),
        ('code == "C9" or minutes > 20', True),
        ('not (code == "C9" or minutes > 30) and decision', True),
    ],
)
def test_a_condition_means_what_it_says(text, holds):
    assert parsed(text).holds(ROW) is holds


def test_no_condition_is_the_one_that_always_holds():
    assert parsed("  ") == ALWAYS


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("code ==", "ce n'est pas une expression"),
        ("a b", "ce n'est pas une expression"),
        ('codee == "C6"', "la colonne « codee » n'existe pas"),
        ("minute", "la colonne « minute » n'existe pas"),
        ("code == 6", "la colonne « code » se compare à un mot"),
        ("code < 'C6'", "les mots de la colonne « code » n'ont pas d'ordre"),
        ('minutes == "25"', "la colonne « minutes » se compare à un nombre"),
        ("1 == 1", "une comparaison met une colonne en face d'une valeur"),
        ("minutes < points", "une comparaison met une colonne en face d'une valeur"),
        ("minutes < -points", "une comparaison met une colonne en face d'une valeur"),
        ("minutes < None", "une comparaison met une colonne en face d'une valeur"),
        ("niveau in []", "« in » attend une liste de valeurs entre crochets"),
        ('niveau in "evaluer"', "« in » attend une liste de valeurs entre crochets"),
        ("niveau in [code]", "« in » attend une liste de valeurs entre crochets"),
        ("3 in [3]", "« in » attend une liste de valeurs entre crochets"),
        ("10 < minutes < 20", "« compare » n'y a pas sa place"),
        ("minutes + 3", "« add » n'y a pas sa place"),
        ("code.__class__", "« getattr » n'y a pas sa place"),
        ("lipsum()", "« call » n'y a pas sa place"),
    ],
)
def test_what_a_condition_may_not_say_is_told_with_what_to_write(text, problem):
    condition, faults = parse_condition(text, HERE, COLUMNS)
    assert condition is None
    (fault,) = faults
    assert fault.code == "PLA-040"
    assert fault.source == HERE
    assert fault.message == f"condition de la règle illisible : {problem}"
    assert fault.hint
