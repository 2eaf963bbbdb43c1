"""The rules that exams have of their own, against everything that the bank has for them."""

from dataclasses import replace
from decimal import Decimal

from pipeline.assemble.tables import table_faults
from pipeline.model.requirement import Change, Compare, Comparison, Measure, Requirement


def rule(name="anglais", value="en", **changes):
    condition = Compare(column="langue", comparison=Comparison.EQUAL, value=value)
    values = {"id": name, "label": name, "measure": Measure.SUM, "condition": condition}
    return Requirement(**(values | {"low": Decimal(1)} | changes))


def world(make, *rules, changes=(), exams=("B1-ECRIT",)):
    blueprints = [
        replace(make.blueprint(name), requirements=rules, changes=changes) for name in exams
    ]
    return make.bank([make.scenario("A1", [make.item("T1", {"C1": 10})])], blueprints)


def test_a_rule_that_finds_what_it_asks_for_is_no_fault(make):
    assert list(table_faults(world(make, rule(value="fr")))) == []


def test_a_rule_whose_condition_meets_nothing_is_told_by_its_name(make):
    (fault,) = table_faults(world(make, rule()))
    assert fault.code == "TAB-001"
    assert "anglais" in fault.message


def test_what_several_exams_share_is_told_once(make):
    (fault,) = table_faults(world(make, rule(), exams=("B1-ECRIT", "B1-CAS")))
    assert fault.code == "TAB-001"


def test_a_changed_rule_is_looked_at_and_the_other_standard_rules_are_not(make):
    upside_down = Change(id="minutes", low=Decimal(900))
    (fault,) = table_faults(world(make, changes=(upside_down,)))
    assert fault.code == "TAB-003"
    assert list(table_faults(world(make))) == []


def test_a_suspended_rule_asks_nothing(make):
    assert list(table_faults(world(make, rule(active=False)))) == []


def test_only_the_items_that_the_exam_may_ask_count(make):
    plan = replace(make.oral(), requirements=(rule(value="fr"),))
    bank = make.bank([make.scenario("A1", [make.item("T1", {"C1": 10})])], [plan])
    assert [fault.code for fault in table_faults(bank)] == ["TAB-001"]
