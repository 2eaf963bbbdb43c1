"""``referential/equivalences.yaml``: which blocks of earlier editions stand for which of this one; optional."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from pipeline.diagnostics import Diagnostic
from pipeline.model.basis import EDITION_DIGITS
from pipeline.model.referential import BlockId
from pipeline.read.fields import Fields, open_fields
from pipeline.rules import ledger as rules

PATH = "referential/equivalences.yaml"
SCHEMA = "epreuve/equivalences@1"
_EDITION = re.compile(r"[0-9a-f]{12,64}")


def read_equivalences(
    root: Path, blocks: Sequence[BlockId]
) -> tuple[Mapping[str, tuple[str, ...]], tuple[Diagnostic, ...]]:
    """The table, « edition/block » to blocks of this edition; empty without the file, or with faults in it."""
    if not (root / PATH).exists():
        return {}, ()
    faults: list[Diagnostic] = []
    top = open_fields(root, PATH, faults)
    if top is None:
        return {}, tuple(faults)
    top.choice("schema", (SCHEMA,))
    found: dict[str, tuple[str, ...]] = {}
    for entry in top.children("editions"):
        _read_edition(entry, blocks, found)
    top.close()
    return ({} if faults else found), tuple(faults)


def _read_edition(
    entry: Fields, blocks: Sequence[BlockId], found: dict[str, tuple[str, ...]]
) -> None:
    """The equivalences of one edition."""
    edition = entry.text("edition")
    entry.text("libelle", "")
    if not _EDITION.fullmatch(edition):
        entry.fault(rules.BAD_EDITION, "edition", edition=edition)
    table = entry.child("blocs")
    for old in table.keys if table else ():
        given = table.texts(old) if table else ()
        for block in given:
            if block not in blocks and table:
                table.fault(rules.UNKNOWN_BLOCK, old, block=block, known=", ".join(blocks))
        found[f"{edition[:EDITION_DIGITS]}/{old}"] = given
