"""The content shipped with the program, and a new workspace made from it."""

import shutil
from pathlib import Path

from pipeline.diagnostics import UsageError
from pipeline.rules import session as rules
from pipeline.store.files import telling, write_file
from pipeline.store.folder import CONTENT_FOLDERS

PACKAGE = Path(__file__).resolve().parent.parent
OUTPUT_FILES = {
    "output/.gitignore": b"*\n!.gitignore\n!README.md\n",
}
STAGE = ".epreuve-init"
_OWN = {*CONTENT_FOLDERS, *(Path(name).parts[0] for name in OUTPUT_FILES)}


def shipped_content(package: Path = PACKAGE) -> Path:
    """The folder that holds referential/, scenarios/ and templates/: in the wheel, or in the repository."""
    inside = package / "content"
    return inside if inside.is_dir() else package.parent


def check_empty(target: Path) -> None:
    """Raise UsageError unless a workspace can be made there.

    The folder is new, empty, or holds what an interrupted creation left.
    """
    if not target.exists():
        return
    found = {path.name for path in target.iterdir()} if target.is_dir() else {target.name}
    if found and (STAGE not in found or found - _OWN - {STAGE}):
        raise UsageError(rules.NOT_EMPTY.format(folder=target), rules.NOT_EMPTY_HINT)


def create_workspace(target: Path) -> tuple[str, ...]:
    """Copy the shipped content to a new or empty folder; returns the relative paths written, sorted.

    Raises UsageError when the folder holds anything, EpreuveError when it cannot be written.
    """
    with telling(target):
        check_empty(target)
        stage = target / STAGE
        if stage.exists():
            shutil.rmtree(stage)
        files = [*_copy(shipped_content(), stage), *OUTPUT_FILES]
        for name, data in OUTPUT_FILES.items():
            write_file(stage / name, data)
        for path in sorted(stage.iterdir()):
            if not (target / path.name).exists():
                path.replace(target / path.name)
        shutil.rmtree(stage)
    return tuple(sorted(files))


def _copy(shipped: Path, stage: Path) -> list[str]:
    """Copy the content folders aside; returns their relative paths."""
    stage.mkdir(parents=True)
    files = []
    for folder in CONTENT_FOLDERS:
        for path in sorted(p for p in (shipped / folder).rglob("*") if p.is_file()):
            relative = path.relative_to(shipped)
            (stage / relative).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, stage / relative)
            files.append(relative.as_posix())
    return files
