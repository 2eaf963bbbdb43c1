"""From a form to what its candidates see, and from a placement to whose copy it is."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from pipeline.codes import Code
from pipeline.grammar import capitalized
from pipeline.model.basis import Basis
from pipeline.model.blueprint import FormKind
from pipeline.model.form import Dossier, Form, Question
from pipeline.model.item import Item, Modality
from pipeline.model.referential import BlockId
from pipeline.model.scenario import Actor, Role
from pipeline.model.session import Placement
from pipeline.render import labels
from pipeline.render.art import Art
from pipeline.render.exhibits import exhibit_view, paragraphs
from pipeline.render.views import (
    CandidateView,
    CodeLine,
    Contents,
    DossierView,
    HeadView,
    QuestionView,
    SeatView,
)
from pipeline.typography import date_fr, duration, number, points, typeset

NO_SEAT = SeatView()
NUMBERED = {FormKind.TICKET: labels.TICKET, FormKind.SIMULATION: labels.SIMULATION}
NEGOTIATION = "ef_sim_nego"
"""The format whose players do not share one mandate: that of the dossier is on the sheet of its side only."""
_CHARACTERS_A_PAGE = 2600


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What the documents of a session share: certification, certifier, session, titles of blocks and codes."""

    certification: str
    certifier: str
    centre: str
    session: str
    blocks: Mapping[BlockId, str]
    codes: Mapping[Code, str]


def setting(basis: Basis) -> Setting:
    """The setting of a session's documents, as frozen."""
    blocks: dict[BlockId, str] = {}
    ranks = dict.fromkeys((b.kind for b in basis.blocks), 0)
    for block in basis.blocks:
        ranks[block.kind] += 1
        label = labels.BLOCKS[block.kind].format(rank=ranks[block.kind], title=block.title)
        blocks[block.id] = typeset(label)
    return Setting(
        certification=typeset(basis.official.title),
        certifier=typeset(basis.certifier or basis.official.certifier),
        centre=typeset(basis.centre),
        session=typeset(basis.title or basis.session),
        blocks=blocks,
        codes={Code(code): typeset(title) for code, title in basis.code_titles.items()},
    )


def candidate_view(form: Form, around: Setting, art: Art) -> CandidateView:
    """The form without anything of its answers; an oral has those documents only that its questions name."""
    several = len(form.dossiers) > 1
    dossiers = tuple(
        _dossier(form, dossier, art, "ABCDEFGH"[i] if several else "")
        for i, dossier in enumerate(form.dossiers)
    )
    rest = form.minutes - form.reading - sum(q.item.minutes for q in form.questions)
    return CandidateView(
        head=head_view(form, around),
        instructions=tuple(typeset(line) for line in form.instructions),
        reading=_length(form.reading),
        review=_length(rest),
        dossiers=dossiers,
        codes=tuple(CodeLine(code=c, title=around.codes.get(c, "")) for c in form.codes()),
    )


def head_view(form: Form, around: Setting) -> HeadView:
    """What every document of the form says of it."""
    kind = exam_kind(form)
    numbered = NUMBERED.get(form.kind, kind)
    played = form.modality is Modality.SIMULATION
    return HeadView(
        code=form.id,
        label=numbered.format(number=form.number),
        heading=labels.HEADINGS[form.phase, form.modality],
        kind=kind,
        title=typeset(form.title),
        subtitle=" / ".join(d.title for d in form.dossiers),
        certification=around.certification,
        certifier=around.certifier,
        centre=around.centre,
        session=around.session,
        block=around.blocks.get(form.block, form.block),
        points=str(form.points),
        coefficient=number(form.coefficient),
        duration=_whole(form),
        preparation=_length(form.preparation),
        talk=_length(form.talk),
        interview="" if played else _length(max(form.minutes - form.talk, 0)),
        materials=typeset(form.materials or labels.NO_MATERIAL),
        played=_length(form.minutes) if played else "",
    )


def exam_kind(form: Form) -> str:
    """The kind of exam that a form belongs to, in words; a format that has its own name is called by it."""
    return labels.FORMATS.get(form.format, labels.FORM_KINDS[form.kind])


def seat_view(form: Form, placement: Placement, *, large: bool = False) -> SeatView:
    """Whose copy it is: numbers only, and the times with what was granted."""
    longer = placement.minutes > form.minutes
    asked = duration(placement.minutes) if placement.minutes else labels.TO_HAND_IN
    return SeatView(
        candidate=placement.candidate,
        anonymous=placement.anonymous,
        room=typeset(placement.room),
        seat=str(placement.seat) if placement.seat else "",
        when=time_range(placement.date, placement.start, placement.preparation + placement.minutes),
        duration=asked,
        extra=labels.EXTRA_TIME if longer else "",
        preparation=_length(placement.preparation),
        large=large,
    )


