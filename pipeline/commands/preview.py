"""``epreuve preview``: one scenario in Word, as candidates and as assessors would read it."""

from pathlib import Path

from pipeline.assemble.sample import sample_form
from pipeline.commands.inputs import load_bank
from pipeline.diagnostics import Outcome, UsageError
from pipeline.model.bank import Bank
from pipeline.model.grid import grid_map
from pipeline.model.scenario import Scenario
from pipeline.read.expand import expand
from pipeline.render import guide, paper
from pipeline.render.art import studio
from pipeline.render.assessor import assessor_view
from pipeline.render.candidate import Setting, candidate_view, likely_contents
from pipeline.render.guide import render_guide
from pipeline.render.library import load_atlas, load_templates
from pipeline.render.paper import render_paper
from pipeline.rules import commands as words
from pipeline.store.files import write_file
from pipeline.store.names import slug
from pipeline.typography import typeset

FOLDER = "output/apercus"


def preview(
    scenario: str,
    *,
    root: Path,
    iso3: str | None = None,
    number_set: str | None = None,
    dry_run: bool = False,
) -> Outcome:
    """Write the dossier with its questions, and the marking guide, for one country and number set.

    Raises UsageError for a scenario, a country or a number set that does not exist.
    """
    bank = load_bank(root)
    found = _scenario(bank, scenario)
    place = _one_of(
        iso3,
        bank.settings[found.id],
        found.country_rule.base,
        (words.NO_COUNTRY, words.NO_COUNTRY_HINT),
        found,
    )
    chosen = _one_of(
        number_set, sorted(found.number_sets), None, (words.NO_SET, words.NO_SET_HINT), found
    )
    name = slug(f"{found.id}-{place}-{chosen}").lower()
    paths = (f"{FOLDER}/{name}-sujet.docx", f"{FOLDER}/{name}-corrige.docx")
    if dry_run:
        lines = (*(words.WOULD_WRITE.format(path=p) for p in paths), words.DRY_RUN)
        return Outcome(command="preview", counts={"files": 0}, lines=lines, dry_run=True)
    for path, data in zip(paths, _documents(bank, found, place, chosen, root), strict=True):
        write_file(root / path, data)
    lines = tuple(words.PREVIEW_DONE.format(path=p) for p in paths)
    return Outcome(command="preview", counts={"files": len(paths)}, files=paths, lines=lines)


def _scenario(bank: Bank, name: str) -> Scenario:
    """The scenario of that id, whatever its case, or of that file name."""
    by_name = {s.id.casefold(): s for s in bank.scenarios}
    by_name |= {Path(s.source.path).stem.casefold(): s for s in bank.scenarios}
    wanted = Path(name).stem if name.endswith(".yaml") else name
    if wanted.casefold() in by_name:
        return by_name[wanted.casefold()]
    known = ", ".join(sorted(s.id for s in bank.scenarios))
    raise UsageError(
        words.NO_SCENARIO.format(scenario=name), words.NO_SCENARIO_HINT.format(known=known)
    )


def _one_of(
    asked: str | None,
    known: tuple[str, ...] | list[str],
    usual: str | None,
    said: tuple[str, str],
    scenario: Scenario,
) -> str:
    """What was asked, whatever its case; when nothing was, the usual one if it can be, else the first."""
    wanted = asked or (usual if usual in known else next(iter(known), usual)) or ""
    for name in known:
        if name.casefold() == wanted.casefold():
            return name
    message, hint = said
    raise UsageError(
        message.format(scenario=scenario.id, iso3=wanted, number_set=wanted),
        hint.format(known=", ".join(known) or words.NONE),
    )


def _documents(
    bank: Bank, scenario: Scenario, iso3: str, number_set: str, root: Path
) -> tuple[bytes, bytes]:
    """The candidate's document and the assessor's."""
    form = sample_form(bank, expand(bank, scenario, iso3, number_set))
    titles = {c.code: typeset(c.title) for c in bank.criteria.codes}
    around = Setting(
        certification=typeset(bank.referential.official.title),
        certifier="",
        centre="",
        session=words.PREVIEW_TITLE,
        blocks={b.id: typeset(b.title) for b in bank.referential.blocks},
        codes=titles,
    )
    templates = load_templates(root)
    art = studio(load_atlas(root), bank.countries)
    view = candidate_view(form, around, art)
    conversion = next(name for name, _ in bank.criteria.conversions)
    grid = grid_map(form, bank.criteria, conversion)
    return (
        render_paper(templates[paper.FILE], view, contents=likely_contents(form)),
        render_guide(templates[guide.FILE], assessor_view(form, around, grid)),
    )
