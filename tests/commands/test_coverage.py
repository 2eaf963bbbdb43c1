"""``epreuve coverage``: what the sessions have assessed, counted again from their forms."""

import shutil
from collections import Counter
from decimal import Decimal

import openpyxl
import pytest

from pipeline.commands.assemble import assemble
from pipeline.commands.coverage import coverage
from pipeline.diagnostics import UsageError
from pipeline.model.form import FormRole
from pipeline.store.folder import SessionFolder
from pipeline.store.records import read_forms, write_forms


@pytest.fixture
def two(mini_session, when):
    """A workspace with two sessions that set the same forms."""
    assemble(mini_session.name, root=mini_session.root, when=when)
    shutil.copytree(mini_session.path, mini_session.path.parent / "2026-09")
    return mini_session


@pytest.fixture
def partly(two):
    """The same, where one session has set the forms of its first exam only, the other none."""
    shutil.rmtree(two.path.parent / "2026-09")
    forms = read_forms(two)
    write_forms(two, tuple(f for f in forms if f.blueprint == forms[0].blueprint))
    return two


def plain(lines):
    return "\n".join(lines).replace("\u00a0", " ").replace("\u202f", " ")


def test_without_sessions_there_is_nothing_to_count(mini):
    outcome = coverage(root=mini, html=True)
    assert outcome.counts == {"sessions": 0, "codes": 0}
    assert len(outcome.lines) == 2
    assert "aucune session" in (mini / outcome.files[0]).read_text("utf-8")


def test_every_code_is_counted_exam_by_exam(two):
    data = coverage(root=two.root).data
    assert data["sessions"] == ["2026-06", "2026-09"]
    forms = [f for f in read_forms(two) if f.role is not FormRole.SPARE]
    for code, told in data["codes"].items():
        wanted = {}
        for exam in {f.blueprint for f in forms}:
            own = [f for f in forms if f.blueprint == exam]
            points = sum(
                (q.item.points_of(code) for f in own for q in f.questions), Decimal(0)
            ) / len(own)
            if points:
                wanted[exam] = (100 * points / own[0].points).quantize(Decimal("0.1"))
        for session in data["sessions"]:
            found = {
                u["exam"]: Decimal(u["share"]) for u in told["uses"] if u["session"] == session
            }
            assert found == wanted


def test_exposure_weighs_the_highest_use_of_each_session(two):
    exposure = coverage(root=two.root).data["exposure"]
    weights = {FormRole.MAIN: 4, FormRole.SPARE: 2, FormRole.TICKET: 1}
    highest = Counter()
    for form in read_forms(two):
        for dossier in form.dossiers:
            highest[dossier.scenario] = max(highest[dossier.scenario], weights[form.role])
    for scenario, told in exposure["scenario"].items():
        weight = highest[scenario]
        uses = {"2026-06": weight, "2026-09": weight} if weight else {}
        since = 0 if weight else None
        assert told == {"uses": uses, "since": since, "resting": False}
    assert all(told["uses"] for told in exposure["pays"].values())


def test_a_scenario_rests_as_long_as_a_blueprint_of_its_block_says(two):
    path = two.root / "referential" / "epreuves.yaml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("par_defaut:\n", "par_defaut:\n  repos: 2\n"), "utf-8")
    outcome = coverage(root=two.root)
    mains = {d.scenario for f in read_forms(two) if f.role is FormRole.MAIN for d in f.dossiers}
    exposure = outcome.data["exposure"]["scenario"]
    assert {s for s, told in exposure.items() if told["resting"]} == mains
    assert any(line.startswith("Au repos") for line in outcome.lines)
    assert ", au repos" in plain(outcome.lines)


def test_one_code_is_told_exam_by_exam_with_what_it_waits_for(two):
    data = coverage(root=two.root).data["codes"]
    seen = next(code for code, told in data.items() if told["uses"])
    lines = coverage(seen, root=two.root).lines
    assert sum(line.startswith("  2026-") for line in lines) == len(data[seen]["uses"])
    with pytest.raises(UsageError):
        coverage("C99", root=two.root)


def test_a_code_that_was_never_assessed_is_told_with_the_ways_it_waits_for(partly):
    outcome = coverage(root=partly.root, xlsx=True, html=True)
    never = [code for code, told in outcome.data["codes"].items() if not told["uses"]]
    assert any(line.startswith("Codes jamais") and never[0] in line for line in outcome.lines)
    lines = coverage(never[0], root=partly.root).lines
    assert "  jamais" in lines
    waiting = outcome.data["codes"][never[0]]["missing"]
    assert any("jamais encore" in line for line in lines) == bool(waiting)
    page = (partly.root / outcome.files[1]).read_text("utf-8")
    assert 'class="never"' in page
    assert 'class="warn"' in page
    book = openpyxl.load_workbook(partly.root / outcome.files[0])
    assert "jamais" in {row[10].value for row in book["Codes"].iter_rows(min_row=4)}


def test_the_workbook_and_the_page_are_the_same_twice_and_hold_every_code(two):
    outcome = coverage(root=two.root, xlsx=True, html=True)
    first = [(two.root / path).read_bytes() for path in outcome.files]
    coverage(root=two.root, xlsx=True, html=True)
    assert [(two.root / path).read_bytes() for path in outcome.files] == first
    book = openpyxl.load_workbook(two.root / outcome.files[0])
    assert book.sheetnames == ["Codes", "Par session", "Scénarios", "Familles", "Pays"]
    told = {row[0].value for row in book["Codes"].iter_rows(min_row=4)}
    page = first[1].decode()
    for code in outcome.data["codes"]:
        assert code in told
        assert f">{code}</td>" in page


def test_a_damaged_session_is_told_and_does_not_stop_the_others(two):
    folder = SessionFolder(root=two.root, name="2026-09")
    folder.forms.write_text("{", "utf-8")
    outcome = coverage(root=two.root)
    assert outcome.data["sessions"] == ["2026-06"]
    assert len(outcome.diagnostics) == 1


def test_a_scenario_that_left_the_bank_is_still_counted(two):
    (path,) = [
        p for p in (two.root / "scenarios").glob("*/*.yaml") if p.read_text("utf-8").count("id: ")
    ][:1]
    path.unlink()
    data = coverage(root=two.root).data["exposure"]["scenario"]
    used = {d.scenario for f in read_forms(two) for d in f.dossiers}
    assert used <= set(data)


def test_nothing_is_written_when_only_tried(two):
    outcome = coverage(root=two.root, xlsx=True, dry_run=True)
    assert outcome.files == ()
    assert not (two.root / "output" / "couverture").exists()


def test_a_bank_seen_in_every_way_says_so(two, monkeypatch):
    monkeypatch.setattr("pipeline.model.history.CodeHistory.missing", ())
    outcome = coverage(root=two.root, html=True)
    assert "Chaque code a été évalué" in (two.root / outcome.files[0]).read_text("utf-8")
