"""The records of a session, read back as exactly what was written."""

from pathlib import Path
from typing import TypeVar

from pipeline.diagnostics import ContentError, Source
from pipeline.model.award import Decisions, Resit
from pipeline.model.basis import Basis, IssuedGrid
from pipeline.model.choices import Choices
from pipeline.model.form import Form
from pipeline.model.marks import Marks, Reconciliation
from pipeline.model.session import Dispatch
from pipeline.rules import results
from pipeline.rules import session as rules
from pipeline.store.codec import DecodeError, dump, load
from pipeline.store.files import digest, write_file
from pipeline.store.folder import SessionFolder

Record = TypeVar("Record")


def write_forms(folder: SessionFolder, forms: tuple[Form, ...]) -> bytes:
    """Write the forms of a session; returns the bytes written."""
    return write_record(folder.forms, forms)


def read_forms(folder: SessionFolder) -> tuple[Form, ...]:
    """The forms of a session; raises ContentError when there are none or the record is damaged."""
    if not folder.forms.exists() and folder.manifest.exists():
        fault = rules.LOST_FILE.at(Source(path=folder.relative(folder.forms)))
        raise ContentError(fault.message, fault.hint, (fault,))
    if not folder.forms.exists():
        raise ContentError(
            rules.NOT_ASSEMBLED.format(session=folder.name),
            rules.NOT_ASSEMBLED_HINT.format(session=folder.name),
        )
    return read_record(folder, folder.forms, tuple[Form, ...])


def read_choices(folder: SessionFolder) -> Choices:
    """What the coordinator decided of the forms by hand; raises ContentError when the record is damaged."""
    return _read_or(folder, folder.choices, Choices())


def read_dispatch(folder: SessionFolder) -> Dispatch:
    """Who sits what; raises ContentError when the record is missing or damaged."""
    return read_record(folder, folder.dispatch, Dispatch)


def read_basis(folder: SessionFolder) -> Basis:
    """What marks are judged by; raises ContentError before the publication, or when the record is damaged."""
    if not folder.basis.exists():
        raise ContentError(
            results.NOT_PUBLISHED.format(session=folder.name),
            results.NOT_PUBLISHED_HINT.format(session=folder.name),
        )
    return read_record(folder, folder.basis, Basis)


def read_issued(folder: SessionFolder) -> tuple[IssuedGrid, ...]:
    """The grids that went out with the publication; raises ContentError when the record is missing or damaged."""
    return read_record(folder, folder.grids, tuple[IssuedGrid, ...])


def read_marks(folder: SessionFolder) -> Marks:
    """What came back so far; raises ContentError when the record is damaged."""
    return _read_or(folder, folder.marks, Marks(session=folder.name))


def record_digest(path: Path) -> str:
    """The SHA-256 of a record as it stands; empty for one that is not there."""
    return digest(path.read_bytes()) if path.exists() else ""


def read_reconciliation(folder: SessionFolder) -> Reconciliation:
    """The gaps and moderations so far; raises ContentError when the record is damaged."""
    return _read_or(folder, folder.reconciliation, Reconciliation(session=folder.name))


def read_decisions(folder: SessionFolder) -> Decisions:
    """What the jury decided so far; raises ContentError when the record is damaged."""
    return _read_or(folder, folder.decisions, Decisions(session=folder.name, edition=""))


def read_resit(folder: SessionFolder) -> Resit | None:
    """What candidates bring from an earlier session, ``None`` in an ordinary one; raises ContentError."""
    return read_record(folder, folder.resit, Resit) if folder.resit.exists() else None


def write_record(path: Path, record: object) -> bytes:
    """Write one record of a session, whole; returns the bytes written."""
    data = dump(record)
    write_file(path, data)
    return data


def _read_or(folder: SessionFolder, path: Path, empty: Record) -> Record:
    """A record, or the empty one that stands for it until it is written."""
    return read_record(folder, path, type(empty)) if path.exists() else empty


def read_record(folder: SessionFolder, path: Path, kind: type[Record]) -> Record:
    """One record of a session; raises ContentError naming it when it is missing or damaged."""
    try:
        return load(path.read_bytes(), kind)
    except DecodeError as error:
        raise corrupt(folder, path, str(error)) from error
    except OSError as error:
        raise corrupt(folder, path, rules.system_reason(error)) from error


def corrupt(folder: SessionFolder, path: Path, reason: str) -> ContentError:
    """The error that names a record that cannot be used, and why."""
    place = folder.relative(path)
    fault = rules.RECORD_CORRUPT.at(Source(path=place), reason=reason)
    return ContentError(f"{place} : {fault.message}", fault.hint, (fault,))
