"""Folders all or nothing: areas side by side under one top, each swapped in whole.

    <stage>/<area>/nouveau/     the new files, down on the disk before anything moves
    <stage>/<area>/marks.json   written once they are: a swap may have begun
    <stage>/<area>/precedent/   what stands, moved aside

The swap ends when the marks take their place among the records. Until then the next run, whichever area it is for, puts
everything back.
"""

import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.diagnostics import Diagnostic, Rule, Source
from pipeline.rules import session as rules
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
from pipeline.store.manifest import FileMark, is_plain
from pipeline.store.records import corrupt, read_record

Files = Mapping[str, bytes] | Iterable[tuple[str, bytes]]
"""New files by path inside their area; pairs are taken one at a time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Areas:
    """Where the areas of a session stand, are built, and have their marks kept.

    ``commands`` gives what makes each area; ``missing``, ``changed`` and ``stray`` tell what is not as the marks say.
    """

    folder: SessionFolder
    top: Path
    stage: Path
    records: Path
    commands: Mapping[str, str]
    missing: Rule
    changed: Rule
    stray: Rule


def replace_area(areas: Areas, area: str, files: Files) -> tuple[Diagnostic, ...]:
    """Put these files in the place of what stands in an area, all or none.

    What people changed or added there is set aside and told. The same files again change nothing. Call it under the
    lock; raises EpreuveError, or whatever the files raise, and everything is as it was.
    """
    recover_areas(areas)
    stage = areas.stage / area
    pairs = files.items() if isinstance(files, Mapping) else files
    try:
        marks = tuple(sorted((_stage(stage, *pair) for pair in pairs), key=lambda m: m.path))
        if marks == area_marks(areas, area) and not tuple(area_faults(areas, area)):
            return ()
        notes = _set_aside(areas, area, {mark.path: mark.sha256 for mark in marks})
        with telling(areas.top):
            _swap(areas, area, marks)
        return notes
    finally:
        recover_areas(areas)


def recover_areas(areas: Areas) -> None:
    """Put back what an interrupted swap moved; remove what is left of a finished one. Call it under the lock."""
    with telling(areas.top):
        for stage in _stages(areas):
            standing = areas.top / stage.name
            if (stage / "marks.json").exists():
                if standing.exists() and not (stage / "nouveau").exists():
                    standing.replace(stage / "nouveau")
                if (stage / "precedent").exists():
                    (stage / "precedent").replace(standing)
                (stage / "marks.json").unlink()
            shutil.rmtree(stage)


def areas_faults(areas: Areas) -> Iterator[Diagnostic]:
    """Files that are missing, changed, or were put there by somebody; raises ContentError."""
    for area in areas.commands:
        yield from area_faults(areas, area)


def area_faults(areas: Areas, area: str) -> Iterator[Diagnostic]:
    """What is not as the marks of one area say; raises ContentError when they are damaged."""
    folder = areas.folder
    said = {"command": areas.commands[area], "session": folder.name}
    known = {mark.path: mark.sha256 for mark in area_marks(areas, area)}
    standing = _standing(areas, area)
    for name, sha256 in known.items():
        place = Source(path=folder.relative(areas.top / area / name))
        if name not in standing:
            yield areas.missing.at(place, **said)
        elif digest_found(standing[name]) != sha256:
            yield areas.changed.at(place, **said)
    for name in sorted(standing.keys() - known.keys()):
        yield areas.stray.at(Source(path=folder.relative(standing[name])))


def area_marks(areas: Areas, area: str) -> tuple[FileMark, ...]:
    """What was put in an area last, by path; raises ContentError when the record is damaged."""
    path = _record(areas, area)
    marks = read_record(areas.folder, path, tuple[FileMark, ...]) if path.exists() else ()
    for mark in marks:
        if not is_plain(mark.path):
            raise corrupt(areas.folder, path, rules.OUTSIDE.format(path=mark.path))
    return marks


def _stages(areas: Areas) -> list[Path]:
    """What waits or was left aside, an area each."""
    found = areas.stage.iterdir() if areas.stage.exists() else ()
    return sorted(path for path in found if path.is_dir())


def _stage(stage: Path, path: str, data: bytes) -> FileMark:
    """Write one new file aside, each path once."""
    target = stage / "nouveau" / path
    make_folder(target.parent)
    with telling(target):
        write_through(target, data)
    return FileMark(path=path, sha256=digest(data), size=len(data))


def _swap(areas: Areas, area: str, marks: tuple[FileMark, ...]) -> None:
    """Exchange the folders, then the marks."""
    stage, standing = areas.stage / area, areas.top / area
    make_folder(stage / "nouveau")
    for top, _, _ in os.walk(stage):
        sync_folder(Path(top))
    make_folder(areas.top)
    write_file(stage / "marks.json", dump(marks))
    if standing.exists():
        standing.replace(stage / "precedent")
    (stage / "nouveau").replace(standing)
    sync_folder(areas.top)
    (stage / "marks.json").replace(_record(areas, area))
    sync_folder(areas.records)


def _set_aside(areas: Areas, area: str, new: Mapping[str, str]) -> tuple[Diagnostic, ...]:
    """Keep what people changed or added, unless it is what comes anyway."""
    known = {mark.path: mark.sha256 for mark in area_marks(areas, area)}
    notes = []
    for name, path in _standing(areas, area).items():
        data = read_found(path)
        if digest(data) not in (known.get(name), new.get(name)):
            notes.append(set_aside(areas.folder, path, data))
    return tuple(notes)


def _standing(areas: Areas, area: str) -> dict[str, Path]:
    """The files of an area by path inside it, but what programs leave behind; a file in its place is one of them."""
    top = areas.top / area
    found = [top] if top.is_file() else top.rglob("*")
    paths = sorted(p for p in found if p.is_file() and not is_litter(p.name))
    return {path.relative_to(top).as_posix(): path for path in paths}


def _record(areas: Areas, area: str) -> Path:
    """Where the marks of an area are kept."""
    return areas.records / f".{area}.json"
