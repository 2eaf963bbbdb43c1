"""What must hold of the referential, of the decisions on its open questions, and of the rules."""

from collections.abc import Callable, Iterator
from decimal import Decimal

from pipeline.codes import near_codes, parse_code
from pipeline.diagnostics import Diagnostic, Source
from pipeline.model.bank import Bank
from pipeline.model.referential import BlockKind
from pipeline.rules import referential as rules

REFERENTIAL_FILE = "referential/referentiel.yaml"
RULES_FILE = "referential/regles.yaml"
_ASCENDING = (
    ("bloc.plancher_interne", "bloc.seuil"),
    ("epreuve.note_eliminatoire", "epreuve.note_minimale"),
    ("mentions.seuil_assez_bien", "mentions.seuil_bien"),
    ("mentions.seuil_bien", "mentions.seuil_tres_bien"),
    ("mentions.seuil_tres_bien", "mentions.seuil_felicitations"),
)


def questions_are_settled(bank: Bank) -> Iterator[Diagnostic]:
    """Every question that only the certifier can settle is told until a decision answers it."""
    settled = {s.anomaly for s in bank.referential.settlements}
    for anomaly in bank.referential.anomalies:
        if anomaly.question and anomaly.id not in settled:
            rule = rules.OPEN_ALERT if anomaly.alert else rules.OPEN_QUESTION
            yield rule.at(
                anomaly.source,
                anomaly=anomaly.id,
                question=anomaly.question,
                treatment=anomaly.treatment,
            )


def settlements_answer_a_question(bank: Bank) -> Iterator[Diagnostic]:
    """A decision is about an anomaly that exists and that asks something."""
    anomalies = {anomaly.id: anomaly for anomaly in bank.referential.anomalies}
    asked = [a.id for a in bank.referential.anomalies if a.question]
    for settlement in bank.referential.settlements:
        anomaly = anomalies.get(settlement.anomaly)
        if anomaly is None:
            advice = rules.ASKED.format(anomalies=", ".join(asked))
            yield rules.UNKNOWN_ANOMALY.at(
                settlement.source, anomaly=settlement.anomaly, advice=advice
            )
        elif not anomaly.question:
            yield rules.NOTHING_ASKED.at(settlement.source, anomaly=anomaly.id)


def official_fields_are_filled(bank: Bank) -> Iterator[Diagnostic]:
    """The official fields that the source does not hold are told while they are empty."""
    official = bank.referential.official
    empty = [label for name, label in rules.OFFICIAL_FIELDS.items() if not getattr(official, name)]
    if empty:
        yield rules.OFFICIAL_MISSING.at(Source(path=REFERENTIAL_FILE), fields=", ".join(empty))


def activities_have_codes(bank: Bank) -> Iterator[Diagnostic]:
    """Every activity holds at least one competency."""
    used = {competency.activity for competency in bank.referential.competencies}
    for block in bank.referential.blocks:
        for activity in block.activities:
            if activity.id not in used:
                yield rules.EMPTY_ACTIVITY.at(
                    Source(path=REFERENTIAL_FILE), activity=activity.id, block=block.id
                )


def path_has_a_choice(bank: Bank) -> Iterator[Diagnostic]:
    """There are common blocks and specialisations, so that a candidate has a path."""
    kinds = [block.kind for block in bank.referential.blocks]
    common, chosen = (kinds.count(k) for k in (BlockKind.COMMON, BlockKind.SPECIALISATION))
    if not common or not chosen:
        yield rules.PATH_WITHOUT_CHOICE.at(
            Source(path=REFERENTIAL_FILE), common=common, chosen=chosen
        )


def shares_of_a_block_add_up(bank: Bank) -> Iterator[Diagnostic]:
    """Continuous and final assessment make the whole of a block."""
    continuous = _number(bank, "bloc.part_controle_continu") or Decimal(0)
    final = _number(bank, "bloc.part_fin_formation") or Decimal(0)
    if continuous + final != 100:
        yield rules.SHARES.at(Source(path=RULES_FILE), continuous=continuous, final=final)


def thresholds_ascend(bank: Bank) -> Iterator[Diagnostic]:
    """A floor is under its threshold, a mention under the next one."""
    for low, high in _ASCENDING:
        low_value, high_value = _number(bank, low), _number(bank, high)
        if low_value is not None and high_value is not None and low_value > high_value:
            yield rules.FLOOR_ABOVE.at(
                Source(path=RULES_FILE),
                low=low,
                low_value=low_value,
                high=high,
                high_value=high_value,
            )


def rules_name_what_exists(bank: Bank) -> Iterator[Diagnostic]:
    """The conversion table and the blocking codes that the rules name exist."""
    place = Source(path=RULES_FILE)
    known = [name for name, _ in bank.criteria.conversions]
    conversion = bank.rules.values.get("notation.conversion")
    if conversion not in known:
        advice = rules.CONVERSIONS.format(names=", ".join(known))
        yield rules.UNKNOWN_CONVERSION.at(place, conversion=conversion, advice=advice)
    blocking = bank.rules.values.get("bloc.codes_bloquants")
    codes = bank.referential.codes()
    for text in blocking if isinstance(blocking, tuple) else ():
        if parse_code(text) not in codes:
            near = ", ".join(near_codes(text, codes))
            advice = rules.NEAR_CODES.format(codes=near) if near else rules.ANY_CODE
            yield rules.UNKNOWN_BLOCKING.at(place, code=text, advice=advice)


def _number(bank: Bank, rule: str) -> Decimal | None:
    value = bank.rules.values.get(rule)
    return value if isinstance(value, Decimal) else None


ALL: tuple[Callable[[Bank], Iterator[Diagnostic]], ...] = (
    questions_are_settled,
    settlements_answer_a_question,
    official_fields_are_filled,
    activities_have_codes,
    path_has_a_choice,
    shares_of_a_block_add_up,
    thresholds_ascend,
    rules_name_what_exists,
)
