"""The demonstration on the shipped content, twice: complete, sound, the same bytes, and every exam balanced."""

import re
from collections import Counter

import pytest

from pipeline.commands.assemble import assemble
from pipeline.commands.demo import demo, first_to_open
from pipeline.commands.init import init
from pipeline.commands.status import status
from pipeline.commands.verify import verify
from pipeline.diagnostics import Severity
from pipeline.model.form import FormRole
from pipeline.store.folder import AUDIENCES, SessionFolder, sessions
from pipeline.store.records import (
    read_decisions,
    read_dispatch,
    read_forms,
    read_reconciliation,
    read_resit,
)

pytestmark = pytest.mark.slow
BLOCKS = ("B1", "B2", "B3", "S1", "S2", "S3")


def bytes_of(folder):
    files = (p for p in sorted(folder.path.rglob("*")) if p.is_file() and p.name != ".verrou")
    return {p.relative_to(folder.path).as_posix(): p.read_bytes() for p in files}


@pytest.fixture(scope="module")
def played(tmp_path_factory):
    """The demonstration played a first time: its folder, its outcome, its files."""
    root = tmp_path_factory.mktemp("demo") / "centre"
    init(root)
    outcome = demo(root=root)
    folder = SessionFolder(root=root, name="demo")
    return folder, outcome, bytes_of(folder)


def test_playing_it_again_gives_the_same_bytes(played):
    folder, _, files = played
    demo(root=folder.root)
    again = bytes_of(folder)
    assert [name for name in files if files[name] != again.get(name)] == []
    assert again.keys() == files.keys()


def test_nothing_is_wrong_with_it(played):
    folder, outcome, _ = played
    assert not [d for d in outcome.diagnostics if d.severity is not Severity.INFO]
    assert verify("demo", root=folder.root).diagnostics == ()
    data = status("demo", root=folder.root).data
    assert data["sessions"] == {"demo": "published"}
    assert not [share for share in data["collection"]["demo"]["exams"] if share["missing"]]


def test_every_block_has_a_written_exam_with_its_spare_and_twelve_different_tickets(played):
    forms = read_forms(played[0])
    count = Counter((form.block, form.role) for form in forms)
    for block in BLOCKS:
        assert count[block, FormRole.MAIN] == 1
        assert count[block, FormRole.SPARE] == 1
        played_too = 5 if block == "B1" else 0
        assert count[block, FormRole.TICKET] == 12 + played_too
    tickets = [form for form in forms if form.role is FormRole.TICKET]
    said = {
        (f.blueprint, tuple((q.item.id, q.item.instruction) for q in f.questions), f.dossiers)
        for f in tickets
    }
    assert len(said) == len(tickets)


def test_one_exam_is_played_in_groups_by_everybody_who_sits_its_block(played):
    placements = [p for p in read_dispatch(played[0]).placements if p.blueprint == "B1-SIM"]
    groups = Counter(p.group for p in placements)
    assert sorted(groups.values()) == [5, 5]
    assert {(p.group, p.role) for p in placements} == {
        (group, f"R{n}") for group in groups for n in range(1, 6)
    }


def test_every_form_reaches_what_its_blueprint_asks(played):
    for form in read_forms(played[0]):
        certificate = form.certificate
        assert sum(q.item.points for q in form.questions) == form.points
        assert certificate.proved
        assert certificate.gap == max(certificate.deviation - certificate.bound, 0)
        low, high = certificate.minutes_asked
        assert low <= certificate.minutes_reached <= high
        distance = abs(certificate.difficulty_reached - certificate.difficulty_asked)
        assert distance <= certificate.difficulty_tolerance


def test_everybody_sits_the_common_blocks_still_due_and_one_specialisation(played):
    exams = Counter(p.candidate for p in read_dispatch(played[0]).placements)
    assert len(exams) == 12
    assert set(exams.values()) == {9, 7, 4, 2}, "nine exams, fewer for each block won"


def test_no_candidate_is_named_in_what_others_read(played):
    folder, _, files = played
    names = re.findall(
        r'- \["\d{4}", (\w+), (\w+),',
        (folder.root / "templates/demonstration.yaml").read_text("utf-8"),
    )
    assert len(names) == 12
    for path in files:
        assert not any(last.lower() in path.lower() for last, _ in names), path


def test_every_document_is_sound(played, check_package):
    _, outcome, files = played
    office = [name for name in files if name.endswith((".docx", ".xlsx"))]
    published = [name for name in files if name.partition("/")[0] in AUDIENCES]
    assert len(published) == outcome.counts["files"]
    for name in office:
        if name != "inscriptions.xlsx":
            assert check_package(files[name]) == [], name


def test_it_ends_by_saying_what_to_open_first(played):
    folder, outcome, _ = played
    first = first_to_open(folder)
    assert len(first) == 13
    assert outcome.lines[-13:] == first
    assert all((folder.root / line.split("  (")[0].strip()).is_file() for line in first)


def test_it_goes_to_signed_minutes_and_opens_what_is_sat_again(played):
    folder, _, files = played
    decisions = read_decisions(folder).current()
    words = {decision.decision for decision in decisions}
    assert {"attribution_complete", "attribution_partielle", "ajournement_rattrapage"} <= words
    assert "resultats/decision/jury/pv-jury.docx" in files
    for decision in decisions:
        assert f"resultats/decision/candidat/releves/releve-{decision.candidate}.docx" in files
    again = {name for name in sessions(folder.root) if name.startswith("demo-")}
    assert again == {"demo-rattrapage", "demo-remplacement"}
    gaps = read_reconciliation(folder).gaps
    assert {gap.marking for gap in gaps} == {3, 4}, "a third marking and a conciliation"


def test_the_resits_can_be_assembled_on_other_scenarios(played):
    folder, _, _ = played
    opened = SessionFolder(root=folder.root, name="demo-rattrapage")
    assemble("demo-rattrapage", root=folder.root, when="2026-09-01T08:00:00Z")
    forms = [f for f in read_forms(opened) if f.role is not FormRole.SPARE]
    for carried in read_resit(opened).carried:
        for exam in set(carried.exams) & {form.blueprint for form in forms}:
            own = [{d.scenario for d in f.dossiers} for f in forms if f.blueprint == exam]
            assert any(used.isdisjoint(carried.met) for used in own), (carried.candidate, exam)
