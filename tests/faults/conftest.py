"""A small session before each of its commands; tools/yearkit/faults.py puts faults into them from outside."""

import os
import secrets
import shutil
import sys
from dataclasses import dataclass, field
from hashlib import sha256
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import pytest

from pipeline.commands import rehearsal
from pipeline.commands.approve import approve
from pipeline.commands.assemble import assemble
from pipeline.commands.award import award
from pipeline.commands.collect import collect
from pipeline.commands.decide import decide
from pipeline.commands.inputs import load_bank
from pipeline.commands.lift import lift
from pipeline.commands.open import Opening, open_folder
from pipeline.commands.publish import publish
from pipeline.commands.reconcile import reconcile
from pipeline.commands.release import release
from pipeline.commands.resit import resit
from pipeline.commands.run import run
from pipeline.commands.status import status
from pipeline.commands.verify import verify
from pipeline.diagnostics import ContentError, EpreuveError
from pipeline.read.demonstration import read_demonstration
from pipeline.rules import session as rules
from pipeline.store.folder import AUDIENCES, SessionFolder
from pipeline.store.journal import JOURNAL
from pipeline.store.ledger import anchored_heads, ledger_head

ROOT = Path(__file__).resolve().parent.parent.parent
SESSION, AGAIN = "2026-06", "2026-10"
SECRET = sha256(b"a session of the faults").digest()
OPENED, MARKED, DECIDED = "2026-06-01T08:00:00Z", "2026-06-29T08:00:00Z", "2026-07-06T08:00:00Z"
#: What a reader may find in the middle of a command: its own stages, and what is swept by the next one.
PASSING = (".publication", ".resultats", ".remise", ".epreuve-tmp-", "registre")


#: What a workspace holds that is of no session: locks, since when something fails.
OWN = (".verrou", ".suivi.json")
#: The faults of a record or a journal that no write of the program may leave.
DAMAGED = (rules.RECORD_CORRUPT.code, rules.JOURNAL_BROKEN.code, rules.LOST_FILE.code)


def _load(path):
    spec = spec_from_file_location(path.stem, path)
    module = sys.modules[path.stem] = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


_FAULTS = _load(ROOT / "tools/yearkit/faults.py")


@pytest.fixture(autouse=True)
def _plain_surroundings(monkeypatch):
    """No setting of the machine, and sessions that draw the same secret."""
    for name in [n for n in os.environ if n.startswith("EPREUVE_")]:
        monkeypatch.delenv(name)
    monkeypatch.setattr(secrets, "token_bytes", lambda count: SECRET[:count])


@pytest.fixture(scope="session")
def faults():
    """The module that puts faults into a run."""
    return _FAULTS


@dataclass
class Scene:
    """One command on the session that waits for it: played, killed, refused, and what is on the disk then.

    ``before`` and ``after`` are what the disk holds before a faultless call and after it.
    """

    root: Path
    name: str
    play: Any
    kept: Path
    before: dict = field(default_factory=dict)
    after: dict = field(default_factory=dict)

    @property
    def folder(self):
        """The session."""
        return SessionFolder(root=self.root, name=SESSION)

    def reset(self):
        """Everything as before the call."""
        shutil.rmtree(self.root / "output", ignore_errors=True)
        shutil.copytree(self.kept, self.root / "output")

    def act(self):
        """The call."""
        return self.play(self.folder)

    def killed(self, at):
        """The same scene after a call that died at its n-th write point; false when it has fewer points."""
        self.reset()
        return _FAULTS.killed(self.root, self.act, at)

    def refused(self, fault, at, *, lasting=True):
        """What a call raised when the system refused its n-th write point and what follows; how many were refused."""
        self.reset()
        strike = _FAULTS.Fail(at=at, fault=fault, lasting=lasting)
        with _FAULTS.struck(self.root, strike):
            try:
                self.act()
            except EpreuveError as error:
                return error, strike.hits
        return None, strike.hits

    def points(self):
        """The write points of the faultless call."""
        self.reset()
        found = _FAULTS.points_of(self.root, self.act)
        self.after = self.found()
        return found

    def found(self):
        """The bytes of every file, by path from the workspace; a ledger by what it says."""
        return found_in(self.root / "output")

    def readable(self):
        """What verify and status say: they speak whatever is on the disk."""
        told = []
        for command in (verify, status):
            try:
                told.append(command(None, root=self.root))
            except ContentError as error:
                told.append(error)
        return told

    def between(self):
        """The files that are neither as before the call nor as after it, but those that a stage still holds back.

        A scheduled run does several commands, each of which leaves its own state: what is damaged is told.
        """
        if self.name in RUNS:
            return [
                str(d) for found in self.readable() for d in found.diagnostics if d.code in DAMAGED
            ]
        now = self.found()
        names = sorted(n for n in now.keys() | self.before.keys() | self.after.keys() if _stays(n))
        torn = [n for n in names if now.get(n) not in (self.before.get(n), self.after.get(n))]
        torn = [n for n in torn if not (n.endswith(JOURNAL) and self._is_longer(n, now[n]))]
        for group in self._groups(names):
            standing = [now.get(n) for n in group]
            whole = ([self.before.get(n) for n in group], [self.after.get(n) for n in group])
            torn += [] if standing in whole else group
        return torn

    def _is_longer(self, name, data):
        """Whether a journal has some of the events of a call that tells several."""
        return data.startswith(self.before[name]) and self.after[name].startswith(data)

    def _groups(self, names):
        """What changes together, unless a swap that has begun says that it is not finished."""
        for name in {n.split("/")[0] for n in names if "/" in n}:
            top = self.root / "output" / name
            inside = [(n, n.split("/")[1:]) for n in names if n.startswith(f"{name}/")]
            if not (top / ".publication/manifest.json").exists():
                published = (
                    *AUDIENCES,
                    "dispatch.json",
                    "basis.json",
                    "grids.json",
                    "manifest.json",
                )
                yield [n for n, parts in inside if parts[0] in published]
            for shelf in ("resultats", "remise"):
                for area in {p[1] for _, p in inside if p[0] == shelf and len(p) > 2}:
                    if not (top / f".{shelf}" / area / "marks.json").exists():
                        yield [n for n, p in inside if p[:2] == [shelf, area]]


