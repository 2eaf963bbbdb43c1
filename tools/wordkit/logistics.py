"""The papers of the day: the summons of a candidate and the sign-in sheet of a room.

Names: ``summons`` (SummonsView), ``sheet`` (AttendanceView).
"""

from wordkit.blocks import bullets
from wordkit.markup import (
    NBSP,
    NNBSP,
    TEXT_WIDTH,
    cell,
    field,
    par,
    row,
    rows_each,
    run,
    tab,
    table,
    when,
)
from wordkit.package import Document, Page
from wordkit.running import facts


def sheet(left: str, right: str, footer: str) -> Page:
    """Headers and footers without a stamp: these are no exercise."""
    head = par("EpEntete", left, tab(), tab(), right)
    foot = par(
        "EpPied",
        footer,
        tab(),
        tab(),
        f"Page{NBSP}",
        field("PAGE", "1"),
        f"{NBSP}/{NBSP}",
        field("NUMPAGES", "1"),
    )
    return Page(header=head, first_header=head, footer=foot, first_footer=foot)


def summons() -> Document:
    """The summons of a candidate."""
    return Document(
        body="".join((_address(), _sittings(), _rules(), _signature())),
        page=sheet(
            "{{ summons.centre }}",
            "{{ summons.session }}",
            f"Candidat n°{NBSP}{{{{ summons.number }}}}",
        ),
        title="Convocation {{ summons.number }}",
        subject="{{ summons.certification }}",
    )


def _address() -> str:
    """Whom and what for."""
    return "".join(
        (
            par("EpCourrierLieu", "{{ summons.centre }}, le {{ summons.date }}"),
            par("EpConvocation", "Convocation"),
            par("EpConvocationSous", "{{ summons.certification }}"),
            facts(
                ("Candidat", "{{ summons.name }}", ""),
                ("Numéro", "{{ summons.number }}", ""),
                ("Parcours", "{{ summons.path }}", "summons.path"),
                ("Session", "{{ summons.session }}", ""),
            ),
            par(
                "EpTexteAvant",
                "Vous êtes convoqué(e) aux épreuves suivantes. Présentez-vous trente minutes avant l’heure indiquée.",
            ),
        )
    )


def _sittings() -> str:
    """The exams in order of time."""
    widths = (2250, 4388, 1200, 1800)
    names = ("Date et horaire", "Épreuve", "Durée", "Lieu")
    exam = (
        par("EpCelForte", "{{ x.exam }}")
        + par("EpCelPetite", "{{ x.block }}")
        + par("EpCelPetite", run("Matériel", "EpNom"), f"{NBSP}: {{{{ x.materials }}}}")
    )
    return table(
        "EpTableau",
        widths,
        row(
            *(cell(w, par("EpCelTete", n)) for w, n in zip(widths, names, strict=True)), header=True
        ),
        rows_each(
            "x",
            "summons.sittings",
            row(
                cell(widths[0], par("EpCelForte", "{{ x.when }}")),
                cell(widths[1], exam),
                cell(widths[2], par("EpCel", "{{ x.duration }}")),
                cell(widths[3], par("EpCel", "{{ x.place }}")),
            ),
        ),
        looks="header",
        title="Épreuves",
    )


def _rules() -> str:
    """What was granted, what to bring, what happens to those who are late."""
    rules = (
        "Présentez cette convocation et une pièce d’identité en cours de validité, avec photographie.",
        "Les appareils connectés, montres comprises, sont éteints et déposés à l’entrée.",
        "En cas de retard ou d’empêchement, prévenez aussitôt le centre ; le règlement d’évaluation dit la suite.",
    )
    lines = "".join(
        par("EpPuce", run("–", "EpNom"), tab(), r.replace(" ;", "\u202f;")) for r in rules
    )
    return (
        when(
            "summons.measures",
            par("EpIntertitre", "Aménagements accordés"),
            bullets("summons.measures"),
        )
        + par("EpIntertitre", "Règles à connaître")
        + lines
    )


