"""``certificat.html``: the certificate in one page that needs nothing else, no network and no script; it prints well.

The template is the workspace's; it runs in a locked Jinja that escapes every text. Drawings alone come as markup, and
only our own modules build them; their colours are the page's, in the light and in the dark.
"""

import jinja2
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from pipeline.diagnostics import ContentError
from pipeline.render.certificateplots import bar_plot, dot_plot
from pipeline.render.certificateshapes import CertificateView
from pipeline.rules import session as rules
from pipeline.typography import NARROW, NBSP

PATH = "templates/certificat.html.j2"


def certificate_page(template: str, view: CertificateView) -> bytes:
    """The page; the same view gives the same bytes. Raises ContentError when the template is none."""
    environment = ImmutableSandboxedEnvironment(
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    bars = {paper.anchor: Markup(bar_plot(paper.bars)) for paper in view.papers}  # noqa: S704 - its texts are escaped
    dots = Markup(dot_plot(view.dots))  # noqa: S704 - its texts are escaped where it is drawn
    try:
        text = environment.from_string(template).render(
            page=view, bars=bars, dots=dots, nn=NARROW, nb=NBSP
        )
    except jinja2.TemplateError as error:
        raise ContentError(
            rules.BAD_TEMPLATE.format(path=PATH, reason=error), rules.BAD_TEMPLATE_HINT
        ) from error
    return text.encode()
