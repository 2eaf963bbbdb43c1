"""Publication: what goes to whom, what candidates may never read, and a run that is cut."""

import json
import os
import re
import shutil
from pathlib import Path

import pytest

from pipeline.commands.generate import generate
from pipeline.commands.publish import publish
from pipeline.commands.status import status
from pipeline.commands.verify import verify
from pipeline.diagnostics import ContentError, UsageError
from pipeline.draw import derive
from pipeline.store.folder import AUDIENCES
from pipeline.store.records import read_basis, read_dispatch, read_forms
from pipeline.store.secret import read_secret

NUMBER = r"[2-9A-Z]{4}-[2-9A-Z]{4}"
CANARY = "zwyx"
NAMES = ("quenouille", "brindezingue", "ribouldingue", "turlututu")
LAYOUT = (
    rf"candidat/B1-ECRIT/B1-ECRIT-P-{NUMBER}\.docx",
    rf"candidat/B2-CAS/B2-CAS-P-{NUMBER}\.docx",
    r"candidat/B1-ORAL/B1-ORAL-T0[1-4]\.docx",
    r"candidat/S1-ORAL/S1-ORAL-T0[1-4]\.docx",
    r"candidat/convocations/convocation-000[1-4]\.docx",
    r"evaluateur/corriges/(B1-ECRIT|B2-CAS)-P-corrige\.docx",
    rf"evaluateur/E0[123]/(B1-ECRIT|B2-CAS)/grille-\1-P-{NUMBER}\.xlsx",
    rf"evaluateur/E0[123]/(B1-ORAL|S1-ORAL)/grille-\1-T0[1-4]-{NUMBER}\.xlsx",
    r"evaluateur/E0[123]/ordre-de-correction\.xlsx",
    r"jury/(B1-ORAL|S1-ORAL)/\1-T0[1-4]-fiche\.docx",
    r"coordination/secours/(B1-ECRIT|B2-CAS)-S-(sujet|corrige)\.docx",
    r"coordination/emargement/(B1-ECRIT|B2-CAS)-A10[12]\.docx",
    r"coordination/emargement/(B1-ORAL|S1-ORAL)-Jury-1\.docx",
    r"coordination/matrice-couverture\.xlsx",
    r"coordination/table-anonymat\.xlsx",
    r"coordination/certificat/certificat\.(?:docx|html|json)",
)


class Killed(BaseException):
    """The process is gone."""


def files_of(folder):
    manifest = json.loads(folder.manifest.read_bytes())
    return {mark["path"]: folder.path / mark["path"] for mark in manifest["files"]}


def codes_of(outcome):
    return sorted({d.code for d in outcome.diagnostics})


# What goes where


def test_every_document_is_in_the_folder_of_its_audience(published_once):
    published = files_of(published_once)
    assert not [p for p in published if not any(re.fullmatch(rule, p) for rule in LAYOUT)]
    assert not [rule for rule in LAYOUT if not any(re.fullmatch(rule, p) for p in published)]


def test_the_folders_hold_what_the_manifest_says_and_nothing_else(published_once):
    found = (
        p.relative_to(published_once.path).as_posix()
        for audience in AUDIENCES
        for p in (published_once.path / audience).rglob("*")
        if p.is_file()
    )
    assert sorted(found) == sorted(files_of(published_once))


def test_each_candidate_has_a_paper_and_two_grids_at_each_exam(published_once):
    paths = list(files_of(published_once))
    for placement in read_dispatch(published_once).placements:
        grids = [p for p in paths if p.endswith(f"{placement.anonymous}.xlsx")]
        assert {p.split("/")[1] for p in grids} == set(placement.assessors)
        assert len(grids) == 2
        papers = [p for p in paths if p.endswith(f"{placement.anonymous}.docx")]
        assert len(papers) == (not placement.blueprint.endswith("ORAL"))


