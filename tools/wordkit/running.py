"""What is around the body: running headers and footers, the identification strip, the cover band."""

from wordkit.markup import (
    NBSP,
    TEXT_WIDTH,
    cell,
    field,
    inline_when,
    par,
    row,
    rows_when,
    run,
    tab,
    table,
    when,
)
from wordkit.package import Page

HEAD = "paper.head"
EXERCISE = run(f"{NBSP}EXERCICE{NBSP}", "EpTampon")


def page(left: str, secret: str, footer: str, *, middle: str = "", likely: str = "2") -> Page:
    """Headers and footers: title, stamp, mention of secrecy; code, middle, page of pages."""
    head = par("EpEntete", left, tab(), EXERCISE, tab(), run(secret, "EpAlerte"))
    first = par("EpEntete", tab(), EXERCISE, tab(), run(secret, "EpAlerte"))
    foot = par(
        "EpPied",
        footer,
        tab(),
        middle,
        tab(),
        f"Page{NBSP}",
        field("PAGE", "1"),
        f"{NBSP}/{NBSP}",
        field("NUMPAGES", likely),
    )
    return Page(header=head, first_header=first, footer=foot, first_footer=foot)


def identification() -> str:
    """The strip that the candidate fills, the fold, the line that stays with the copy."""
    third = (3213, 3213, 3212)
    strip = table(
        "EpGrille",
        third,
        row(
            cell(third[0], par("EpIdentite", f"NOM de naissance{NBSP}:")),
            cell(third[1], par("EpIdentite", f"Prénom(s){NBSP}:")),
            cell(
                third[2],
                par("EpIdentite", f"N° de candidat{NBSP}: ", run("{{ seat.candidate }}", "EpFort")),
            ),
            height=480,
        ),
        row(
            cell(third[0], par("EpIdentite", f"Né(e) le{NBSP}:")),
            cell(
                third[1],
                par(
                    "EpIdentite",
                    f"Salle{NBSP}: ",
                    run("{{ seat.room }}", "EpFort"),
                    inline_when(
                        "seat.seat", run(f", place{NBSP}"), run("{{ seat.seat }}", "EpFort")
                    ),
                ),
            ),
            cell(third[2], par("EpIdentite", f"Signature{NBSP}:")),
            height=480,
        ),
        title="Identification, à remplir par le candidat",
    )
    kept = (6200, TEXT_WIDTH - 6200)
    line = table(
        "EpAnonymat",
        kept,
        row(
            cell(
                kept[0],
                par(
                    "EpIdentite",
                    f"{{% if {HEAD}.centre %}}{{{{ {HEAD}.centre }}}} · {{% endif %}}"
                    f"{{{{ {HEAD}.session }}}} · sujet{NBSP}{{{{ {HEAD}.code }}}}",
                ),
            ),
            cell(
                kept[1],
                par("EpIdentite", f"N° d’anonymat{NBSP}: ", run("{{ seat.anonymous }}", "EpFort")),
            ),
        ),
        looks="columns",
        title="Session, sujet et numéro d’anonymat",
    )
    fold = par(
        "EpPli", f"Plier et coller ici{NBSP}: la partie supérieure est masquée avant la correction"
    )
    return strip + fold + line + par("EpEspace")


def band(
    kicker: str, title: str, subtitle: str, bottom: str, figures: tuple[tuple[str, str, str], ...]
) -> str:
    """The cover band: what the exam is on the left, its figures (value, name, condition) on the right."""
    widths = (TEXT_WIDTH - 2600, 2600)
    blocks = []
    for value, name, condition in figures:
        pair = par("EpChiffre", value) + par("EpChiffreNom", name)
        blocks.append(when(condition, pair) if condition else pair)
    left = (
        par("EpBandeauSur", kicker)
        + par("EpBandeauTitre", title)
        + par("EpBandeauSous", subtitle)
        + par("EpBandeauBas", bottom)
    )
    return table(
        "EpBandeau",
        widths,
        row(cell(widths[0], left, align="center"), cell(widths[1], *blocks, align="center")),
        looks="columns",
        title="Épreuve, points, durée et coefficient",
    ) + par("EpEspace")


def facts(*lines: tuple[str, str, str]) -> str:
    """A table of facts: name, value, and the condition on which the row is printed."""
    widths = (2350, TEXT_WIDTH - 2350)
    rows = []
    for name, value, condition in lines:
        made = row(cell(widths[0], par("EpCelForte", name)), cell(widths[1], par("EpCel", value)))
        rows.append(rows_when(condition, made) if condition else made)
    return table("EpInfos", widths, *rows, title="Renseignements")
