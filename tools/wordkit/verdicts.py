"""What a candidate receives from the jury: the transcript and the notification.

Names: ``transcript`` (TranscriptView), ``notice`` (NoticeView).
"""

from wordkit.blocks import bullets, listing
from wordkit.jurylooks import DECISION
from wordkit.logistics import sheet
from wordkit.markup import (
    NBSP,
    TEXT_WIDTH,
    cell,
    each,
    heading,
    inline_when,
    par,
    row,
    rows_each,
    rows_together,
    run,
    table,
    when,
)
from wordkit.package import Document
from wordkit.running import facts


def transcript() -> Document:
    """The transcript of a candidate."""
    return Document(
        body="".join((_identity(), _results(), _remedies())),
        page=sheet(
            "{{ transcript.frame.certification }}",
            "Relevé de résultats – document personnel",
            f"{{{{ transcript.frame.session }}}} · n°{NBSP}{{{{ transcript.number }}}}",
        ),
        title="Relevé de résultats {{ transcript.number }}",
        subject="{{ transcript.frame.certification }}",
        looks=DECISION,
    )


def _identity() -> str:
    """Whose results, and the decision."""
    return (
        par("EpConvocation", "Relevé de résultats")
        + par("EpConvocationSous", "{{ transcript.frame.certification }}")
        + facts(
            ("Nom", "{{ transcript.name }}", ""),
            ("Date de naissance", "{{ transcript.birth }}", "transcript.birth"),
            ("Numéro", "{{ transcript.number }}", ""),
            ("Numéro RNCP", "{{ transcript.frame.rncp }}", "transcript.frame.rncp"),
            ("Certificateur", "{{ transcript.frame.certifier }}", "transcript.frame.certifier"),
            ("Parcours", "{{ transcript.path }}", ""),
            ("Session", "{{ transcript.frame.session }}", ""),
        )
        + par("EpEspace")
        + table(
            "EpEncadre",
            (TEXT_WIDTH,),
            row(
                cell(
                    TEXT_WIDTH,
                    par("EpCelPetite", "Décision du jury du {{ transcript.date }}"),
                    par(
                        "EpDecision",
                        "{{ transcript.decision }}{% if transcript.honours %}, {{ transcript.honours }}{% endif %}",
                    ),
                    when("transcript.reason", par("EpCel", "{{ transcript.reason }}")),
                    when("transcript.revision", par("EpCel", "{{ transcript.revision }}")),
                )
            ),
            title="Décision du jury",
        )
    )


def _results() -> str:
    """Block by block: what was obtained."""
    title = par(
        "EpBlocTitre",
        "{{ b.label }} – ",
        inline_when("b.held", run("{{ b.status }}", "EpNom")),
        inline_when("not b.held", run("{{ b.status }}", "EpAlerte")),
    )
    said = (
        when(
            "b.facts or b.count",
            par(
                "EpBlocFait", "{{ b.facts }}{% if b.facts and b.count %} · {% endif %}{{ b.count }}"
            ),
        )
        + when("b.when", par("EpBlocFait", "{{ b.when }}"))
        + each("r", "b.reasons", par("EpBlocFait", "{{ r }}"))
    )
    exams = listing(
        "b.exams",
        (
            ("Épreuve", 4538, "{{ x.title }}"),
            ("Nature", 1700, "{{ x.phase }}"),
            ("Coefficient", 1100, "{{ x.coefficient }}"),
            ("Résultat", 2300, "{{ x.result }}"),
        ),
        title="Épreuves du bloc",
        right=(2, 3),
        together=True,
    )
    return heading("Résultats par bloc") + each(
        "b",
        "transcript.blocks",
        title,
        said,
        when("b.exams", exams, par("EpEspace")),
        when("b.codes", _codes()),
    )


def _codes() -> str:
    """The codes of a block."""
    widths = (1000, 5638, 1300, 1700)
    names = ("Code", "Compétence", "Note", "Résultat")
    heads = ("EpCelTete", "EpCelTete", "EpCelTeteDroite", "EpCelTete")

    def line(held: bool) -> str:
        return row(
            cell(widths[0], par("EpCelForteSuite" if held else "EpCelForte", "{{ x.code }}")),
            cell(widths[1], par("EpCel", "{{ x.title }}")),
            cell(widths[2], par("EpCelDroite", "{{ x.mark }}")),
            cell(
                widths[3],
                par(
                    "EpCel",
                    inline_when("x.acquired", run("{{ x.result }}", "EpNom")),
                    inline_when("not x.acquired", run("{{ x.result }}")),
                ),
            ),
        )

    head = row(
        *(cell(w, par(s, n)) for w, s, n in zip(widths, heads, names, strict=True)), header=True
    )
    return table(
        "EpTableau",
        widths,
        head,
        rows_together("x", "b.codes", line),
        looks="header",
        title="Compétences du bloc",
    )


