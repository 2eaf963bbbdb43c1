"""Simulations, exercises on a table, observations at work, on the shipped bank: from assembly to the jury."""

import json
import shutil
from collections import defaultdict
from hashlib import sha256
from pathlib import Path

import pytest

from pipeline.commands.award import award
from pipeline.commands.collect import collect
from pipeline.commands.generate import generate
from pipeline.commands.inputs import load_bank
from pipeline.commands.lift import lift
from pipeline.commands.open import Opening, open_folder
from pipeline.commands.publish import publish
from pipeline.commands.reconcile import reconcile
from pipeline.commands.verify import verify
from pipeline.diagnostics import ContentError, ExitCode
from pipeline.model.form import FormRole
from pipeline.model.item import Modality
from pipeline.model.reserved import bare
from pipeline.store.folder import SessionFolder
from pipeline.store.records import read_dispatch, read_forms, read_issued

ROOT = Path(__file__).resolve().parents[2]
FAMILIES = ("dip", "infl", "nat", "sur")
EXAMS = ("B1-SIM", "B3-TTX", "S1-CC-ENTREPRISE")
WHEN = "2026-06-01T08:00:00Z"
LATER = "2026-07-02T10:00:00Z"
PEOPLE = [f"{n:04}" for n in range(1, 10)]
LARGE = "0002"
TUTORS = {"E03": "0001, 0002, 0003, 0004", "E04": "0005, 0006, 0007, 0008, 0009"}


def rows():
    """Nine candidates, a jury of two, two tutors."""
    return {
        "Candidats": [
            [
                *(number, "Nom", f"Prénom {number}", f"0{number[-1]}/03/2001", "", "S1", ""),
                *(
                    "tiers-temps" if number == LARGE else "aucun",
                    "oui" if number == LARGE else "non",
                ),
                *("non", "aucune", "non", ""),
            ]
            for number in PEOPLE
        ],
        "Évaluateurs": [
            ["E01", "Arbitre", "Andréa", "", "", "oui", "B1, B3, S1", ""],
            ["E02", "Barème", "Ariel", "", "", "oui", "B1, B3, S1", ""],
            ["E03", "Tuteur", "Célestine", "", "", "oui", "S1", "", TUTORS["E03"]],
            ["E04", "Tutrice", "Daniel", "", "", "oui", "S1", "", TUTORS["E04"]],
        ],
        "Salles": [["Forum", "8"]],
        "Planning": [
            ["B1-SIM", "15/06/2026", "8:00", "Forum"],
            ["B3-TTX", "16/06/2026", "8:00", "Forum"],
        ],
    }


def workspace(root):
    """The shipped content with a few families of its scenarios."""
    for name in ("referential", "templates"):
        shutil.copytree(ROOT / name, root / name)
    (root / "scenarios").mkdir()
    for path in (ROOT / "scenarios").iterdir():
        if path.is_file():
            shutil.copy2(path, root / "scenarios")
        elif path.name in FAMILIES:
            shutil.copytree(path, root / "scenarios" / path.name)
    return root


@pytest.fixture(scope="module")
def session(tmp_path_factory):
    """The session, published."""
    root = workspace(tmp_path_factory.mktemp("played") / "work")
    folder = SessionFolder(root=root, name="2026-06")
    opening = Opening(
        date="2026-06-15",
        title="Session",
        centre="Centre",
        rows=rows(),
        exams=EXAMS,
        secret=sha256(b"a session that is played").digest(),
    )
    (root / "output").mkdir()
    open_folder(load_bank(root), folder, opening, when=WHEN)
    generate(folder.name, root=root, when=WHEN)
    return folder


@pytest.fixture
def copy(session, tmp_path):
    """A copy of it, to go on with."""
    shutil.copytree(session.root, tmp_path / "copy", copy_function=shutil.copy2)
    return SessionFolder(root=tmp_path / "copy", name=session.name)


