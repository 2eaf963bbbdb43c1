"""Publication all or nothing: built aside, swapped in, undone if interrupted, final with the manifest.

    .publication/nouveau/      the new folders and records, down on the disk before anything moves
    .publication/manifest.json written once they are: a swap may have begun
    .publication/precedent/    what stands, moved aside piece by piece

The swap ends when the manifest takes the place of the old one. Until then ``recover`` puts everything back; after that
only leftovers remain to be removed. What people changed or added in a published folder is set aside.
"""

import os
import shutil
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.diagnostics import Diagnostic, has_errors
from pipeline.store.aside import read_found, set_aside
from pipeline.store.files import (
    digest,
    make_folder,
    sync_folder,
    telling,
    write_file,
    write_through,
)
from pipeline.store.folder import AUDIENCES, SessionFolder
from pipeline.store.integrity import faults, foreign_files
from pipeline.store.manifest import FileMark, Manifest, encode, is_published

__all__ = ["Stage", "abandon", "faults", "finish", "recover", "start"]

RECORDS = ("dispatch.json", "basis.json", "grids.json")
_PIECES = (*AUDIENCES, *RECORDS)


@dataclass(slots=True)
class Stage:
    """A publication under construction; files are written as they come, so that none need stay in memory.

    ``notes`` tells what was set aside when it was finished.
    """

    folder: SessionFolder
    marks: list[FileMark] = field(default_factory=list)
    notes: list[Diagnostic] = field(default_factory=list)

    @property
    def path(self) -> Path:
        """Where the files wait."""
        return self.folder.stage / "nouveau"

    @property
    def files(self) -> tuple[FileMark, ...]:
        """What was added, by path."""
        return tuple(sorted(self.marks, key=lambda mark: mark.path))

    def add(self, path: str, data: bytes) -> None:
        """Write one file, ``path`` from the session folder (``candidat/…``), each path once."""
        assert is_published(path), path
        target = self.path / path
        make_folder(target.parent)
        with telling(target):
            write_through(target, data)
        self.marks.append(FileMark(path=path, sha256=digest(data), size=len(data)))


def start(folder: SessionFolder) -> Stage:
    """An empty stage, once what an interrupted publication left is undone. Call it under the lock."""
    recover(folder)
    stage = Stage(folder=folder)
    for audience in AUDIENCES:
        make_folder(stage.path / audience)
    return stage


def finish(stage: Stage, manifest: Manifest, records: Mapping[str, bytes]) -> bool:
    """Swap in the staged files, the records that go with them and the manifest, all or none.

    False when nothing differed from what stands; a record of RECORDS that is not given is kept.
    Raises EpreuveError, and everything is as it was before.
    """
    assert manifest.files == stage.files
    folder = stage.folder
    data = encode(manifest)
    standing = {name: _content(folder.path / name) for name in RECORDS}
    new = {name: records.get(name, standing[name]) for name in RECORDS}
    if new == standing and _stands(folder, data):
        abandon(stage)
        return False
    with ExitStack() as undo:
        undo.callback(recover, folder)
        _set_aside(stage)
        for name, record in new.items():
            if record is not None:
                write_file(stage.path / name, record)
        with telling(folder.path):
            _sync_tree(folder.stage)
            write_file(folder.pending, data)
            _swap(folder)
        undo.pop_all()
    abandon(stage)
    return True


def abandon(stage: Stage) -> None:
    """Remove the staged files: what was published before stands."""
    shutil.rmtree(stage.folder.stage, ignore_errors=True)


def recover(folder: SessionFolder) -> None:
    """Put back what stood before an interrupted publication. Call it under the lock; raises EpreuveError."""
    with telling(folder.path):
        if folder.pending.exists():
            for piece in _PIECES:
                _put_back(folder, piece)
            sync_folder(folder.path)
            folder.pending.unlink()
        if folder.stage.exists():
            shutil.rmtree(folder.stage)


def _content(path: Path) -> bytes | None:
    """The bytes of a record, ``None`` when there is none."""
    return path.read_bytes() if path.exists() else None


def _stands(folder: SessionFolder, manifest: bytes) -> bool:
    """Whether that manifest is published already, and whole; files that people added do not matter."""
    if not folder.manifest.exists() or folder.manifest.read_bytes() != manifest:
        return False
    return not has_errors(tuple(faults(folder)))


def _swap(folder: SessionFolder) -> None:
    """Exchange the pieces one by one, then the manifest; what stands has its new piece, always."""
    make_folder(folder.stage / "precedent")
    for piece in _PIECES:
        standing = folder.path / piece
        new, old = (folder.stage / side / piece for side in ("nouveau", "precedent"))
        if standing.exists():
            standing.replace(old)
        if new.exists():
            new.replace(standing)
    sync_folder(folder.path)
    folder.pending.replace(folder.manifest)
    sync_folder(folder.path)


def _put_back(folder: SessionFolder, piece: str) -> None:
    """Undo the exchange of one piece, wherever it stopped."""
    standing = folder.path / piece
    new, old = (folder.stage / side / piece for side in ("nouveau", "precedent"))
    if standing.exists() and not new.exists():
        standing.replace(new)
    if old.exists():
        old.replace(standing)


def _set_aside(stage: Stage) -> None:
    """Copy what people changed or added in the published folders to where it stays."""
    folder = stage.folder
    new = {mark.path: mark.sha256 for mark in stage.marks}
    for path in foreign_files(folder):
        data = read_found(path)
        if new.get(path.relative_to(folder.path).as_posix()) != digest(data):
            stage.notes.append(set_aside(folder, path, data))


def _sync_tree(top: Path) -> None:
    """Make the names of the staged files last."""
    for folder, _, _ in os.walk(top):
        sync_folder(Path(folder))
