"""What a new scenario of a block is made of: its items as those of the shipped scenarios are, and their elements."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from pipeline.codes import Code
from pipeline.model.item import CognitiveLevel, Modality

FEW_POINTS = 10
PLAYERS = {"ef_sim_nego": 4, "ef_sim_crise": 5}
SHEET, MAP = "FICHE_PAYS", "CARTE"
_DECIDES = "!"
_BY_LETTER = {
    "T": Modality.WRITTEN,
    "O": Modality.ORAL,
    "S": Modality.SIMULATION,
    "P": Modality.OBSERVATION,
}
#: Label, codes, difficulty, cognitive level, minutes, points, then the only format it serves, or « ! » for a decision.
_BLOCKS = {
    "B1": """
        T1 C1 3 analyser 30 15
        T2 C2 2 appliquer 35 15
        T3 C4 3 concevoir 25 12
        T4 C5 4 evaluer 30 14 !
        T5 C6 4 evaluer 45 18 !
        T6 C7 4 concevoir 30 14
        T7 C8 3 appliquer 25 12
        O1 C2 2 comprendre 10 10
        O2 C2 2 comprendre 10 10
        O3 C3 4 appliquer 10 10
        O4 C3 4 appliquer 10 10
        O5 C8 3 appliquer 10 10
        O6 C8 3 appliquer 10 10
        T8 C1 3 analyser 180 15 cc_travail
        T9 C2 2 appliquer 20 10 cc_controle
        S1 C3,C8 4 appliquer 60 20 ef_sim_nego
    """,
    "B2": """
        T1 C9 4 evaluer 35 15
        T2 C9 3 evaluer 30 15 !
        T3 C10 4 concevoir 30 13 !
        T4 C10 3 concevoir 25 12
        T5 C11 2 analyser 25 10
        T6 C11 4 analyser 20 10
        T7 C12 3 concevoir 30 13
        T8 C12 4 evaluer 25 12 !
        O1 C9 3 evaluer 10 10
        O2 C9 3 analyser 10 10
        O3 C11 3 analyser 10 10
        O4 C11 3 analyser 10 10
        O5 C12 4 concevoir 10 10
        O6 C12 4 evaluer 10 10
        O7 C10 4 concevoir 20 20 ef_soutenance
        T9 C9 3 analyser 180 15 cc_travail
        T10 C11 2 appliquer 20 10 cc_controle
    """,
    "B3": """
        T1 C13 3 analyser 35 14
        T2 C14 5 concevoir 35 14 !
        T3 C15 3 analyser 25 11
        T4 C16 4 evaluer 35 14 !
        T5 C17 3 appliquer 25 12
        T6 C18 2 concevoir 20 11
        T7 C19 4 evaluer 25 12 !
        T8 C20 3 appliquer 25 12
        O1 C13 3 analyser 10 10
        O2 C13 3 analyser 10 10
        O3 C14 4 appliquer 10 10
        O4 C14 4 evaluer 10 10
        O5 C19 3 appliquer 10 10
        O6 C19 3 evaluer 10 10
        O7 C17 4 appliquer 20 20 ef_ttx
        T9 C14 3 concevoir 180 14 cc_travail
        T10 C18 2 appliquer 20 11 cc_controle
        S1 C17,C20 4 appliquer 90 20 ef_sim_crise
    """,
    "S1": """
        T1 CO1.1 5 evaluer 30 13 !
        T2 CO1.1 3 appliquer 25 12
        T3 CO1.2 3 analyser 30 13
        T4 CO1.2 2 appliquer 25 12
        T5 CO1.3 4 evaluer 30 13 !
        T6 CO1.3 3 concevoir 25 12
        T7 CO1.4 4 concevoir 30 13 !
        T8 CO1.4 3 appliquer 25 12
        O1 CO1.1 4 evaluer 10 10
        O2 CO1.1 4 evaluer 10 10
        O3 CO1.2 3 analyser 10 10
        O4 CO1.2 3 analyser 10 10
        O5 CO1.4 3 concevoir 10 10
        O6 CO1.4 3 appliquer 10 10
        O7 CO1.3 3 analyser 10 10
        T9 CO1.2 3 concevoir 180 13 cc_travail
        T10 CO1.2 2 comprendre 20 10 cc_controle
        P1 CO1.5 2 appliquer 30 20 cc_entreprise
        P2 CO1.5 3 appliquer 30 20 cc_entreprise
    """,
    "S2": """
        T1 CO2.1 2 analyser 25 12
        T2 CO2.1 4 evaluer 25 11 !
        T3 CO2.1 3 analyser 25 11
        T4 CO2.2 3 appliquer 25 11 !
        T5 CO2.2 3 evaluer 20 11
        T6 CO2.2 4 evaluer 25 11 !
        T7 CO2.3 5 concevoir 40 17
        T8 CO2.3 3 evaluer 35 16 !
        O1 CO2.2 3 concevoir 10 10
        O2 CO2.2 3 evaluer 10 10
        O3 CO2.2 3 appliquer 10 10
        O4 CO2.2 3 appliquer 10 10
        O5 CO2.2 3 analyser 10 10
        O6 CO2.2 3 analyser 10 10
        O7 CO2.1 4 concevoir 20 20 ef_soutenance
        T9 CO2.1 3 analyser 180 12 cc_travail
        T10 CO2.3 2 appliquer 20 10 cc_controle
    """,
    "S3": """
        T1 CO3.1 3 analyser 35 16
        T2 CO3.2 4 evaluer 40 19 !
        T3 CO3.3 3 analyser 30 15
        T4 CO3.4 4 evaluer 35 16 !
        T5 CO3.5 4 analyser 35 17
        T6 CO3.6 4 evaluer 35 17 !
        O1 CO3.1 3 appliquer 10 10
        O2 CO3.1 3 appliquer 10 10
        O3 CO3.2 4 evaluer 10 10
        O4 CO3.2 4 evaluer 10 10
        O5 CO3.4 4 evaluer 10 10
        O6 CO3.4 4 evaluer 10 10
        O7 CO3.3 3 analyser 10 10
        O8 CO3.5 4 concevoir 20 20 ef_soutenance
        T7 CO3.1 3 analyser 180 16 cc_travail
        T8 CO3.6 2 appliquer 20 10 cc_controle
    """,
}
BLOCKS = tuple(_BLOCKS)


@dataclass(frozen=True, slots=True, kw_only=True)
class ElementShape:
    """One expected element to write: its id, its points, the code it proves."""

    id: str
    points: int
    code: Code
    indispensable: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemShape:
    """One item to write; ``formats`` as in the file, ``documents`` those that it starts from."""

    label: str
    codes: tuple[Code, ...]
    modality: Modality
    difficulty: int
    level: CognitiveLevel
    minutes: int
    points: int
    decision: bool
    formats: tuple[str, ...]
    documents: tuple[str, ...]
    elements: tuple[ElementShape, ...]
    players: tuple[str, ...]


def item_shapes(
    block: str, codes: Collection[Code], formats: Collection[str], documents: Sequence[str]
) -> tuple[ItemShape, ...]:
    """The items of a new scenario of a block; those of a code or a format that is not known are left out.

    Each takes two documents in turn, so that all are used.
    """
    found: list[ItemShape] = []
    for line in _BLOCKS[block].split("\n"):
        words = line.split()
        if not words:
            continue
        only = tuple(word for word in words[6:] if word != _DECIDES)
        own = tuple(Code(code) for code in words[1].split(","))
        if set(own) <= set(codes) and set(only) <= set(formats):
            asked = _documents(len(found), words[0], documents)
            found.append(_shape(words, own, only, asked))
    return tuple(found)


def _shape(
    words: Sequence[str], codes: tuple[Code, ...], only: tuple[str, ...], documents: tuple[str, ...]
) -> ItemShape:
    label, points = words[0], int(words[5])
    return ItemShape(
        label=label,
        codes=codes,
        modality=_BY_LETTER[label[0]],
        difficulty=int(words[2]),
        level=CognitiveLevel(words[3]),
        minutes=int(words[4]),
        points=points,
        decision=_DECIDES in words,
        formats=only,
        documents=documents,
        elements=tuple(_elements(label, points, codes)),
        players=tuple(f"R{n + 1}" for name in only for n in range(PLAYERS.get(name, 0))),
    )


def _documents(rank: int, label: str, documents: Sequence[str]) -> tuple[str, ...]:
    """What an item starts from: an observation needs nothing, the first item opens on the country."""
    if _BY_LETTER[label[0]] is Modality.OBSERVATION:
        return ()
    first, second = (documents[(2 * rank + step) % len(documents)] for step in (0, 1))
    return (SHEET, MAP, first, second) if rank == 0 else (first, second)


def _elements(label: str, points: int, codes: Sequence[Code]) -> Iterator[ElementShape]:
    """Three or four elements that make the points, the first two indispensable, the codes in turn."""
    count = 3 if points <= FEW_POINTS else 4
    for rank in range(count):
        yield ElementShape(
            id=f"{label}{'abcd'[rank]}",
            points=points // count + (rank < points % count),
            code=codes[rank % len(codes)],
            indispensable=rank < 2,
        )
