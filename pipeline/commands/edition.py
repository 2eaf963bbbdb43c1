"""A session about to be published, and the press that its documents are made with."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.commands.inputs import Inputs
from pipeline.commands.press import Press
from pipeline.draw import derive
from pipeline.model.basis import Basis
from pipeline.model.form import Form
from pipeline.model.item import Modality
from pipeline.model.session import Dispatch, Placement
from pipeline.render.art import Art, studio
from pipeline.render.candidate import setting
from pipeline.render.library import OBSERVED, PLAYED, load_atlas, load_plates


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """A session about to be published: its forms, who sits them, what marks will be judged by, its secret."""

    inputs: Inputs
    forms: tuple[Form, ...]
    placed: Dispatch
    basis: Basis
    secret: bytes

    @property
    def assessors(self) -> dict[str, str]:
        """What each assessor is called, by id."""
        return {a.id: f"{a.first_name} {a.last_name}" for a in self.inputs.roster.assessors}

    def placements(self, form: Form) -> tuple[Placement, ...]:
        """Who sits a form."""
        return tuple(p for p in self.placed.placements if p.form == form.id)


def press(edition: Edition, root: Path) -> Press:
    """The press of a session; raises ContentError when a template is missing or refused."""
    bank = edition.inputs.bank
    ways = {bank.blueprint(exam).modality for exam in edition.inputs.session.exams}
    more = (
        *(PLAYED if Modality.SIMULATION in ways else ()),
        *(OBSERVED if Modality.OBSERVATION in ways else ()),
    )
    atlas = load_atlas(root)
    written = [form for form in edition.forms if form.modality is Modality.WRITTEN]
    others = [form for form in edition.forms if form.modality is not Modality.WRITTEN]
    return Press(
        session=edition.inputs.session.id,
        seal_key=derive(edition.secret, "seal"),
        around=setting(edition.basis),
        levels=bank.criteria.levels,
        forms={form.id: form for form in edition.forms},
        grids=edition.basis.grids,
        papers=_drawn(studio(atlas, bank.countries), written),
        tickets=_drawn(studio(atlas, bank.countries, small=True), others),
        plates=load_plates(root, more),
    )


def _drawn(art: Art, forms: Iterable[Form]) -> Art:
    """The same with the maps of these forms drawn: neither borders nor countries need travel."""
    places = sorted({dossier.iso3 for form in forms for dossier in form.dossiers})
    return replace(art, locator={iso3: art.locator(iso3) for iso3 in places}.__getitem__)
