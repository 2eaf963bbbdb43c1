"""``epreuve release``: what goes out, when, for whom; what never leaves."""

import io
import re
import zipfile
from dataclasses import replace
from shutil import copytree

import pytest

from pipeline.commands.lots import lot_digests
from pipeline.commands.release import release
from pipeline.commands.status import status
from pipeline.commands.verify import verify
from pipeline.diagnostics import ContentError, ExitCode, UsageError
from pipeline.model.standing import Lot
from pipeline.store import journal, publication
from pipeline.store.lock import locked
from pipeline.store.manifest import read_manifest
from pipeline.store.results import replace_results

LOTS = ("convocations", "sujets", "correction", "resultats")

NUMBER = r"[2-9A-Z]{4}-[2-9A-Z]{4}"
LAYOUT = (
    r"convocations/convocation-000[1-4]\.docx",
    rf"sujets/candidat/(B1-ECRIT|B2-CAS)/\1-P-{NUMBER}\.docx",
    r"sujets/candidat/(B1-ORAL|S1-ORAL)/\1-T0[1-4]\.docx",
    r"sujets/jury/(B1-ORAL|S1-ORAL)/\1-T0[1-4]-fiche\.docx",
    r"sujets/emargement/[A-Z0-9]+-[A-Z]+-(A10[12]|Jury-1)\.docx",
    r"sujets/secours/(B1-ECRIT|B2-CAS)-S-sujet\.docx",
    r"correction/(correction|complement)-E0[123]\.zip",
    r"resultats/candidats/(000[1-4])/(releve|notification|parchemin)-\1\.docx",
    r"resultats/candidats/(000[1-4])/attestation-\1-(B1|B2|S1)\.docx",
    r"resultats/jury/pv-jury\.docx",
)
PACKED = (
    rf"(B1-ECRIT|B2-CAS)/grille-\1-P-{NUMBER}(-[34])?\.xlsx",
    rf"(B1-ORAL|S1-ORAL)/grille-\1-T0[1-4]-{NUMBER}(-[34])?\.xlsx",
    r"corriges/(B1-ECRIT|B2-CAS)-P-corrige\.docx",
    r"ordre-de-correction\.xlsx",
)


def codes(session):
    return [d.code for d in verify(session.folder.name, root=session.folder.root).diagnostics]


def refused(session, lot, **named):
    """The codes with which a lot asked for by name is refused; nothing is written."""
    with pytest.raises(ContentError) as caught:
        session.release(lot, **named)
    assert caught.value.exit_code is ExitCode.CONTENT
    return [d.code for d in caught.value.diagnostics]


