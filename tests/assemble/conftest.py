"""Small banks made in the test that needs them, and a brute force that shares nothing with the solver."""

import random
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import chain, combinations

import pytest

from pipeline.assemble.compose import compose
from pipeline.assemble.plan import Planned
from pipeline.diagnostics import Source
from pipeline.model.bank import Bank, RuleSet
from pipeline.model.blueprint import Blueprint, CodeTarget, FormKind, Phase
from pipeline.model.country import Country, Grammar
from pipeline.model.criteria import CodeCriteria, Criteria
from pipeline.model.form import Choice, FormRole, Setting
from pipeline.model.item import CognitiveLevel, Expected, Item, Modality
from pipeline.model.people import Accommodation, Assessor, Candidate, Room, Roster, Sitting
from pipeline.model.profile import Profile
from pipeline.model.referential import Official, Referential
from pipeline.model.scenario import CountryRule, Exhibit, Review, Role, Scenario, Variant
from pipeline.model.session import Session

HERE = Source(path="scenarios/x.yaml", line=1)
CODES = ("C1", "C2", "C3", "C4")
SKILLS = (("langues", 60), ("risques", 40))


def item(label, codes, **changes):
    """An item worth what its codes are: ``item("T1", {"C1": 10})``; two elements a code."""
    expected = []
    for code, points in codes.items():
        for part in range(2):
            expected.append(
                Expected(
                    id=f"{label}{code}{part}",
                    text="element",
                    points=Decimal(points) / 2,
                    code=code,
                    indispensable=False,
                )
            )
    values = {
        "id": label,
        "label": label,
        "title": label,
        "codes": tuple(codes),
        "modality": Modality.WRITTEN,
        "difficulty": 3,
        "cognitive_level": CognitiveLevel.ANALYSE,
        "minutes": 30,
        "points": Decimal(sum(codes.values())),
        "deliverable": "note",
        "documents": ("D1",),
        "instruction": f"Question {label}",
        "expected": tuple(expected),
        "pitfalls": (),
        "outline": (),
        "prompts": (),
        "decision": False,
        "language": "fr",
        "source": HERE,
    }
    return Item(**(values | changes))


def scenario(name, items, *, family=None, number_sets=("A", "B"), expires="2029-12-31"):
    """A scenario with its items; the first letter of its name is its family unless told otherwise."""
    return Scenario(
        id=name,
        title=f"Dossier {name}",
        family=family or name[0],
        type="X-01",
        related_types=(),
        version="1.0.0",
        licence="CC-BY-4.0",
        sensitivity=1,
        review=Review(status="relu", date="2026-01-01", expires=expires),
        blocks=("B1",),
        country_rule=CountryRule(
            base="AAA", mode="reel", requires="", facts=(), excluded=(), source=HERE
        ),
        variables={},
        number_sets={n: {} for n in number_sets},
        role=Role(position="", organisation="", authority="", mandate="", limits=""),
        situation="",
        actors=(),
        chronology=(),
        exhibits=tuple(exhibit(f"D{n}") for n in range(1, 7)),
        constraints=(),
        items=tuple(replace(i, id=f"{name}/{i.label}") for i in items),
        injects=(),
        mention="",
        source=HERE,
    )


def exhibit(name):
    """A document with nothing in it."""
    return Exhibit(
        id=name,
        kind="note",
        title=name,
        issuer="",
        date="",
        reliability="",
        language="fr",
        body="",
        columns=(),
        rows=(),
        chart=None,
        source=HERE,
    )


