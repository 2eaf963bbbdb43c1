"""What is said of certificates that cannot be issued (RES), and the words of the documents of the jury."""

from pipeline.diagnostics import Rule, Severity

NO_CERTIFICATE = Rule(
    "RES-020",
    Severity.WARNING,
    "{count} {awards} sans parchemin : il manque {fields} au référentiel",
    "complétez « officiel » dans referentiel.yaml, publiez de nouveau, puis relancez « epreuve decide {session} »",
)
BARE_ATTESTATIONS = Rule(
    "RES-021",
    Severity.INFO,
    "{count} {attestations} sans toutes les mentions officielles : il manque {fields} au référentiel",
    "complétez « officiel » dans referentiel.yaml avant de remettre ces documents",
)
AWARDS = ("attribution complète", "attributions complètes")
ATTESTATIONS = ("attestation de bloc", "attestations de bloc")
OFFICIAL = {
    "title": "l'intitulé",
    "rncp": "le numéro RNCP",
    "level": "le niveau",
    "certifier": "le certificateur",
    "registered_on": "la date de la décision d'enregistrement",
    "nsf": "le code NSF",
}

# Partout
GLUE, AND, CLAUSE_GLUE = ", ", " et ", " ; "
BLANK = "à compléter : ____________________"
BLOCK_NAMES = {"commun": "Bloc {rank}", "specialisation": "Spécialisation {rank}"}
BLOCK_LABEL = "{name} – {title}"
ALL_BLOCKS = "tous les blocs"
STATUSES = {
    "valide": "validé",
    "non_valide": "non validé",
    "en_attente": "en attente",
    "acquis": "déjà acquis",
}
DECISIONS = {
    "attribution_complete": "Attribution de la certification",
    "attribution_partielle": "Attribution partielle",
    "non_attribution": "Non-attribution",
    "ajournement_rattrapage": "Ajournement pour rattrapage",
}
HONOURS = {
    "assez_bien": "mention assez bien",
    "bien": "mention bien",
    "tres_bien": "mention très bien",
    "felicitations": "mention très bien avec les félicitations du jury",
}
PHASES = {"controle_continu": "contrôle continu", "fin_formation": "fin de formation"}
ON_TWENTY = "{mark}/20"
NO_MARK = "–"
AWAITED = "note attendue"
KEPT = "{result} (session {session})"
POINTS = "dont {points} du jury"
ORIGINS = {
    "examen": "acquis le {date}, session {session}",
    "vae": "acquis le {date} par validation des acquis de l'expérience",
    "dispense": "acquis le {date} par dispense",
}
WON_BEFORE = "acquis avant cette session, selon le dossier d'inscription"
WON_NOW = "acquis le {date}, session {session}"
REVISION = (
    "Décision révisée le {date}, qui remplace celle du {first}. Motif de la révision : {reason}"
)
JURY_REASON = "motif du jury : {reason}"
DEPARTS = "proposition : {proposed}"
APPEAL_DAYS = ("dans le jour qui suit", "dans les {days} jours qui suivent")

# Relevé
BLOCK_MARK = "Note du bloc : {mark}"
DETAILS = "{mark} ({details})"
PHASE_MARK = "{phase} : {mark}"
ACQUIRED, NOT_ACQUIRED, NOT_OBSERVED = "acquise", "non acquise", "non observée"
CODES_COUNT = ("{count} compétence acquise sur {total}", "{count} compétences acquises sur {total}")
CODES_NONE = "aucune compétence acquise sur {total}"
TRANSCRIPT_APPEAL = "Recours : {appeal} la délibération du {date}, jusqu'au {limit} inclus."

