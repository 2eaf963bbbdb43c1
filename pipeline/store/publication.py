"""Publication all or nothing: built aside, swapped in folder by folder, the manifest last."""

import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.diagnostics import Diagnostic, EpreuveError, Source
from pipeline.rules import session as rules
from pipeline.store.codec import DecodeError
from pipeline.store.files import digest, make_folder, sweep, sync_folder, write_file, write_through
from pipeline.store.folder import AUDIENCES, SessionFolder
from pipeline.store.manifest import FileMark, Manifest, encode, read_manifest

STAGE = ".publication"
OLD = ".precedent-"


@dataclass(slots=True)
class Stage:
    """A publication under construction; files are written as they come, so that none need stay in memory."""

    folder: SessionFolder
    marks: list[FileMark] = field(default_factory=list)

    @property
    def path(self) -> Path:
        """Where the files wait."""
        return self.folder.path / STAGE

    def add(self, path: str, data: bytes) -> None:
        """Write one file, ``path`` from the session folder (``candidat/…``)."""
        target = self.path / path
        make_folder(target.parent)
        try:
            write_through(target, data)
        except OSError as error:
            reason = error.strerror or type(error).__name__
            raise EpreuveError(
                rules.WRITE_FAILED.format(path=path, reason=reason), rules.WRITE_FAILED_HINT
            ) from error
        self.marks.append(FileMark(path=path, sha256=digest(data), size=len(data)))


def start(folder: SessionFolder) -> Stage:
    """An empty stage; what an interrupted run left is put back or removed first. Call it under the lock."""
    _recover(folder)
    sweep(folder.path)
    stage = Stage(folder=folder)
    shutil.rmtree(stage.path, ignore_errors=True)
    make_folder(stage.path)
    return stage


def finish(stage: Stage, manifest: Manifest) -> bool:
    """Swap the staged files in and write the manifest; false when nothing differed from what stands."""
    folder = stage.folder
    if encode(manifest) == _current(folder) and not list(faults(folder)):
        shutil.rmtree(stage.path)
        return False
    folder.manifest.unlink(missing_ok=True)
    for audience in AUDIENCES:
        (stage.path / audience).mkdir(mode=0o700, exist_ok=True)
        standing, old = folder.path / audience, folder.path / f"{OLD}{audience}"
        if standing.exists():
            standing.replace(old)
        (stage.path / audience).replace(standing)
    sync_folder(folder.path)
    write_file(folder.manifest, encode(manifest))
    for audience in AUDIENCES:
        shutil.rmtree(folder.path / f"{OLD}{audience}", ignore_errors=True)
    shutil.rmtree(stage.path)
    return True


def abandon(stage: Stage) -> None:
    """Remove the staged files: what was published before stands."""
    shutil.rmtree(stage.path, ignore_errors=True)


def faults(folder: SessionFolder) -> Iterator[Diagnostic]:
    """Published files that are missing, changed, or were never published."""
    try:
        manifest = read_manifest(folder)
    except DecodeError as error:
        place = Source(path=folder.relative(folder.manifest))
        yield rules.RECORD_CORRUPT.at(place, reason=error)
        return
    if manifest is None:
        if any((folder.path / audience).exists() for audience in AUDIENCES):
            place = Source(path=folder.relative(folder.manifest))
            yield rules.NOT_FINISHED.at(place, session=folder.name)
        return
    yield from _changed(folder, manifest)
    known = {mark.path for mark in manifest.files}
    for path in _standing(folder):
        if path.relative_to(folder.path).as_posix() not in known:
            yield rules.FILE_STRAY.at(Source(path=folder.relative(path)))


def _changed(folder: SessionFolder, manifest: Manifest) -> Iterator[Diagnostic]:
    """The files of the manifest that are no longer as published."""
    for mark in manifest.files:
        path = folder.path / mark.path
        place = Source(path=folder.relative(path))
        if not path.is_file():
            yield rules.FILE_MISSING.at(place, session=folder.name)
        elif digest(path.read_bytes()) != mark.sha256:
            yield rules.FILE_CHANGED.at(place, session=folder.name)


def _standing(folder: SessionFolder) -> Iterable[Path]:
    """Every file of the audiences' folders."""
    for audience in AUDIENCES:
        yield from sorted(p for p in (folder.path / audience).rglob("*") if p.is_file())


def _current(folder: SessionFolder) -> bytes:
    """The bytes of the standing manifest, none when there is none."""
    return folder.manifest.read_bytes() if folder.manifest.is_file() else b""


def _recover(folder: SessionFolder) -> None:
    """Put back the folders that an interrupted swap had moved aside and not replaced."""
    for audience in AUDIENCES:
        old, standing = folder.path / f"{OLD}{audience}", folder.path / audience
        if not old.exists():
            continue
        if standing.exists():
            shutil.rmtree(old)
        else:
            old.replace(standing)
