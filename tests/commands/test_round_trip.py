"""There and back: grids that went out, filled, collected, reconciled and awarded give what the rules' text says.

The other side of the comparison uses the text of ``regles.yaml``, ``criteres.yaml``, ``epreuves.yaml`` and the
points of ``forms.json``, with plain fractions: nothing of ``pipeline.grade`` or ``pipeline.award``.
"""

import json
import os
import random
import shutil
import subprocess
from collections import defaultdict
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from pathlib import Path
from statistics import median

import openpyxl
import pytest
import yaml

from pipeline.commands.award import award
from pipeline.commands.collect import collect
from pipeline.commands.generate import generate
from pipeline.commands.lift import lift
from pipeline.commands.reconcile import reconcile
from pipeline.model.marks import LevelMark, Marking
from pipeline.render.filling import fill_grid, fill_workbook
from pipeline.store.records import read_dispatch, read_issued

WHEN = "2026-07-02T10:00:00Z"
OFFICE = Path(__file__).resolve().parents[1] / "render/samples/fill_grid.py"
XLSX, ODS = "Calc MS Excel 2007 XML", "calc8"
TABLES = ("B2-CC-TRAVAIL", "S1-CC-EXPOSE")
AWAY = {("0003", "B1-ORAL"): "ABI", ("0004", "S1-CC-EXPOSE"): "DISP"}
RICH = 15
ABLE = {"0001": (2, 3, 3, 4), "0002": (1, 2, 3, 3), "0003": (2, 3, 4), "0004": (1, 2, 3, 4)}


@dataclass
class Grid:
    """A grid to fill: whose, what it is filled with."""

    exam: str
    form: str
    copy: str
    candidate: str
    assessor: str
    marking: int
    path: Path
    state: str = ""
    levels: dict[str, int] = field(default_factory=dict)

    @property
    def name(self):
        """The name of the file given back."""
        return f"{self.exam}-{self.copy}-{self.marking}.xlsx"

    def comment(self, key):
        """A comment that no other grid has."""
        return f"{key} : vu dans {self.copy} par {self.assessor}, « =1/2 »"


@dataclass
class Table:
    """An entry table to fill: levels or a state by candidate."""

    exam: str
    path: Path
    levels: dict[str, dict[str, int]]
    states: dict[str, str]


class Rules:
    """The rules, as their text says them."""

    def __init__(self, root):
        def load(name):
            return yaml.safe_load((root / f"referential/{name}.yaml").read_text("utf-8"))

        self.text, criteria, exams = load("regles"), load("criteres"), load("epreuves")
        self.weights = {
            c["code"]: {i["id"]: Fraction(i["poids"]) for i in c["indicateurs"]}
            for c in criteria["competences"]
        }
        self.worth = [Fraction(v) for v in criteria["conversions"][self("notation.conversion")]]
        models = exams["modeles"]
        self.exams = {
            e["id"]: {**exams["par_defaut"], **models.get(e.get("modele"), {}), **e}
            for e in exams["epreuves"]
        }

    def __call__(self, name):
        """The value of a rule by its path."""
        found = self.text
        for part in name.split("."):
            found = found[part]
        return found["valeur"]

    def mark(self, points, worth):
        """The mark out of 20 of worths by indicator: indicators by their weights, codes by their points."""
        total = Fraction(0)
        for code, amount in points.items():
            weights = self.weights[code]
            total += amount * sum(w * worth[k] for k, w in weights.items()) / sum(weights.values())
        return total / sum(points.values())

    def apart(self, points, one, two):
        """Whether two markings call for a further one."""
        gap = abs(self.mark(points, self.worths(one)) - self.mark(points, self.worths(two)))
        rows = any(abs(one[k] - two[k]) >= self("double_correction.ecart_niveaux") for k in one)
        return gap > self("double_correction.ecart_maximum") or rows

    def worths(self, levels):
        """What levels are worth out of 20."""
        return {key: self.worth[level] for key, level in levels.items()}


@dataclass
class Copy:
    """What the independent side knows of one exam of one candidate."""

    points: dict[str, Fraction]
    state: str
    level: dict[str, Fraction]
    worth: dict[str, Fraction]


def rounded(value):
    """The hundredth, halves up."""
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return exact.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


