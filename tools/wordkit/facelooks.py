"""The looks of the dossier: the heading of a document, then one face for each kind of document."""

from wordkit.looks import BRICK, GREY, MONO, NAVY, RULE, SERIF, TINT, WHITE, Look, Style

_NOTE = Look(font=SERIF, size=11)
_WIRE = Look(font=MONO, size=9)

HEADINGS = (
    Style(id="EpDocTitre", name="Épreuve document titre", look=Look(size=11.5, bold=True, color=NAVY), before=15, after=2, line=252, keep=True, outline=1, no_hyphens=True),
    Style(id="EpDocMeta", name="Épreuve document source", look=Look(size=8.5, color=GREY), after=4, line=245, keep=True, no_hyphens=True),
    Style(id="EpBande", name="Épreuve document bande", look=Look(size=9, bold=True, color=WHITE, spread=20), before=2.5, after=2.5, line=240, keep=True, no_hyphens=True),
    Style(id="EpDocTexte", name="Épreuve document texte", look=Look(size=9.5), before=2, after=3, line=260),
)

OFFICIAL = (
    Style(id="EpTelegramme", name="Épreuve télégramme", look=_WIRE, before=1, after=4, line=252, no_hyphens=True),
    Style(id="EpTelegrammeChamp", name="Épreuve télégramme champ", look=_WIRE, line=252, left=1361, hanging=1361, keep=True, no_hyphens=True, tabs=(("left", 1361),)),
    Style(id="EpTelegrammeFin", name="Épreuve télégramme fin", look=Look(font=MONO, size=9, bold=True), before=2, after=2, line=252, align="right", no_hyphens=True),
    Style(id="EpVerbaleTitre", name="Épreuve note verbale titre", look=Look(font=SERIF, size=13, bold=True, spread=40), before=5, after=4, line=252, align="center", keep=True, no_hyphens=True),
    Style(id="EpVerbaleTete", name="Épreuve note verbale en-tête", look=Look(font=SERIF, size=10.5, italic=True), before=2, line=252, align="center", keep=True, no_hyphens=True),
    Style(id="EpVerbale", name="Épreuve note verbale", look=_NOTE, after=5, line=264, align="both"),
    Style(id="EpNoteChamp", name="Épreuve note champ", look=Look(size=9), before=1, after=1, line=245, left=1361, hanging=1361, keep=True, tabs=(("left", 1361),)),
    Style(id="EpLettreTete", name="Épreuve lettre en-tête", look=Look(font=SERIF, size=11, bold=True, color=NAVY), before=3, line=252, keep=True, no_hyphens=True),
    Style(id="EpLettreDate", name="Épreuve lettre date", look=Look(font=SERIF, size=10.5), after=6, line=252, align="right", keep=True),
    Style(id="EpLettre", name="Épreuve lettre", look=_NOTE, after=5, line=264, left=284, right=284, align="both"),
    Style(id="EpArticle", name="Épreuve article", look=Look(font=SERIF, size=10.5), before=2, after=3, line=259, left=1247, hanging=1247, align="both", tabs=(("left", 1247),)),
    Style(id="EpAlinea", name="Épreuve alinéa", look=Look(font=SERIF, size=10.5), before=2, after=3, line=259, left=1247, align="both"),
    Style(id="EpProcedure", name="Épreuve procédure", look=Look(size=9.5), before=2, after=3, line=254, left=1247, hanging=1247, tabs=(("left", 1247),), borders=(("bottom", 4, 3, RULE, "dotted"), ("between", 4, 3, RULE, "dotted"))),
    Style(id="EpProcedureNote", name="Épreuve procédure note", look=Look(size=9.5), before=3, after=3, line=254),
    Style(id="EpMinutesTitre", name="Épreuve compte rendu titre", look=Look(size=10, bold=True, color=NAVY), before=3, after=4, line=252, align="center", keep=True, no_hyphens=True),
    Style(id="EpMinutes", name="Épreuve compte rendu", look=Look(size=9.5), before=1, after=4, line=257, left=284, hanging=284, tabs=(("left", 284),)),
)

