"""The commented settings file that a session starts from."""

from collections.abc import Sequence
from pathlib import Path

import jinja2

TEMPLATE = "templates/session.yaml.j2"
Labelled = Sequence[tuple[str, str]]


def settings_text(
    root: Path, *, session: str, date: str, title: str, centre: str, chosen: Labelled, others: Labelled
) -> bytes:
    """The text of ``session.yaml``; ``chosen`` and ``others`` are (exam id, its title)."""
    environment = jinja2.Environment(
        undefined=jinja2.StrictUndefined, keep_trailing_newline=True, autoescape=False  # noqa: S701 - YAML, not HTML
    )
    template = environment.from_string((root / TEMPLATE).read_text("utf-8"))
    text = template.render(
        session=session,
        date=date,
        title=_quoted(title),
        centre=_quoted(centre),
        chosen=chosen,
        others=others,
    )
    return text.encode()


def _quoted(text: str) -> str:
    """A text inside YAML double quotes."""
    return text.replace("\\", "\\\\").replace('"', '\\"')
