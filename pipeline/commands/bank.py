"""``epreuve bank``: what the bank offers, what it lacks, what to write next."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from pipeline.commands.inputs import survey_bank
from pipeline.diagnostics import ContentError, Diagnostic, Outcome, has_errors
from pipeline.grammar import plural
from pipeline.model.inventory import DIFFICULTIES, CodeStock, Inventory
from pipeline.model.item import Modality
from pipeline.read.targets import read_targets
from pipeline.render.inventorybook import inventory_workbook
from pipeline.render.inventorypage import inventory_page
from pipeline.render.library import load_atlas
from pipeline.render.shortfall import shortage_told, thin_told
from pipeline.rules import commands as words
from pipeline.rules import inventory as said
from pipeline.store.files import write_file
from pipeline.store.uses import session_uses
from pipeline.supply.inventory import take_inventory

FOLDER = "output/banque"
SHOWN = 12


def bank(*, root: Path, xlsx: bool = False, html: bool = False, dry_run: bool = False) -> Outcome:
    """Count the bank and compare it with its targets; write the workbook and the page that are asked for.

    Raises ContentError with the faults of the content or of the targets.
    """
    content, left = survey_bank(root)
    targets, faults = read_targets(root, tuple(b.id for b in content.referential.blocks))
    if has_errors(faults):
        raise ContentError(words.CONTENT_FAULTS, words.CONTENT_FAULTS_HINT, faults)
    told: list[Diagnostic] = [*left, *faults]
    inventory = take_inventory(content, targets, session_uses(root, told))
    asked = [f"{FOLDER}/banque.xlsx"] * xlsx + [f"{FOLDER}/banque.html"] * html
    lines = [*_screen(inventory)]
    if dry_run:
        lines += [*(words.WOULD_WRITE.format(path=path) for path in asked), words.DRY_RUN]
    else:
        for path in asked:
            write_file(root / path, _export(root, path, inventory))
            lines.append(said.WRITTEN.format(path=path))
    return Outcome(
        command="bank",
        counts=_counts(inventory),
        lines=tuple(lines),
        files=() if dry_run else tuple(asked),
        data=_data(inventory),
        diagnostics=tuple(told),
        dry_run=dry_run,
    )


def _export(root: Path, path: str, inventory: Inventory) -> bytes:
    """The file of that name: the workbook or the page."""
    if path.endswith(".xlsx"):
        return inventory_workbook(inventory)
    return inventory_page(inventory, load_atlas(root))


def _counts(inventory: Inventory) -> dict[str, int]:
    return {
        "scenarios": len(inventory.scenarios),
        "items": sum(s.items for s in inventory.scenarios),
        "orals": sum(b.orals for b in inventory.blocks),
        "simulations": sum(s.simulations for s in inventory.scenarios),
        "variants": sum(s.variants for s in inventory.scenarios),
        "countries": len(inventory.countries),
        "drafts": inventory.drafts,
        "shortages": len(inventory.shortages),
    }


def _data(inventory: Inventory) -> dict[str, object]:
    """The counts for machines."""
    return {
        "codes": {
            stock.code: {
                "items": stock.items,
                "scenarios": stock.scenarios,
                "modalities": {m.value: stock.of_modality(m) for m in Modality},
                "difficulties": [stock.of_difficulty(d) for d in DIFFICULTIES],
                "formats": dict(stock.formats),
                "unused": stock.unused,
                "last": stock.use.last,
            }
            for stock in inventory.codes
        },
        "families": {f.family: f.scenarios for f in inventory.families},
        "blocks": {b.block: b.scenarios for b in inventory.blocks},
        "closest": [[p.first, p.second, p.percent] for p in inventory.closest],
        "shortages": [shortage_told(shortage) for shortage in inventory.shortages],
        "next": [thin_told(thin) for thin in inventory.thin[:SHOWN]],
    }


def _screen(inventory: Inventory) -> Iterator[str]:
    """What a person reads."""
    yield said.HEAD.format(**_counts(inventory))
    if inventory.drafts:
        yield plural(inventory.drafts, *said.DRAFTS).format(count=inventory.drafts)
    yield from ("", said.CODES_TITLE)
    yield from _table((*said.CODES_HEAD, *said.CODES_LAST), [_code(s) for s in inventory.codes])
    yield from ("", said.BLOCKS_TITLE)
    blocks = [(b.block, b.scenarios, b.items, b.orals, *b.difficulties) for b in inventory.blocks]
    yield from _table(said.BLOCKS_HEAD, blocks)
    yield from ("", said.FAMILIES_TITLE)
    families = [
        (f.family, f.scenarios, f.items, f.countries, f.variants, f.use.last or said.NEVER)
        for f in inventory.families
    ]
    yield from _table(said.FAMILIES_HEAD, families)
    rarest = inventory.countries[:SHOWN]
    yield from ("", said.COUNTRIES_TITLE)
    yield "  " + ", ".join(said.COUNTRY_LINE.format(name=c.name, count=c.scenarios) for c in rarest)
    yield from ("", said.CLOSEST_TITLE)
    for pair in inventory.closest:
        yield "  " + said.PAIR.format(percent=pair.percent, first=pair.first, second=pair.second)
    yield ""
    yield from _missing(inventory)
    yield from ("", said.NEXT_TITLE)
    yield from (f"  {thin_told(thin)}" for thin in inventory.thin[:SHOWN])


def _missing(inventory: Inventory) -> Iterator[str]:
    """The targets that are missed, or that none is."""
    if not inventory.shortages:
        yield said.ALL_REACHED
        return
    yield said.SHORT_TITLE
    yield from (f"  {shortage_told(shortage)}" for shortage in inventory.shortages)


def _code(stock: CodeStock) -> tuple[object, ...]:
    modalities = (stock.of_modality(m) for m in Modality)
    difficulties = (stock.of_difficulty(d) for d in DIFFICULTIES)
    last = stock.use.last or said.NEVER
    return stock.code, stock.items, stock.scenarios, *modalities, *difficulties, stock.unused, last


def _table(heads: Sequence[str], rows: Sequence[Sequence[object]]) -> Iterator[str]:
    """Columns as wide as their longest cell; the first stands left, numbers right, nothing for zero."""
    shown = [[str(cell) if cell else "" for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(heads, *shown, strict=True)]
    for row in (heads, *shown):
        cells = [row[0].ljust(widths[0])]
        cells += [cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True)]
        yield "  " + "  ".join(cells).rstrip()
