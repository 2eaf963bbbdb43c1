"""A case in a paper: its situation, the questions asked on it, its documents.

The loop variable is ``c`` (a DossierView); the paper itself is ``paper`` (CandidateView).
"""

from wordkit.faces import exhibit
from wordkit.markup import (
    NBSP,
    TEXT_WIDTH,
    cell,
    each,
    either,
    heading,
    inline_each,
    par,
    row,
    rows_each,
    rows_together,
    run,
    tab,
    table,
    when,
)
from wordkit.running import facts


def case() -> str:
    """One case: situation, questions, documents; after the last questions, the competencies of the paper."""
    return _situation() + _questions() + when("loop.last", _codes()) + _file()


def _codes() -> str:
    """The competencies of the paper, code by code, on the page where the questions end."""
    widths = (1300, TEXT_WIDTH - 1300)
    return heading("Compétences évaluées dans ce sujet") + table(
        "EpTableau",
        widths,
        row(
            cell(widths[0], par("EpCelTete", "Code")),
            cell(widths[1], par("EpCelTete", "Compétence")),
            header=True,
        ),
        rows_together(
            "x",
            "paper.codes",
            lambda held: row(
                cell(widths[0], par("EpCelForteSuite" if held else "EpCelForte", "{{ x.code }}")),
                cell(widths[1], par("EpCel", "{{ x.title }}")),
            ),
        ),
        looks="header",
        title="Compétences évaluées",
    )


def _situation() -> str:
    """The role, the situation, the parties and the chronology."""
    return "".join(
        (
            either(
                "c.heading",
                par("EpTitrePage", "{{ c.heading }}") + par("EpTitre2", "Mise en situation"),
                heading("Mise en situation", page=True),
            ),
            par("EpMention", "{{ c.mention }}"),
            facts(
                ("Vous êtes", "{{ c.role.position }}", ""),
                ("Organisation", "{{ c.role.organisation }}", ""),
                ("Autorité", "{{ c.role.authority }}", "c.role.authority"),
                ("Mandat", "{{ c.role.mandate }}", ""),
                ("Limites", "{{ c.role.limits }}", "c.role.limits"),
            ),
            par("EpIntertitre", "La situation"),
            each("x", "c.situation", par("EpTexte", "{{ x }}")),
            when(
                "c.constraints",
                par("EpIntertitre", "Contraintes à respecter"),
                each("x", "c.constraints", par("EpPuce", run("–", "EpNom"), tab(), "{{ x }}")),
            ),
            when("c.actors", par("EpTitre2", "Les acteurs"), _actors()),
            when("c.chronology", par("EpTitre2", "La chronologie"), _chronology()),
        )
    )


def _actors() -> str:
    """The parties: who they are, what they say, want and can do."""
    widths = (2250, 1400, 2050, 2100, 1838)
    names = ("Acteur", "Nature", "Position", "Intérêts", "Leviers")
    fields = ("nature", "position", "interests", "leverage")
    return table(
        "EpTableau",
        widths,
        row(
            *(cell(w, par("EpCelTete", n)) for w, n in zip(widths, names, strict=True)), header=True
        ),
        rows_each(
            "x",
            "c.actors",
            row(
                cell(widths[0], par("EpCelForte", "{{ x.name }}")),
                *(
                    cell(w, par("EpCel", f"{{{{ x.{f} }}}}"))
                    for w, f in zip(widths[1:], fields, strict=True)
                ),
            ),
        ),
        looks="header",
        title="Acteurs du cas",
    )


def _chronology() -> str:
    """The events, relative to the day of the case."""
    widths = (1300, TEXT_WIDTH - 1300)
    return table(
        "EpTableau",
        widths,
        row(
            cell(widths[0], par("EpCelTete", "Jour")),
            cell(widths[1], par("EpCelTete", "Fait")),
            header=True,
        ),
        rows_together(
            "x",
            "c.chronology",
            lambda held: row(
                cell(widths[0], par("EpCelForteSuite" if held else "EpCelForte", "{{ x.when }}")),
                cell(widths[1], par("EpCel", "{{ x.text }}")),
            ),
        ),
        looks="header",
        title="Chronologie du cas",
    )


def _questions() -> str:
    """The questions, each under its bar."""
    return either(
        "c.heading",
        par("EpTitre1", "Travail demandé – {{ c.heading }}"),
        heading("Travail demandé"),
    ) + each("q", "c.questions", question())


