"""What was released: a folder a lot under ``remise/``, swapped in whole, and the journal that tells of it.

The marks of each lot are kept beside, in ``.remise/``: what is shared holds documents and nothing else.
"""

from collections.abc import Iterator, Mapping, Sequence

from pipeline.diagnostics import Diagnostic, Source
from pipeline.grammar import plural
from pipeline.model.standing import Lot
from pipeline.rules import approval as rules
from pipeline.store import journal
from pipeline.store.areas import Areas, Files, area_faults, area_marks, replace_area
from pipeline.store.folder import SessionFolder
from pipeline.store.integrity import is_litter

RELEASE = "release"
KEPT = ".remise"


def hand_over(folder: SessionFolder, lot: Lot, files: Files) -> tuple[Diagnostic, ...]:
    """Put the files of a lot in the place of what was released before, all or none; the same again change nothing.

    What people changed or added there is set aside and told. Call it under the lock; raises EpreuveError, and
    everything is as it was.
    """
    return replace_area(_areas(folder), lot.value, files)


def handover_faults(folder: SessionFolder) -> Iterator[Diagnostic]:
    """Released files that are lost or changed, and what somebody added beside them; raises ContentError.

    Names that begin with a dot are those of the programs that share the folder.
    """
    for lot in Lot:
        found = lot_faults(folder, lot)
        count = len(area_marks(_areas(folder), lot.value))
        whole = count > 1 and [f.code for f in found] == [rules.LOT_MISSING.code] * count
        yield from (_gone(folder, lot, count),) if whole else found
    top = sorted(folder.handed.iterdir()) if folder.handed.is_dir() else ()
    for path in top:
        own = path.name in set(Lot) or path.name.startswith(".")
        if not own and not is_litter(path.name):
            yield rules.LOT_STRAY.at(Source(path=folder.relative(path)))


def _gone(folder: SessionFolder, lot: Lot, count: int) -> Diagnostic:
    """What is said once of a lot that somebody moved away whole."""
    place = Source(path=folder.relative(folder.handed / lot))
    files = plural(count, *rules.FILES)
    return rules.LOT_GONE.at(place, lot=lot.value, count=count, files=files, session=folder.name)


def lot_faults(folder: SessionFolder, lot: Lot) -> tuple[Diagnostic, ...]:
    """What of one lot is not as it was released; raises ContentError."""
    return tuple(area_faults(_areas(folder), lot.value))


def released(events: Sequence[journal.Entry]) -> Mapping[Lot, journal.Entry]:
    """The last release of each lot that ever was; its fact ``sha256`` is the digest of what it held."""
    return {Lot(str(event.facts["lot"])): event for event in events if event.command == RELEASE}


def _areas(folder: SessionFolder) -> Areas:
    """Where lots are."""
    return Areas(
        folder=folder,
        top=folder.handed,
        stage=folder.path / KEPT,
        records=folder.path / KEPT,
        commands={lot.value: lot.value for lot in Lot},
        missing=rules.LOT_MISSING,
        changed=rules.LOT_CHANGED,
        stray=rules.LOT_STRAY,
    )
