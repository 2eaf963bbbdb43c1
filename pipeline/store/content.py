"""The content shipped with the program, and a new workspace made from it."""

import shutil
from pathlib import Path

from pipeline.diagnostics import UsageError
from pipeline.rules import session as rules
from pipeline.store.files import write_file
from pipeline.store.folder import CONTENT_FOLDERS

PACKAGE = Path(__file__).resolve().parent.parent
OUTPUT_FILES = {
    "output/.gitignore": b"*\n!.gitignore\n!README.md\n",
}


def shipped_content() -> Path:
    """The folder that holds referential/, scenarios/ and templates/: in the wheel, or in the repository."""
    inside = PACKAGE / "content"
    return inside if inside.is_dir() else PACKAGE.parent


def create_workspace(target: Path) -> tuple[str, ...]:
    """Copy the shipped content to a new or empty folder; returns the relative paths written, sorted.

    Raises UsageError when the folder holds anything.
    """
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise UsageError(rules.NOT_EMPTY.format(folder=target), rules.NOT_EMPTY_HINT)
    shipped = shipped_content()
    files = []
    for folder in CONTENT_FOLDERS:
        for path in sorted(p for p in (shipped / folder).rglob("*") if p.is_file()):
            relative = path.relative_to(shipped)
            (target / relative).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target / relative)
            files.append(relative.as_posix())
    for name, data in OUTPUT_FILES.items():
        write_file(target / name, data)
        files.append(name)
    return tuple(sorted(files))
