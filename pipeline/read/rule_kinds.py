"""The catalogue of the rules of ``regles.yaml``: which there are, and what each may be worth.

It is closed: a rule that is not here, or that the file lacks, is a fault, so that no other module
meets a rule that is missing or of another type.
"""

from dataclasses import dataclass, replace
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleKind:
    """What the value of a rule may be.

    ``shape`` is number, boolean, text, word (one of ``words``), list (of words) or numbers (a list);
    ``high`` bounds numbers; an ``optional`` rule may be ``null``, which switches it off. ``default`` is the
    value of a rule that an older file does not have.
    """

    shape: str
    words: tuple[str, ...] = ()
    high: int = 0
    optional: bool = False
    default: str | Decimal | bool | tuple[str, ...] | None = None


def _number(high: int, *, optional: bool = False) -> RuleKind:
    return RuleKind(shape="number", high=high, optional=optional)


def _word(*words: str) -> RuleKind:
    return RuleKind(shape="word", words=words)


_TEXT = RuleKind(shape="text")
_YES = RuleKind(shape="boolean")
_LIST = RuleKind(shape="list")
_MARK = _number(20)
_PERCENT = _number(100)

CATALOGUE = {
    "notation.seuil_acquis_indicateur": _number(4),
    "notation.conversion": _TEXT,
    "notation.part_indicateurs_acquis": replace(_PERCENT, default=Decimal(50)),
    "notation.arrondi_pas": _number(1),
    "notation.arrondi_mode": _word("demi_superieur", "demi_pair"),
    "notation.arrondi_etape": _word("finale_uniquement"),
    "notation.note_manquante": _word("bloque"),
    "absences.ABJ": _TEXT,
    "absences.ABI": _TEXT,
    "absences.DEF": _TEXT,
    "absences.NE": _TEXT,
    "absences.DISP": _TEXT,
    "epreuve.note_minimale": _number(20, optional=True),
    "epreuve.note_eliminatoire": _number(20, optional=True),
    "bloc.seuil": _MARK,
    "bloc.compensation_interne": _YES,
    "bloc.plancher_interne": _number(20, optional=True),
    "bloc.part_controle_continu": _PERCENT,
    "bloc.part_fin_formation": _PERCENT,
    "bloc.part_individuelle_minimale": _PERCENT,
    "bloc.validation_partielle": _YES,
    "bloc.part_codes_acquis_minimale": _number(100, optional=True),
    "bloc.codes_bloquants": _LIST,
    "certification.compensation_entre_blocs": _YES,
    "certification.capitalisation": _word("communs_et_une_specialisation", "tous"),
    "certification.duree_capitalisation_mois": _number(600, optional=True),
    "certification.conditions_hors_notes": _LIST,
    "oral.savoir_etre_maximum": _number(9),
    "oral.savoir_etre_poids": _PERCENT,
    "evaluation.formats_indispensables": replace(_LIST, default=()),
    "sujet.decision_motivee_minimum": _number(10),
    "sujet.ecart_savoir_faire_maximum": _number(2),
    "sujet.approbation": replace(_YES, default=False),
    "double_correction.active": _YES,
    "double_correction.ecart_maximum": _MARK,
    "double_correction.ecart_niveaux": _number(4),
    "double_correction.si_depasse": _word("troisieme_correcteur", "conciliation"),
    "double_correction.note_retenue": _word("moyenne", "plus_favorable"),
    "double_correction.note_retenue_a_trois": replace(
        _word("mediane", "moyenne", "troisieme"), default="mediane"
    ),
    "harmonisation.decalage_maximum": _MARK,
    "harmonisation.interdite_apres_levee_anonymat": _YES,
    "jury.membres_minimum": _number(20),
    "jury.part_exterieurs_minimale": _PERCENT,
    "jury.formateur_exclu": _YES,
    "jury.lien_declare_exclu": _YES,
    "jury.president_voix_preponderante": _YES,
    "jury.points_jury_maximum": _number(5),
    "jury.ecart_a_la_proposition_motive": _YES,
    "jury.decisions": _LIST,
    "mentions.actives": _YES,
    "mentions.base": _word("moyenne_des_blocs"),
    "mentions.seuil_assez_bien": _MARK,
    "mentions.seuil_bien": _MARK,
    "mentions.seuil_tres_bien": _MARK,
    "mentions.seuil_felicitations": _number(20, optional=True),
    "mentions.refusees_si": _LIST,
    "rattrapage.sessions_maximum": _number(10),
    "rattrapage.portee": _word("blocs_non_valides"),
    "rattrapage.epreuves_repassees": _word("notes_inferieures_au_seuil", "toutes"),
    "rattrapage.epreuves_conservees": _word("notes_superieures_ou_egales", "aucune"),
    "rattrapage.memes_modalites": _YES,
    "rattrapage.sujet_distinct": _YES,
    "rattrapage.delai_maximum_mois": _number(120, optional=True),
    "rattrapage.gratuit": _YES,
    "rattrapage.codes_manquants_seulement": replace(_YES, default=False),
    "rattrapage.note_plafonnee": _number(20, optional=True),
    "rattrapage.note_retenue": _word("meilleure", "derniere"),
    "session_remplacement.pour": _LIST,
    "session_remplacement.sujet_distinct": _YES,
    "session_remplacement.plafond": _number(20, optional=True),
    "amenagements.temps_majores": RuleKind(shape="numbers", high=2),
    "amenagements.arrondi_minutes": _word("superieur", "inferieur"),
    "amenagements.inclut_preparation_orale": _YES,
    "recours.delai_jours": _number(3650),
    "recours.erreur_materielle": _word("recalcul_trace"),
}
