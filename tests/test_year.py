"""A simulated year on the tiny content: faults at random, and it ends as a faultless year does (tools/year.py).

Calls are hourly while something is due, done by hand, failing or to be repaired, and one every five days else; ``make
nightly`` calls at every hour, on the shipped content.
"""

import shutil
import sys
from importlib import import_module
from pathlib import Path
from random import Random

import pytest
import yaml

pytestmark = pytest.mark.slow
ROOT = Path(__file__).resolve().parent.parent
CALENDAR = """\
schema: epreuve/calendrier@1
centre: Centre fictif
responsable: Réjane Préparatrice
promotions:
- id: aurore
  titre: Promotion Aurore
  debut: 2026-01-05
  fin: 2026-10-16
  effectif: 4
  sessions: [{date: fin, epreuves: [B2-CAS]}]
- id: boreale
  titre: Promotion Boréale
  debut: 2026-02-02
  fin: 2026-11-20
  effectif: 2
  sessions: [{date: fin, epreuves: [S1-ORAL]}]
- id: cadence
  titre: Promotion Cadence
  debut: 2026-03-02
  fin: 2026-11-27
  effectif: 2
  sessions: [{date: fin, epreuves: [S1-ORAL]}]
- id: dunes
  titre: Promotion Dunes
  debut: 2026-04-06
  fin: 2026-12-18
  effectif: 4
  sessions: [{date: fin, epreuves: [B1-ECRIT], controle_continu: [B1-CC-CONTROLE]}]
"""
TWINS = {
    "GEO-01-PONT": "GEO-01-BACS",
    "DIP-01-VISITE": "DIP-01-ACCUEIL",
    "DIP-02-MARCHE": "DIP-02-HALLES",
}


@pytest.fixture(scope="module")
def tools():
    """The modules of tools/ that play a year: year, chaos, outcome."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(ROOT / "tools")
        yield import_module("year"), *map(import_module, ("yearkit.chaos", "yearkit.outcome"))
        for name in [n for n in sys.modules if n == "year" or n.startswith("yearkit")]:
            del sys.modules[name]


def content(root):
    """The tiny content, with an approval to give, scenarios for those who sit again, and a calendar."""
    shutil.copytree(ROOT / "templates", root / "templates")
    shutil.copytree(ROOT / "tests/mini", root, dirs_exist_ok=True)
    for path in sorted((root / "scenarios").glob("*/*.yaml")):
        scenario = yaml.safe_load(path.read_text("utf-8"))
        scenario["id"] = TWINS[scenario["id"]]
        twin = path.with_name(f"{scenario['id'].lower()}.yaml")
        twin.write_text(yaml.safe_dump(scenario, allow_unicode=True, sort_keys=False), "utf-8")
    rules = root / "referential/regles.yaml"
    asked = "sujet:\n  approbation: {valeur: true, origine: proposition}\n"
    text = rules.read_text("utf-8")
    rules.write_text(text if "approbation:" in text else text.replace("sujet:\n", asked), "utf-8")
    (root / "calendrier.yaml").write_text(CALENDAR, "utf-8")
    (root / "output").mkdir()
    return root


def test_a_year_of_faults_ends_complete_done_once_on_time_and_with_the_same_bytes(tools, tmp_path):
    year, chaos, outcome = tools
    befalling = chaos.Chaos(Random("a year"))  # noqa: S311
    ended = {}
    for name, faults in (("plain", None), ("tried", befalling)):
        played = year.Year(
            root=content(tmp_path / name),
            first="2026-09-01",
            days=205,
            more=10,
            opened=("2026-09-01", "2026-10-01"),
            chaos=faults,
        )
        now = played.play()
        assert outcome.faults_of(played.root, now) == (), name
        ended[name] = played
    assert ended["plain"].over == ended["tried"].over
    assert len(ended["tried"].over) == 6
    assert set(befalling.seen) == {*chaos.KINDS, "kill by hand"}
    assert befalling.wrong == []
    unlike = outcome.compared(ended["plain"].root, ended["tried"].root)
    assert unlike.others == ()
    # What says when it was done: every other published, released or recorded byte is the same.
    assert {Path(n).name for n in unlike.moments} <= {"journal.jsonl", "marks.json"}
