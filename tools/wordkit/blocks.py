"""Blocks that several documents share: lists with a header row, boxed rules, answers, codes with their levels."""

from collections.abc import Sequence

from wordkit.markup import (
    NBSP,
    TEXT_WIDTH,
    cell,
    each,
    inline_each,
    inline_when,
    par,
    row,
    rows_each,
    rows_together,
    run,
    tab,
    table,
    when,
)

Column = tuple[str, int, str]  # heading, width, expression


def listing(
    values: str,
    columns: Sequence[Column],
    *,
    title: str,
    right: Sequence[int] = (),
    together: bool = False,
) -> str:
    """A table with a header row and a row for each value ``x``; columns of ``right`` are aligned on the right."""
    widths = [width for _, width, _ in columns]
    head = row(
        *(
            cell(w, par("EpCelTeteDroite" if i in right else "EpCelTete", name))
            for i, (name, w, _) in enumerate(columns)
        ),
        header=True,
    )

    def line(held: bool) -> str:
        first = "EpCelForteSuite" if held else "EpCelForte"
        styles = [
            first,
            *("EpCelDroite" if i in right else "EpCel" for i in range(1, len(columns))),
        ]
        return row(
            *(cell(w, par(s, text)) for s, (_, w, text) in zip(styles, columns, strict=True))
        )

    body = (
        rows_together("x", values, line) if together else rows_each("x", values, line(held=False))
    )
    return table("EpTableau", widths, head, body, looks="header", title=title)


def box(title: str, *lines: str) -> str:
    """A box of fixed, numbered sentences."""
    content = (
        par("EpConsigneNum", run(f"{i}.", "EpNom"), tab(), text) for i, text in enumerate(lines, 1)
    )
    return table("EpEncadre", (TEXT_WIDTH,), row(cell(TEXT_WIDTH, *content)), title=title)


def bullets(values: str, style: str = "EpPuce") -> str:
    """A list with dashes."""
    return each("x", values, par(style, run("–", "EpNom"), tab(), "{{ x }}"))


def answer_bar() -> str:
    """The bar of a question ``a.question`` with its codes, points and minutes, then its instruction."""
    codes = inline_each(
        "k", "a.question.codes", run(" "), run(f"{NBSP}{{{{ k }}}}{NBSP}", "EpCode")
    )
    return par(
        "EpQuestion",
        f"Question{NBSP}{{{{ a.question.number }}}} – {{{{ a.question.title }}}} ",
        codes,
        tab(),
        run("{{ a.question.points }}", "EpPoints"),
        run(" · {{ a.question.minutes }}", "EpTemps"),
    ) + each("x", "a.question.instruction", par("EpRappelConsigne", "{{ x }}"))


def expected(*, tick: bool = False) -> str:
    """The expected elements of ``a``: number, text, code, points, and a box to tick in orals."""
    widths = (650, 6638 - (650 if tick else 0), 1350, 1000, *((650,) if tick else ()))
    names = ("N°", "Élément attendu", "Compétence", "Points", *(("Vu",) if tick else ()))
    heads = ("EpCelTete", "EpCelTete", "EpCelTete", "EpCelTeteDroite", "EpCelTete")
    text = par(
        "EpCel",
        "{{ x.text }}",
        inline_when("x.indispensable", run(f"{NBSP}· "), run("indispensable", "EpAlerte")),
    )

    def line(held: bool) -> str:
        return row(
            cell(widths[0], par("EpCelForteSuite" if held else "EpCelForte", "{{ x.id }}")),
            cell(widths[1], text),
            cell(widths[2], par("EpCel", "{{ x.code }}")),
            cell(widths[3], par("EpCelDroite", "{{ x.points }}")),
            *((cell(widths[4], par("EpCel")),) if tick else ()),
        )

    head = row(
        *(cell(w, par(s, n)) for w, s, n in zip(widths, heads, names, strict=False)), header=True
    )
    return table(
        "EpTableau",
        widths,
        head,
        rows_together("x", "a.expected", line),
        looks="header",
        title="Éléments attendus",
    )


def outline() -> str:
    """What to look out for and the outline of a model answer."""
    return when(
        "a.pitfalls", par("EpVolet", "Erreurs fréquentes"), bullets("a.pitfalls", "EpCompact")
    ) + when(
        "a.outline",
        par("EpVolet", "Trame de réponse modèle"),
        table(
            "EpRappel",
            (TEXT_WIDTH,),
            row(
                cell(
                    TEXT_WIDTH,
                    each(
                        "x",
                        "a.outline",
                        par("EpNumero", run("{{ loop.index }}.", "EpNom"), tab(), "{{ x }}"),
                    ),
                ),
                splits=True,
            ),
            title="Trame de réponse modèle",
        ),
    )


def codes(view: str) -> str:
    """Each code: its indicators with their weights, its five levels with what they are worth."""
    indicators = (
        listing(
            "c.indicators",
            (
                ("Indicateur observé", TEXT_WIDTH - 1200, "{{ x.label }}"),
                ("Poids", 1200, "{{ x.weight }}"),
            ),
            title="Indicateurs",
            right=(1,),
            together=True,
        )
        .replace('"EpCelForteSuite"', '"EpCelSuite"')
        .replace('"EpCelForte"', '"EpCel"')
    )
    levels = listing(
        "c.levels",
        (
            ("Niveau", 900, "{{ x.value }}"),
            ("Ce que l’on constate", TEXT_WIDTH - 2100, "{{ x.text }}"),
            ("Sur 20", 1200, "{{ x.worth }}"),
        ),
        title="Descripteurs de niveau",
        right=(2,),
        together=True,
    )
    return each(
        "c",
        f"{view}.codes",
        par(
            "EpTitre2",
            run(f"{NBSP}{{{{ c.code }}}}{NBSP}", "EpPastille"),
            f"{NBSP} {{{{ c.title }}}}",
        ),
        par(
            "EpDocMeta",
            run("{{ c.points }}", "EpPoints"),
            " · {{ c.share }} du total · {{ c.questions }}",
        ),
        indicators,
        par("EpEspace"),
        levels,
    )
