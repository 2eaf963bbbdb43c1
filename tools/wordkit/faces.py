"""The faces of the dossier: how each kind of document looks, from the telegram to the organisation chart.

The loop variable is ``d`` (an ExhibitView); a coordinator finds the same blocks, in this order, in the Word file.
"""

from collections.abc import Callable

from wordkit.markup import (
    NBSP,
    TEXT_WIDTH,
    cell,
    each,
    inline_when,
    par,
    row,
    rows_each,
    run,
    spacer,
    tab,
    table,
    tag,
    when,
)

_WORDS = (
    run("{%r if d.note %}")
    + run("{{ x.text }}", "EpAnglais")
    + run("{%r else %}")
    + run("{{ x.text }}")
    + run("{%r endif %}")
)


def exhibit() -> str:
    """One document: its heading, its face, then its table, chart or map."""
    return "".join(
        (
            par(
                "EpDocTitre",
                run(f"{NBSP}{{{{ d.id }}}}{NBSP}", "EpPastille"),
                f"{NBSP} {{{{ d.title }}}}",
            ),
            par(
                "EpDocMeta",
                run("{{ d.kind }}", "EpNom"),
                f" · {{{{ d.issuer }}}} · {{{{ d.date }}}} · fiabilité{NBSP}: ",
                run("{{ d.reliability }}", "EpFort"),
                inline_when("d.note", run(" · {{ d.note }}", "EpAlerte")),
            ),
            when("d.fields or d.lines or d.nodes", _faces()),
            when("d.map", par("EpFigure", "{{ d.map }}")),
            when("d.table", par("EpAvant", "{{ d.table }}")),
            when("d.chart", par("EpFigure", "{{ d.chart }}")),
        )
    )


def _faces() -> str:
    """Every face, chosen by kind; what has no face of its own is plain text."""
    found = []
    for i, (kinds, blocks) in enumerate(_ALL):
        test = " or ".join(f'd.face == "{kind}"' for kind in kinds)
        found.append(tag(f"{'elif' if i else 'if'} {test}") + blocks())
    return "".join(found) + tag("else") + _plain() + tag("endif")


def _lines(style: str, *, label: str = "", separator: str = " ", bullet: bool = False) -> str:
    """The lines of the document in one style; a label, when there is one, stands before."""
    gap = tab() if bullet else run(separator)
    return each(
        "x", "d.lines", par(style, inline_when("x.label", run("{{ x.label }}", label), gap), _WORDS)
    )


def _frame(style: str, title: str, *rows: str, looks: str = "", splits: bool = False) -> str:
    """A frame of one column around the document; its first row is dressed when ``looks`` says so."""
    cells = [row(cell(TEXT_WIDTH, r), splits=splits) for r in rows]
    return table(style, (TEXT_WIDTH,), *cells, looks=looks, title=title) + spacer()


def _telegram() -> str:
    fields = (("ORIGINE", "{{ d.issuer }}"), ("DATE", "{{ d.date }}"), ("OBJET", "{{ d.title }}"))
    return _frame(
        "EpCadreTelegramme",
        "Télégramme {{ d.id }}",
        par("EpBande", "TÉLÉGRAMME"),
        "".join(par("EpTelegrammeChamp", run(n, "EpFort"), tab(), run(v)) for n, v in fields)
        + par("EpEspace")
        + _lines("EpTelegramme", label="EpFort")
        + par("EpTelegrammeFin", "FIN DU TEXTE"),
        looks="header",
    )


def _note_verbale() -> str:
    return _frame(
        "EpCadreDouble",
        "Note verbale {{ d.id }}",
        par("EpVerbaleTete", "{{ d.issuer }}")
        + par("EpVerbaleTitre", "NOTE VERBALE")
        + _lines("EpVerbale", label="EpFort"),
    )


def _note() -> str:
    fields = (("Émetteur", "{{ d.issuer }}"), ("Objet", "{{ d.title }}"), ("Date", "{{ d.date }}"))
    return _frame(
        "EpCadreNote",
        "Note {{ d.id }}",
        "".join(par("EpNoteChamp", run(f"{n}{NBSP}:", "EpNom"), tab(), run(v)) for n, v in fields),
        _lines("EpDocTexte", label="EpNom"),
        looks="header",
    )


def _communique() -> str:
    return _frame(
        "EpCadrePresse",
        "Communiqué de presse {{ d.id }}",
        par("EpCommuniqueTete", "COMMUNIQUÉ DE PRESSE")
        + par("EpCommuniqueSource", "{{ d.issuer }} · {{ d.date }}")
        + _lines("EpCommunique", label="EpFort")
        + par("EpPresseFin", "– Fin du communiqué –"),
    )


def _dispatch() -> str:
    return _frame(
        "EpCadreDepeche",
        "Dépêche {{ d.id }}",
        par("EpDepecheTete", "DÉPÊCHE · {{ d.issuer|upper }} · {{ d.date }}")
        + _lines("EpDepeche", label="EpFort"),
    )


