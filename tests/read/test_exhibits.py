"""The documents of a dossier: kinds, dates, tables, charts."""

import pytest

from pipeline.model.scenario import ChartSpec
from pipeline.read.scenarios import read_scenarios

FILE = "geo/mine.yaml"


def read(mini):
    return read_scenarios(mini.root, mini.codes)


def test_a_document_is_read_whole(mini):
    (scenario,), _ = read(mini)
    table, press = scenario.exhibits
    assert (table.id, table.kind, table.date, table.language) == ("D1", "tableau", "J-1", "fr")
    assert (table.columns, table.rows) == (("Poste", "Valeur"), (("Tonnes", "{{ v.tonnes }}"),))
    assert table.chart == ChartSpec(
        kind="barres", categories=0, series=(1,), title="Tonnes", unit="t"
    )
    assert (press.language, press.rows, press.chart) == ("en", (), None)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("genre: depeche", "genre: depeches", "SCN-004"),
        ("date: J-1", "date: 2026-11-22", "SCN-005"),
        ('  corps: "It\'s {{ v.tonnes|nombre }} tonnes: \\"a lot\\"; really?"\n', "", "SCN-008"),
        ('- [Tonnes, "{{ v.tonnes }}"]', '- [Tonnes, "{{ v.tonnes }}", 3]', "SCN-009"),
        ('- [Tonnes, "{{ v.tonnes }}"]', "- [Tonnes, [1]]", "LEC-011"),
        ('- [Tonnes, "{{ v.tonnes }}"]', "- Tonnes", "LEC-011"),
        ("series: [1]", "series: [2]", "SCN-010"),
        ("series: [1]", "series: [0]", "SCN-010"),
        ("series: [1]", "series: [un]", "SCN-010"),
        ("type: barres", "type: camembert", "LEC-013"),
        ("langue: en", "langue: de", "LEC-013"),
    ],
)
def test_a_fault_is_told(mini, old, new, code):
    mini.change(FILE, old, new)
    scenarios, faults = read(mini)
    assert scenarios == ()
    assert code in [f.code for f in faults]


def test_an_unknown_kind_is_told_with_those_it_resembles(mini):
    mini.change(FILE, "genre: depeche", "genre: depeches")
    _, faults = read(mini)
    assert [(f.source.line, f.hint) for f in faults] == [
        (mini.line(FILE, "genre: depeches"), "valeurs proches : depeche")
    ]
