"""``epreuve swap``: what is proposed, what is put, what is refused; every other form stays as it is."""

import re

import pytest

from pipeline.assemble.swap import items_of
from pipeline.commands.assemble import assemble
from pipeline.commands.publish import publish
from pipeline.commands.swap import swap
from pipeline.diagnostics import ContentError, InfeasibleError, UsageError
from pipeline.model.choices import Lock
from pipeline.model.form import Setting
from pipeline.store import journal
from pipeline.store.records import read_choices, read_forms

TWINS = {"GEO-01-PONT/T2": "GEO-01-PONT/T3", "GEO-01-PONT/T3": "GEO-01-PONT/T2"}


@pytest.fixture
def assembled(mini_session, when):
    """An open session with its forms; one scenario has a twin of a question, and a question of far too long."""
    path = mini_session.root / "scenarios" / "geo" / "pont.yaml"
    text = path.read_text(encoding="utf-8")
    block = re.search(r"- id: T2\n.*?(?=- id: O1)", text, re.DOTALL).group()
    twin = re.sub(r"\bT2", "T3", block).replace("minutes: 30", "minutes: 31")
    long = re.sub(r"\bT2", "T4", block).replace("minutes: 30", "minutes: 300")
    path.write_text(text.replace(block, block + twin + long), encoding="utf-8")
    assemble(mini_session.name, root=mini_session.root, when=when)
    return mini_session


@pytest.fixture
def place(assembled):
    """A form that asks one of the twins, that twin, and the other."""
    for form in read_forms(assembled):
        for item in items_of(form):
            if item in TWINS:
                return form, item, TWINS[item]
    raise AssertionError("no form asks a twin")


@pytest.fixture
def run(assembled, when):
    """``run(form, item, …)`` in the session."""

    def called(form, item, **options):
        return swap(assembled.name, form, item, root=assembled.root, when=when, **options)

    return called


def test_replacements_are_proposed_with_what_they_change_and_nothing_is_written(
    assembled, place, run
):
    form, item, twin = place
    before = assembled.forms.read_bytes()
    outcome = run(form.id, item)
    assert outcome.counts == {"replacements": 1}
    assert outcome.lines[0].startswith(f"{form.id} : à la place de {item}")
    assert outcome.lines[1].startswith(f"  {twin} — écart ")
    assert "1 min" in outcome.lines[1]
    assert outcome.data["in"][twin]["broken"] == []
    assert outcome.data["in"]["GEO-01-PONT/T4"]["broken"] == ["minutes"]
    assert assembled.forms.read_bytes() == before
    assert not assembled.choices.exists()


def test_a_replacement_is_put_and_every_other_form_keeps_its_text(assembled, place, run):
    form, item, twin = place
    before = {f.id: f for f in read_forms(assembled)}
    outcome = run(form.id, item, with_item=twin)
    after = {f.id: f for f in read_forms(assembled)}
    assert outcome.counts == {"changed": 1}
    assert list(after) == list(before)
    assert {name for name in after if after[name] != before[name]} == {form.id}
    made = after[form.id]
    assert set(items_of(made)) == {*items_of(form), twin} - {item}
    assert made.certificate.bound == form.certificate.bound
    assert f"question remplacée à la main : {item} par {twin}" in made.certificate.notes
    assert read_choices(assembled).locks == (
        Lock(
            form=form.id,
            items=tuple(sorted(items_of(made))),
            whole=True,
            settings=tuple(
                Setting(scenario=d.scenario, iso3=d.iso3, number_set=d.number_set)
                for d in form.dossiers
            ),
        ),
    )
    last = journal.events(assembled.path)[-1]
    assert (last.command, last.facts["out"], last.facts["in"]) == ("swap", item, twin)


def test_doing_it_twice_changes_nothing(assembled, place, run):
    form, item, twin = place
    run(form.id, item, with_item=twin)
    kept = {p: p.read_bytes() for p in (assembled.forms, assembled.choices)}
    events = journal.events(assembled.path)
    outcome = run(form.id, item, with_item=twin)
    assert outcome.counts == {"changed": 0}
    assert "rien n'a changé" in outcome.lines[0]
    assert {p: p.read_bytes() for p in kept} == kept
    assert journal.events(assembled.path) == events


def test_a_trial_writes_nothing(assembled, place, run):
    form, item, twin = place
    before = assembled.forms.read_bytes()
    outcome = run(form.id, item, with_item=twin, dry_run=True)
    assert outcome.dry_run
    assert outcome.files == ()
    assert assembled.forms.read_bytes() == before
    assert not assembled.choices.exists()


def test_a_replacement_that_breaks_a_rule_is_refused(assembled, place, run):
    form, item, _ = place
    before = assembled.forms.read_bytes()
    with pytest.raises(InfeasibleError, match="enfreint le temps de travail"):
        run(form.id, item, with_item="GEO-01-PONT/T4")
    assert assembled.forms.read_bytes() == before


@pytest.mark.parametrize("other", ["GEO-01-PONT/O1", "GEO-01-PONT/T99", "DIP-01-VISITE/T1", ""])
def test_a_question_that_is_not_of_its_scenarios_is_refused(place, run, other):
    form, item, _ = place
    with pytest.raises(UsageError):
        run(form.id, item, with_item=other)


def test_a_form_or_a_question_that_is_not_there_is_named(place, run):
    form, _, _ = place
    with pytest.raises(UsageError, match="n'a pas de sujet"):
        run("B9-P", "GEO-01-PONT/T1")
    with pytest.raises(UsageError, match="ne pose pas la question"):
        run(form.id, "GEO-01-PONT/T99")


def test_where_every_question_breaks_a_rule_it_is_said(place, run, assembled):
    form, item, _ = place
    first = next(i for i in items_of(form) if i != item)
    outcome = run(form.id, first)
    assert outcome.counts == {"replacements": 0}
    assert [fault.code for fault in outcome.diagnostics] == ["ASM-012"]
    assert "enfreint" in outcome.lines[1]


def test_a_scenario_without_any_other_question_says_so(assembled, run):
    ticket = next(f for f in read_forms(assembled) if "-T0" in f.id)
    outcome = run(ticket.id, items_of(ticket)[0])
    assert outcome.lines[-1] == (
        "Aucune autre question de ces scénarios ne sert cette épreuve ; pour un autre sujet sans celle-ci : "
        f"epreuve assemble {assembled.name} --forbid {items_of(ticket)[0]}"
    )


def test_a_published_session_keeps_its_questions(assembled, place, run, when):
    form, item, twin = place
    publish(assembled.name, root=assembled.root, when=when)
    with pytest.raises(ContentError, match="publiés") as refused:
        run(form.id, item, with_item=twin)
    assert [fault.code for fault in refused.value.diagnostics] == ["ASM-011"]
