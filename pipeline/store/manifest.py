"""The manifest of a publication: what it came from, and the SHA-256 of every file it made."""

from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.store.codec import dump, load
from pipeline.store.folder import SessionFolder


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
    """The manifest of a session, ``None`` before its first publication; raises DecodeError when damaged."""
    if not folder.manifest.is_file():
        return None
    return load(folder.manifest.read_bytes(), Manifest)
