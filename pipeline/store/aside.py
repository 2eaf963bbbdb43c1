"""What people changed is never lost: it is copied to where it stays before something takes its place."""

from pathlib import Path

from pipeline.diagnostics import Diagnostic, Source
from pipeline.rules import session as rules
from pipeline.store.files import digest, telling, write_file
from pipeline.store.folder import SessionFolder

ASIDE = "mis-de-cote"


def set_aside(folder: SessionFolder, path: Path, data: bytes) -> Diagnostic:
    """Keep a copy of a file of the session under a name that tells its content; says where."""
    relative = path.relative_to(folder.path)
    target = folder.path / ASIDE / relative.with_stem(f"{relative.stem}-{digest(data)[:8]}")
    write_file(target, data)
    place = Source(path=folder.relative(path))
    return rules.SET_ASIDE.at(place, target=folder.relative(target))


def read_found(path: Path) -> bytes:
    """The bytes of a file that a folder lists; raises EpreuveError."""
    with telling(path):
        return path.read_bytes()