def time_range(day: str, start: str, minutes: int) -> str:
    """« mardi 17 novembre 2026, 9 h 00 – 13 h 10 »; a start that is not known is left out."""
    if not day:
        return ""
    words = capitalized(date_fr(day, weekday=True))
    if not start:
        return words
    hours, _, rest = start.partition(":")
    first = int(hours) * 60 + int(rest)
    if not minutes:
        return labels.TIME_START.format(day=words, start=clock(first))
    return labels.TIME_RANGE.format(day=words, start=clock(first), end=clock(first + minutes))


def clock(minute: int) -> str:
    """A minute of the day as French prints it: « 9 h 05 »."""
    hours, rest = divmod(minute % 1440, 60)
    return f"{hours}\u00a0h\u00a0{rest:02}"


def likely_contents(form: Form, *, large: bool = False) -> Contents:
    """The contents of a form whose pages nobody has counted: a likely number for the page field only."""
    texts = [e.body for d in form.dossiers for e in d.exhibits]
    texts += [cell for d in form.dossiers for e in d.exhibits for row in e.rows for cell in row]
    texts += [d.situation for d in form.dossiers] + [q.item.instruction for q in form.questions]
    size = sum(map(len, texts)) * (2 if large else 1)
    return Contents(likely=str(2 + len(form.dossiers) + size // _CHARACTERS_A_PAGE))


def question_view(question: Question) -> QuestionView:
    """The question as candidates read it."""
    item = question.item
    return QuestionView(
        number=str(question.number),
        title=item.title,
        codes=item.codes,
        worth=number(item.points),
        points=points(item.points),
        minutes=duration(item.minutes),
        instruction=paragraphs(item.instruction),
        deliverable=_sentence(item.deliverable),
        documents=_documents(item.documents),
        demands=tuple(_demands(item)),
    )


def _length(minutes: int) -> str:
    """The duration, or nothing when there is none."""
    return duration(minutes) if minutes > 0 else ""


def _whole(form: Form) -> str:
    """How long an exam takes, or why that is not counted in minutes."""
    if form.modality is Modality.OBSERVATION:
        return labels.AT_WORK_TIME
    return duration(form.minutes) if form.minutes else labels.TO_HAND_IN


def _dossier(form: Form, dossier: Dossier, art: Art, letter: str) -> DossierView:
    """One case, with the questions asked on it and the documents its questions may use."""
    questions = tuple(q for q in form.questions if q.scenario == dossier.scenario)
    heading = labels.SEVERAL_DOSSIERS.format(letter=letter, title=dossier.title) if letter else ""
    whole = form.modality is Modality.WRITTEN
    needed = {d for q in questions for d in q.item.documents}
    return DossierView(
        heading=heading,
        title=dossier.title,
        country=dossier.country_name,
        role=_role(dossier.role, told=form.format != NEGOTIATION),
        situation=paragraphs(dossier.situation),
        constraints=dossier.constraints,
        actors=tuple(_actor(a) for a in dossier.actors),
        chronology=dossier.chronology,
        questions=tuple(question_view(q) for q in questions),
        exhibits=tuple(
            exhibit_view(e, dossier.iso3, art) for e in dossier.exhibits if whole or e.id in needed
        ),
        facts=dossier.facts if whole or labels.FACT_SHEET in needed else (),
        map=art.locator(dossier.iso3) if whole or labels.MAP in needed else None,
        mention=dossier.mention,
    )


def _role(role: Role, *, told: bool) -> Role:
    """The role as the cells of a table print it; without its mandate where that is not ``told``."""
    return replace(
        role,
        organisation=capitalized(role.organisation),
        authority=capitalized(role.authority),
        mandate=capitalized(role.mandate) if told else "",
        limits=capitalized(role.limits) if told else "",
    )


def _actor(actor: Actor) -> Actor:
    """The party as the cells of a table print it."""
    return replace(
        actor,
        nature=capitalized(actor.nature),
        position=capitalized(actor.position),
        interests=capitalized(actor.interests),
        leverage=capitalized(actor.leverage),
    )


def _documents(ids: tuple[str, ...]) -> str:
    """« Fiche pays, carte, documents D1, D3 et D5. »."""
    named = [labels.SPECIAL_DOCUMENTS[i] for i in ids if i in labels.SPECIAL_DOCUMENTS]
    own = [i for i in ids if i not in labels.SPECIAL_DOCUMENTS]
    if own:
        word = labels.DOCUMENT if len(own) == 1 else labels.DOCUMENTS
        *first, last = own
        listed = f"{', '.join(first)} {labels.AND}\u00a0{last}" if first else last
        named.append(f"{word}\u00a0{listed}")
    return _sentence(", ".join(named))


def _demands(item: Item) -> list[str]:
    """What the answer must also be: in English, a motivated decision."""
    spoken = item.modality is not Modality.WRITTEN
    demands = []
    if item.language == "en":
        demands.append(labels.ENGLISH_SPOKEN if spoken else labels.ENGLISH_ANSWER)
    if item.decision:
        demands.append(labels.DECISION)
    return demands


def _sentence(text: str) -> str:
    """The text with a capital and a full stop; an empty text stays empty."""
    bare = capitalized(text.strip().rstrip("."))
    return f"{bare}." if bare else ""
