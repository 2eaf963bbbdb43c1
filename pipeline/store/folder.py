"""The session folder: where each thing of a session is, and which sessions a workspace has."""

import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from pipeline.diagnostics import UsageError
from pipeline.rules import session as rules

AUDIENCES = ("candidat", "evaluateur", "jury", "coordination")
DEMONSTRATION = "demo"
LOCK_NAME = ".verrou"
CONTENT_FOLDERS = ("referential", "scenarios", "templates")
_NAME = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,38}[A-Za-z0-9])?")


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionFolder:
    """The paths of one session."""

    root: Path
    name: str

    @property
    def path(self) -> Path:
        """The folder itself."""
        return self.root / "output" / self.name

    @property
    def settings(self) -> Path:
        """What the coordinator sets."""
        return self.path / "session.yaml"

    @property
    def roster(self) -> Path:
        """Who sits and who assesses."""
        return self.path / "inscriptions.xlsx"

    @property
    def secret(self) -> Path:
        """The session's secret."""
        return self.path / "secret.key"

    @property
    def forms(self) -> Path:
        """The forms with their full text."""
        return self.path / "forms.json"

    @property
    def dispatch(self) -> Path:
        """Who sits what, under which anonymous number."""
        return self.path / "dispatch.json"

    @property
    def manifest(self) -> Path:
        """What was published; the last file of a publication."""
        return self.path / "manifest.json"

    @property
    def returned(self) -> Path:
        """Where filled grids come back."""
        return self.path / "recu"

    def clear(self) -> None:
        """Remove everything of the session but its lock: for the demonstration, which is always made anew."""
        for path in sorted(self.path.iterdir()):
            if path.name == LOCK_NAME:
                continue
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink()

    def relative(self, path: Path) -> str:
        """A path as people read it: from the workspace, with slashes."""
        return path.relative_to(self.root).as_posix()


def check_workspace(root: Path) -> None:
    """Raise UsageError when a folder is no workspace."""
    missing = [name for name in CONTENT_FOLDERS if not (root / name).is_dir()]
    if missing:
        raise UsageError(
            rules.NO_WORKSPACE.format(folder=root, missing=", ".join(f"{m}/" for m in missing)),
            rules.NO_WORKSPACE_HINT,
        )


def new_session(root: Path, name: str) -> SessionFolder:
    """The paths of a session that may not exist yet; raises UsageError for a name no folder can bear."""
    if not _NAME.fullmatch(name):
        raise UsageError(rules.BAD_NAME.format(name=name), rules.BAD_NAME_HINT)
    return SessionFolder(root=root, name=name)


def find_session(root: Path, name: str) -> SessionFolder:
    """The paths of a session that exists; raises UsageError naming those that do."""
    folder = new_session(root, name)
    if not folder.settings.is_file():
        known = ", ".join(sessions(root)) or "—"
        raise UsageError(
            rules.NO_SESSION.format(session=name, folder=root / "output"),
            rules.NO_SESSION_HINT.format(known=known, session=name),
        )
    return folder


def sessions(root: Path) -> tuple[str, ...]:
    """The names of the sessions of a workspace, sorted."""
    output = root / "output"
    if not output.is_dir():
        return ()
    return tuple(sorted(p.parent.name for p in output.glob("*/session.yaml")))
