"""The running sheet of a simulation: who plays what, the times, the new facts, what is observed of each."""

from dataclasses import replace

import pytest

from pipeline.model.blueprint import FormKind
from pipeline.model.form import Form, FormRole, Question
from pipeline.model.item import Inject, Modality, RoleSheet
from pipeline.model.session import Placement
from pipeline.render import conduct as family
from pipeline.render import ticket as tickets
from pipeline.render.candidate import candidate_view, head_view, likely_contents
from pipeline.render.labels import NOT_HELD


def role(rank: int, title: str, actor: str = "") -> RoleSheet:
    return RoleSheet(
        id=f"R{rank}",
        title=title,
        actor=actor,
        mission="tenir sa place",
        objectives=("conclure à 11 h",),
        margins=(f"marge {rank} que les autres ignorent",),
        secrets=(f"secret {rank} que les autres ignorent",),
    )


def inject(label: str, when: str, usage: str) -> Inject:
    return Inject(
        id=label,
        when=when,
        channel="téléphone",
        sender="le poste",
        text=f"fait nouveau {label} de la séance",
        expected="vérifier d'abord",
        codes=("C13", "C14"),
        usage=usage,
    )


@pytest.fixture
def form(ticket: Form) -> Form:
    """The first question of the ticket as a simulation of three roles, 35 minutes of the 60 that it takes."""
    first = ticket.questions[0]
    item = replace(
        first.item,
        modality=Modality.SIMULATION,
        minutes=35,
        roles=(role(1, "chef de la cellule"), role(2, "déléguée", "A2"), role(3, "porte-parole")),
        injects=(inject("I2", "+1 h 05", "secours"), inject("I1", "+20 min", "obligatoire")),
    )
    return replace(
        ticket,
        kind=FormKind.SIMULATION,
        modality=Modality.SIMULATION,
        format="ef_sim_crise",
        number=3,
        minutes=60,
        preparation=20,
        talk=0,
        questions=(Question(number=1, item=item, scenario=first.scenario),),
    )


def player(placement: Placement, number: int, **changes: object) -> Placement:
    made = replace(
        placement,
        candidate=f"000{number}",
        anonymous=f"A-{number}",
        date="2026-06-17",
        start="09:30",
        room="Bellecour",
        seat=0,
        minutes=60,
        preparation=20,
        group="G2",
        role=f"R{number}",
    )
    return replace(made, **changes)


@pytest.fixture
def players(placement: Placement) -> tuple[Placement, ...]:
    """Two of the three roles are held; the second player has more time."""
    return (player(placement, 1), player(placement, 2, minutes=80, preparation=30))


def test_a_sheet_reads_as_it_was_accepted(form, players, around, grid, template, accepted):
    view = family.conduct_view(form, around, grid(form), players, ("Anne Roy", "Paul Lam"))
    accepted("conduite_simulation", family.render_conduct(template(family), view))


def test_a_role_without_a_player_is_said_not_to_be_held(form, players, around, grid):
    view = family.conduct_view(form, around, grid(form), players)
    assert [(c.role, c.anonymous, c.held) for c in view.cast] == [
        ("R1", "A-1", True),
        ("R2", "A-2", True),
        ("R3", NOT_HELD, False),
    ]
    assert view.cast[1].actor == next(a.name for a in form.dossiers[0].actors if a.id == "A2")


def test_the_times_are_those_of_the_player_with_the_most(form, players, around, grid):
    view = family.conduct_view(form, around, grid(form), players)
    assert [(s.title, s.span, s.clock) for s in view.steps] == [
        ("Préparation", "0 à 30 min", "9\u00a0h\u00a030"),
        ("Séance", "30 à 65 min", "10\u00a0h\u00a000"),
        ("Entretiens individuels", "65 à 110 min", "10\u00a0h\u00a035"),
    ]
    assert "22\u00a0min au plus" in view.steps[-1].purpose
    assert view.when.endswith("9\u00a0h\u00a030\u00a0–\u00a011\u00a0h\u00a020 · Bellecour")


def test_new_facts_come_in_order_at_their_minute_of_the_session(form, players, around, grid):
    view = family.conduct_view(form, around, grid(form), players)
    assert [(c.when, c.clock) for c in view.injects] == [
        ("+20 min", "10\u00a0h\u00a020"),
        ("+1 h 05", "11\u00a0h\u00a005"),
    ]


def test_without_players_every_role_is_open_and_no_clock_runs(form, around, grid):
    view = family.conduct_view(form, around, grid(form))
    assert (view.group, view.when, view.assessors) == ("", "", "")
    assert {(c.anonymous, c.held) for c in view.cast} == {("", True)}
    assert {s.clock for s in view.steps} == {""}


def test_a_session_that_takes_all_the_time_leaves_no_interview(form, around, grid):
    view = family.conduct_view(replace(form, minutes=35, preparation=0), around, grid(form))
    assert [s.title for s in view.steps] == ["Séance"]
    assert view.interviews == ""


def test_players_who_are_called_without_a_place_nor_a_time_have_none_printed(
    form, placement, around, grid
):
    bare = (player(placement, 1, date="", start="", room=""),)
    assert family.conduct_view(form, around, grid(form), bare).when == ""


def test_a_simulation_without_facts_nor_skills_has_no_empty_part(
    form, around, grid, template, text_of
):
    item = replace(form.questions[0].item, injects=(), prompts=(), pitfalls=(), outline=())
    bare = replace(
        form, soft_skills=(), questions=(replace(form.questions[0], item=item),), preparation=0
    )
    text = text_of(
        family.render_conduct(template(family), family.conduct_view(bare, around, grid(bare)))
    )
    for title in ("Faits nouveaux", "Entretien individuel", "Savoir-être", "préparation"):
        assert title not in text


def test_the_common_dossier_tells_no_role_and_says_that_each_has_a_sheet(
    form, around, art, template, text_of
):
    view = candidate_view(form, around, art)
    text = text_of(tickets.render_ticket(template(tickets), view, contents=likely_contents(form)))
    assert "Simulation n°\u00a03" in text
    assert "La séance" in text
    assert "Celui de votre fiche, et lui seul" in text
    for hidden in ("Vous êtes", "Vos questions", "entretien\n", "secret 1", "fait nouveau I1"):
        assert hidden not in text


@pytest.mark.parametrize(("format_id", "told"), [("ef_sim_crise", True), ("ef_sim_nego", False)])
def test_who_negotiates_does_not_read_the_mandate_of_the_other_side(
    form, around, art, format_id, told
):
    role_view = candidate_view(replace(form, format=format_id), around, art).dossiers[0].role
    assert (bool(role_view.mandate), bool(role_view.limits)) == (told, told)
    assert role_view.position == form.dossiers[0].role.position


@pytest.mark.parametrize(
    ("kind", "format_id", "label", "said"),
    [
        (FormKind.TICKET, "ef_oral_ticket", "Ticket n°\u00a03", "Oral sur ticket"),
        (FormKind.TICKET, "ef_soutenance", "Ticket n°\u00a03", "Soutenance"),
        (FormKind.TICKET, "ef_ttx", "Ticket n°\u00a03", "Exercice sur table"),
        (FormKind.SIMULATION, "ef_sim_nego", "Simulation n°\u00a03", "Simulation en groupe"),
    ],
)
def test_each_kind_of_exam_has_its_words(form, around, kind, format_id, label, said):
    head = head_view(replace(form, kind=kind, format=format_id, role=FormRole.TICKET), around)
    assert (head.label, head.kind) == (label, said)
