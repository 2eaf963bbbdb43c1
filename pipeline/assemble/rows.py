"""The items of a bank as rows of the table of rules: what a condition may ask of a question."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from pipeline.ata.table import Problem, problem_of
from pipeline.codes import Code
from pipeline.model.columns import SKILL
from pipeline.model.item import Item
from pipeline.model.requirement import Requirement, Row
from pipeline.model.scenario import Scenario

Shares = Mapping[Code, Mapping[str, Decimal]]
ZERO = Decimal(0)


def row_of(item: Item, scenario: Scenario, shares: Shares) -> Row:
    """The columns of an item; ``shares`` spread a code's points over hard skills.

    Numbers: points, minutes, difficulte, mots (of the instruction), pieces, one column a code (its points) and one a
    hard skill (``savoir_`` and its id). Words: question, scenario, famille, code, niveau, livrable, langue, document,
    format, decision (``oui``), sensibilite.
    """
    skills = {s for code in item.codes for s in shares.get(code, {})}
    numbers = {
        "points": item.points,
        "minutes": Decimal(item.minutes),
        "difficulte": Decimal(item.difficulty),
        "mots": Decimal(len(item.instruction.split())),
        "pieces": Decimal(len(item.documents)),
        **{code: item.points_of(code) for code in item.codes},
        **{f"{SKILL}{skill}": skill_points(item, skill, shares) for skill in sorted(skills)},
    }
    words = {
        "question": (item.id,),
        "scenario": (scenario.id,),
        "famille": (scenario.family,),
        "code": item.codes,
        "niveau": (item.cognitive_level.value,),
        "livrable": (item.deliverable,),
        "langue": (item.language,),
        "document": tuple(f"{scenario.id}/{document}" for document in item.documents),
        "format": item.formats,
        "decision": ("oui",) if item.decision else (),
        "sensibilite": (str(scenario.sensitivity),),
    }
    return Row(id=item.id, numbers=numbers, words=words)


def problem_on(
    requirements: Sequence[Requirement], items: Sequence[tuple[Scenario, Item]], shares: Shares
) -> Problem:
    """The problem of one form made of these items: one of each scenario at least, no two enemies."""
    scenarios = [scenario.id for scenario, _ in items]
    return problem_of(
        requirements,
        [row_of(item, scenario, shares) for scenario, item in items],
        needed=[
            tuple(k for k, s in enumerate(scenarios) if s == scenario)
            for scenario in sorted(set(scenarios))
        ],
        apart=_enemies(items),
        scaled=True,
        part=True,
    )


def skill_points(item: Item, skill: str, shares: Shares) -> Decimal:
    """The points of an item that call on one hard skill."""
    return sum(
        (item.points_of(code) * shares.get(code, {}).get(skill, ZERO) for code in item.codes), ZERO
    )


def _enemies(items: Sequence[tuple[Scenario, Item]]) -> list[tuple[int, int]]:
    """The pairs of items of one scenario that may not stand beside each other."""
    index = {(scenario.id, item.label): k for k, (scenario, item) in enumerate(items)}
    pairs = set()
    for k, (scenario, item) in enumerate(items):
        for enemy in item.enemies:
            other = index.get((scenario.id, enemy))
            if other is not None:
                pairs.add((min(k, other), max(k, other)))
    return sorted(pairs)
