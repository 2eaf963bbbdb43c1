"""What follows the publication in the demonstration: papers approved and released, grids filled, a jury's table too."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pipeline.award.jury import person
from pipeline.commands.approve import approve
from pipeline.commands.awaited import load_awaited
from pipeline.commands.award import award
from pipeline.commands.collect import collect
from pipeline.commands.decide import decide
from pipeline.commands.hearing import read_hearing, session_copies
from pipeline.commands.lift import lift
from pipeline.commands.reconcile import reconcile
from pipeline.commands.release import release
from pipeline.commands.replace import replace
from pipeline.commands.resit import resit
from pipeline.commands.resolve import resolve
from pipeline.draw import derive, rank, shuffled
from pipeline.grade.copies import is_unasked
from pipeline.grade.gaps import identity
from pipeline.grade.settle import KEEP
from pipeline.grade.standing import open_cases
from pipeline.model import jurytable as at
from pipeline.model.award import BlockResult, BlockStatus
from pipeline.model.basis import Basis
from pipeline.model.gridplan import GridIdentity
from pipeline.model.jurytable import Heard, Hearing, block_key, member_key
from pipeline.model.marks import LevelMark, Marking
from pipeline.model.tableplan import ENTRY, REMARK, EntryRow, row_identity
from pipeline.render.filling import fill_grid, fill_workbook
from pipeline.rules import jurytable
from pipeline.rules import rehearsal as words
from pipeline.store.files import write_file
from pipeline.store.folder import SessionFolder
from pipeline.store.records import (
    read_basis,
    read_dispatch,
    read_issued,
    read_marks,
    read_reconciliation,
)
from pipeline.store.secret import read_secret

APPROVED, RELEASED = "2026-06-03T08:00:00Z", "2026-06-15T04:00:00Z"
MARKED, DECIDED = "2026-06-29T08:00:00Z", "2026-07-06T08:00:00Z"
JURY_DAY, MARKING_DAY = "03/07/2026", "26/06/2026"
RESIT, DEFERRED = ("demo-rattrapage", "2026-10-12"), ("demo-remplacement", "2026-09-14")
REACHED = (8, 20, 40, 84, 100)
"""Up to which number out of a hundred each level 0–4 is given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cast:
    """The invented people of a session: how able each is, out of a hundred, who was away and why.

    The same secret makes the same people.
    """

    folder: SessionFolder
    basis: Basis
    key: bytes
    owner: Mapping[str, str]
    ability: Mapping[str, int]
    away: Mapping[str, str]


def rehearse(folder: SessionFolder) -> None:
    """Play everything from the approval of the papers to the sessions that follow."""
    root, session = folder.root, folder.name
    approve(session, author=words.SECOND, root=root, when=APPROVED)
    release(session, root=root, when=RELEASED)
    cast = _cast(folder)
    _return_grids(cast)
    _collect(folder)
    reconcile(session, root=root, when=MARKED)
    reconcile(session, root=root, when=MARKED, conciliation=_without_third(cast))
    release(session, root=root, when=MARKED)
    _return_further_grids(cast)
    _collect(folder)
    reconcile(session, root=root, when=MARKED)
    lift(session, author=words.AUTHOR, root=root, when=MARKED)
    award(session, root=root, when=MARKED)
    _return_table(cast)
    decide(session, root=root, when=DECIDED)
    release(session, root=root, when=DECIDED)
    for command, (new, day) in ((resit, RESIT), (replace, DEFERRED)):
        command(session, new, date=day, root=root, when=DECIDED)