PRESS = (
    Style(id="EpCommuniqueTete", name="Épreuve communiqué en-tête", look=Look(size=14, bold=True, color=NAVY, spread=30), before=4, line=240, keep=True, no_hyphens=True),
    Style(id="EpCommuniqueSource", name="Épreuve communiqué source", look=Look(size=9, bold=True, color=BRICK), after=6, line=245, keep=True, borders=(("bottom", 12, 4, BRICK, "single"),)),
    Style(id="EpCommunique", name="Épreuve communiqué", look=Look(size=10), before=2, after=4, line=269),
    Style(id="EpPresseFin", name="Épreuve presse fin", look=Look(size=8.5, color=GREY), before=1, after=2, line=240, align="center"),
    Style(id="EpDepecheTete", name="Épreuve dépêche en-tête", look=Look(size=8.5, bold=True, color=BRICK, spread=10), before=2, after=4, line=240, keep=True, no_hyphens=True),
    Style(id="EpDepeche", name="Épreuve dépêche", look=Look(font=SERIF, size=10.5), after=4, line=259),
    Style(id="EpAllocutionTete", name="Épreuve allocution en-tête", look=Look(font=SERIF, size=11, italic=True, color=GREY), before=3, after=5, line=252, align="center", keep=True),
    Style(id="EpAllocution", name="Épreuve allocution", look=Look(font=SERIF, size=11.5), after=6, line=307, left=567, right=567),
    Style(id="EpEntretienQ", name="Épreuve entretien question", look=Look(size=9.5, bold=True, color=NAVY), before=4, after=2, line=254, left=397, hanging=397, keep=True, tabs=(("left", 397),)),
    Style(id="EpEntretienR", name="Épreuve entretien réponse", look=Look(font=SERIF, size=10.5), after=4, line=259, left=397, hanging=397, tabs=(("left", 397),)),
    Style(id="EpRevendication", name="Épreuve revendication", look=Look(font=SERIF, size=11.5, italic=True), before=2, after=5, line=283, left=454, right=454),
    Style(id="EpAvis", name="Épreuve avis", look=Look(size=8.5, bold=True, color=BRICK), before=3, after=3, line=240, align="center", keep=True, no_hyphens=True),
)

SCREENS = (
    Style(id="EpCourrielChamp", name="Épreuve courriel champ", look=Look(size=9), before=1.5, after=1.5, line=240, left=964, hanging=964, keep=True, tabs=(("left", 964),)),
    Style(id="EpCourriel", name="Épreuve courriel", look=Look(size=9.5), before=3, after=4, line=262),
    Style(id="EpAvatar", name="Épreuve avatar", look=Look(size=13, bold=True, color=WHITE), before=4, after=4, line=240, align="center", no_hyphens=True),
    Style(id="EpPostCompte", name="Épreuve publication compte", look=Look(size=9, bold=True, color=NAVY), before=3, line=240, keep=True, no_hyphens=True),
    Style(id="EpPost", name="Épreuve publication", look=Look(size=10), before=1, after=4, line=257),
    Style(id="EpIncidentTitre", name="Épreuve incident titre", look=Look(size=9.5, bold=True, color=WHITE, spread=20), before=3, after=3, line=240, keep=True, no_hyphens=True),
    Style(id="EpIncidentChamp", name="Épreuve incident champ", look=Look(size=9.5), before=1.5, after=1.5, line=245, left=2268, hanging=2268, tabs=(("left", 2268),)),
    Style(id="EpOrg1", name="Épreuve organigramme 1", look=Look(size=9.5), before=3, after=3, line=250, together=True, shade=TINT, borders=(("left", 36, 6, NAVY, "single"),), left=170),
    Style(id="EpOrg2", name="Épreuve organigramme 2", look=Look(size=9.5), before=3, after=3, line=250, together=True, borders=(("left", 18, 6, NAVY, "single"), ("bottom", 4, 2, RULE, "single")), left=964),
    Style(id="EpOrg3", name="Épreuve organigramme 3", look=Look(size=9), before=2, after=2, line=250, together=True, borders=(("left", 12, 6, RULE, "single"), ("bottom", 4, 2, RULE, "single")), left=1758),
)

FACES = (*HEADINGS, *OFFICIAL, *PRESS, *SCREENS)
