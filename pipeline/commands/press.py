"""What every document of a session is made with, wherever it is made, and what a document is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial

from pipeline.model.basis import IssuedGrid
from pipeline.model.criteria import Level
from pipeline.model.form import Form
from pipeline.model.grid import GridMap
from pipeline.model.item import Modality
from pipeline.render.art import Art
from pipeline.render.candidate import Setting, candidate_view, head_view
from pipeline.render.grid import GridTemplate, grid_template
from pipeline.render.library import Plate
from pipeline.render.template import Template
from pipeline.render.views import CandidateView
from pipeline.runner.task import Task

_KEPT = 8  # forms whose view or grid is kept: their copies come one after another


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One file: its path from the session folder, its bytes; ``form`` when candidates read it, ``grid`` of a grid.

    ``player`` is the role of a simulation whose sheet it is; ``first`` marks the copy that is searched for leaks.
    """

    path: str
    data: bytes
    form: str = ""
    first: bool = False
    grid: IssuedGrid | None = None
    player: str = ""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Press:
    """What every document of a session is made with; it travels whole to whoever makes them.

    ``forms`` are by id in the order of the session, ``grids`` by form, ``plates`` by name. The maps of ``papers`` and
    ``tickets`` are drawn already. ``levels`` is the common scale 0–4.
    """

    session: str
    seal_key: bytes
    around: Setting
    levels: tuple[Level, ...]
    forms: Mapping[str, Form]
    grids: Mapping[str, GridMap]
    papers: Art
    tickets: Art
    plates: Mapping[str, Plate]

    def template(self, name: str) -> Template:
        """The template of that name."""
        return self.plates[name].template()

    def view(self, form: str) -> CandidateView:
        """A form as its candidates see it."""
        return _view(self, form)

    def grid_template(self, form: str) -> GridTemplate:
        """The grading grid of a form, ready to be stamped."""
        return _grid_template(self, form)


Order = Task[Press, Document]
"""A document to make."""


def order(path: str, make: Callable[..., Document], **given: object) -> Order:
    """The document of that path, as ``make(workshop, path=…, **given)`` makes it; people know it by its path."""
    return Task(title=path, make=partial(make, path=path, **given))


@lru_cache(maxsize=_KEPT)
def _view(workshop: Press, form: str) -> CandidateView:
    """What ``Press.view`` gives: a written paper has its large drawings, the others those of tickets."""
    found = workshop.forms[form]
    art = workshop.papers if found.modality is Modality.WRITTEN else workshop.tickets
    return candidate_view(found, workshop.around, art)


@lru_cache(maxsize=_KEPT)
def _grid_template(workshop: Press, form: str) -> GridTemplate:
    head = head_view(workshop.forms[form], workshop.around)
    return grid_template(workshop.grids[form], head, workshop.levels)
