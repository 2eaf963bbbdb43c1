"""What resembles what across the bank: texts, items, scenarios that say the same, names aside.

A text is compared by its runs of three words, without tags, numbers and names; its likeness to another is the share of
its runs that are in the other, the shorter of the two being the measure. All is exact: nothing is sampled.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from pipeline.diagnostics import Diagnostic, Source
from pipeline.model.bank import Bank
from pipeline.model.item import Item
from pipeline.model.scenario import DRAFT, Scenario
from pipeline.model.supply import Similar
from pipeline.rules import bank as rules

RUN = 3
#: Measured on the bank of November 2026: two of its items share at most 28 percent, two instructions 65; an item copied
#: with other names and one word in ten replaced shares 70.
ITEM_LIMIT = Fraction(9, 20)
TEXT_LIMIT = Fraction(7, 10)
#: Under these numbers of runs, what is alike is a turn of phrase that every paper uses.
MIN_ITEM = 30
MIN_TEXT = 20
_TAG = re.compile(r"\{\{.*?\}\}", re.DOTALL)
_NAME = re.compile(r"(?:(?<=['’])|(?<=[\w,)»] ))[A-ZÀ-ÖØ-Þ][\w-]*")
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Passage:
    """Something that is compared: whose it is, where it is, how it reads, its runs of words."""

    scenario: str
    owner: str
    source: Source
    text: str
    runs: frozenset[str]


def items_are_distinct(bank: Bank) -> Iterator[Diagnostic]:
    """No item is another one of another scenario with its names changed."""
    for score, left, right in _near(_items(bank, MIN_ITEM), ITEM_LIMIT):
        yield rules.SIMILAR_ITEMS.at(
            left.source,
            item=left.owner,
            percent=round(score * 100),
            other=right.owner,
            place=right.source,
        )


def texts_are_distinct(bank: Bank) -> Iterator[Diagnostic]:
    """No situation, document, instruction or element of an answer is word for word in another scenario."""
    told: set[tuple[str, str]] = set()
    for score, left, right in _near(_texts(bank), TEXT_LIMIT):
        if (left.owner, right.owner) not in told:
            told.add((left.owner, right.owner))
            yield rules.SIMILAR_TEXTS.at(
                left.source,
                owner=left.owner,
                percent=round(score * 100),
                other=right.owner,
                place=right.source,
                text=left.text[:60],
            )


def closest_scenarios(bank: Bank, count: int) -> tuple[Similar, ...]:
    """The pairs of scenarios that share most, the closest first; at most ``count``."""
    passages = tuple(
        _passage(s, s.id, s.source, (s.situation, *(e.body for e in s.exhibits), *_asked(s)))
        for s in bank.scenarios
    )
    return _closest(passages, count)


def closest_items(bank: Bank, count: int) -> tuple[Similar, ...]:
    """The pairs of items of different scenarios that share most, the closest first; at most ``count``."""
    return _closest(_items(bank, MIN_ITEM), count)


def _asked(scenario: Scenario) -> Iterator[str]:
    return (text for item in scenario.items for text in _said(item))


def _said(item: Item) -> tuple[str, ...]:
    """What an item asks and what it expects."""
    expected = (element.text for element in item.expected)
    return item.instruction, *expected, *item.pitfalls, *item.outline, *item.prompts


def _items(bank: Bank, least: int) -> tuple[_Passage, ...]:
    written = (s for s in bank.scenarios if s.review.status != DRAFT)
    found = (_passage(s, i.id, i.source, _said(i)) for s in written for i in s.items)
    return tuple(passage for passage in found if len(passage.runs) >= least)


def _texts(bank: Bank) -> tuple[_Passage, ...]:
    """The texts that are long enough to be compared one by one."""
    found: list[_Passage] = []
    for s in bank.scenarios:
        if s.review.status == DRAFT:
            continue
        found.append(_passage(s, s.id, s.source, (s.situation,)))
        found += (_passage(s, f"{s.id}/{e.id}", e.source, (e.body,)) for e in s.exhibits)
        found += (_passage(s, i.id, i.source, (text,)) for i in s.items for text in _said(i))
    return tuple(passage for passage in found if len(passage.runs) >= MIN_TEXT)


def _passage(scenario: Scenario, owner: str, source: Source, texts: Sequence[str]) -> _Passage:
    runs = frozenset[str]().union(*map(_runs, texts))
    return _Passage(scenario=scenario.id, owner=owner, source=source, text=texts[0], runs=runs)


@lru_cache(maxsize=1 << 14)
def _runs(text: str) -> frozenset[str]:
    """The runs of three words of a text, without tags, numbers and names."""
    words = _WORD.findall(_NAME.sub(" ", _TAG.sub(" ", text)).casefold())
    return frozenset(map(" ".join, zip(*(words[start:] for start in range(RUN)), strict=False)))


def _near(
    passages: Sequence[_Passage], limit: Fraction
) -> Iterator[tuple[Fraction, _Passage, _Passage]]:
    """The pairs of different scenarios above a limit, the closest first.

    Of the runs of the shorter, so many are in the other that one of its rarest is: only those are looked up.
    """
    holders = _holders(passages)
    found: dict[tuple[int, int], Fraction] = {}
    for rank, passage in enumerate(passages):
        rarest = sorted(passage.runs, key=lambda run: (len(holders[run]), run))
        missing = len(rarest) - -(-len(rarest) * limit.numerator // limit.denominator)
        for other in {o for run in rarest[: missing + 1] for o in holders[run]}:
            score = _score(passage, passages[other])
            if score is not None and score >= limit:
                found[min(rank, other), max(rank, other)] = score
    for (left, right), score in sorted(found.items(), key=lambda pair: (-pair[1], pair[0])):
        yield score, passages[left], passages[right]


def _score(passage: _Passage, other: _Passage) -> Fraction | None:
    """The share of a passage that is in another one, not shorter and of another scenario."""
    if other.scenario == passage.scenario or len(other.runs) < len(passage.runs):
        return None
    return Fraction(len(passage.runs & other.runs), len(passage.runs))


def _closest(passages: Sequence[_Passage], count: int) -> tuple[Similar, ...]:
    holders = _holders(passages)
    found: list[tuple[Fraction, int, int]] = []
    for rank, passage in enumerate(passages):
        shared: Counter[int] = Counter()
        for run in passage.runs:
            shared.update(holders[run])
        for other, runs in shared.items():
            if other > rank and passages[other].scenario != passage.scenario:
                least = min(len(passage.runs), len(passages[other].runs))
                found.append((Fraction(runs, least), rank, other))
    found.sort(key=lambda pair: (-pair[0], pair[1:]))
    return tuple(_similar(s, passages[a], passages[b]) for s, a, b in found[: max(0, count)])


def _similar(score: Fraction, left: _Passage, right: _Passage) -> Similar:
    return Similar(
        first=left.owner,
        second=right.owner,
        score=score,
        first_source=left.source,
        second_source=right.source,
    )


def _holders(passages: Sequence[_Passage]) -> dict[str, list[int]]:
    """Which passages hold each run."""
    holders: dict[str, list[int]] = {}
    for rank, passage in enumerate(passages):
        for run in passage.runs:
            holders.setdefault(run, []).append(rank)
    return holders


ALL: tuple[Callable[[Bank], Iterator[Diagnostic]], ...] = (items_are_distinct, texts_are_distinct)
