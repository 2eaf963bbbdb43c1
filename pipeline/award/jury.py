"""Who may decide: the members of a jury as typed, whether they may sit, who must stand down for a candidate."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from pipeline.diagnostics import Diagnostic, Source
from pipeline.grammar import plural
from pipeline.model.award import Deliberation, Member
from pipeline.model.jurytable import Hearing, Typed, TypedMember, TypedTable
from pipeline.model.policy import JuryRules
from pipeline.read.plain import is_date
from pipeline.read.sheets import fold
from pipeline.rules import jury as rules
from pipeline.rules import jurytable as words
from pipeline.typography import date_fr, number

_BETWEEN = re.compile(r"[;,\n]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """A jury as it sat, with the number printed beside each member."""

    deliberation: Deliberation
    ranks: tuple[int, ...]

    @property
    def president(self) -> Member | None:
        """The one who presides, ``None`` when nobody or several do."""
        found = [m for m in self.deliberation.members if m.president]
        return found[0] if len(found) == 1 else None


def person(name: str) -> str:
    """What two ways of writing the name of one person have in common: the words, whatever their order and case."""
    return " ".join(sorted(fold(name).replace("-", " ").split()))


def read_board(
    hearing: Hearing, table: TypedTable, today: str
) -> tuple[Board, tuple[Diagnostic, ...]]:
    """The jury as typed, with everything that keeps it from deciding; ``today`` is an ISO day."""
    faults: list[Diagnostic] = []
    members = tuple(_member(typed, hearing, faults) for typed in table.members)
    deliberation = Deliberation(
        date=table.date.text,
        place=table.place.text,
        members=members,
        incidents=table.incidents.text,
    )
    faults += _sitting_faults(hearing, table, today)
    faults += _twice(table)
    faults += _composition(hearing.basis.policy.jury, table, members)
    ranks = tuple(typed.rank for typed in table.members)
    return Board(deliberation=deliberation, ranks=ranks), tuple(faults)


def named(board: Board, typed: Typed, faults: list[Diagnostic]) -> tuple[str, ...]:
    """The members that a cell names by number or by name, in the order of the jury; others are told."""
    by_text = {person(m.name): m.name for m in board.deliberation.members}
    by_text |= {
        str(rank): m.name for rank, m in zip(board.ranks, board.deliberation.members, strict=True)
    }
    found = set()
    for text in _pieces(typed.text):
        name = by_text.get(person(text))
        if name is None:
            faults.append(rules.UNKNOWN_MEMBER.at(typed.source, value=text))
        else:
            found.add(name)
    return tuple(m.name for m in board.deliberation.members if m.name in found)


def voters(board: Board, recused: Sequence[str]) -> tuple[Member, ...]:
    """The members present who do not stand down."""
    return tuple(m for m in board.deliberation.members if m.present and m.name not in recused)


def recusal_faults(
    hearing: Hearing, board: Board, candidate: str, typed: Typed, recused: Sequence[str]
) -> Iterator[Diagnostic]:
    """The members who sit for a candidate and may not, and what is left of the jury once others stood down."""
    jury = hearing.basis.policy.jury
    left = voters(board, recused)
    for member in left:
        for tie in _ties(hearing, jury, member, candidate)[:1]:
            yield rules.MUST_RECUSE.at(
                typed.source, candidate=candidate, member=member.name, tie=tie
            )
    if not recused:
        return
    external = sum(m.external for m in left)
    if len(left) < jury.members:
        said = plural(len(left), *rules.VOTERS)
        yield rules.RECUSED_FEW.at(
            typed.source, candidate=candidate, count=len(left), members=said, least=jury.members
        )
    elif external * 100 < jury.external_share * len(left):
        yield rules.RECUSED_EXTERNAL.at(
            typed.source,
            candidate=candidate,
            external=external,
            count=len(left),
            are=plural(external, *rules.ARE_EXTERNAL),
            least=number(jury.external_share),
        )


def _ties(hearing: Hearing, jury: JuryRules, member: Member, candidate: str) -> list[str]:
    """Why a member may not sit for a candidate."""
    declared = hearing.declared.get(person(member.name), ())
    reasons = (
        (jury.trainer_excluded and candidate in member.trained, rules.TRAINED),
        (jury.link_excluded and candidate in member.linked, rules.LINKED),
        (jury.link_excluded and candidate in declared, rules.DECLARED),
    )
    return [said for holds, said in reasons if holds]


def _member(typed: TypedMember, hearing: Hearing, faults: list[Diagnostic]) -> Member:
    """One member; what is missing or unreadable is told."""
    columns = words.MEMBER_COLUMNS[1:6:1]
    for title, cell in (
        (columns[0], typed.name),
        (columns[1], typed.quality),
        (columns[2], typed.organisation),
        (columns[3], typed.external),
        (words.MEMBER_COLUMNS[6], typed.present),
    ):
        if not cell.text:
            faults.append(rules.MEMBER_HOLE.at(cell.source, rank=typed.rank, column=title))
    return Member(
        name=" ".join(typed.name.text.split()),
        quality=typed.quality.text,
        organisation=typed.organisation.text,
        external=_yes(typed.external, faults),
        president=_yes(typed.president, faults),
        present=_yes(typed.present, faults),
        trained=_numbers(typed.trained, hearing, faults),
        linked=_numbers(typed.linked, hearing, faults),
    )


def _yes(typed: Typed, faults: list[Diagnostic]) -> bool:
    """A yes or a no; nothing is a no."""
    said = fold(typed.text)
    if said not in ("", words.YES, words.NO):
        faults.append(rules.YES_NO.at(typed.source, value=typed.text))
    return said == words.YES


def _numbers(typed: Typed, hearing: Hearing, faults: list[Diagnostic]) -> tuple[str, ...]:
    """The candidates that a cell names, sorted; a spreadsheet may have taken the zeros before a number away."""
    known = {fold(n): n for n in hearing.known}
    shorter = Counter(n.lstrip("0") for n in known)
    bare = {n.lstrip("0"): number for n, number in known.items() if shorter[n.lstrip("0")] == 1}
    found = set()
    for text in _pieces(typed.text):
        candidate = known.get(fold(text)) or bare.get(fold(text))
        if candidate is None:
            faults.append(rules.UNKNOWN_CANDIDATE.at(typed.source, value=text))
        else:
            found.add(candidate)
    return tuple(sorted(found))


def _pieces(text: str) -> list[str]:
    return [piece.strip() for piece in _BETWEEN.split(text) if piece.strip()]


def _sitting_faults(hearing: Hearing, table: TypedTable, today: str) -> Iterator[Diagnostic]:
    """What is wrong with the day and the place."""
    day = table.date
    if not day.text:
        yield rules.NO_DATE.at(day.source)
    elif is_date(day.text):
        last = date.fromisoformat(today) + timedelta(days=1)  # it may be tomorrow east of here
        if day.text > last.isoformat():
            yield rules.FUTURE.at(day.source, date=date_fr(day.text))
        if day.text < hearing.basis.date:
            session = date_fr(hearing.basis.date)
            yield rules.EARLY.at(day.source, date=date_fr(day.text), session_date=session)
    if not table.place.text:
        yield rules.NO_PLACE.at(table.place.source)


def _twice(table: TypedTable) -> Iterator[Diagnostic]:
    """Members typed twice."""
    seen: set[str] = set()
    for typed in table.members:
        who = person(typed.name.text)
        if who and who in seen:
            yield rules.MEMBER_TWICE.at(typed.name.source, name=typed.name.text)
        seen.add(who)


def _composition(
    jury: JuryRules, table: TypedTable, members: Sequence[Member]
) -> Iterator[Diagnostic]:
    """Whether enough members are present, enough of them external, and one of them presides."""
    place = Source(path=table.path, sheet=words.JURY_SHEET)
    if not members:
        yield rules.NO_MEMBER.at(place)
        return
    presidents = [m for m in members if m.president]
    if not presidents:
        yield rules.NO_PRESIDENT.at(place)
    elif len(presidents) > 1:
        yield rules.PRESIDENTS.at(place, count=len(presidents))
    elif not presidents[0].present:
        yield rules.PRESIDENT_ABSENT.at(place)
    present = [m for m in members if m.present]
    external = sum(m.external for m in present)
    if len(present) < jury.members:
        said = plural(len(present), *rules.PRESENT)
        yield rules.TOO_FEW.at(place, count=len(present), members=said, least=jury.members)
    elif external * 100 < jury.external_share * len(present):
        yield rules.TOO_FEW_EXTERNAL.at(
            place,
            external=external,
            count=len(present),
            are=plural(external, *rules.ARE_EXTERNAL),
            least=number(jury.external_share),
        )
