"""Whether what was published still stands as it was published."""

from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

from pipeline.diagnostics import ContentError, Diagnostic, Source
from pipeline.rules import session as rules
from pipeline.store.files import digest
from pipeline.store.folder import AUDIENCES, SessionFolder
from pipeline.store.manifest import read_manifest

# What office suites and file managers leave beside the files they show.
LITTER = ("~$*", ".~lock.*#", "desktop.ini", "Thumbs.db", ".DS_Store")


def faults(folder: SessionFolder) -> Iterator[Diagnostic]:
    """Published files that are missing, changed, or were never published; a publication that did not finish."""
    place = Source(path=folder.relative(folder.manifest))
    try:
        manifest = read_manifest(folder)
    except ContentError as error:
        yield from error.diagnostics
        return
    if folder.pending.exists() or (manifest is None and any(_standing(folder))):
        yield rules.NOT_FINISHED.at(place, session=folder.name)
        return
    known = {mark.path: mark.sha256 for mark in manifest.files} if manifest else {}
    standing = {path.relative_to(folder.path).as_posix(): path for path in _standing(folder)}
    for path, sha256 in known.items():
        place = Source(path=folder.relative(folder.path / path))
        if path not in standing:
            yield rules.FILE_MISSING.at(place, session=folder.name)
        elif digest_found(standing[path]) != sha256:
            yield rules.FILE_CHANGED.at(place, session=folder.name)
    for path in sorted(standing.keys() - known.keys()):
        yield rules.FILE_STRAY.at(Source(path=folder.relative(folder.path / path)))


def is_litter(name: str) -> bool:
    """Whether a file is what an office suite or a file manager leaves beside those it shows."""
    return any(fnmatch(name, pattern) for pattern in LITTER)


def foreign_files(folder: SessionFolder) -> tuple[Path, ...]:
    """The files of the audiences' folders that are not what the standing manifest says."""
    try:
        manifest = read_manifest(folder)
    except ContentError:
        manifest = None
    known = {mark.path: mark.sha256 for mark in manifest.files} if manifest else {}
    return tuple(
        path
        for path in _standing(folder)
        if known.get(path.relative_to(folder.path).as_posix()) != digest_found(path)
    )


def _standing(folder: SessionFolder) -> Iterator[Path]:
    """Every file of the audiences' folders, but what programs leave behind."""
    for audience in AUDIENCES:
        for path in sorted((folder.path / audience).rglob("*")):
            if path.is_file() and not is_litter(path.name):
                yield path


def digest_found(path: Path) -> str:
    """The SHA-256 of a file that a folder lists, nothing when it cannot be read."""
    try:
        return digest(path.read_bytes())
    except OSError:
        return ""
