"""Attestations of a block and certificates: what is given, to whom, by whom, on which official grounds."""

import re
from dataclasses import dataclass

from pipeline.grammar import capitalized, plural
from pipeline.model.award import BlockDecision
from pipeline.model.basis import Basis
from pipeline.model.referential import Official
from pipeline.render.office import render
from pipeline.render.template import Template
from pipeline.render.transcript import code_titles
from pipeline.render.verdict import (
    Case,
    FrameView,
    birth,
    block_name,
    frame_view,
    full_name,
    is_complete,
    missing_fields,
    path_label,
)
from pipeline.render.views import CodeLine
from pipeline.rules import verdict as words
from pipeline.typography import date_fr, typeset

FILE, BLOCK_FILE = "parchemin.docx", "attestation_bloc.docx"
_LEVEL = re.compile(r"(?:niveau )?([1-8])", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class DiplomaView:
    """A certificate, or the attestation of one block when ``block`` is not empty; grounds are the official lines."""

    frame: FrameView
    name: str
    birth: str
    path: str
    block: str
    title: str
    code: str
    codes: tuple[CodeLine, ...]
    by_jury: str
    honours: str
    grounds: tuple[str, ...]
    issued: str
    reference: str


SCHEMA: dict[str, object] = {"diploma": DiplomaView}


def render_diploma(template: Template, diploma: DiplomaView) -> bytes:
    """The certificate, or the attestation."""
    return render(template, {"diploma": diploma})


def certificate_view(basis: Basis, case: Case) -> DiplomaView | None:
    """The certificate of a complete award, ``None`` without one or as long as an official field is missing."""
    if not is_complete(case) or missing_fields(basis.official):
        return None
    path = path_label(basis, case.decision.specialisation)
    honours = words.HONOURS.get(case.decision.honours, case.decision.honours)
    said = "" if basis.policy.path.all_blocks else typeset(words.SPECIALISED.format(path=path))
    return _view(basis, case, None, path=said, honours=honours)


def attestation_view(basis: Basis, case: Case, block: BlockDecision) -> DiplomaView:
    """The attestation of a block that the decision gives, with the official lines that are known."""
    return _view(basis, case, block, path="", honours="")


def _view(
    basis: Basis, case: Case, block: BlockDecision | None, *, path: str, honours: str
) -> DiplomaView:
    decision = case.decision
    found = basis.block(block.block) if block is not None else None
    titles = code_titles(basis)
    codes = found.codes if found is not None else ()
    issued = words.ISSUED.format(centre=basis.centre, date=date_fr(decision.date))
    return DiplomaView(
        frame=frame_view(basis),
        name=full_name(decision),
        birth=birth(decision),
        path=path,
        block=block_name(basis, found.id) if found is not None else "",
        title=capitalized(typeset(found.title)) if found is not None else "",
        code=words.BLOCK_CODE.format(code=found.id) if found is not None else "",
        codes=tuple(CodeLine(code=c, title=titles.get(c, "")) for c in codes),
        by_jury=typeset(words.BY_JURY.format(date=date_fr(decision.date))),
        honours=honours,
        grounds=_grounds(basis.official),
        issued=typeset(issued),
        reference=decision.id,
    )


def _grounds(official: Official) -> tuple[str, ...]:
    """Registration, level and codes of the certification, as far as they are known."""
    lines = []
    if official.rncp:
        said = words.REGISTERED + words.UNDER_NUMBER.format(rncp=official.rncp)
        if official.registered_on:
            said += words.DECIDED_ON.format(date=date_fr(official.registered_on))
        lines.append(said)
    if official.level:
        digit = _LEVEL.fullmatch(official.level.strip())
        lines.append(words.LEVEL.format(level=digit[1]) if digit else official.level)
    if official.nsf:
        count = len(re.findall(r"\d{3}", official.nsf))
        lines.append(plural(count, *words.NSF).format(codes=official.nsf))
    return tuple(typeset(capitalized(line)) for line in lines)
