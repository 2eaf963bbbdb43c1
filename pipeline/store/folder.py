"""The session folder: where each thing of a session is, and which sessions a workspace has."""

import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from pipeline.diagnostics import ContentError, Source, UsageError
from pipeline.rules import session as rules
from pipeline.store.files import telling

AUDIENCES = ("candidat", "evaluateur", "jury", "coordination")
DEMONSTRATION = "demo"
LOCK_NAME = ".verrou"
OWN_FILES = ("session.yaml", "journal.jsonl", "forms.json", "manifest.json")
CONTENT_FOLDERS = ("referential", "scenarios", "templates")
_NAME = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,38}[A-Za-z0-9])?")
_DEVICE = re.compile(r"con|prn|aux|nul|(?:com|lpt)[0-9]", re.IGNORECASE)


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
    def choices(self) -> Path:
        """What the coordinator decided of the forms by hand."""
        return self.path / "choices.json"

    @property
    def dispatch(self) -> Path:
        """Who sits what, under which anonymous number."""
        return self.path / "dispatch.json"

    @property
    def basis(self) -> Path:
        """What marks are judged by, frozen when the session was published."""
        return self.path / "basis.json"

    @property
    def grids(self) -> Path:
        """The grids that went out with the publication."""
        return self.path / "grids.json"

    @property
    def marks(self) -> Path:
        """What came back."""
        return self.path / "marks.json"

    @property
    def reconciliation(self) -> Path:
        """Gaps between markings, what was issued for them, moderations."""
        return self.path / "reconciliation.json"

    @property
    def decisions(self) -> Path:
        """What the jury decided."""
        return self.path / "decisions.json"

    @property
    def resit(self) -> Path:
        """What candidates bring from an earlier session; only in sessions of resits or deferred sittings."""
        return self.path / "resit.json"

    @property
    def results(self) -> Path:
        """What is made after the exams: reports, the jury's table, minutes, transcripts."""
        return self.path / "resultats"

    @property
    def archive(self) -> Path:
        """A copy of every file that marks were taken from."""
        return self.path / "grilles"

    @property
    def quarantine(self) -> Path:
        """A copy of every file that was refused, untouched."""
        return self.path / "quarantaine"

    @property
    def manifest(self) -> Path:
        """What was published; the last file of a publication."""
        return self.path / "manifest.json"

    @property
    def stage(self) -> Path:
        """Where a publication is built; there only while it lasts, or after it was interrupted."""
        return self.path / ".publication"

    @property
    def pending(self) -> Path:
        """The manifest of a publication that is taking its place."""
        return self.stage / "manifest.json"

    @property
    def handed(self) -> Path:
        """What was released, a folder a lot: the only one to be shared."""
        return self.path / "remise"

    @property
    def returned(self) -> Path:
        """Where filled grids come back."""
        return self.path / "recu"

    def clear(self) -> None:
        """Remove everything of the session but its lock: for the demonstration, which is always made anew."""
        with telling(self.path):
            for path in sorted(self.path.iterdir()):
                if path.name == LOCK_NAME:
                    continue
                if path.is_dir() and not path.is_symlink():
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
    """The paths of a session that may not exist yet.

    Raises UsageError for a name that not every system can give to a folder, or that differs from another by case only.
    """
    if not is_name(name):
        raise UsageError(rules.BAD_NAME.format(name=name), rules.BAD_NAME_HINT)
    known = sessions(root)
    for other in known:
        if name not in known and name.casefold() == other.casefold():
            raise UsageError(rules.CLOSE_NAME.format(other=other), rules.CLOSE_NAME_HINT)
    return SessionFolder(root=root, name=name)


def find_session(root: Path, name: str) -> SessionFolder:
    """The paths of a session that exists.

    Raises UsageError naming those that do, ContentError for one whose settings are lost.
    """
    folder = new_session(root, name)
    check_settings(folder)
    if not folder.settings.is_file():
        known = ", ".join(sessions(root)) or "—"
        raise UsageError(
            rules.NO_SESSION.format(session=name, folder=root / "output"),
            rules.NO_SESSION_HINT.format(known=known, session=name),
        )
    return folder


def check_settings(folder: SessionFolder) -> None:
    """Raise ContentError when a session has other files but not its settings."""
    if folder.name in sessions(folder.root) and not folder.settings.is_file():
        fault = rules.LOST_FILE.at(Source(path=folder.relative(folder.settings)))
        raise ContentError(fault.message, fault.hint, (fault,))


def sessions(root: Path) -> tuple[str, ...]:
    """The names of the sessions of a workspace, sorted; copies under a name that is none are not counted.

    A session is known by any of its own files, so that one whose settings are lost does not disappear; one that was
    being opened when its run died is not there yet.
    """
    found = {path.parent.name for own in OWN_FILES for path in (root / "output").glob(f"*/{own}")}
    return tuple(sorted(name for name in found if is_name(name)))


def is_demonstration(name: str) -> bool:
    """Whether a session is the demonstration or one that follows it: they stand apart from all the others."""
    return name == DEMONSTRATION or name.startswith(f"{DEMONSTRATION}-")


def is_name(name: str) -> bool:
    """Whether every system can give that name to a folder."""
    return bool(_NAME.fullmatch(name)) and not _DEVICE.fullmatch(name)
