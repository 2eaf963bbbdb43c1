"""The rules of marking and decision as award needs them: typed, frozen for a session with its basis."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import cast

from pipeline.model.bank import RuleSet


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkRules:
    """``acquired_weight`` is in percent of a code's observed weight, ``step`` its rounding step."""

    threshold: Decimal
    acquired_weight: Decimal
    step: Decimal
    half_up: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockRules:
    """What validates a block: marks out of 20, shares in percent; ``None`` switches a rule off.

    ``partial`` keeps the codes acquired in a block that is not validated.
    """

    threshold: Decimal
    compensation: bool
    floor: Decimal | None
    exam_minimum: Decimal | None
    exam_eliminating: Decimal | None
    continuous_share: Decimal
    final_share: Decimal
    individual_share: Decimal
    acquired_share: Decimal | None
    blocking_codes: tuple[str, ...]
    partial: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PathRules:
    """What makes a certification: every block, or the common ones and one specialisation."""

    all_blocks: bool
    block_compensation: bool
    months: int | None
    conditions: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DoubleRules:
    """Two markings: how far apart they may be (points out of 20, levels), what then, which mark is kept.

    ``beyond`` is « troisieme_correcteur » or « conciliation »; ``kept`` « moyenne » or « plus_favorable »;
    ``kept_of_three`` « mediane », « moyenne » or « troisieme ».
    """

    active: bool
    gap: Decimal
    levels: Decimal
    beyond: str
    kept: str
    kept_of_three: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ModerationRules:
    """How many points an assessor's marks may be shifted by, and whether names close it."""

    largest: Decimal
    closed_by_names: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class JuryRules:
    """Who may decide, and how far from the proposal; shares in percent."""

    members: int
    external_share: Decimal
    trainer_excluded: bool
    link_excluded: bool
    casting_vote: bool
    points: Decimal
    reasons: bool
    decisions: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HonourRules:
    """Honours by the mean of the blocks; ``refused_if`` holds « rattrapage » when a resit bars them."""

    active: bool
    fair: Decimal
    good: Decimal
    very_good: Decimal
    congratulations: Decimal | None
    refused_if: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ResitRules:
    """Resits and deferred sittings: what is sat again, within what time, and which mark is kept.

    ``free`` is ``None`` in a session frozen before the rule was. With ``missing_only``, an exam is sat again on the
    codes still missing.
    """

    sessions: int
    all_exams: bool
    distinct: bool
    months: int | None
    cap: Decimal | None
    best: bool
    deferred_states: tuple[str, ...]
    deferred_distinct: bool
    deferred_cap: Decimal | None
    free: bool | None = None
    missing_only: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """The whole rule set of a session; ``states`` says what each state of a missing mark means.

    ``approval`` keeps papers in until a second person has agreed to them.
    """

    fingerprint: str
    states: Mapping[str, str]
    marks: MarkRules
    block: BlockRules
    path: PathRules
    double: DoubleRules
    moderation: ModerationRules
    jury: JuryRules
    honours: HonourRules
    resit: ResitRules
    appeal_days: int
    approval: bool = False


def policy(rules: RuleSet) -> Policy:
    """The typed rules of a rule set that ``read.rules`` accepted."""
    get = _Getter(rules)
    return Policy(
        fingerprint=rules.fingerprint,
        states={key[9:]: get.text(key) for key in rules.values if key.startswith("absences.")},
        marks=MarkRules(
            threshold=get.number("notation.seuil_acquis_indicateur"),
            acquired_weight=get.number("notation.part_indicateurs_acquis"),
            step=get.number("notation.arrondi_pas"),
            half_up=get.text("notation.arrondi_mode") == "demi_superieur",
        ),
        block=_block(get),
        path=PathRules(
            all_blocks=get.text("certification.capitalisation") == "tous",
            block_compensation=get.yes("certification.compensation_entre_blocs"),
            months=get.count("certification.duree_capitalisation_mois"),
            conditions=get.words("certification.conditions_hors_notes"),
        ),
        double=_double(get),
        moderation=ModerationRules(
            largest=get.number("harmonisation.decalage_maximum"),
            closed_by_names=get.yes("harmonisation.interdite_apres_levee_anonymat"),
        ),
        jury=_jury(get),
        honours=_honours(get),
        resit=_resit(get),
        appeal_days=int(get.number("recours.delai_jours")),
        approval=get.yes("sujet.approbation"),
    )


