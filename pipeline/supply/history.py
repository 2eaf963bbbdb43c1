"""What the sessions of a workspace have assessed over time, from their forms."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal

from pipeline.codes import Code
from pipeline.model.bank import Bank
from pipeline.model.criteria import CodeCriteria, Criteria
from pipeline.model.form import Dossier, Form, FormRole
from pipeline.model.history import (
    WEIGHTS,
    CodeHistory,
    CodeUse,
    CoverageHistory,
    ExposureHistory,
    Kind,
    SessionForms,
)
from pipeline.model.item import Modality
from pipeline.model.scenario import Scenario

TENTH, CENT = Decimal("0.1"), Decimal("0.01")
WELL = 2


def take_history(bank: Bank, sessions: Sequence[SessionForms]) -> CoverageHistory:
    """The ledger of the sessions, in the order of their names."""
    ordered = sorted(sessions, key=lambda s: s.session)
    asked = {q.item.id for s in ordered for form in s.forms for q in form.questions}
    return CoverageHistory(
        sessions=tuple(s.session for s in ordered),
        codes=tuple(_codes(bank, ordered, asked)),
        exposures=tuple(_exposures(bank, ordered)),
        items=sum(len(s.items) for s in bank.scenarios),
        rested=sum(i.id not in asked for s in bank.scenarios for i in s.items),
    )


def _codes(bank: Bank, sessions: Sequence[SessionForms], asked: set[str]) -> Iterator[CodeHistory]:
    """The history of each code of the referential, in its order."""
    exams = [(s.session, exam) for s in sessions for exam in _exams(s.forms)]
    for competency in bank.referential.competencies:
        entry = bank.criteria.code(competency.code)
        items = [
            i.id
            for scenario in bank.scenarios
            for i in scenario.items
            if competency.code in i.codes
        ]
        uses = (_use(session, exam, competency.code) for session, exam in exams)
        yield CodeHistory(
            code=competency.code,
            title=entry.title,
            block=competency.block,
            uses=tuple(use for use in uses if use.points > 0),
            apt=_apt(bank.criteria, entry),
            items=len(items),
            rested=sum(i not in asked for i in items),
        )


def _exams(forms: Sequence[Form]) -> list[tuple[Form, ...]]:
    """The forms of each exam, spares left out: nobody sits both."""
    sat = [f for f in forms if f.role is not FormRole.SPARE]
    return [
        tuple(f for f in sat if f.blueprint == n) for n in dict.fromkeys(f.blueprint for f in sat)
    ]


def _use(session: str, forms: Sequence[Form], code: Code) -> CodeUse:
    """What an exam gives to a code: the mean of its forms."""
    reached = [
        sum(
            (e.points for q in form.questions for e in q.item.expected if e.code == code),
            Decimal(0),
        )
        for form in forms
    ]
    mean = sum(reached, Decimal(0)) / len(forms)
    first = forms[0]
    return CodeUse(
        session=session,
        exam=first.blueprint,
        phase=first.phase,
        modality=first.modality,
        points=mean.quantize(CENT),
        share=(100 * mean / first.points).quantize(TENTH),
    )


def _apt(criteria: Criteria, entry: CodeCriteria) -> tuple[Modality, ...]:
    """The modalities of the formats in which a code is well observed."""
    ways = {criteria.format(name).modality for name, apt in entry.formats if apt >= WELL}
    return tuple(m for m in Modality if m.value in ways)


def _exposures(bank: Bank, sessions: Sequence[SessionForms]) -> Iterator[ExposureHistory]:
    """Every scenario and family of the bank, every country met, and scenarios of sessions that the bank has no more."""
    scenarios = _weigh(sessions, lambda d: d.scenario)
    families = _weigh(sessions, lambda d: d.family)
    countries = _weigh(sessions, lambda d: d.iso3)
    names = [s.session for s in sessions]
    known = {s.id: s for s in bank.scenarios}
    for scenario in sorted({*known, *scenarios}):
        own = known.get(scenario)
        uses = scenarios.get(scenario, {})
        since = _since(uses, names)
        yield ExposureHistory(
            kind=Kind.SCENARIO,
            id=scenario,
            name=own.title if own else "",
            uses=uses,
            since=since,
            resting=own is not None and _rests(bank, own, scenarios_of_mains(sessions), names),
        )
    for family in sorted({*bank.families, *families}):
        uses = families.get(family, {})
        name = bank.families.get(family, "")
        yield _plain(Kind.FAMILY, family, name, uses, names)
    for iso3 in sorted(countries):
        name = bank.countries[iso3].name if iso3 in bank.countries else ""
        yield _plain(Kind.COUNTRY, iso3, name, countries[iso3], names)


def scenarios_of_mains(sessions: Sequence[SessionForms]) -> Mapping[str, str]:
    """The last session whose main papers used each scenario."""
    return {
        d.scenario: s.session
        for s in sessions
        for form in s.forms
        if form.role is FormRole.MAIN
        for d in form.dossiers
    }


def _rests(bank: Bank, scenario: Scenario, last: Mapping[str, str], names: Sequence[str]) -> bool:
    """Whether a blueprint of the scenario's blocks keeps it out of the next session's main papers."""
    if scenario.id not in last:
        return False
    since = len(names) - 1 - names.index(last[scenario.id])
    return any(b.block in scenario.blocks and since < b.rest for b in bank.blueprints)


def _plain(
    kind: Kind, name: str, title: str, uses: Mapping[str, int], names: Sequence[str]
) -> ExposureHistory:
    """The exposure of a family or a country."""
    return ExposureHistory(kind=kind, id=name, name=title, uses=uses, since=_since(uses, names))


def _since(uses: Mapping[str, int], names: Sequence[str]) -> int | None:
    """How many sessions ago the last use was, 0 for the last session."""
    return len(names) - 1 - names.index(max(uses)) if uses else None


def _weigh(
    sessions: Sequence[SessionForms], name: Callable[[Dossier], str]
) -> dict[str, dict[str, int]]:
    """By name, the weight of its use in each session: the highest of the forms that use it."""
    found: dict[str, dict[str, int]] = {}
    for s in sessions:
        for form in s.forms:
            for dossier in form.dossiers:
                own = found.setdefault(name(dossier), {})
                own[s.session] = max(own.get(s.session, 0), WEIGHTS[form.role])
    return found
