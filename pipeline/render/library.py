"""The Word templates of a workspace, each compiled once."""

from collections.abc import Mapping
from pathlib import Path

from pipeline.diagnostics import ContentError
from pipeline.render import attendance, guide, jury, paper, summons, ticket
from pipeline.render.atlas import Atlas, read_atlas
from pipeline.render.large_print import enlarge
from pipeline.render.template import Template, compile_template
from pipeline.rules import commands as words

FOLDER = "templates"
ATLAS = "carte.geojson"
LARGE = "large"
SCHEMAS: Mapping[str, Mapping[str, object]] = {
    family.FILE: family.SCHEMA for family in (paper, ticket, guide, jury, summons, attendance)
}


def load_templates(root: Path) -> dict[str, Template]:
    """Every template of the workspace by file name, and the large-print paper under ``LARGE``.

    Raises ContentError with the faults of all of them at once.
    """
    found: dict[str, Template] = {}
    errors: list[ContentError] = []
    for name, schema in SCHEMAS.items():
        try:
            data = _read(root, name)
            found[name] = compile_template(data, f"{FOLDER}/{name}", schema)
            if name == paper.FILE:
                found[LARGE] = compile_template(enlarge(data), f"{FOLDER}/{name}", schema)
        except ContentError as error:
            errors.append(error)
    if errors:
        faults = tuple(fault for error in errors for fault in error.diagnostics)
        raise ContentError(errors[0].message, errors[0].hint, faults)
    return found


def load_atlas(root: Path) -> Atlas:
    """The borders that locator maps are drawn from."""
    return read_atlas(_read(root, ATLAS))


def _read(root: Path, name: str) -> bytes:
    """The bytes of one file of the templates' folder; raises ContentError when it is missing."""
    path = root / FOLDER / name
    try:
        return path.read_bytes()
    except OSError as error:
        raise ContentError(
            words.NO_TEMPLATE.format(path=f"{FOLDER}/{name}"), words.NO_TEMPLATE_HINT
        ) from error
