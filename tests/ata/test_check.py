"""A table that asks for what is not there is refused by name, before any solving."""

from decimal import Decimal

import pytest

from pipeline.ata.check import check_table, shape_faults
from pipeline.ata.table import problem_of
from pipeline.diagnostics import ContentError, Severity, Source
from pipeline.model.requirement import Goal, Measure, Scope

HERE = Source(path="referential/epreuves.yaml", line=12)


@pytest.fixture
def rows(ata):
    return [
        ata.row("a", {"code": ("C1",), "scenario": ("s1",)}, points=5, minutes=10),
        ata.row("b", {"code": ("C2",), "scenario": ("s2",)}, points=5, minutes=20),
        ata.row("c", {"code": ("C3",)}, minutes=20),
    ]


def codes(rule, rows):
    return [d.code for d in check_table([rule], rows)]


def test_a_condition_that_nothing_meets_is_named_with_its_place_and_its_words(ata, rows):
    rule = ata.rule(
        "somme",
        1,
        name="cat",
        condition=ata.word("code", "C9"),
        written='code == "C9"',
        source=HERE,
    )
    (fault,) = check_table([rule], rows)
    assert (fault.code, fault.source, fault.severity) == ("TAB-001", HERE, Severity.ERROR)
    assert fault.message == (
        "la règle « cat » (la règle cat) demande quelque chose, et rien dans la banque ne remplit sa condition"
        ' : code == "C9"'
    )


@pytest.mark.parametrize("goal", [Goal.MINIMISE, Goal.MAXIMISE, Goal.MINIMAX, Goal.MAXIMIN])
def test_an_aim_at_nothing_is_refused(ata, rows, goal):
    rule = ata.rule("somme", 3, 3, goal=goal, condition=ata.word("code", "C9"))
    assert codes(rule, rows) == ["TAB-001"]


def test_a_wish_that_nothing_helps_is_told_and_does_not_stop(ata, rows):
    rule = ata.rule("part", 10, 10, column="C9", goal=Goal.SOFT)
    (fault,) = check_table([rule], rows)
    assert (fault.code, fault.severity) == ("TAB-011", Severity.WARNING)
    assert problem_of([rule], rows).wishes[0].requirement is rule


@pytest.mark.parametrize(
    "changes",
    [{"low": None, "high": 0}, {"low": 0, "high": 4}, {"low": -2, "high": None}],
)
def test_a_rule_that_asks_for_nothing_may_find_nothing(ata, rows, changes):
    rule = ata.rule("somme", **changes, condition=ata.word("code", "C9"))
    assert codes(rule, rows) == []


@pytest.mark.parametrize(
    ("measure", "column"), [("somme", "mots"), ("nombre", "famille"), ("moyenne", "difficulte")]
)
def test_a_column_that_is_empty_where_it_is_counted_is_named(ata, rows, measure, column):
    assert codes(ata.rule(measure, 1, column=column), rows) == ["TAB-002"]


def test_a_column_filled_elsewhere_only_is_as_empty(ata, rows):
    rule = ata.rule("nombre", 1, column="scenario", condition=ata.word("code", "C3"))
    assert codes(rule, rows) == ["TAB-002"]


@pytest.mark.parametrize("goal", [Goal.HARD, Goal.MINIMAX])
def test_a_least_amount_above_the_largest_is_refused(ata, rows, goal):
    (fault,) = check_table([ata.rule("somme", 3, "2.5", column="minutes", goal=goal)], rows)
    assert fault.code == "TAB-003"
    assert "3, dépasse son maximum, 2,5" in fault.message


@pytest.mark.parametrize("measure", ["part", "moyenne"])
def test_shares_and_means_are_of_points(ata, rows, measure):
    rule = ata.rule(measure, 1, column="minutes", condition=ata.word("code", "C3"))
    assert codes(rule, rows) == ["TAB-004"]


@pytest.mark.parametrize("measure", ["moyenne", "nombre", "chaque", "entier"])
def test_what_is_counted_by_column_needs_one(ata, rows, measure):
    assert codes(ata.rule(measure, 1, 2), rows) == ["TAB-005"]


