"""The sheet of a tutor."""

from dataclasses import replace

from pipeline.model.form import Question
from pipeline.model.item import Modality
from pipeline.render import tutorsheet as family


def observed(form, **changes):
    first = form.questions[0]
    item = replace(first.item, modality=Modality.OBSERVATION, documents=(), **changes)
    return Question(number=1, item=item, scenario=first.scenario)


def test_a_sheet_reads_as_it_was_accepted(case_study, around, template, accepted):
    question = observed(case_study, prompts=("Qu'avez-vous appris <ici> ?",))
    view = family.tutor_view(question, case_study.dossiers[0], around)
    accepted("fiche_tuteur", family.render_tutor(template(family), view))


def test_a_sheet_of_a_session_names_its_form_its_candidate_and_its_tutor(
    case_study, around, template, text_of
):
    view = family.tutor_view(
        observed(case_study),
        case_study.dossiers[0],
        around,
        form="2026-06-S1-CC-ENTREPRISE-P",
        candidate="0004",
        observer="Anne Roy",
    )
    text = text_of(family.render_tutor(template(family), view))
    for said in ("2026-06-S1-CC-ENTREPRISE-P", "N°\u00a0: 0004", "Anne Roy"):
        assert said in text


def test_parts_without_content_are_left_out(case_study, around, template, text_of):
    question = observed(case_study, prompts=(), pitfalls=(), outline=())
    view = family.tutor_view(question, case_study.dossiers[0], around)
    text = text_of(family.render_tutor(template(family), view))
    for title in ("À éviter", "EpIntertitre | Entretien de retour", "bon compte rendu"):
        assert title not in text
