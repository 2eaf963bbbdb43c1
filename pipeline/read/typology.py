"""``scenarios/typologie.yaml`` -> families and types of situation, each with its condition on countries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.codes import Code
from pipeline.diagnostics import Diagnostic
from pipeline.model.scenario import SituationType
from pipeline.read.codelists import read_codes
from pipeline.read.fields import Fields, open_fields
from pipeline.read.plain import advice
from pipeline.read.predicate import compile_predicate
from pipeline.read.vocabulary import Vocabulary
from pipeline.rules import scenario as rules

PATH = "scenarios/typologie.yaml"
SCHEMA = "epreuve/typologie@1"
MODES = ("reel", "fictif", "mixte")


@dataclass(frozen=True, slots=True, kw_only=True)
class Typology:
    """The families (id -> French name) and the types, in the order of the file."""

    families: Mapping[str, str]
    types: tuple[SituationType, ...]


def read_typology(
    root: Path, known_codes: Sequence[Code], vocabulary: Vocabulary
) -> tuple[Typology | None, tuple[Diagnostic, ...]]:
    """The typology of a workspace; ``None`` as soon as it has a fault."""
    faults: list[Diagnostic] = []
    top = open_fields(root, PATH, faults)
    if top is None:
        return None, tuple(faults)
    top.choice("schema", (SCHEMA,))
    names = top.child("familles")
    families = {key: names.text(key) for key in names.keys} if names else {}
    types = tuple(
        _read_type(fields, families, known_codes, vocabulary) for fields in top.children("types")
    )
    top.close()
    seen: dict[str, SituationType] = {}
    for kind in types:
        if kind.id in seen:
            place = str(seen[kind.id].source)
            faults.append(rules.REPEATED_ID.at(kind.source, id=kind.id, place=place))
        seen[kind.id] = kind
    return (None, tuple(faults)) if faults else (Typology(families=families, types=types), ())


def _read_type(
    fields: Fields,
    families: Mapping[str, str],
    known_codes: Sequence[Code],
    vocabulary: Vocabulary,
) -> SituationType:
    kind = fields.text("id")
    family = kind.partition("-")[0]
    if family not in families:
        fields.fault(
            rules.UNKNOWN_FAMILY,
            "id",
            scenario=kind,
            family=family,
            advice=advice(family, families),
        )
    requires = fields.text("exige")
    _, found = compile_predicate(requires, fields.place("exige"), vocabulary)
    for fault in found if requires else ():
        fields.tell(fault)
    fields.texts("ancrages", ())
    return SituationType(
        id=kind,
        family=family,
        label=fields.text("libelle"),
        requires=requires,
        mode=fields.choice("mode", MODES),
        sensitivity=fields.integer("sens", low=1, high=3),
        codes=tuple(read_codes(fields, "p", known_codes)),
        secondary_codes=tuple(read_codes(fields, "s", known_codes, required=False)),
        source=fields.source,
    )
