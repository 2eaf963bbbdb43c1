"""What changed since the publication: told as long as documents can be made anew, and refused where it opens a door."""

from dataclasses import replace

import openpyxl
import pytest

from pipeline.commands.publish import publish
from pipeline.commands.release import release
from pipeline.commands.standing import read_standing
from pipeline.commands.status import status
from pipeline.diagnostics import ContentError
from pipeline.store import journal
from pipeline.store.files import digest
from pipeline.store.manifest import encode, read_manifest

RULE = "sujet:\n  approbation: {valeur: true, origine: proposition}\n"


def settings_become(play, old, new):
    path = play.folder.settings
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


@pytest.mark.parametrize(
    ("old", "new"),
    [("date: 2026-09-15", "date: 2026-09-16"), ('titre: "Session"', 'titre: "Autre"')],
)
def test_settings_that_documents_print_are_told_until_they_are_published_again(at_stage, old, new):
    play = at_stage("summoned")
    settings_become(play, old, new)
    assert play.acts("2026-09-01T08:00:00Z") == [("publish", "outdated")]
    assert any("réglages changés" in line for line in status(None, root=play.root).lines)
    publish(play.name, root=play.root, when="2026-09-01T09:00:00Z")
    assert ("publish", "outdated") not in play.acts("2026-09-01T10:00:00Z")
    assert not read_standing(play.folder).outdated


def test_settings_that_no_document_prints_are_nobodys_business(at_stage):
    play = at_stage("summoned")
    settings_become(play, 'responsable: "Responsable"', 'responsable: "Une Autre"')
    assert play.acts("2026-09-01T08:00:00Z") == []


def test_registrations_saved_again_say_the_same_and_a_name_that_changes_does_not(at_stage):
    play = at_stage("summoned")
    book = openpyxl.load_workbook(play.folder.roster)
    book.properties.title = "saved again"
    book["Candidats"].column_dimensions["A"].width = 33
    book.save(play.folder.roster)
    assert play.acts("2026-09-01T08:00:00Z") == []
    book["Candidats"]["B2"].value = "Quenouillon"
    book.save(play.folder.roster)
    assert play.acts("2026-09-01T08:00:00Z") == [("publish", "changed")]
    assert any("inscriptions changées" in line for line in status(None, root=play.root).lines)


def test_registrations_that_cannot_be_read_any_more_have_changed(at_stage):
    play = at_stage("summoned")
    play.folder.roster.write_bytes(b"PK no workbook")
    assert play.acts("2026-09-01T08:00:00Z") == [("publish", "changed")]


def test_a_publication_from_before_is_told_by_the_bytes_of_its_registrations_alone(at_stage):
    play = at_stage("summoned")
    manifest = read_manifest(play.folder)
    kept = {k: v for k, v in manifest.inputs.items() if k not in ("people", "printed")}
    data = encode(replace(manifest, inputs=kept))
    play.folder.manifest.write_bytes(data)
    facts = {"files": len(manifest.files), "sha256": digest(data)}
    journal.append(play.folder.path, when="2026-09-01T07:00:00Z", command="publish", facts=facts)
    settings_become(play, 'titre: "Session"', 'titre: "Autre"')
    assert play.acts("2026-09-01T08:00:00Z") == []
    book = openpyxl.load_workbook(play.folder.roster)
    book.properties.title = "saved again"
    book.save(play.folder.roster)
    assert play.acts("2026-09-01T08:00:00Z") == [("publish", "changed")]


def test_a_publication_that_was_interrupted_is_none(at_stage):
    folder = at_stage("generated").folder
    assert read_standing(folder).manifest
    folder.pending.parent.mkdir(exist_ok=True)
    folder.pending.write_bytes(folder.manifest.read_bytes())
    assert read_standing(folder).manifest == ""


@pytest.mark.parametrize("name", ["basis.json", "dispatch.json", "grids.json", "forms.json"])
def test_a_record_edited_after_the_publication_lets_nothing_out(at_stage, name):
    play = at_stage("opened")
    rules = play.root / "referential" / "regles.yaml"
    rules.write_text(rules.read_text("utf-8").replace("sujet:\n", RULE), "utf-8")
    play.call("2026-08-16T06:00:00Z")
    path = play.folder.path / name
    text = path.read_text("utf-8")
    asked = '"approval": true'
    path.write_text(
        text.replace(asked, '"approval": false') if asked in text else text + "\n", "utf-8"
    )
    for lot in (None, "sujets", "correction"):
        with pytest.raises(ContentError) as caught:
            release(play.name, lot=lot, root=play.root, when="2026-09-15T05:00:00Z")
        assert [d.source.path for d in caught.value.diagnostics] == [f"output/{play.name}/{name}"]
    outcome = play.call("2026-09-15T05:00:00Z")
    assert [(a["step"], a["result"]) for a in outcome.data["acts"]] == [("", "failed")]
    assert not play.folder.handed.exists()
