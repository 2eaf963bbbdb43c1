"""How exposed scenarios, questions and countries are once a session is over, against before."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from pipeline.model.bank import Bank
from pipeline.model.certificate import Exposed, Exposure, ExposureTotal
from pipeline.model.form import Form
from pipeline.model.inventory import SessionUse

Uses = Sequence[SessionUse]


def exposures(forms: Sequence[Form], before: Uses) -> tuple[Exposure, ...]:
    """What a session uses, by kind, the most exposed first; ``before`` are the earlier sessions in order of time."""
    found = []
    for kind, own in used_by(forms).items():
        names = _names(forms, kind)
        earlier = [(use.session, _used(use, kind)) for use in before]
        lines = [
            Exposure(
                kind=kind,
                id=key,
                name=names.get(key, key),
                before=sum(key in ids for _, ids in earlier),
                last=max((session for session, ids in earlier if key in ids), default=""),
                forms=count,
            )
            for key, count in own.items()
        ]
        found += sorted(lines, key=lambda line: (-line.after, -line.forms, line.id))
    return tuple(found)


def totals(bank: Bank, forms: Sequence[Form], before: Uses) -> tuple[ExposureTotal, ...]:
    """Of each kind, how many there are and how many have been used, before and after."""
    offered = {
        Exposed.SCENARIO: {s.id for s in bank.scenarios},
        Exposed.ITEM: {i.id for s in bank.scenarios for i in s.items},
        Exposed.COUNTRY: {c for places in bank.settings.values() for c in places},
    }
    found = []
    for kind, own in used_by(forms).items():
        earlier = {key for use in before for key in _used(use, kind)}
        everything = offered[kind] | earlier | own.keys()
        found.append(
            ExposureTotal(
                kind=kind,
                offered=len(everything),
                before=len(earlier),
                after=len(earlier | own.keys()),
            )
        )
    return tuple(found)


def used_by(forms: Iterable[Form]) -> dict[Exposed, dict[str, int]]:
    """In how many forms each scenario, question and country stands."""
    found: dict[Exposed, dict[str, int]] = {kind: {} for kind in Exposed}
    for form in forms:
        for kind, key in sorted(set(_held(form))):
            found[kind][key] = found[kind].get(key, 0) + 1
    return found


def _held(form: Form) -> Iterator[tuple[Exposed, str]]:
    """What one form uses."""
    for dossier in form.dossiers:
        yield Exposed.SCENARIO, dossier.scenario
        yield Exposed.COUNTRY, dossier.iso3
    for question in form.questions:
        yield Exposed.ITEM, question.item.id


def _used(use: SessionUse, kind: Exposed) -> frozenset[str]:
    """What an earlier session used of a kind."""
    if kind is Exposed.SCENARIO:
        return use.scenarios
    return use.items if kind is Exposed.ITEM else use.countries


def _names(forms: Iterable[Form], kind: Exposed) -> Mapping[str, str]:
    """What things are called: as in the forms, whatever became of the bank."""
    if kind is Exposed.SCENARIO:
        return {d.scenario: d.title for form in forms for d in form.dossiers}
    if kind is Exposed.ITEM:
        return {q.item.id: q.item.title for form in forms for q in form.questions}
    return {d.iso3: d.country_name for form in forms for d in form.dossiers}
