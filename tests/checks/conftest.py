"""What the tests of the checks share: the shipped referential, as a bank without scenarios."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from pipeline.checks.registration import Registration
from pipeline.diagnostics import Source
from pipeline.model.bank import Bank
from pipeline.model.blueprint import Blueprint, FormKind, Phase
from pipeline.model.item import Modality
from pipeline.model.people import Accommodation, Assessor, Candidate, Room, Roster, Sitting
from pipeline.model.referential import BlockId
from pipeline.model.scenario import CountryRule, Review, Role, Scenario
from pipeline.model.session import Session
from pipeline.read.bank import read_bank
from pipeline.read.blueprints import read_blueprints
from pipeline.read.criteria import read_criteria
from pipeline.read.profile import read_profile
from pipeline.read.referential import read_referential
from pipeline.read.rules import read_rules

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def rules_bank():
    """The shipped referential, criteria, job sheet, rules and blueprints; no country, no scenario."""
    referential, _ = read_referential(ROOT)
    criteria, _ = read_criteria(ROOT, referential.codes())
    return Bank(
        referential=referential,
        criteria=criteria,
        profile=read_profile(ROOT, referential.codes())[0],
        rules=read_rules(ROOT)[0],
        blueprints=read_blueprints(ROOT, referential, criteria)[0],
        countries={},
        field_sources={},
        families={},
        types=(),
        scenarios=(),
        settings={},
        fingerprint="",
    )


@pytest.fixture(scope="session")
def shipped_bank():
    """The whole shipped content."""
    bank, faults = read_bank(ROOT)
    assert faults == ()
    return bank


@pytest.fixture
def bank_of_one(shipped_bank):
    """The shipped content with its first scenario only."""
    return replace(shipped_bank, scenarios=shipped_bank.scenarios[:1])


def blueprint(identifier, **changes):
    """A blueprint of two hours, written, on its first two letters."""
    values = {
        "id": identifier,
        "title": identifier,
        "block": BlockId(identifier[:2]),
        "kind": FormKind.PAPER,
        "phase": Phase.FINAL,
        "format": "ef_note_dossier",
        "modality": Modality.WRITTEN,
        "minutes": 120,
        "reading": 0,
        "preparation": 0,
        "talk": 0,
        "points": 100,
        "coefficient": Decimal(1),
        "targets": (),
        "items_min": 1,
        "items_max": 9,
        "minutes_min": 0,
        "minutes_max": 120,
        "scenarios_max": 1,
        "documents_min": 0,
        "documents_max": 9,
        "difficulty": Decimal(3),
        "difficulty_tolerance": Decimal(1),
        "decision_required": False,
        "spare": False,
        "tickets": 0,
        "soft_skills": (),
        "materials": "",
        "instructions": (),
        "source": Source(path="referential/epreuves.yaml"),
        **changes,
    }
    return Blueprint(**values)


ORAL = {"modality": Modality.ORAL, "kind": FormKind.TICKET, "minutes": 30, "preparation": 30}
EXAMS = (blueprint("B1-ECRIT"), blueprint("B1-ORAL", **ORAL), blueprint("S1-CAS", minutes=240))
ROSTER_PATH = "output/2026-06/inscriptions.xlsx"


def in_sheet(sheet, line):
    return Source(path=ROSTER_PATH, sheet=sheet, cell=f"A{line}")


@pytest.fixture
def candidate():
    """``candidate("7", block="S2", won=("B1",), extra="0.25")``: a candidate on the line after their number."""

    def make(number, **changes):
        digits = int("".join(c for c in number if c.isdigit()))
        values = {
            "number": number,
            "last_name": f"Nom{number}",
            "first_name": "Léa",
            "birth_date": "2000-01-02",
            "email": "",
            "specialisation": changes.pop("block", "S1"),
            "won": (),
            "accommodation": Accommodation(
                extra_time=Decimal(changes.pop("extra", "0")),
                separate_room=changes.pop("apart", False),
            ),
            "source": in_sheet("Candidats", digits + 1),
            **changes,
        }
        return Candidate(**values)

    return make


@pytest.fixture
def assessor():
    """``assessor("E1", blocks=("B1",), links=("7",))``."""

    def make(identifier, **changes):
        values = {
            "id": identifier,
            "last_name": f"Nom{identifier}",
            "first_name": "Zoé",
            "email": "",
            "organisation": "",
            "external": False,
            "blocks": ("B1", "S1"),
            "links": (),
            "source": in_sheet("Évaluateurs", int(identifier[1:]) + 1),
            **changes,
        }
        return Assessor(**values)

    return make


@pytest.fixture
def sitting():
    """``sitting("B1-ECRIT", "2026-06-15", "09:00", "A", "B")``: a line of the planning."""

    def make(exam, date="2026-06-15", start="09:00", *rooms):
        lines = {b.id: n for n, b in enumerate(EXAMS, 2)}
        place = in_sheet("Planning", lines.get(exam, 9))
        return Sitting(blueprint=exam, date=date, start=start, rooms=rooms or ("A",), source=place)

    return make


@pytest.fixture
def registration(rules_bank, assessor):
    """``registration(candidates, sittings=…, exams=…)``: a session of three exams in rooms A (20) and B (2)."""

    def make(candidates, *, sittings=(), exams=EXAMS, assessors=None, markings=2):
        session = Session(
            id="2026-06",
            title="t",
            centre="c",
            certifier="",
            date="2026-06-15",
            zone="Europe/Paris",
            exams=tuple(b.id for b in exams),
            excluded_countries=(),
            tickets=0,
            markings=markings,
            source=Source(path="output/2026-06/session.yaml", line=1, column=1),
        )
        roster = Roster(
            candidates=tuple(candidates),
            assessors=tuple(assessors or (assessor("E1"), assessor("E2"))),
            rooms=(
                Room(name="A", seats=20, source=in_sheet("Salles", 2)),
                Room(name="B", seats=2, source=in_sheet("Salles", 3)),
            ),
            sittings=tuple(sittings),
        )
        bank = replace(rules_bank, blueprints=exams, scenarios=(scenario("2030-01-01"),))
        return Registration(bank=bank, session=session, roster=roster)

    return make


def scenario(expires):
    """A scenario without anything, usable until a day."""
    place = Source(path="scenarios/x.yaml")
    return Scenario(
        id="X",
        title="",
        family="GEO",
        type="GEO-01",
        related_types=(),
        version="1",
        licence="",
        sensitivity=1,
        review=Review(status="relu", date="2026-01-01", expires=expires),
        blocks=(),
        country_rule=CountryRule(
            base="", mode="reel", requires="", facts=(), excluded=(), source=place
        ),
        variables={},
        number_sets={},
        role=Role(position="", organisation="", authority="", mandate="", limits=""),
        situation="",
        actors=(),
        chronology=(),
        exhibits=(),
        constraints=(),
        items=(),
        injects=(),
        mention="",
        source=place,
    )


@pytest.fixture
def exam():
    """``exam("B2-ORAL", oral=True, minutes=30)``: one more blueprint."""

    def make(identifier, *, oral=False, **changes):
        return blueprint(identifier, **({**ORAL, **changes} if oral else changes))

    return make


@pytest.fixture
def stale_scenario():
    """``stale_scenario("2026-01-01")``: a scenario usable until a day."""
    return scenario