def kept(rules, markings):
    """Levels and worths kept of one, two or three markings; a conciliation stands in for the others."""
    last = markings[-1]
    if last.marking == 4 or len(markings) == 1:
        return {k: Fraction(v) for k, v in last.levels.items()}, rules.worths(last.levels)
    if len(markings) == 3:
        assert rules("double_correction.note_retenue_a_trois") == "mediane"
        level = {k: median(m.levels[k] for m in markings) for k in last.levels}
        return {k: Fraction(v) for k, v in level.items()}, {
            k: median(rules.worth[m.levels[k]] for m in markings) for k in last.levels
        }
    assert rules("double_correction.note_retenue") == "moyenne"
    return {k: Fraction(sum(m.levels[k] for m in markings), 2) for k in last.levels}, {
        k: sum(rules.worth[m.levels[k]] for m in markings) / 2 for k in last.levels
    }


def weights_of(rules, exams):
    """What each exam weighs in its block: the share of its phase, its coefficient in the phase."""
    share = {
        "controle_continu": Fraction(rules("bloc.part_controle_continu")),
        "fin_formation": Fraction(rules("bloc.part_fin_formation")),
    }
    phase = {exam: rules.exams[exam]["phase"] for exam in exams}
    whole = sum(share[p] for p in set(phase.values()))
    found = {}
    for exam in exams:
        beside = [e for e in exams if phase[e] == phase[exam]]
        part = Fraction(
            rules.exams[exam]["coefficient"], sum(rules.exams[e]["coefficient"] for e in beside)
        )
        found[exam] = share[phase[exam]] / whole * part
    return found


def codes_acquired(rules, copies, weights):
    """The codes observed, and whether each is acquired."""
    found = {}
    for code in sorted({c for exam in weights for c in copies[exam].points}):
        shares = {
            exam: weights[exam] * copies[exam].points[code] / sum(copies[exam].points.values())
            for exam in weights
            if not copies[exam].state and code in copies[exam].points
        }
        if not shares:
            continue
        whole = sum(shares.values())
        reached = Fraction(0)
        for key, weight in rules.weights[code].items():
            level = sum(s * copies[exam].level[key] for exam, s in shares.items()) / whole
            if level >= rules("notation.seuil_acquis_indicateur"):
                reached += weight
        part = 100 * reached / sum(rules.weights[code].values())
        found[code] = part >= rules("notation.part_indicateurs_acquis")
    return found


def block_of(rules, copies):
    """Status, rounded mark and codes of a block by its copies."""
    weights = weights_of(rules, [exam for exam, c in copies.items() if c.state != "DISP"])
    codes = codes_acquired(rules, copies, weights)
    if any(copies[exam].state for exam in weights):
        return "non_valide", None, codes
    marks = {exam: rules.mark(copies[exam].points, copies[exam].worth) for exam in weights}
    mark = rounded(sum(weights[exam] * m for exam, m in marks.items()))
    assert rules("bloc.compensation_interne") is True
    assert rules("epreuve.note_eliminatoire") is None
    good = mark >= rules("bloc.seuil")
    good &= all(rounded(m) >= rules("bloc.plancher_interne") for m in marks.values())
    good &= len(marks) > 1 or mark >= rules("epreuve.note_minimale")
    good &= sum(codes.values()) * 100 >= rules("bloc.part_codes_acquis_minimale") * len(codes)
    return ("valide" if good else "non_valide"), mark, codes


def decision_of(statuses):
    """What follows from the statuses of the three blocks, at a first session."""
    held = [s in ("valide", "acquis") for s in statuses]
    if all(held):
        return "attribution_complete"
    return "attribution_partielle" if any(held) else "ajournement_rattrapage"