def packed(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def outgoing(session):
    """What the state of the session says of releases."""
    outcome = status(session.folder.name, root=session.folder.root)
    return [line for line in outcome.lines if "remis :" in line]


# What a lot holds


def test_every_file_goes_where_people_look_for_it_and_nothing_else_leaves(played):
    outcome = played.release()
    assert outcome.data == {"lots": dict.fromkeys(LOTS, "same")}
    for path in played.handed:
        assert any(re.fullmatch(pattern, path) for pattern in LAYOUT), path
    assert all(any(re.fullmatch(p, path) for path in played.handed) for p in LAYOUT)
    assert len(played.handed) == outcome.counts["files"]
    assert codes(played) == []


def test_each_document_is_byte_for_byte_the_one_that_was_published(played):
    played.release()
    known = {mark.sha256 for mark in read_manifest(played.folder).files}
    made = {p.read_bytes() for p in played.folder.results.rglob("*") if p.is_file()}
    made |= {p.read_bytes() for p in played.folder.path.glob("*/*/**/*") if p.is_file()}
    assert known
    for path, data in played.handed.items():
        for name, part in (packed(data) if path.endswith(".zip") else {path: data}).items():
            assert part in made, f"{path} {name}"


def test_an_assessor_gets_grids_and_guides_of_their_own_and_of_nobody_else(played):
    grids = {p: data for p, data in played.handed.items() if p.startswith("correction/")}
    assert len(grids) == 6
    for path, data in grids.items():
        kind, assessor = re.fullmatch(r"correction/(\w+)-(E0\d)\.zip", path).groups()
        names = packed(data)
        for name in names:
            assert any(re.fullmatch(pattern, name) for pattern in PACKED), name
        top = played.folder.path / "evaluateur" / assessor
        own = {p.relative_to(top).as_posix() for p in top.rglob("*") if p.is_file()}
        guides = {n for n in names if n.startswith("corriges/")}
        if kind == "correction":
            assert set(names) - guides == own
            marked = {n.split("/")[0] for n in own if "/" in n}
            assert {re.match("corriges/(.+)-P-", g)[1] for g in guides} == {
                exam for exam in marked if exam in ("B1-ECRIT", "B2-CAS")
            }
        else:
            assert not own & set(names)


def test_packages_and_lots_have_the_same_bytes_in_two_copies_of_a_session(played, tmp_path):
    copytree(played.folder.root, tmp_path / "twin")
    twin = replace(played, folder=replace(played.folder, root=tmp_path / "twin"))
    played.release()
    twin.release(when="2027-01-01T00:00:00Z")
    assert played.handed == twin.handed


# Approval


def test_papers_and_grids_stay_in_until_a_second_person_agrees(asked):
    outcome = asked.release()
    assert outcome.data == {
        "lots": {
            "convocations": "released",
            "sujets": "waits",
            "correction": "waits",
            "resultats": "empty",
        }
    }
    assert [d.code for d in outcome.diagnostics] == ["APP-001", "APP-001"]
    assert outcome.exit_code is ExitCode.DONE
    assert {path.split("/")[0] for path in asked.handed} == {"convocations"}
    for lot in ("sujets", "correction"):
        assert refused(asked, lot) == ["APP-001"]
    asked.approve()
    assert asked.release().data["lots"]["sujets"] == "released"
    assert {path.split("/")[0] for path in asked.handed} == set(LOTS[:3])


def test_a_change_after_the_approval_keeps_papers_in(asked):
    asked.approve()
    asked.change('titre: "Session"', 'titre: "Autre"')
    asked.publish()
    for lot in ("sujets", "correction"):
        assert refused(asked, lot) == ["APP-002"]


def test_refused_papers_stay_in_whatever_the_rules_ask(asked, free):
    free.change('responsable: ""', 'responsable: "Marie-Anne Prépare"')
    for session in (asked, free):
        session.refuse()
        for lot in ("sujets", "correction"):
            assert refused(session, lot) == ["APP-003"]
        assert session.release("convocations").data == {"lots": {"convocations": "released"}}


def test_where_no_rule_asks_papers_go_out_at_once(free):
    assert free.release().data["lots"]["sujets"] == "released"


# Results


def test_results_wait_until_the_jury_decided_of_everybody_unless_asked_for_by_name(played):
    proposals = played.folder.results / "jury/proposals.json"
    text = proposals.read_text("utf-8")
    proposals.write_text(text.replace('"0001"', '"0009"'), "utf-8")
    outcome = played.release()
    assert outcome.data["lots"]["resultats"] == "waits"
    assert [d.message for d in outcome.diagnostics] == [
        "le jury n'a pas encore statué sur 1 candidat"
    ]
    named = played.release("resultats")
    assert named.data == {"lots": {"resultats": "same"}}
    assert [d.code for d in named.diagnostics] == ["APP-004"]


def test_without_any_decision_there_is_nothing_to_announce(asked):
    with pytest.raises(ContentError, match="aucune décision"):
        asked.release("resultats")
    assert "resultats : pas encore de décision du jury" in asked.release().lines


def test_a_revised_result_is_released_in_the_place_of_the_first(played):
    assert outgoing(played)[0].endswith("resultats le 6\u00a0juillet 2026")
    path = "candidat/releves/releve-0001.docx"
    top = played.folder.results / "decision"
    files = {p.relative_to(top).as_posix(): p.read_bytes() for p in top.rglob("*") if p.is_file()}
    replace_results(played.folder, "decision", files | {path: b"revised"})
    assert outgoing(played)[0].endswith(
        "resultats le 6\u00a0juillet 2026 (changé depuis, à remettre de nouveau)"
    )
    assert played.release().data["lots"] == dict.fromkeys(LOTS[:3], "same") | {
        "resultats": "released"
    }
    assert played.handed["resultats/candidats/0001/releve-0001.docx"] == b"revised"


# Twice, again, damaged


def test_twice_changes_nothing_and_says_since_when(played, bytes_of):
    before = bytes_of(played.folder.path)
    times = {p: p.stat().st_mtime_ns for p in played.folder.handed.rglob("*")}
    again = played.release(when="2026-06-30T08:00:00Z")
    assert again.lines[0] == "convocations : déjà remis le 15\u00a0juin 2026, rien n'a changé"
    assert again.data == {"lots": dict.fromkeys(LOTS, "same")}
    assert bytes_of(played.folder.path) == before
    assert {p: p.stat().st_mtime_ns for p in played.folder.handed.rglob("*")} == times


def test_a_dry_run_tells_what_would_go_out_and_writes_nothing(asked, bytes_of):
    asked.approve()
    before = bytes_of(asked.folder.path)
    outcome = asked.release(dry_run=True)
    assert (
        outcome.lines[0]
        == "convocations : 4 fichiers à remettre dans output/2026-06/remise/convocations"
    )
    assert outcome.lines[-1] == "Essai : rien n'a été écrit."
    assert outcome.files == ()
    assert bytes_of(asked.folder.path) == before


def test_a_new_publication_is_released_again_only_where_it_changed(asked):
    asked.approve()
    asked.release()
    asked.change('titre: "Session"', 'titre: "Autre"')
    asked.publish()
    assert outgoing(asked) == [
        "  remis : convocations le 3\u00a0juin 2026 (changé depuis, à remettre de nouveau), "
        "sujets le 3\u00a0juin 2026 (changé depuis, à remettre de nouveau), "
        "correction le 3\u00a0juin 2026 (changé depuis, à remettre de nouveau)"
    ]
    before = asked.handed
    asked.release()
    changed = {p for p in before if asked.handed[p] != before[p]}
    assert {path.split("/")[0] for path in changed} == {"convocations"}
    asked.approve()
    asked.release()
    assert outgoing(asked) == [
        "  remis : convocations le 3\u00a0juin 2026, sujets le 3\u00a0juin 2026, correction le 3\u00a0juin 2026"
    ]


@pytest.mark.parametrize("lot", ["convocations", "sujets", "correction"])
def test_a_published_file_that_is_not_as_published_is_not_released(asked, lot):
    asked.approve()
    pattern = {
        "convocations": "candidat/convocations/*.docx",
        "sujets": "jury/*/*.docx",
        "correction": "evaluateur/corriges/*.docx",
    }
    first, second = sorted(asked.folder.path.glob(pattern[lot]))[:2]
    first.write_bytes(b"by hand")
    second.unlink()
    assert sorted(refused(asked, lot)) == ["SES-041", "SES-042"]
    assert asked.handed == {}
    assert asked.events("release") == []
    others = [one for one in LOTS[:3] if one != lot]
    assert [asked.release(one).counts["lots"] for one in others] == [1, 1]
    asked.publish()
    assert asked.release(lot).counts["lots"] == 1


def test_a_result_that_is_not_as_made_is_not_released(played):
    paper = played.folder.results / "decision/jury/pv-jury.docx"
    paper.write_bytes(b"by hand")
    assert refused(played, "resultats") == ["RES-002"]
    paper.unlink()
    assert refused(played, "resultats") == ["RES-001"]


def test_what_people_did_to_a_released_lot_is_told_and_mended_by_the_next_release(played):
    played.release()
    top = played.folder.handed / "convocations"
    first, second, *_ = sorted(top.iterdir())
    first.write_bytes(b"by hand")
    second.unlink()
    (top / "copie en conflit.docx").write_bytes(b"sync")
    assert sorted(codes(played)) == ["APP-005", "APP-006", "APP-007"]
    events = played.events("release")
    outcome = played.release("convocations")
    assert outcome.data == {"lots": {"convocations": "again"}}
    assert [d.code for d in outcome.diagnostics] == ["SES-051", "SES-051"]
    assert codes(played) == []
    assert played.events("release") == events


def test_what_sharing_programs_keep_in_the_folder_stays_there(played):
    played.release()
    (played.folder.handed / ".stfolder").mkdir()
    played.release()
    assert codes(played) == []
    assert (played.folder.handed / ".stfolder").is_dir()


def test_an_unknown_lot_is_told_with_those_that_exist(asked):
    with pytest.raises(UsageError) as caught:
        asked.release("copies")
    assert caught.value.hint == "lots : convocations, sujets, correction, resultats"


def test_nothing_goes_out_before_the_publication(mini_session, when):
    with pytest.raises(ContentError, match="n'est pas publiée"):
        release("2026-06", root=mini_session.root, when=when)


def test_nothing_goes_out_of_a_publication_that_was_interrupted(asked):
    asked.folder.stage.mkdir()
    asked.folder.pending.write_bytes(asked.folder.manifest.read_bytes())
    assert refused(asked, "convocations") == ["SES-045"]


def test_the_journal_tells_each_release_with_the_digest_of_what_it_held(played):
    digests, events = lot_digests(played.folder), played.events("release")
    assert [event["lot"] for event in events] == [*LOTS[:3], "correction", "resultats"]
    assert events[2]["sha256"] != events[3]["sha256"], "further grids went out"
    assert {event["lot"]: event["sha256"] for event in events} == digests
    assert all(digests.values())


def test_a_lot_that_the_next_publication_empties_is_emptied_once(asked):
    folder = asked.folder
    asked.release("convocations")
    manifest = read_manifest(folder)
    left = tuple(m for m in manifest.files if "/convocations/" not in m.path)
    with locked(folder.path, folder.name):
        stage = publication.start(folder)
        for mark in left:
            stage.add(mark.path, (folder.path / mark.path).read_bytes())
        publication.finish(stage, replace(manifest, files=left), {})
        facts = {"files": len(left), "sha256": asked.manifest}
        journal.append(folder.path, when="2026-06-02T08:00:00Z", command="publish", facts=facts)
    assert asked.release("convocations").lines[0].startswith("convocations : 0 fichier dans ")
    assert (asked.handed, codes(asked)) == ({}, [])
    assert [event["sha256"] != "" for event in asked.events("release")] == [True, False]
    assert asked.release("convocations").data == {"lots": {"convocations": "same"}}
    assert lot_digests(folder)[Lot.SUMMONSES] == ""