def _letter() -> str:
    return _frame(
        "EpCadre",
        "Courrier {{ d.id }}",
        par("EpLettreTete", "{{ d.issuer }}")
        + par("EpLettreDate", f"Date{NBSP}: {{{{ d.date }}}}")
        + _lines("EpLettre", label="EpFort"),
    )


def _email() -> str:
    return _frame(
        "EpCadreCourriel",
        "Courriel {{ d.id }}",
        each(
            "x",
            "d.fields",
            par("EpCourrielChamp", run(f"{{{{ x.label }}}}{NBSP}:", "EpNom"), tab(), _WORDS),
        )
        + when(
            "not d.fields",
            par("EpCourrielChamp", run(f"De{NBSP}:", "EpNom"), tab(), run("{{ d.issuer }}")),
        ),
        _lines("EpCourriel", label="EpFort"),
        looks="header",
    )


def _posts() -> str:
    widths = (624, TEXT_WIDTH - 624)
    body = rows_each(
        "x",
        "d.lines",
        row(
            cell(widths[0], par("EpAvatar", "@"), align="center"),
            cell(
                widths[1],
                when("x.label", par("EpPostCompte", "{{ x.label }}")),
                par("EpPost", _WORDS),
            ),
        ),
    )
    return (
        table("EpCadreFil", widths, body, looks="label", title="Publications {{ d.id }}") + spacer()
    )


def _legal() -> str:
    return _frame(
        "EpCadreTexte", "Extrait réglementaire {{ d.id }}", _articles("EpArticle", "EpAlinea")
    )


def _procedure() -> str:
    return _frame(
        "EpCadreProcedure",
        "Procédure {{ d.id }}",
        par("EpBande", "PROCÉDURE · {{ d.issuer }}"),
        _articles("EpProcedure", "EpProcedureNote"),
        looks="header",
    )


def _articles(numbered: str, plain: str) -> str:
    """Articles with their number in the margin, and what stands between them."""
    return each(
        "x",
        "d.lines",
        when("x.label", par(numbered, run("{{ x.label }}", "EpNom"), tab(), _WORDS)),
        when("not x.label", par(plain, _WORDS)),
    )


def _incident() -> str:
    return _frame(
        "EpCadreIncident",
        "Fiche d’incident {{ d.id }}",
        par("EpIncidentTitre", "FICHE D’INCIDENT · {{ d.issuer }}"),
        each(
            "x",
            "d.lines",
            when("x.label", par("EpIncidentChamp", run("{{ x.label }}", "EpNom"), tab(), _WORDS)),
            when("not x.label", par("EpDocTexte", _WORDS)),
        ),
        looks="header",
    )


def _minutes() -> str:
    return _frame(
        "EpCadre",
        "Compte rendu {{ d.id }}",
        par("EpMinutesTitre", "COMPTE RENDU · {{ d.issuer }}")
        + each(
            "x",
            "d.lines",
            when("x.label", par("EpMinutes", run("{{ x.label }}.", "EpNom"), tab(), _WORDS)),
            when("not x.label", par("EpDocTexte", _WORDS)),
        ),
    )


def _speech() -> str:
    return _frame(
        "EpCadrePresse",
        "Allocution {{ d.id }}",
        par("EpAllocutionTete", "{{ d.issuer }} – seul le prononcé fait foi")
        + _lines("EpAllocution", label="EpFort"),
    )


def _interview() -> str:
    return each(
        "x",
        "d.lines",
        when('x.label == "Q"', par("EpEntretienQ", "Q.", tab(), _WORDS)),
        when('x.label == "R"', par("EpEntretienR", run("R.", "EpNom"), tab(), _WORDS)),
        when("not x.label", par("EpDocTexte", _WORDS)),
    )


def _claim() -> str:
    return _frame(
        "EpCadreSombre",
        "Message de revendication {{ d.id }}",
        par("EpAvis", "TEXTE REPRODUIT POUR L’EXERCICE – AUTEUR FICTIF, NON AUTHENTIFIÉ")
        + _lines("EpRevendication", label="EpFort"),
    )


def _chart() -> str:
    node = (run("{{ n.title }}", "EpNom"), inline_when("n.note", run(" – {{ n.note }}")))
    return (
        _lines("EpDocTexte", label="EpFort")
        + each(
            "n",
            "d.nodes",
            *(when(f"n.depth == {depth}", par(f"EpOrg{depth}", *node)) for depth in (1, 2, 3)),
        )
        + spacer()
    )


def _plain() -> str:
    return _lines("EpDocIntro", label="EpNom")


_ALL: tuple[tuple[tuple[str, ...], Callable[[], str]], ...] = (
    (("telegramme",), _telegram),
    (("note_verbale",), _note_verbale),
    (("note_interets", "note_veille"), _note),
    (("communique",), _communique),
    (("depeche",), _dispatch),
    (("courrier",), _letter),
    (("courriel",), _email),
    (("reseaux_sociaux",), _posts),
    (("extrait_reglementaire",), _legal),
    (("procedure",), _procedure),
    (("fiche_incident",), _incident),
    (("compte_rendu",), _minutes),
    (("allocution",), _speech),
    (("entretien",), _interview),
    (("message_revendication",), _claim),
    (("organigramme",), _chart),
)
