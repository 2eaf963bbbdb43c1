"""What every document of a session is made with, and what a document is."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.commands.inputs import Inputs
from pipeline.draw import derive
from pipeline.model.basis import Basis, IssuedGrid
from pipeline.model.form import Form
from pipeline.model.grid import GridMap
from pipeline.model.item import Modality
from pipeline.render.art import Art, studio
from pipeline.render.candidate import Setting, setting
from pipeline.render.library import OBSERVED, PLAYED, load_atlas, load_templates
from pipeline.render.template import Template


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """What every document of a session is made with."""

    inputs: Inputs
    around: Setting
    papers: Art
    tickets: Art
    templates: Mapping[str, Template]
    basis: Basis
    secret: bytes

    @property
    def seal_key(self) -> bytes:
        """What grids and tables are sealed with."""
        return derive(self.secret, "seal")

    @property
    def assessors(self) -> dict[str, str]:
        """What each assessor is called, by id."""
        return {a.id: f"{a.first_name} {a.last_name}" for a in self.inputs.roster.assessors}

    def grid(self, form: Form) -> GridMap:
        """The grading grid of a form, as frozen."""
        return self.basis.grids[form.id]


def press(inputs: Inputs, root: Path, basis: Basis, secret: bytes) -> Press:
    """The workshop of a session; raises ContentError when a template is missing or refused."""
    bank = inputs.bank
    atlas = load_atlas(root)
    ways = {bank.blueprint(exam).modality for exam in inputs.session.exams}
    more = (
        *(PLAYED if Modality.SIMULATION in ways else ()),
        *(OBSERVED if Modality.OBSERVATION in ways else ()),
    )
    return Press(
        inputs=inputs,
        around=setting(basis),
        papers=studio(atlas, bank.countries),
        tickets=studio(atlas, bank.countries, small=True),
        templates=load_templates(root, more),
        basis=basis,
        secret=secret,
    )
