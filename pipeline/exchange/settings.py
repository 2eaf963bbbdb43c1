"""The commented settings file that a session starts from."""

import json
from collections.abc import Sequence
from pathlib import Path

import jinja2
from jinja2.sandbox import SandboxedEnvironment

from pipeline.diagnostics import ContentError
from pipeline.rules import session as rules

TEMPLATE = "templates/session.yaml.j2"
Labelled = Sequence[tuple[str, str]]


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
        )
    except OSError as error:
        raise _unusable(rules.system_reason(error)) from error
    except (jinja2.TemplateError, UnicodeDecodeError) as error:
        raise _unusable(str(error)) from error
    return text.encode()


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
