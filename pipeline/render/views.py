"""What each audience may see: values for templates, without the fields that their reader must not know.

A ``CandidateView`` has nothing of the answers: no expected element, pitfall, outline, prompt or inject. The seat
of a candidate stands apart, so that one view serves every copy of a form.
"""

from dataclasses import dataclass

from pipeline.model.scenario import Actor, Event, FactLine, Role
from pipeline.render.fragment import Fragment


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentLine:
    """One line of the table of contents: level 1 or 2, title, page."""

    level: int
    title: str
    page: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What is known of the pages: their number (empty when unknown), a likely number for the field, the contents."""

    total: str = ""
    likely: str = "2"
    lines: tuple[ContentLine, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatView:
    """One copy: whose it is, by numbers only, when and where; ``large`` asks for the large-print lay-out."""

    candidate: str = ""
    anonymous: str = ""
    room: str = ""
    seat: str = ""
    when: str = ""
    duration: str = ""
    extra: str = ""
    preparation: str = ""
    large: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadView:
    """What every document of a form says of it; ``played`` is the time of a simulation, empty for another exam."""

    code: str
    label: str
    heading: str
    kind: str
    title: str
    subtitle: str
    certification: str
    certifier: str
    centre: str
    session: str
    block: str
    points: str
    coefficient: str
    duration: str
    preparation: str
    talk: str
    interview: str
    materials: str
    played: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeLine:
    """A code and its title."""

    code: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A piece of text and what stands before it (a speaker, an article, an account), or nothing."""

    label: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """One post of an organisation chart; depth 1 to 3."""

    depth: int
    title: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExhibitView:
    """One document of the dossier; ``face`` says which looks it takes, fragments are ready to place or ``None``."""

    id: str
    face: str
    kind: str
    title: str
    issuer: str
    date: str
    reliability: str
    note: str
    fields: tuple[Line, ...]
    lines: tuple[Line, ...]
    nodes: tuple[Node, ...]
    table: Fragment | None
    chart: Fragment | None
    map: Fragment | None


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionView:
    """One question as the candidate reads it; points and minutes are words, ``number`` and ``worth`` figures."""

    number: str
    title: str
    codes: tuple[str, ...]
    worth: str
    points: str
    minutes: str
    instruction: tuple[str, ...]
    deliverable: str
    documents: str
    demands: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierView:
    """A case: situation, questions asked on it, documents; ``heading`` is empty when the form has one dossier."""

    heading: str
    title: str
    country: str
    role: Role
    situation: tuple[str, ...]
    constraints: tuple[str, ...]
    actors: tuple[Actor, ...]
    chronology: tuple[Event, ...]
    questions: tuple[QuestionView, ...]
    exhibits: tuple[ExhibitView, ...]
    facts: tuple[FactLine, ...]
    map: Fragment | None
    mention: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidateView:
    """A form as candidates may see it."""

    head: HeadView
    instructions: tuple[str, ...]
    reading: str
    review: str
    dossiers: tuple[DossierView, ...]
    codes: tuple[CodeLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedView:
    """One expected element: points as words, its code, and a word when it is indispensable."""

    id: str
    text: str
    points: str
    code: str
    indispensable: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerView:
    """A question with all that an assessor needs."""

    question: QuestionView
    difficulty: str
    level: str
    expected: tuple[ExpectedView, ...]
    pitfalls: tuple[str, ...]
    outline: tuple[str, ...]
    prompts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelView:
    """One level of a code: its figure, what it looks like, what it is worth out of 20."""

    value: str
    text: str
    worth: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorView:
    """One row of the grading grid, with its weight inside the code in percent."""

    label: str
    weight: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeView:
    """A code as assessed: points on the form, questions, indicators, levels."""

    code: str
    title: str
    points: str
    share: str
    questions: str
    indicators: tuple[IndicatorView, ...]
    levels: tuple[LevelView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SkillView:
    """A soft skill observed in an oral, outside the mark."""

    title: str
    observable: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InjectView:
    """An event that may be fed in, and the reaction wanted."""

    when: str
    channel: str
    sender: str
    text: str
    expected: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessorView:
    """A written form as its assessors see it."""

    head: HeadView
    role: str
    settings: tuple[str, ...]
    status: str
    answers: tuple[AnswerView, ...]
    codes: tuple[CodeView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StepView:
    """One step of the oral, in minutes from the entrance of the candidate."""

    title: str
    duration: str
    span: str
    purpose: str


@dataclass(frozen=True, slots=True, kw_only=True)
class JuryView:
    """A ticket as its jury sees it."""

    head: HeadView
    situation: str
    status: str
    steps: tuple[StepView, ...]
    answers: tuple[AnswerView, ...]
    codes: tuple[CodeView, ...]
    skills: tuple[SkillView, ...]
    injects: tuple[InjectView, ...]
