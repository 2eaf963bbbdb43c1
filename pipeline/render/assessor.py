"""From a form to what its assessors and its oral jury see: the answers, the codes, the prompts."""

from decimal import ROUND_HALF_UP, Decimal

from pipeline.grammar import capitalized
from pipeline.model.form import Form, Question
from pipeline.model.grid import CodeSection, GridMap
from pipeline.render import labels
from pipeline.render.candidate import Setting, head_view, question_view
from pipeline.render.exhibits import paragraphs
from pipeline.render.views import (
    AnswerView,
    AssessorView,
    CodeView,
    ExpectedView,
    IndicatorView,
    InjectView,
    JuryView,
    LevelView,
    SkillView,
    StepView,
)
from pipeline.typography import duration, number, points, typeset


def assessor_view(form: Form, around: Setting, grid: GridMap) -> AssessorView:
    """The form with its answers, for those who mark it."""
    return AssessorView(
        head=head_view(form, around),
        role=labels.FORM_ROLES[form.role],
        settings=tuple(
            labels.SETTING.format(title=d.title, country=d.country_name, number_set=d.number_set)
            for d in form.dossiers
        ),
        status=grid.status,
        answers=tuple(_answer(q) for q in form.questions),
        codes=_codes(grid),
    )


def jury_view(form: Form, around: Setting, grid: GridMap) -> JuryView:
    """The ticket with its answers, its prompts and its times, for the oral jury."""
    return JuryView(
        head=head_view(form, around),
        situation=" ".join(paragraphs(d.situation)[-1] for d in form.dossiers if d.situation),
        status=grid.status,
        steps=_steps(form),
        answers=tuple(_answer(q) for q in form.questions),
        codes=_codes(grid),
        skills=tuple(
            SkillView(title=typeset(s.title), observable=capitalized(typeset(s.observable)))
            for s in grid.skills
        ),
        injects=tuple(
            InjectView(
                when=i.when,
                channel=capitalized(i.channel),
                sender=i.sender,
                text=i.text,
                expected=capitalized(i.expected),
            )
            for d in form.dossiers
            for i in d.injects
        ),
    )


def _answer(question: Question) -> AnswerView:
    """A question with all that an assessor needs."""
    item = question.item
    return AnswerView(
        question=question_view(question),
        difficulty=str(item.difficulty),
        level=labels.COGNITIVE_LEVELS[item.cognitive_level],
        expected=tuple(
            ExpectedView(
                id=f"{question.number}.{i}",
                text=e.text,
                points=number(e.points),
                code=e.code,
                indispensable=e.indispensable,
            )
            for i, e in enumerate(item.expected, 1)
        ),
        pitfalls=item.pitfalls,
        outline=item.outline,
        prompts=item.prompts,
    )


def _codes(grid: GridMap) -> tuple[CodeView, ...]:
    """The codes of the grading grid, in its order."""
    return tuple(_code(section, grid) for section in grid.sections)


def _code(section: CodeSection, grid: GridMap) -> CodeView:
    """One code: what is observed, and what each level looks like."""
    asked = ", ".join(map(str, section.questions))
    word = labels.QUESTION_NUMBERS[len(section.questions) > 1]
    weights = sum((row.weight for row in section.rows), Decimal(0)) or Decimal(1)
    return CodeView(
        code=section.code,
        title=typeset(section.title),
        points=points(section.points),
        share=_percent(section.points * 100 / grid.points),
        questions=word.format(numbers=asked),
        indicators=tuple(
            IndicatorView(
                label=typeset(row.label),
                weight=_percent(row.weight * 100 / weights),
            )
            for row in section.rows
        ),
        levels=tuple(
            LevelView(value=str(i), text=typeset(text), worth=number(worth))
            for i, (text, worth) in enumerate(zip(section.levels, grid.conversion, strict=True))
        ),
    )


def _percent(value: Decimal) -> str:
    """A share with one decimal at most: ``12,5 %``."""
    return f"{number(value.quantize(Decimal('0.1'), rounding=ROUND_HALF_UP))}\u00a0%"


def _steps(form: Form) -> tuple[StepView, ...]:
    """Preparation, talk, interview, deliberation: the minutes of the oral from the drawing of the ticket."""
    interview = max(form.minutes - form.talk, 0)
    lengths = (form.preparation, form.talk, interview)
    at, steps = 0, []
    for (title, purpose), minutes in zip(labels.STEPS, lengths, strict=True):
        if not minutes:
            continue
        span = labels.SPAN.format(start=at, end=at + minutes)
        steps.append(StepView(title=title, duration=duration(minutes), span=span, purpose=purpose))
        at += minutes
    return tuple(steps)
