"""Parallel papers and their spare: apart from each other, close to one target, drawn by the secret."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from pipeline.assemble.pairs import SAME_USE, Taken, families_of
from pipeline.assemble.papers import Paper
from pipeline.ata.solver import Constraint, Solution, Variable, minimise
from pipeline.draw import rank

Terms = tuple[tuple[int, float], ...]
EVEN = SAME_USE - 0.25
CLOSE = 1e-6


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """Forms to be made of the same papers, one at least: ``count`` main papers, or the spare.

    Of a ``locked`` form the coordinator chose questions: it is the best of its papers, whatever the others reach.
    """

    papers: tuple[Paper, ...]
    count: int = 1
    spare: bool = False
    locked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """The papers of each seat in the drawn order; ``near``: how many papers a parallel one could have been."""

    papers: tuple[tuple[Paper, ...], ...]
    near: int


@dataclass(slots=True)
class _Board:
    """The model as it grows: a cell is a paper at a seat, its variable says how often it is taken."""

    seats: Sequence[Seat]
    cells: list[tuple[int, Paper]]
    variables: list[Variable]
    rows: list[Constraint] = field(default_factory=list)

    def of(self, keep: Callable[[Seat, Paper], bool]) -> tuple[int, ...]:
        """The cells that a condition keeps."""
        return tuple(k for k, (s, paper) in enumerate(self.cells) if keep(self.seats[s], paper))

    def slack(self, *, whole: bool = False) -> int:
        """A new variable, 0 or more."""
        self.variables.append(Variable(integer=whole))
        return len(self.variables) - 1

    def solve(self, terms: Terms = ()) -> Solution | None:
        """The least of some terms."""
        costs = dict(terms)
        return minimise(
            [replace(v, cost=costs.get(k, 0.0)) for k, v in enumerate(self.variables)], self.rows
        )

    def hold(self, terms: Terms, slack: float = 0.0) -> None:
        """Bring some terms to their least, and keep them there, give or take the slack."""
        if terms:
            solution = self.solve(terms)
            assert solution is not None, "the board has a solution"
            self.rows.append(Constraint(terms=terms, upper=solution.value + slack + CLOSE))

    def bar(self, cells: Iterable[int]) -> None:
        """Take cells away."""
        for k in cells:
            self.variables[k] = Variable(upper=0, integer=True)

    def allows(self, without: Iterable[int]) -> bool:
        """Whether there is a solution without some cells."""
        kept = self.variables
        self.variables = list(kept)
        self.bar(without)
        found = self.solve() is not None
        self.variables = kept
        return found

    def is_open(self, cell: int) -> bool:
        """Whether a cell may still be taken."""
        return self.variables[cell].upper > 0


def best_forms(
    seats: Sequence[Seat],
    families: Mapping[str, str],
    taken: Taken,
    key: bytes,
    epsilon: float,
    overlap: int | None,
) -> Chosen | None:
    """The papers of all the seats; ``None`` when main papers cannot keep to ``overlap`` common questions.

    Level by level: main papers share least with each other, then with other exams; the spare shares least with them,
    then with other exams; the worst value, then the spread of the main papers, both within ε; least used; drawn.
    """
    board = _board(seats, epsilon)
    if overlap is not None:
        _cap(board, overlap)
    if board.solve() is None:
        return None
    _settle_mains(board, families, taken, shared=overlap is None)
    _settle_spare(board, families, taken)
    _settle_values(board, epsilon)
    mains = board.of(lambda seat, _: not seat.spare)
    board.hold(tuple((k, board.cells[k][1].price) for k in mains), EVEN)
    draws = [rank(key, _label(seats[s], p)) / 2**256 for s, p in board.cells]
    solution = board.solve(tuple((k, 1 + draw) for k, draw in enumerate(draws)))
    assert solution is not None, "the levels were just reached"
    near = {board.cells[k][1].items for k in _free_mains(board) if board.is_open(k)}
    return Chosen(
        papers=tuple(_dealt(board, solution, s, draws) for s in range(len(seats))), near=len(near)
    )


def most_forms(papers: Sequence[Paper], overlap: int, wanted: int) -> int:
    """How many of the wanted main papers exist that share at most so many questions two by two."""
    for count in range(wanted, 1, -1):
        board = _board([Seat(papers=tuple(papers), count=count)], 0.0)
        _cap(board, overlap)
        if board.solve() is not None:
            return count
    return 1


def _board(seats: Sequence[Seat], epsilon: float) -> _Board:
    """The seats with their papers; a locked one keeps those within ε of its best."""
    cells = [(s, p) for s, seat in enumerate(seats) for p in _offered(seat, epsilon)]
    variables = [Variable(upper=seats[s].count, integer=True) for s, _ in cells]
    board = _Board(seats=seats, cells=cells, variables=variables)
    for s, seat in enumerate(seats):
        own = tuple((k, 1.0) for k, (place, _) in enumerate(cells) if place == s)
        board.rows.append(Constraint(terms=own, lower=seat.count, upper=seat.count))
    return board


def _offered(seat: Seat, epsilon: float) -> list[Paper]:
    """The papers that a seat may take."""
    best = min(p.value for p in seat.papers)
    return [p for p in seat.papers if not seat.locked or p.value <= best + epsilon]


def _cap(board: _Board, overlap: int) -> None:
    """No two main papers with more common questions than allowed, nor one paper twice that is longer."""
    mains: dict[tuple[str, ...], list[tuple[int, float]]] = {}
    for k in board.of(lambda seat, _: not seat.spare):
        mains.setdefault(board.cells[k][1].items, []).append((k, 1.0))
    papers = sorted(mains)
    for n, one in enumerate(papers):
        if len(one) > overlap:
            board.rows.append(Constraint(terms=tuple(mains[one]), upper=1))
        for other in papers[n + 1 :]:
            if len(set(one).intersection(other)) > overlap:
                board.rows.append(Constraint(terms=(*mains[one], *mains[other]), upper=1))


def _settle_mains(
    board: _Board, families: Mapping[str, str], taken: Taken, *, shared: bool
) -> None:
    """What main papers share with each other, questions first, then what they repeat of other exams."""
    mains = board.of(lambda seat, _: not seat.spare)
    paper = [board.cells[k][1] for k in range(len(board.cells))]
    if shared:
        board.hold(_repeats(board, mains, lambda p: p.items))
    board.hold(_repeats(board, mains, lambda p: families_of(p.scenarios, families), taken.families))
    board.hold(_repeats(board, mains, lambda p: p.scenarios))
    for held in (taken.items, taken.spare_items):
        board.hold(_counts(mains, {k: len(held.intersection(paper[k].items)) for k in mains}))
    families_held = {
        k: len(taken.spare_families.intersection(families_of(paper[k].scenarios, families)))
        for k in mains
    }
    board.hold(_counts(mains, families_held))


def _settle_spare(board: _Board, families: Mapping[str, str], taken: Taken) -> None:
    """What the spare shares with the main papers, then what it repeats of other exams."""
    spares = board.of(lambda seat, _: seat.spare)
    if not spares:
        return
    paper = [board.cells[k][1] for k in range(len(board.cells))]
    board.hold(_common(board, spares, lambda p: p.items))
    board.hold(_common(board, spares, lambda p: p.scenarios))
    items = taken.items | taken.spare_items
    board.hold(_counts(spares, {k: len(items.intersection(paper[k].items)) for k in spares}))
    board.hold(_common(board, spares, lambda p: families_of(p.scenarios, families)))
    elsewhere = taken.families | taken.spare_families
    families_held = {
        k: len(elsewhere.intersection(families_of(paper[k].scenarios, families))) for k in spares
    }
    board.hold(_counts(spares, families_held))


def _settle_values(board: _Board, epsilon: float) -> None:
    """The worst value of what is not locked, then the spread of the main papers, both within ε."""
    free = board.of(lambda seat, _: not seat.locked)
    if not free:
        return
    value = {k: board.cells[k][1].value for k in free}
    worst = _first(
        sorted(set(value.values())), lambda most: board.allows(k for k in free if value[k] > most)
    )
    board.bar(k for k in free if value[k] > worst + epsilon)
    mains = [k for k in _free_mains(board) if board.is_open(k)]
    if len(mains) > 1:
        least = _first(
            sorted({value[k] for k in mains}, reverse=True),
            lambda low: board.allows(k for k in mains if value[k] < low),
        )
        board.bar(k for k in mains if value[k] < least - epsilon)


def _first(levels: Sequence[float], is_reached: Callable[[float], bool]) -> float:
    """The first level that is reached; those after it are too, and the last one is."""
    low, high = 0, len(levels) - 1
    while low < high:
        middle = (low + high) // 2
        if is_reached(levels[middle]):
            high = middle
        else:
            low = middle + 1
    return levels[low]


def _free_mains(board: _Board) -> tuple[int, ...]:
    """The cells of main papers that the coordinator left open."""
    return board.of(lambda seat, _: not seat.spare and not seat.locked)


def _repeats(
    board: _Board,
    cells: Sequence[int],
    words: Callable[[Paper], Sequence[str]],
    held: frozenset[str] = frozenset(),
) -> Terms:
    """How often a word comes beyond its first time, over the cells and what is held elsewhere."""
    slacks = []
    for word, terms in _by_word(board, cells, words).items():
        extra = board.slack()
        board.rows.append(
            Constraint(terms=(*terms, (extra, -1.0)), upper=0.0 if word in held else 1.0)
        )
        slacks.append((extra, 1.0))
    return tuple(slacks)


def _common(board: _Board, spares: Sequence[int], words: Callable[[Paper], Sequence[str]]) -> Terms:
    """How many words of the spare a main paper has too."""
    mains = board.of(lambda seat, _: not seat.spare)
    most = sum(seat.count for seat in board.seats) * 2
    held = _by_word(board, mains, words)
    slacks = []
    for word, terms in _by_word(board, spares, words).items():
        if word in held:
            common = board.slack(whole=True)
            inside = tuple((k, 1.0) for k, _ in terms)
            beside = tuple((k, times / most) for k, times in held[word])
            board.rows.append(Constraint(terms=(*inside, *beside, (common, -1.0)), upper=1.0))
            slacks.append((common, 1.0))
    return tuple(slacks)


def _by_word(
    board: _Board, cells: Sequence[int], words: Callable[[Paper], Sequence[str]]
) -> dict[str, list[tuple[int, float]]]:
    """The cells that hold each word, with how often."""
    found: dict[str, list[tuple[int, float]]] = {}
    for k in cells:
        own = words(board.cells[k][1])
        for word in sorted(set(own)):
            found.setdefault(word, []).append((k, float(list(own).count(word))))
    return found


def _counts(cells: Sequence[int], counts: Mapping[int, int]) -> Terms:
    """A cost by cell, those without any left out."""
    return tuple((k, float(counts[k])) for k in cells if counts[k])


def _dealt(
    board: _Board, solution: Solution, seat: int, draws: Sequence[float]
) -> tuple[Paper, ...]:
    """The papers of one seat, in the drawn order."""
    own = [k for k, (s, _) in enumerate(board.cells) if s == seat]
    return tuple(
        board.cells[k][1]
        for k in sorted(own, key=lambda k: draws[k])
        for _ in range(round(solution.values[k]))
    )


def _label(seat: Seat, paper: Paper) -> str:
    """A paper at a seat in words, for the draw."""
    return ("S|" if seat.spare else "P|") + "+".join(paper.items)
