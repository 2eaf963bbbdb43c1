"""The commented settings file that a session starts from."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import jinja2
from jinja2.sandbox import SandboxedEnvironment

from pipeline.diagnostics import ContentError
from pipeline.model.deadline import USUAL, Deadline, Deadlines, Milestone
from pipeline.read.deadlines import KEY, NAMES, NEVER
from pipeline.read.session import ZONE
from pipeline.rules import session as rules

TEMPLATE = "templates/session.yaml.j2"
Labelled = Sequence[tuple[str, str]]
SEVEN = "07:00"


def settings_text(  # noqa: PLR0913 - one a line of the file
    root: Path,
    *,
    session: str,
    date: str,
    title: str,
    centre: str,
    chosen: Labelled,
    others: Labelled,
    tables: Sequence[str] = (),
    zone: str = ZONE,
    author: str = "",
    deadlines: Deadlines = USUAL,
) -> bytes:
    """The text of ``session.yaml``; ``chosen`` and ``others`` are (exam id, its title).

    Raises ContentError when the template is missing or is no template.
    """
    # No autoescape: the text is YAML, not HTML; every value comes quoted.
    environment = SandboxedEnvironment(
        undefined=jinja2.StrictUndefined,
        keep_trailing_newline=True,
        autoescape=False,
    )
    try:
        template = environment.from_string((root / TEMPLATE).read_text("utf-8-sig"))
        text = template.render(
            session=_quoted(session),
            name=session,
            date=date,
            title=_quoted(title),
            centre=_quoted(centre),
            chosen=_comments(chosen),
            others=_comments(others),
            tables=", ".join(tables),
            zone=zone,
            author=_quoted(author),
            **{KEY: deadline_texts(deadlines)},
        )
    except OSError as error:
        raise _unusable(rules.system_reason(error)) from error
    except (jinja2.TemplateError, UnicodeDecodeError) as error:
        raise _unusable(str(error)) from error
    return text.encode()


def deadline_texts(deadlines: Deadlines) -> Mapping[str, str]:
    """What is written after each key of ``echeances``; nothing at all without deadlines.

    A time is left out where everybody expects it: seven, which is also what the reader takes for that key.
    """
    if not deadlines:
        return {}
    return {key: _dates(milestone, deadlines) for milestone, key in NAMES.items()}


def _dates(milestone: Milestone, deadlines: Deadlines) -> str:
    """The dates of one milestone: a list of reminders, one date of the others."""
    texts = [_date(milestone, deadline) for deadline in deadlines.get(milestone, ())]
    if milestone is Milestone.REMIND and texts:
        return f"[{', '.join(texts)}]"
    return texts[0] if texts else NEVER


def _date(milestone: Milestone, deadline: Deadline) -> str:
    """One date as a coordinator writes it."""
    expected = deadline.time == USUAL[milestone][0].time == SEVEN
    return deadline.written().removesuffix(f" {SEVEN}") if expected else deadline.written()


def _quoted(text: str) -> str:
    """A text between YAML double quotes, which are those of JSON."""
    return json.dumps(" ".join(text.split()), ensure_ascii=False)


def _comments(exams: Labelled) -> tuple[tuple[str, str], ...]:
    """Exam ids in a column, each with its title on one line."""
    return tuple((f"{exam:<16}", " ".join(title.split())) for exam, title in exams)


def _unusable(reason: str) -> ContentError:
    """The error that names the template."""
    return ContentError(
        rules.BAD_TEMPLATE.format(path=TEMPLATE, reason=reason), rules.BAD_TEMPLATE_HINT
    )
