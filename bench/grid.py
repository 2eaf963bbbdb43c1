"""What a grading grid of 21 indicators costs: laid out by openpyxl, or stamped from a template made once.

    python bench/grid.py

Read the ratios: the milliseconds are those of this machine, now. The first ratio must be at least 20, the second
at most 2.5.
"""

import io
import resource
import statistics
import time
import zipfile
import zlib
from collections.abc import Callable
from decimal import Decimal

from pipeline.codes import Code
from pipeline.model.criteria import Level
from pipeline.model.grid import CodeSection, GridMap, GridRow
from pipeline.model.gridplan import GridIdentity
from pipeline.render.grid import grid_template, stamp_grid
from pipeline.render.gridbook import grid_book
from pipeline.render.gridcard import Around
from pipeline.render.views import HeadView

FORM = "2026-06-B1-CAS-A"
CODES = {"C1": 5, "C2": 5, "C4": 4, "C5": 4, "C6": 3}
KEY = b"k" * 32


def grid_map() -> GridMap:
    """Five codes, 21 indicators, texts as long as the real ones."""
    label = (
        "Les intérêts des parties sont distingués de leurs positions et rapportés à des faits datés"
    )
    return GridMap(
        form=FORM,
        title="Bloc 1 – étude de cas",
        points=100,
        status="proposition",
        conversion=tuple(map(Decimal, (0, 4, 8, 14, 20))),  # type: ignore[arg-type]
        sections=tuple(
            CodeSection(
                code=Code(code),
                title=f"Diagnostiquer une situation ou un pays ({code})",
                points=Decimal(20),
                questions=(rank,),
                levels=tuple(f"{code} {n} : {label.lower()}" for n in range(5)),  # type: ignore[arg-type]
                rows=tuple(
                    GridRow(
                        key=f"{code}.i{i}",
                        code=Code(code),
                        label=f"{label} ({code}, {i}).",
                        weight=Decimal(1 + i % 2),
                    )
                    for i in range(1, count + 1)
                ),
            )
            for rank, (code, count) in enumerate(CODES.items(), 1)
        ),
        skills=(),
    )


def head() -> HeadView:
    """The exam around the grid."""
    return HeadView(
        code=FORM,
        label="Étude de cas",
        heading="Épreuve écrite de fin de formation",
        kind="Étude de cas",
        title="Bloc 1 – étude de cas",
        subtitle="Kasséa : rouvrir le corridor d’Adéma",
        certification="Expert en relations et coopérations internationales",
        certifier="Certificateur à désigner",
        centre="Centre d’examen",
        session="Session de juin 2026",
        block="Bloc 1 – Piloter les relations et coopérations internationales",
        points="100",
        coefficient="2",
        duration="4 h",
        preparation="",
        talk="",
        interview="",
        materials="Aucun document personnel.",
    )


def identity(number: int) -> GridIdentity:
    """One copy."""
    return GridIdentity(
        session="2026-06",
        form=FORM,
        anonymous=f"{number:04X}-2A63",
        assessor=f"E{number % 20:02}",
        assessor_name="Camille Exemple",
        marking=1 + number % 2,
        markings=2,
    )


def cpu(work: Callable[[], object], turns: int) -> float:
    """Median CPU milliseconds of five rounds of ``turns``."""
    rounds = []
    for _ in range(5):
        start = time.process_time()
        for _ in range(turns):
            work()
        rounds.append((time.process_time() - start) * 1000 / turns)
    return statistics.median(rounds)


def main() -> None:
    """Measure side by side and print."""
    grid = grid_map()
    around = Around(
        head=head(),
        levels=tuple(
            Level(value=n, title=t, jury="", meaning="ce que le niveau veut dire, en une phrase.")
            for n, t in enumerate(("Non démontré", "Insuffisant", "Partiel", "Acquis", "Expert"))
        ),
    )
    template = grid_template(grid, around.head, around.levels)
    data = stamp_grid(template, identity(1), KEY)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        dynamic = [archive.read(name) for name in template.stamp.pieces]

    def build() -> None:
        grid_book(grid, around).book.save(io.BytesIO())

    def deflate() -> None:
        for part in dynamic:
            squeeze = zlib.compressobj(6, zlib.DEFLATED, -15)
            squeeze.compress(part)
            squeeze.flush()

    built = cpu(build, 3)
    stamped = cpu(lambda: stamp_grid(template, identity(1), KEY), 100)
    deflated = cpu(deflate, 100)
    compiled = cpu(lambda: grid_template(grid, around.head, around.levels), 2)
    print(f"grid of {sum(CODES.values())} indicators, {len(data)} bytes")
    print(f"openpyxl build            {built:8.2f} ms")
    print(f"template, once a form     {compiled:8.2f} ms")
    print(f"stamp                     {stamped:8.2f} ms")
    print(f"deflating dynamic parts   {deflated:8.2f} ms   ({sum(map(len, dynamic))} bytes)")
    print(f"openpyxl / stamp          {built / stamped:8.1f}      (at least 20)")
    print(f"stamp / deflate           {stamped / deflated:8.2f}      (at most 2.5)")
    for count in (100, 1000):
        start = time.process_time()
        for number in range(count):
            stamp_grid(template, identity(number), KEY)
        print(f"{count:5} grids               {time.process_time() - start:8.2f} s CPU")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory               {peak:8.0f} MB")


if __name__ == "__main__":
    main()
