"""The people of a simulated year: they register candidates, approve, fill grids (some late, some wrong), decide.

Every act has a day counted from its session and an hour; it is done as soon as it can be from then on, once. The same
session gets the same acts, whatever happens to the program in between.
"""

import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import sha256
from pathlib import Path

import openpyxl

from pipeline.commands import rehearsal
from pipeline.commands.approve import approve
from pipeline.commands.inputs import load_bank
from pipeline.commands.lift import lift
from pipeline.commands.reconcile import reconcile
from pipeline.commands.resolve import resolve
from pipeline.commands.standing import read_followed
from pipeline.draw import derive, shuffled
from pipeline.exchange.roster import roster_workbook
from pipeline.grade.settle import DISCARD, KEEP
from pipeline.grade.standing import open_cases, standing_refusals
from pipeline.model import jurytable as at
from pipeline.model.bank import Bank
from pipeline.model.session import Session
from pipeline.moments import days_after
from pipeline.read.demonstration import read_demonstration
from pipeline.read.session import read_session
from pipeline.render.filling import fill_grid, fill_workbook
from pipeline.render.reseal import reseal
from pipeline.rules import jurytable
from pipeline.store.files import write_file
from pipeline.store.folder import SessionFolder
from pipeline.store.records import read_basis, read_dispatch, read_issued, read_marks
from pipeline.store.secret import read_secret

SECOND, THIRD = "Paule Relectrice", "Ulysse Coordinateur"
REASON = "Ressemblance fortuite, vérifiée."


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """What somebody does in a session: so many days after it, at an hour in UTC; false when it cannot be done yet."""

    days: int
    hour: int
    name: str
    do: Callable[["Desk"], bool]


@dataclass(slots=True, kw_only=True)
class Desk:
    """A session as its people see it, at a moment, and what they have done in it.

    ``dues`` are its dates, moments in UTC; ``day`` is the day of the act that is being done, as people type it: the
    same however late it is done.
    """

    folder: SessionFolder
    session: Session
    dues: tuple[str, ...]
    now: str = ""
    day: str = ""
    done: set[str] = field(default_factory=set)

    def play(self, act: Act, now: str) -> None:
        """Do an act at a moment, if it can be; raises what its command raises."""
        self.now = now
        self.day = _typed(days_after(self.session.date, act.days))
        if act.do(self):
            self.done.add(act.name)

    def left(self) -> Iterator[tuple[str, Act]]:
        """What is still to be done, with the moment from which it can be."""
        for act in ACTS:
            if act.name not in self.done:
                yield f"{days_after(self.session.date, act.days)}T{act.hour:02}:00:00Z", act

    def state(self, step: str) -> tuple[str, str]:
        """The state of a step and its reason, as the records tell."""
        followed = read_followed(self.folder.root, self.folder.name, self.now)
        found = [s for s in followed.statuses if s.step == step] if followed is not None else []
        return (found[0].state.value, found[0].reason) if found else ("", "")


def _typed(day: str) -> str:
    """An ISO day as people type it."""
    return date.fromisoformat(day).strftime("%d/%m/%Y")


def desk_of(root: Path, name: str) -> Desk | None:
    """The desk of a session, ``None`` for one whose settings cannot be read now."""
    folder = SessionFolder(root=root, name=name)
    session, _ = read_session(root, folder.relative(folder.settings), name)
    if session is None:
        return None
    dates = (date for found in session.deadlines.values() for date in found)
    dues = tuple(date.moments(session.date, session.zone)[0] for date in dates)
    return Desk(folder=folder, session=session, dues=dues)


def _register(desk: Desk) -> bool:
    """The registrations: those of the demonstration under numbers of their own; days, hours and rooms of every exam."""
    folder, bank = desk.folder, load_bank(desk.folder.root)
    demonstration, _ = read_demonstration(folder.root)
    if demonstration is None:
        return False
    rows = {sheet: [list(row) for row in lines] for sheet, lines in demonstration.rows.items()}
    if folder.resit.exists():
        data = _with_planning(folder.roster, _planning(desk, rows["Planning"]))
    else:
        data = _workbook(bank, desk, rows)
    write_file(folder.roster, data)
    return True


