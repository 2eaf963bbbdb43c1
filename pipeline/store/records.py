"""The records of a session: forms and dispatch, read back as exactly what was written."""

from collections import Counter
from pathlib import Path
from typing import TypeVar

from pipeline.diagnostics import ContentError, Source
from pipeline.model.form import Form
from pipeline.model.session import Dispatch
from pipeline.rules import session as rules
from pipeline.store.codec import DecodeError, dump, load
from pipeline.store.files import write_file
from pipeline.store.folder import DEMONSTRATION, SessionFolder, sessions

Record = TypeVar("Record")


def write_forms(folder: SessionFolder, forms: tuple[Form, ...]) -> bytes:
    """Write the forms of a session; returns the bytes written."""
    data = dump(forms)
    write_file(folder.forms, data)
    return data


def read_forms(folder: SessionFolder) -> tuple[Form, ...]:
    """The forms of a session; raises ContentError when there are none or the record is damaged."""
    if not folder.forms.is_file():
        raise ContentError(
            rules.NOT_ASSEMBLED.format(session=folder.name),
            rules.NOT_ASSEMBLED_HINT.format(session=folder.name),
        )
    return _read(folder, folder.forms, tuple[Form, ...])


def write_dispatch(folder: SessionFolder, dispatch: Dispatch) -> bytes:
    """Write who sits what; returns the bytes written."""
    data = dump(dispatch)
    write_file(folder.dispatch, data)
    return data


def read_dispatch(folder: SessionFolder) -> Dispatch:
    """Who sits what; raises ContentError when the record is damaged."""
    return _read(folder, folder.dispatch, Dispatch)


def earlier_uses(root: Path, but: str) -> tuple[Counter[str], Counter[str]]:
    """How often the other sessions of a workspace set each scenario and each country.

    The demonstration stands apart: it counts for no session, and no session counts for it.
    """
    scenarios: Counter[str] = Counter()
    countries: Counter[str] = Counter()
    for name in () if but == DEMONSTRATION else sessions(root):
        folder = SessionFolder(root=root, name=name)
        if name in (but, DEMONSTRATION) or not folder.forms.is_file():
            continue
        pairs = {(d.scenario, d.iso3) for form in read_forms(folder) for d in form.dossiers}
        scenarios.update({scenario for scenario, _ in pairs})
        countries.update({iso3 for _, iso3 in pairs})
    return scenarios, countries


def _read(folder: SessionFolder, path: Path, kind: type[Record]) -> Record:
    """One record."""
    try:
        return load(path.read_bytes(), kind)
    except (OSError, DecodeError) as error:
        fault = rules.RECORD_CORRUPT.at(Source(path=folder.relative(path)), reason=error)
        raise ContentError(fault.message, fault.hint, (fault,)) from error