def found_in(output):
    """The bytes of every file under an output folder, by path; a ledger by what it says."""
    found = {
        path.relative_to(output).as_posix(): path.read_bytes()
        for path in sorted(output.rglob("*"))
        if path.is_file() and path.name not in OWN and ".cache" not in path.parts
    }
    for name in [n for n in found if n.startswith("registre")]:
        del found[name]
        if name.endswith(".sqlite"):
            path = output / name
            found[name] = repr((ledger_head(path), sorted(anchored_heads(path).items()))).encode()
    return found


def _stays(name):
    return not any(part.startswith(PASSING) for part in name.split("/"))


def _open(folder):
    demonstration, _ = read_demonstration(folder.root)
    rows = {sheet: [list(row) for row in lines] for sheet, lines in demonstration.rows.items()}
    for row in rows["Candidats"]:
        row[6] = "B1, S1"
    rows["Planning"] = [row for row in rows["Planning"] if row[0] == "B2-CAS"]
    opening = Opening(
        date="2026-06-15",
        title="Session",
        centre="Centre",
        rows=rows,
        exams=("B2-CAS",),
        author="Réjane Préparatrice",
    )
    open_folder(load_bank(folder.root), folder, opening, when=OPENED)


def _return_grids(folder):
    rehearsal._return_grids(rehearsal._cast(folder))


def _agree(folder):
    """What is left between the first comparison and the lift: further grids, read and compared."""
    cast = rehearsal._cast(folder)
    without = rehearsal._without_third(cast)
    reconcile(SESSION, root=folder.root, when=MARKED, conciliation=without)
    rehearsal._return_further_grids(cast)
    rehearsal._collect(folder)
    reconcile(SESSION, root=folder.root, when=MARKED)


def _return_table(folder):
    rehearsal._return_table(rehearsal._cast(folder))


def _on(command, when, *given, **named):
    return lambda folder: command(SESSION, *given, root=folder.root, when=when, **named)


#: The commands of a session, each with what people do before it.
COMMANDS = {
    "open": (None, _open),
    "assemble": (None, _on(assemble, OPENED)),
    "publish": (None, _on(publish, OPENED)),
    "approve": (None, _on(approve, OPENED, author="Paule Relectrice")),
    "release": (None, _on(release, OPENED)),
    "collect": (_return_grids, _on(collect, MARKED)),
    "reconcile": (rehearsal._collect, _on(reconcile, MARKED)),
    "lift": (_agree, _on(lift, MARKED, author="Coordination")),
    "award": (None, _on(award, MARKED)),
    "decide": (_return_table, _on(decide, DECIDED)),
    "resit": (None, _on(resit, DECIDED, AGAIN, date="2026-10-12")),
}


def _run(moment):
    return lambda folder: call_run(folder.root, moment)


#: What a scheduled run finds to do: the command before which it is called, and when.
RUNS = {
    "run: produce and summon": ("assemble", _run("2026-06-02T08:00:00Z")),
    "run: release and collect": ("collect", _run("2026-06-24T08:00:00Z")),
    "run: compare": ("reconcile", _run("2026-06-26T08:00:00Z")),
    "run: decide and announce": ("decide", _run("2026-07-13T08:00:00Z")),
}


def call_run(root, moment, **named):
    """One call of the scheduler at a moment; the events that it tells are added to ``events``."""
    told = named.pop("events", [])
    return run(
        root=root,
        when=named.pop("when", moment),
        at=moment,
        clock=lambda: 0.0,
        tell=told.append,
        run_id="essai",
        jobs=1,
        **named,
    )


@pytest.fixture(scope="session")
def scheduled():
    """``scheduled(root, "2026-06-02T08:00:00Z")``: one call of the scheduler at a moment."""
    return call_run


@pytest.fixture(scope="session")
def _stages(tmp_path_factory):
    """A workspace, and its output as it is before each command."""
    root = tmp_path_factory.mktemp("faults") / "mini"
    shutil.copytree(ROOT / "templates", root / "templates")
    shutil.copytree(ROOT / "tests/mini", root, dirs_exist_ok=True)
    (root / "output").mkdir()
    folder = SessionFolder(root=root, name=SESSION)
    kept = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(secrets, "token_bytes", lambda count: SECRET[:count])
        for name, (prepare, play) in COMMANDS.items():
            if prepare is not None:
                prepare(folder)
            kept[name] = root.parent / name
            shutil.copytree(root / "output", kept[name])
            play(folder)
    return root, kept


@pytest.fixture
def scene(_stages):
    """``scene("publish")``: that command, on the session that waits for it."""
    root, kept = _stages

    def make(name):
        before, play = RUNS.get(name) or (name, COMMANDS[name][1])
        made = Scene(root=root, name=name, play=play, kept=kept[before])
        made.before = found_in(kept[before])
        made.reset()
        return made

    return make
