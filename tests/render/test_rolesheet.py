"""Role sheets: one a page, a player may be given theirs alone, animators have the rest."""

from dataclasses import replace

import pytest

from pipeline.codes import Code
from pipeline.model.form import Question
from pipeline.model.item import Inject, Modality, RoleSheet
from pipeline.render import rolesheet as family

ROLES = (
    RoleSheet(
        id="R1",
        title="chef de la cellule",
        actor="",
        mission="tenir la réunion",
        objectives=("écouter chacun", "conclure à 11 h"),
        margins=("peut céder un délai de 2 jours", "ne cède rien sur la sécurité"),
        secrets=("le secret du chef <&>",),
    ),
    RoleSheet(
        id="R2",
        title="déléguée du syndicat",
        actor="A2",
        mission="obtenir une prime",
        objectives=("garder l'unité",),
        margins=("peut accepter 40 euros",),
        secrets=("le secret de la déléguée",),
    ),
)


def inject(label, when):
    return Inject(
        id=label,
        when=when,
        channel="téléphone",
        sender="le poste",
        text=f"fait {label}",
        expected="vérifier d'abord",
        codes=("C17", "C20"),
        usage="obligatoire",
    )


@pytest.fixture
def played(case_study):
    """The first question of the case study, as a simulation of two roles."""
    first = case_study.questions[0]
    item = replace(
        first.item,
        modality=Modality.SIMULATION,
        prompts=("Qu'avez-vous cédé ?",),
        roles=ROLES,
        injects=(inject("I2", "+1 h 05"), inject("I1", "+20 min"), inject("I3", "dès le début")),
    )
    return Question(number=1, item=item, scenario=first.scenario)


@pytest.mark.parametrize(
    ("when", "minute"),
    [("+20 min", 20), ("+1 h 05", 65), ("+2 h", 120), ("T+45", 45), ("dès le début", 0)],
)
def test_the_minute_of_a_new_fact_is_read_as_authors_write_it(when, minute):
    assert family.minute_of(when) == minute


def test_sheets_read_as_they_were_accepted(played, case_study, around, template, accepted):
    view = family.play_view(played, case_study.dossiers[0], around)
    accepted("fiche_role", family.render_roles(template(family), view))


def test_new_facts_come_in_their_order(played, case_study, around):
    view = family.play_view(played, case_study.dossiers[0], around)
    assert [i.text for i in view.animation.injects] == ["fait I3", "fait I1", "fait I2"]


def test_a_role_is_an_actor_of_the_dossier_or_its_mission_says_who(played, case_study, around):
    sheets = family.play_view(played, case_study.dossiers[0], around).sheets
    name = next(a.name for a in case_study.dossiers[0].actors if a.id == "A2")
    assert [s.rank for s in sheets] == ["Rôle 1 sur 2", "Rôle 2 sur 2"]
    assert [s.actor for s in sheets] == [
        "Défini par sa mission",
        name,
    ]


def test_what_a_player_is_given_holds_nothing_of_the_others(
    played, case_study, around, template, text_of
):
    view = family.play_view(played, case_study.dossiers[0], around, given=family.Given(player="R2"))
    text = text_of(family.render_roles(template(family), view))
    assert "Le secret de la déléguée" in text
    assert "Rôle 2 sur 2" in text
    for hidden in ("secret du chef", "animateurs", "fait I1", "Qu'avez-vous", ROLES[0].mission):
        assert hidden not in text
    assert not [e.text for e in played.item.expected if e.text in text]


def test_a_sheet_says_to_whom_it_is_given_and_who_is_at_the_table(
    played, case_study, around, template, text_of
):
    given = family.Given(
        player="R2", form="2026-06-B3-SIM-T01", candidate="Candidat n° 7", held=("R1", "R2")
    )
    view = family.play_view(played, case_study.dossiers[0], around, given=given)
    assert (view.code, view.company) == ("2026-06-B3-SIM-T01", "Chef de la cellule")
    text = text_of(family.render_roles(template(family), view))
    assert "Candidat n° 7" in text
    alone = replace(given, held=("R2",))
    view = family.play_view(played, case_study.dossiers[0], around, given=alone)
    assert "Autour de la table" not in text_of(family.render_roles(template(family), view))


def test_every_sheet_says_that_it_is_confidential(played, case_study, around, template, text_of):
    view = family.play_view(played, case_study.dossiers[0], around)
    text = text_of(family.render_roles(template(family), view))
    assert text.count("CONFIDENTIEL – remis à son seul destinataire") == 2
    assert text.count("Fiche confidentielle. Ne la montrez à personne.") == 2


def test_a_simulation_without_facts_nor_prompts_has_no_empty_part(
    played, case_study, around, template, text_of
):
    bare = replace(played.item, injects=(), prompts=(), pitfalls=(), outline=())
    view = family.play_view(replace(played, item=bare), case_study.dossiers[0], around)
    text = text_of(family.render_roles(template(family), view))
    for title in ("Faits nouveaux", "Retour individuel", "Écueils", "zone d’accord"):
        assert title not in text


def test_elements_keep_the_ids_of_their_author(played):
    assert [e.id for e in family.expected_views(played.item)] == [
        e.id for e in played.item.expected
    ]
    assert Code("C13") in {e.code for e in family.expected_views(played.item)}
