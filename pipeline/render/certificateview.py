"""The certificate of a session in words: its head, its overview, and the views of its parts."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from pipeline.grammar import plural
from pipeline.model.certificate import ExamSheet, FormSheet, Proof, SessionCertificate
from pipeline.render.certificateshapes import (
    CertificateView,
    DotRowView,
    DotView,
    StripView,
    TableView,
)
from pipeline.render.certificatesheets import oral_view, paper_view
from pipeline.render.certificatetables import (
    across_table,
    exposure_tables,
    matrix_views,
    pairs_table,
    parallel_table,
    set_table,
    told_range,
    totals_table,
)
from pipeline.render.views import Line
from pipeline.rules import certificate as words
from pipeline.typography import date_fr, number, typeset

MANY = 4
"""An exam of more forms than this is shown with a line a form."""
_SHORT = 16


def certificate_view(found: SessionCertificate) -> CertificateView:
    """Everything that the certificate shows; the same certificate gives the same view."""
    many = {e.exam for e in found.exams if len(e.forms) > MANY}
    papers = [sheet for sheet in found.forms if sheet.exam not in many]
    return CertificateView(
        session=found.session,
        title=typeset(words.TITLE),
        subtitle=typeset(words.SUBTITLE.format(session=found.session, title=found.title)),
        centre=typeset(found.centre),
        introduction=typeset(words.INTRODUCTION),
        holds=found.holds,
        facts=tuple(_facts(found)),
        verdict=tuple(typeset(said) for said in _verdict(found)),
        faults=tuple(
            typeset(words.FAULT_LINE.format(form=f.form or words.WHOLE_SESSION, said=f.said))
            for f in found.faults
        ),
        summary=_summary(found),
        dots=tuple(_dot_row(exam, found) for exam in found.exams),
        dots_note=typeset(words.DOTS_NOTE),
        papers=tuple(paper_view(sheet) for sheet in papers),
        orals=tuple(
            oral_view(exam, [s for s in found.forms if s.exam == exam.exam])
            for exam in found.exams
            if exam.exam in many
        ),
        matrices=tuple(matrix_views(found.matrices)),
        matrix_note=typeset(words.MATRIX_NOTE),
        pairs=pairs_table(found.pairs),
        parallel=parallel_table(found.exams),
        across=across_table(found.exams),
        totals=totals_table(found.totals),
        exposure=tuple(exposure_tables(found.exposure)),
        origins=tuple(_origins(found)),
        origins_note=typeset(words.ORIGINS_NOTE),
        reading=tuple(typeset(said) for said in words.READING),
    )


def _facts(found: SessionCertificate) -> Iterator[Line]:
    """What session it is."""
    values = {
        "centre": found.centre,
        "certifier": found.certifier,
        "date": date_fr(found.date),
        "exams": ", ".join(exam.exam for exam in found.exams),
        "forms": str(len(found.forms)),
    }
    for key, value in values.items():
        if value:
            yield Line(label=typeset(words.FACTS[key]), text=typeset(value))


def _verdict(found: SessionCertificate) -> Iterator[str]:
    """What may be said of the session as a whole."""
    forms, count = found.forms, len(found.forms)
    if found.faults:
        faults = len(found.faults)
        yield plural(faults, *words.NO_LONGER_HOLDS).format(count=faults)
    else:
        yield plural(count, *words.HOLDS).format(count=count)
    proved = sum(s.proof in (Proof.PROVED, Proof.EARLIER) for s in forms)
    if proved == count:
        yield words.ALL_PROVED
    elif proved:
        yield words.SOME_PROVED.format(proved=proved, count=count)
    else:
        yield words.NONE_PROVED
    if any(s.proof is Proof.EARLIER for s in forms):
        yield words.PROVED_THEN.format(bank=found.origins.bank_then[:_SHORT])
    worst = max(forms, key=lambda s: s.deviation)
    yield words.WORST.format(
        deviation=number(worst.deviation, 2),
        form=worst.form,
        gap=number(max(s.gap for s in forms), 2),
    )


def _summary(found: SessionCertificate) -> TableView:
    """One row an exam."""
    rows = []
    for exam in found.exams:
        first = next(s for s in found.forms if s.exam == exam.exam)
        low, high = first.minutes_asked
        asked = words.PLUS_MINUS.format(
            asked=number(first.difficulty_asked), tolerance=number(first.difficulty_tolerance)
        )
        rows.append(
            (
                exam.exam,
                str(len(exam.forms)),
                words.WINDOW.format(
                    found=told_range(exam.minutes.low, exam.minutes.high), low=low, high=high
                ),
                f"{told_range(exam.difficulty.low, exam.difficulty.high, 2)} ({asked})",
                told_range(exam.documents.low, exam.documents.high),
                told_range(exam.deviation.low, exam.deviation.high, 2),
                number(exam.bound, 2),
                number(exam.gap, 2),
                words.PROOFS[exam.proof.value],
            )
        )
    wrong = [k for k, exam in enumerate(found.exams) if exam.proof is Proof.LOST]
    return set_table(words.SUMMARY_TITLE, words.SUMMARY_HEADS, rows, wrong=wrong)


def _dot_row(exam: ExamSheet, found: SessionCertificate) -> DotRowView:
    """The forms of an exam in its windows of minutes and of difficulty."""
    own = [s for s in found.forms if s.exam == exam.exam]
    low, high = own[0].minutes_asked
    middle, tolerance = own[0].difficulty_asked, own[0].difficulty_tolerance
    minutes = [(s, Decimal(s.minutes)) for s in own]
    return DotRowView(
        exam=exam.exam,
        strips=(
            _strip(minutes, Decimal(low), Decimal(high)),
            _strip([(s, s.difficulty) for s in own], middle - tolerance, middle + tolerance),
        ),
    )


def _strip(forms: Sequence[tuple[FormSheet, Decimal]], low: Decimal, high: Decimal) -> StripView:
    """A window with the forms in it, those at one place together."""
    together: dict[Decimal, list[str]] = {}
    for sheet, value in forms:
        together.setdefault(value, []).append(sheet.form)
    width = (high - low) or Decimal(1)
    dots = (
        DotView(
            place=(value - low) / width,
            count=len(names),
            said=typeset(_dot(names, value)),
        )
        for value, names in sorted(together.items())
    )
    return StripView(low=number(low), high=number(high), dots=tuple(dots))


def _dot(names: Sequence[str], value: Decimal) -> str:
    """What a dot says."""
    if len(names) > MANY:
        return words.DOT_MANY.format(count=len(names), value=number(value))
    return words.DOT.format(forms=", ".join(names), value=number(value))


def _origins(found: SessionCertificate) -> Iterable[Line]:
    """What the certificate was made from; hashes are printed as they are."""
    for key, label in words.ORIGINS.items():
        value = str(getattr(found.origins, key))
        if value:
            yield Line(label=typeset(label), text=value)