def test_spare_papers_stay_with_the_coordination(published_once):
    spares = {form.id for form in read_forms(published_once) if form.role.value == "secours"}
    assert spares == {"B1-ECRIT-S", "B2-CAS-S"}
    for path in files_of(published_once):
        if any(spare in path for spare in spares):
            assert path.startswith("coordination/secours/")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
def test_nothing_is_open_to_other_people_of_the_machine(published_once):
    for path in published_once.path.rglob("*"):
        mode = path.stat().st_mode & 0o777
        assert mode == (0o700 if path.is_dir() else 0o600), path


def test_every_document_is_sound(published_once, check_package):
    office = [p for p in files_of(published_once).values() if p.suffix in {".docx", ".xlsx"}]
    for path in office:
        assert check_package(path.read_bytes()) == [], path


# What candidates may never read


def test_no_reserved_word_is_in_what_candidates_read(published_once, words_of):
    files = files_of(published_once)
    read = [p for p in files if p.startswith("candidat/") or p.endswith("-sujet.docx")]
    assert len(read) > 10
    assert not [p for p in read if CANARY in words_of(files[p])]


def test_the_reserved_words_are_where_they_belong(published_once, words_of):
    """The look at the candidates' files proves something: the same look finds the words elsewhere."""
    files = files_of(published_once)
    held = " ".join(words_of(f) for p, f in files.items() if not p.startswith("candidat/"))
    for form in read_forms(published_once):
        for item in (question.item for question in form.questions):
            texts = [*item.outline, *item.pitfalls, *item.prompts, *(e.text for e in item.expected)]
            assert all(text.rsplit(None, 1)[-1].rstrip(".") in held for text in texts), form.id


def test_names_are_on_summons_sign_in_sheets_and_the_table_of_anonymity_only(
    published_once, words_of
):
    for path, file in files_of(published_once).items():
        found = [name for name in NAMES if name in words_of(file)]
        if path.startswith("candidat/convocations/"):
            assert found == [NAMES[int(path[-6]) - 1]]
        elif not path.startswith(("coordination/emargement/", "coordination/table-anonymat")):
            assert found == [], path


@pytest.mark.parametrize(
    ("written", "shown"), [("J-15", "31 mai 2026"), ("2026-05-20", "20 mai 2026")]
)
def test_a_summons_is_dated_of_the_day_when_summonses_go_out(
    mini_session, edit, words_of, when, written, shown
):
    edit(mini_session.settings, "convoquer: J-15", f"convoquer: {written}")
    generate(mini_session.name, root=mini_session.root, when=when)
    words = words_of(mini_session.path / "candidat/convocations/convocation-0001.docx")
    assert shown in words.replace("\N{NO-BREAK SPACE}", " ").replace("\u202f", " ")


def test_the_secret_is_in_no_other_file(published_once, words_of):
    secret = read_secret(published_once)
    for path in published_once.path.rglob("*"):
        if path.is_file() and path != published_once.secret:
            held = words_of(path)
            assert secret.hex() not in held, path
            assert derive(secret, "seal").hex() not in held, path


def test_an_answer_that_candidates_would_read_stops_the_publication(
    mini_session, epreuve, bytes_of
):
    """The answer gets into the dossier after the scenario was checked: a template, here the forms, may bring it."""
    assert epreuve("assemble", mini_session.name).exit_code == 0
    forms = json.loads(mini_session.forms.read_bytes())
    main = next(form for form in forms if form["id"] == "B2-CAS-P")
    answer = main["questions"][0]["item"]["expected"][0]["text"]
    main["dossiers"][0]["situation"] += f"\n\nOn dit en ville : {answer}."
    data = json.dumps(forms, ensure_ascii=False, indent=1) + "\n"
    mini_session.forms.write_text(data, "utf-8")
    before = bytes_of(mini_session.path)
    result = epreuve("publish", mini_session.name)
    assert result.exit_code == 1
    assert "candidat/B2-CAS/B2-CAS-P-" in result.stderr
    assert "[SES-047]" in result.stderr
    assert bytes_of(mini_session.path) == before


