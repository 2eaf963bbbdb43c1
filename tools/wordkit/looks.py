"""The looks of paragraphs and characters: one line a style, two colours and their tints."""

from dataclasses import dataclass

NAVY, BRICK = "1F3A5F", "A3302B"
STEEL, TINT, PALE, RULE = "35587F", "E7EDF5", "F4F7FA", "C3CEDB"
INK, GREY, WHITE = "1A1A1A", "565E68", "FFFFFF"
SANS, SERIF, MONO = "Arial", "Times New Roman", "Courier New"


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How a run looks; the size is in points, 0 keeps the one around."""

    font: str = ""
    size: float = 0
    bold: bool = False
    light: bool = False
    italic: bool = False
    caps: bool = False
    color: str = ""
    shade: str = ""
    box: str = ""
    spread: int = 0
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """A paragraph style: its look and its place; points for spaces, twips for indents, ``line`` in 240ths.

    ``borders`` are sides with (eighths of a point, space in points, colour, kind); ``outline`` counts from 0.
    """

    id: str
    name: str
    look: Look = Look()
    before: float = 0
    after: float = 0
    line: int = 264
    align: str = ""
    left: int = 0
    right: int = 0
    hanging: int = 0
    keep: bool = False
    together: bool = False
    outline: int = -1
    shade: str = ""
    borders: tuple[tuple[str, int, int, str, str], ...] = ()
    tabs: tuple[tuple[str, int], ...] = ()
    no_hyphens: bool = False
    page_break: bool = False


def _title(key: str, name: str, size: float, **place: object) -> Style:
    """A heading: navy, bold, kept with what follows."""
    look = Look(size=size, bold=True, color=NAVY)
    return Style(id=key, name=name, look=look, keep=True, no_hyphens=True, line=252, **place)  # type: ignore[arg-type]


_RULE = (("bottom", 8, 3, NAVY, "single"),)
_BAR = (("left", 48, 4, NAVY, "single"),)
_RIGHT = (("right", 9638),)

TEXT = (
    Style(id="EpTexte", name="Épreuve texte", after=5),
    Style(id="EpBalise", name="Épreuve balise", look=Look(size=8, color=GREY), line=240),
    Style(id="EpEspace", name="Épreuve espace", look=Look(size=4), line=240),
    Style(id="EpAvant", name="Épreuve avant tableau", look=Look(size=3), line=240, keep=True),
    _title("EpTitre1", "Épreuve titre 1", 16, before=16, after=7, outline=0, borders=_RULE),
    _title("EpTitrePage", "Épreuve titre 1 en page", 16, after=7, outline=0, borders=_RULE, page_break=True),
    _title("EpTitre2", "Épreuve titre 2", 12, before=12, after=4, outline=1),
    _title("EpIntertitre", "Épreuve intertitre", 10, before=9, after=3),
    Style(id="EpSommaire1", name="Épreuve sommaire 1", look=Look(bold=True), before=3, after=1, line=252, tabs=(("right.", 9638),)),
    Style(id="EpSommaire2", name="Épreuve sommaire 2", look=Look(size=9), after=1, line=252, left=284, tabs=(("right.", 9638),)),
    Style(
        id="EpPuce", name="Épreuve liste", after=3, left=284, hanging=284, tabs=(("left", 284),)
    ),
    Style(id="EpLegende", name="Épreuve légende", look=Look(size=8, italic=True, color=GREY), before=3, after=8),
    Style(id="EpFigure", name="Épreuve figure", before=4, after=4, line=240, align="center"),
    Style(id="EpMention", name="Épreuve mention", look=Look(size=9, italic=True, color=GREY), after=6, keep=True),
    Style(id="EpFin", name="Épreuve fin", look=Look(size=10, color=GREY), before=16, align="center"),
    Style(
        id="EpEntete", name="Épreuve en-tête", look=Look(size=8, color=GREY), line=240, no_hyphens=True,
        tabs=(("center", 4819), *_RIGHT),
    ),
    Style(
        id="EpPied", name="Épreuve pied", look=Look(size=8, color=GREY), line=240, no_hyphens=True,
        borders=(("top", 4, 5, RULE, "single"),), tabs=(("center", 4819), *_RIGHT),
    ),
)

COVER = (
    Style(id="EpIdentite", name="Épreuve identité", look=Look(size=8.5), before=3, after=3, line=240, no_hyphens=True),
    Style(
        id="EpPli", name="Épreuve pli", look=Look(size=7.5, color=GREY), before=5, after=5, line=240,
        align="center", borders=(("top", 10, 3, GREY, "dashed"),),
    ),
    Style(id="EpBandeauSur", name="Épreuve bandeau surtitre", look=Look(size=9.5, color=WHITE), before=5, line=240, no_hyphens=True),
    Style(id="EpBandeauTitre", name="Épreuve bandeau titre", look=Look(size=25, bold=True, color=WHITE), before=1, line=240, no_hyphens=True),
    Style(id="EpBandeauSous", name="Épreuve bandeau sous-titre", look=Look(size=12, bold=True, color=WHITE), before=4, line=245, no_hyphens=True),
    Style(id="EpBandeauBas", name="Épreuve bandeau bas", look=Look(size=9, color=WHITE), before=2, after=6, line=240, no_hyphens=True),
    Style(id="EpChiffre", name="Épreuve chiffre", look=Look(size=15, bold=True, color=WHITE), before=3, line=228, align="center", no_hyphens=True),
    Style(id="EpChiffreNom", name="Épreuve chiffre légende", look=Look(size=8, color=WHITE), line=228, align="center", no_hyphens=True),
    Style(id="EpConsigneNum", name="Épreuve consigne numérotée", look=Look(size=9.5), before=1, after=2, line=252, left=369, hanging=369, tabs=(("left", 369),)),
    Style(id="EpConsigneFin", name="Épreuve consigne finale", look=Look(size=9.5), before=2, after=2, line=252),
)

CELLS = (
    Style(id="EpCelTete", name="Épreuve cellule en-tête", look=Look(size=8.5, bold=True, color=WHITE), before=2.5, after=2.5, line=240, keep=True, no_hyphens=True),
    Style(id="EpCelTeteDroite", name="Épreuve cellule en-tête droite", look=Look(size=8.5, bold=True, color=WHITE), before=2.5, after=2.5, line=240, align="right", keep=True, no_hyphens=True),
    Style(id="EpCel", name="Épreuve cellule", look=Look(size=8.5), before=2.5, after=2.5, line=245, no_hyphens=True),
    Style(id="EpCelSuite", name="Épreuve cellule liée", look=Look(size=8.5), before=2.5, after=2.5, line=245, keep=True, no_hyphens=True),
    Style(id="EpCelDroite", name="Épreuve cellule droite", look=Look(size=8.5), before=2.5, after=2.5, line=245, align="right", no_hyphens=True),
    Style(id="EpCelCentre", name="Épreuve cellule centrée", look=Look(size=8.5), before=2.5, after=2.5, line=245, align="center", no_hyphens=True),
    Style(id="EpCelPetite", name="Épreuve cellule petite", look=Look(size=7.5, color=GREY), before=2.5, after=2.5, line=240),
    Style(id="EpCelForte", name="Épreuve cellule forte", look=Look(size=8.5, bold=True, color=NAVY), before=2.5, after=2.5, line=245, no_hyphens=True),
    Style(id="EpCelForteSuite", name="Épreuve cellule forte liée", look=Look(size=8.5, bold=True, color=NAVY), before=2.5, after=2.5, line=245, keep=True, no_hyphens=True),
    Style(id="EpCelHeure", name="Épreuve cellule heure", look=Look(font=MONO, size=9, bold=True), before=2.5, after=2.5, line=240, no_hyphens=True),
    Style(id="EpCelNiveau", name="Épreuve cellule niveau", look=Look(size=7.5), before=2.5, after=2.5, line=240, no_hyphens=True),
    Style(id="EpCelSigne", name="Épreuve cellule à signer", look=Look(size=8.5), before=7, after=7, line=240),
)

QUESTIONS = (
    _title("EpQuestion", "Épreuve question", 11, before=13, after=4, outline=1, shade=TINT, borders=_BAR, left=113, tabs=_RIGHT),
    Style(id="EpQuestionPoints", name="Épreuve question points", look=Look(size=11), after=4, line=240, keep=True, shade=TINT, borders=_BAR, left=113),
    Style(id="EpConsigne", name="Épreuve consigne", look=Look(size=10.5), after=4, line=269, keep=True, together=True),
    Style(id="EpRubrique", name="Épreuve rubrique", look=Look(size=9, color=GREY), after=1.5, line=245, left=1474, hanging=1474, keep=True, together=True, tabs=(("left", 1474),)),
    Style(id="EpRubriqueFin", name="Épreuve rubrique finale", look=Look(size=9, color=GREY), after=5, line=245, left=1474, hanging=1474, together=True, tabs=(("left", 1474),)),
    Style(id="EpRappelConsigne", name="Épreuve rappel de consigne", look=Look(size=9.5, italic=True), after=3, line=252, keep=True, together=True),
    _title("EpVolet", "Épreuve volet", 9, before=6, after=2),
    Style(id="EpNumero", name="Épreuve liste numérotée", look=Look(size=9.5), after=2.5, line=254, left=340, hanging=340, tabs=(("left", 340),)),
    Style(id="EpCompact", name="Épreuve compact", look=Look(size=9), after=2, line=247, left=227, hanging=227, tabs=(("left", 227),)),
)

CHARACTERS = (
    ("EpFort", "Épreuve fort", Look(bold=True)),
    ("EpNom", "Épreuve nom de rubrique", Look(bold=True, color=NAVY)),
    ("EpDiscret", "Épreuve discret", Look(color=GREY)),
    ("EpCode", "Épreuve code", Look(size=8, bold=True, color=NAVY, box=NAVY)),
    ("EpPoints", "Épreuve points", Look(bold=True, color=BRICK)),
    ("EpTemps", "Épreuve temps", Look(color=GREY, light=True)),
    ("EpPastille", "Épreuve pastille", Look(bold=True, color=WHITE, shade=NAVY)),
    ("EpTampon", "Épreuve tampon", Look(size=8, bold=True, color=BRICK, box=BRICK, spread=30)),
    ("EpAlerte", "Épreuve alerte", Look(bold=True, color=BRICK)),
    ("EpAnglais", "Épreuve anglais", Look(language="en-GB")),
)
