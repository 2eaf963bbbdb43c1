"""Build the Word templates: ``python tools/build_templates.py [DIR]`` (templates/ by default).

The same code gives the same bytes; the built files are committed, and a test compares.
"""

import sys
from pathlib import Path

from wordkit import (
    certificate,
    conduct,
    diploma,
    guide,
    jury,
    logistics,
    minutes,
    paper,
    rolesheet,
    ticket,
    tutorsheet,
    verdicts,
)
from wordkit.package import build


def build_all() -> dict[str, bytes]:
    """The bytes of every template by file name."""
    documents = {
        "sujet.docx": paper.document(),
        "ticket.docx": ticket.document(),
        "corrige.docx": guide.document(),
        "fiche_jury.docx": jury.document(),
        "fiche_role.docx": rolesheet.document(),
        "conduite_simulation.docx": conduct.document(),
        "fiche_tuteur.docx": tutorsheet.document(),
        "convocation.docx": logistics.summons(),
        "emargement.docx": logistics.attendance(),
        "pv_jury.docx": minutes.document(),
        "releve.docx": verdicts.transcript(),
        "notification.docx": verdicts.notice(),
        "attestation_bloc.docx": diploma.attestation(),
        "parchemin.docx": diploma.certificate(),
        "certificat_session.docx": certificate.document(),
    }
    return {name: build(document) for name, document in documents.items()}


def main() -> None:
    """Write the templates to the folder given, else to templates/."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent.parent / "templates"
    for name, data in build_all().items():
        (folder / name).write_bytes(data)
        print(f"{name}: {len(data)} bytes")


if __name__ == "__main__":
    main()
