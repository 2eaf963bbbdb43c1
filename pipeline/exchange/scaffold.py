"""The commented file of a scenario to write, from the template of the workspace."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

import jinja2
from jinja2.sandbox import SandboxedEnvironment

from pipeline.diagnostics import ContentError
from pipeline.rules import session as rules

TEMPLATE = "templates/scenario.yaml.j2"


def scenario_text(root: Path, values: Mapping[str, object]) -> bytes:
    """The text of a new scenario file; ``values`` are what the template names.

    Raises ContentError when the template is missing or is no template.
    """
    # No autoescape: the text is YAML, not HTML; what a person typed comes through the filter « quoted ».
    environment = SandboxedEnvironment(
        undefined=jinja2.StrictUndefined,
        keep_trailing_newline=True,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,
        variable_start_string="[[",
        variable_end_string="]]",
    )
    environment.filters |= {"quoted": _quoted, "flow": _flow}
    try:
        text = (root / TEMPLATE).read_text("utf-8-sig")
        return environment.from_string(text).render(values).encode()
    except OSError as error:
        raise _unusable(rules.system_reason(error)) from error
    except (jinja2.TemplateError, UnicodeError) as error:
        raise _unusable(str(error)) from error


def _quoted(text: str) -> str:
    """A text between YAML double quotes, which are those of JSON."""
    return json.dumps(" ".join(text.split()), ensure_ascii=False)


def _flow(words: Iterable[str]) -> str:
    """Words as a YAML list on one line."""
    return f"[{', '.join(words)}]"


def _unusable(reason: str) -> ContentError:
    """The error that names the template."""
    return ContentError(
        rules.BAD_TEMPLATE.format(path=TEMPLATE, reason=reason), rules.BAD_TEMPLATE_HINT
    )