# Notification
LEADS = {
    "attribution_complete": "Vous avez acquis tous les blocs de votre parcours : la certification vous est attribuée.",
    "attribution_partielle": "Les blocs acquis le restent ; la certification n'est pas encore complète.",
    "non_attribution": "La certification ne vous est pas attribuée.",
    "ajournement_rattrapage": "La certification ne vous est pas attribuée à ce stade : vous pouvez repasser ce qui manque.",
}
NOT_SAT = "aucune épreuve passée dans cette session"
OVER = "Le nombre de sessions de rattrapage prévu par le règlement est atteint."
AGAIN = "Vous pouvez vous présenter à une session de rattrapage aux épreuves ci-dessous."
WITHIN = "Elle se tient au plus tard le {date}, {months} mois après la délibération."
FREE, PAID = (
    "Le rattrapage est gratuit.",
    "Le rattrapage donne lieu à des frais ; le centre vous en indique le montant.",
)
BEST = "La meilleure des deux notes est retenue pour chaque épreuve repassée."
LAST = "La dernière note obtenue est retenue pour chaque épreuve repassée."
CAP = "La note d'une épreuve repassée ne dépasse pas {mark}/20."
DISTINCT = "Les sujets sont différents de ceux de la session passée."
KEEPS = "Les notes des autres épreuves sont conservées."
ELSEWHERE = "{block} : à passer dans une autre session."
APPEAL_WHEN = (
    "Vous pouvez former un recours {appeal} la délibération, soit jusqu'au {limit} inclus."
)
APPEAL_HOW = (
    "Il se fait par écrit daté et signé, adressé au certificateur, avec votre numéro de candidature, la décision "
    "contestée, vos motifs et les pièces utiles."
)
APPEAL_WHAT = "Une erreur matérielle établie donne lieu à un nouveau calcul ; le jury apprécie souverainement les résultats."

# Attestation et parchemin
REGISTERED = "Certification professionnelle enregistrée au Répertoire national des certifications professionnelles (RNCP)"
UNDER_NUMBER = " sous le numéro {rncp}"
DECIDED_ON = " par décision du directeur général de France compétences en date du {date}"
LEVEL = (
    "Niveau {level} du cadre national des certifications professionnelles, "
    "niveau {level} du cadre européen des certifications (CEC)"
)
NSF = ("Code NSF : {codes}", "Codes NSF : {codes}")
BY_JURY = "par décision du jury de certification du {date}"
SPECIALISED = "Parcours : {path}"
ISSUED = "Délivrance : {date}, {centre}"
BLOCK_CODE = "Bloc {code} du référentiel de la certification"

# Procès-verbal
PRESENT, ABSENT = "présence", "absence"
EXTERNAL, INTERNAL = "extérieur", "interne"
COMPOSITION = (
    "{present}, dont {external} au certificateur et au centre de formation, soit {share} %. "
    "Présidence : {president}."
)
PRESENT_COUNT = ("1 membre présent", "{count} membres présents")
EXTERNAL_COUNT = ("{count} extérieur", "{count} extérieurs")
NO_EXTERNAL = "aucun extérieur"
ABSENCES = ("Absence : {names}.", "Absences : {names}.")
NO_ABSENCE = "Aucune absence."
RECUSALS = "Déport de {name} pour : {candidates}."
NO_RECUSAL = "Aucun déport."
VERSION = "Référentiel {edition}, règles {fingerprint}."
THRESHOLDS = (
    "Un bloc est validé à partir de {threshold} sur 20.",
    "Un code est acquis quand ses indicateurs acquis, à partir du niveau {level}, pèsent au moins {weight} %.",
)
EXAMINED = (
    "le référentiel de la certification et les règles d'évaluation figées à la publication de la session",
    "le tableau de délibération : propositions, notes par épreuve et par bloc, codes acquis, absences",
    "les grilles d'évaluation individuelles et les procès-verbaux des épreuves",
    "le rapport de double correction et d'harmonisation",
    "le registre des blocs acquis avant la session",
)
EXAMS = "copies et notes, {block} : {exams}"
VOTE = "{yes} pour, {no} contre, {abstained}"
ABSTAINED = ("{count} abstention", "{count} abstentions")
UNANIMOUS = "à l'unanimité"
CASE_RECUSED = "sans {names}"
CASE_REASON = "motif : {reason}"
CASE_POINTS = "{points} de jury"
NO_INCIDENT = "Aucun incident ni observation."
MINUTES_APPEAL = "Les décisions peuvent faire l'objet d'un recours écrit auprès du certificateur {appeal} la délibération, soit jusqu'au {limit} inclus."
