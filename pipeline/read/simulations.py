"""The parts of a simulation in a scenario file: the sheet of each role, the facts told while it runs."""

from collections.abc import Sequence

from pipeline.codes import Code
from pipeline.model.item import Inject, RoleSheet
from pipeline.read.codelists import read_codes
from pipeline.read.fields import Fields
from pipeline.read.plain import advice
from pipeline.rules import item as rules

USAGES = ("optionnel", "obligatoire", "secours")


def read_injects(fields: Fields, codes: Sequence[Code]) -> tuple[Inject, ...]:
    """The ``injects`` of a scenario or of an item, in order."""
    return tuple(_read_inject(f, codes) for f in fields.children("injects", required=False))


def read_roles(fields: Fields, actors: Sequence[str]) -> tuple[RoleSheet, ...]:
    """The ``roles`` of an item, in order; ``actors`` are the ids of the scenario's."""
    return tuple(_read_role(f, actors) for f in fields.children("roles", required=False))


def _read_inject(fields: Fields, codes: Sequence[Code]) -> Inject:
    return Inject(
        id=fields.text("id"),
        when=fields.text("t"),
        channel=fields.text("canal"),
        sender=fields.text("de"),
        text=fields.text("contenu"),
        expected=fields.text("attendu"),
        codes=tuple(read_codes(fields, "codes", codes)),
        usage=fields.choice("usage", USAGES, "optionnel"),
    )


def _read_role(fields: Fields, actors: Sequence[str]) -> RoleSheet:
    actor = fields.text("acteur", "")
    if actor and actor not in actors:
        fields.fault(rules.UNKNOWN_ACTOR, "acteur", actor=actor, advice=advice(actor, actors))
    return RoleSheet(
        id=fields.text("id"),
        title=fields.text("titre"),
        actor=actor,
        mission=fields.text("mission"),
        objectives=fields.texts("objectifs"),
        margins=fields.texts("marges"),
        secrets=fields.texts("confidentiel"),
    )