def blueprint(name="B1-ECRIT", shares=None, **changes):
    """A blueprint that asks for little: half the points on each of two codes, give or take 20."""
    tolerance = changes.pop("tolerance", 20)
    targets = tuple(
        CodeTarget(code=code, share=Decimal(share), tolerance=Decimal(tolerance))
        for code, share in (shares or {"C1": 50, "C2": 50}).items()
    )
    values = {
        "id": name,
        "title": name,
        "block": name[:2],
        "kind": FormKind.PAPER,
        "phase": Phase.FINAL,
        "format": "ef_note_dossier",
        "modality": Modality.WRITTEN,
        "minutes": 180,
        "reading": 15,
        "preparation": 0,
        "talk": 0,
        "points": 100,
        "coefficient": Decimal(1),
        "targets": targets,
        "items_min": 1,
        "items_max": 8,
        "minutes_min": 0,
        "minutes_max": 500,
        "scenarios_max": 1,
        "documents_min": 0,
        "documents_max": 20,
        "difficulty": Decimal(3),
        "difficulty_tolerance": Decimal(2),
        "decision_required": False,
        "spare": False,
        "tickets": 0,
        "soft_skills": (),
        "materials": "",
        "instructions": (),
        "source": Source(path="referential/epreuves.yaml", line=7),
    }
    return Blueprint(**(values | changes))


def oral(name="B1-ORAL", shares=None, **changes):
    """The blueprint of an oral on tickets of two questions."""
    values = {
        "kind": FormKind.TICKET,
        "modality": Modality.ORAL,
        "format": "ef_oral_ticket",
        "points": 20,
        "minutes": 30,
        "preparation": 20,
        "items_min": 2,
        "items_max": 2,
        "tickets": 4,
    }
    return blueprint(name, shares, **(values | changes))


def country(iso3, region):
    """A country of which only the region counts."""
    words = dict.fromkeys((f for f in Grammar.__dataclass_fields__), iso3)
    grammar = Grammar(**(words | {"feminine": False, "plural": False}))
    return Country(
        iso3=iso3,
        name=iso3,
        official_name=iso3,
        status="pays",
        fictional=False,
        eligible=True,
        reason="",
        region=region,
        subregion="",
        traits={},
        grammar=grammar,
    )


def bank(scenarios, blueprints, settings=None, shares=None):
    """A bank of scenarios; each may be set in six countries of three regions unless told otherwise."""
    everywhere = tuple(f"P{n:02d}" for n in range(6))
    places = settings or {s.id: everywhere for s in scenarios}
    countries = sorted({c for own in places.values() for c in own})
    codes = tuple(
        CodeCriteria(
            code=code,
            status="proposition",
            title=code,
            verb="",
            indicators=(),
            levels=("", "", "", "", ""),
            deliverables=(),
            formats=(),
            hard_skills=(shares or {}).get(code, SKILLS),
            soft_skills=(),
            scenario_needs="",
            caution="",
            source=HERE,
        )
        for code in CODES
    )
    return Bank(
        referential=Referential(
            source_file="",
            sha256="",
            line_count=0,
            official=Official(title=""),
            passages=(),
            blocks=(),
            competencies=(),
            variants=(),
        ),
        criteria=Criteria(
            version="1",
            status="proposition",
            levels=(),
            conversions=(),
            formats=(),
            hard_skills=(),
            soft_skills=(),
            deliverables=(),
            codes=codes,
        ),
        profile=Profile(
            source_file="",
            sha256="",
            missions=(),
            hard_skills=SKILLS,
            soft_skills=(),
            tools=(),
            constraints=(),
            diplomas=(),
        ),
        rules=RuleSet(values={}, fingerprint=""),
        blueprints=tuple(blueprints),
        countries={c: country(c, f"R{n % 3}") for n, c in enumerate(countries)},
        field_sources={},
        families={},
        types=(),
        scenarios=tuple(scenarios),
        settings=places,
        fingerprint="",
    )


def session(*exams, excluded=(), tickets=0, markings=2, date="2026-11-17"):
    """A session of these exams."""
    return Session(
        id="2026-11",
        title="",
        centre="",
        certifier="",
        date=date,
        zone="Europe/Paris",
        exams=exams,
        excluded_countries=tuple(excluded),
        tickets=tickets,
        markings=markings,
        source=HERE,
    )


def variants(bank, plan):
    """The text of each setting of a plan: the scenario as it is."""
    return {
        s: Variant(
            scenario=s.scenario,
            iso3=s.iso3,
            number_set=s.number_set,
            country_name=s.iso3,
            content=bank.scenario(s.scenario),
            facts=(),
        )
        for planned in plan
        for s in planned.choice.settings
    }


