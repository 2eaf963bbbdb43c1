"""Results: each command has its own area under ``resultats/``, swapped in whole."""

from collections.abc import Iterator

from pipeline.diagnostics import Diagnostic
from pipeline.rules import results as rules
from pipeline.store.areas import (
    Areas,
    Files,
    area_marks,
    areas_faults,
    recover_areas,
    replace_area,
)
from pipeline.store.folder import SessionFolder
from pipeline.store.manifest import FileMark

STAGE = ".resultats"


def replace_results(folder: SessionFolder, area: str, files: Files) -> tuple[Diagnostic, ...]:
    """Put these files, by path inside ``resultats/<area>/``, in the place of what stands there, all or none.

    What people changed or added there is set aside and told. The same files again change nothing. Call it under the
    lock; raises EpreuveError, and everything is as it was.
    """
    return replace_area(_areas(folder), area, files)


def recover_results(folder: SessionFolder) -> None:
    """Put back what an interrupted swap moved; remove what is left of a finished one. Call it under the lock."""
    recover_areas(_areas(folder))


def results_faults(folder: SessionFolder) -> Iterator[Diagnostic]:
    """Result files that are missing, changed, or were put there by somebody; raises ContentError."""
    return areas_faults(_areas(folder))


def result_marks(folder: SessionFolder, area: str) -> tuple[FileMark, ...]:
    """The files that a command put in its area last, by path inside it; raises ContentError."""
    return area_marks(_areas(folder), area)


def _areas(folder: SessionFolder) -> Areas:
    """Where results are."""
    return Areas(
        folder=folder,
        top=folder.results,
        stage=folder.path / STAGE,
        records=folder.results,
        commands=rules.AREAS,
        missing=rules.RESULT_MISSING,
        changed=rules.RESULT_CHANGED,
        stray=rules.RESULT_STRAY,
    )
