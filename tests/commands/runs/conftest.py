"""A session played by scheduled runs and by the people who do the rest, kept at each of its stages."""

import shutil
from dataclasses import dataclass, field, replace
from hashlib import sha256
from itertools import count
from pathlib import Path

import pytest

from pipeline.commands import rehearsal
from pipeline.commands.approve import approve
from pipeline.commands.inputs import load_bank
from pipeline.commands.lift import lift
from pipeline.commands.open import Opening, open_folder
from pipeline.commands.resolve import resolve
from pipeline.commands.run import run
from pipeline.grade.settle import KEEP
from pipeline.grade.standing import open_cases
from pipeline.read.demonstration import read_demonstration
from pipeline.store.folder import SessionFolder
from pipeline.store.records import read_marks

TESTS = Path(__file__).resolve().parent.parent.parent
SECRET = sha256(b"a session of the tests").digest()
NAME, DAY = "2026-09", "2026-09-15"


@dataclass
class Play:
    """A workspace where the scheduler calls: what each call did, and what people do in between."""

    root: Path
    name: str = NAME
    events: list = field(default_factory=list)

    @property
    def folder(self):
        """The session."""
        return SessionFolder(root=self.root, name=self.name)

    def call(self, at, when=None, **named):
        """One call at a moment; the clock says the same unless ``when`` is given."""
        ticks = count()
        return run(
            root=self.root,
            when=when or at,
            at=at if when else None,
            clock=lambda: float(next(ticks)),
            tell=self.events.append,
            run_id="r1",
            **named,
        )

    def acts(self, at, when=None, **named):
        """The same: each act as its step and how it ended."""
        acts = self.call(at, when, **named).data["acts"]
        return [(act["step"], act["reason"] or act["result"]) for act in acts]

    def cast(self):
        """The invented people of the session."""
        return rehearsal._cast(self.folder)

    def settle(self, when):
        """Somebody keeps what is alike by chance."""
        for case in open_cases(read_marks(self.folder)):
            resolve(
                self.name,
                case.id,
                root=self.root,
                when=when,
                choice=KEEP,
                author="A",
                reason="alike",
            )

    def lift(self, when):
        """Somebody lifts the anonymity."""
        lift(self.name, author="Coordination", root=self.root, when=when)

    def approve(self, when, **named):
        """A second person agrees, or does not."""
        said = {"author": "Seconde Personne", "refuse": False, "reason": None} | named
        return approve(self.name, root=self.root, when=when, dry_run=False, **said)

    def tree(self):
        """Every path of the workspace with its bytes and the moment it was last written."""
        return {
            path.relative_to(self.root).as_posix(): (
                path.lstat().st_mtime_ns,
                path.read_bytes() if path.is_file() else None,
            )
            for path in sorted(self.root.rglob("*"))
        }


def opened(root, name=NAME, day=DAY, **named):
    """Open a session with the registrations of the demonstration."""
    rows = {k: [list(r) for r in v] for k, v in read_demonstration(root)[0].rows.items()}
    opening = Opening(
        date=day,
        title="Session",
        centre="Centre",
        rows=rows,
        secret=SECRET,
        author="Responsable",
    )
    folder = SessionFolder(root=root, name=name)
    when = "2026-07-01T08:00:00Z"
    open_folder(load_bank(root), folder, replace(opening, **named), when=when)
    return folder


@pytest.fixture(scope="session")
def open_one():
    """``open_one(root, name, day)``: open a session of a workspace."""
    return opened


def played(root):
    """Play a session to its end, and stop after each stage with its name."""
    play = Play(root=root)
    opened(root)
    yield "opened"
    play.call("2026-08-16T06:00:00Z")
    yield "generated"
    play.call("2026-08-31T06:00:00Z")
    yield "summoned"
    play.call("2026-09-15T05:00:00Z")
    yield "released"
    rehearsal._return_grids(play.cast())
    play.call("2026-09-17T08:00:00Z")
    play.settle("2026-09-17T09:00:00Z")
    yield "collected"
    play.call("2026-09-25T17:00:00Z")
    yield "reconciled"
    rehearsal._return_further_grids(play.cast())
    play.call("2026-09-26T08:00:00Z")
    play.settle("2026-09-26T09:00:00Z")
    play.call("2026-09-26T10:00:00Z")
    yield "complete"
    play.lift("2026-09-28T08:00:00Z")
    play.call("2026-09-28T09:00:00Z")
    yield "tabled"
    rehearsal._return_table(play.cast())
    play.call("2026-10-06T06:00:00Z")
    yield "decided"
    play.call("2026-10-09T06:00:00Z")
    yield "announced"


@pytest.fixture(scope="session")
def _stages(tmp_path_factory):
    """The workspace after each stage, by its name, made as far as it was asked for."""
    top = tmp_path_factory.mktemp("stages")
    shutil.copytree(TESTS.parent / "templates", top / "live" / "templates")
    shutil.copytree(TESTS / "mini", top / "live", dirs_exist_ok=True)
    going = played(top / "live")

    def kept(stage):
        while not (top / stage).exists():
            shutil.copytree(top / "live", top / next(going), copy_function=shutil.copy2)
        return top / stage

    return kept


@pytest.fixture
def at_stage(_stages, tmp_path):
    """``at_stage("released")``: a copy of the workspace after that stage."""

    def copy(stage):
        shutil.copytree(_stages(stage), tmp_path / "centre", copy_function=shutil.copy2)
        return Play(root=tmp_path / "centre")

    return copy
