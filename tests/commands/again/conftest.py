"""Sessions that follow one another: in the first, one candidate passes, one is away, two have something to sit."""

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
from pipeline.commands.inputs import load_bank
from pipeline.commands.lift import lift
from pipeline.commands.open import Opening, open_folder
from pipeline.commands.replace import replace
from pipeline.commands.resit import resit
from pipeline.model.marks import LevelMark, Marking, Marks
from pipeline.read.demonstration import read_demonstration
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

    def come_back(self, day, exams, people, name=None):
        """Publish an ordinary session of these exams: ``people`` are (number, specialisation, blocks registered)."""
        rows = {k: [list(r) for r in v] for k, v in read_demonstration(self.root)[0].rows.items()}
        row_of = {row[0]: row for row in rows["Candidats"]}
        rows["Candidats"] = [
            [*row_of[number][:5], spec, won, *row_of[number][7:]] for number, spec, won in people
        ]
        for assessor in rows["Évaluateurs"]:
            known = "B1, B2, S1, S2" if any(spec == "S2" for _, spec, _ in people) else "B1, B2, S1"
            assessor[6], assessor[7] = known, ""
        rows["Planning"] = [
            [exam, f"{15 + number}/{day[5:7]}/{day[:4]}", "9:00", "A101, A102"]
            for number, exam in enumerate(exams)
        ]
        for sitting in rows["Planning"]:
            sitting[3] = "Jury 1" if "ORAL" in sitting[0] else sitting[3]
        folder = self.folder(name or day[:7])
        opening = Opening(date=day, title="Session", centre="Centre", rows=rows, exams=tuple(exams))
        when = f"{int(day[:4]) - 1}-12-01T10:00:00Z"
        open_folder(load_bank(self.root), folder, opening, when=when)
        return generate(folder.name, root=self.root, when=when)

    def add_scenarios(self):
        """Scenarios that nobody has met: the first ones under other names."""
        for path in sorted((self.root / "scenarios").glob("*/*.yaml")):
            scenario = yaml.safe_load(path.read_text("utf-8"))
            if scenario["id"] in TWINS:
                scenario["id"] = TWINS[scenario["id"]]
                twin = path.with_name(f"{scenario['id'].split('-')[-1].lower()}.yaml")
                twin.write_text(yaml.safe_dump(scenario, allow_unicode=True, sort_keys=False))

    def remove_scenarios(self):
        """The bank as it was before those were added."""
        for name in TWINS.values():
            (path,) = (self.root / "scenarios").glob(f"*/{name.split('-')[-1].lower()}.yaml")
            path.unlink()


def rewrite(path, *pairs):
    """Replace texts in a file."""
    text = path.read_text("utf-8")
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new)
    path.write_text(text, "utf-8")


def again(text, start, end, *pairs):
    """A part of a text, once more with other words."""
    part = text[text.index(start) : text.index(end) if end else len(text)]
    for old, new in pairs:
        part = part.replace(old, new)
    return part


def add_specialisation(root):
    """A second specialisation, S2, made like the first; nothing else changes."""
    referential = root / "referential"
    text = (referential / "referentiel.yaml").read_text("utf-8")
    block = again(
        text,
        "- id: S1",
        "competences:",
        ("S1", "S2"),
        ("20", "30"),
        ("21", "31"),
        ("TION 1", "TION 2"),
    )
    code = again(text, "- {code: CO1.1", "anomalies:", ("1.1", "2.1"), ("S1", "S2"), ("22", "32"))
    text = text.replace("competences:", f"{block}competences:")
    text = text.replace("anomalies:", f"{code}anomalies:").replace("lignes: 40", "lignes: 60")
    (referential / "referentiel.yaml").write_text(text, "utf-8")
    for name, start, pairs in (
        ("criteres.yaml", "- code: CO1.1", (("CO1.1", "CO2.1"),)),
        ("epreuves.yaml", "- id: S1-ORAL", (("S1", "S2"), ("CO1.1", "CO2.1"))),
    ):
        text = (referential / name).read_text("utf-8")
        (referential / name).write_text(text + again(text, start, None, *pairs), "utf-8")
    rewrite(root / "scenarios/typologie.yaml", ("s: [CO1.1]", "s: [CO1.1, CO2.1]"))
    source = (root / "scenarios/dip/marche.yaml").read_text("utf-8")
    twin = root / "scenarios/dip/foire.yaml"
    twin.write_text(source, "utf-8")
    rewrite(twin, ("CO1.1", "CO2.1"), ("S1", "S2"), ("DIP-02-MARCHE", "DIP-02-FOIRE"))


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
    """``revise("0002", "attribution partielle", "S1=non validé")``: an appeal."""

    def run(candidate, decision, *blocks, session="2026-06", day="2026-09-03"):
        return appeal(
            session,
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


@pytest.fixture
def specialised(decided):
    """The decided session, in a workspace where there is a second specialisation since."""
    add_specialisation(decided.root)
    return decided


@pytest.fixture
def rewritten(decided):
    """``rewritten("referential/regles.yaml", (old, new))``: the workspace with another text in one of its files."""
    return lambda path, *pairs: rewrite(decided.root / path, *pairs)
