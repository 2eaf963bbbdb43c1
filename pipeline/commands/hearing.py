"""What a jury deliberates on, gathered from the records of a session once its anonymity is lifted."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from pipeline.award.holding import blocks_held
from pipeline.award.jury import person
from pipeline.award.kept import kept_basis, kept_scores
from pipeline.award.proposals import propose
from pipeline.award.whatif import limits_of, standing
from pipeline.commands.inputs import load_roster
from pipeline.diagnostics import ContentError
from pipeline.grade.copies import Copy, copies, copy_score, shifts_of
from pipeline.grade.gaps import in_force
from pipeline.model.award import Capital, Origin, Resit
from pipeline.model.basis import Basis
from pipeline.model.jurytable import Heard, Hearing
from pipeline.model.marks import CONCILIATION, Gap, Reconciliation
from pipeline.model.people import Candidate, Roster
from pipeline.model.referential import BlockId
from pipeline.model.score import ExamScore
from pipeline.model.session import Dispatch
from pipeline.rules import hearing as says
from pipeline.rules import jurytable as words
from pipeline.store import journal
from pipeline.store.folder import SessionFolder
from pipeline.store.ledger import held, ledger_path
from pipeline.store.records import (
    read_basis,
    read_decisions,
    read_dispatch,
    read_issued,
    read_marks,
    read_reconciliation,
    read_resit,
)
from pipeline.typography import number, points

LIFT = "lift"
_FAR = Decimal(100)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Files:
    """The records of a session that speak of results."""

    basis: Basis
    roster: Roster
    placed: Dispatch
    copies: Mapping[tuple[str, str], Copy]
    reconciliation: Reconciliation
    resit: Resit | None


def lifted(folder: SessionFolder) -> journal.Entry | None:
    """The event that lifted the anonymity of a session, ``None`` before."""
    found = (event for event in journal.events(folder.path) if event.command == LIFT)
    return next(found, None)


def check_lifted(folder: SessionFolder) -> None:
    """Raise ContentError as long as the anonymity stands: nothing is said of names."""
    if lifted(folder) is None:
        raise ContentError(
            says.NOT_LIFTED.format(session=folder.name),
            says.NOT_LIFTED_HINT.format(session=folder.name),
        )


def session_copies(folder: SessionFolder, basis: Basis) -> tuple[Copy, ...]:
    """Every copy of a session with its markings and its gaps."""
    marks, found = read_marks(folder), read_reconciliation(folder)
    return copies(basis, read_issued(folder), marks, found)


def read_hearing(folder: SessionFolder, only: Collection[str] | None = None) -> Hearing:
    """The candidates of a session before its jury, all of them or ``only`` some; raises ContentError."""
    files = _files(folder)
    basis = files.basis
    won = _won(folder, basis)
    attempts: dict[str, int] = {}
    heard = []
    for candidate in files.roster.candidates:
        if only is not None and candidate.number not in only:
            continue
        scores = _scores(files, candidate)
        used = _attempts(files.resit, candidate.number)
        own = won.get(candidate.number, frozenset()) | frozenset(candidate.won)
        if only is None and not scores:
            continue
        attempts[candidate.number] = used
        proposal = propose(basis, candidate.number, candidate.specialisation, scores, own, used)
        heard.append(
            Heard(
                number=candidate.number,
                last_name=candidate.last_name,
                first_name=candidate.first_name,
                birth_date=candidate.birth_date,
                proposal=proposal,
                standings=tuple(standing(basis, block) for block in proposal.blocks),
                flags=_flags(files, candidate.number),
                scores=scores,
            )
        )
    return Hearing(
        basis=basis,
        limits=limits_of(basis.policy),
        candidates=tuple(sorted(heard, key=_nearness)),
        known=tuple(c.number for c in files.roster.candidates),
        declared=_declared(files.roster),
        attempts=attempts,
    )


def session_basis(folder: SessionFolder) -> Basis:
    """What a session judges by; one of resits judges by the exams whose results are kept too."""
    basis, resit = read_basis(folder), read_resit(folder)
    if resit is None:
        return basis
    source = SessionFolder(root=folder.root, name=resit.source)
    return kept_basis(basis, session_basis(source), resit)


def capital_before(folder: SessionFolder) -> tuple[Capital, ...]:
    """What the ledger knows but by this session's own exams and by those of juries that sat after its own."""
    decided = min((d.date for d in read_decisions(folder).deliberations), default="")
    return tuple(
        one
        for one in held(ledger_path(folder.root, folder.name))
        if one.origin is not Origin.EXAM
        or (one.session != folder.name and not (decided and one.date > decided))
    )


