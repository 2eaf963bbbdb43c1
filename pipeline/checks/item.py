"""What must hold of items: points, codes, answers, prompts, time to read and to write."""

import re
from collections.abc import Callable, Iterator
from decimal import Decimal

from pipeline.codes import Code
from pipeline.diagnostics import Diagnostic
from pipeline.model.bank import Bank
from pipeline.model.item import Item, Modality
from pipeline.model.scenario import Scenario
from pipeline.rules import item as rules

MAX_TITLE = 45
MIN_OUTLINE = 3
MIN_PROMPTS = 3
#: Words read in a minute by somebody who takes notes, and the share of the time reading may take.
WORDS_A_MINUTE = 150
READING_SHARE = Decimal("0.4")
#: Points a minute that can be earned without haste nor boredom.
PACE = (Decimal("0.2"), Decimal("1.25"))
MINUTES = {
    Modality.WRITTEN: (10, 240),
    Modality.ORAL: (5, 40),
    Modality.SIMULATION: (30, 120),
    Modality.OBSERVATION: (15, 120),
}
#: Players of a simulation, one sheet each; new facts that it needs at least.
ROLES = (4, 8)
MIN_INJECTS = 2
#: Work handed in is done at home: neither its pace nor its reading is that of a room.
HOMEWORK = ("cc_travail",)
_DOCUMENT = re.compile(r"(?<![\w.-])D[0-9]{1,2}(?![\w-])")
_INSTANT = re.compile(r"\+([0-9]{1,3}) min")


def points_add_up(bank: Bank) -> Iterator[Diagnostic]:
    """An item is worth exactly what its expected elements are worth."""
    for item in _items(bank):
        total = sum((e.points for e in item.expected), Decimal(0))
        if total != item.points:
            yield rules.UNEVEN.at(item.source, item=item.id, points=item.points, total=total)


def answers_have_a_core(bank: Bank) -> Iterator[Diagnostic]:
    """At least one expected element is indispensable."""
    for item in _items(bank):
        if not any(element.indispensable for element in item.expected):
            yield rules.NO_INDISPENSABLE.at(item.source, item=item.id)


def codes_are_proved(bank: Bank) -> Iterator[Diagnostic]:
    """Every code of an item is proved by an expected element."""
    for item in _items(bank):
        for code in item.codes:
            if not item.points_of(code):
                yield rules.SILENT_CODE.at(item.source, item=item.id, code=code)


def prompts_are_for_orals(bank: Bank) -> Iterator[Diagnostic]:
    """What is talked over gives its three prompts or more; a written item gives none."""
    for item in _items(bank):
        count = len(item.prompts)
        if item.modality is Modality.WRITTEN and count:
            yield rules.PROMPTS_IN_WRITING.at(item.source, item=item.id)
        elif item.modality is not Modality.WRITTEN and not count:
            yield rules.NO_PROMPTS.at(item.source, item=item.id)
        elif item.modality is not Modality.WRITTEN and count < MIN_PROMPTS:
            yield rules.FEW_PROMPTS.at(item.source, item=item.id, count=count)


def titles_are_short(bank: Bank) -> Iterator[Diagnostic]:
    """A title fits in a column of a grid; one with a tag is judged once set."""
    for item in _items(bank):
        count = len(item.title)
        if count > MAX_TITLE and "{{" not in item.title:
            yield rules.LONG_TITLE.at(item.source, item=item.id, count=count, limit=MAX_TITLE)


def answers_are_outlined(bank: Bank) -> Iterator[Diagnostic]:
    """The jury gets the outline of a model answer."""
    for item in _items(bank):
        if len(item.outline) < MIN_OUTLINE:
            yield rules.SHORT_OUTLINE.at(item.source, item=item.id, count=len(item.outline))


def minutes_are_plausible(bank: Bank) -> Iterator[Diagnostic]:
    """The minutes of an item are those of a question, and suit its points."""
    for item in _items(bank):
        low, high = MINUTES[item.modality]
        if not low <= item.minutes <= high:
            yield rules.ODD_MINUTES.at(
                item.source, item=item.id, minutes=item.minutes, low=low, high=high
            )
        elif item.formats != HOMEWORK and not PACE[0] <= item.points / item.minutes <= PACE[1]:
            yield rules.ODD_PACE.at(
                item.source, item=item.id, points=item.points, minutes=item.minutes
            )


