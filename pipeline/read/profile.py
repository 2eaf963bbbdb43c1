"""``referential/metier.yaml``: the job sheet, its missions, skills, tools and constraints."""

from collections.abc import Sequence
from pathlib import Path

from pipeline.codes import Code
from pipeline.diagnostics import Diagnostic
from pipeline.model.profile import Diploma, Mission, Profile
from pipeline.read.fields import Fields, open_fields
from pipeline.read.references import Unique, read_known_codes

PATH = "referential/metier.yaml"
SCHEMA = "epreuve/metier@1"


def read_profile(
    root: Path, codes: Sequence[Code]
) -> tuple[Profile | None, tuple[Diagnostic, ...]]:
    """The job sheet; ``None`` when it has a fault. ``codes`` are those of the referential."""
    faults: list[Diagnostic] = []
    top = open_fields(root, PATH, faults)
    if top is None:
        return None, tuple(faults)
    profile = _profile(top, codes)
    top.close()
    return (None if faults else profile), tuple(faults)


def _profile(top: Fields, codes: Sequence[Code]) -> Profile:
    top.choice("schema", (SCHEMA,))
    source = top.child("source")
    skills = top.child("savoir_faire")
    taken = Unique()
    return Profile(
        source_file=source.text("fichier") if source else "",
        sha256=source.text("sha256") if source else "",
        missions=tuple(_mission(fields, codes, taken) for fields in top.children("missions")),
        hard_skills=_values(skills) if skills else (),
        soft_skills=top.texts("savoir_etre"),
        tools=top.texts("outils", ()),
        constraints=top.texts("contraintes", ()),
        diplomas=tuple(_diploma(fields) for fields in top.children("diplomes", required=False)),
    )


def _mission(fields: Fields, codes: Sequence[Code], taken: Unique) -> Mission:
    return Mission(
        id=taken.take(fields, "id", fields.text("id")),
        title=fields.text("titre"),
        role=fields.text("role"),
        codes=read_known_codes(fields, "codes", codes),
    )


def _values(fields: Fields) -> tuple[tuple[str, int], ...]:
    return tuple((name, fields.integer(name, low=1, high=100)) for name in fields.keys)


def _diploma(fields: Fields) -> Diploma:
    return Diploma(
        name=fields.text("nom"),
        years=fields.integer("bac", high=20),
        level=fields.integer("niveau", low=1, high=8),
        meaning=fields.text("sens"),
    )