# Doing it again


def test_the_roster_may_change_and_those_who_stay_keep_their_numbers(
    published, when, open_mini_session
):
    before = {(p.candidate, p.blueprint): p.anonymous for p in read_dispatch(published).placements}

    def change(rows):
        people = rows["Candidats"]
        del people[0]
        people.append(["0005", "Galipette", *people[0][2:]])

    published.roster.unlink()
    published.settings.unlink()
    open_mini_session(published.root, published.name, change)
    publish(published.name, root=published.root, when=when)
    after = {(p.candidate, p.blueprint): p.anonymous for p in read_dispatch(published).placements}
    gone, come = before.keys() - after.keys(), after.keys() - before.keys()
    assert {number for number, _ in gone} == {"0001"}
    assert {number for number, _ in come} == {"0005"}
    assert all(after[key] == before[key] for key in before.keys() & after.keys())
    assert codes_of(verify(published.name, root=published.root)) == []
    assert not list((published.path / "candidat").rglob("*-0001.docx"))


def test_published_forms_that_changed_are_refused(published, when, bytes_of):
    data = published.forms.read_bytes()
    published.forms.write_bytes(data.replace(b'"points": 20', b'"points": 30', 1))
    before = bytes_of(published.path)
    with pytest.raises(ContentError, match=r"forms\.json"):
        publish(published.name, root=published.root, when=when)
    assert bytes_of(published.path) == before


def test_a_form_whose_points_do_not_add_up_is_never_published(mini_session, when, epreuve):
    assert epreuve("assemble", mini_session.name).exit_code == 0
    forms = json.loads(mini_session.forms.read_bytes())
    forms[0]["questions"][0]["item"]["points"] = "55"
    mini_session.forms.write_text(json.dumps(forms), encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        publish(mini_session.name, root=mini_session.root, when=when)
    assert {d.code for d in caught.value.diagnostics} == {"SES-049"}
    assert not mini_session.manifest.exists()


def test_forms_of_other_exams_than_the_settings_name_are_refused(published, when, edit):
    edit(published.settings, "  - B2-CAS ", "#  - B2-CAS ")
    with pytest.raises(ContentError, match="mêmes épreuves : B2-CAS"):
        publish(published.name, root=published.root, when=when)


def test_an_oral_that_would_last_into_the_night_is_refused(
    published, when, open_mini_session, bytes_of
):
    def change(rows):
        rows["Planning"][2][2] = "23:00"

    published.roster.unlink()
    open_mini_session(published.root, published.name, change)
    before = bytes_of(published.path)
    with pytest.raises(ContentError, match="le planning ne tient pas") as told:
        publish(published.name, root=published.root, when=when)
    assert codes_of(told.value) == ["ASM-007"]
    assert bytes_of(published.path) == before


def test_without_forms_the_message_says_to_assemble(mini_session, when):
    with pytest.raises(ContentError) as told:
        publish(mini_session.name, root=mini_session.root, when=when)
    assert "epreuve assemble 2026-06" in told.value.hint


def test_an_unknown_session_is_told_with_those_that_exist(mini_session, when):
    with pytest.raises(UsageError) as told:
        publish("2026-07", root=mini_session.root, when=when)
    assert "2026-06" in told.value.hint


# A run that is cut


def cut_while_writing(folder, when):
    """The run is killed at the fifth document: nothing of ours runs after that."""

    def dies(step, done, total):
        if done == 5:
            raise Killed

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shutil, "rmtree", lambda *_, **__: None)
        with pytest.raises(Killed):
            publish(folder.name, root=folder.root, when=when, progress=dies)


