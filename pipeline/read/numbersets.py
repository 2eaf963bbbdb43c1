"""The ``variables`` and ``jeux`` of a scenario file: invented names, and the numbers of each set."""

import re
from collections.abc import Mapping

from pipeline.read.fields import Fields
from pipeline.read.yamltree import MapNode
from pipeline.rules import scenario as rules

DEFAULT = "defaut"
BY_REGION = "par_region"
MIN_SETS = 2
_NAME = re.compile(r"[a-z][a-z0-9_]*")
Variables = Mapping[str, str | Mapping[str, str]]
NumberSets = Mapping[str, Mapping[str, str]]


def read_variables(fields: Fields) -> Variables:
    """The invented names: one text, or a default and others by region of the world."""
    child = fields.child("variables", required=False)
    found: dict[str, str | Mapping[str, str]] = {}
    for name in child.keys if child else ():
        assert child is not None
        _check_name(child, name)
        if isinstance(child.node(name), MapNode):
            found[name] = _by_region(child, name)
        else:
            found[name] = child.text(name)
    return found


def read_number_sets(fields: Fields) -> NumberSets:
    """The number sets, at least two, all with the same keys; values as typed."""
    sets: dict[str, Mapping[str, str]] = {}
    places: dict[str, Fields] = {}
    for name, child in fields.named_children("jeux"):
        for key in child.keys:
            _check_name(child, key)
        sets[name] = {key: child.text(key) for key in child.keys}
        places[name] = child
    if len(sets) < MIN_SETS and isinstance(fields.node("jeux"), MapNode):
        fields.fault(rules.MISSING_SET, "jeux", found=len(sets))
    _check_even(sets, places)
    return sets


def _by_region(fields: Fields, name: str) -> Mapping[str, str]:
    choices = fields.child(name)
    assert choices is not None
    regions = choices.child(BY_REGION, required=False)
    found = {DEFAULT: choices.text(DEFAULT)}
    return found | ({key: regions.text(key) for key in regions.keys} if regions else {})


def _check_name(fields: Fields, name: str) -> None:
    if not _NAME.fullmatch(name):
        said = rules.ID_SHAPE.format(shape=rules.VARIABLE_NAME)
        fields.fault(rules.BAD_ID, name, id=name, advice=said)


def _check_even(sets: NumberSets, places: Mapping[str, Fields]) -> None:
    """Every set has the keys of the first one."""
    first = next(iter(sets), "")
    for name, values in sets.items():
        for key in sets[first]:
            if key not in values:
                places[name].fault(
                    rules.UNEVEN_SETS, None, set=name, key=key, problem=rules.SET_MISSING
                )
        for key in values:
            if key not in sets[first]:
                problem = rules.SET_EXTRA.format(other=first)
                places[name].fault(rules.UNEVEN_SETS, key, set=name, key=key, problem=problem)
