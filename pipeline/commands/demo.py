"""``epreuve demo``: a complete session of invented candidates, from registrations to the minutes and the resits."""

from hashlib import sha256
from pathlib import Path

from pipeline.commands.generate import generate_session
from pipeline.commands.inputs import Progress, load_bank
from pipeline.commands.open import Opening, default_exams, open_folder
from pipeline.commands.rehearsal import rehearse
from pipeline.diagnostics import ContentError, Outcome
from pipeline.model.bank import Bank
from pipeline.read.demonstration import Demonstration, read_demonstration
from pipeline.rules import commands as words
from pipeline.rules.rehearsal import AUTHOR
from pipeline.rules.roster import SITTINGS
from pipeline.store.folder import (
    DEMONSTRATION,
    SessionFolder,
    check_workspace,
    is_demonstration,
    sessions,
)
from pipeline.store.ledger import forget, ledger_path
from pipeline.store.lock import locked

WHEN = "2026-06-01T08:00:00Z"
SECRET = sha256(b"the demonstration has no secret").digest()
FIRST = {
    "paper": "candidat/*-CAS/*.docx",
    "ticket": "candidat/*-ORAL/*.docx",
    "role": "candidat/*-SIM/*-T??-????-????.docx",
    "conduct": "jury/*-SIM/*-conduite.docx",
    "guide": "evaluateur/corriges/*-CAS-*.docx",
    "grid": "evaluateur/*/*-CAS/*.xlsx",
    "jury": "jury/*-ORAL/*.docx",
    "coverage": "coordination/matrice-couverture.xlsx",
    "released": "remise/correction/correction-*.zip",
    "report": "resultats/correction/coordination/*.xlsx",
    "table": "resultats/jury/*.xlsx",
    "minutes": "resultats/decision/jury/*.docx",
    "transcript": "resultats/decision/candidat/releves/*.docx",
}


def demo(*, root: Path, progress: Progress = None) -> Outcome:
    """Play the demonstration anew in ``output/demo``; the same content gives the same bytes."""
    check_workspace(root)
    registrations, faults = read_demonstration(root)
    if registrations is None:
        raise ContentError(words.CONTENT_FAULTS, words.CONTENT_FAULTS_HINT, faults)
    bank = load_bank(root)
    folder = SessionFolder(root=root, name=DEMONSTRATION)
    _clear(root)
    opening = Opening(
        date=registrations.date,
        title=registrations.title,
        centre=registrations.centre,
        rows=registrations.rows,
        exams=_exams(bank, registrations),
        tables=registrations.tables,
        secret=SECRET,
        author=AUTHOR,
    )
    open_folder(bank, folder, opening, when=WHEN)
    outcome = generate_session(bank, folder, when=WHEN, progress=progress)
    rehearse(folder)
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
            *first_to_open(folder),
        ),
        data=outcome.data,
        diagnostics=outcome.diagnostics,
    )


def _exams(bank: Bank, registrations: Demonstration) -> tuple[str, ...]:
    """The exams of a session as it is opened, and the others that the demonstration plans."""
    usual = default_exams(bank.blueprints)
    planned = {row[0] for row in registrations.rows[SITTINGS] if row}
    return tuple(b.id for b in bank.blueprints if b in usual or b.id in planned)


def _clear(root: Path) -> None:
    """Remove what earlier demonstrations left: their sessions and their ledger."""
    names = {DEMONSTRATION, *(name for name in sessions(root) if is_demonstration(name))}
    for name in sorted(names):
        folder = SessionFolder(root=root, name=name)
        with locked(folder.path, name):
            folder.clear()
    forget(ledger_path(root, DEMONSTRATION))


def first_to_open(folder: SessionFolder) -> tuple[str, ...]:
    """One document of each kind, with what it is."""
    found = {label: sorted(folder.path.glob(pattern)) for label, pattern in FIRST.items()}
    return tuple(
        words.DEMO_FILE.format(path=folder.relative(paths[0]), label=words.DEMO_LABELS[label])
        for label, paths in found.items()
        if paths
    )
