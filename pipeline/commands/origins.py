"""What the documents of a session come from, so that it can be told when they should be made anew."""

from collections.abc import Mapping
from dataclasses import replace

from pipeline.commands.inputs import Inputs
from pipeline.diagnostics import Source
from pipeline.model.people import Roster
from pipeline.model.session import Session
from pipeline.store.codec import dump
from pipeline.store.files import digest
from pipeline.store.folder import SessionFolder

_NOWHERE = Source(path="")


def origins(inputs: Inputs, folder: SessionFolder, records: Mapping[str, bytes]) -> dict[str, str]:
    """The SHA-256 of everything that the documents come from, and of the records that go with them.

    ``printed`` and ``people`` are what documents take of the settings and of the registrations, however these are
    written.
    """
    return {
        "bank": inputs.bank.fingerprint,
        "rules": inputs.bank.rules.fingerprint,
        "forms": digest(folder.forms.read_bytes()),
        "settings": digest(folder.settings.read_bytes()),
        "printed": printed_digest(inputs.session),
        "roster": digest(folder.roster.read_bytes()),
        "people": people_digest(inputs.roster),
        **{name.removesuffix(".json"): digest(data) for name, data in records.items()},
    }


def printed_digest(session: Session) -> str:
    """One digest of what documents print of the settings; deadlines and who prepares the session are not in it."""
    said = (session.title, session.centre, session.certifier, session.date, session.zone)
    return digest(dump((*said, session.exams, session.tables, session.markings)))


def people_digest(roster: Roster) -> str:
    """One digest of what the registrations say, wherever in the workbook."""
    parts = (roster.candidates, roster.assessors, roster.rooms, roster.sittings)
    return digest(dump(tuple(replace(row, source=_NOWHERE) for part in parts for row in part)))
