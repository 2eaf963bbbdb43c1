"""The templates that are committed are those that the code builds."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
NAMES = (
    *("sujet.docx", "ticket.docx", "corrige.docx"),
    *("fiche_jury.docx", "convocation.docx", "emargement.docx"),
    *("pv_jury.docx", "releve.docx", "notification.docx"),
    *("attestation_bloc.docx", "parchemin.docx"),
    *("fiche_role.docx", "fiche_tuteur.docx", "certificat_session.docx"),
    "conduite_simulation.docx",
)


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """The templates built anew."""
    folder = tmp_path_factory.mktemp("templates")
    command = [sys.executable, str(ROOT / "tools" / "build_templates.py"), str(folder)]
    subprocess.run(command, check=True, capture_output=True)
    return folder


@pytest.mark.parametrize("name", NAMES)
def test_building_again_gives_the_same_bytes(built, name):
    assert (built / name).read_bytes() == (ROOT / "templates" / name).read_bytes()


def test_every_template_is_known(built):
    assert sorted(p.name for p in built.iterdir()) == sorted(NAMES)