def documents_leave_time(bank: Bank) -> Iterator[Diagnostic]:
    """Reading its documents takes at most two fifths of a written item's time.

    The documents of an oral are read during the preparation.
    """
    for scenario in bank.scenarios:
        for item in scenario.items:
            words = sum(_words(scenario, document) for document in item.documents)
            reading = -(-words // WORDS_A_MINUTE)
            if item.modality is Modality.WRITTEN and reading > item.minutes * READING_SHARE:
                yield rules.NO_TIME_TO_READ.at(
                    item.source, item=item.id, words=words, reading=reading, minutes=item.minutes
                )


def enemies_exist(bank: Bank) -> Iterator[Diagnostic]:
    """An item that may not stand beside another names one of its own scenario."""
    for scenario in bank.scenarios:
        labels = {item.label for item in scenario.items}
        for item in scenario.items:
            for enemy in item.enemies:
                if enemy not in labels:
                    yield rules.ENEMY_UNKNOWN.at(item.source, item=item.id, enemy=enemy)


def formats_are_apt(bank: Bank) -> Iterator[Diagnostic]:
    """The formats of an item are of its modality and apt to assess its codes; without any, one at least is."""
    for item in _items(bank):
        known = [f.id for f in bank.criteria.formats if f.modality == item.modality]
        for name in item.formats:
            if name not in known:
                yield rules.UNKNOWN_FORMAT.at(
                    item.source, item=item.id, format=name, known=", ".join(known)
                )
        if not item.formats and item.modality in (Modality.SIMULATION, Modality.OBSERVATION):
            yield rules.FORMAT_TO_SAY.at(item.source, item=item.id, known=", ".join(known))
        for code in item.codes:
            yield from _aptitudes(bank, item, code, known)


def _aptitudes(bank: Bank, item: Item, code: Code, known: list[str]) -> Iterator[Diagnostic]:
    """The formats of an item that cannot assess one of its codes."""
    apt = [name for name in known if bank.criteria.code(code).aptitude(name)]
    if not apt:
        modality = item.modality.value
        yield rules.NO_APT_FORMAT.at(item.source, item=item.id, code=code, modality=modality)
        return
    for name in item.formats:
        if name in known and name not in apt:
            yield rules.NOT_APT.at(
                item.source, item=item.id, format=name, code=code, known=", ".join(apt)
            )


def simulations_are_played(bank: Bank) -> Iterator[Diagnostic]:
    """A simulation has a sheet for each player and new facts; nothing else has."""
    for item in _items(bank):
        if item.modality is not Modality.SIMULATION:
            if item.roles or item.injects:
                yield rules.NO_ROLE_HERE.at(item.source, item=item.id)
            continue
        low, high = ROLES
        count = len(item.roles)
        if not low <= count <= high:
            yield rules.ROLE_COUNT.at(item.source, item=item.id, count=count, low=low, high=high)
        if len(item.injects) < MIN_INJECTS:
            yield rules.FEW_INJECTS.at(item.source, item=item.id, count=len(item.injects))


def instructions_name_their_documents(bank: Bank) -> Iterator[Diagnostic]:
    """A document of the dossier that an instruction names is one of its item: a paper prints no other."""
    for scenario in bank.scenarios:
        known = {exhibit.id for exhibit in scenario.exhibits}
        for item in scenario.items:
            for name in dict.fromkeys(_DOCUMENT.findall(item.instruction)):
                if name in known and name not in item.documents:
                    yield rules.DOCUMENT_NOT_GIVEN.at(item.source, item=item.id, document=name)


def injects_come_in_time(bank: Bank) -> Iterator[Diagnostic]:
    """The new facts of a simulation come while it lasts."""
    for item in _items(bank):
        for inject in item.injects:
            instant = _INSTANT.fullmatch(inject.when)
            if instant is None or int(instant[1]) >= item.minutes:
                yield rules.INJECT_OUT_OF_TIME.at(
                    item.source,
                    item=item.id,
                    inject=inject.id,
                    when=inject.when,
                    minutes=item.minutes,
                )


def _items(bank: Bank) -> Iterator[Item]:
    return (item for scenario in bank.scenarios for item in scenario.items)


def _words(scenario: Scenario, document: str) -> int:
    """Words of a document of the dossier; the country sheet and the map count for nothing."""
    found = [e for e in scenario.exhibits if e.id == document]
    texts = (t for e in found for t in (e.title, e.body, *e.columns, *sum(e.rows, ())))
    return sum(len(text.split()) for text in texts)


ALL: tuple[Callable[[Bank], Iterator[Diagnostic]], ...] = (
    points_add_up,
    answers_have_a_core,
    codes_are_proved,
    prompts_are_for_orals,
    titles_are_short,
    answers_are_outlined,
    minutes_are_plausible,
    documents_leave_time,
    enemies_exist,
    formats_are_apt,
    simulations_are_played,
    instructions_name_their_documents,
    injects_come_in_time,
)
