"""Sheets of the oral jury."""

from dataclasses import replace

from pipeline.render import jury as family
from pipeline.render.assessor import jury_view


def test_a_sheet_reads_as_it_was_accepted(ticket, around, grid, template, accepted):
    made = family.render_jury_sheet(template(family), jury_view(ticket, around, grid(ticket)))
    accepted("fiche_jury", made)


def test_a_sheet_without_skills_or_new_facts_leaves_them_out(
    ticket, around, grid, template, text_of, check_package
):
    bare = replace(ticket, soft_skills=(), dossiers=(replace(ticket.dossiers[0], injects=()),))
    made = family.render_jury_sheet(template(family), jury_view(bare, around, grid(bare)))
    assert check_package(made) == []
    assert "Savoir-être" not in text_of(made)
    assert "Faits nouveaux" not in text_of(made)