def _workbook(bank: Bank, desk: Desk, rows: dict[str, list[list[str]]]) -> bytes:
    """The registrations of a new session."""
    exams = [*desk.session.exams, *desk.session.tables]
    blocks = {bank.blueprint(exam).block for exam in exams}
    mark = str(int(sha256(desk.folder.name.encode()).hexdigest(), 16) % 900 + 100)
    common = [b.id for b in bank.referential.blocks if b.id.startswith("B")]
    for row in rows["Candidats"]:
        row[0] = f"{mark}{row[0][-2:]}"
        own = [*common, row[5]]
        row[6] = ", ".join(block for block in own if block not in blocks)
    rows["Candidats"] = [row for row in rows["Candidats"] if blocks & {*common, row[5]}]
    for row in rows["Évaluateurs"]:
        row[7] = ", ".join(f"{mark}{number.strip()[-2:]}" for number in row[7].split(",") if number)
    rows["Planning"] = list(_planning(desk, rows["Planning"]).values())
    others = [b.id for b in bank.blueprints if b.id not in exams]
    ids = [b.id for b in bank.referential.blocks]
    return reseal(_bytes(roster_workbook(ids, list(desk.session.exams), rows, others)))


def _planning(desk: Desk, known: list[list[str]]) -> dict[str, list[str]]:
    """A day an exam from the session's date on, with the hour and the rooms of the demonstration."""
    places = {row[0]: row[2:] for row in known}
    found = {}
    for number, exam in enumerate(desk.session.exams):
        day = _typed(days_after(desk.session.date, number))
        found[exam] = [exam, day, *places[exam]]
    return found


def _with_planning(path: Path, planning: Mapping[str, list[str]]) -> bytes:
    """Registrations with their planning filled in."""
    book = openpyxl.load_workbook(path)
    for row in book["Planning"].iter_rows(min_row=2):
        for cell, value in zip(row[1:], planning.get(row[0].value, ("",))[1:], strict=False):
            cell.value = value
    return reseal(_bytes(book))


