"""Why a scenario cannot be set in a country: each condition that refuses it, and what it alone costs."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.model.bank import Bank
from pipeline.model.country import Country
from pipeline.model.scenario import CountryRule, Scenario
from pipeline.read.countries import Countries
from pipeline.read.predicate import compile_predicate
from pipeline.read.vocabulary import Vocabulary, build_vocabulary
from pipeline.rules import authoring as words

_STRING = re.compile(r"\"[^\"]*\"|'[^']*'")
_ASKED = re.compile(r"\bvrai\(\s*[\"'](\w+)[\"']\s*\)")
_WORD = re.compile(r"\w+")
_INVENTED = {"fictif": (True,), "reel": (False,)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A country that a scenario cannot be set in, and every reason for it.

    ``closed``: it is out of the question, and nothing more was looked for.
    """

    iso3: str
    country: str
    reasons: tuple[str, ...]
    closed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Obstacle:
    """One reason with the countries that it refuses; ``alone`` are those that would be won without it."""

    reason: str
    countries: tuple[str, ...]
    alone: tuple[str, ...]


def refusals(bank: Bank, scenario: Scenario) -> tuple[Refusal, ...]:
    """The countries refused, in order, each with its reasons."""
    vocabulary = build_vocabulary(Countries(by_iso3=bank.countries, sources=bank.field_sources))
    kinds = {kind.id: kind for kind in bank.types}
    own = conjuncts(scenario.country_rule.requires)
    conditions = [(words.OWN_CONDITION, part) for part in own]
    if scenario.type in kinds:
        said = words.TYPE_CONDITION.format(type=scenario.type, condition="{condition}")
        theirs = conjuncts(kinds[scenario.type].requires)
        known = {part.strip("() ") for part in own}
        conditions += [(said, part) for part in theirs if part.strip("() ") not in known]
    rule = scenario.country_rule
    found = []
    for iso3, country in sorted(bank.countries.items()):
        if iso3 in bank.settings[scenario.id]:
            continue
        closed = _closed(rule, country)
        why = [closed] if closed else _reasons(bank, rule, country, conditions, vocabulary)
        told = tuple(dict.fromkeys(why))
        found.append(Refusal(iso3=iso3, country=country.name, reasons=told, closed=bool(closed)))
    return tuple(found)


def obstacles(found: Sequence[Refusal]) -> tuple[Obstacle, ...]:
    """The reasons, those that refuse most countries first."""
    by_reason: dict[str, list[Refusal]] = {}
    for refusal in found:
        for reason in refusal.reasons:
            by_reason.setdefault(reason, []).append(refusal)
    told = [
        Obstacle(
            reason=reason,
            countries=tuple(r.iso3 for r in own),
            alone=tuple(r.iso3 for r in own if len(r.reasons) == 1 and not r.closed),
        )
        for reason, own in by_reason.items()
    ]
    return tuple(sorted(told, key=lambda o: (-len(o.countries), o.reason)))


def conjuncts(text: str) -> tuple[str, ...]:
    """The conditions that ``and`` joins at the top of an expression; the whole when ``or`` stands there too."""
    masked = _masked(text)
    if re.search(r"\bor\b", masked):
        return (text.strip(),)
    parts, start = [], 0
    for match in re.finditer(r"\band\b", masked):
        parts.append(text[start : match.start()].strip())
        start = match.end()
    return (*parts, text[start:].strip())


def _masked(text: str) -> str:
    """The text, of the same length, without what stands between quotes or parentheses."""
    hidden = _STRING.sub(lambda m: "_" * len(m[0]), text)
    depth, kept = 0, []
    for character in hidden:
        depth += character == "("
        kept.append(character if depth == 0 else "_")
        depth -= character == ")"
    return "".join(kept)


def _reasons(
    bank: Bank,
    rule: CountryRule,
    country: Country,
    conditions: Sequence[tuple[str, str]],
    vocabulary: Vocabulary,
) -> Iterator[str]:
    """What refuses a country that is not out of the question."""
    for field in rule.facts:
        if field not in country.traits:
            yield words.MISSING_FACT.format(field=field)
    for said, part in conditions:
        condition, _ = compile_predicate(part, rule.source, vocabulary)
        if condition is None or not condition(country, bank.countries):
            lost = sorted(_columns(part) & vocabulary.columns - set(country.traits))
            yield from (words.MISSING_FACT.format(field=field) for field in lost)
            if not lost:
                yield said.format(condition=part)


def _closed(rule: CountryRule, country: Country) -> str:
    """Why a country is out of the question, whatever its figures; empty when it is not."""
    if not country.eligible:
        return words.NOT_ELIGIBLE
    if country.fictional not in _INVENTED.get(rule.mode, (True, False)):
        return words.WRONG_MODE[rule.mode]
    return words.EXCLUDED if country.iso3 in rule.excluded else ""


def _columns(condition: str) -> set[str]:
    """What a condition asks of the country itself: names outside of texts, and what « vrai » is asked for."""
    return {*_WORD.findall(_STRING.sub("", condition)), *_ASKED.findall(condition)}