def _signature() -> str:
    """Who summons."""
    return par(
        "EpSignature",
        "Pour le certificateur{% if summons.certifier %} {{ summons.certifier }}{% endif %}, "
        "le responsable du centre d’examen",
    )


def attendance() -> Document:
    """The sign-in sheet of a room."""
    return Document(
        body="".join((_room(), _signatures(), _invigilators())),
        page=sheet(
            "{{ sheet.centre }} · {{ sheet.session }}",
            "Document nominatif – coordination",
            "{{ sheet.exam }} · salle {{ sheet.room }}",
        ),
        title="Émargement",
        subject="{{ sheet.certification }}",
    )


def _room() -> str:
    """Which exam, where and when."""
    return (
        par("EpConvocation", "Feuille d’émargement")
        + par("EpConvocationSous", "{{ sheet.certification }}")
        + facts(
            ("Épreuve", "{{ sheet.exam }} – {{ sheet.block }}", ""),
            ("Date et horaire", "{{ sheet.when }}", "sheet.when"),
            ("Salle", "{{ sheet.room }}", ""),
            ("Candidats attendus", "{{ sheet.count }}", ""),
        )
        + par(
            "EpTexteAvant",
            "Chaque candidat signe à l’entrée et à la remise. Barrez les cases d’un absent et inscrivez-y "
            f"«{NNBSP}absent{NNBSP}».",
        )
    )


def _signatures() -> str:
    """One line a candidate: seat, name, times, two signatures, number of sheets."""
    widths = (750, 2438, 880, 880, 1700, 1000, 1000, 990)
    names = (
        "Place",
        "Candidat",
        "Début",
        "Fin",
        "Signature d’entrée",
        "Remise à",
        "Signature",
        "Feuilles",
    )
    return table(
        "EpGrilleTete",
        widths,
        row(
            *(cell(w, par("EpCelTete", n)) for w, n in zip(widths, names, strict=True)), header=True
        ),
        rows_each(
            "x",
            "sheet.lines",
            row(
                cell(widths[0], par("EpCelCentre", "{{ x.seat }}"), align="center"),
                cell(
                    widths[1],
                    par("EpCelForte", "{{ x.name }}"),
                    par(
                        "EpCelPetite",
                        f"n°{NBSP}{{{{ x.number }}}}{{% if x.note %}} · {{{{ x.note }}}}{{% endif %}}",
                    ),
                    align="center",
                ),
                cell(widths[2], par("EpCel", "{{ x.start }}"), align="center"),
                cell(widths[3], par("EpCel", "{{ x.end }}"), align="center"),
                *(cell(w, par("EpCelSigne")) for w in widths[4:]),
                height=620,
            ),
        ),
        looks="header",
        title="Candidats attendus et signatures",
    )


def _invigilators() -> str:
    """Counts, incidents, who kept the room."""
    half = (4819, 4819)
    return par("EpIntertitre", "Clôture") + table(
        "EpGrille",
        half,
        row(
            cell(half[0], par("EpIdentite", f"Présents{NBSP}:")),
            cell(half[1], par("EpIdentite", f"Absents{NBSP}:")),
        ),
        row(
            cell(half[0], par("EpIdentite", f"Copies remises{NBSP}:")),
            cell(half[1], par("EpIdentite", f"Ouverture de l’enveloppe des sujets à{NBSP}:")),
        ),
        row(
            cell(TEXT_WIDTH, par("EpIdentite", f"Incidents et retards{NBSP}:"), span=2), height=900
        ),
        row(
            cell(half[0], par("EpIdentite", f"Surveillant (nom, signature){NBSP}:")),
            cell(half[1], par("EpIdentite", f"Surveillant (nom, signature){NBSP}:")),
            height=800,
        ),
        title="Clôture de l’épreuve",
    )
