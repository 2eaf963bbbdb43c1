"""A whole scenario as one form."""

from dataclasses import replace

from pipeline.assemble.recount import printed_faults
from pipeline.assemble.sample import sample_form
from pipeline.model.item import Modality
from pipeline.model.scenario import Variant


def test_a_sample_holds_every_item_written_ones_first_with_the_bank_s_points(make):
    items = [
        make.item("T1", {"C2": 4}, modality=Modality.ORAL, minutes=10),
        make.item("T2", {"C1": 6}, minutes=25),
    ]
    world = make.bank([make.scenario("A1", items)], [])
    world = replace(world, families={"A": "Appui"})
    variant = Variant(
        scenario="A1",
        iso3="P00",
        number_set="A",
        country_name="P00",
        content=world.scenarios[0],
        facts=(),
    )
    form = sample_form(world, variant)
    assert [q.item.label for q in form.questions] == ["T2", "T1"]
    assert (form.title, form.points, form.minutes) == ("Appui", 10, 35)
    assert [(b.code, b.reached) for b in form.certificate.balances] == [("C1", 6), ("C2", 4)]
    assert not form.certificate.proved
    assert list(printed_faults(form)) == []