def expected(rules, folder, grids, tables):
    """For each candidate: the decision, and each block with its status, mark and codes."""
    markings = defaultdict(list)
    for grid in sorted(grids, key=lambda g: g.marking):
        markings[grid.candidate, grid.exam].append(grid)
    points = form_points(folder)
    copies = defaultdict(dict)
    for (candidate, exam), own in markings.items():
        level, worth = ({}, {}) if own[0].state else kept(rules, own)
        copy = Copy(points=points[own[0].form], state=own[0].state, level=level, worth=worth)
        copies[candidate, exam.split("-")[0]][exam] = copy
    for table in tables:
        shares = {c: Fraction(s) for c, s in rules.exams[table.exam]["codes"].items()}
        for candidate in (*table.levels, *table.states):
            levels = table.levels.get(candidate, {})
            copies[candidate, table.exam.split("-")[0]][table.exam] = Copy(
                points=shares,
                state=table.states.get(candidate, ""),
                level={k: Fraction(v) for k, v in levels.items()},
                worth=rules.worths(levels),
            )
    found = {}
    for candidate in sorted({c for c, _ in copies}):
        blocks = {
            block: block_of(rules, copies[candidate, block])
            if (candidate, block) in copies
            else ("acquis", None, {})
            for block in ("B1", "B2", "S1")
        }
        found[candidate] = (decision_of([s for s, _, _ in blocks.values()]), blocks)
    return found


def form_points(folder):
    """The points of each code in each form."""
    forms = json.loads(folder.forms.read_text("utf-8"))
    return {
        f["id"]: {
            b["code"]: Fraction(b["reached"])
            for b in f["certificate"]["balances"]
            if Decimal(b["reached"])
        }
        for f in forms
    }


def proposed(folder):
    """What award wrote, in the same shape."""
    text = (folder.results / "jury/proposals.json").read_text("utf-8")
    return {
        p["candidate"]: (
            p["decision"],
            {
                b["block"]: (
                    b["status"],
                    None if b["mark"] is None else Decimal(b["mark"]),
                    {c["code"]: c["acquired"] for c in b["codes"]},
                )
                for b in p["blocks"]
            },
        )
        for p in json.loads(text)
    }


# --- the session


@pytest.fixture
def session(mini_session, edit, when):
    """A published session; the continuous assessment of two blocks comes by table."""
    edit(mini_session.settings, "controle_continu: []", f"controle_continu: [{', '.join(TABLES)}]")
    generate(mini_session.name, root=mini_session.root, when=when)
    return mini_session


def grids_out(folder, rules, rng):
    """Every grid that went out, with what its assessor gives; the second marking is often near the first."""
    owner = {(p.blueprint, p.anonymous): p.candidate for p in read_dispatch(folder).placements}
    points = form_points(folder)
    first: dict[tuple[str, str], dict[str, int]] = {}
    for issued in read_issued(folder):
        who = issued.identity
        candidate = owner[issued.exam, who.anonymous]
        keys = [k for code in points[who.form] for k in rules.weights[code]]
        grid = Grid(
            exam=issued.exam,
            form=who.form,
            copy=who.anonymous,
            candidate=candidate,
            assessor=who.assessor,
            marking=who.marking,
            path=folder.path / issued.path,
            state=AWAY.get((candidate, issued.exam), ""),
        )
        if not grid.state:
            usual = {k: rng.choice(ABLE[candidate]) for k in keys}
            near = first.setdefault((issued.exam, who.anonymous), usual)
            moved = {
                k: min(4, max(0, v + rng.choice((0, 0, 0, 1, -1, 2)))) for k, v in near.items()
            }
            grid.levels = usual if near is usual else moved
        yield grid


def tables_out(folder, rules, rng):
    """Every entry table."""
    sitters = {
        "B2-CC-TRAVAIL": ("0001", "0002", "0004"),
        "S1-CC-EXPOSE": ("0001", "0002", "0003", "0004"),
    }
    for exam, people in sitters.items():
        keys = [k for code in rules.exams[exam]["codes"] for k in rules.weights[code]]
        states = {c: AWAY[c, exam] for c in people if (c, exam) in AWAY}
        levels = {c: {k: rng.choice(ABLE[c]) for k in keys} for c in people if c not in states}
        path = folder.path / f"coordination/saisie/tableau-{exam}.xlsx"
        yield Table(exam=exam, path=path, levels=levels, states=states)


