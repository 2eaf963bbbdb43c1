"""``scenarios/objectifs.yaml`` -> what the bank should hold; a workspace without the file has the usual targets."""

from pathlib import Path

from pipeline.diagnostics import Diagnostic
from pipeline.model.inventory import Targets
from pipeline.read.fields import Fields, open_fields

PATH = "scenarios/objectifs.yaml"
SCHEMA = "epreuve/objectifs@1"
USUAL = Targets(
    scenarios=48,
    per_family=2,
    per_block={"B1": 10, "B2": 10, "B3": 10, "S1": 6, "S2": 6, "S3": 6},
    items=12,
    item_scenarios=4,
    modalities=2,
    orals=60,
    simulations=8,
    english=20,
    bunching=60,
)
_MOST = 10_000


def read_targets(root: Path, blocks: tuple[str, ...]) -> tuple[Targets, tuple[Diagnostic, ...]]:
    """The targets of a workspace and the faults of their file; what the file does not say is as usual."""
    if not (root / PATH).exists():
        return USUAL, ()
    faults: list[Diagnostic] = []
    top = open_fields(root, PATH, faults)
    if top is None:
        return USUAL, tuple(faults)
    top.choice("schema", (SCHEMA,))
    per_code = top.child("par_code", required=False)
    found = Targets(
        scenarios=_count(top, "scenarios", USUAL.scenarios),
        per_family=_count(top, "scenarios_par_famille", USUAL.per_family),
        per_block=_per_block(top, blocks),
        items=_count(per_code, "questions", USUAL.items),
        item_scenarios=_count(per_code, "scenarios", USUAL.item_scenarios),
        modalities=_count(per_code, "modalites", USUAL.modalities),
        orals=_count(top, "oraux", USUAL.orals),
        simulations=_count(top, "simulations", USUAL.simulations),
        english=_count(top, "scenarios_en_anglais", USUAL.english),
        bunching=_count(top, "part_d_une_difficulte", USUAL.bunching, high=100),
    )
    top.close()
    return found, tuple(faults)


def _per_block(top: Fields, blocks: tuple[str, ...]) -> dict[str, int]:
    fields = top.child("scenarios_par_bloc", required=False)
    if fields is None:
        return dict(USUAL.per_block)
    return {block: _count(fields, block, USUAL.per_block.get(block, 0)) for block in blocks}


def _count(fields: Fields | None, key: str, usual: int, high: int = _MOST) -> int:
    """A whole number that the file gives, or the usual one."""
    if fields is None or not fields.has(key):
        return usual
    return fields.integer(key, low=0, high=high)