def _remedies() -> str:
    """The appeal, who signs."""
    return (
        par("EpTexteAvant", "{{ transcript.appeal }}")
        + par("EpSignature", "{{ transcript.place }}, le {{ transcript.date }}")
        + par(
            "EpSignature", "Pour le jury de certification, {{ transcript.president }}, présidence"
        )
    )


def notice() -> Document:
    """The notification of a candidate."""
    return Document(
        body="".join((_address(), _told(), _blocks(), _again(), _appeal())),
        page=sheet(
            "{{ notice.frame.centre }}",
            "{{ notice.frame.session }}",
            f"Notification de décision · n°{NBSP}{{{{ notice.number }}}}",
        ),
        title="Notification {{ notice.number }}",
        subject="{{ notice.frame.certification }}",
        looks=DECISION,
    )


def _address() -> str:
    """Whom the letter is for."""
    return (
        par("EpCourrierLieu", "{{ notice.place }}, le {{ notice.date }}")
        + par("EpDestinataire", "{{ notice.name }}")
        + par("EpConvocation", "Notification de décision")
        + par("EpConvocationSous", "{{ notice.frame.certification }}")
        + facts(
            ("Numéro", "{{ notice.number }}", ""),
            ("Parcours", "{{ notice.path }}", ""),
            ("Session", "{{ notice.frame.session }}", ""),
            ("Délibération", "{{ notice.sitting }}, {{ notice.place }}", ""),
        )
    )


def _told() -> str:
    """The decision and what it means."""
    return par(
        "EpTexteAvant", "Le jury de certification a pris à votre sujet la décision suivante."
    ) + table(
        "EpEncadre",
        (TEXT_WIDTH,),
        row(
            cell(
                TEXT_WIDTH,
                par(
                    "EpDecision",
                    "{{ notice.decision }}{% if notice.honours %}, {{ notice.honours }}{% endif %}",
                ),
                when("notice.lead", par("EpConsigneFin", "{{ notice.lead }}")),
                when(
                    "notice.reason",
                    par("EpConsigneFin", f"Motif du jury{NBSP}: {{{{ notice.reason }}}}"),
                ),
                when("notice.revision", par("EpConsigneFin", "{{ notice.revision }}")),
            )
        ),
        title="Décision",
    )


def _blocks() -> str:
    """Blocks won and missing, with the reasons."""
    widths = (4050, 1000, 1250, TEXT_WIDTH - 6300)
    names = ("Bloc", "Note", "Statut", "Précision")
    heads = ("EpCelTete", "EpCelTeteDroite", "EpCelTete", "EpCelTete")
    status = par(
        "EpCel",
        inline_when("x.held", run("{{ x.status }}", "EpNom")),
        inline_when("not x.held", run("{{ x.status }}", "EpAlerte")),
    )
    return par("EpIntertitre", "Vos blocs") + table(
        "EpTableau",
        widths,
        row(
            *(cell(w, par(s, n)) for w, s, n in zip(widths, heads, names, strict=True)), header=True
        ),
        rows_each(
            "x",
            "notice.blocks",
            row(
                cell(widths[0], par("EpCelForte", "{{ x.label }}")),
                cell(widths[1], par("EpCelDroite", "{{ x.mark }}")),
                cell(widths[2], status),
                cell(widths[3], par("EpCelNiveau", "{{ x.note }}")),
            ),
        ),
        looks="header",
        title="Blocs acquis et manquants",
    )


def _again() -> str:
    """What may be sat again, and how."""
    exams = listing(
        "notice.again",
        (
            ("Épreuve à repasser", 4638, "{{ x.exam }}"),
            ("Bloc", 2000, "{{ x.block }}"),
            ("Compétences évaluées", 3000, "{{ x.codes }}"),
        ),
        title="Épreuves à repasser",
        together=True,
    )
    return when(
        "notice.resit or notice.again",
        par("EpIntertitre", "Et maintenant"),
        bullets("notice.resit", "EpCompact"),
        when("notice.again", exams),
    )


def _appeal() -> str:
    """When and how to appeal, who signs."""
    return (
        par("EpIntertitre", "Recours")
        + each("x", "notice.appeal", par("EpTexteSuite", "{{ x }}"))
        + par("EpSignature", "Pour le jury de certification, {{ notice.president }}, présidence")
    )
