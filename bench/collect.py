"""What a thousand filled grids cost to collect, beside what openpyxl takes only to open them.

    python bench/collect.py

Read the ratio: the seconds are those of this machine, now. The ratio must be at least 2, a thousand grids take at most
10 s of CPU, and the collection at most 150 MB. The second line is the same folder again, when nothing is new.
"""

import io
import re
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from decimal import Decimal
from pathlib import Path

import openpyxl
from grid import FORM, grid_map, head, identity

from pipeline.commands.collect import collect
from pipeline.draw import derive
from pipeline.model.basis import Basis, ExamBasis, IssuedGrid
from pipeline.model.blueprint import Phase
from pipeline.model.criteria import Level
from pipeline.model.policy import policy
from pipeline.model.referential import BlockId, Official
from pipeline.model.session import Dispatch
from pipeline.read.rules import read_rules
from pipeline.render.grid import grid_template, stamp_sealed
from pipeline.store.folder import CONTENT_FOLDERS, SessionFolder
from pipeline.store.records import write_record
from pipeline.store.secret import keep_secret

ROOT = Path(__file__).resolve().parent.parent
COUNT, SAMPLE = 1000, 50
SECRET = b"s" * 32
EXAM = "B1-CAS"
WHEN = "2026-06-20T08:00:00Z"
ROW = re.compile(rb'(?<=</v></c>)<c r="E(\d+)"( s="\d+") t="n"/><c r="F\1"( s="\d+") t="n"/>')


def basis() -> Basis:
    """One exam, whose grid has 21 indicators."""
    rules, faults = read_rules(ROOT)
    if rules is None:
        raise SystemExit(faults)
    exam = ExamBasis(
        id=EXAM,
        title=EXAM,
        block=BlockId("B1"),
        phase=Phase.FINAL,
        coefficient=Decimal(1),
        individual=True,
        oral=False,
        by_table=False,
        codes=(),
    )
    return Basis(
        session="2026-06",
        title="Session",
        centre="Centre",
        certifier="",
        date="2026-06-15",
        edition="",
        official=Official(title=""),
        policy=policy(rules),
        blocks=(),
        exams=(exam,),
        grids={FORM: grid_map()},
        equivalences={},
    )


def filled(data: bytes, number: int) -> bytes:
    """A grid with a level and a comment in every row, no two grids alike."""

    def entry(found: re.Match[bytes]) -> bytes:
        row, level, comment = found.groups()
        text = b"Observation %d.%s sur le raisonnement suivi." % (number, row)
        return b'<c r="E%s"%s><v>%d</v></c>' % (
            row,
            level,
            (number + int(row) * 7) % 5,
        ) + b'<c r="F%s"%s t="inlineStr"><is><t>%s</t></is></c>' % (row, comment, text)

    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for info in old.infolist():
            content = old.read(info)
            if info.filename == "xl/worksheets/sheet2.xml":
                content = ROW.sub(entry, content)
            new.writestr(info.filename, content)
    return stream.getvalue()


def prepare(root: Path) -> SessionFolder:
    """A session that has been published, and all its grids come back."""
    for name in CONTENT_FOLDERS:
        (root / name).mkdir()
    folder = SessionFolder(root=root, name="2026-06")
    folder.returned.mkdir(parents=True)
    folder.settings.write_text("")
    keep_secret(folder, SECRET)
    levels = tuple(Level(value=n, title=str(n), jury="", meaning=str(n)) for n in range(5))
    template = grid_template(grid_map(), head(), levels)
    issued = []
    for number in range(COUNT):
        who = identity(number)
        data, seal = stamp_sealed(template, who, derive(SECRET, "seal"))
        issued.append(IssuedGrid(identity=who, exam=EXAM, path=f"{number}.xlsx", seal=seal))
        (folder.returned / f"{number}.xlsx").write_bytes(filled(data, number))
    write_record(folder.basis, basis())
    write_record(folder.grids, tuple(issued))
    write_record(folder.dispatch, Dispatch(session=folder.name, placements=()))
    return folder


def measure(root: Path) -> None:
    """Collect in a process of its own: the grids taken, the seconds of CPU, the peak of memory."""
    start = time.process_time()
    outcome = collect("2026-06", root=root, when=WHEN)
    spent = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    told = {fault.code for fault in outcome.diagnostics}
    sys.stderr.write(" ".join(sorted(told)))
    print(outcome.counts["new"], f"{spent:.2f}", f"{peak:.0f}")


def main() -> None:
    """Measure side by side and print."""
    with tempfile.TemporaryDirectory() as top:
        folder = prepare(Path(top))
        runs = []
        for _ in range(2):
            child = [sys.executable, __file__, top]
            done = subprocess.run(child, stdout=subprocess.PIPE, text=True, check=True)
            taken, spent, peak = done.stdout.split()
            runs.append(float(spent))
            print(f"collect, {taken:>4} new of {COUNT} {spent:>8} s CPU {peak:>6} MB")
        start = time.process_time()
        for number in range(SAMPLE):
            openpyxl.load_workbook(folder.returned / f"{number}.xlsx")
        opened = (time.process_time() - start) * COUNT / SAMPLE
        print(f"openpyxl opens them     {opened:8.2f} s CPU (from {SAMPLE})")
        print(f"openpyxl / collect      {opened / runs[0]:8.1f}       (at least 2)")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        measure(Path(sys.argv[1]))
    else:
        main()
