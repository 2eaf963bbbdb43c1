"""The desk of double marking: what reconcile and moderate start from, and what they leave behind."""

from collections import Counter
from dataclasses import dataclass, replace

from pipeline.commands.inputs import load_roster
from pipeline.diagnostics import Diagnostic
from pipeline.draw import derive
from pipeline.grade.copies import Copy, copies
from pipeline.grade.gaps import JOINT, Panel, file_name, identity
from pipeline.grade.order import followed_orders
from pipeline.grade.review import review
from pipeline.model.agreement import Review
from pipeline.model.basis import Basis, IssuedGrid
from pipeline.model.form import Form
from pipeline.model.marks import Gap, Marks, Reconciliation
from pipeline.model.people import Roster
from pipeline.model.session import Dispatch
from pipeline.render.agreementpage import agreement_page
from pipeline.render.candidate import head_view, setting
from pipeline.render.doublereport import report_workbook
from pipeline.render.grid import GridTemplate, grid_template, stamp_sealed
from pipeline.rules import reconcile as words
from pipeline.store import journal
from pipeline.store.codec import dump
from pipeline.store.folder import SessionFolder
from pipeline.store.records import (
    read_basis,
    read_decisions,
    read_dispatch,
    read_forms,
    read_issued,
    read_marks,
    read_reconciliation,
    write_record,
)
from pipeline.store.results import replace_results
from pipeline.store.secret import read_secret

AREA = "correction"
REPORT, PAGE, ITEMS = (
    "coordination/rapport-double-correction.xlsx",
    "coordination/accord.html",
    "coordination/items.json",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """The records of a published session that speak of marks."""

    folder: SessionFolder
    basis: Basis
    issued: tuple[IssuedGrid, ...]
    marks: Marks
    reconciliation: Reconciliation
    placed: Dispatch
    forms: tuple[Form, ...]
    roster: Roster
    secret: bytes
    lifted: bool
    decided: bool

    @property
    def names(self) -> dict[str, str]:
        """What each assessor is called, also one who left the registrations since."""
        known = {g.identity.assessor: g.identity.assessor_name for g in self.issued}
        return known | {a.id: f"{a.first_name} {a.last_name}" for a in self.roster.assessors}

    def copies(self, reconciliation: Reconciliation) -> tuple[Copy, ...]:
        """The copies of the session as a reconciliation sees them."""
        return copies(self.basis, self.issued, self.marks, reconciliation)

    def panel(self) -> Panel:
        """Who may mark a copy again."""
        load = Counter(grid.identity.assessor for grid in self.issued)
        load.update(a for gap in self.reconciliation.gaps for a in gap.assessor.split(JOINT))
        assessors = self.roster.assessors
        return Panel(
            session=self.basis.session,
            able={
                e.id: tuple(a.id for a in assessors if e.block in a.blocks)
                for e in self.basis.exams
            },
            forbidden={
                (p.blueprint, p.anonymous): frozenset(
                    a.id for a in assessors if p.candidate in a.ties
                )
                for p in self.placed.placements
            },
            load=load,
            names=self.names,
            and_word=words.AND,
            key=derive(self.secret, "third"),
            orals=frozenset(e.id for e in self.basis.exams if e.oral),
        )

    def review(self, reconciliation: Reconciliation) -> Review:
        """All that the report shows."""
        return review(
            self.basis,
            self.copies(reconciliation),
            reconciliation,
            {form.id: form for form in self.forms},
            self.names,
            followed_orders(self.basis, self.secret, self.issued, self.placed),
        )


def read_desk(folder: SessionFolder) -> Desk:
    """The desk of a session; raises ContentError before its publication, or when a record is damaged."""
    basis = read_basis(folder)
    done = {event.command for event in journal.events(folder.path)}
    return Desk(
        folder=folder,
        basis=basis,
        issued=read_issued(folder),
        marks=read_marks(folder),
        reconciliation=read_reconciliation(folder),
        placed=read_dispatch(folder),
        forms=read_forms(folder),
        roster=load_roster(folder, basis),
        secret=read_secret(folder),
        lifted="lift" in done,
        decided=bool(read_decisions(folder).decisions),
    )


def leave(desk: Desk, reconciliation: Reconciliation, found: Review) -> tuple[Diagnostic, ...]:
    """Write the record, then the report, the page, the figures of the questions and the further grids.

    Returns what is to tell of files that people had changed.
    """
    gaps, grids = _further_grids(desk, reconciliation.gaps)
    files = {
        REPORT: report_workbook(found),
        PAGE: agreement_page(found),
        ITEMS: dump(found.record),
        **grids,
    }
    write_record(desk.folder.reconciliation, replace(reconciliation, gaps=gaps))
    return replace_results(desk.folder, AREA, files)


def _further_grids(desk: Desk, gaps: tuple[Gap, ...]) -> tuple[tuple[Gap, ...], dict[str, bytes]]:
    """The gaps with the seals of the grids issued for them, and these grids by path.

    They are blank, each in the folder of who fills it: nothing of another marking is there.
    """
    around = setting(desk.basis)
    form_by_id = {form.id: form for form in desk.forms}
    templates: dict[str, GridTemplate] = {}
    key = derive(desk.secret, "seal")
    sealed, grids = [], {}
    for gap in gaps:
        if gap.form not in templates:
            head = head_view(form_by_id[gap.form], around)
            grid = desk.basis.grids[gap.form]
            templates[gap.form] = grid_template(grid, head, desk.basis.levels)
        who = identity(gap, desk.basis.session)
        data, seal = stamp_sealed(templates[gap.form], who, key)
        sealed.append(replace(gap, seal=seal))
        name = file_name(gap)
        grids[f"evaluateur/{gap.assessor}/{gap.exam}/{name}"] = data
    return tuple(sealed), grids