def _files(folder: SessionFolder) -> _Files:
    basis = session_basis(folder)
    return _Files(
        basis=basis,
        roster=load_roster(folder, basis),
        placed=read_dispatch(folder),
        copies={(c.exam, c.copy): c for c in session_copies(folder, basis)},
        reconciliation=read_reconciliation(folder),
        resit=read_resit(folder),
    )


def _own_copies(files: _Files, number: str) -> Iterator[Copy]:
    """The copies of one candidate, in the order of the exams."""
    placed = {p.blueprint: p.anonymous for p in files.placed.placements if p.candidate == number}
    for exam in files.basis.exams:
        name = number if exam.by_table else placed.get(exam.id, "")
        if (exam.id, name) in files.copies:
            yield files.copies[exam.id, name]


def _scores(files: _Files, candidate: Candidate) -> Mapping[str, ExamScore]:
    """The score of each exam of a candidate, with what is kept of an earlier session; a copy not marked has none."""
    policy = files.basis.policy
    new = {
        copy.exam: copy_score(copy, policy, shifts_of(files.reconciliation, copy.exam))
        for copy in _own_copies(files, candidate.number)
        if copy.markings
    }
    return new if files.resit is None else kept_scores(files.resit, candidate.number, new, policy)


def _attempts(resit: Resit | None, number: str) -> int:
    """The sessions of resits that a candidate used, this one included when it is one."""
    carried = resit.carried if resit is not None else ()
    return max((c.attempts for c in carried if c.candidate == number), default=0)


def _won(folder: SessionFolder, basis: Basis) -> dict[str, frozenset[BlockId]]:
    """The blocks that candidates hold by the ledger, but by this session's own exams and those that came after."""
    own: defaultdict[str, list[Capital]] = defaultdict(list)
    for capital in capital_before(folder):
        own[capital.candidate].append(capital)
    return {n: frozenset(blocks_held(basis, found, basis.date)) for n, found in own.items()}


def _flags(files: _Files, number: str) -> dict[str, tuple[str, ...]]:
    """What to know about the marking of a candidate's copies, by block."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for copy in _own_copies(files, number):
        block = files.basis.exam(copy.exam).block
        found[block] += [_gap(gap) for gap in in_force(copy.gaps)]
        shifts = shifts_of(files.reconciliation, copy.exam)
        for marking in copy.markings:
            moved = shifts.get(marking.assessor, Decimal(0))
            if moved:
                sign = "+" if moved > 0 else ""
                said = f"{sign}{points(moved)}"
                found[block].append(words.SHIFTED.format(exam=copy.exam, points=said))
    return {block: tuple(dict.fromkeys(said)) for block, said in found.items() if said}


def _gap(gap: Gap) -> str:
    """How far apart two markings were, and what became of it."""
    joint = gap.marking == CONCILIATION
    if gap.points:
        said = words.GAP_CONCILIATION if joint else words.GAP_THIRD
    else:
        said = words.GAP_ROWS_CONCILIATION if joint else words.GAP_ROWS
    return said.format(exam=gap.exam, gap=number(gap.points))


def _declared(roster: Roster) -> dict[str, tuple[str, ...]]:
    """The candidates that the registrations link to each assessor, by what names the person."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for assessor in roster.assessors:
        found[person(f"{assessor.first_name} {assessor.last_name}")].update(assessor.ties)
    return {who: tuple(sorted(links)) for who, links in found.items() if links}


def _nearness(heard: Heard) -> tuple[Decimal, str]:
    """The candidates nearest to a threshold first, those without any mark last."""
    known = (abs(b.distance) for b in heard.proposal.blocks if b.distance is not None)
    return min(known, default=_FAR), heard.number
