"""Minutes of a sitting: everything that was decided, ready for signature."""

from dataclasses import replace

from pipeline.model.award import BlockStatus, Vote
from pipeline.model.referential import Official
from pipeline.render import minutes

SEAL = "ab" * 32


def several(docket):
    """Decisions of every kind."""
    complete = docket.decide(
        "0001", {"B1": "WON", "B2": "13.5", "B3": "15", "S1": "14"}, honours="bien"
    )
    pointed = docket.decide(
        "0002",
        {"B1": "14", "B2": "9.8", "B3": "12/2", "S2": "12"},
        points={"B2": "0.2"},
        reasons={"B2": "progression constante"},
        vote=Vote(yes=1, no=0, abstained=1),
        recused=("Bo Deux",),
        last_name="abad",
    )
    departing = docket.decide(
        "0003",
        {"B1": "8", "B2": "9", "B3": "8", "S1": "ABI"},
        decision="non_attribution",
        reason="choix de la personne",
        birth_date="",
    )
    own = docket.decide(
        "0004",
        {"B1": "9", "B2": "12", "B3": "12", "S1": "12"},
        statuses={"B1": BlockStatus.VALID},
        decision="autre décision",
    )
    return tuple(c.decision for c in (complete, pointed, departing, own))


def made(docket, template, basis=None, sitting=None, decided=None):
    view = minutes.minutes_view(
        basis or docket.basis, sitting or docket.sitting, decided or several(docket), SEAL
    )
    return minutes.render_minutes(template(minutes), view)


def test_minutes_read_as_they_were_accepted(docket, template, accepted):
    accepted("pv_jury", made(docket, template))


def test_a_missing_number_is_a_blank_to_fill(docket):
    bare = replace(docket.basis, official=Official(title="Expert"), certifier="")
    view = minutes.minutes_view(bare, docket.sitting, (), SEAL)
    assert view.rncp.startswith("à compléter")
    assert view.certifier.startswith("à compléter")


def test_a_sitting_without_any_event_says_so(docket):
    calm = replace(
        docket.sitting,
        incidents="",
        members=tuple(replace(m, present=True, external=False) for m in docket.sitting.members),
    )
    basis = replace(docket.basis, exams=docket.basis.exams[:1])
    view = minutes.minutes_view(basis, calm, several(docket)[:1], SEAL)
    assert view.documents[-1].startswith("copies et notes, Bloc 1")
    assert view.incidents == "Aucun incident ni observation."
    assert view.absences == "Aucune absence."
    assert view.recusals == ("Aucun déport.",)
    assert view.composition.startswith("3 membres présents, dont aucun extérieur")


def test_candidates_stand_in_alphabetical_order(docket):
    view = minutes.minutes_view(docket.basis, docket.sitting, several(docket), SEAL)
    assert [c.name for c in view.cases] == [
        "ABAD Inès",
        "NOM0001 Inès",
        "NOM0003 Inès",
        "NOM0004 Inès",
    ]


def test_the_same_decisions_give_the_same_bytes(docket, template):
    assert made(docket, template) == made(docket, template)
