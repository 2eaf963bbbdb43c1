"""One process or several: what a publication takes, whole, for a small session and for large ones.

Run: python bench/workers.py [candidates…] [--jobs N] [--rounds N]. For each size, publishes the same session by one
process and by N (2), in turn, as many rounds as asked (2), and keeps the best: seconds on the clock and of CPU (this
process and its workers), the peak memory of the largest process. The bytes published are compared.
"""

import argparse
import resource
import shutil
import sys
import tempfile
import time
from dataclasses import dataclass, replace
from pathlib import Path

from session import EXAMS, roster

from pipeline.commands.assemble import assemble
from pipeline.commands.init import init
from pipeline.commands.inputs import Inputs, load_bank, load_session
from pipeline.commands.open import open_session
from pipeline.commands.publish import publish_session
from pipeline.runner.runner import Runner
from pipeline.store.folder import SessionFolder

WHEN = "2026-06-01T00:00:00Z"
NAME = "banc"


@dataclass(frozen=True, slots=True, kw_only=True)
class Spent:
    """What one publication took: seconds on the clock and of CPU, megabytes of the largest process, files, digest."""

    wall: float
    cpu: float
    peak: float
    files: int
    digest: str


def prepare(root: Path) -> SessionFolder:
    """A workspace with a session of the written exams, assembled."""
    init(root)
    open_session(NAME, root=root, when=WHEN, date="2026-06-15")
    folder = SessionFolder(root=root, name=NAME)
    settings = folder.settings.read_text("utf-8")
    head, _, tail = settings.partition("epreuves:\n")
    rest = tail[tail.index("\n# Pays") :]
    exams = "".join(f"  - {exam}\n" for exam in EXAMS)
    folder.settings.write_text(f"{head}epreuves:\n{exams}{rest}", "utf-8")
    assemble(NAME, root=root, when=WHEN)
    return folder


def published(folder: SessionFolder, inputs: Inputs, jobs: int) -> Spent:
    """Publish a copy of the session by so many processes."""
    copy = SessionFolder(root=folder.root, name=f"{NAME}-{jobs}")
    shutil.rmtree(copy.path, ignore_errors=True)
    shutil.copytree(folder.path, copy.path)
    wall, cpu = time.perf_counter(), _cpu()
    outcome = publish_session(inputs, copy, when=WHEN, runner=Runner(jobs=jobs))
    wall, cpu = time.perf_counter() - wall, _cpu() - cpu
    kinds = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    peak = max(resource.getrusage(kind).ru_maxrss for kind in kinds) / 1024
    grids = copy.path.joinpath("grids.json").read_bytes()
    digest = str(hash((grids, copy.manifest.read_bytes().partition(b'"files"')[2])))
    shutil.rmtree(copy.path)
    return Spent(wall=wall, cpu=cpu, peak=peak, files=outcome.counts["files"], digest=digest)


def _cpu() -> float:
    """Seconds of CPU of this process and of its workers that ended."""
    kinds = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return sum(u.ru_utime + u.ru_stime for u in map(resource.getrusage, kinds))


def main() -> None:
    """Measure each size, in turn by one process and by several."""
    del globals()["__file__"]  # a worker of the command line has no bench to import first
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("candidates", type=int, nargs="*", default=[20, 100, 1000])
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=2)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = prepare(Path(place) / "espace")
        bank = load_bank(folder.root)
        session = replace(load_session(bank, folder), exams=EXAMS)
        for count in asked.candidates:
            inputs = Inputs(bank=bank, session=session, roster=roster(count), diagnostics=())
            runs: dict[int, list[Spent]] = {1: [], asked.jobs: []}
            for _ in range(asked.rounds):
                for jobs, found in runs.items():
                    found.append(published(folder, inputs, jobs))
            if len({spent.digest for found in runs.values() for spent in found}) > 1:
                sys.exit(f"{count} candidates: not the same bytes")
            _tell(count, runs)


def _tell(count: int, runs: dict[int, list[Spent]]) -> None:
    """One line a number of processes, with its ratio to one process."""
    alone = min(spent.wall for spent in runs[1])
    for jobs, found in runs.items():
        wall = min(spent.wall for spent in found)
        cpu = min(spent.cpu for spent in found)
        peak = max(spent.peak for spent in found)
        print(
            f"{count:5} candidates, {found[0].files:6} files, --jobs {jobs}: {wall:6.1f} s on the clock "
            f"({wall / alone:.2f}), {cpu:6.1f} s of CPU, largest process {peak:.0f} MB"
        )


if __name__ == "__main__":
    main()
