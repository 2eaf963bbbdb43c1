"""The sheet of the tutor who observes a task at work: what to entrust, what to look at, the interview after it."""

from dataclasses import dataclass

from pipeline.model.form import Dossier, Question
from pipeline.render.candidate import Setting, question_view
from pipeline.render.office import render
from pipeline.render.rolesheet import expected_views
from pipeline.render.template import Template
from pipeline.render.views import ExpectedView, QuestionView

FILE = "fiche_tuteur.docx"


@dataclass(frozen=True, slots=True, kw_only=True)
class TutorView:
    """An observation as its tutor reads it; ``candidate`` and ``observer`` are empty in a proof."""

    code: str
    certification: str
    session: str
    question: QuestionView
    expected: tuple[ExpectedView, ...]
    outline: tuple[str, ...]
    pitfalls: tuple[str, ...]
    prompts: tuple[str, ...]
    candidate: str = ""
    observer: str = ""


SCHEMA: dict[str, object] = {"tutor": TutorView}


def tutor_view(
    question: Question,
    dossier: Dossier,
    around: Setting,
    *,
    form: str = "",
    candidate: str = "",
    observer: str = "",
) -> TutorView:
    """The observation of a question; of a form, for a candidate and the tutor who observes them."""
    item = question.item
    return TutorView(
        code=form or f"{dossier.scenario} {item.label}",
        certification=around.certification,
        session=around.session,
        question=question_view(question),
        expected=expected_views(item),
        outline=item.outline,
        pitfalls=item.pitfalls,
        prompts=item.prompts,
        candidate=candidate,
        observer=observer,
    )


def render_tutor(template: Template, tutor: TutorView) -> bytes:
    """The sheet of an observation."""
    return render(template, {"tutor": tutor})