@pytest.fixture(scope="module")
def forms(session):
    return {form.id: form for form in read_forms(session)}


@pytest.fixture(scope="module")
def placed(session):
    return read_dispatch(session).placements


def sat(placed, exam):
    return [p for p in placed if p.blueprint == exam]


def groups(placed):
    found = defaultdict(list)
    for placement in sat(placed, "B1-SIM"):
        found[placement.group].append(placement)
    return found


def test_a_simulation_is_one_question_with_its_roles_on_both_codes(forms):
    played = [f for f in forms.values() if f.blueprint == "B1-SIM"]
    assert {f.modality for f in played} == {Modality.SIMULATION}
    assert {f.role for f in played} == {FormRole.TICKET}
    for form in played:
        (question,) = form.questions
        assert len(question.item.roles) >= 5
        assert {b.code: b.reached for b in form.certificate.balances} == {"C3": 10, "C8": 10}
        asked = set(question.item.documents)
        assert {e.id for d in form.dossiers for e in d.exhibits} <= asked


def test_groups_play_forms_of_different_scenarios_with_a_role_each(forms, placed):
    found = groups(placed)
    assert sorted(len(players) for players in found.values()) == [4, 5]
    used = [{p.form for p in players} for players in found.values()]
    assert all(len(form) == 1 for form in used)
    scenarios = [forms[form.pop()].questions[0].scenario for form in used]
    assert len(set(scenarios)) == len(scenarios)
    for players in found.values():
        held = sorted(p.role for p in players)
        assert held == [f"R{n}" for n in range(1, len(players) + 1)]


def test_each_player_has_a_sheet_with_nothing_of_the_others(session, forms, placed, words_of):
    for placement in sat(placed, "B1-SIM"):
        path = f"candidat/B1-SIM/{placement.form}-{placement.anonymous}.docx"
        said = bare(words_of(session.path / path))
        item = forms[placement.form].questions[0].item
        for role in item.roles:
            own = role.id == placement.role
            assert [bare(s) in said for s in role.secrets] == [own] * len(role.secrets)
        assert not [i.text for i in item.injects if bare(i.text) in said]
        assert not [e.text for e in item.expected if bare(e.text) in said]


def test_the_dossier_of_a_group_tells_no_role(session, forms, placed, words_of):
    for form in {p.form for p in sat(placed, "B1-SIM")}:
        said = bare(words_of(session.path / f"candidat/B1-SIM/{form}.docx"))
        item = forms[form].questions[0].item
        assert bare(item.instruction.split("\n")[0]) in said
        assert not [s for r in item.roles for s in (*r.secrets, *r.margins) if bare(s) in said]


def test_large_print_goes_to_the_player_who_has_it(session, placed):
    names = {p.name for p in (session.path / "candidat/B1-SIM").iterdir()}
    (large,) = [p for p in sat(placed, "B1-SIM") if p.candidate == LARGE]
    assert [n for n in names if n.endswith("-dossier.docx")] == [
        f"{large.form}-{large.anonymous}-dossier.docx"
    ]


def test_the_jury_runs_the_simulation_by_a_sheet_of_the_group(session, placed, words_of):
    for group, players in groups(placed).items():
        form = players[0].form
        said = words_of(session.path / f"jury/B1-SIM/{form}-{group}-conduite.docx")
        for player in players:
            assert player.anonymous.lower() in said
            assert player.candidate not in said
        assert (session.path / f"jury/B1-SIM/{form}-roles.docx").exists()


