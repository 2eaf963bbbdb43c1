"""A session folder that a sync client copied by half: what is missing is named, what it left is no record."""

import pytest

from pipeline.commands.status import status
from pipeline.commands.verify import verify
from pipeline.diagnostics import ContentError

RECORDS = (
    *("session.yaml", "secret.key", "forms.json", "dispatch.json", "basis.json", "grids.json"),
    *("marks.json", "reconciliation.json", "decisions.json", "journal.jsonl", "manifest.json"),
    *("resultats/.jury.json", "resultats/.decision.json"),
)
DAMAGES = {
    "missing": lambda path: path.unlink(),
    "cut in the middle": lambda path: path.write_bytes(
        path.read_bytes()[: path.stat().st_size // 2]
    ),
    "empty": lambda path: path.write_bytes(b""),
    "full of zeros": lambda path: path.write_bytes(bytes(path.stat().st_size)),
}
#: What names files: without it, those files are told.
OF_FILES = ("manifest.json", "resultats/.jury.json", "resultats/.decision.json")


def told(scene):
    """Everything that verify says, as one text; it never stops."""
    try:
        found = verify(scene.folder.name, root=scene.root).diagnostics
    except ContentError as error:
        found = error.diagnostics
    return "\n".join(f"{d.source} {d.message}" for d in found)


@pytest.mark.parametrize("damage", DAMAGES)
def test_every_record_that_is_not_whole_is_named(scene, damage):
    half = scene("resit")
    sound = told(half)
    silent = []
    for record in RECORDS:
        half.reset()
        path = half.folder.path / record
        DAMAGES[damage](path)
        said = told(half)
        named = record in said or (record in OF_FILES and said != sound)
        # Half of a text that people write can be a sound text: its faults, if any, are told.
        if not named and record != "session.yaml":
            silent.append((record, damage))
        status(None, root=half.root)
    assert silent == []