def cut_while_swapping(folder, when):
    """The run is killed when the second folder takes its place: what would undo is dead as well."""
    real, moved = Path.replace, []

    def dies(path, target):
        moved.append(path)
        if any(p.name == "evaluateur" and p.parent.name == "nouveau" for p in moved):
            raise Killed
        return real(path, target)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Path, "replace", dies)
        with pytest.raises(Killed):
            publish(folder.name, root=folder.root, when=when)


def state_of(folder):
    return status(folder.name, root=folder.root).data["sessions"][folder.name]


def test_a_publication_cut_at_any_time_is_seen_and_taken_up_again(
    published, published_once, when, bytes_of
):
    for path in (*(published.path / a for a in AUDIENCES), published.manifest):
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    lines = published.path / "journal.jsonl"
    lines.write_bytes(b"".join(lines.read_bytes().splitlines(keepends=True)[:-1]))

    cut_while_writing(published, when)
    found = verify(published.name, root=published.root)
    assert (codes_of(found), found.exit_code) == (["SES-054"], 0)
    assert state_of(published) == "interrupted"

    cut_while_swapping(published, when)
    found = verify(published.name, root=published.root)
    assert (codes_of(found), found.exit_code) == (["SES-045"], 1)
    assert state_of(published) == "interrupted"
    assert not published.manifest.exists()

    publish(published.name, root=published.root, when=when)
    assert bytes_of(published.path) == bytes_of(published_once.path)
    assert state_of(published) == "published"


def test_an_interrupted_run_leaves_what_was_published(published, when, bytes_of):
    before = bytes_of(published.path)

    def stops(step, done, total):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        publish(published.name, root=published.root, when=when, progress=stops)
    assert bytes_of(published.path) == before
    assert codes_of(verify(published.name, root=published.root)) == []


def test_a_dry_run_writes_nothing(mini_session, epreuve, bytes_of):
    assert epreuve("assemble", mini_session.name).exit_code == 0
    before = bytes_of(mini_session.root)
    result = epreuve("publish", mini_session.name, "--dry-run")
    assert result.exit_code == 0
    assert "rien n'a été écrit" in result.stdout
    assert bytes_of(mini_session.root) == before


def test_a_broken_journal_stops_a_publication_before_it_starts(published):
    path = published.path / "journal.jsonl"
    lines = path.read_text("utf-8").splitlines()
    path.write_text("\n".join(["{}", *lines[1:]]) + "\n", "utf-8")
    before = published.manifest.read_bytes()
    with pytest.raises(ContentError) as caught:
        publish(published.name, root=published.root, when="2026-06-01T08:00:00Z")
    assert [d.code for d in caught.value.diagnostics] == ["SES-044"]
    assert published.manifest.read_bytes() == before


def test_forms_lost_after_publication_are_asked_back_not_made_again(published):
    published.forms.unlink()
    with pytest.raises(ContentError) as caught:
        publish(published.name, root=published.root, when="2026-06-01T08:00:00Z")
    assert [d.code for d in caught.value.diagnostics] == ["SES-055"]


# The basis of marking


def test_rules_changed_since_the_publication_leave_the_session_its_own(published, when):
    rules = published.root / "referential/regles.yaml"
    text = rules.read_text("utf-8")
    rules.write_text(re.sub(r"(seuil: \{valeur: )10", r"\g<1>12", text, count=1), "utf-8")
    before = read_basis(published).policy
    outcome = publish(published.name, root=published.root, when=when)
    assert "RES-004" in codes_of(outcome)
    assert read_basis(published).policy == before


def test_a_basis_altered_by_hand_is_neither_published_nor_passed_over(published, when):
    data = published.basis.read_bytes()
    published.basis.write_bytes(data.replace(b'"threshold": "10"', b'"threshold": "8"', 1))
    with pytest.raises(ContentError) as error:
        publish(published.name, root=published.root, when=when)
    assert [d.code for d in error.value.diagnostics] == ["RES-005"]
    found = verify(published.name, root=published.root).diagnostics
    assert [d.code for d in found] == ["RES-005"]