def test_a_tutor_has_a_sheet_for_each_task_and_a_grid_and_the_candidate_has_a_summons(
    session, placed, words_of
):
    observed = sat(placed, "S1-CC-ENTREPRISE")
    assert {p.candidate: p.assessors for p in observed} == {
        number: (tutor,) for tutor, people in TUTORS.items() for number in people.split(", ")
    }
    for placement in observed:
        (tutor,) = placement.assessors
        folder = session.path / "evaluateur" / tutor / "S1-CC-ENTREPRISE"
        stem = f"{placement.form}-{placement.anonymous}"
        for name in (f"fiche-{stem}-1.docx", f"fiche-{stem}-2.docx", f"grille-{stem}.xlsx"):
            assert (folder / name).exists()
        summons = session.path / f"candidat/convocations/convocation-{placement.candidate}.docx"
        assert "observation en milieu professionnel" in words_of(summons)
    assert not (session.path / "candidat/S1-CC-ENTREPRISE").exists()
    assert not list((session.path / "coordination/emargement").glob("s1-cc*"))


def test_a_simulation_that_nobody_plays_stays_with_the_coordination(session, forms, placed):
    unused = {f.id for f in forms.values() if f.blueprint == "B1-SIM"} - {p.form for p in placed}
    assert unused
    kept = {p.name for p in (session.path / "coordination/secours").iterdir()}
    assert kept == {
        f"{form}{end}" for form in unused for end in (".docx", "-roles.docx", "-conduite.docx")
    }
    for audience in ("candidat", "jury"):
        names = [p.name for p in (session.path / audience / "B1-SIM").iterdir()]
        assert not [n for n in names if any(form in n for form in unused)]


def test_publishing_again_changes_nothing_and_the_bar_ends_with_the_last_document(copy, bytes_of):
    before = bytes_of(copy.path)
    steps = []
    publish(copy.name, root=copy.root, when=LATER, progress=lambda *step: steps.append(step[1:]))
    assert steps[-1][0] == steps[-1][1] == len(steps)
    after = bytes_of(copy.path)
    assert {k for k in before if before[k] != after.get(k)} <= {"journal.jsonl"}
    assert set(before) == set(after)


def test_a_secret_written_in_the_dossier_stops_the_publication(copy):
    text = json.loads(copy.forms.read_text("utf-8"))
    played = next(form for form in text if form["blueprint"] == "B1-SIM")
    secret = max(played["questions"][0]["item"]["roles"][0]["secrets"], key=len)
    played["dossiers"][0]["situation"] += f"\n\n{secret}"
    copy.forms.write_text(json.dumps(text, ensure_ascii=False), "utf-8")
    for name in ("manifest.json", "basis.json", "dispatch.json", "grids.json"):
        (copy.path / name).unlink()
    with pytest.raises(ContentError) as error:
        publish(copy.name, root=copy.root, when=LATER)
    found = {(d.code, d.source.path) for d in error.value.diagnostics}
    assert {path for _, path in found} >= {f"candidat/B1-SIM/{played['id']}.docx"}


def test_marks_of_a_group_are_individual_and_go_to_the_jury(copy, fill_grid):
    for number, issued in enumerate(read_issued(copy)):
        source = copy.path / issued.path
        target = copy.path / "recu" / f"{number}-{source.name}"
        fill_grid(source, target, [3] * 40)
    taken = collect(copy.name, root=copy.root, when=LATER)
    assert [d.message for d in taken.diagnostics] == []
    assert taken.exit_code is ExitCode.DONE
    reconcile(copy.name, root=copy.root, when=LATER)
    lift(copy.name, root=copy.root, when=LATER, author="Coordination")
    award(copy.name, root=copy.root, when=LATER)
    proposals = json.loads((copy.results / "jury/proposals.json").read_text("utf-8"))
    assert {p["candidate"] for p in proposals} == set(PEOPLE)
    for proposal in proposals:
        marks = {b["block"]: b["mark"] for b in proposal["blocks"] if b["mark"] is not None}
        assert marks == {"B1": "14.00", "B3": "14.00", "S1": "14.00"}
        seen = {c["code"] for b in proposal["blocks"] for c in b["codes"] if c["acquired"]}
        assert seen == {"C3", "C8", "C13", "C15", "C19", "CO1.5"}
    assert verify(copy.name, root=copy.root).exit_code is ExitCode.DONE
