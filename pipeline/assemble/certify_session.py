"""The certificate of a session, recomputed from its forms as they are: pure, the same for the same inputs."""

from collections.abc import Sequence

from pipeline.assemble.certify_exams import Exam, exam_sheet
from pipeline.assemble.certify_exposure import exposures, totals
from pipeline.assemble.certify_forms import form_sheet, proof_of, recalled
from pipeline.assemble.certify_overlap import matrices, shared_pairs
from pipeline.model.bank import Bank
from pipeline.model.certificate import (
    ExamSheet,
    Fault,
    FormSheet,
    Origins,
    SessionCertificate,
)
from pipeline.model.form import Form
from pipeline.model.inventory import SessionUse
from pipeline.model.session import Session
from pipeline.rules.certificate import LOST_FAULTS


def certify_session(
    bank: Bank,
    session: Session,
    forms: Sequence[Form],
    before: Sequence[SessionUse],
    origins: Origins,
) -> SessionCertificate:
    """Count every form again against today's bank and say what no longer holds.

    ``before`` are the earlier sessions in order of time; there is one form at least.
    """
    items = {item.id: item for scenario in bank.scenarios for item in scenario.items}
    found = [recalled(bank, form, items) for form in forms]
    faults = [Fault(form="", said=said) for said in _record_faults(origins)]
    sheets: list[FormSheet] = []
    for one in found:
        sheet, broken = form_sheet(bank, one, proof_of(one.form, origins))
        sheets.append(sheet)
        faults += [Fault(form=sheet.form, said=said) for said in broken]
    exams: list[ExamSheet] = []
    for exam in dict.fromkeys(form.blueprint for form in forms):
        own = [k for k, form in enumerate(forms) if form.blueprint == exam]
        chosen = Exam(recalled=tuple(found[k] for k in own), sheets=tuple(sheets[k] for k in own))
        told, broken = exam_sheet(bank, chosen)
        exams.append(told)
        faults += [Fault(form=exam, said=said) for said in broken]
    return SessionCertificate(
        session=session.id,
        title=session.title,
        centre=session.centre,
        certifier=session.certifier,
        date=session.date,
        origins=origins,
        forms=tuple(sheets),
        exams=tuple(exams),
        matrices=matrices(forms),
        pairs=shared_pairs(forms),
        exposure=exposures(forms, before),
        totals=totals(bank, forms, before),
        faults=tuple(faults),
    )


def _record_faults(origins: Origins) -> list[str]:
    """What is wrong with the record of the forms as a whole."""
    if not origins.forms_then:
        return [LOST_FAULTS["unjournalled"]]
    return [LOST_FAULTS["edited"]] if origins.forms != origins.forms_then else []
