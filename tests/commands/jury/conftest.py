"""A published session whose grids came back: what the commands around the jury start from."""

from dataclasses import dataclass, replace
from typing import Any

import pytest

from pipeline.commands.award import award
from pipeline.commands.decide import decide
from pipeline.commands.lift import lift
from pipeline.model.marks import LevelMark, Marking, Marks
from pipeline.store.records import read_basis, read_dispatch, read_issued, read_marks, write_record

WHEN = "2026-07-02T10:00:00Z"
MEMBERS = (
    ("Ana Un", "Directrice", "Ministère", "oui", "oui", "oui", None, None),
    ("Bo Deux", "Enseignant", "Centre", "non", None, "oui", None, None),
)


@dataclass(frozen=True)
class Court:
    """A session before its jury: what its commands say, and its table as it is filled."""

    folder: Any
    fill: Any

    @property
    def table(self):
        """The table that award wrote."""
        return self.folder.results / "jury" / "tableau-jury.xlsx"

    @property
    def returned(self):
        """Where the filled table comes back."""
        return self.folder.returned / "tableau-jury.xlsx"

    def lift(self, author="Coordination", **named):
        """Lift the anonymity."""
        return lift(self.folder.name, author=author, root=self.folder.root, when=WHEN, **named)

    def award(self, **named):
        """Write the table."""
        return award(self.folder.name, root=self.folder.root, when=WHEN, **named)

    def type(self, cells=None, *, sitting=True, people="conforme"):
        """Fill the table: the sitting, one decision for each candidate, then ``cells``."""
        numbers = {d.candidate for d in read_dispatch(self.folder).placements}
        typed = {("Candidats", n, "J"): people for n in sorted(numbers) if people}
        if sitting:
            typed |= {("Jury", "jury.date", "D"): "01/07/2026", ("Jury", "jury.lieu", "D"): "Lyon"}
            for rank, member in enumerate(MEMBERS, 1):
                typed |= {
                    ("Jury", f"membre.{rank}", c): v
                    for c, v in zip("CDEFGHIJ", member, strict=True)
                }
        typed |= cells or {}
        self.returned.parent.mkdir(exist_ok=True)
        self.returned.write_bytes(self.fill(self.table.read_bytes(), typed))

    def decide(self, **named):
        """Record what was typed."""
        return decide(self.folder.name, root=self.folder.root, when=WHEN, **named)


def marked(folder, level_of):
    """Write the marks of every grid; ``level_of(grid, key)`` is a level, a state, or ``None``: it is not returned."""
    basis = read_basis(folder)
    markings = []
    for issued in read_issued(folder):
        who = issued.identity
        keys = [r.key for s in basis.grids[who.form].sections for r in s.rows]
        said = {key: level_of(issued, key) for key in keys}
        state = next((v for v in said.values() if isinstance(v, str)), "")
        if None in said.values():
            continue
        levels = () if state else tuple(LevelMark(key=k, level=v) for k, v in said.items())
        markings.append(
            Marking(
                grid=who.id,
                exam=issued.exam,
                form=who.form,
                copy=who.anonymous,
                assessor=who.assessor,
                assessor_name=who.assessor_name,
                marking=who.marking,
                state=state,
                date="2026-06-20",
                remark="",
                levels=levels,
            )
        )
    write_record(folder.marks, Marks(session=folder.name, markings=tuple(markings)))


@pytest.fixture
def copies_of(published):
    """``copies_of("0001")``: the anonymous numbers of a candidate by exam."""

    def find(number):
        placed = read_dispatch(published).placements
        return {p.blueprint: p.anonymous for p in placed if p.candidate == number}

    return find


@pytest.fixture
def mark(published):
    """``mark(level_of)``: write the marks of every grid."""
    return lambda level_of: marked(published, level_of)


@pytest.fixture
def court(published, fill_table, mark):
    """A session whose grids all came back at level 3."""
    mark(lambda *_: 3)
    return Court(folder=published, fill=fill_table)


@pytest.fixture
def awarded(court):
    """The same, its anonymity lifted and its table written."""
    court.lift()
    court.award()
    return court


@pytest.fixture
def add_case(published):
    """``add_case(case)``: a case that waits in the marks."""

    def add(case):
        record = read_marks(published)
        write_record(published.marks, replace(record, cases=(*record.cases, case)))

    return add
