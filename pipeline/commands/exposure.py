"""What the other sessions of a workspace have used, as assembly counts it."""

from pipeline.assemble.pool import Exposure
from pipeline.diagnostics import Diagnostic
from pipeline.store.folder import SessionFolder
from pipeline.store.uses import earlier_uses


def exposure_of(folder: SessionFolder) -> tuple[Exposure, tuple[Diagnostic, ...]]:
    """The exposure that a session starts from, and the sessions that cannot be counted."""
    faults: list[Diagnostic] = []
    uses = earlier_uses(folder.root, folder.name, faults)
    exposure = Exposure(
        scenarios=uses.scenarios,
        countries=uses.countries,
        settings=uses.settings,
        items=uses.items,
        near=uses.near,
    )
    return exposure, tuple(faults)