def candidate(number, *, specialisation="S1", won=(), **measures):
    """A candidate; measures are those of ``Accommodation``."""
    return Candidate(
        number=number,
        last_name="N",
        first_name="P",
        birth_date="1990-01-01",
        email="",
        specialisation=specialisation,
        won=won,
        accommodation=Accommodation(**measures),
        source=HERE,
    )


def assessor(name, *, blocks=("B1",), links=()):
    """An assessor of block 1."""
    return Assessor(
        id=name,
        last_name=name,
        first_name="",
        email="",
        organisation="",
        external=True,
        blocks=blocks,
        links=links,
        source=HERE,
    )


def roster(candidates, assessors, rooms, sittings):
    """Registrations: ``{"Salle 1": 20}`` and ``{"B1-ECRIT": ("2026-11-17", "09:00", ("Salle 1",))}``."""
    return Roster(
        candidates=tuple(candidates),
        assessors=tuple(assessors),
        rooms=tuple(Room(name=n, seats=s, source=HERE) for n, s in rooms.items()),
        sittings=tuple(
            Sitting(blueprint=b, date=d, start=t, rooms=halls, source=HERE)
            for b, (d, t, halls) in sittings.items()
        ),
    )


def satisfies(plan, items):
    """Whether a set of items makes a paper, rule by rule, in plain words."""
    total = sum(Fraction(i.points) for i in items)
    places = [i.id.rpartition("/")[0] for i in items]
    for target in plan.targets:
        own = sum(Fraction(e.points) for i in items for e in i.expected if e.code == target.code)
        if abs(100 * own / total - Fraction(target.share)) > Fraction(target.tolerance):
            return False
    mean = sum(Fraction(i.points) * i.difficulty for i in items) / total
    documents = {(p, d) for p, i in zip(places, items, strict=True) for d in i.documents}
    labels = {(p, i.label) for p, i in zip(places, items, strict=True)}
    enemies = {(p, e) for p, i in zip(places, items, strict=True) for e in i.enemies}
    return (
        abs(mean - Fraction(plan.difficulty)) <= Fraction(plan.difficulty_tolerance)
        and plan.minutes_min <= sum(i.minutes for i in items) <= plan.minutes_max
        and plan.items_min <= len(items) <= plan.items_max
        and plan.documents_min <= len(documents) <= plan.documents_max
        and (not plan.decision_required or any(i.decision for i in items))
        and len(set(places)) <= plan.scenarios_max
        and not labels & enemies
        and {i.modality for i in items} == {plan.modality}
        and {c for i in items for c in i.codes} <= set(plan.codes)
    )


def deviation(plan, items, bank):
    """What a paper deviates, points on 100."""
    total = sum(Fraction(i.points) for i in items)
    found = 100 * abs(
        sum(Fraction(i.points) * i.difficulty for i in items) / total - Fraction(plan.difficulty)
    )
    by_code = {t.code: Fraction(0) for t in plan.targets}
    for element in (e for i in items for e in i.expected):
        by_code[element.code] += Fraction(element.points)
    for target in plan.targets:
        found += abs(100 * by_code[target.code] / total - Fraction(target.share))
    weights = {c.code: dict(c.hard_skills) for c in bank.criteria.codes}
    whole = sum(v for _, v in bank.profile.hard_skills)
    for skill, value in bank.profile.hard_skills:
        own = sum(
            points * weights[code].get(skill, 0) / sum(weights[code].values())
            for code, points in by_code.items()
        )
        found += 10 * abs(own / total - Fraction(value, whole))
    return float(found)


def subsets(items):
    """Every set of items but the empty one."""
    sizes = range(1, len(items) + 1)
    return chain.from_iterable(combinations(items, size) for size in sizes)