def question() -> str:
    """A question: bar with codes, points and minutes, instruction, deliverable, documents, demands."""
    codes = inline_each("k", "q.codes", run(" "), run(f"{NBSP}{{{{ k }}}}{NBSP}", "EpCode"))
    worth = (run("{{ q.points }}", "EpPoints"), run(" · {{ q.minutes }}", "EpTemps"))
    rubric = (
        when(
            "q.documents", par("EpRubrique", run("Documents", "EpNom"), tab(), "{{ q.documents }}")
        )
        + when(
            "q.demands",
            par(
                "EpRubrique",
                run("À noter", "EpNom"),
                tab(),
                run('{{ q.demands|join(" ") }}', "EpAlerte"),
            ),
        )
        + par("EpRubriqueFin", run("Livrable", "EpNom"), tab(), "{{ q.deliverable }}")
    )
    return (
        either(
            "seat.large",
            par("EpQuestion", f"Question{NBSP}{{{{ q.number }}}} – {{{{ q.title }}}} ", codes)
            + par("EpQuestionPoints", *worth),
            par(
                "EpQuestion",
                f"Question{NBSP}{{{{ q.number }}}} – {{{{ q.title }}}} ",
                codes,
                tab(),
                *worth,
            ),
        )
        + each("x", "q.instruction", par("EpConsigne", "{{ x }}"))
        + rubric
    )


def _file() -> str:
    """The documents: their list, each in its face, the country fact sheet, the map."""
    return "".join(
        (
            either(
                "c.heading",
                par("EpTitrePage", "Documents – {{ c.heading }}"),
                heading("Dossier documentaire", page=True),
            ),
            _list_of_documents(),
            each("d", "c.exhibits", exhibit()),
            when("c.facts", fact_sheet()),
            when("c.map", situation_map()),
        )
    )


def _list_of_documents() -> str:
    """The documents at a glance."""
    widths = (650, 3238, 1800, 2450, 1500)
    names = ("N°", "Titre", "Nature", "Émetteur et date", "Fiabilité")
    fields = (
        "{{ d.title }}",
        "{{ d.kind }}",
        "{{ d.issuer }}, {{ d.date }}",
        "{{ d.reliability }}",
    )
    return table(
        "EpTableau",
        widths,
        row(
            *(cell(w, par("EpCelTete", n)) for w, n in zip(widths, names, strict=True)), header=True
        ),
        rows_each(
            "d",
            "c.exhibits",
            row(
                cell(widths[0], par("EpCelForte", "{{ d.id }}")),
                *(cell(w, par("EpCel", f)) for w, f in zip(widths[1:], fields, strict=True)),
            ),
        ),
        looks="header",
        title="Liste des documents du dossier",
    )


def fact_sheet() -> str:
    """Dated figures of the country, each with its source."""
    widths = (3150, 2788, 950, 2750)
    names = ("Indicateur", "Valeur", "Année", "Source")
    return (
        par(
            "EpDocTitre",
            run(f"{NBSP}FICHE PAYS{NBSP}", "EpPastille"),
            f"{NBSP} {{{{ c.country }}}}",
        )
        + par(
            "EpDocMeta",
            "Données publiques datées ; le dossier, lui, est fictif.".replace(" ;", "\u202f;"),
        )
        + table(
            "EpTableau",
            widths,
            row(
                *(cell(w, par("EpCelTete", n)) for w, n in zip(widths, names, strict=True)),
                header=True,
            ),
            rows_together(
                "x",
                "c.facts",
                lambda held: row(
                    cell(widths[0], par("EpCelSuite" if held else "EpCel", "{{ x.label }}")),
                    cell(widths[1], par("EpCelForte", "{{ x.value }}")),
                    cell(widths[2], par("EpCel", "{{ x.year }}")),
                    cell(widths[3], par("EpCelPetite", "{{ x.source }}")),
                ),
            ),
            looks="header",
            title="Fiche pays",
        )
    )


def situation_map() -> str:
    """The locator map of the country."""
    return par(
        "EpDocTitre",
        run(f"{NBSP}CARTE{NBSP}", "EpPastille"),
        f"{NBSP} Carte de situation – {{{{ c.country }}}}",
    ) + par("EpFigure", "{{ c.map }}")
