"""``referential/epreuves.yaml``: the blueprints, each made of its own keys, its model's and the defaults."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from pipeline.diagnostics import Diagnostic, has_errors
from pipeline.model.blueprint import Blueprint, CodeTarget, FormKind, Phase
from pipeline.model.criteria import Criteria
from pipeline.model.item import Modality
from pipeline.model.referential import BlockId, Referential
from pipeline.read.fields import Fields, open_fields
from pipeline.read.plain import advice
from pipeline.read.references import (
    Unique,
    check_code,
    check_word,
    read_known_words,
    read_numbers,
)
from pipeline.read.requirements import entries, with_rules, with_workbook
from pipeline.rules import blueprint as rules
from pipeline.rules import criteria as criteria_rules
from pipeline.rules import referential as referential_rules

PATH = "referential/epreuves.yaml"
SCHEMA = "epreuve/epreuves@1"
SHARED_KEYS = (
    "genre",
    "phase",
    "format",
    "modalite",
    "duree",
    "lecture",
    "preparation",
    "expose",
    "points",
    "coefficient",
    "tolerance",
    "questions",
    "minutes",
    "documents",
    "scenarios",
    "difficulte",
    "difficulte_tolerance",
    "decision",
    "secours",
    "tickets",
    "formes",
    "recouvrement",
    "usages_question",
    "usages_scenario",
    "repos",
    "usages_max",
    "proche",
    "groupe",
    "unique",
    "regles",
    "savoir_etre",
    "materiel",
    "consignes",
)
UNIQUE = STRICT, _ = ("stricte", "si_possible")
_HUNDRED = Decimal(100)
_FIVE = Decimal(5)
_CLOSE = Decimal(2)
_DAY = 1440


@dataclass(frozen=True, slots=True, kw_only=True)
class _Exam:
    """One entry and where its keys may also be: the entry itself first, then its model, then the defaults."""

    own: Fields
    layers: tuple[Fields, ...]
    referential: Referential
    criteria: Criteria
    faults: list[Diagnostic]

    def of(self, key: str) -> Fields:
        """The first layer where a key is written; the entry when it is nowhere."""
        return next((fields for fields in self.layers if key in fields.keys), self.own)

    def has(self, key: str) -> bool:
        """Whether a key is written anywhere."""
        return key in self.of(key).keys


def read_blueprints(
    root: Path, referential: Referential, criteria: Criteria
) -> tuple[tuple[Blueprint, ...] | None, tuple[Diagnostic, ...]]:
    """The blueprints, in the order of the file; ``None`` when it has a fault."""
    faults: list[Diagnostic] = []
    top = open_fields(root, PATH, faults)
    if top is None:
        return None, tuple(faults)
    top.choice("schema", (SCHEMA,))
    default = top.child("par_defaut", required=False)
    models = dict(top.named_children("modeles", required=False))
    for fields in (default, *models.values()):
        _allow(fields)
    taken = Unique()
    blueprints = []
    for fields in top.children("epreuves"):
        taken.take(fields, "id", fields.text("id"))
        layers = _layers(fields, models, default)
        exam = _Exam(
            own=fields,
            layers=layers,
            referential=referential,
            criteria=criteria,
            faults=faults,
        )
        blueprints.append(_blueprint(exam))
    top.close()
    ruled = with_workbook(root, blueprints, criteria, faults)
    told = tuple(dict.fromkeys(faults))
    return (None if has_errors(told) else ruled), told


def _allow(fields: Fields | None) -> None:
    if fields is not None:
        for key in SHARED_KEYS:
            fields.has(key)


def _layers(
    own: Fields, models: Mapping[str, Fields], default: Fields | None
) -> tuple[Fields, ...]:
    _allow(own)
    layers = [own]
    name = own.text("modele", "")
    if name in models:
        layers.append(models[name])
    elif name:
        own.fault(rules.UNKNOWN_MODEL, "modele", model=name, advice=advice(name, models))
    return tuple([*layers, default] if default else layers)


def _blueprint(exam: _Exam) -> Blueprint:
    body = replace(
        _body(exam),
        forms=_count(exam, "formes", default=1, low=1),
        overlap=_count(exam, "recouvrement") if exam.has("recouvrement") else None,
        item_uses=_count(exam, "usages_question"),
        scenario_uses=_count(exam, "usages_scenario"),
        rest=_count(exam, "repos"),
        session_uses=_count(exam, "usages_max"),
        epsilon=exam.of("proche").decimal("proche", _CLOSE, high=_HUNDRED),
        group=_range(exam, "groupe") if exam.has("groupe") else (1, 1),
        strict=exam.has("unique") and exam.of("unique").choice("unique", UNIQUE) == STRICT,
    )
    return with_rules(body, entries(exam.layers, body, exam.criteria, exam.faults))


def _body(exam: _Exam) -> Blueprint:
    items, minutes, documents = (_range(exam, key) for key in ("questions", "minutes", "documents"))
    return Blueprint(
        id=exam.own.text("id"),
        title=exam.own.text("titre"),
        block=_block(exam),
        kind=exam.of("genre").member("genre", FormKind),
        phase=exam.of("phase").member("phase", Phase),
        format=_format(exam),
        modality=exam.of("modalite").member("modalite", Modality),
        minutes=_minutes(exam, "duree"),
        reading=_minutes(exam, "lecture"),
        preparation=_minutes(exam, "preparation"),
        talk=_minutes(exam, "expose"),
        points=exam.of("points").integer("points", low=1, high=1000),
        coefficient=exam.of("coefficient").decimal("coefficient", high=_HUNDRED),
        targets=_targets(exam),
        items_min=items[0],
        items_max=items[1],
        minutes_min=minutes[0],
        minutes_max=minutes[1],
        scenarios_max=exam.of("scenarios").integer("scenarios", low=1, high=9),
        documents_min=documents[0],
        documents_max=documents[1],
        difficulty=exam.of("difficulte").decimal("difficulte", low=Decimal(1), high=_FIVE),
        difficulty_tolerance=exam.of("difficulte_tolerance").decimal(
            "difficulte_tolerance", high=_FIVE
        ),
        decision_required=exam.of("decision").boolean("decision"),
        spare=exam.of("secours").boolean("secours"),
        tickets=exam.of("tickets").integer("tickets", high=1000),
        soft_skills=_soft_skills(exam),
        materials=exam.of("materiel").text("materiel"),
        instructions=exam.of("consignes").texts("consignes"),
        source=exam.own.source,
    )


def _count(exam: _Exam, key: str, *, default: int = 0, low: int = 0) -> int:
    return exam.of(key).integer(key, default, low=low, high=1000)


def _block(exam: _Exam) -> BlockId:
    name = exam.own.text("bloc")
    known = [block.id for block in exam.referential.blocks]
    if name and name not in known:
        said = advice(name, known)
        exam.own.fault(referential_rules.UNKNOWN_BLOCK, "bloc", block=name, advice=said)
    return BlockId(name)


def _format(exam: _Exam) -> str:
    fields = exam.of("format")
    name = fields.text("format")
    known = [f.id for f in exam.criteria.formats]
    if name:
        check_word(fields, "format", name, known, criteria_rules.UNKNOWN_FORMAT)
    return name


def _minutes(exam: _Exam, key: str) -> int:
    return exam.of(key).integer(key, high=_DAY)


def _range(exam: _Exam, key: str) -> tuple[int, int]:
    fields = exam.of(key)
    numbers = read_numbers(fields, key)
    if len(numbers) == 2 and numbers[0] <= numbers[1]:
        return numbers[0], numbers[1]
    if fields.has(key):
        said = ", ".join(map(str, numbers))
        fields.fault(rules.BAD_RANGE, key, key=key, found=f"[{said}]")
    return 0, 0


def _soft_skills(exam: _Exam) -> tuple[str, ...]:
    known = [skill.id for skill in exam.criteria.soft_skills]
    rule = criteria_rules.UNKNOWN_SOFT_SKILL
    return read_known_words(exam.of("savoir_etre"), "savoir_etre", known, rule)


def _targets(exam: _Exam) -> tuple[CodeTarget, ...]:
    shares = exam.own.child("codes")
    if shares is None:
        return ()
    known = exam.referential.codes()
    tolerances = _tolerances(exam, shares.keys)
    fields = exam.of("tolerance")
    usual = fields.decimal("tolerance", high=_HUNDRED)
    found = [
        (check_code(shares, text, text, known), shares.decimal(text, high=_HUNDRED))
        for text in shares.keys
    ]
    if not found:
        exam.own.fault(rules.NO_CODE, "codes")
    return tuple(
        CodeTarget(code=code, share=share, tolerance=tolerances.get(code, usual))
        for code, share in found
        if code is not None
    )


def _tolerances(exam: _Exam, asked: Sequence[str]) -> dict[str, Decimal]:
    fields = exam.own.child("tolerances", required=False)
    if fields is None:
        return {}
    for code in fields.keys:
        if code not in asked:
            fields.fault(rules.UNKNOWN_TOLERANCE, code, code=code)
    return {code: fields.decimal(code, high=_HUNDRED) for code in fields.keys}
