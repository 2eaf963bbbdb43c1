"""Transcripts: marks, codes, statuses and the decision of one candidate."""

from dataclasses import replace

from pipeline.model.award import Origin
from pipeline.render import transcript


def told(docket, case):
    return transcript.transcript_view(docket.basis, case)


def test_a_complete_award_reads_as_it_was_accepted(docket, template, accepted):
    case = docket.decide(
        "0001", {"B1": "WON", "B2": "13.5", "B3": "15", "S1": "14"}, honours="bien"
    )
    view = told(docket, case)
    accepted("releve_complet", transcript.render_transcript(template(transcript), view))


def test_a_partial_award_reads_as_it_was_accepted(docket, template, accepted):
    case = docket.decide(
        "0002",
        {"B1": "14", "B2": "9.8", "B3": "12/2", "S1": "DEF"},
        points={"B2": "0.2"},
        reasons={"B2": "progression constante"},
        decision="non_attribution",
        reason="choix de la personne",
    )
    view = told(docket, case)
    accepted("releve_partiel", transcript.render_transcript(template(transcript), view))


def test_a_revised_decision_says_what_it_replaces_and_why(docket):
    case = docket.decide(
        "0002",
        {"B1": "14", "B2": "12", "B3": "12", "S1": "12"},
        id="2026-06/0002/2",
        revises="2026-06/0002/1",
        date="2026-09-03",
        reason="erreur de report",
    )
    view = told(docket, case)
    assert view.revision.startswith("Décision révisée le 3\u00a0septembre 2026")
    assert view.revision.endswith("erreur de report")
    assert view.reason == ""


def test_blocks_won_before_say_where_they_come_from(docket):
    case = docket.decide("0001", {"B1": "WON", "B2": "WON", "B3": "12", "S1": "12"})
    whence = {o: replace(case.before["B1"], origin=o) for o in (Origin.VAE, Origin.EXEMPTION)}
    said = [
        told(docket, replace(case, before={"B1": won})).blocks[0].when for won in whence.values()
    ]
    assert said == [
        "Acquis le 4\u00a0juillet 2025 par validation des acquis de l’expérience",
        "Acquis le 4\u00a0juillet 2025 par dispense",
    ]
    assert told(docket, case).blocks[1].when == (
        "Acquis avant cette session, selon le dossier d’inscription"
    )


def test_somebody_no_longer_registered_keeps_the_decision_without_the_exams(docket):
    case = docket.decide("0001", {"B1": "8", "B2": "13", "B3": "12", "S1": "12"})
    view = told(docket, replace(case, results={}))
    assert {b.exams for b in view.blocks} == {()}
    assert [b.status for b in view.blocks] == ["non validé", "validé", "validé", "validé"]
    assert view.blocks[0].reasons == ()


def test_a_mark_kept_and_a_mark_awaited_are_told(docket):
    case = docket.decide("0001", {"B1": "12", "B2": "13", "B3": "12", "S1": "12"})
    exams = case.results["B1"].exams
    changed = (
        replace(exams[0], kept_from="2025-06"),
        replace(exams[1], mark=None, state=""),
    )
    results = {**case.results, "B1": replace(case.results["B1"], exams=changed)}
    block = told(docket, replace(case, results=results)).blocks[0]
    assert [e.result for e in block.exams] == ["12,00/20 (session 2025-06)", "note attendue"]


def test_codes_not_observed_are_listed_and_the_count_is_of_those_observed(docket):
    case = docket.decide("0001", {"B1": "12/0", "B2": "13", "B3": "12", "S1": "12"})
    result = case.results["B1"]
    unseen = replace(result, codes=result.codes[:1], unobserved=(result.codes[1].code,))
    block = told(docket, replace(case, results={"B1": unseen})).blocks[0]
    assert [(c.code, c.result) for c in block.codes] == [
        (result.codes[0].code, "non acquise"),
        (result.codes[1].code, "non observée"),
    ]
    assert block.count == "aucune compétence acquise sur 1"
