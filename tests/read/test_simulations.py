"""The parts of a simulation: role sheets and new facts, with every fault at its line."""

import pytest

from pipeline.codes import Code
from pipeline.model.item import Inject, Modality, RoleSheet
from pipeline.read.scenarios import read_scenarios

FILE = "geo/mine.yaml"
END = 'injects:\n- {id: I1, t: "+45 min"'
SIMULATION = """\
- id: S1
  titre: "Partage"
  codes: [C1]
  modalite: simulation
  formats: [ef_sim_nego]
  difficulte: 4
  niveau_cognitif: evaluer
  minutes: 60
  points: 20
  livrable: accord
  documents: [D1]
  consigne: "Négociez {{ p.en }}."
  attendus:
  - {id: S1a, texte: "Tenue du mandat", points: 20, indispensable: true}
  pieges: []
  corrige: [Un, Deux, Trois]
  relances: ["Pourquoi ?", "Comment ?", "Qui ?"]
  roles:
  - id: R1
    titre: Adjoint
    mission: Obtenir l'accord
    objectifs: [Prix, Délai]
    marges: ["{{ v.tonnes }} tonnes"]
    confidentiel: [Le site ferme]
  - {id: R2, titre: Comité, acteur: A1, mission: Eau, objectifs: [Puits], marges: [Deux], confidentiel: [Dette]}
  injects:
  - {id: I1, t: "+20 min", canal: oral, de: Chef, contenu: Panne, attendu: Garder, codes: [C1], usage: secours}
  - {id: I2, t: "+30 min", canal: oral, de: Chef, contenu: Retour, attendu: Relancer, codes: [C1]}
"""


@pytest.fixture
def played(mini):
    """The tiny workspace with one simulation more."""
    mini.change(FILE, END, SIMULATION + END)
    return mini


def read(mini):
    return read_scenarios(mini.root, mini.codes)


def test_a_simulation_is_read_whole(played):
    (scenario,), faults = read(played)
    assert faults == ()
    item = scenario.items[-1]
    assert (item.modality, item.formats) == (Modality.SIMULATION, ("ef_sim_nego",))
    assert item.roles == (
        RoleSheet(
            id="R1",
            title="Adjoint",
            actor="",
            mission="Obtenir l'accord",
            objectives=("Prix", "Délai"),
            margins=("{{ v.tonnes }} tonnes",),
            secrets=("Le site ferme",),
        ),
        RoleSheet(
            id="R2",
            title="Comité",
            actor="A1",
            mission="Eau",
            objectives=("Puits",),
            margins=("Deux",),
            secrets=("Dette",),
        ),
    )
    assert item.injects[0] == Inject(
        id="I1",
        when="+20 min",
        channel="oral",
        sender="Chef",
        text="Panne",
        expected="Garder",
        codes=(Code("C1"),),
        usage="secours",
    )
    assert item.injects[1].usage == "optionnel"
    assert scenario.injects[0].id == "I1"


@pytest.mark.parametrize(
    ("old", "new", "code", "words"),
    [
        ("acteur: A1", "acteur: A7", "SUJ-012", "{id: R2"),
        ("mission: Eau, ", "", "LEC-009", "{id: R2"),
        ("objectifs: [Puits]", "objectifs: []x", "LEC-005", "{id: R2"),
        ("confidentiel: [Dette]", "confidentiel: Dette", "LEC-011", "{id: R2"),
        ("confidentiel: [Dette]", "confidentiel: [Dette], age: 3", "LEC-010", "{id: R2"),
        ("usage: secours", "usage: parfois", "LEC-013", '{id: I1, t: "+20'),
        ("Garder, codes: [C1]", "Garder, codes: [C7]", "SUJ-002", '{id: I1, t: "+20'),
        ("{{ v.tonnes }} tonnes", "{{ v.tonne }} tonnes", "SCN-012", "{{ v.tonne }}"),
        ("{id: R2,", "{id: R1,", "SCN-002", "- id: S1"),
        ("{id: I2,", "{id: I1,", "SCN-002", "- id: S1"),
        ("{id: S1a,", "{id: T1a,", "SCN-002", "- id: S1"),
        ("- id: S1", "- id: N1", "SCN-003", "- id: N1"),
    ],
)
def test_a_fault_is_told_with_its_line(played, old, new, code, words):
    played.change(FILE, old, new)
    scenarios, faults = read(played)
    assert scenarios == ()
    assert [(f.code, f.source.line) for f in faults] == [(code, played.line(FILE, words))]


def test_a_role_without_an_actor_is_of_the_scenario_s_own_side(played):
    (scenario,), _ = read(played)
    assert scenario.items[-1].roles[0].actor == ""


def test_an_item_without_roles_nor_injects_has_none(mini):
    (scenario,), _ = read(mini)
    assert [(item.roles, item.injects) for item in scenario.items] == [((), ())] * 2
