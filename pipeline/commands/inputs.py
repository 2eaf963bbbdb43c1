"""What commands start from: a bank without faults, a session with its registrations."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from pipeline.assemble.tables import table_faults
from pipeline.checks import blueprint, criteria, referential
from pipeline.checks.essential import the_session_has_them
from pipeline.checks.session import Registration, check_session
from pipeline.diagnostics import ContentError, Diagnostic, Severity, Source, has_errors
from pipeline.model.award import Resit
from pipeline.model.bank import Bank
from pipeline.model.basis import Basis
from pipeline.model.people import Roster
from pipeline.model.session import Session
from pipeline.read.bank import content_fingerprint, read_bank, surroundings
from pipeline.read.roster import read_roster
from pipeline.read.session import read_session
from pipeline.rules import commands as words
from pipeline.rules import session as rules
from pipeline.rules.bank import LEFT_OUT
from pipeline.store.cache import Cache, program_digest
from pipeline.store.folder import SessionFolder, check_workspace
from pipeline.store.records import read_resit

Progress = Callable[[str, int, int], None] | None
"""What is told of a long run: the step, how many of its parts are done, of how many."""


_SCENARIO = re.compile(r"scenarios/[^/]+/[^/]+\.yaml")
RULED = (referential, criteria, blueprint)


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """A session ready to work on; ``diagnostics`` are warnings."""

    bank: Bank
    session: Session
    roster: Roster
    diagnostics: tuple[Diagnostic, ...]
    resit: Resit | None = None

    @property
    def registration(self) -> Registration:
        """Who sits what."""
        return Registration(
            bank=self.bank, session=self.session, roster=self.roster, resit=self.resit
        )


def load_bank(root: Path) -> Bank:
    """The bank of a workspace, its referential, criteria and blueprints checked; read once as long as no file changes.

    Raises ContentError with all the faults when one is an error.
    """
    check_workspace(root)
    bank, faults = _bank(root, content_fingerprint(root))
    if bank is None or has_errors(faults):
        raise ContentError(words.CONTENT_FAULTS, words.CONTENT_FAULTS_HINT, faults)
    return bank


def survey_bank(root: Path) -> tuple[Bank, tuple[Diagnostic, ...]]:
    """The bank for its authors: a scenario with faults is left out, and told, without stopping the others.

    Raises ContentError with all the faults when one lies elsewhere.
    """
    check_workspace(root)
    bank, faults = _bank(root, content_fingerprint(root))
    errors = Counter(f.source.path for f in faults if f.severity is Severity.ERROR)
    if bank is None or not all(_SCENARIO.fullmatch(path) for path in errors):
        raise ContentError(words.CONTENT_FAULTS, words.CONTENT_FAULTS_HINT, faults)
    left = (LEFT_OUT.at(Source(path=path), count=errors[path]) for path in sorted(errors))
    return bank, tuple(left)


@lru_cache(maxsize=1)
def _bank(root: Path, fingerprint: str) -> tuple[Bank | None, tuple[Diagnostic, ...]]:
    """What can be read of these files, with their faults."""
    bank, faults = read_bank(root, open_shelf(root, surroundings(root)))
    if bank is not None:
        faults = (*faults, *(f for family in RULED for check in family.ALL for f in check(bank)))
        faults = (*faults, *table_faults(bank))
        bank = replace(bank, fingerprint=fingerprint)
    return bank, tuple(f for f in faults if f.severity is not Severity.INFO)


def open_shelf(root: Path, around: str) -> Cache:
    """What earlier checks kept of the scenarios, for content with these ``surroundings``; only a check saves more."""
    return Cache(root, f"{program_digest()} {around}")


def load_session(bank: Bank, folder: SessionFolder) -> Session:
    """The settings of a session; raises ContentError with all their faults."""
    session, faults = _read_session(bank, folder)
    if session is None:
        raise ContentError(rules.ROSTER_FAULTS, rules.ROSTER_FAULTS_HINT, faults)
    return session


def load_inputs(bank: Bank, folder: SessionFolder) -> Inputs:
    """A session with its registrations; raises ContentError with the faults of both at once."""
    session, faults = _read_session(bank, folder)
    exams = session.exams if session is not None else [b.id for b in bank.blueprints]
    blocks = [b.id for b in bank.referential.blocks]
    resit = read_resit(folder)
    roster, found = read_roster(folder.root, folder.relative(folder.roster), blocks, exams)
    faults = (*faults, *found)
    if roster is not None and session is not None:
        registration = Registration(bank=bank, session=session, roster=roster, resit=resit)
        faults = (*faults, *check_session(registration), *the_session_has_them(registration))
    if session is None or roster is None or has_errors(faults):
        raise ContentError(rules.ROSTER_FAULTS, rules.ROSTER_FAULTS_HINT, faults)
    return Inputs(bank=bank, session=session, roster=roster, resit=resit, diagnostics=faults)


def load_roster(folder: SessionFolder, basis: Basis) -> Roster:
    """The registrations of a published session as they are now; raises ContentError with all their faults."""
    blocks = [block.id for block in basis.blocks]
    exams = [exam.id for exam in basis.exams]
    roster, faults = read_roster(folder.root, folder.relative(folder.roster), blocks, exams)
    if roster is None or has_errors(faults):
        raise ContentError(rules.ROSTER_FAULTS, rules.ROSTER_FAULTS_HINT, faults)
    return roster


def _read_session(
    bank: Bank, folder: SessionFolder
) -> tuple[Session | None, tuple[Diagnostic, ...]]:
    """The settings of a session, ``None`` with an error, and their faults."""
    return read_session(
        folder.root,
        folder.relative(folder.settings),
        folder.name,
        [b.id for b in bank.blueprints],
        sorted(bank.countries),
    )
