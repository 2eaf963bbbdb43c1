"""``referential/referentiel.yaml``: the certification as printed, and the certifier's decisions."""

from dataclasses import dataclass, field, replace
from pathlib import Path

from pipeline.codes import Code, code_order, parse_code
from pipeline.diagnostics import Diagnostic
from pipeline.model.referential import (
    Activity,
    Anomaly,
    Block,
    BlockId,
    BlockKind,
    Competency,
    Lines,
    Official,
    Passage,
    Referential,
    Settlement,
    SubItem,
    TextVariant,
)
from pipeline.read.fields import Fields, open_fields
from pipeline.read.plain import advice
from pipeline.read.references import Unique, read_known_code, read_numbers
from pipeline.rules import referential as rules

PATH = "referential/referentiel.yaml"
DECISIONS = "referential/decisions.yaml"
SCHEMA = "epreuve/referentiel@1"
DECISIONS_SCHEMA = "epreuve/decisions@1"
STATUSES = ("constate", "deduit")
MAX_LINES = 100_000


@dataclass(slots=True)
class _Reading:
    """What the parts of the file must agree on: the length of the source, and the names taken."""

    line_count: int
    blocks: dict[str, Block] = field(default_factory=dict)
    ids: Unique = field(default_factory=Unique)


def read_referential(root: Path) -> tuple[Referential | None, tuple[Diagnostic, ...]]:
    """The referential with the decisions of the certifier; ``None`` when it has a fault.

    A fault in the decisions does not hide the referential: those that can be read are kept.
    """
    faults: list[Diagnostic] = []
    top = open_fields(root, PATH, faults)
    if top is None:
        return None, tuple(faults)
    referential = _referential(top)
    top.close()
    if faults:
        return None, tuple(faults)
    settlements = _settlements(root, faults)
    return replace(referential, settlements=settlements), tuple(faults)


def _referential(top: Fields) -> Referential:
    top.choice("schema", (SCHEMA,))
    source = top.child("source")
    reading = _Reading(line_count=MAX_LINES)
    if source is not None:
        reading.line_count = source.integer("lignes", low=1, high=MAX_LINES) or MAX_LINES
    blocks = tuple(_block(fields, reading) for fields in top.children("blocs"))
    competencies = _competencies(top, reading)
    by_code = {c.code: c for c in competencies}
    order = {block.id: rank for rank, block in enumerate(blocks)}
    return Referential(
        source_file=source.text("fichier") if source else "",
        sha256=source.text("sha256") if source else "",
        line_count=reading.line_count,
        official=_official(top),
        passages=tuple(_passage(fields, reading) for fields in top.children("passages")),
        blocks=blocks,
        competencies=tuple(
            sorted(competencies, key=lambda c: (order.get(c.block, 0), code_order(c.code)))
        ),
        variants=tuple(
            _variant(fields, reading, by_code)
            for fields in top.children("variantes", required=False)
        ),
        anomalies=tuple(
            _anomaly(fields, reading) for fields in top.children("anomalies", required=False)
        ),
    )


def _official(top: Fields) -> Official:
    fields = top.child("officiel")
    if fields is None:
        return Official(title="")
    return Official(
        title=fields.text("intitule"),
        rncp=fields.text("rncp", ""),
        level=fields.text("niveau", ""),
        certifier=fields.text("certificateur", ""),
        registered_on=fields.day("enregistre_le", ""),
        nsf=fields.text("nsf", ""),
    )


def _passage(fields: Fields, reading: _Reading) -> Passage:
    return Passage(
        lines=_lines(fields, reading), text=fields.text("texte_source"), role=fields.text("role")
    )


def _block(fields: Fields, reading: _Reading) -> Block:
    block_id = BlockId(reading.ids.take(fields, "id", fields.text("id")))
    block = Block(
        id=block_id,
        kind=fields.member("genre", BlockKind),
        text=fields.text("texte_source"),
        title=fields.text("titre"),
        lines=_lines(fields, reading),
        activities=tuple(
            _activity(child, block_id, reading) for child in fields.children("activites")
        ),
    )
    reading.blocks[block_id] = block
    return block


def _activity(fields: Fields, block: BlockId, reading: _Reading) -> Activity:
    return Activity(
        id=reading.ids.take(fields, "id", fields.text("id")),
        block=block,
        printed_code=fields.text("code_imprime"),
        text=fields.text("texte_source"),
        lines=_lines(fields, reading),
    )


def _competencies(top: Fields, reading: _Reading) -> tuple[Competency, ...]:
    opened = top.children("competences")
    found = tuple(_competency(fields, reading) for fields in opened)
    names: dict[str, Code] = {competency.code: competency.code for competency in found}
    for fields, competency in zip(opened, found, strict=True):
        for alias in competency.aliases:
            other = names.setdefault(alias, competency.code)
            if other != competency.code:
                fields.fault(rules.AMBIGUOUS_ALIAS, "alias", alias=alias, code=other)
    return found