def random_scenario(dice, name, *, count=5):
    """A scenario of written and oral items drawn by the dice."""
    items = []
    for n in range(1, count + 1):
        modality = dice.choice((Modality.WRITTEN, Modality.WRITTEN, Modality.ORAL))
        codes = dice.sample(("C1", "C2", "C3"), dice.choice((1, 1, 2)))
        documents = tuple(sorted(dice.sample(("D1", "D2", "D3", "CARTE"), dice.randint(0, 2))))
        items.append(
            item(
                f"T{n}",
                {code: dice.randint(2, 9) * 2 for code in codes},
                modality=modality,
                difficulty=dice.randint(2, 5),
                minutes=dice.choice((10, 15, 20, 30)),
                documents=documents,
                decision=dice.random() < 0.4,
                enemies=(f"T{dice.randint(1, count)}",) if dice.random() < 0.2 and n == 1 else (),
            )
        )
    clean = [replace(i, enemies=tuple(e for e in i.enemies if e != i.label)) for i in items]
    return scenario(name, clean)


def random_blueprint(dice, name, **changes):
    """A blueprint drawn by the dice, easy or not."""
    shares = dice.choice(({"C1": 50, "C2": 50}, {"C1": 40, "C2": 30, "C3": 30}, {"C1": 100}))
    values = {
        "tolerance": dice.choice((5, 10, 20, 30)),
        "scenarios_max": dice.choice((1, 1, 2)),
        "minutes_min": dice.choice((0, 30)),
        "minutes_max": dice.choice((60, 90, 200)),
        "items_min": dice.choice((1, 2)),
        "items_max": dice.choice((3, 6)),
        "documents_max": dice.choice((2, 8)),
        "difficulty_tolerance": Decimal(dice.choice(("0.5", "1", "2"))),
        "decision_required": dice.random() < 0.3,
        "spare": dice.random() < 0.5,
    }
    return blueprint(name, shares, **(values | changes))


def dice(seed):
    """Dice that always fall the same way."""
    return random.Random(seed)  # noqa: S311 (no secret depends on it)


class Make:
    """The factories, in one fixture: tests share nothing else."""

    item = staticmethod(item)
    scenario = staticmethod(scenario)
    blueprint = staticmethod(blueprint)
    oral = staticmethod(oral)
    bank = staticmethod(bank)
    session = staticmethod(session)
    variants = staticmethod(variants)
    candidate = staticmethod(candidate)
    assessor = staticmethod(assessor)
    roster = staticmethod(roster)
    satisfies = staticmethod(satisfies)
    deviation = staticmethod(deviation)
    subsets = staticmethod(subsets)
    dice = staticmethod(dice)
    random_scenario = staticmethod(random_scenario)
    random_blueprint = staticmethod(random_blueprint)

    def papers(self, plan, world):
        """Every paper of a bank by brute force: its value and its ids, best first."""
        items = [i for s in world.scenarios for i in s.items]
        found = [
            (self.deviation(plan, chosen, world), tuple(sorted(i.id for i in chosen)))
            for chosen in subsets(items)
            if satisfies(plan, chosen)
        ]
        return sorted(found)

    def form(
        self, world, plan, items, *, role=FormRole.MAIN, number=1, place=("P00", "A"), **known
    ):
        """A form of these items, composed without any search; ``known`` is what was proved of it."""
        iso3, number_set = place
        scenarios = dict.fromkeys(i.rpartition("/")[0] for i in items)
        chosen = Choice(
            blueprint=plan.id,
            role=role,
            number=number,
            items=tuple(items),
            settings=tuple(
                Setting(scenario=s, iso3=iso3, number_set=number_set) for s in scenarios
            ),
        )
        by_id = {i.id: i for s in world.scenarios for i in s.items}
        value = deviation(plan, [by_id[i] for i in items], world)
        name = f"{plan.id}-{role.value[0].upper()}{number}"
        proved = {"deviation": value, "bound": value, "alternatives": 1, "notes": ()}
        planned = Planned(form=name, choice=chosen, **(proved | known))
        return compose(world, "2026-11", planned, variants(world, [planned]))

    def random_bank(self, seed, *, scenarios=2, count=4, plans=1, **changes):
        """A bank drawn by a seed."""
        thrown = dice(seed)
        names = [chr(65 + n) + "1" for n in range(scenarios)]
        made = [random_scenario(thrown, name, count=count) for name in names]
        blueprints = [random_blueprint(thrown, f"B{n + 1}-ECRIT", **changes) for n in range(plans)]
        return bank(made, blueprints)


@pytest.fixture(scope="session")
def make():
    """The factories."""
    return Make()
