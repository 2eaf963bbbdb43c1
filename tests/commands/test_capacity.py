"""``epreuve capacity``: the tables, one exam in sentences, what is refused."""

import json

import pytest

from pipeline.commands import capacity as command
from pipeline.commands.capacity import capacity
from pipeline.commands.generate import generate
from pipeline.diagnostics import UsageError


def test_every_exam_has_its_row_and_what_limits_it(mini, when):
    told = []
    outcome = capacity(root=mini, when=when, progress=lambda *step: told.append(step))
    exams = outcome.data["exams"]
    screen = "\n".join(outcome.lines)
    assert outcome.exit_code == 0
    assert outcome.counts["exams"] == len(exams) == len(told)
    assert told[-1][1:] == (len(exams), len(exams))
    for exam in exams:
        assert sum(line.split()[:1] == [exam] for line in outcome.lines) == 2
    assert "Sujets : combien la banque en porte qui ne partagent rien" in screen
    assert "Tickets et simulations : combien la banque en porte" in screen
    assert "est le code le moins fourni" in screen
    assert outcome.files == ()


def test_the_counts_are_those_of_the_exams(mini, when):
    outcome = capacity(root=mini, when=when)
    exams = outcome.data["exams"].values()
    orals = [e for e in exams if e["kind"] in ("ticket", "simulation")]
    assert outcome.counts["tickets"] == sum(e["different"] for e in orals)
    assert outcome.counts["empty"] == sum(not e["different"] for e in exams)
    for exam in exams:
        worst = [exam["worst"][n] for n in sorted(exam["worst"], key=int)]
        assert worst == sorted(worst)
        assert exam["left"] == exam["sessions"]


def test_one_exam_is_told_in_sentences(mini, when):
    everything = capacity(root=mini, when=when).data["exams"]
    for exam, data in everything.items():
        outcome = capacity(exam, root=mini, when=when)
        screen = "\n".join(outcome.lines)
        assert outcome.data == {"exams": {exam: data}}
        assert outcome.lines[0].startswith(f"{exam} - ")
        assert f"Scénarios utilisables : {data['scenarios']}" in screen
        for count in data["worst"]:
            assert f"Pire écart, pour {count} :" in screen


def test_the_outcome_is_plain_json(mini, when):
    outcome = capacity(root=mini, when=when)
    assert json.loads(json.dumps(outcome.data)) == outcome.data


def test_what_a_session_has_set_is_left_out_of_what_remains(mini_session, when):
    generate(mini_session.name, root=mini_session.root, when=when)
    exams = capacity(root=mini_session.root, when=when).data["exams"]
    assert any(exam["left"] < exam["sessions"] for exam in exams.values())
    assert all(exam["left"] <= exam["sessions"] for exam in exams.values())


def test_an_exam_that_does_not_exist_is_refused_with_those_that_do(mini, when):
    with pytest.raises(UsageError) as refused:
        capacity("B9-ECRIT", root=mini, when=when)
    assert refused.value.message == (
        "l'épreuve B9-ECRIT n'existe pas dans referential/epreuves.yaml"
    )
    assert refused.value.hint.startswith("épreuves connues : ")


def test_a_scenario_with_faults_is_left_out_and_told(mini, when):
    path = next((mini / "scenarios").glob("*/*.yaml"))
    path.write_text(path.read_text("utf-8") + "\ninconnu: 1\n", "utf-8")
    outcome = capacity(root=mini, when=when)
    assert [fault.source.path for fault in outcome.diagnostics] == [
        path.relative_to(mini).as_posix()
    ]


def alter(root, exam, *lines):
    """Add lines to an exam of the mini workspace."""
    path = root / "referential" / "epreuves.yaml"
    text = path.read_text("utf-8")
    line = next(line for line in text.splitlines() if line.strip().startswith(f"- id: {exam}"))
    indent = " " * (len(line) - len(line.lstrip()) + 2)
    path.write_text(
        text.replace(line, "\n".join([line, *(indent + own for own in lines)])), "utf-8"
    )


def first(root, when, *, ticket):
    """The first exam of a kind."""
    exams = capacity(root=root, when=when).data["exams"]
    return next(name for name, found in exams.items() if (found["kind"] == "ticket") is ticket)


def test_caps_are_said(mini, when):
    exam = first(mini, when, ticket=True)
    alter(mini, exam, "usages_question: 2", "usages_scenario: 1")
    outcome = capacity(exam, root=mini, when=when)
    assert outcome.data["exams"][exam]["caps"] == {"items": 2, "scenarios": 1}
    screen = "\n".join(outcome.lines)
    assert "2 tickets au plus par question, 1 ticket au plus par scénario" in screen


@pytest.mark.parametrize("ticket", [True, False])
def test_an_exam_that_nothing_satisfies_names_the_idle_scenarios(mini, when, monkeypatch, ticket):
    exam = first(mini, when, ticket=ticket)
    alter(mini, exam, "documents: [12, 12]")
    monkeypatch.setattr(command, "NAMED", 0)
    outcome = capacity(exam, root=mini, when=when)
    found = outcome.data["exams"][exam]
    assert (found["different"], found["worst"]) == (0, {})
    assert len(found["idle"]) == found["scenarios"] > 0
    screen = "\n".join(outcome.lines)
    assert "rien de conforme ; « epreuve assemble » dit quelles règles s'y opposent" in screen
    assert f"et {len(found['idle'])} de plus" in screen
