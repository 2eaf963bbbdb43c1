"""The Word templates of a workspace, each compiled once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pipeline.diagnostics import ContentError
from pipeline.render import (
    attendance,
    certificatedoc,
    conduct,
    diploma,
    guide,
    jury,
    minutes,
    notification,
    paper,
    rolesheet,
    summons,
    ticket,
    transcript,
    tutorsheet,
)
from pipeline.render.atlas import Atlas, read_atlas
from pipeline.render.large_print import enlarge
from pipeline.render.template import Template, compile_template
from pipeline.rules import commands as words

FOLDER = "templates"
ATLAS = "carte.geojson"
PAGE = "apercu.html.j2"
CERTIFICATE_PAGE = "certificat.html.j2"
LARGE = "large"
SCHEMAS: Mapping[str, Mapping[str, object]] = {
    family.FILE: family.SCHEMA for family in (paper, ticket, guide, jury, summons, attendance)
}
"""The templates that a publication needs."""
VERDICTS: Mapping[str, Mapping[str, object]] = {
    **{family.FILE: family.SCHEMA for family in (minutes, transcript, notification)},
    diploma.BLOCK_FILE: diploma.SCHEMA,
    diploma.FILE: diploma.SCHEMA,
}
"""The templates that the decisions of a jury need."""
PROOFS: Mapping[str, Mapping[str, object]] = {
    family.FILE: family.SCHEMA for family in (rolesheet, tutorsheet)
}
"""The templates that proofreading a scenario needs besides the paper and its guide."""
PLAYED: Mapping[str, Mapping[str, object]] = {
    family.FILE: family.SCHEMA for family in (rolesheet, conduct)
}
"""The templates that a simulation needs besides."""
OBSERVED: Mapping[str, Mapping[str, object]] = {tutorsheet.FILE: tutorsheet.SCHEMA}
"""The templates that an observation at work needs besides."""
LARGE_PLAYED: Mapping[str, str] = {
    family.FILE: f"{LARGE} {family.FILE}" for family in (ticket, rolesheet)
}
"""Under which name the large print of what the players of a simulation are given is found."""
CERTIFIED: Mapping[str, Mapping[str, object]] = {certificatedoc.FILE: certificatedoc.SCHEMA}
"""The template that the certificate of a session needs."""
EVERY: Mapping[str, Mapping[str, object]] = {
    **SCHEMAS,
    **VERDICTS,
    **PROOFS,
    **PLAYED,
    **CERTIFIED,
}
"""Every Word template of a workspace with the values that it may print."""
_NONE: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Plate:
    """A template as it travels: the bytes of a Word file, and the name of the one that it is made from."""

    file: str
    data: bytes

    def template(self) -> Template:
        """The template; it is compiled once a process, when it is asked for."""
        return _compiled(self.data, self.file)


def load_plates(root: Path, more: Iterable[str] = ()) -> dict[str, Plate]:
    """Every template of a publication by file name, and the large-print paper under ``LARGE``; all are sound.

    ``more`` names those that some of its exams need besides: PLAYED (with the large print of what players are given),
    OBSERVED. Raises ContentError with the faults of all of them at once.
    """
    names = tuple(dict.fromkeys((*SCHEMAS, *more)))
    return _plates(root, names, LARGE_PLAYED if rolesheet.FILE in names else _NONE)


def load_verdicts(root: Path) -> dict[str, Template]:
    """Every template of the documents of a jury by file name; raises ContentError with all their faults."""
    return _load(root, VERDICTS)


def load_proofs(root: Path) -> dict[str, Template]:
    """Every template of a preview by file name; raises ContentError with all their faults."""
    return _load(root, (paper.FILE, guide.FILE, *PROOFS))


def load_certificate(root: Path) -> tuple[Template, str]:
    """The template of the certificate of a session, the text of its page; raises ContentError when one is missing."""
    (template,) = _load(root, CERTIFIED).values()
    return template, _read(root, CERTIFICATE_PAGE).decode("utf-8-sig", "replace")


def load_page(root: Path) -> str:
    """The text of the template of the page that a preview writes; raises ContentError when it is missing."""
    return _read(root, PAGE).decode("utf-8-sig", "replace")


def load_atlas(root: Path) -> Atlas:
    """The borders that locator maps are drawn from."""
    return read_atlas(_read(root, ATLAS))


def _load(root: Path, names: Iterable[str]) -> dict[str, Template]:
    """The templates of these names, the paper also in large print."""
    return {key: plate.template() for key, plate in _plates(root, names, _NONE).items()}


def _plates(root: Path, names: Iterable[str], large: Mapping[str, str]) -> dict[str, Plate]:
    """The plates of these names; the paper also in large print, and those of ``large`` under their own."""
    keys = {paper.FILE: LARGE, **large}
    found: dict[str, Plate] = {}
    errors: list[ContentError] = []
    for name in names:
        try:
            data = _read(root, name)
            _compiled(data, name)
            found[name] = Plate(file=name, data=data)
            if name in keys:
                found[keys[name]] = Plate(file=name, data=enlarge(data))
                found[keys[name]].template()
        except ContentError as error:
            errors.append(error)
    if errors:
        faults = tuple(fault for error in errors for fault in error.diagnostics)
        raise ContentError(errors[0].message, errors[0].hint, faults)
    return found


@lru_cache(maxsize=32)
def _compiled(data: bytes, name: str) -> Template:
    """A template for its schema; the same bytes are compiled once, however many sessions a process makes."""
    return compile_template(data, f"{FOLDER}/{name}", EVERY[name])


def _read(root: Path, name: str) -> bytes:
    """The bytes of one file of the templates' folder; raises ContentError when it is missing."""
    path = root / FOLDER / name
    try:
        return path.read_bytes()
    except OSError as error:
        raise ContentError(
            words.NO_TEMPLATE.format(path=f"{FOLDER}/{name}"), words.NO_TEMPLATE_HINT
        ) from error
