"""The ``taches`` of a scenario file -> items; codes, points and documents are checked on the way."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pipeline.codes import Code
from pipeline.diagnostics import Diagnostic
from pipeline.model.item import CognitiveLevel, Expected, Item, Modality
from pipeline.read.codelists import read_codes
from pipeline.read.fields import Fields
from pipeline.read.plain import advice
from pipeline.read.simulations import read_injects, read_roles
from pipeline.read.yamltree import TextNode
from pipeline.rules import item as rules

COUNTRY_SHEET = "FICHE_PAYS"
MAP = "CARTE"
LANGUAGES = ("fr", "en")


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemWords:
    """What an item may refer to: its scenario, the documents, the actors, the codes of the referential."""

    scenario: str
    documents: tuple[str, ...]
    actors: tuple[str, ...]
    codes: Sequence[Code]


def read_items(fields: Fields, words: ItemWords, faults: list[Diagnostic]) -> tuple[Item, ...]:
    """The items of a scenario, in order; their ids are « SCENARIO/T1 »."""
    return tuple(_read_item(f, words, faults) for f in fields.children("taches"))


def _read_item(fields: Fields, words: ItemWords, faults: list[Diagnostic]) -> Item:
    before = len(faults)
    label = fields.text("id")
    codes = read_codes(fields, "codes", words.codes)
    item = Item(
        id=f"{words.scenario}/{label}",
        label=label,
        title=fields.text("titre"),
        codes=codes,
        modality=fields.member("modalite", Modality),
        difficulty=fields.integer("difficulte", low=1, high=5),
        cognitive_level=fields.member("niveau_cognitif", CognitiveLevel),
        minutes=fields.integer("minutes", low=1, high=600),
        points=fields.decimal("points", low=Decimal(1), high=Decimal(200)),
        deliverable=fields.text("livrable"),
        documents=_read_documents(fields, words),
        instruction=fields.text("consigne"),
        expected=tuple(_read_expected(f, codes, words.codes) for f in fields.children("attendus")),
        pitfalls=fields.texts("pieges"),
        outline=fields.texts("corrige"),
        prompts=fields.texts("relances", ()),
        decision=fields.boolean("decision", False),
        language=fields.choice("langue", LANGUAGES, "fr"),
        source=fields.source,
        enemies=fields.texts("incompatibles", ()),
        formats=fields.texts("formats", ()),
        roles=read_roles(fields, words.actors),
        injects=read_injects(fields, words.codes),
    )
    if len(faults) == before:
        faults.extend(_item_faults(item, fields))
    return item


def _read_documents(fields: Fields, words: ItemWords) -> tuple[str, ...]:
    known = (COUNTRY_SHEET, MAP, *words.documents)
    found: list[str] = []
    for node in fields.nodes("documents", ()):
        name = node.value.strip() if isinstance(node, TextNode) else ""
        if name not in known:
            said = advice(name, known)
            fields.tell(rules.UNKNOWN_DOCUMENT.at(node.source, document=name, advice=said))
        elif name in found:
            fields.tell(rules.REPEATED_DOCUMENT.at(node.source, document=name))
        else:
            found.append(name)
    return tuple(found)


def _read_expected(fields: Fields, item_codes: Sequence[Code], known: Sequence[Code]) -> Expected:
    label = fields.text("id")
    own = read_codes(fields, "codes", known, required=False)
    choices = own or tuple(item_codes)
    if len(choices) > 1:
        fields.fault(rules.WHICH_CODE, None, expected=label)
    for code in own:
        if item_codes and code not in item_codes:
            item = label.rstrip("abcdefghijklmnopqrstuvwxyz")
            fields.fault(rules.FOREIGN_CODE, "codes", expected=label, code=code, item=item)
    return Expected(
        id=label,
        text=fields.text("texte"),
        points=fields.decimal("points", low=Decimal("0.5"), high=Decimal(100)),
        code=choices[0] if choices else Code(""),
        indispensable=fields.boolean("indispensable", False),
    )


def _item_faults(item: Item, fields: Fields) -> Iterator[Diagnostic]:
    """What only the whole item can say; an item with a fault of reading is not asked."""
    total = sum((e.points for e in item.expected), Decimal(0))
    if total != item.points:
        place = fields.place("points")
        yield rules.UNEVEN.at(place, item=item.id, points=item.points, total=total)
    if not any(e.indispensable for e in item.expected):
        yield rules.NO_INDISPENSABLE.at(fields.place("attendus"), item=item.id)
