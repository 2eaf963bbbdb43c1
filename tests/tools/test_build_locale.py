"""The French catalogue of the command line that is committed is the one that the code builds."""

import runpy
from pathlib import Path

TOOL = Path(__file__).resolve().parent.parent.parent / "tools" / "build_locale.py"


def test_building_again_gives_the_same_bytes():
    built = runpy.run_path(str(TOOL))
    assert built["TARGET"].name == "messages.mo"
    committed = TOOL.parent.parent / "pipeline/locale/fr/LC_MESSAGES/messages.mo"
    assert committed.read_bytes() == built["catalogue"]()
