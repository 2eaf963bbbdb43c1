"""``epreuve new scenario``: the commented file of a scenario to write, with the items that its block asks for."""

from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.commands.heading import EXPIRES, base_of, block_of, check_family, check_id, type_of
from pipeline.commands.inputs import survey_bank
from pipeline.diagnostics import Outcome, UsageError
from pipeline.exchange.scaffold import scenario_text
from pipeline.grammar import plural
from pipeline.model.bank import Bank
from pipeline.model.item import CognitiveLevel
from pipeline.model.scenario import SituationType
from pipeline.read.countries import FOLDER
from pipeline.read.exhibits import KINDS
from pipeline.rules import authoring as words
from pipeline.rules import commands as said
from pipeline.store.files import write_file
from pipeline.store.names import slug
from pipeline.supply.shapes import ItemShape, item_shapes

_TAGS = ("{{", "{%", "{#")
ACTORS = tuple(f"A{rank}" for rank in range(1, 6))


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One document to write: its kind and its day, whether it is a table, whether it is in English."""

    id: str
    kind: str
    date: str
    table: bool = False
    english: bool = False


DOCUMENTS = (
    Document(id="D1", kind="telegramme", date="J"),
    Document(id="D2", kind="tableau", date="J-5", table=True),
    Document(id="D3", kind="courrier", date="J-3"),
    Document(id="D4", kind="compte_rendu", date="J-7"),
    Document(id="D5", kind="note_veille", date="J-1", english=True),
    Document(id="D6", kind="extrait_reglementaire", date="J-30"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plan:
    """What the new file holds and where it goes."""

    id: str
    title: str
    kind: SituationType
    block: str
    items: tuple[ItemShape, ...]
    path: str


def new_scenario(  # noqa: PLR0913 - one parameter an option of the command
    scenario: str,
    *,
    root: Path,
    family: str | None = None,
    kind: str | None = None,
    block: str | None = None,
    title: str | None = None,
    dry_run: bool = False,
) -> Outcome:
    """Write ``scenarios/<famille>/<nom>.yaml``, valid and commented, every text of which says what to write there.

    The type comes from the id when it is not given (``GEO-05-…``), the block from the type. Raises UsageError for an id
    that is none or is taken, a file that exists, an unknown family, type or block, a title
    with a tag: a tag that is wrong would stop every command until it is mended.
    """
    bank, left = survey_bank(root)
    check_id(bank, scenario)
    check_family(bank, family)
    if title and any(mark in title for mark in _TAGS):
        raise UsageError(words.TAG_TITLE.format(title=title), words.TAG_TITLE_HINT)
    chosen = type_of(bank, scenario, kind, family)
    into = block_of(bank, chosen, block)
    formats = [f.id for f in bank.criteria.formats]
    documents = [d.id for d in DOCUMENTS]
    plan = _Plan(
        id=scenario,
        title=title or words.NEW_TITLE,
        kind=chosen,
        block=into,
        items=item_shapes(into, bank.referential.codes(), formats, documents),
        path=f"{FOLDER}/{chosen.family.lower()}/{slug(scenario.split('-', 2)[2]).lower()}.yaml",
    )
    if (root / plan.path).exists():
        raise UsageError(words.FILE_TAKEN.format(path=plan.path), words.FILE_TAKEN_HINT)
    data = scenario_text(root, _values(bank, plan))
    if dry_run:
        lines = (said.WOULD_WRITE.format(path=plan.path), said.DRY_RUN)
        return Outcome(command="new scenario", counts={"files": 0}, lines=lines, dry_run=True)
    write_file(root / plan.path, data)
    done = _outcome(plan, data.decode().count(f"{words.TO_WRITE} :"))
    return replace(done, diagnostics=left)


def _outcome(plan: _Plan, texts: int) -> Outcome:
    """What was written, and what to do next."""
    count = len(plan.items)
    done = words.NEW_DONE.format(
        path=plan.path,
        block=plan.block,
        items=plural(count, *words.NEW_ITEMS).format(count=count),
        texts=plural(texts, *words.NEW_TEXTS).format(count=texts),
    )
    return Outcome(
        command="new scenario",
        counts={"files": 1, "items": count, "texts": texts},
        files=(plan.path,),
        lines=(done, words.NEW_NEXT.format(id=plan.id)),
    )


def _values(bank: Bank, plan: _Plan) -> dict[str, object]:
    """What the template names."""
    kind, items = plan.kind, plan.items
    rows = (KINDS[: len(KINDS) // 2], KINDS[len(KINDS) // 2 :])
    return {
        "id": plan.id,
        "title": plan.title,
        "to_write": words.TO_WRITE,
        "family": kind.family,
        "type": kind.id,
        "label": _one_line(kind.label),
        "sensitivity": kind.sensitivity,
        "mode": kind.mode,
        "expires": max((s.review.expires for s in bank.scenarios), default=EXPIRES),
        "block": plan.block,
        "base": base_of(bank, kind),
        "actors": ACTORS,
        "documents": DOCUMENTS,
        "kinds": tuple(", ".join(row) for row in rows),
        "levels": ", ".join(level.value for level in CognitiveLevel),
        "items": items,
        "titles": {c.code: _one_line(c.title) for c in bank.criteria.codes},
        "first_figure": items[0].elements[0].id if items else "",
    }


def _one_line(text: str) -> str:
    return " ".join(text.split())
