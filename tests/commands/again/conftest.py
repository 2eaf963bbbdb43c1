"""Sessions that follow one another: in the first, one candidate passes, one is away, two have something to sit again."""

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import yaml

from pipeline.commands.appeal import appeal
from pipeline.commands.awaited import load_awaited
from pipeline.commands.award import award
from pipeline.commands.decide import decide
from pipeline.commands.generate import generate
from pipeline.commands.lift import lift
from pipeline.commands.replace import replace
from pipeline.commands.resit import resit
from pipeline.model.marks import LevelMark, Marking, Marks
from pipeline.store.folder import SessionFolder
from pipeline.store.records import (
    read_basis,
    read_decisions,
    read_dispatch,
    read_issued,
    write_record,
)

WHEN = "2026-07-02T10:00:00Z"
MEMBERS = (
    ("Ana Un", "Directrice", "Ministère", "oui", "oui", "oui"),
    ("Bo Deux", "Enseignant", "Centre", "non", None, "oui"),
)
SAID = {
    ("0002", "B1-ECRIT"): 1,
    ("0003", "S1-ORAL"): "ABJ",
    ("0004", "S1-ORAL"): 2,
    ("0004", "B2-CAS"): "ABI",
}
TWINS = {
    "GEO-01-PONT": "GEO-01-BACS",
    "DIP-01-VISITE": "DIP-01-ACCUEIL",
    "DIP-02-MARCHE": "DIP-02-HALLES",
}


@dataclass(frozen=True)
class Years:
    """A workspace and its sessions: what is marked, decided, opened again."""

    root: Path
    fill: Any

    def folder(self, name="2026-06"):
        """A session of the workspace."""
        return SessionFolder(root=self.root, name=name)

    def mark(self, said, name="2026-06", *, usual=3):
        """Write the marks of every grid: ``{("0001", "B1-ECRIT"): 2}`` a level or a state, else the usual level."""
        folder = self.folder(name)
        basis = read_basis(folder)
        owner = {(p.blueprint, p.anonymous): p.candidate for p in read_dispatch(folder).placements}
        found = []
        for issued in read_issued(folder):
            who = issued.identity
            value = said.get((owner[issued.exam, who.anonymous], issued.exam), usual)
            own = (issued.exam, who.form, who.anonymous, who.assessor, who.assessor_name)
            found.append(marking(basis.grids[who.form], who.id, own, who.marking, value))
        for exam, candidates in self.tables(name).items():
            for candidate in candidates:
                own = (exam, exam, candidate, "", "")
                value = said.get((candidate, exam), usual)
                found.append(marking(basis.grids[exam], f"{exam}/{candidate}", own, 1, value))
        write_record(folder.marks, Marks(session=name, markings=tuple(found)))

    def tables(self, name="2026-06"):
        """Who is marked in which table."""
        return dict(load_awaited(self.folder(name)).tables)

    def lift(self, name="2026-06", *, when=WHEN):
        """Lift the anonymity."""
        return lift(name, author="Coordination", root=self.root, when=when)

    def judge(self, name="2026-06", *, day="01/07/2026", when=WHEN, typed=None):
        """Lift the anonymity, fill the jury's table as proposed, record what it decides."""
        folder = self.folder(name)
        self.lift(name, when=when)
        award(name, root=self.root, when=when)
        table = folder.results / "jury" / "tableau-jury.xlsx"
        cells = {("Candidats", n, "J"): "conforme" for n in ready(table)}
        cells |= {("Jury", "jury.date", "D"): day, ("Jury", "jury.lieu", "D"): "Lyon"}
        for rank, member in enumerate(MEMBERS, 1):
            cells |= {
                ("Jury", f"membre.{rank}", c): v for c, v in zip("CDEFGH", member, strict=True)
            }
        returned = folder.returned / "tableau-jury.xlsx"
        returned.write_bytes(self.fill(table.read_bytes(), cells | (typed or {})))
        return decide(name, root=self.root, when=when)

    def decided(self, name="2026-06"):
        """The decision in force on each candidate and the status of each block, by number."""
        return {
            d.candidate: (d.decision, {b.block: b.status.value for b in d.blocks})
            for d in read_decisions(self.folder(name)).current()
        }

    def resit(self, new="2026-10", *, session="2026-06", date="2026-10-12", **named):
        """Open the session of resits."""
        return resit(session, new, date=date, root=self.root, **{"when": WHEN, **named})

    def replace(self, new="2026-09", *, session="2026-06", date="2026-09-14", **named):
        """Open the deferred sitting."""
        return replace(session, new, date=date, root=self.root, **{"when": WHEN, **named})

    def sit(self, name, day, *, when=WHEN):
        """Fill the planning, one exam a day, and publish."""
        folder = self.folder(name)
        book = openpyxl.load_workbook(folder.roster)
        rows = [r for r in book["Planning"].iter_rows(min_row=2) if r[0].value]
        for number, row in enumerate(rows):
            room = "Jury 1" if "ORAL" in row[0].value else "A101, A102"
            for cell, value in zip(row[1:], (f"{day + number}", "9:00", room), strict=False):
                cell.value = f"{int(value):02}/{name[5:7]}/{name[:4]}" if value.isdigit() else value
        book.save(folder.roster)
        return generate(name, root=self.root, when=when)

    def add_scenarios(self):
        """Scenarios that nobody has met: the first ones under other names."""
        for path in sorted((self.root / "scenarios").glob("*/*.yaml")):
            scenario = yaml.safe_load(path.read_text("utf-8"))
            if scenario["id"] in TWINS:
                scenario["id"] = TWINS[scenario["id"]]
                twin = path.with_name(f"{scenario['id'].split('-')[-1].lower()}.yaml")
                twin.write_text(yaml.safe_dump(scenario, allow_unicode=True, sort_keys=False))


