"""The words of the documents that depend on a value: kinds of exam, of document, of skill."""

from pipeline.model.blueprint import FormKind, Phase
from pipeline.model.form import FormRole
from pipeline.model.item import CognitiveLevel, Modality
from pipeline.model.referential import BlockKind

FORM_KINDS = {
    FormKind.PAPER: "Note sur dossier",
    FormKind.CASE_STUDY: "Étude de cas",
    FormKind.TICKET: "Oral sur ticket",
    FormKind.TEST: "Contrôle écrit",
    FormKind.TALK: "Exposé individuel",
    FormKind.ASSIGNMENT: "Travail individuel",
    FormKind.SIMULATION: "Simulation en groupe",
    FormKind.OBSERVATION: "Observation en milieu professionnel",
}
FORMATS = {"ef_soutenance": "Soutenance", "ef_ttx": "Exercice sur table"}
FORM_ROLES = {
    FormRole.MAIN: "Sujet principal",
    FormRole.SPARE: "Sujet de secours",
    FormRole.TICKET: "Ticket d’oral",
}
HEADINGS = {
    (Phase.FINAL, Modality.WRITTEN): "Épreuve écrite de fin de formation",
    (Phase.FINAL, Modality.ORAL): "Épreuve orale de fin de formation",
    (Phase.CONTINUOUS, Modality.WRITTEN): "Contrôle continu · écrit individuel",
    (Phase.CONTINUOUS, Modality.ORAL): "Contrôle continu · oral individuel",
    (Phase.FINAL, Modality.SIMULATION): "Simulation de fin de formation",
    (Phase.CONTINUOUS, Modality.SIMULATION): "Contrôle continu · simulation",
    (Phase.FINAL, Modality.OBSERVATION): "Observation de fin de formation",
    (Phase.CONTINUOUS, Modality.OBSERVATION): "Contrôle continu · observation",
}
BLOCKS = {
    BlockKind.COMMON: "Bloc {rank} – {title}",
    BlockKind.SPECIALISATION: "Spécialisation {rank} – {title}",
}
COGNITIVE_LEVELS = {
    CognitiveLevel.UNDERSTAND: "comprendre",
    CognitiveLevel.APPLY: "appliquer",
    CognitiveLevel.ANALYSE: "analyser",
    CognitiveLevel.EVALUATE: "évaluer",
    CognitiveLevel.DESIGN: "concevoir",
}
EXHIBIT_KINDS = {
    "telegramme": "Télégramme",
    "note_verbale": "Note verbale",
    "note_interets": "Note d’intérêts",
    "note_veille": "Note de veille",
    "communique": "Communiqué de presse",
    "depeche": "Dépêche d’agence",
    "courrier": "Courrier",
    "courriel": "Courriel",
    "reseaux_sociaux": "Publications en ligne",
    "tableau": "Tableau de données",
    "main_courante": "Main courante",
    "fiche_incident": "Fiche d’incident",
    "extrait_reglementaire": "Extrait réglementaire",
    "procedure": "Procédure",
    "organigramme": "Organigramme",
    "carte": "Carte commentée",
    "message_revendication": "Message de revendication",
    "compte_rendu": "Compte rendu",
    "allocution": "Allocution",
    "entretien": "Entretien",
}
FACT_SHEET, MAP = "FICHE_PAYS", "CARTE"
SPECIAL_DOCUMENTS = {FACT_SHEET: "fiche pays", MAP: "carte"}
ENGLISH_DOCUMENT = "document en anglais"
ENGLISH_ANSWER = "Rédaction en anglais demandée (voir la consigne)."
ENGLISH_SPOKEN = "Expression en anglais demandée (voir la consigne)."
DECISION = "Une décision motivée est attendue."
DOCUMENT, DOCUMENTS = "document", "documents"
AND = "et"
READING = "Lecture du dossier"
NO_MATERIAL = "Aucun document personnel."
SEVERAL_DOSSIERS = "Dossier {letter} – {title}"
TABLE_TITLE = "Tableau du document {id} : {title}"
TIME_RANGE = "{day}, {start} – {end}"
TIME_START = "{day}, {start}"
TO_HAND_IN = "à remettre"
EXTRA_TIME = "temps majoré"
QUESTION_NUMBERS = ("question {numbers}", "questions {numbers}")
SETTING = "{title} – cadre : {country}, jeu de données {number_set}"
SPAN = "{start} à {end} min"
STEPS = (
    (
        "Préparation",
        "Le candidat prépare seul, sans document ni appareil ; il garde son ticket et ses notes.",
    ),
    (
        "Exposé",
        "Le candidat répond aux questions sans être interrompu ; prévenir à deux minutes du terme.",
    ),
    (
        "Entretien",
        "Relances dans l’ordre des questions ; chaque compétence est sollicitée au moins une fois.",
    ),
)
PLAY_STEPS = (
    (
        "Préparation",
        "Remettez à chacun le dossier commun et sa fiche, à lui seul. Chacun prépare sans parler aux autres.",
    ),
    (
        "Séance",
        "Ne jouez pas. Remettez les faits nouveaux à leur minute, notez pour chaque candidat ce que vous voyez.",
    ),
    (
        "Entretiens individuels",
        "Recevez les candidats l’un après l’autre, {each} au plus chacun, sans les autres.",
    ),
)
NOT_HELD = "non tenu"
PLAYER = "Candidat n° {number} · groupe {group}"
WITH_PREPARATION = "{preparation} de préparation, puis {length}"
ROOM, SEAT, GROUP = "Salle {room}", "{place}, place {seat}", "{place}, groupe {group}"
AT_WORK = "Lieu de travail"
AT_WORK_DAY, AT_WORK_TIME = "À une date convenue avec votre tuteur", "selon l’activité observée"
MEASURE_TIME = "Temps majoré ; les horaires ci-dessus en tiennent compte."
MEASURE_PRINT = "Sujet en grands caractères."
MEASURE_COPY = "Sujet remis aussi sous forme électronique."
MEASURE_HELP = "Aide humaine : {help}."
MEASURE_ROOM = "Salle à part."
EMAIL_FIELDS = r"De|À|A|Cc|Copie|Objet|Date|Réf\.?|From|To|Subject"
ARTICLE_WORDS = r"Article|Art\.|Étape|Phase|Consigne|Section|§"
TICKET = "Ticket n° {number}"
SIMULATION = "Simulation n° {number}"
DISPUTED = "statut contesté"