def _competency(fields: Fields, reading: _Reading) -> Competency:
    text = reading.ids.take(fields, "code", fields.text("code"))
    if text and parse_code(text) is None:
        fields.fault(rules.NOT_A_CODE, "code", code=text)
    code = Code(text)
    block, activity = _place(fields, reading)
    return Competency(
        code=code,
        printed_code=fields.text("code_imprime"),
        block=block,
        activity=activity,
        text=fields.text("texte_source"),
        lines=_lines(fields, reading),
        sub_items=tuple(
            _sub_item(child, code, reading)
            for child in fields.children("sous_items", required=False)
        ),
        aliases=fields.texts("alias", ()),
        source=fields.source,
    )


def _sub_item(fields: Fields, code: Code, reading: _Reading) -> SubItem:
    name = reading.ids.take(fields, "id", fields.text("id"))
    if name and not name.startswith(f"{code}."):
        fields.fault(rules.BAD_SUB_ITEM, "id", id=name, code=code)
    return SubItem(id=name, text=fields.text("texte_source"), lines=_lines(fields, reading))


def _variant(fields: Fields, reading: _Reading, by_code: dict[Code, Competency]) -> TextVariant:
    code = read_known_code(fields, "code", tuple(by_code)) or Code("")
    name = reading.ids.take(fields, "id", fields.text("id"))
    if code and name and not name.startswith(f"{code}~"):
        fields.fault(rules.BAD_VARIANT, "id", id=name, code=code)
    block, activity = _place(fields, reading)
    return TextVariant(
        id=name,
        code=code,
        printed_code=fields.text("code_imprime"),
        block=block,
        activity=activity,
        text=fields.text("texte_source"),
        lines=_lines(fields, reading),
    )


def _place(fields: Fields, reading: _Reading) -> tuple[BlockId, str]:
    block_id, activity = fields.text("bloc"), fields.text("activite")
    block = reading.blocks.get(block_id)
    if block is None:
        known = advice(block_id, reading.blocks)
        fields.fault(rules.UNKNOWN_BLOCK, "bloc", block=block_id, advice=known)
        return BlockId(block_id), activity
    activities = [a.id for a in block.activities]
    if activity not in activities:
        known = advice(activity, activities)
        fields.fault(
            rules.UNKNOWN_ACTIVITY, "activite", activity=activity, block=block_id, advice=known
        )
    return block.id, activity


def _lines(fields: Fields, reading: _Reading) -> Lines:
    numbers = read_numbers(fields, "lignes")
    if len(numbers) == 2 and 1 <= numbers[0] <= numbers[1] <= reading.line_count:
        return numbers[0], numbers[1]
    _bad_lines(fields, numbers, reading)
    return (0, 0)


def _bad_lines(fields: Fields, numbers: tuple[int, ...], reading: _Reading) -> None:
    if fields.has("lignes"):
        said = ", ".join(map(str, numbers))
        fields.fault(
            rules.BAD_LINES, "lignes", key="lignes", lines=f"[{said}]", count=reading.line_count
        )


def _anomaly(fields: Fields, reading: _Reading) -> Anomaly:
    lines = read_numbers(fields, "lignes")
    if not lines or not all(1 <= line <= reading.line_count for line in lines):
        _bad_lines(fields, lines, reading)
    return Anomaly(
        id=reading.ids.take(fields, "id", fields.text("id")),
        lines=lines,
        status=fields.choice("statut", STATUSES),
        subject=fields.text("objet"),
        treatment=fields.text("traitement"),
        question=fields.text("question", ""),
        source=fields.source,
        alert=fields.boolean("alerte", default=False),
    )


def _settlements(root: Path, faults: list[Diagnostic]) -> tuple[Settlement, ...]:
    if not (root / DECISIONS).exists():
        return ()
    top = open_fields(root, DECISIONS, faults)
    if top is None:
        return ()
    top.choice("schema", (DECISIONS_SCHEMA,))
    taken = Unique(rules.SETTLED_TWICE)
    found = tuple(_settlement(fields, taken) for fields in top.children("decisions"))
    top.close()
    return tuple(s for s in found if s.anomaly and s.choice and s.author and s.date)


def _settlement(fields: Fields, taken: Unique) -> Settlement:
    return Settlement(
        anomaly=taken.take(fields, "anomalie", fields.text("anomalie")),
        choice=fields.text("choix"),
        author=fields.text("auteur"),
        date=fields.day("date"),
        source=fields.source,
    )
