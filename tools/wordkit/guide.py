"""The marking guide of a written form. Name: ``guide`` (AssessorView)."""

from wordkit.blocks import answer_bar, box, codes, expected, outline
from wordkit.markup import NBSP, cell, each, heading, par, row, rows_each, run, tab, table, when
from wordkit.package import Document, Page
from wordkit.running import band, facts, page

_RULES = (
    f"La note vient de la grille{NBSP}: chaque indicateur y reçoit un niveau de 0 à 4. Les points des "
    "éléments attendus aident à choisir ce niveau.",
    "Sans tous les éléments indispensables d’une question, le niveau 3 n’est pas attribué aux "
    "compétences qu’ils prouvent.",
    "Une réponse différente du corrigé est recevable si elle est exacte, motivée et tirée du dossier.",
    "Une même faute n’est retenue qu’une fois. La langue et la forme ne comptent que là où un "
    "indicateur les vise.",
    "Un commentaire est obligatoire aux niveaux 0, 1 et 4. Le candidat peut le lire"
    f"{NBSP}: restez factuel.",
    "Corrigez seul. Vous ne voyez pas la grille de l’autre correcteur, et vous ne cherchez pas à lever "
    "l’anonymat.",
)


def document() -> Document:
    """The template."""
    return Document(
        body=_body(),
        page=_running(),
        title="Corrigé {{ guide.head.code }}",
        subject="{{ guide.head.certification }}",
    )


def _running() -> Page:
    """Headers and footers of the guide."""
    return page(
        "Corrigé · {{ guide.head.session }}",
        "CONFIDENTIEL – réservé aux correcteurs",
        "{{ guide.head.code }}",
        middle="{{ guide.role }}",
        likely="8",
    )


def _body() -> str:
    """The whole guide."""
    return "".join(
        (
            _cover(),
            heading("Question par question", page=True),
            each("a", "guide.answers", _answer()),
            heading("Repères par compétence"),
            par(
                "EpMention",
                "Niveaux communs à toutes les épreuves. Statut des critères",
                f"{NBSP}: {{{{ guide.status }}}}.",
            ),
            codes("guide"),
            par("EpFin", "– Fin du corrigé –"),
        )
    )


def _cover() -> str:
    """First page: which form, how to mark, what is worth what."""
    return "".join(
        (
            band(
                "{{ guide.head.kind }} · {{ guide.head.code }}",
                "Corrigé",
                "{{ guide.head.subtitle }}",
                "{{ guide.head.certification }}",
                (
                    ("{{ guide.head.points }}", "points", ""),
                    ("{{ guide.answers|length }}", "questions", ""),
                    ("{{ guide.head.coefficient }}", "coefficient", ""),
                ),
            ),
            facts(
                ("Version", "{{ guide.role }}, {{ guide.head.session }}", ""),
                ("Domaine", "{{ guide.head.block }}", ""),
                ("Cadre", '{{ guide.settings|join(" / ") }}', ""),
                ("Durée", "{{ guide.head.duration }}", ""),
            ),
            par("EpIntertitre", "Règles de correction"),
            box("Règles de correction", *_RULES),
            par("EpIntertitre", "Barème"),
            _marking(),
        )
    )


def _marking() -> str:
    """Marks by question, with the difficulty and the level of thinking."""
    widths = (1250, 3888, 1500, 1000, 1150, 850)
    names = ("Question", "Intitulé", "Compétences", "Difficulté", "Démarche", "Points")
    values = (
        f"Question{NBSP}{{{{ a.question.number }}}}",
        "{{ a.question.title }}",
        '{{ a.question.codes|join(" · ") }}',
        f"{{{{ a.difficulty }}}}{NBSP}/{NBSP}5",
        "{{ a.level }}",
        "{{ a.question.worth }}",
    )
    styles = ("EpCelSuite", "EpCel", "EpCelForte", "EpCel", "EpCel", "EpCelDroite")
    return table(
        "EpTableau",
        widths,
        row(
            *(
                cell(w, par("EpCelTeteDroite" if n == "Points" else "EpCelTete", n))
                for w, n in zip(widths, names, strict=True)
            ),
            header=True,
        ),
        rows_each(
            "a",
            "guide.answers",
            row(*(cell(w, par(s, v)) for w, s, v in zip(widths, styles, values, strict=True))),
        ),
        row(
            cell(sum(widths[:5]), par("EpCelForte", "Total"), span=5),
            cell(widths[5], par("EpCelDroite", run("{{ guide.head.points }}", "EpFort"))),
        ),
        looks="total",
        title="Barème par question",
    )


def _answer() -> str:
    """One question: its bar, what is expected, what goes wrong, a model."""
    return "".join(
        (
            answer_bar(),
            when(
                "a.question.demands",
                par(
                    "EpRubrique",
                    run("À noter", "EpNom"),
                    tab(),
                    run('{{ a.question.demands|join(" ") }}', "EpAlerte"),
                ),
            ),
            when(
                "a.question.documents",
                par("EpRubrique", run("Documents", "EpNom"), tab(), "{{ a.question.documents }}"),
            ),
            par("EpRubrique", run("Livrable", "EpNom"), tab(), "{{ a.question.deliverable }}"),
            par("EpVolet", "Éléments attendus"),
            expected(),
            outline(),
        )
    )
