"""Where a session stands between its dates, as its records tell."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Lot(StrEnum):
    """What is released together: its name is that of its folder under ``remise/``."""

    SUMMONSES = "convocations"
    PAPERS = "sujets"
    MARKING = "correction"
    RESULTS = "resultats"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What the records of a session say of its steps; digests are SHA-256, empty for what is not there.

    ``manifest`` is that of the publication, ``approved`` the manifest that a second person agreed to,
    ``refused_by`` who refused the one that stands, ``approval`` whether the rules ask for an agreement.
    ``lots`` digest what each lot would hold now, ``released`` what it held when it was released. ``arrived``
    counts files of ``recu/`` that nobody read yet, ``missing`` grids awaited, ``owed`` those of them that went out
    with the papers, at ``handed``; ``asked`` is the moment when the last others did. ``cases`` and ``refused``
    wait for a person. ``marks`` digests what came back, ``reconciled`` and ``tabled`` the marks that the last
    reconciliation and the jury's table were made from, ``unpaired`` counts copies that wait for a conciliation.
    ``reminded`` are the moments up to which reminders went out. ``table`` says whether a jury's table not recorded
    yet lies in ``recu/``; ``decided`` and ``undecided`` count candidates, ``again`` those who have to sit something
    again, ``deferred`` those whose excused absence is to be replaced; ``resit`` is the session of resits, once open.
    ``changed`` says that the registrations are no longer those published, ``outdated`` that documents would print
    other settings, ``unlogged`` that what came back is not in the journal yet.
    """

    session: str
    approval: bool = False
    manifest: str = ""
    changed: bool = False
    outdated: bool = False
    approved: str = ""
    refused_by: str = ""
    lots: Mapping[Lot, str] = field(default_factory=dict)
    released: Mapping[Lot, str] = field(default_factory=dict)
    arrived: int = 0
    missing: int = 0
    owed: int = 0
    handed: str = ""
    asked: str = ""
    cases: int = 0
    refused: int = 0
    reminded: tuple[str, ...] = ()
    marks: str = ""
    unlogged: bool = False
    reconciled: str = ""
    unpaired: int = 0
    lifted: bool = False
    tabled: str = ""
    table: bool = False
    decided: int = 0
    undecided: int = 0
    deferred: int = 0
    again: int = 0
    resit: str = ""
