"""``epreuve demo``: a complete session of invented candidates, from registrations to published documents."""

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from pipeline.commands.generate import generate_session
from pipeline.commands.inputs import load_bank
from pipeline.commands.open import Opening, open_folder
from pipeline.diagnostics import ContentError, Outcome
from pipeline.read.demonstration import read_demonstration
from pipeline.rules import commands as words
from pipeline.store.folder import DEMONSTRATION, SessionFolder, check_workspace
from pipeline.store.lock import locked

WHEN = "2026-06-01T08:00:00Z"
SECRET = sha256(b"the demonstration has no secret").digest()
FIRST = {
    "paper": "candidat/*-CAS/*.docx",
    "ticket": "candidat/*-ORAL/*.docx",
    "guide": "evaluateur/corriges/*-CAS-*.docx",
    "grid": "evaluateur/*/*-CAS/*.xlsx",
    "jury": "jury/*-ORAL/*.docx",
    "coverage": "coordination/matrice-couverture.xlsx",
}


def demo(*, root: Path, progress: Callable[[str, int, int], None] | None = None) -> Outcome:
    """Play the demonstration anew in ``output/demo``; the same content gives the same bytes."""
    check_workspace(root)
    registrations, faults = read_demonstration(root)
    if registrations is None:
        raise ContentError(words.CONTENT_FAULTS, words.CONTENT_FAULTS_HINT, faults)
    bank = load_bank(root)
    folder = SessionFolder(root=root, name=DEMONSTRATION)
    with locked(folder.path, DEMONSTRATION):
        folder.clear()
    opening = Opening(
        date=registrations.date,
        title=registrations.title,
        centre=registrations.centre,
        rows=registrations.rows,
        secret=SECRET,
    )
    open_folder(bank, folder, opening, when=WHEN)
    outcome = generate_session(bank, folder, when=WHEN, progress=progress)
    first = [(label, next(iter(sorted(folder.path.glob(p))), None)) for label, p in FIRST.items()]
    opened = [(words.DEMO_LABELS[label], folder.relative(path)) for label, path in first if path]
    return Outcome(
        command="demo",
        session=DEMONSTRATION,
        counts=outcome.counts,
        files=outcome.files,
        lines=(
            *outcome.lines,
            "",
            words.DEMO_DONE.format(
                folder=folder.relative(folder.path), count=outcome.counts["files"]
            ),
            words.DEMO_FIRST,
            *(f"  {path}  ({label})" for label, path in opened),
        ),
        data=outcome.data,
        diagnostics=outcome.diagnostics,
    )
