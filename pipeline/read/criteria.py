"""``referential/criteres.yaml``: how each code is observed; an official file replaces it entry by entry."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from pipeline.codes import Code, code_order
from pipeline.diagnostics import Diagnostic
from pipeline.model.criteria import AssessmentFormat, Criteria, Deliverable, Level, Skill
from pipeline.read.code_criteria import KnownWords, read_entries
from pipeline.read.fields import Fields, open_fields
from pipeline.read.plain import read_decimal
from pipeline.rules import criteria as rules

PATH = "referential/criteres.yaml"
OFFICIAL_PATH = "referential/criteres_officiels.yaml"
SCHEMA = "epreuve/criteres@1"
PROPOSED, OFFICIAL, MIXED = "proposition", "officiel", "mixte"
FAMILIES = ("controle_continu", "fin_formation")
MODALITIES = ("ecrit", "oral", "simulation", "observation")
LEVELS = ("0", "1", "2", "3", "4")
_TOP = Decimal(100)


def read_criteria(
    root: Path, codes: Sequence[Code]
) -> tuple[Criteria | None, tuple[Diagnostic, ...]]:
    """The criteria, official entries in place of ours; ``None`` when either file has a fault.

    ``codes`` are those of the referential: an entry for another one is a fault.
    """
    faults: list[Diagnostic] = []
    top = open_fields(root, PATH, faults)
    if top is None:
        return None, tuple(faults)
    criteria = _criteria(top, codes)
    top.close()
    if not faults and (root / OFFICIAL_PATH).exists():
        criteria = _with_official(root, criteria, codes, faults)
    return (None if faults else criteria), tuple(faults)


def _criteria(top: Fields, codes: Sequence[Code]) -> Criteria:
    top.choice("schema", (SCHEMA,))
    status = top.choice("statut", (PROPOSED, OFFICIAL))
    formats = tuple(_format(name, f) for name, f in top.named_children("formats"))
    hard = tuple(_hard_skill(name, f) for name, f in top.named_children("savoir_faire"))
    soft = tuple(_soft_skill(name, f) for name, f in top.named_children("savoir_etre"))
    deliverables = tuple(_deliverable(name, f) for name, f in top.named_children("livrables"))
    known = KnownWords(
        codes=codes,
        formats=[f.id for f in formats],
        deliverables=[d.id for d in deliverables],
        hard_skills=[s.id for s in hard],
        soft_skills=[s.id for s in soft],
    )
    return Criteria(
        version=top.text("version"),
        status=status,
        levels=_levels(top),
        conversions=_conversions(top),
        formats=formats,
        hard_skills=hard,
        soft_skills=soft,
        deliverables=deliverables,
        codes=read_entries(top, status, known),
    )


def _with_official(
    root: Path, ours: Criteria, codes: Sequence[Code], faults: list[Diagnostic]
) -> Criteria:
    top = open_fields(root, OFFICIAL_PATH, faults)
    if top is None:
        return ours
    top.choice("schema", (SCHEMA,))
    status = top.choice("statut", (OFFICIAL,))
    added = tuple(
        _deliverable(name, f) for name, f in top.named_children("livrables", required=False)
    )
    deliverables = {d.id: d for d in (*ours.deliverables, *added)}
    known = KnownWords(
        codes=codes,
        formats=[f.id for f in ours.formats],
        deliverables=list(deliverables),
        hard_skills=[s.id for s in ours.hard_skills],
        soft_skills=[s.id for s in ours.soft_skills],
    )
    by_code = {e.code: e for e in ours.codes} | {
        e.code: e for e in read_entries(top, status, known)
    }
    version = top.text("version")
    top.close()
    entries = tuple(by_code[code] for code in sorted(by_code, key=code_order))
    statuses = {e.status for e in entries}
    return replace(
        ours,
        version=version,
        status=statuses.pop() if len(statuses) == 1 else MIXED,
        deliverables=tuple(deliverables.values()),
        codes=entries,
    )


def _levels(top: Fields) -> tuple[Level, ...]:
    scale = top.child("echelle")
    if scale is None:
        return ()
    for name in scale.keys:
        if name not in LEVELS:
            scale.fault(rules.BAD_LEVEL, name, level=name)
            scale.has(name)
    children = ((name, scale.child(name)) for name in LEVELS)
    return tuple(
        Level(
            value=int(name),
            title=fields.text("titre"),
            jury=fields.text("jury"),
            meaning=fields.text("sens"),
        )
        for name, fields in children
        if fields is not None
    )


def _conversions(
    top: Fields,
) -> tuple[tuple[str, tuple[Decimal, Decimal, Decimal, Decimal, Decimal]], ...]:
    tables = top.child("conversions")
    if tables is None:
        return ()
    found = []
    for name in tables.keys:
        numbers = [read_decimal(text) for text in tables.texts(name)]
        points = [n for n in numbers if n is not None]
        if len(numbers) != len(LEVELS) or len(points) != len(LEVELS):
            tables.fault(rules.LEVEL_COUNT, name, key=name, found=len(points))
        else:
            found.append((name, (points[0], points[1], points[2], points[3], points[4])))
    return tuple(found)


def _format(name: str, fields: Fields) -> AssessmentFormat:
    return AssessmentFormat(
        id=name,
        title=fields.text("titre"),
        family=fields.choice("famille", FAMILIES),
        modality=fields.choice("modalite", MODALITIES),
        minutes=fields.integer("duree", high=600),
        preparation=fields.integer("preparation", high=600),
        individual=fields.boolean("individuel"),
    )


def _hard_skill(name: str, fields: Fields) -> Skill:
    return Skill(
        id=name, title=fields.text("titre"), value=fields.integer("valeur", low=1, high=100)
    )


def _soft_skill(name: str, fields: Fields) -> Skill:
    return Skill(id=name, title=fields.text("titre"), observable=fields.text("observable"))


def _deliverable(name: str, fields: Fields) -> Deliverable:
    return Deliverable(
        id=name,
        title=fields.text("titre"),
        pages=fields.decimal("pages", high=_TOP),
        headings=fields.texts("rubriques"),
    )
