"""Checking the shipped bank: everything, then nothing changed, then one scenario changed, and without any cache.

Run: python bench/check.py. Prints CPU seconds (user and system) of each run in a process of its own, as a person waits
for it, and ratios to the run without cache; the bars are 60 s the first time and 5 s when nothing changed.
"""

import resource
import subprocess
import sys
import tempfile
from pathlib import Path

from pipeline.commands.init import init

FIRST, AGAIN = 60, 5
ONE = "scenarios/geo/site_minier.yaml"


def cpu(root: Path, *options: str) -> float:
    """The CPU seconds of one run of the command; a run that fails stops the bench."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-c", "from pipeline.cli import main; main()"]
    subprocess.run(
        [*command, "check", "-q", "-w", str(root), *options], check=True, capture_output=True
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "bank"
        init(root)
        count = len(list(root.glob("scenarios/*/*.yaml")))
        whole = cpu(root, "--sans-cache")
        runs = {"first run": cpu(root), "nothing changed": cpu(root)}
        text = (root / ONE).read_text("utf-8")
        (root / ONE).write_text(text.replace("version: 1.0.0", "version: 1.0.1"), "utf-8")
        runs["one scenario changed"] = cpu(root)
    print(f"{count} scenarios; without cache {whole:.1f} s CPU")
    for name, seconds in runs.items():
        print(f"{name:22} {seconds:6.1f} s CPU  {seconds / whole:.2f} of it")
    print(f"bars: first {FIRST} s, nothing changed {AGAIN} s")


if __name__ == "__main__":
    main()
