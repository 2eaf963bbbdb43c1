"""What candidates must never read, found whatever the typesetting did to it."""

from dataclasses import replace
from decimal import Decimal

from pipeline.diagnostics import Source
from pipeline.model.item import CognitiveLevel, Expected, Inject, Item, Modality, RoleSheet
from pipeline.model.reserved import bare, canaries, played_texts

FIRST = RoleSheet(
    id="R1",
    title="Chef",
    actor="",
    mission="Refuse de compter l'eau réservée, quoi qu'il arrive",
    objectives=("Obtenir la parole en premier",),
    margins=("Contrat : cinq ans au moins, sans retour",),
    secrets=("Le premier secret de la séance",),
)
SECOND = replace(
    FIRST,
    id="R2",
    mission="Obtenir une prime",
    margins=("Contrat : cinq ans au moins",),
    secrets=("Le second secret de la séance",),
)
FACT = Inject(
    id="I1",
    when="+20 min",
    channel="appel",
    sender="poste",
    text="Le fait nouveau de la vingtième minute",
    expected="La réaction attendue de chacun",
    codes=(),
    usage="obligatoire",
)
PLAYED = Item(
    id="X/S1",
    label="S1",
    title="t",
    codes=("C8",),
    modality=Modality.SIMULATION,
    difficulty=4,
    cognitive_level=CognitiveLevel.ANALYSE,
    minutes=75,
    points=Decimal(20),
    deliverable="d",
    documents=(),
    instruction="i",
    expected=(
        Expected(
            id="S1a",
            text="Un élément attendu assez long",
            points=Decimal(20),
            code="C8",
            indispensable=True,
        ),
    ),
    pitfalls=("Compter l'eau réservée",),
    outline=(),
    prompts=(),
    decision=False,
    language="fr",
    source=Source(path="x.yaml"),
    roles=(FIRST, SECOND),
    injects=(FACT,),
)
ANSWERS = {
    "Un élément attendu assez long",
    "Le fait nouveau de la vingtième minute",
    "La réaction attendue de chacun",
}


def test_typesetting_does_not_hide_a_sentence():
    typed = "L'accord « Eaux & Droits » : 3 410 personnes"
    printed = "L’accord «\u202fEaux &amp; Droits\u202f»\u00a0: 3\u202f410\n personnes"
    assert bare(typed) == bare(printed)


def test_a_short_text_is_not_looked_for():
    assert canaries(("Démenti sec", "Communiquer avant les familles")) == {
        "communiqueravantlesfamilles": "Communiquer avant les familles"
    }


def test_the_common_dossier_of_a_simulation_tells_no_margin_no_secret_and_no_fact_to_come():
    assert set(played_texts((PLAYED,), ()).values()) == {
        *ANSWERS,
        "Compter l'eau réservée",
        *FIRST.margins,
        *FIRST.secrets,
        *SECOND.margins,
        *SECOND.secrets,
    }


def test_a_player_may_not_read_the_others_but_their_own_sheet_and_what_it_repeats():
    assert set(played_texts((PLAYED,), (), "R1").values()) == {*ANSWERS, *SECOND.secrets}
    assert set(played_texts((PLAYED,), (), "R2").values()) == {
        *ANSWERS,
        "Compter l'eau réservée",
        *FIRST.margins,
        *FIRST.secrets,
    }


def test_what_is_not_played_has_answers_only():
    alone = replace(PLAYED, roles=(), injects=())
    assert set(played_texts((alone,), (FACT,)).values()) == {
        "Un élément attendu assez long",
        "Compter l'eau réservée",
        FACT.expected,
    }