def _bytes(book: openpyxl.Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _approve(desk: Desk) -> bool:
    """The papers are approved by somebody who did not prepare them."""
    state, _ = desk.state("approve")
    if state != "person":
        return desk.state("generate")[0] == "done" and state in ("done", "never")
    approve(desk.folder.name, author=SECOND, root=desk.folder.root, when=desk.now)
    return True


def _cast(folder: SessionFolder) -> rehearsal._Cast:
    """Who is worth what, by lot; among four candidates or more, one is excused and another absent."""
    key = derive(read_secret(folder), "year")
    placements = read_dispatch(folder).placements
    by_candidate = {p.candidate: p for p in reversed(placements)}
    order = shuffled(key, by_candidate)
    ability = {number: 100 * place // len(order) for place, number in enumerate(order)}
    away = {}
    if len(order) > 3:
        away = {by_candidate[order[-2]].anonymous: "ABJ", by_candidate[order[1]].anonymous: "ABI"}
    return rehearsal._Cast(
        folder=folder,
        basis=read_basis(folder),
        key=key,
        owner={p.anonymous: p.candidate for p in placements},
        ability=ability,
        away=away,
    )


def _grids(share: int) -> Callable[[Desk], bool]:
    """Some of the grids come back: one out of three early, one on time, one late."""

    def give_back(desk: Desk) -> bool:
        folder = desk.folder
        if desk.state("release")[0] != "done":
            return False
        cast = _cast(folder)
        for number, issued in enumerate(read_issued(folder)):
            if number % 3 == share:
                path = folder.path / issued.path
                marking = rehearsal._marking(cast, issued.identity)
                data = fill_grid(path.read_bytes(), replace(marking, date=desk.day))
                write_file(folder.returned / issued.identity.assessor / path.name, data)
        if share == 0:
            _wrong_files(desk)
        return True

    return give_back


def _wrong_files(desk: Desk) -> None:
    """What else comes back: half a grid, the same grid twice, a grid nobody filled, a file that is none."""
    folder = desk.folder
    paths = sorted(folder.returned.rglob("grille-*.xlsx"))
    for path in paths[:1]:
        data = path.read_bytes()
        write_file(folder.returned / "envoi" / f"moitié de {path.name}", data[: len(data) // 2])
        write_file(folder.returned / "envoi" / f"copie de {path.name}", data)
    write_file(folder.returned / "envoi/photo.xlsx", b"\x89PNG\r\n\x1a\n" + bytes(64))


def _tables(desk: Desk) -> bool:
    """The tables of exams without papers come back."""
    if desk.state("release")[0] != "done":
        return False
    cast = _cast(desk.folder)
    for exam in cast.basis.exams:
        path = desk.folder.path / f"coordination/saisie/tableau-{exam.id}.xlsx"
        if exam.by_table and path.exists():
            data = fill_workbook(path.read_bytes(), dict(rehearsal._table(cast, exam.id)))
            write_file(desk.folder.returned / path.name, data)
    return True


def _settle(desk: Desk) -> bool:
    """Grids that are alike by chance are kept; refused files are set aside."""
    if not _all_read(desk):
        return False
    folder = desk.folder
    for case in open_cases(read_marks(folder)):
        _resolve(desk, case.id, KEEP)
    for receipt in standing_refusals(read_marks(folder)):
        _resolve(desk, receipt.sha256[:8], DISCARD)
    return True


def _resolve(desk: Desk, case: str, choice: str) -> None:
    resolve(
        desk.folder.name,
        case,
        root=desk.folder.root,
        when=desk.now,
        choice=choice,
        author=THIRD,
        reason=REASON,
    )


def _conciliate(desk: Desk) -> bool:
    """Where nobody is left to mark a third time, the two markers agree."""
    if not _all_compared(desk):
        return False
    cast = _cast(desk.folder)
    without = rehearsal._without_third(cast)
    if without:
        reconcile(desk.folder.name, root=desk.folder.root, when=desk.now, conciliation=without)
    return True


def _further(desk: Desk) -> bool:
    """The grids issued for gaps come back."""
    if not _all_compared(desk):
        return False
    rehearsal._return_further_grids(_cast(desk.folder))
    return True


def _lift(desk: Desk) -> bool:
    """Names appear once nothing waits."""
    if not _all_compared(desk) or desk.state("lift")[1] != "lift":
        return desk.state("lift")[0] == "done"
    lift(desk.folder.name, author=THIRD, root=desk.folder.root, when=desk.now)
    return True


def _decide(desk: Desk) -> bool:
    """The jury's table comes back filled."""
    if desk.state("award")[0] != "done" or desk.state("decide")[1] != "decide":
        return desk.state("decide")[0] == "done"
    folder = desk.folder
    typed = dict(rehearsal._decided(rehearsal.read_hearing(folder)))
    typed[at.JURY, at.DATE_KEY, at.SITTING] = desk.day
    data = (folder.results / "jury" / jurytable.FILE).read_bytes()
    write_file(folder.returned / jurytable.FILE, fill_workbook(data, typed))
    return True


def _all_read(desk: Desk) -> bool:
    """Whether everything that came back was read."""
    return desk.state("collect")[0] == "done"


def _all_compared(desk: Desk) -> bool:
    """Whether the markings that came back were compared."""
    return _all_read(desk) and desk.state("reconcile")[0] == "done"


ACTS = (
    Act(days=-33, hour=9, name="register", do=_register),
    Act(days=-28, hour=14, name="approve", do=_approve),
    Act(days=3, hour=15, name="first grids", do=_grids(0)),
    Act(days=5, hour=15, name="tables", do=_tables),
    Act(days=8, hour=15, name="more grids", do=_grids(1)),
    Act(days=12, hour=15, name="late grids", do=_grids(2)),
    Act(days=13, hour=15, name="settle", do=_settle),
    Act(days=14, hour=9, name="conciliate", do=_conciliate),
    Act(days=15, hour=15, name="further grids", do=_further),
    Act(days=16, hour=15, name="settle again", do=_settle),
    Act(days=17, hour=9, name="lift", do=_lift),
    Act(days=20, hour=15, name="decide", do=_decide),
)
"""What people do in a session, in order."""
