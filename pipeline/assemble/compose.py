"""From a plan to forms: full texts in, printed points out, with the certificate of what was reached."""

from collections.abc import Mapping, Sequence

from pipeline.assemble.certify import form_certificate
from pipeline.assemble.plan import Planned
from pipeline.assemble.restrict import restricted
from pipeline.assemble.scale import scale_items
from pipeline.model.bank import Bank
from pipeline.model.country import Country
from pipeline.model.form import (
    Dossier,
    Form,
    FormRole,
    Question,
    Setting,
)
from pipeline.model.item import Item
from pipeline.model.scenario import Variant

COUNTRY_SHEET = "FICHE_PAYS"


def compose(
    bank: Bank, session: str, planned: Planned, variants: Mapping[Setting, Variant]
) -> Form:
    """The complete form: ``variants`` holds the text of each of the plan's settings."""
    choice = planned.choice
    blueprint = restricted(bank.blueprint(choice.blueprint), planned.codes)
    texts = {
        item.id: item for setting in choice.settings for item in variants[setting].content.items
    }
    items = [texts[i] for i in sorted(choice.items, key=lambda i: _place(i, choice.settings))]
    printed = scale_items(items, blueprint)
    dossiers = tuple(
        dossier_of(variants[s], bank.countries[s.iso3], printed, choice.role)
        for s in choice.settings
    )
    return Form(
        id=planned.form,
        session=session,
        blueprint=blueprint.id,
        title=blueprint.title,
        kind=blueprint.kind,
        phase=blueprint.phase,
        format=blueprint.format,
        modality=blueprint.modality,
        role=choice.role,
        number=choice.number,
        block=blueprint.block,
        minutes=blueprint.minutes,
        reading=blueprint.reading,
        preparation=blueprint.preparation,
        talk=blueprint.talk,
        points=blueprint.points,
        coefficient=blueprint.coefficient,
        materials=blueprint.materials,
        instructions=blueprint.instructions,
        soft_skills=blueprint.soft_skills,
        dossiers=dossiers,
        questions=tuple(
            Question(number=n, item=item, scenario=item.id.rpartition("/")[0])
            for n, item in enumerate(printed, 1)
        ),
        certificate=form_certificate(bank, blueprint, planned, items, printed),
    )


def _place(item: str, settings: Sequence[Setting]) -> tuple[int, int, str]:
    """Items stand in the order of their scenario, as its author numbered them."""
    scenario, _, label = item.rpartition("/")
    order = [s.scenario for s in settings]
    digits = "".join(c for c in label if c.isdigit())
    return (order.index(scenario), int(digits or 0), label)


def dossier_of(
    variant: Variant, country: Country, items: Sequence[Item], role: FormRole
) -> Dossier:
    """What the candidate reads; a ticket carries only the documents that its questions ask on."""
    content = variant.content
    asked = {d for item in items for d in item.documents}
    exhibits = content.exhibits
    if role is FormRole.TICKET:
        exhibits = tuple(e for e in exhibits if e.id in asked)
    facts = variant.facts if role is not FormRole.TICKET or COUNTRY_SHEET in asked else ()
    return Dossier(
        scenario=content.id,
        version=content.version,
        title=content.title,
        family=content.family,
        iso3=variant.iso3,
        number_set=variant.number_set,
        country_name=variant.country_name,
        country_in=country.grammar.in_country,
        fictional_country=country.fictional,
        role=content.role,
        situation=content.situation,
        actors=content.actors,
        chronology=content.chronology,
        exhibits=exhibits,
        constraints=content.constraints,
        injects=content.injects,
        facts=facts,
        mention=content.mention,
    )
