"""The manifest of a publication: what it came from, and the SHA-256 of every file it made."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from pipeline.rules import session as rules
from pipeline.store.codec import dump
from pipeline.store.folder import AUDIENCES, SessionFolder
from pipeline.store.records import corrupt, read_record


@dataclass(frozen=True, slots=True, kw_only=True)
class FileMark:
    """One published file: path from the session folder, SHA-256, size in bytes."""

    path: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What was published; ``inputs`` maps each thing it came from to its SHA-256."""

    version: str
    session: str
    inputs: Mapping[str, str]
    files: tuple[FileMark, ...]


def encode(manifest: Manifest) -> bytes:
    """The bytes of a manifest."""
    return dump(manifest)


def read_manifest(folder: SessionFolder) -> Manifest | None:
    """The manifest of a session, ``None`` before its first publication.

    Raises ContentError when it is damaged or names a file outside the audiences' folders.
    """
    if not folder.manifest.exists():
        return None
    manifest = read_record(folder, folder.manifest, Manifest)
    for mark in manifest.files:
        if not is_published(mark.path):
            reason = rules.OUTSIDE.format(path=mark.path)
            raise corrupt(folder, folder.manifest, reason)
    return manifest


def is_published(path: str) -> bool:
    """Whether a path is that of a file in the folder of an audience, written the one way it can be."""
    parts = PurePosixPath(path).parts
    return is_plain(path) and len(parts) > 1 and parts[0] in AUDIENCES


def is_plain(path: str) -> bool:
    """Whether a path stays below the folder it starts from, written the one way it can be."""
    parts = PurePosixPath(path).parts
    inside = bool(parts) and ".." not in parts and not PurePosixPath(path).is_absolute()
    return inside and "/".join(parts) == path and "\\" not in path