def further(folder, grids, rules, rng):
    """The grids issued for the copies too far apart, filled; exactly those that the rules call for."""
    points = form_points(folder)
    pairs = defaultdict(list)
    for grid in grids:
        pairs[grid.exam, grid.copy].append(grid)
    far = {
        key
        for key, (one, two) in pairs.items()
        if not one.state and rules.apart(points[one.form], one.levels, two.levels)
    }
    top = folder.results / "correction/evaluateur"
    found = sorted(top.rglob("*.xlsx"))
    asked = []
    for path in found:
        marking, assessor = int(path.stem[-1]), path.parents[1].name
        one, two = next(
            p for p in pairs.values() if path.stem[:-2].endswith(f"{p[0].form}-{p[0].copy}")
        )
        near = {k: rng.choice((v, two.levels[k])) for k, v in one.levels.items()}
        asked.append(
            Grid(
                exam=one.exam,
                form=one.form,
                copy=one.copy,
                candidate=one.candidate,
                assessor=assessor,
                marking=marking,
                path=path,
                levels=near,
            )
        )
    assert {(g.exam, g.copy) for g in asked} == far
    return asked


def typed_fast(grid, folder):
    """A grid filled without an office suite."""
    marking = Marking(
        grid="",
        exam=grid.exam,
        form=grid.form,
        copy=grid.copy,
        assessor=grid.assessor,
        assessor_name="",
        marking=grid.marking,
        state=grid.state,
        date="20/06/2026",
        remark="" if grid.state else f"Copie {grid.copy} lue par {grid.assessor}.",
        levels=tuple(
            LevelMark(key=k, level=v, comment=grid.comment(k)) for k, v in grid.levels.items()
        ),
    )
    target = folder.returned / grid.assessor / grid.name
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(fill_grid(grid.path.read_bytes(), marking))


def table_cells(table):
    """What is typed in a table: (candidate, key of the column, value)."""
    for candidate, levels in table.levels.items():
        for key, level in levels.items():
            yield candidate, key, level
        yield candidate, "appreciation", f"Travail de {candidate} lu deux fois."
    for candidate, state in table.states.items():
        yield candidate, "situation", state


def table_fast(table, folder):
    """A table filled without an office suite."""
    rows = {str(r[2].value): str(r[0].value) for r in sheet_of(table.path, "saisie").iter_rows()}
    cells = {("saisie", rows[c], key): value for c, key, value in table_cells(table)}
    (folder.returned / table.path.name).write_bytes(fill_workbook(table.path.read_bytes(), cells))


def sheet_of(path, name):
    """The sheet of that id in a workbook."""
    book = openpyxl.load_workbook(path)
    return next(s for s in book.worksheets if s["A1"].value == name)


def run(folder, rules, seed, send, send_table):
    """Play the session; returns what went in."""
    rng = random.Random(seed)  # noqa: S311 (the same marks at each run)
    grids, tables = list(grids_out(folder, rules, rng)), list(tables_out(folder, rules, rng))
    folder.returned.mkdir(exist_ok=True)
    send(grids, folder)
    send_table(tables, folder)
    root, name = folder.root, folder.name
    done = collect(name, root=root, when=WHEN)
    assert [d.message for d in done.diagnostics] == []
    reconcile(name, root=root, when=WHEN)
    alone = [g.copy for g in grids if g.candidate == "0004" and g.marking == 1 and not g.state]
    reconcile_alone(folder, rules, grids, alone)
    thirds = further(folder, grids, rules, rng)
    for grid in thirds:
        typed_fast(grid, folder)
    collect(name, root=root, when=WHEN)
    reconcile(name, root=root, when=WHEN)
    lift(name, author="Coordination", root=root, when=WHEN)
    award(name, root=root, when=WHEN)
    return [*grids, *thirds], tables


def reconcile_alone(folder, rules, grids, copies):
    """The markers of a candidate whom nobody else may mark agree, where they are too far apart."""
    points = form_points(folder)
    far = []
    for copy in copies:
        for exam in {g.exam for g in grids if g.copy == copy}:
            one, two = (g for g in grids if (g.copy, g.exam) == (copy, exam))
            if rules.apart(points[one.form], one.levels, two.levels):
                far.append(copy)
    if far:
        reconcile(folder.name, root=folder.root, when=WHEN, conciliation=tuple(far))


def all_fast(grids, folder):
    """Every grid filled without an office suite."""
    for grid in grids:
        typed_fast(grid, folder)


def tables_fast(tables, folder):
    """Every table filled without an office suite."""
    for table in tables:
        table_fast(table, folder)


