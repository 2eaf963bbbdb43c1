"""The running sheet of a simulation: cast, times, new facts, what is seen of each. Name: ``conduct`` (ConductView)."""

from wordkit.blocks import answer_bar, bullets, listing, outline
from wordkit.jury import levels
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
    table,
    when,
)
from wordkit.package import Document, Page
from wordkit.running import band, facts, page

HEAD = "conduct.jury.head"


def document() -> Document:
    """The template."""
    return Document(
        body=_body(),
        page=_running(),
        title=f"Conduite de la simulation {{{{ {HEAD}.code }}}}",
        subject=f"{{{{ {HEAD}.certification }}}}",
    )


def _running() -> Page:
    """Headers and footers of the sheet."""
    return page(
        f"Conduite · {{{{ {HEAD}.label }}}} · {{{{ {HEAD}.session }}}}",
        "CONFIDENTIEL – réservé au jury",
        f"{{{{ {HEAD}.code }}}}",
        middle="Ne pas remettre aux candidats",
        likely="4",
    )


def _body() -> str:
    """The whole sheet."""
    return "".join(
        (
            _cover(),
            _cast(),
            _course(),
            when("conduct.injects", _injects()),
            par("EpTitre1", "Ce qui s’observe chez chacun"),
            each("a", "conduct.jury.answers", _answer()),
            when("conduct.jury.skills", _skills()),
            levels("conduct.jury"),
            _notes(),
        )
    )


def _cover() -> str:
    """Which simulation, for which group, where and when."""
    return "".join(
        (
            band(
                f"{{{{ {HEAD}.heading }}}}",
                "Conduite de la simulation",
                f"{{{{ {HEAD}.label }}}} – {{{{ {HEAD}.subtitle }}}}",
                f"{{{{ {HEAD}.block }}}}",
                (
                    (
                        f"{{{{ {HEAD}.preparation }}}}",
                        "préparation",
                        f"{HEAD}.preparation",
                    ),
                    ("{{ conduct.length }}", "séance", ""),
                    ("{{ conduct.interviews }}", "entretiens", "conduct.interviews"),
                ),
            ),
            facts(
                ("Groupe", "{{ conduct.group }}", "conduct.group"),
                ("Date et salle", "{{ conduct.when }}", "conduct.when"),
                ("Jury", "{{ conduct.assessors }}", "conduct.assessors"),
                ("Dossier", "{{ conduct.jury.situation }}", ""),
            ),
        )
    )


def _cast() -> str:
    """Who plays what."""
    return par("EpIntertitre", "Distribution") + listing(
        "conduct.cast",
        (
            ("Rôle", 900, "{{ x.role }}"),
            ("Personnage", 3769, "{{ x.title }}"),
            ("Partie du dossier", 3069, "{{ x.actor }}"),
            ("N° d’anonymat", 1900, "{{ x.anonymous }}"),
        ),
        title="Distribution des rôles",
        together=True,
    )


def _course() -> str:
    """The steps, in minutes from the call of the candidates and by the clock."""
    return par("EpIntertitre", "Déroulement") + listing(
        "conduct.steps",
        (
            ("Étape", 1700, "{{ x.title }}"),
            ("Durée", 1000, "{{ x.duration }}"),
            ("Minutes", 1350, "{{ x.span }}"),
            ("Heure", 1000, "{{ x.clock }}"),
            ("Conduite", TEXT_WIDTH - 5050, "{{ x.purpose }}"),
        ),
        title="Déroulement de la simulation",
        together=True,
    )


def _injects() -> str:
    """New facts, at their minute of the session."""
    return par("EpIntertitre", "Faits nouveaux, à leur minute de séance") + listing(
        "conduct.injects",
        (
            ("Minute", 950, "{{ x.when }}"),
            ("Heure", 900, "{{ x.clock }}"),
            ("Canal", 1400, "{{ x.origin }}"),
            ("Fait nouveau, à remettre tel quel", 3188, "{{ x.text }}"),
            ("Réaction attendue", 2000, "{{ x.expected }} ({{ x.codes }})"),
            ("Emploi", 1200, "{{ x.usage }}"),
        ),
        title="Faits nouveaux dans l’ordre",
    )


