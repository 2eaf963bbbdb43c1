"""The heading of a new scenario: its id, type, block and base country, as asked for or as they follow."""

from pipeline.diagnostics import UsageError
from pipeline.model.bank import Bank
from pipeline.model.scenario import SituationType
from pipeline.read.countries import Countries
from pipeline.read.plain import advice
from pipeline.read.predicate import compile_predicate
from pipeline.read.scenarios import SCENARIO_ID
from pipeline.read.vocabulary import build_vocabulary
from pipeline.rules import authoring as words
from pipeline.supply.shapes import BLOCKS

#: Until when the first scenario of a workspace may be used; the next ones follow the latest.
EXPIRES = "2029-12-31"
_INVENTED = {"fictif": (True,), "reel": (False,)}


def check_id(bank: Bank, name: str) -> None:
    """Raise UsageError unless the id has the shape of one and is free."""
    if not SCENARIO_ID.fullmatch(name):
        raise UsageError(words.BAD_ID.format(id=name), words.BAD_ID_HINT)
    for known in bank.scenarios:
        if known.id == name:
            place = known.source.path
            raise UsageError(words.ID_TAKEN.format(id=name, place=place), words.ID_TAKEN_HINT)


def check_family(bank: Bank, family: str | None) -> None:
    """Raise UsageError for a family that the typology does not have."""
    if family is not None and family not in bank.families:
        message = words.NO_FAMILY.format(family=family)
        raise UsageError(message, advice(family, bank.families))


def type_of(bank: Bank, name: str, asked: str | None, family: str | None) -> SituationType:
    """The type asked for, else the one that the id begins with; it is of the family asked for."""
    kinds = {kind.id: kind for kind in bank.types}
    near = [kind.id for kind in bank.types if family in (None, kind.family)]
    wanted = asked or "-".join(name.split("-")[:2])
    if wanted not in kinds and asked:
        raise UsageError(words.NO_TYPE.format(kind=asked), advice(asked, near))
    if wanted not in kinds:
        hint = words.TYPE_HINT.format(kind=next(iter(near), ""))
        raise UsageError(words.NO_TYPE_SAID.format(id=name), hint)
    found = kinds[wanted]
    if found.family != (family or found.family):
        raise UsageError(
            words.OTHER_FAMILY.format(kind=wanted, other=found.family, family=family),
            words.OTHER_FAMILY_HINT.format(family=family, known=", ".join(near)),
        )
    return found


def block_of(bank: Bank, kind: SituationType, asked: str | None) -> str:
    """The block asked for, else the one that most of the type's main codes are of."""
    known = [b.id for b in bank.referential.blocks if b.id in BLOCKS]
    if asked is not None:
        if asked not in known:
            raise UsageError(words.NO_BLOCK.format(block=asked), advice(asked, known))
        return asked
    held = {
        b.id: len(set(kind.codes) & set(bank.referential.codes(b.id)))
        for b in bank.referential.blocks
        if b.id in BLOCKS
    }
    best = max(held, key=lambda block: held[block], default=None)
    if best is None or not held[best]:
        hint = words.NO_BLOCK_HINT.format(block=next(iter(known), BLOCKS[0]))
        raise UsageError(words.NO_BLOCK_SAID.format(kind=kind.id), hint)
    return best


def base_of(bank: Bank, kind: SituationType) -> str:
    """A country that suits the type, rather one that authors already know; raises UsageError when none does."""
    vocabulary = build_vocabulary(Countries(by_iso3=bank.countries, sources=bank.field_sources))
    condition, _ = compile_predicate(kind.requires, kind.source, vocabulary)
    assert condition is not None, "a type was read without a fault"
    allowed = _INVENTED.get(kind.mode, (True, False))
    fit = [
        iso3
        for iso3, country in sorted(bank.countries.items())
        if country.eligible
        and country.fictional in allowed
        and "population" in country.traits
        and condition(country, bank.countries)
    ]
    if not fit:
        raise UsageError(words.NO_PLACE.format(kind=kind.id), words.NO_PLACE_HINT)
    known = {scenario.country_rule.base for scenario in bank.scenarios}
    return next((iso3 for iso3 in fit if iso3 in known), fit[0])
