"""``epreuve preview``: one scenario in Word, as its readers would have it, and in one page for its author."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from pipeline.assemble.sample import ASKED, sample_form
from pipeline.commands.chosen import open_scenario
from pipeline.diagnostics import Outcome, UsageError
from pipeline.model.bank import Bank
from pipeline.model.form import Form
from pipeline.model.grid import grid_map
from pipeline.model.item import Item, Modality
from pipeline.model.scenario import Scenario
from pipeline.read.expand import expand
from pipeline.render import guide, paper, rolesheet, tutorsheet
from pipeline.render.art import studio
from pipeline.render.assessor import assessor_view
from pipeline.render.candidate import Setting, candidate_view, likely_contents
from pipeline.render.library import load_atlas, load_page, load_proofs
from pipeline.render.previewpage import render_page
from pipeline.render.previewview import Proof, Row, page_view, proof_question
from pipeline.render.views import CandidateView, Line
from pipeline.rules import authoring as words
from pipeline.rules import commands as said
from pipeline.store.files import write_file
from pipeline.store.names import slug
from pipeline.supply.figures import figures
from pipeline.supply.measure import Measure, Measured, measure
from pipeline.typography import number, typeset

FOLDER = "output/apercus"
_SHEETS = {Modality.SIMULATION: "roles", Modality.OBSERVATION: "tuteur"}
_COUNTED = (Measure.WORDS, Measure.MINUTES, Measure.PAGES)


def preview(
    scenario: str,
    *,
    root: Path,
    iso3: str | None = None,
    number_set: str | None = None,
    dry_run: bool = False,
) -> Outcome:
    """Write the dossier with its questions, the marking guide, the sheets of players and tutors, and a page with all.

    Raises UsageError for a scenario, a country or a number set that does not exist.
    """
    bank, found, left = open_scenario(root, scenario)
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
    if dry_run:
        paths = [f"{FOLDER}/{name}-{end}" for end in _ends(found)]
        lines = (*(said.WOULD_WRITE.format(path=p) for p in paths), said.DRY_RUN)
        return Outcome(
            command="preview", counts={"files": 0}, lines=lines, diagnostics=left, dry_run=True
        )
    made = dict(_documents(_proof(bank, found, place, chosen, root), root))
    files = {f"{FOLDER}/{name}-{end}": data for end, data in made.items()}
    for path, data in files.items():
        write_file(root / path, data)
    lines = tuple(words.PREVIEW_DONE.format(path=p) for p in files)
    return Outcome(
        command="preview",
        counts={"files": len(files)},
        files=tuple(files),
        lines=lines,
        diagnostics=left,
    )


def _one_of(
    asked: str | None,
    known: tuple[str, ...] | list[str],
    usual: str | None,
    refusal: tuple[str, str],
    scenario: Scenario,
) -> str:
    """What was asked, whatever its case; when nothing was, the usual one if it can be, else the first."""
    wanted = asked or (usual if usual in known else next(iter(known), usual)) or ""
    for name in known:
        if name.casefold() == wanted.casefold():
            return name
    message, hint = refusal
    raise UsageError(
        message.format(scenario=scenario.id, iso3=wanted, number_set=wanted),
        hint.format(known=", ".join(known) or said.NONE),
    )


def _ends(scenario: Scenario) -> Iterator[str]:
    """The ends of the names of the files, in the order in which they are written."""
    yield from ("apercu.html", "sujet.docx", "corrige.docx")
    for modality in _SHEETS:
        yield from (_sheet(item) for item in scenario.items if item.modality is modality)


def _proof(bank: Bank, scenario: Scenario, iso3: str, number_set: str, root: Path) -> Proof:
    """The scenario set in one country, with what is measured and computed of it."""
    variant = expand(bank, scenario, iso3, number_set)
    form = sample_form(bank, variant)
    around = Setting(
        certification=typeset(bank.referential.official.title),
        certifier="",
        centre="",
        session=words.PREVIEW_TITLE,
        blocks={b.id: typeset(b.title) for b in bank.referential.blocks},
        codes={c.code: typeset(c.title) for c in bank.criteria.codes},
    )
    found = measure(variant)
    counted = {
        **{str(kind): found[Measured(kind=kind)] for kind in _COUNTED},
        "documents": len(variant.content.exhibits),
        "items": len(form.questions),
        "points": form.points,
    }
    sets = sorted(scenario.number_sets)
    return Proof(
        bank=bank,
        variant=variant,
        form=form,
        around=around,
        art=studio(load_atlas(root), bank.countries),
        counts=tuple(
            Line(label=words.COUNTS[key], text=number(value)) for key, value in counted.items()
        ),
        answers=tuple(
            Row(
                label=f"{figure.element} : {figure.expression}",
                cells=tuple(" ; ".join(figure.values.get(s, ())) for s in sets),
            )
            for figure in figures(bank, scenario, (iso3,))
        ),
    )


def _documents(proof: Proof, root: Path) -> Iterator[tuple[str, bytes]]:
    """Every file by the end of its name: the page, the candidate's, the assessor's, the players' and the tutors'."""
    templates = load_proofs(root)
    bank, form, around = proof.bank, proof.form, proof.around
    asked = sample_form(bank, proof.variant, ASKED)
    yield "apercu.html", render_page(load_page(root), page_view(proof))
    view = _annotated(candidate_view(asked, around, proof.art), bank, asked)
    contents = likely_contents(asked)
    yield "sujet.docx", paper.render_paper(templates[paper.FILE], view, contents=contents)
    conversion = next(name for name, _ in bank.criteria.conversions)
    answers = assessor_view(form, around, grid_map(form, bank.criteria, conversion))
    yield "corrige.docx", guide.render_guide(templates[guide.FILE], answers)
    for question in form.questions:
        item, dossier = question.item, form.dossiers[0]
        if item.modality is Modality.SIMULATION:
            play = rolesheet.play_view(question, dossier, around)
            yield _sheet(item), rolesheet.render_roles(templates[rolesheet.FILE], play)
        if item.modality is Modality.OBSERVATION:
            tutor = tutorsheet.tutor_view(question, dossier, around)
            yield _sheet(item), tutorsheet.render_tutor(templates[tutorsheet.FILE], tutor)


def _sheet(item: Item) -> str:
    """The end of the name of the sheets of an item."""
    return f"{_SHEETS[item.modality]}-{item.label.lower()}.docx"


def _annotated(view: CandidateView, bank: Bank, form: Form) -> CandidateView:
    """The candidate's view whose questions say how they are asked."""
    formats = {f.id: f.title for f in bank.criteria.formats}
    dossier = view.dossiers[0]
    questions = tuple(
        proof_question(q, asked.item, formats)
        for q, asked in zip(dossier.questions, form.questions, strict=True)
    )
    return replace(view, dossiers=(replace(dossier, questions=questions),))
