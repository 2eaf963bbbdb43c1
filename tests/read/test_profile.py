"""``metier.yaml``: missions, skills, tools, constraints, levels."""

from pathlib import Path

import pytest

from pipeline.model.profile import Diploma, Mission
from pipeline.read.profile import read_profile
from pipeline.read.referential import read_referential

ROOT = Path(__file__).resolve().parents[2]
MINI = """\
schema: epreuve/metier@1
source: {fichier: fiche.txt, sha256: abc}
missions:
  - {id: M01, titre: "Coordonner", role: "Chef de projet", codes: [C1, C2]}
  - {id: M02, titre: "Accueillir", role: "Référent", codes: []}
savoir_faire: {redaction: 91}
savoir_etre: [ecoute, temps]
outils: ["courriel"]
contraintes: ["délais"]
diplomes:
  - {nom: "BTS", bac: 2, niveau: 5, sens: "exécution"}
"""


def read(root, text=MINI):
    (root / "referential").mkdir(exist_ok=True)
    (root / "referential" / "metier.yaml").write_text(text, "utf-8")
    return read_profile(root, ("C1", "C2"))


def test_the_shipped_job_sheet_has_ten_missions_and_no_fault():
    referential, _ = read_referential(ROOT)
    profile, faults = read_profile(ROOT, referential.codes())
    assert faults == ()
    assert [m.id for m in profile.missions] == [f"M{rank:02}" for rank in range(1, 11)]
    assert sum(value for _, value in profile.hard_skills) == 545
    assert (len(profile.soft_skills), len(profile.tools), len(profile.constraints)) == (9, 6, 5)
    assert [d.level for d in profile.diplomas] == [5, 6, 7]


def test_a_job_sheet_is_read_whole(tmp_path):
    profile, faults = read(tmp_path)
    assert faults == ()
    assert profile.missions == (
        Mission(id="M01", title="Coordonner", role="Chef de projet", codes=("C1", "C2")),
        Mission(id="M02", title="Accueillir", role="Référent", codes=()),
    )
    assert profile.hard_skills == (("redaction", 91),)
    assert profile.soft_skills == ("ecoute", "temps")
    assert profile.diplomas == (Diploma(name="BTS", years=2, level=5, meaning="exécution"),)


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ("codes: [C1, C2]", "codes: [C1, C3]", "REF-001", 4),
        ("codes: [C1, C2]", "codes: C1", "LEC-011", 4),
        ("id: M02", "id: M01", "REF-003", 5),
        ("redaction: 91", "redaction: 101", "LEC-012", 6),
        ("redaction: 91", "redaction: beaucoup", "LEC-011", 6),
        ("niveau: 5", "niveau: 9", "LEC-012", 11),
        ("outils:", "outil:", "LEC-010", 8),
        ("schema: epreuve/metier@1", "schema: autre", "LEC-013", 1),
    ],
)
def test_a_fault_is_told_at_its_line(tmp_path, old, new, code, line):
    profile, faults = read(tmp_path, MINI.replace(old, new, 1))
    assert profile is None
    assert (code, line) in [(f.code, f.source.line) for f in faults]


def test_a_missing_job_sheet_is_told(tmp_path):
    profile, faults = read_profile(tmp_path, ())
    assert profile is None
    assert [f.code for f in faults] == ["LEC-001"]
