"""``apercu.html``: a whole scenario in one page that needs nothing else, no network and no script; it prints well.

The template is the workspace's; it runs in a locked Jinja that escapes every text. Drawings alone come as markup, and
only our own modules build them.
"""

import jinja2
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from pipeline.diagnostics import ContentError
from pipeline.model.texts import ENGLISH, language_of
from pipeline.render.previewview import PageView
from pipeline.rules import session as rules
from pipeline.typography import NARROW, NBSP

PATH = "templates/apercu.html.j2"


def render_page(template: str, page: PageView) -> bytes:
    """The page; the same view gives the same bytes. Raises ContentError when the template is none."""
    environment = ImmutableSandboxedEnvironment(
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"said": said, "drawn": drawn}
    try:
        text = environment.from_string(template).render(page=page, nn=NARROW, nb=NBSP)
    except jinja2.TemplateError as error:
        raise ContentError(
            rules.BAD_TEMPLATE.format(path=PATH, reason=error), rules.BAD_TEMPLATE_HINT
        ) from error
    return text.encode()


def said(text: str) -> Markup:
    """A text, escaped, that says when it is in English, so that a screen reader changes its voice."""
    if language_of(text) != ENGLISH:
        return escape(text)
    return Markup('<span lang="en">{}</span>').format(text)


def drawn(text: str) -> Markup:
    """A drawing that ``previewart`` made."""
    return Markup(text)  # noqa: S704 - its texts are escaped where it is drawn
