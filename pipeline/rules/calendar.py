"""The training calendar: what ``calendrier.yaml`` must hold, and what ``epreuve calendar`` says."""

from pipeline.diagnostics import Rule, Severity

E = Severity.ERROR
W = Severity.WARNING

BAD_ID = Rule(
    "CAL-001",
    E,
    "« {id} » n'est pas un identifiant de promotion",
    "lettres sans accent, chiffres et tirets, 32 au plus, par exemple aurore-2027 : il finit le nom de ses sessions",
)
UPSIDE_DOWN = Rule(
    "CAL-002",
    E,
    "la promotion « {id} » finit ({ends}) avant de commencer ({begins})",
    "échangez « debut » et « fin », ou corrigez l'année",
)
OUTSIDE = Rule(
    "CAL-003",
    E,
    "une session de « {id} » est prévue le {day}, hors de sa formation ({begins} - {ends}, et {days} jours après)",
    "corrigez « date », ou les jours « debut » et « fin » de la promotion",
)
BAD_DAY = Rule(
    "CAL-004",
    E,
    "« {text} » ne dit pas quand la session a lieu",
    "écrivez AAAA-MM-JJ, ou « fin », « fin-14 », « debut+90 » : un jour de la formation et un nombre de jours",
)
BAD_NAME = Rule(
    "CAL-005",
    E,
    "« {name} » n'est pas un nom de session",
    "lettres sans accent, chiffres et tirets, 40 au plus, par exemple 2026-12-oraux ; « demo » est réservé à la démonstration",
)
OTHER_DATE = Rule(
    "CAL-006",
    E,
    "la session « {session} » est déjà demandée ligne {line} pour le {other}, ici pour le {day}",
    "une session n'a qu'une date : écrivez la même aux deux endroits, ou donnez un autre nom",
)
CLOSE_NAME = Rule(
    "CAL-007",
    E,
    "seules des majuscules distinguent la session « {session} » de « {other} » (ligne {line})",
    "certains systèmes les confondraient : écrivez le même nom, ou choisissez-en un autre",
)
BOTH_WAYS = Rule(
    "CAL-008",
    E,
    "dans la session « {session} », l'épreuve {exam} est à la fois passée et notée par tableau (ligne {line})",
    "donnez à l'une des deux promotions une session à elle, avec la clé « session »",
)
BAD_CLOSED = Rule(
    "CAL-009",
    E,
    "« {text} » n'est ni un jour ni une période de fermeture",
    "écrivez un jour, 2026-12-24, ou le premier et le dernier jour, 2026-12-21/2027-01-03",
)
FAR_DATE = Rule(
    "CAL-010",
    E,
    "le jour {day} est hors de portée : avant {first} ou après {last}",
    "corrigez l'année",
)
SAT_TWICE = Rule(
    "CAL-011",
    W,
    "la promotion « {id} » passe deux fois l'épreuve {exam} (déjà ligne {line})",
    "retirez-la de l'une des deux sessions ; un rattrapage s'ouvre de lui-même après le jury",
)
DATE_DIFFERS = Rule(
    "CAL-020",
    W,
    "la session est ouverte pour le {date}, le calendrier la veut le {wanted}",
    "elle est laissée telle quelle : corrigez calendrier.yaml, ou « date » dans session.yaml tant que rien n'est produit",
)
EXAMS_DIFFER = Rule(
    "CAL-021",
    W,
    "les épreuves de la session ne sont pas celles du calendrier : {differences}",
    "elle est laissée telle quelle : corrigez calendrier.yaml, ou session.yaml tant que rien n'est produit",
)
LATE = Rule(
    "CAL-022",
    W,
    "les sujets de la session « {session} » ({date}) auraient dû être produits le {day}",
    "complétez ses inscriptions sans attendre, puis lancez « epreuve run » ou « epreuve generate {session} »",
)
PAST = Rule(
    "CAL-023",
    W,
    "la session « {session} » devait avoir lieu le {date}, qui est passé : elle n'est pas ouverte",
    "donnez une date à venir à ces promotions dans calendrier.yaml",
)
NOT_OPENED = Rule(
    "CAL-024",
    E,
    "la session « {session} » n'a pas pu être ouverte : {reason}",
    "{advice}",
)
FAR_MOVE = Rule(
    "CAL-025",
    W,
    "la session « {session} » est avancée de {days} jours pour la promotion « {cohort} »",
    "vérifiez « fermetures » et les jours voulus ; la clé « session » fait une session à part",
)
MIXED = Rule(
    "CAL-026",
    W,
    "dans la session « {session} », la promotion « {cohort} » passerait aussi {exams}",
    "tous les candidats d'une session passent ses épreuves, sauf blocs acquis : donnez-lui une session à elle avec la clé « session », ou écrivez « regroupement: promotion »",
)

NO_CALENDAR = "cet espace n'a pas de calendrier : {path} n'existe pas"
NO_CALENDAR_HINT = (
    "copiez templates/calendrier.yaml à la racine de l'espace sous le nom {path}, puis adaptez-le"
)
NO_MODEL_HINT = "écrivez {path} à la racine de l'espace : docs/exploitation.md en donne le modèle et toutes les clés"
FAULTS = "calendrier.yaml a des fautes : aucune session n'est proposée"
FAULTS_HINT = "corrigez les points ci-dessus, puis relancez"
BAD_YEAR = "« {year} » n'est pas une année"
BAD_YEAR_HINT = "écrivez-la en quatre chiffres, par exemple 2027 ; sans année : les douze mois à partir de ce jour"

TITLE = "Session {month}"
TITLE_OF = "{title} - {cohort}"
HEAD = ("Du {first} au {last} : {count} session", "Du {first} au {last} : {count} sessions")
NOTHING = "Du {first} au {last}, le calendrier ne demande aucune session."
COLUMNS = ("Date", "Session", "État", "Personnes", "Promotions", "Épreuves")
STATES = {
    "opened": "ouverte",
    "to_open": "à ouvrir",
    "exists": "déjà là",
    "past": "passée",
    "failed": "en échec",
}
MOVED = "  {session} : pour {cohort}, {day} ({reasons}) avancé au {date}."
REASONS = {
    "new_year": "jour de l'An",
    "easter_monday": "lundi de Pâques",
    "labour_day": "fête du Travail",
    "victory_day": "8 mai",
    "ascension": "Ascension",
    "whit_monday": "lundi de Pentecôte",
    "bastille_day": "fête nationale",
    "assumption": "Assomption",
    "all_saints": "Toussaint",
    "armistice": "11 novembre",
    "christmas": "Noël",
    "weekend": "fin de semaine",
    "closed": "fermeture",
    "together": "session commune du mois",
}
OPENED = ("{count} session ouverte.", "{count} sessions ouvertes.")
TO_OPEN = ("{count} session à ouvrir.", "{count} sessions à ouvrir.")
NOTHING_NEW = "Toutes les sessions du calendrier sont déjà ouvertes."
NEXT = "Complétez inscriptions.xlsx de chacune ; « epreuve plan » montre leurs échéances."
MORE = "en plus {exams}"
LESS = "en moins {exams}"
BY_TABLE = "{exam} (par tableau)"