@pytest.mark.parametrize("seed", [0, 3, 10])
def test_what_is_awarded_is_what_the_rules_say(session, seed):
    rules = Rules(session.root)
    given, typed = run(session, rules, seed, all_fast, tables_fast)
    assert proposed(session) == expected(rules, session, given, typed)


def test_third_assessors_conciliations_and_every_decision_are_met(session):
    """The session that LibreOffice fills below has them all."""
    rules = Rules(session.root)
    given, typed = run(session, rules, RICH, all_fast, tables_fast)
    found = expected(rules, session, given, typed)
    assert proposed(session) == found
    assert {g.marking for g in given} == {1, 2, 3, 4}
    assert {decision for decision, _ in found.values()} == {
        "attribution_complete",
        "attribution_partielle",
        "ajournement_rattrapage",
    }


# --- LibreOffice


@pytest.fixture
def type_in_office(soffice):
    """``type_in_office(jobs)``: workbooks filled and saved by LibreOffice."""
    python = next((p for p in ("/usr/bin/python3", "python3") if has_uno(p)), None)
    if python is None:
        tell = pytest.fail if os.environ.get("CI") == "true" else pytest.skip
        tell("no interpreter with uno")

    def call(jobs):
        done = subprocess.run(
            [python, str(OFFICE)],
            input=json.dumps({"profile": str(soffice.profile), "jobs": jobs}),
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        assert done.returncode == 0, done.stderr

    return call


def has_uno(python):
    """Whether an interpreter drives LibreOffice."""
    if shutil.which(python) is None:
        return False
    asked = [python, "-c", "import uno"]
    return subprocess.run(asked, capture_output=True, check=False).returncode == 0


def grid_cells(grid):
    """What is typed in a grid, by sheet and address."""
    sheet, card = (sheet_of(grid.path, name) for name in ("grille", "fiche"))
    row_of = {str(c.value): c.row for s in (sheet, card) for c in s["A"]}
    yield [card.title, f"G{row_of['fiche.date']}", "20/06/2026"]
    if grid.state:
        yield [card.title, f"G{row_of['fiche.situation']}", grid.state]
        return
    yield [sheet.title, f"F{row_of['appreciation']}", f"Copie {grid.copy} lue par {grid.assessor}."]
    for key, level in grid.levels.items():
        yield [sheet.title, f"E{row_of[key]}", level]
        yield [sheet.title, f"F{row_of[key]}", grid.comment(key)]


def job(source, target, kind, cells=()):
    """One saving by LibreOffice."""
    return {
        "source": str(source),
        "target": str(target),
        "filter": kind,
        "cells": list(cells),
        "shown": [],
    }


@pytest.mark.office
def test_a_session_filled_in_libreoffice_is_awarded_as_the_rules_say(
    session, type_in_office, tmp_path
):
    """Grids saved as .xlsx, as .ods, as .xlsx through .ods; a table too."""
    rules = Rules(session.root)

    def send(grids, folder):
        jobs, by_office = [], grids[::3]
        for number, grid in enumerate(by_office):
            target = folder.returned / grid.name
            cells = list(grid_cells(grid))
            if number % 3 == 0:
                jobs.append(job(grid.path, target, XLSX, cells))
            elif number % 3 == 1:
                jobs.append(job(grid.path, target.with_suffix(".ods"), ODS, cells))
            else:
                between = tmp_path / f"{number}.ods"
                jobs += [job(grid.path, between, ODS, cells), job(between, target, XLSX)]
        type_in_office(jobs)
        all_fast([g for g in grids if g not in by_office], folder)

    def send_tables(tables, folder):
        first, *others = tables
        sheet = sheet_of(first.path, "saisie")
        row_of = {str(r[2].value): r[0].row for r in sheet.iter_rows()}
        column_of = {str(c.value): c.column_letter for c in sheet[1]}
        cells = [
            [sheet.title, f"{column_of[key]}{row_of[candidate]}", value]
            for candidate, key, value in table_cells(first)
        ]
        type_in_office([job(first.path, folder.returned / first.path.name, XLSX, cells)])
        tables_fast(others, folder)

    given, typed = run(session, rules, RICH, send, send_tables)
    assert sorted({p.suffix for p in session.returned.rglob("*.*")}) == [".ods", ".xlsx"]
    assert proposed(session) == expected(rules, session, given, typed)