@pytest.mark.parametrize(
    ("scope", "measure"),
    [
        (Scope.FORM, Measure.USES),
        (Scope.FORMS, Measure.EACH),
        (Scope.FORMS, Measure.WHOLE),
        (Scope.PAIR, Measure.SHARE),
        (Scope.PAIR, Measure.MEAN),
        (Scope.PAIR, Measure.USES),
        (Scope.PAIR, Measure.EACH),
        (Scope.PAIR, Measure.WHOLE),
    ],
)
def test_a_measure_without_meaning_over_its_scope_is_refused(ata, rows, scope, measure):
    assert codes(ata.rule(measure, 0, 2, column="scenario", scope=scope), rows) == ["TAB-006"]


@pytest.mark.parametrize("goal", list(Goal)[1:])
@pytest.mark.parametrize(
    ("scope", "measure"),
    [
        (Scope.FORM, Measure.EACH),
        (Scope.FORM, Measure.WHOLE),
        (Scope.FORMS, Measure.SUM),
        (Scope.FORMS, Measure.USES),
        (Scope.PAIR, Measure.DISTINCT),
    ],
)
def test_what_is_kept_or_not_is_no_wish(ata, rows, scope, measure, goal):
    rule = ata.rule(measure, 0, 2, column="scenario", scope=scope, goal=goal)
    assert codes(rule, rows) == ["TAB-007"]


@pytest.mark.parametrize("goal", [Goal.HARD, Goal.SOFT, Goal.MINIMAX])
def test_a_rule_without_bounds_asks_nothing_and_is_told(ata, rows, goal):
    assert codes(ata.rule("somme", column="minutes", goal=goal), rows) == ["TAB-008"]


def test_amounts_to_make_small_or_large_and_whole_words_need_no_bounds(ata, rows):
    assert codes(ata.rule("somme", column="minutes", goal=Goal.MAXIMIN), rows) == []
    assert codes(ata.rule("entier", column="scenario"), rows) == []


def test_a_negative_weight_is_refused(ata, rows):
    assert codes(ata.rule("somme", 1, weight=-1, goal=Goal.SOFT), rows) == ["TAB-009"]


@pytest.mark.parametrize(
    ("measure", "column", "low"),
    [("somme", "", 4), ("somme", "minutes", 51), ("nombre", "scenario", 3)],
)
def test_more_than_all_there_is_is_refused_with_what_there_is(ata, rows, measure, column, low):
    (fault,) = check_table([ata.rule(measure, low, column=column)], rows)
    assert fault.code == "TAB-010"
    assert f"au moins {low}, et la banque entière n'offre que {low - 1}" in fault.message


def test_all_there_is_may_be_asked_for_and_several_forms_may_add_up_to_more(ata, rows):
    assert codes(ata.rule("somme", 50, column="minutes"), rows) == []
    assert codes(ata.rule("somme", 80, column="minutes", scope=Scope.FORMS), rows) == []


def test_every_fault_of_every_active_rule_is_told_at_once(ata, rows):
    table = [
        ata.rule("chaque", 3, 2, goal=Goal.SOFT, weight=-1),
        ata.rule("somme", 2, 1, active=False),
        ata.rule("somme", 9, name="many"),
        ata.rule("somme", 1, name="fine"),
    ]
    assert [d.code for d in check_table(table, rows)] == [
        "TAB-007",
        "TAB-005",
        "TAB-003",
        "TAB-009",
        "TAB-010",
    ]


def test_a_problem_of_a_faulty_table_is_refused_with_all_its_errors(ata, rows):
    table = [
        ata.rule("part", 1, column="C9", goal=Goal.SOFT, name="wish"),
        ata.rule("somme", 9, name="many"),
        ata.rule("nombre", 3, column="scenario", name="wide"),
    ]
    with pytest.raises(ContentError) as error:
        problem_of(table, rows)
    assert error.value.message == "la table de règles ne peut être résolue : 2 fautes"
    assert [d.code for d in error.value.diagnostics] == ["TAB-010", "TAB-010"]


def test_a_part_of_the_rows_may_lack_what_is_asked_but_no_table_may_make_no_sense(ata, rows):
    table = [ata.rule("somme", 9, name="many")]
    assert problem_of(table, rows, part=True).limits[0].lower == Decimal(9)
    with pytest.raises(ContentError, match="1 faute"):
        problem_of([ata.rule("somme", 2, 1)], rows, part=True)


def test_hostile_names_are_told_as_they_are(ata, rows):
    rule = ata.rule("somme", 2, 1, name="{0}{rule}\n<b>")
    assert "« {0}{rule}\n<b> »" in next(shape_faults(rule)).message
