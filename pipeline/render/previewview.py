"""What the page of a preview shows: the views of the paper and of its marking guide, with what an author re-reads."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from pipeline.codes import Code, sort_codes
from pipeline.model.bank import Bank
from pipeline.model.form import Form, Question
from pipeline.model.item import Item, Modality
from pipeline.model.scenario import Exhibit, Variant
from pipeline.model.texts import scenario_texts
from pipeline.read.numbersets import DEFAULT
from pipeline.render import labels
from pipeline.render.art import Art
from pipeline.render.candidate import Setting, candidate_view, question_view
from pipeline.render.previewart import svg
from pipeline.render.rolesheet import (
    AnimationView,
    SheetView,
    TimedView,
    animation_view,
    play_view,
    timed_views,
)
from pipeline.render.views import DossierView, ExhibitView, Line, QuestionView
from pipeline.rules import authoring as words
from pipeline.typography import date_fr, number, points, typeset

REVIEWED = "relu"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of a table: what it is about, then a text for each column."""

    label: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What a preview is made of: ``counts`` are measured and ``answers`` computed, a cell for each number set."""

    bank: Bank
    variant: Variant
    form: Form
    around: Setting
    art: Art
    counts: tuple[Line, ...]
    answers: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PieceView:
    """A document of the dossier with its table as rows and its drawings as SVG."""

    view: ExhibitView
    language: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    chart: str
    map: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AskView:
    """One item, whole: the question, how it is asked, its answer, the sheets of its players."""

    anchor: str
    label: str
    question: QuestionView
    facts: tuple[Line, ...]
    language: str
    animation: AnimationView
    sheets: tuple[SheetView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupView:
    """The items of one modality."""

    anchor: str
    title: str
    asks: tuple[AskView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PageView:
    """Everything that an author wants to read again, in the order of the page."""

    title: str
    subtitle: str
    identity: tuple[Line, ...]
    counts: tuple[Line, ...]
    alerts: tuple[str, ...]
    dossier: DossierView
    map: str
    pieces: tuple[PieceView, ...]
    sets: tuple[str, ...]
    numbers: tuple[Row, ...]
    names: tuple[Line, ...]
    answers: tuple[Row, ...]
    codes: tuple[Row, ...]
    modalities: tuple[str, ...]
    groups: tuple[GroupView, ...]
    injects: tuple[TimedView, ...]


def page_view(proof: Proof) -> PageView:
    """The page of a scenario as set for one country and one number set."""
    content, form = proof.variant.content, proof.form
    dossier = candidate_view(form, proof.around, proof.art).dossiers[0]
    written = proof.bank.scenario(content.id)
    sets = tuple(sorted(written.number_sets))
    return PageView(
        title=content.title,
        subtitle=words.PAGE_SUBTITLE.format(
            country=proof.variant.country_name, number_set=proof.variant.number_set
        ),
        identity=tuple(_identity(proof)),
        counts=proof.counts,
        alerts=tuple(_alerts(proof)),
        dossier=dossier,
        map=svg(dossier.map) if dossier.map is not None else "",
        pieces=tuple(
            _piece(exhibit, view)
            for exhibit, view in zip(content.exhibits, dossier.exhibits, strict=True)
        ),
        sets=sets,
        numbers=tuple(
            Row(label=name, cells=tuple(written.number_sets[s].get(name, "") for s in sets))
            for name in written.number_sets[sets[0]]
        ),
        names=tuple(_names(proof)),
        answers=proof.answers,
        codes=_codes(form),
        modalities=tuple(_title(m) for m in Modality),
        groups=tuple(_groups(proof)),
        injects=timed_views(content.injects),
    )


def _identity(proof: Proof) -> Iterator[Line]:
    """What the scenario says of itself."""
    content, bank = proof.variant.content, proof.bank
    kinds = {kind.id: typeset(kind.label) for kind in bank.types}
    rule = content.country_rule
    review = content.review
    status = words.REVIEW.get(review.status, review.status)
    day = f" ({date_fr(review.date)})" if review.date else ""
    for label, text in (
        ("ID", content.id),
        ("FAMILY", typeset(bank.families[content.family])),
        ("TYPE", f"{content.type} – {kinds.get(content.type, '')}".rstrip(" –")),
        ("BLOCKS", " ; ".join(f"{b} – {proof.around.blocks.get(b, '')}" for b in content.blocks)),
        ("SENSITIVITY", words.SENSITIVITY.format(level=content.sensitivity)),
        ("REVIEW", f"{status}{day}"),
        ("EXPIRES", date_fr(review.expires)),
        ("VERSION", f"{content.version}, {content.licence}"),
        ("COUNTRIES", typeset(words.PLACES.format(count=len(bank.settings[content.id])))),
        ("REQUIRES", rule.requires),
    ):
        yield Line(label=words.IDENTITY[label], text=text)


def _alerts(proof: Proof) -> Iterator[str]:
    """What must not be forgotten: a draft, texts still to write."""
    content = proof.variant.content
    if content.review.status != REVIEWED:
        yield typeset(words.DRAFT)
    left = sum(words.TO_WRITE in text for text, _ in scenario_texts(content))
    if left:
        yield typeset(words.LEFT_TO_WRITE.format(count=left))


def _piece(exhibit: Exhibit, view: ExhibitView) -> PieceView:
    """A document: an organisation chart keeps its posts, other tables their rows."""
    drawn = view.table is not None
    return PieceView(
        view=view,
        language=exhibit.language,
        columns=exhibit.columns if drawn else (),
        rows=exhibit.rows if drawn else (),
        chart=svg(view.chart) if view.chart is not None else "",
        map=svg(view.map) if view.map is not None else "",
    )


def _names(proof: Proof) -> Iterator[Line]:
    """The invented names of the scenario, with those of other regions."""
    for name, value in proof.bank.scenario(proof.variant.scenario).variables.items():
        if isinstance(value, str):
            yield Line(label=name, text=value)
        else:
            places = ((words.ELSEWHERE if k == DEFAULT else k, v) for k, v in value.items())
            yield Line(label=name, text=typeset(" ; ".join(f"{k} : {v}" for k, v in places)))


def _codes(form: Form) -> tuple[Row, ...]:
    """The points of each code in each modality, then in all."""
    items = [q.item for q in form.questions]
    return tuple(
        Row(
            label=code,
            cells=(
                *(_points([i for i in items if i.modality is m], code) for m in Modality),
                _points(items, code),
            ),
        )
        for code in sort_codes(code for item in items for code in item.codes)
    )


def _points(items: Sequence[Item], code: Code) -> str:
    total = sum((item.points_of(code) for item in items), Decimal(0))
    return number(total) if total else ""


def _groups(proof: Proof) -> Iterator[GroupView]:
    """The items by modality; one that no item has is left out."""
    for modality in Modality:
        asked = [q for q in proof.form.questions if q.item.modality is modality]
        if asked:
            yield GroupView(
                anchor=modality.value,
                title=_title(modality),
                asks=tuple(_ask(q, proof) for q in asked),
            )


def _title(modality: Modality) -> str:
    return words.MODALITIES[modality.value]


def _ask(question: Question, proof: Proof) -> AskView:
    item, dossier = question.item, proof.form.dossiers[0]
    formats = {f.id: f.title for f in proof.bank.criteria.formats}
    return AskView(
        anchor=item.label.lower(),
        label=item.label,
        question=proof_question(question_view(question), item, formats),
        facts=tuple(_facts(item)),
        language=item.language,
        animation=animation_view(item),
        sheets=play_view(question, dossier, proof.around).sheets,
    )


def _facts(item: Item) -> Iterator[Line]:
    """How an item is placed: difficulty, thinking, points of each code, what it may not stand beside."""
    shares = [f"{code} {points(item.points_of(code))}" for code in item.codes]
    for label, text in (
        ("DIFFICULTY", words.OUT_OF_FIVE.format(value=item.difficulty)),
        ("LEVEL", labels.COGNITIVE_LEVELS[item.cognitive_level]),
        ("CODES", " ; ".join(shares) if len(shares) > 1 else ""),
        ("ENEMIES", ", ".join(item.enemies)),
    ):
        if text:
            yield Line(label=words.FACTS[label], text=typeset(text))


def proof_question(question: QuestionView, item: Item, formats: dict[str, str]) -> QuestionView:
    """The question with a word on how it is asked, for a proof that shows all the modalities at once."""
    said = []
    if item.modality is Modality.SIMULATION:
        said.append(words.PLAYED.format(count=len(item.roles)))
    if item.modality is Modality.OBSERVATION:
        said.append(words.OBSERVED)
    if item.formats:
        names = " ; ".join(formats.get(name, name) for name in item.formats)
        said.append(words.ONLY_FORMATS.format(formats=names))
    return replace(question, demands=(*question.demands, *map(typeset, said)))
