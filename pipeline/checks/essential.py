"""Indispensable formats: the codes that must be assessed in a given way too, as the rules list them (C3 simulation)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.checks.registration import Registration
from pipeline.codes import Code
from pipeline.diagnostics import Diagnostic, Source
from pipeline.model.bank import Bank
from pipeline.model.blueprint import Blueprint
from pipeline.model.item import Modality
from pipeline.rules import blueprint as rules

RULE = "evaluation.formats_indispensables"
RULES_FILE = "referential/regles.yaml"
BLUEPRINTS_FILE = "referential/epreuves.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Essential:
    """A code and a way in which it must be assessed, by one exam at least."""

    code: Code
    way: Modality

    def met_by(self, blueprint: Blueprint) -> bool:
        """Whether an exam assesses the code in this way."""
        return self.code in blueprint.codes and blueprint.modality is self.way


def essentials(bank: Bank) -> tuple[Essential, ...]:
    """The indispensable formats of the rules; an entry that cannot be understood is left out, and told by its check."""
    return tuple(e for text in _entries(bank) if (e := _essential(bank, text)) is not None)


def entries_are_understood(bank: Bank) -> Iterator[Diagnostic]:
    """Each indispensable format names a code of the referential and a way of answering."""
    for text in _entries(bank):
        if _essential(bank, text) is None:
            ways = ", ".join(way.value for way in Modality)
            yield rules.BAD_ESSENTIAL.at(Source(path=RULES_FILE), entry=text, ways=ways)


def the_exams_offer_them(bank: Bank) -> Iterator[Diagnostic]:
    """What no exam offers is told."""
    for essential in essentials(bank):
        if not any(essential.met_by(b) for b in bank.blueprints):
            yield rules.NO_ESSENTIAL.at(
                Source(path=BLUEPRINTS_FILE),
                code=essential.code,
                way=rules.WAYS[essential.way],
                known=", ".join(_apt(bank, essential)) or rules.NO_BETTER,
            )


def the_session_has_them(registration: Registration) -> Iterator[Diagnostic]:
    """What a session leaves to another is told in one sentence; resits complete a session, they are not one."""
    bank, session = registration.bank, registration.session
    if registration.resit is not None:
        return
    sat = [bank.blueprint(exam) for exam in (*session.exams, *session.tables)]
    blocks = {b.block for b in sat}
    block_of = {c.code: c.block for c in bank.referential.competencies}
    lacking = [
        e
        for e in essentials(bank)
        if block_of[e.code] in blocks and not any(e.met_by(b) for b in sat)
    ]
    if lacking:
        exams = [b.id for b in bank.blueprints if any(e.met_by(b) for e in lacking)]
        yield rules.SESSION_LACKS.at(
            session.source, what=_listed(lacking), exams=", ".join(exams) or rules.NO_EXAM
        )


def _entries(bank: Bank) -> tuple[str, ...]:
    value = bank.rules.values.get(RULE)
    return value if isinstance(value, tuple) else ()


def _essential(bank: Bank, text: str) -> Essential | None:
    """What an entry asks for; ``None`` when it is not a code followed by a way."""
    name, _, way = text.strip().partition(" ")
    codes = {c.code: c.code for c in bank.referential.competencies}
    ways = {way.value: way for way in Modality}
    code, found = codes.get(Code(name)), ways.get(way.strip())
    return Essential(code=code, way=found) if code and found else None


def _apt(bank: Bank, essential: Essential) -> Iterable[str]:
    """The formats of that way that suit the code."""
    entries = (entry for entry in bank.criteria.codes if entry.code == essential.code)
    for entry in entries:
        for name, aptitude in entry.formats:
            if aptitude and bank.criteria.format(name).modality == essential.way:
                yield name


def _listed(lacking: Sequence[Essential]) -> str:
    """« C3, C8 par simulation ; CO1.5 en situation de travail »."""
    parts = []
    for way in dict.fromkeys(e.way for e in lacking):
        codes = ", ".join(e.code for e in lacking if e.way is way)
        parts.append(f"{codes} {rules.WAYS[way]}")
    return " ; ".join(parts)