def _cast(folder: SessionFolder) -> _Cast:
    """The people, ranked by lot."""
    key = derive(read_secret(folder), "rehearsal")
    placements = read_dispatch(folder).placements
    order = shuffled(key, {p.candidate for p in placements})
    by_candidate = {p.candidate: p for p in reversed(placements)}
    excused, absent = (by_candidate[number] for number in (order[-2], order[1]))
    return _Cast(
        folder=folder,
        basis=read_basis(folder),
        key=key,
        owner={p.anonymous: p.candidate for p in placements},
        ability={number: 100 * place // len(order) for place, number in enumerate(order)},
        away={excused.anonymous: "ABJ", absent.anonymous: "ABI"},
    )


def _return_grids(cast: _Cast) -> None:
    """Every grid that went out comes back filled, and every table."""
    returned = cast.folder.returned
    for issued in read_issued(cast.folder):
        path = cast.folder.path / issued.path
        data = fill_grid(path.read_bytes(), _marking(cast, issued.identity))
        write_file(returned / issued.identity.assessor / path.name, data)
    for exam in cast.basis.exams:
        path = cast.folder.path / f"coordination/saisie/tableau-{exam.id}.xlsx"
        if exam.by_table and path.exists():
            data = fill_workbook(path.read_bytes(), dict(_table(cast, exam.id)))
            write_file(returned / path.name, data)


def _return_further_grids(cast: _Cast) -> None:
    """The grids issued for the gaps come back too."""
    top = cast.folder.results / "correction"
    for gap in read_reconciliation(cast.folder).gaps:
        path = next(top.rglob(f"grille-{gap.form}-{gap.copy}-{gap.marking}.xlsx"))
        data = fill_grid(path.read_bytes(), _marking(cast, identity(gap, cast.basis.session)))
        write_file(cast.folder.returned / gap.assessor / path.name, data)


def _collect(folder: SessionFolder) -> None:
    """Collect what came back; grids that are alike by chance are kept."""
    collect(folder.name, root=folder.root, when=MARKED)
    for case in open_cases(read_marks(folder)):
        resolve(
            folder.name,
            case.id,
            root=folder.root,
            when=MARKED,
            choice=KEEP,
            author=words.AUTHOR,
            reason=words.ALIKE,
        )


def _without_third(cast: _Cast) -> tuple[str, ...]:
    """The copies too far apart for which nobody is left: their two markers agree instead."""
    found = session_copies(cast.folder, cast.basis)
    return tuple(c.copy for c in found if is_unasked(c, cast.basis.policy.double))


def _return_table(cast: _Cast) -> None:
    """The jury's table comes back decided, as proposed but for one point of the jury."""
    folder = cast.folder
    data = (folder.results / "jury" / jurytable.FILE).read_bytes()
    hearing = read_hearing(folder)
    write_file(folder.returned / jurytable.FILE, fill_workbook(data, dict(_decided(hearing))))


def _marking(cast: _Cast, who: GridIdentity) -> Marking:
    """What an assessor makes of a copy: its worth, more or less; now and then, something else."""
    state = cast.away.get(who.anonymous, "")
    roll = rank(cast.key, f"{who.anonymous}/{who.assessor}")
    return Marking(
        grid=who.id,
        exam="",
        form=who.form,
        copy=who.anonymous,
        assessor=who.assessor,
        assessor_name=who.assessor_name,
        marking=who.marking,
        state=state,
        date=MARKING_DAY,
        remark="" if state else words.REMARKS[roll % len(words.REMARKS)],
        levels=() if state else tuple(_levels(cast, who)),
    )


def _levels(cast: _Cast, who: GridIdentity) -> Iterator[LevelMark]:
    """A level a row, with the comment that some levels call for."""
    apart = who.marking == 2 and rank(cast.key, f"apart/{who.anonymous}") % 14 == 0
    grid = cast.basis.grids[who.form]
    rows = [row.key for section in grid.sections for row in section.rows]
    for key in (*rows, *(skill.key for skill in grid.skills)):
        roll = rank(cast.key, f"{who.anonymous}/{who.assessor}/{key}")
        level = _level(cast, cast.owner[who.anonymous], f"{who.form}/{key}")
        shift = (0, 0, 0, 0, 1, -1)[roll % 6] if who.marking > 1 else 0
        level = min(4, level + 2) if apart and roll % 3 == 0 else max(0, min(4, level + shift))
        said = words.COMMENTS.get(level, ("",))
        yield LevelMark(key=key, level=level, comment=said[roll // 6 % len(said)])


def _level(cast: _Cast, candidate: str, what: str) -> int:
    """The level that a candidate is worth on something."""
    roll = rank(cast.key, f"{candidate}/{what}") % 100
    place = (7 * roll + 6 * cast.ability[candidate]) // 10 + 8
    return next(level for level, most in enumerate(REACHED) if min(place, 99) < most)


def _table(cast: _Cast, exam: str) -> Iterator[tuple[tuple[str, str, str], str | int]]:
    """What is typed in the table of an exam."""
    grid = cast.basis.grids[exam]
    keys = [row.key for section in grid.sections for row in section.rows]
    for candidate in load_awaited(cast.folder).tables[exam]:
        row = row_identity(cast.basis.session, EntryRow(copy=candidate, form=exam)).id
        for key in keys:
            yield (ENTRY, row, key), _level(cast, candidate, f"{exam}/{key}")
        yield (ENTRY, row, REMARK), words.REMARKS[rank(cast.key, row) % len(words.REMARKS)]


def _decided(hearing: Hearing) -> Iterator[tuple[tuple[str, str, str], str | int]]:
    """What the jury types: its members and its sitting, a point where it changes most, everything else as proposed."""
    yield (at.JURY, at.DATE_KEY, at.SITTING), JURY_DAY
    yield (at.JURY, at.PLACE_KEY, at.SITTING), words.PLACE
    yield (at.JURY, at.INCIDENTS_KEY, at.SITTING), words.INCIDENTS
    columns = (at.NAME, at.QUALITY, at.ORGANISATION, at.EXTERNAL, at.PRESIDENT, at.PRESENT)
    for number, member in enumerate(words.MEMBERS, 1):
        for column, text in zip(columns, (*member, jurytable.YES), strict=True):
            yield (at.JURY, member_key(number), column), text
    near = [h for h in hearing.candidates if _nearly(h)]
    helped = min(near, key=lambda h: len(_nearly(h)[0].reasons), default=None)
    for heard in hearing.candidates:
        if heard is helped:
            yield from _helped(heard)
        elif heard.proposal.decision:
            yield (at.CANDIDATES, heard.number, at.DECISION), jurytable.AS_PROPOSED
        for name in _recused(hearing, heard):
            yield (at.CANDIDATES, heard.number, at.RECUSED), name


def _nearly(heard: Heard) -> tuple[BlockResult, ...]:
    """The blocks whose mark misses the threshold by less than half a point, those that nothing else fails first."""
    found = (
        block
        for block in heard.proposal.blocks
        if block.status is BlockStatus.FAILED and block.distance is not None
        if -1 < 2 * block.distance < 0 and heard.proposal.decision
    )
    return tuple(sorted(found, key=lambda block: len(block.reasons)))


def _helped(heard: Heard) -> Iterator[tuple[tuple[str, str, str], str | int]]:
    """Half a point where it is missed by less."""
    row = block_key(heard.number, _nearly(heard)[0].block)
    yield (at.BLOCKS, row, at.POINTS), words.POINTS
    yield (at.BLOCKS, row, at.BLOCK_REASON), words.POINTS_REASON
    yield (at.CANDIDATES, heard.number, at.DECISION), jurytable.AS_PROPOSED


def _recused(hearing: Hearing, heard: Heard) -> Iterator[str]:
    """The members whose declared links make them stand down for a candidate."""
    for name, *_ in words.MEMBERS:
        if heard.number in hearing.declared.get(person(name), ()):
            yield name