def ready(table):
    """The candidates of a jury's table who have a proposal."""
    sheet = openpyxl.load_workbook(table)["Candidats"]
    return [r[0].value for r in sheet.iter_rows() if str(r[0].value).isdigit()]


def marking(grid, name, own, rank, value):
    """One marking: the same level everywhere, or a state."""
    exam, form, copy, assessor, assessor_name = own
    keys = [row.key for section in grid.sections for row in section.rows]
    state = value if isinstance(value, str) else ""
    return Marking(
        grid=name,
        exam=exam,
        form=form,
        copy=copy,
        assessor=assessor,
        assessor_name=assessor_name,
        marking=rank,
        state=state,
        date="2026-06-20",
        remark="",
        levels=() if state else tuple(LevelMark(key=k, level=value) for k in keys),
    )


@pytest.fixture(scope="session")
def _marked_once(published_once, fill_table, tmp_path_factory):
    """The published session with its marks."""
    root = tmp_path_factory.mktemp("marked") / "mini"
    shutil.copytree(published_once.root, root)
    years = Years(root=root, fill=fill_table)
    years.mark(SAID)
    return years


@pytest.fixture(scope="session")
def _decided_once(_marked_once, tmp_path_factory):
    """The same, decided; the bank has new scenarios."""
    root = tmp_path_factory.mktemp("decided") / "mini"
    shutil.copytree(_marked_once.root, root)
    years = Years(root=root, fill=_marked_once.fill)
    years.judge(typed={("Candidats", "0003", "J"): None})
    years.add_scenarios()
    return years


def copied(years, root):
    shutil.copytree(years.root, root)
    return Years(root=root, fill=years.fill)


@pytest.fixture
def marked(_marked_once, tmp_path):
    """A published session with its marks, its anonymity still there."""
    return copied(_marked_once, tmp_path / "years")


@pytest.fixture
def decided(_decided_once, tmp_path):
    """A session decided by its jury, but for the candidate who was away."""
    return copied(_decided_once, tmp_path / "years")


@pytest.fixture
def tabled(mini_session, edit, fill_table):
    """A published session whose continuous assessment of B2 comes by table."""
    edit(mini_session.settings, "controle_continu: []", "controle_continu: [B2-CC-TRAVAIL]")
    generate(mini_session.name, root=mini_session.root, when=WHEN)
    return Years(root=mini_session.root, fill=fill_table)


@pytest.fixture
def revise(decided):
    """``revise("0002", "attribution partielle", "S1=non validé")``: an appeal on the first session."""

    def run(candidate, decision, *blocks, day="2026-09-03"):
        return appeal(
            "2026-06",
            candidate,
            decision=decision,
            blocks=blocks,
            reason="Erreur de report",
            author="La présidente",
            reference="PV du 3 septembre",
            date=day,
            root=decided.root,
            when=f"{day}T18:00:00Z",
        )

    return run
