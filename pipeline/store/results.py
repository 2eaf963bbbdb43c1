"""Results all or nothing: each command has its own folder under ``resultats/``, swapped in whole.

    .resultats/<area>/nouveau/     the new files, down on the disk before anything moves
    .resultats/<area>/marks.json   written once they are: a swap may have begun
    .resultats/<area>/precedent/   what stands, moved aside

The swap ends when the marks take their place beside the folder. Until then the next run, whichever area it is for, puts
everything back.
"""

import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from pipeline.diagnostics import Diagnostic, Source
from pipeline.rules import results as rules
from pipeline.store.aside import read_found, set_aside
from pipeline.store.codec import dump
from pipeline.store.files import (
    digest,
    make_folder,
    sync_folder,
    telling,
    write_file,
    write_through,
)
from pipeline.store.folder import SessionFolder
from pipeline.store.integrity import digest_found, is_litter
from pipeline.store.manifest import FileMark
from pipeline.store.records import read_record

STAGE = ".resultats"


def replace_results(
    folder: SessionFolder, area: str, files: Mapping[str, bytes] | Iterable[tuple[str, bytes]]
) -> tuple[Diagnostic, ...]:
    """Put these files, by path inside ``resultats/<area>/``, in the place of what stands there, all or none.

    What people changed or added there is set aside and told. The same files again change nothing. Call it under the
    lock; raises EpreuveError, and everything is as it was.
    """
    recover_results(folder)
    stage = folder.path / STAGE / area
    pairs = files.items() if isinstance(files, Mapping) else files
    try:
        marks = tuple(sorted((_stage(stage, *pair) for pair in pairs), key=lambda m: m.path))
        if marks == _marks(folder, area) and not tuple(_area_faults(folder, area)):
            return ()
        notes = _set_aside(folder, area, {mark.path: mark.sha256 for mark in marks})
        with telling(folder.results):
            _swap(folder, area, marks)
        return notes
    finally:
        recover_results(folder)


def recover_results(folder: SessionFolder) -> None:
    """Put back what an interrupted swap moved; remove what is left of a finished one. Call it under the lock."""
    top = folder.path / STAGE
    with telling(folder.results):
        for stage in sorted(top.iterdir()) if top.exists() else ():
            standing = folder.results / stage.name
            if (stage / "marks.json").exists():
                if standing.exists() and not (stage / "nouveau").exists():
                    standing.replace(stage / "nouveau")
                if (stage / "precedent").exists():
                    (stage / "precedent").replace(standing)
                (stage / "marks.json").unlink()
            shutil.rmtree(stage)


def results_faults(folder: SessionFolder) -> Iterator[Diagnostic]:
    """Result files that are missing, changed, or were put there by somebody; raises ContentError."""
    for area in rules.AREAS:
        yield from _area_faults(folder, area)


def _stage(stage: Path, path: str, data: bytes) -> FileMark:
    """Write one new file aside, each path once."""
    target = stage / "nouveau" / path
    make_folder(target.parent)
    with telling(target):
        write_through(target, data)
    return FileMark(path=path, sha256=digest(data), size=len(data))


def _swap(folder: SessionFolder, area: str, marks: tuple[FileMark, ...]) -> None:
    """Exchange the folders, then the marks."""
    stage, standing = folder.path / STAGE / area, folder.results / area
    make_folder(stage / "nouveau")
    for top, _, _ in os.walk(stage):
        sync_folder(Path(top))
    make_folder(folder.results)
    write_file(stage / "marks.json", dump(marks))
    if standing.exists():
        standing.replace(stage / "precedent")
    (stage / "nouveau").replace(standing)
    sync_folder(folder.results)
    (stage / "marks.json").replace(_record(folder, area))
    sync_folder(folder.results)


def _set_aside(folder: SessionFolder, area: str, new: Mapping[str, str]) -> tuple[Diagnostic, ...]:
    """Keep what people changed or added, unless it is what comes anyway."""
    known = {mark.path: mark.sha256 for mark in _marks(folder, area)}
    notes = []
    for name, path in _standing(folder, area).items():
        data = read_found(path)
        if digest(data) not in (known.get(name), new.get(name)):
            notes.append(set_aside(folder, path, data))
    return tuple(notes)


def _area_faults(folder: SessionFolder, area: str) -> Iterator[Diagnostic]:
    """What is not as the marks of one area say."""
    said = {"command": rules.AREAS[area], "session": folder.name}
    known = {mark.path: mark.sha256 for mark in _marks(folder, area)}
    standing = _standing(folder, area)
    for name, sha256 in known.items():
        place = Source(path=folder.relative(folder.results / area / name))
        if name not in standing:
            yield rules.RESULT_MISSING.at(place, **said)
        elif digest_found(standing[name]) != sha256:
            yield rules.RESULT_CHANGED.at(place, **said)
    for name in sorted(standing.keys() - known.keys()):
        yield rules.RESULT_STRAY.at(Source(path=folder.relative(standing[name])))


def _standing(folder: SessionFolder, area: str) -> dict[str, Path]:
    """The files of an area by path inside it, but what programs leave behind."""
    top = folder.results / area
    paths = sorted(p for p in top.rglob("*") if p.is_file() and not is_litter(p.name))
    return {path.relative_to(top).as_posix(): path for path in paths}


def _marks(folder: SessionFolder, area: str) -> tuple[FileMark, ...]:
    """What was put there last."""
    path = _record(folder, area)
    return read_record(folder, path, tuple[FileMark, ...]) if path.exists() else ()


def _record(folder: SessionFolder, area: str) -> Path:
    """Where the marks of an area are kept."""
    return folder.results / f".{area}.json"
