"""Marking guides."""

from pipeline.render import guide as family
from pipeline.render.assessor import assessor_view


def test_a_guide_reads_as_it_was_accepted(case_study, around, grid, template, accepted):
    view = assessor_view(case_study, around, grid(case_study))
    made = family.render_guide(template(family), view)
    accepted("corrige", made)


def test_a_guide_is_confidential_on_every_page(case_study, around, grid, template, text_of):
    text = text_of(
        family.render_guide(template(family), assessor_view(case_study, around, grid(case_study)))
    )
    assert text.count("CONFIDENTIEL – réservé aux correcteurs") == 2
