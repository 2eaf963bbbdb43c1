"""The looks of tables: lists with a header row, strips, frames around a document."""

from dataclasses import dataclass

from wordkit.looks import BRICK, GREY, INK, NAVY, PALE, RULE, STEEL, TINT


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of a table that looks different: its shade and its borders."""

    kind: str
    shade: str = ""
    borders: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableStyle:
    """A table style: borders as ``side:eighths:colour[:kind]``, margins high and wide in twips."""

    id: str
    name: str
    borders: str = ""
    margins: tuple[int, int] = (0, 96)
    shade: str = ""
    parts: tuple[Part, ...] = ()


def _box(eighths: int, color: str, kind: str = "single") -> str:
    """The four outer borders."""
    return " ".join(
        f"{side}:{eighths}:{color}:{kind}" for side in ("top", "left", "bottom", "right")
    )


_HEAD = Part(kind="firstRow", shade=NAVY)

TABLES = (
    TableStyle(
        id="EpTableau",
        name="Épreuve tableau",
        borders=f"bottom:12:{NAVY} insideH:4:{RULE}",
        parts=(
            _HEAD,
            Part(kind="lastRow", borders=f"top:12:{NAVY} bottom:12:{NAVY}"),
            Part(kind="band2Horz", shade=PALE),
        ),
    ),
    TableStyle(
        id="EpInfos",
        name="Épreuve informations",
        borders=f"top:12:{NAVY} bottom:8:{NAVY} insideH:4:{RULE}",
        parts=(Part(kind="band2Horz", shade=PALE),),
    ),
    TableStyle(
        id="EpGrille",
        name="Épreuve grille",
        borders=f"{_box(4, INK)} insideH:4:{INK} insideV:4:{INK}",
    ),
    TableStyle(
        id="EpGrilleTete",
        name="Épreuve grille à en-tête",
        borders=f"{_box(4, INK)} insideH:4:{RULE} insideV:4:{RULE}",
        parts=(_HEAD,),
    ),
    TableStyle(
        id="EpAnonymat",
        name="Épreuve anonymat",
        borders=f"{_box(4, INK)} insideV:4:{INK}",
        parts=(Part(kind="lastCol", shade=TINT),),
    ),
    TableStyle(
        id="EpBandeau",
        name="Épreuve bandeau",
        margins=(28, 198),
        parts=(Part(kind="firstCol", shade=NAVY), Part(kind="lastCol", shade=STEEL)),
    ),
    TableStyle(
        id="EpEncadre", name="Épreuve encadré", borders=_box(8, NAVY), margins=(57, 142), shade=TINT
    ),
    TableStyle(
        id="EpRappel",
        name="Épreuve rappel",
        borders=f"left:36:{BRICK}",
        margins=(28, 170),
        shade=PALE,
    ),
    TableStyle(id="EpCadre", name="Épreuve cadre", borders=_box(4, GREY), margins=(85, 227)),
    TableStyle(
        id="EpCadreTelegramme",
        name="Épreuve cadre télégramme",
        borders=_box(8, INK),
        margins=(57, 198),
        parts=(Part(kind="firstRow", shade=INK),),
    ),
    TableStyle(
        id="EpCadreDouble",
        name="Épreuve cadre double",
        borders=_box(6, NAVY, "double"),
        margins=(113, 397),
    ),
    TableStyle(
        id="EpCadreNote",
        name="Épreuve cadre note",
        borders=f"{_box(4, RULE)} left:36:{NAVY}",
        margins=(57, 198),
        parts=(Part(kind="firstRow", shade=TINT),),
    ),
    TableStyle(
        id="EpCadrePresse", name="Épreuve cadre presse", borders=_box(4, RULE), margins=(57, 284)
    ),
    TableStyle(
        id="EpCadreDepeche",
        name="Épreuve cadre dépêche",
        borders=f"top:18:{BRICK} bottom:4:{BRICK}",
        margins=(57, 57),
    ),
    TableStyle(
        id="EpCadreCourriel",
        name="Épreuve cadre courriel",
        borders=f"{_box(6, STEEL)} insideH:6:{STEEL}",
        margins=(57, 198),
        parts=(Part(kind="firstRow", shade=TINT),),
    ),
    TableStyle(
        id="EpCadreFil",
        name="Épreuve cadre fil",
        borders=f"{_box(4, RULE)} insideH:4:{RULE}",
        margins=(28, 113),
        parts=(Part(kind="firstCol", shade=STEEL),),
    ),
    TableStyle(
        id="EpCadreTexte",
        name="Épreuve cadre texte officiel",
        borders=f"left:24:{NAVY}:double",
        margins=(28, 227),
    ),
    TableStyle(
        id="EpCadreProcedure",
        name="Épreuve cadre procédure",
        borders=_box(6, STEEL),
        margins=(57, 198),
        parts=(Part(kind="firstRow", shade=STEEL),),
    ),
    TableStyle(
        id="EpCadreIncident",
        name="Épreuve cadre incident",
        borders=_box(8, BRICK),
        margins=(57, 198),
        parts=(Part(kind="firstRow", shade=BRICK),),
    ),
    TableStyle(
        id="EpCadreSombre",
        name="Épreuve cadre sombre",
        borders=f"top:24:{INK} bottom:24:{INK}",
        margins=(57, 198),
        shade=PALE,
    ),
)
