"""Faults, their places, outcomes and exit codes."""

import pytest

from pipeline.diagnostics import (
    ContentError,
    Diagnostic,
    EpreuveError,
    ExitCode,
    InfeasibleError,
    LockedError,
    Outcome,
    Rule,
    Severity,
    Source,
    UsageError,
    has_errors,
)

RULE = Rule("TST-001", Severity.ERROR, "« {found} » est inconnu", "écrivez {wanted}")


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (Source(path="a.yaml"), "a.yaml"),
        (Source(path="a.yaml", line=6), "a.yaml:6"),
        (Source(path="a.yaml", line=6, column=20), "a.yaml:6:20"),
        (Source(path="a.xlsx", sheet="Salles"), "a.xlsx [Salles]"),
        (Source(path="a.xlsx", sheet="Salles", cell="B3"), "a.xlsx [Salles!B3]"),
        (Source(path="a.xlsx", cell="B3"), "a.xlsx"),
    ],
)
def test_a_place_reads_as_people_point_at_it(source, text):
    assert str(source) == text


def test_a_rule_makes_its_diagnostic_at_a_place():
    place = Source(path="a.yaml", line=6)
    assert RULE.at(place, found="C99", wanted="C9") == Diagnostic(
        code="TST-001",
        severity=Severity.ERROR,
        source=place,
        message="« C99 » est inconnu",
        hint="écrivez C9",
    )


def test_braces_in_what_people_wrote_are_left_alone():
    assert RULE.at(Source(path="a"), found="{x}{0}", wanted="{").message == "« {x}{0} » est inconnu"


def test_a_value_that_the_message_needs_is_not_forgotten():
    with pytest.raises(KeyError):
        RULE.at(Source(path="a"), found="x")


@pytest.mark.parametrize(
    ("severities", "code"),
    [
        ((), ExitCode.DONE),
        ((Severity.INFO, Severity.WARNING), ExitCode.DONE),
        ((Severity.WARNING, Severity.ERROR), ExitCode.CONTENT),
    ],
)
def test_only_errors_change_the_exit_code(severities, code):
    found = tuple(
        Diagnostic(code="TST-001", severity=s, source=Source(path="a"), message="x")
        for s in severities
    )
    assert Outcome(command="check", diagnostics=found).exit_code == code
    assert has_errors(found) == (code == ExitCode.CONTENT)


def test_an_exit_code_that_is_set_is_kept():
    assert Outcome(command="check", exit=ExitCode.GRIDS).exit_code is ExitCode.GRIDS


@pytest.mark.parametrize(
    ("error", "code"),
    [(EpreuveError, 1), (ContentError, 1), (UsageError, 2), (InfeasibleError, 4), (LockedError, 6)],
)
def test_what_stops_the_run_has_its_exit_code(error, code):
    found = error("phrase", "conseil", ())
    assert (found.message, found.hint, found.diagnostics, str(found)) == (
        "phrase",
        "conseil",
        (),
        "phrase",
    )
    assert found.exit_code == code


def test_exit_codes_are_a_contract():
    assert {c.name: int(c) for c in ExitCode} == {
        "DONE": 0,
        "CONTENT": 1,
        "USAGE": 2,
        "BUG": 3,
        "INFEASIBLE": 4,
        "GRIDS": 5,
        "LOCKED": 6,
        "INTERRUPTED": 130,
    }
