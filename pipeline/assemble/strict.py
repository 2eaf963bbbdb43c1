"""Exams of which the main papers may repeat neither family nor country of the session."""

from collections.abc import Iterator, Mapping, Sequence

from pipeline.assemble.notes import Placed
from pipeline.diagnostics import Diagnostic
from pipeline.model.form import FormRole
from pipeline.rules import plan as rules


def repeat_faults(placed: Sequence[Placed], families: Mapping[str, str]) -> Iterator[Diagnostic]:
    """What main papers repeat of each other where one of the two exams is strict; ``families`` of scenarios."""
    mains = [form for form in placed if form.draft.role is FormRole.MAIN]
    for place, form in enumerate(mains):
        for other in mains[:place]:
            strict = [f for f in (form, other) if f.draft.blueprint.strict]
            for what in _common(form, other, families) if strict else ():
                yield rules.NOT_UNIQUE.at(
                    strict[0].draft.blueprint.source,
                    form=form.draft.form,
                    what=what,
                    other=other.draft.form,
                    exam=strict[0].draft.blueprint.id,
                )


def _common(form: Placed, other: Placed, families: Mapping[str, str]) -> Iterator[str]:
    """The families and the countries of both."""
    own, theirs = ({families[s] for s in f.draft.scenarios} for f in (form, other))
    for family in sorted(own & theirs):
        yield rules.SAME_FAMILY.format(family=family)
    here, there = ({s.iso3 for s in f.settings} for f in (form, other))
    for country in sorted(here & there):
        yield rules.SAME_COUNTRY.format(country=country)
