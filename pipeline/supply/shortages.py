"""The inventory against its targets: what the bank does not reach yet."""

from collections.abc import Iterator

from pipeline.model.inventory import (
    DIFFICULTIES,
    BlockStock,
    CodeStock,
    Inventory,
    Measure,
    Shortage,
)

CONTINUOUS = "cc_"
PERCENT = 100


def find_shortages(inventory: Inventory) -> Iterator[Shortage]:
    """Every target that is missed: of the bank, of families, of blocks, of codes."""
    targets, scenarios = inventory.targets, inventory.scenarios
    whole = (
        (Measure.SCENARIOS, len(scenarios), targets.scenarios),
        (Measure.ORALS, sum(b.orals for b in inventory.blocks), targets.orals),
        (Measure.SIMULATIONS, sum(s.simulations for s in scenarios), targets.simulations),
        (Measure.ENGLISH, sum(s.english for s in scenarios), targets.english),
    )
    for measure, has, wanted in whole:
        yield from _below(measure, "", has, wanted)
    for family in inventory.families:
        yield from _below(Measure.SCENARIOS, family.family, family.scenarios, targets.per_family)
    for block in inventory.blocks:
        wanted = targets.per_block.get(block.block, 0)
        yield from _below(Measure.SCENARIOS, block.block, block.scenarios, wanted)
        yield from _bunched(block, targets.bunching)
    for stock in inventory.codes:
        yield from _of_code(stock, inventory)


def _of_code(stock: CodeStock, inventory: Inventory) -> Iterator[Shortage]:
    """A code has enough items, in enough scenarios and modalities, and one in each form of continuous assessment."""
    targets = inventory.targets
    yield from _below(Measure.ITEMS, stock.code, stock.items, targets.items)
    yield from _below(Measure.ITEM_SCENARIOS, stock.code, stock.scenarios, targets.item_scenarios)
    served = sum(stock.of_modality(modality) > 0 for modality in stock.apt)
    yield from _below(
        Measure.MODALITIES, stock.code, served, min(targets.modalities, len(stock.apt))
    )
    for name, count in stock.formats.items():
        if name.startswith(CONTINUOUS) and not count:
            yield Shortage(
                measure=Measure.CONTINUOUS, subject=stock.code, has=0, wanted=1, detail=name
            )


def _bunched(block: BlockStock, largest: int) -> Iterator[Shortage]:
    """Every difficulty has items, and none has most of them."""
    served = sum(count > 0 for count in block.difficulties)
    if block.items:
        yield from _below(Measure.DIFFICULTIES, block.block, served, len(DIFFICULTIES))
        count = max(block.difficulties)
        share = count * PERCENT // block.items
        if share > largest:
            yield Shortage(
                measure=Measure.BUNCHING,
                subject=block.block,
                has=share,
                wanted=largest,
                detail=str(block.difficulties.index(count) + 1),
            )


def _below(measure: Measure, subject: str, has: int, wanted: int) -> Iterator[Shortage]:
    if has < wanted:
        yield Shortage(measure=measure, subject=subject, has=has, wanted=wanted)
