"""A whole scenario as one form, for its author and its proofreader: every item, the bank's own points."""

from collections.abc import Collection, Sequence
from decimal import Decimal

from pipeline.assemble.compose import dossier_of
from pipeline.codes import sort_codes
from pipeline.model.bank import Bank
from pipeline.model.blueprint import FormKind, Phase
from pipeline.model.form import Certificate, CodeBalance, Form, FormRole, Question
from pipeline.model.item import Item, Modality
from pipeline.model.scenario import Variant

ZERO = Decimal(0)
ORDER = (Modality.WRITTEN, Modality.ORAL, Modality.SIMULATION, Modality.OBSERVATION)
#: What a candidate reads: an observation is the tutor's.
ASKED = (Modality.WRITTEN, Modality.ORAL, Modality.SIMULATION)


def sample_form(
    bank: Bank, variant: Variant, modalities: Collection[Modality] = tuple(Modality)
) -> Form:
    """The form that holds the items of a scenario of these modalities, written ones first; nothing of it is balanced.

    A question has the same number whatever the modalities, as long as those left out come last.
    """
    content = variant.content
    kept = [i for i in content.items if i.modality in modalities]
    items = sorted(kept, key=lambda i: ORDER.index(i.modality))
    minutes = sum(i.minutes for i in items)
    return Form(
        id=content.id,
        session="",
        blueprint=content.id,
        title=bank.families[content.family],
        kind=FormKind.CASE_STUDY,
        phase=Phase.FINAL,
        format="ef_etude_cas",
        modality=Modality.WRITTEN,
        role=FormRole.MAIN,
        number=1,
        block=content.blocks[0],
        minutes=minutes,
        reading=0,
        preparation=0,
        talk=0,
        points=int(sum(i.points for i in items)),
        coefficient=Decimal(1),
        materials="",
        instructions=(),
        soft_skills=(),
        dossiers=(dossier_of(variant, bank.countries[variant.iso3], items, FormRole.MAIN),),
        questions=tuple(
            Question(number=n, item=item, scenario=content.id) for n, item in enumerate(items, 1)
        ),
        certificate=_uncertified(items, minutes),
    )


def _uncertified(items: Sequence[Item], minutes: int) -> Certificate:
    """The points of each code, nothing asked and nothing proved."""
    codes = sort_codes(code for item in items for code in item.codes)
    return Certificate(
        balances=tuple(
            CodeBalance(
                code=code,
                target=ZERO,
                reached=sum((i.points_of(code) for i in items), ZERO),
                tolerance=ZERO,
            )
            for code in codes
        ),
        minutes_asked=(0, minutes),
        minutes_reached=minutes,
        difficulty_asked=ZERO,
        difficulty_tolerance=ZERO,
        difficulty_reached=ZERO,
        documents=0,
        skills=(),
        skill_distance=ZERO,
        deviation=ZERO,
        bound=ZERO,
        gap=ZERO,
        proved=False,
        alternatives=0,
        notes=(),
    )
