"""The entries of the criteria: one code each, with its indicators, levels and apt formats."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from pipeline.codes import Code, code_order
from pipeline.diagnostics import Rule
from pipeline.model.criteria import CodeCriteria, Indicator
from pipeline.read.fields import Fields
from pipeline.read.references import Unique, check_word, read_known_code, read_known_words
from pipeline.rules import criteria as rules

Descriptors = tuple[str, str, str, str, str]
_MAX_WEIGHT = Decimal(100)


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownWords:
    """The words that an entry may use."""

    codes: Sequence[Code]
    formats: Sequence[str]
    deliverables: Sequence[str]
    hard_skills: Sequence[str]
    soft_skills: Sequence[str]


def read_entries(top: Fields, status: str, known: KnownWords) -> tuple[CodeCriteria, ...]:
    """The entries under ``competences``, in the order of the codes; unknown codes are left out."""
    taken = Unique(rules.REPEATED_CODE)
    found = []
    for fields in top.children("competences"):
        code = read_known_code(fields, "code", known.codes) or Code("")
        taken.take(fields, "code", code)
        found.append(_entry(fields, code, status, known))
    return tuple(sorted((e for e in found if e.code), key=lambda e: code_order(e.code)))


def _entry(fields: Fields, code: Code, status: str, known: KnownWords) -> CodeCriteria:
    needs = fields.child("scenario")
    return CodeCriteria(
        code=code,
        status=status,
        title=fields.text("titre"),
        verb=fields.text("verbe"),
        indicators=_indicators(fields, code),
        levels=_descriptors(fields),
        deliverables=read_known_words(
            fields, "livrables", known.deliverables, rules.UNKNOWN_DELIVERABLE
        ),
        formats=_grades(fields, "formats", known.formats, rules.UNKNOWN_FORMAT),
        hard_skills=_grades(fields, "savoir_faire", known.hard_skills, rules.UNKNOWN_HARD_SKILL),
        soft_skills=read_known_words(
            fields, "savoir_etre", known.soft_skills, rules.UNKNOWN_SOFT_SKILL
        ),
        scenario_needs=needs.text("exigences") if needs else "",
        scenario_kinds=needs.texts("genres") if needs else (),
        scenario_documents=needs.texts("pieces") if needs else (),
        caution=fields.text("vigilance", ""),
        sub_titles=_sub_titles(fields),
        source=fields.source,
    )


def _indicators(fields: Fields, code: Code) -> tuple[Indicator, ...]:
    taken: set[str] = set()
    found = []
    for child in fields.children("indicateurs"):
        name = child.text("id")
        if name and code and not name.startswith(f"{code}."):
            child.fault(rules.BAD_INDICATOR, "id", indicator=name, code=code)
        if name in taken:
            child.fault(rules.REPEATED_INDICATOR, "id", indicator=name, code=code)
        taken.add(name)
        found.append(
            Indicator(
                id=name,
                target=child.text("cible"),
                weight=child.decimal("poids", high=_MAX_WEIGHT),
                label=child.text("libelle"),
            )
        )
    return tuple(found)


def _descriptors(fields: Fields) -> Descriptors:
    texts = fields.texts("niveaux")
    if len(texts) == 5:
        return texts[0], texts[1], texts[2], texts[3], texts[4]
    if fields.has("niveaux"):
        fields.fault(rules.LEVEL_COUNT, "niveaux", key="niveaux", found=len(texts))
    return ("",) * 5


def _grades(
    fields: Fields, key: str, known: Sequence[str], rule: Rule
) -> tuple[tuple[str, int], ...]:
    grades = fields.child(key)
    if grades is None:
        return ()
    found = [(word, grades.integer(word, low=1, high=3)) for word in grades.keys]
    return tuple(
        (word, grade) for word, grade in found if check_word(grades, word, word, known, rule)
    )


def _sub_titles(fields: Fields) -> tuple[tuple[str, str], ...]:
    titles = fields.child("sous_items", required=False)
    return () if titles is None else tuple((name, titles.text(name)) for name in titles.keys)
