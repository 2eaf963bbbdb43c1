"""Build the Word templates: ``python tools/build_templates.py [DIR]`` (templates/ by default).

The same code gives the same bytes; the built files are committed, and a test compares.
"""

import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

from wordkit import guide, jury, paper, ticket
from wordkit.package import build

FAMILIES: dict[str, ModuleType] = {
    "sujet.docx": paper,
    "ticket.docx": ticket,
    "corrige.docx": guide,
    "fiche_jury.docx": jury,
}


def build_all() -> dict[str, bytes]:
    """The bytes of every template by file name."""
    return {
        name: build(family.body(), family.running(), title=family.TITLE, subject=family.SUBJECT)
        for name, family in FAMILIES.items()
    }


def main() -> None:
    """Write the templates to the folder given, else to templates/."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent.parent / "templates"
    for name, data in build_all().items():
        (folder / name).write_bytes(data)
        print(f"{name}: {len(data)} bytes")


if __name__ == "__main__":
    main()