@dataclass(frozen=True, slots=True)
class _Getter:
    """Values of a rule set by the type that the catalogue of rules promises."""

    rules: RuleSet

    def optional(self, key: str) -> Decimal | None:
        return cast(Decimal | None, self.rules.values[key])

    def number(self, key: str) -> Decimal:
        return cast(Decimal, self.rules.values[key])

    def count(self, key: str) -> int | None:
        found = self.optional(key)
        return None if found is None else int(found)

    def yes(self, key: str) -> bool:
        return self.rules.values[key] is True

    def text(self, key: str) -> str:
        return cast(str, self.rules.values[key])

    def words(self, key: str) -> tuple[str, ...]:
        return cast(tuple[str, ...], self.rules.values[key])


def _block(get: _Getter) -> BlockRules:
    return BlockRules(
        threshold=get.number("bloc.seuil"),
        compensation=get.yes("bloc.compensation_interne"),
        floor=get.optional("bloc.plancher_interne"),
        exam_minimum=get.optional("epreuve.note_minimale"),
        exam_eliminating=get.optional("epreuve.note_eliminatoire"),
        continuous_share=get.number("bloc.part_controle_continu"),
        final_share=get.number("bloc.part_fin_formation"),
        individual_share=get.number("bloc.part_individuelle_minimale"),
        acquired_share=get.optional("bloc.part_codes_acquis_minimale"),
        blocking_codes=get.words("bloc.codes_bloquants"),
        partial=get.yes("bloc.validation_partielle"),
    )


def _double(get: _Getter) -> DoubleRules:
    return DoubleRules(
        active=get.yes("double_correction.active"),
        gap=get.number("double_correction.ecart_maximum"),
        levels=get.number("double_correction.ecart_niveaux"),
        beyond=get.text("double_correction.si_depasse"),
        kept=get.text("double_correction.note_retenue"),
        kept_of_three=get.text("double_correction.note_retenue_a_trois"),
    )


def _jury(get: _Getter) -> JuryRules:
    return JuryRules(
        members=int(get.number("jury.membres_minimum")),
        external_share=get.number("jury.part_exterieurs_minimale"),
        trainer_excluded=get.yes("jury.formateur_exclu"),
        link_excluded=get.yes("jury.lien_declare_exclu"),
        casting_vote=get.yes("jury.president_voix_preponderante"),
        points=get.number("jury.points_jury_maximum"),
        reasons=get.yes("jury.ecart_a_la_proposition_motive"),
        decisions=get.words("jury.decisions"),
    )


def _honours(get: _Getter) -> HonourRules:
    return HonourRules(
        active=get.yes("mentions.actives"),
        fair=get.number("mentions.seuil_assez_bien"),
        good=get.number("mentions.seuil_bien"),
        very_good=get.number("mentions.seuil_tres_bien"),
        congratulations=get.optional("mentions.seuil_felicitations"),
        refused_if=get.words("mentions.refusees_si"),
    )


def _resit(get: _Getter) -> ResitRules:
    return ResitRules(
        sessions=int(get.number("rattrapage.sessions_maximum")),
        all_exams=get.text("rattrapage.epreuves_repassees") == "toutes",
        distinct=get.yes("rattrapage.sujet_distinct"),
        months=get.count("rattrapage.delai_maximum_mois"),
        cap=get.optional("rattrapage.note_plafonnee"),
        best=get.text("rattrapage.note_retenue") == "meilleure",
        deferred_states=get.words("session_remplacement.pour"),
        deferred_distinct=get.yes("session_remplacement.sujet_distinct"),
        deferred_cap=get.optional("session_remplacement.plafond"),
        free=get.yes("rattrapage.gratuit"),
        missing_only=get.yes("rattrapage.codes_manquants_seulement"),
    )