def _answer() -> str:
    """What is expected of each, with a box a role; the interview; where the session may go."""
    return "".join(
        (
            answer_bar(),
            _observed(),
            when(
                "a.prompts",
                par("EpVolet", "Entretien individuel"),
                bullets("a.prompts", "EpCompact"),
            ),
            outline(),
        )
    )


def _boxes() -> str:
    """A box for each role that is held."""
    return par(
        "EpCel",
        inline_each(
            "k",
            "conduct.cast",
            inline_when("k.held", run(f"□{NBSP}{{{{ k.role }}}} ")),
        ),
    )


def _observed() -> str:
    """The expected elements, with a box a role."""
    widths = (4538, 950, 800, TEXT_WIDTH - 6288)
    names = ("Élément attendu", "Code", "Points", "Vu chez")
    text = par(
        "EpCel",
        "{{ x.text }}",
        inline_when("x.indispensable", run(f"{NBSP}· "), run("indispensable", "EpAlerte")),
    )

    def line(held: bool) -> str:
        return row(
            cell(widths[0], text.replace('"EpCel"', '"EpCelSuite"') if held else text),
            cell(widths[1], par("EpCel", "{{ x.code }}")),
            cell(widths[2], par("EpCelDroite", "{{ x.points }}")),
            cell(widths[3], _boxes()),
        )

    head = row(
        *(
            cell(w, par("EpCelTeteDroite" if n == "Points" else "EpCelTete", n))
            for w, n in zip(widths, names, strict=True)
        ),
        header=True,
    )
    return table(
        "EpTableau",
        widths,
        head,
        rows_together("x", "a.expected", line),
        looks="header",
        title="Éléments attendus, par rôle",
    )


def _skills() -> str:
    """The soft skills observed of each, without effect on the mark."""
    widths = (2100, 4338, TEXT_WIDTH - 6438)
    head = ("Savoir-être", "Ce qui s’observe", "Observé chez")
    return (
        par("EpTitre2", "Savoir-être observés")
        + par(
            "EpMention",
            "Le niveau de chacun se note dans sa grille. Ces observations ne changent pas la note.",
        )
        + table(
            "EpTableau",
            widths,
            row(
                *(cell(w, par("EpCelTete", n)) for w, n in zip(widths, head, strict=True)),
                header=True,
            ),
            rows_each(
                "x",
                "conduct.jury.skills",
                row(
                    cell(widths[0], par("EpCelForte", "{{ x.title }}")),
                    cell(widths[1], par("EpCel", "{{ x.observable }}")),
                    cell(widths[2], _boxes()),
                ),
            ),
            looks="header",
            title="Savoir-être observés",
        )
    )


def _notes() -> str:
    """Room for what each did, then signatures."""
    half = (4819, 4819)
    label = "{{ x.role }} – {{ x.title }}{% if x.held %} · {{ x.anonymous }}{% endif %}"
    return (
        par("EpTitre2", "Ce que chacun a fait : faits et heures")
        + table(
            "EpGrille",
            (TEXT_WIDTH,),
            rows_each(
                "x",
                "conduct.cast",
                row(
                    cell(TEXT_WIDTH, par("EpCelSuite", run(label, "EpDiscret"))),
                    height=1100,
                ),
            ),
            title="Notes par rôle",
        )
        + par("EpEspace")
        + table(
            "EpGrille",
            half,
            row(
                cell(half[0], par("EpIdentite", f"Premier examinateur{NBSP}:")),
                cell(half[1], par("EpIdentite", f"Second examinateur{NBSP}:")),
                height=760,
            ),
            title="Signatures",
        )
    )
