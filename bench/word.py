"""What an eight-page Word paper costs: by docxtpl, or by our compiled template; the same template, the same values.

    python bench/word.py

Read the ratios: the milliseconds are CPU time of this machine, now. The first ratio must be at least 20, the second
at most 2.5. The template has seven tables; charts and maps, which docxtpl cannot draw, are measured apart.
"""

import io
import re
import resource
import statistics
import sys
import time
import zipfile
import zlib
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace as Bag

import docx
from docx.enum.text import WD_BREAK
from docx.shared import Pt
from docxtpl import DocxTemplate

from pipeline.model.country import Country, Grammar, Trait
from pipeline.render.atlas import read_atlas
from pipeline.render.chart import Chart, Series, chart
from pipeline.render.map import locator
from pipeline.render.office import render
from pipeline.render.template import Template, compile_template

ROOT = Path(__file__).resolve().parent.parent
CARTE = ROOT / "templates" / "carte.geojson"
# Real prose, so that it packs as papers do.
WORDS = tuple(
    word
    for path in sorted((ROOT / "scenarios").glob("*/*.yaml"))
    for word in re.findall(r"[^\s{}\"|:]+", path.read_text("utf-8"))
)
Action = Callable[[], object]


def template_bytes() -> bytes:
    """A paper as a coordinator would type it: cover, marking table, six documents, nine questions."""
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "{{ paper.title }}\tCONFIDENTIEL"
    document.sections[0].footer.paragraphs[0].text = "{{ paper.code }}\tAnonymat {{ paper.number }}"
    heading(document, "{{ paper.title }}")
    for name in ("code", "session", "centre", "duration", "points", "role"):
        labelled(document, name, f"{{{{ paper.{name} }}}}")
    repeated(document, "for line in paper.instructions", "• {{ line }}")
    table(
        document, "for q in paper.questions", ("{{ q.number }}", "{{ q.title }}", "{{ q.points }}")
    )
    for number in range(6):
        document.paragraphs[-1].add_run().add_break(WD_BREAK.PAGE)
        exhibit = f"paper.exhibits.{number}"
        heading(document, f"Document {number + 1} – {{{{ {exhibit}.title }}}}")
        labelled(document, "source", f"{{{{ {exhibit}.issuer }}}}, {{{{ {exhibit}.date }}}}")
        repeated(document, f"for text in {exhibit}.body", "{{ text }}")
        table(document, f"for r in {exhibit}.rows", ("{{ r.a }}", "{{ r.b }}", "{{ r.c }}"))
    document.add_paragraph("{%p for q in paper.questions %}")
    heading(document, "Question {{ q.number }} – {{ q.title }}")
    labelled(document, "codes", "{% for c in q.codes %}{{ c }} {% endfor %}· {{ q.minutes }} min")
    document.add_paragraph("{{ q.text }}")
    repeated(document, "for part in q.parts", "{{ part.label }}\t{{ part.points }} points")
    document.add_paragraph("{%p endfor %}")
    return saved(document)


def heading(document, text: str) -> None:  # type: ignore[no-untyped-def]
    """A heading with direct formatting, as people do."""
    run = document.add_heading(level=1).add_run(text)
    run.font.size = Pt(15)


def labelled(document, label: str, text: str) -> None:  # type: ignore[no-untyped-def]
    """A line of a label in bold and a value."""
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.space_after = Pt(4)
    paragraph.add_run(f"{label} : ").bold = True
    run = paragraph.add_run(text)
    run.font.name, run.font.size = "Arial", Pt(10)


def repeated(document, loop: str, text: str) -> None:  # type: ignore[no-untyped-def]
    """A paragraph for each element of a loop."""
    for line in (f"{{%p {loop} %}}", text, "{%p endfor %}"):
        run = document.add_paragraph().add_run(line)
        run.font.name, run.font.size = "Arial", Pt(10)


def table(document, loop: str, cells: tuple[str, ...]) -> None:  # type: ignore[no-untyped-def]
    """A table with a heading row and a row for each element of a loop."""
    made = document.add_table(rows=4, cols=len(cells), style="Table Grid")
    for column, text in enumerate(cells):
        made.cell(0, column).text = f"Colonne {column + 1}"
        made.cell(2, column).text = text
    made.cell(1, 0).text, made.cell(3, 0).text = f"{{%tr {loop} %}}", "{%tr endfor %}"


def saved(document) -> bytes:  # type: ignore[no-untyped-def]
    """The bytes of a python-docx document."""
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def prose(place: int, length: int) -> str:
    """So many words from somewhere in the scenarios."""
    start = place * 7919 % (len(WORDS) - length)
    return " ".join(WORDS[start : start + length])


def paper(number: int) -> Bag:
    """The values of one paper."""
    exhibits = tuple(
        Bag(
            title=prose(n, 5),
            issuer="ONG « Mains ouvertes »",
            date="3 mars 2026",
            body=tuple(prose(100 * n + i, 62) for i in range(4)),
            rows=tuple(
                Bag(a=f"J–{i * 7 + n}", b=prose(50 * n + i, 12), c=prose(70 * n + i, 2))
                for i in range(8)
            ),
        )
        for n in range(1, 7)
    )
    questions = tuple(
        Bag(
            number=n,
            title=prose(900 + n, 4),
            codes=(f"C{n}", f"C{n + 10}"),
            minutes=20 + n,
            points=8 + n % 5,
            text=prose(800 + n, 45),
            parts=tuple(Bag(label=prose(10 * n + i, 11), points=2 + i % 3) for i in range(3)),
        )
        for n in range(1, 10)
    )
    return Bag(
        title="Étude de cas – Kasséa : rouvrir le corridor d’Adéma",
        code="EC-2026-0417-A",
        number=f"71F5-{number:04d}",
        session="juin 2026",
        centre="Centre d’examen",
        duration="4 h",
        points=100,
        role=prose(1, 60),
        instructions=tuple(prose(300 + n, 14) for n in range(6)),
        exhibits=exhibits,
        questions=questions,
    )


def by_docxtpl(data: bytes, values: Bag) -> bytes:
    """One document by docxtpl, which reads its template anew for each."""
    template = DocxTemplate(io.BytesIO(data))
    template.render({"paper": values}, autoescape=True)
    return saved(template)


def ours(template: Template, values: Bag) -> bytes:
    """One document by our engine."""
    return render(template, {"paper": values})


def cost(action: Action, times: int) -> float:
    """Median CPU milliseconds of an action."""
    return costs(times, action)[0]


def costs(times: int, *actions: Action) -> list[float]:
    """Median CPU milliseconds of actions that take turns: a busy machine slows them all alike."""
    taken: list[list[float]] = [[] for _ in actions]
    for _ in range(times):
        for action, found in zip(actions, taken, strict=True):
            start = time.process_time()
            action()
            found.append((time.process_time() - start) * 1000)
    return [statistics.median(found) for found in taken]


def dynamic_parts(template: Template, data: bytes) -> list[bytes]:
    """What a full render cannot avoid deflating."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [archive.read(name) for name in template.programs]


def deflate(parts: list[bytes]) -> None:
    """The lower bound: compression alone."""
    for part in parts:
        squeeze = zlib.compressobj(6, zlib.DEFLATED, -15)
        squeeze.compress(part)
        squeeze.flush()


def same_text(one: bytes, other: bytes) -> bool:
    """Whether two documents print the same words."""
    first, second = (docx.Document(io.BytesIO(data)) for data in (one, other))
    return [p.text for p in first.paragraphs] == [p.text for p in second.paragraphs] and all(
        [c.text for c in a._cells] == [c.text for c in b._cells]
        for a, b in zip(first.tables, second.tables, strict=True)
    )


def drawings() -> tuple[Action, Action]:
    """A chart and a map, as actions."""
    series = (Series(name="Prix", values=tuple(Decimal(200 + 9 * n) for n in range(12))),)
    labels = tuple(f"mois {n}" for n in range(12))
    spec = Chart(kind="line", title="Blé", unit="€", labels=labels, series=series)
    atlas = read_atlas(CARTE.read_bytes())
    forms = ("name", "with_article", "in_country", "of_country", "of_short", "to_country")
    others = ("adjective_ms", "adjective_fs", "adjective_mp", "adjective_fp")
    words = dict.fromkeys((*forms, *others, "inhabitant_m", "inhabitant_f"), "Guinée")
    guinea = Country(
        iso3="GIN",
        official_name="",
        status="",
        fictional=False,
        eligible=True,
        reason="",
        region="",
        subregion="",
        name="Guinée",
        traits={"voisins": Trait(field="voisins", value="MLI;SEN;CIV;LBR;SLE;GNB")},
        grammar=Grammar(**words, feminine=True, plural=False, capital="Conakry"),
    )
    return (lambda: chart(spec)), (lambda: locator(atlas, "GIN", {"GIN": guinea}))


def main() -> None:
    """Measure and print."""
    data = template_bytes()
    start = time.process_time()
    template = compile_template(data, "bench.docx")
    compiled = (time.process_time() - start) * 1000
    values = paper(1)
    document = ours(template, values)
    if not same_text(document, by_docxtpl(data, values)):
        sys.exit("the two engines disagree")
    parts = dynamic_parts(template, document)
    theirs, _ = costs(15, lambda: by_docxtpl(data, values), lambda: ours(template, values))
    mine, bound = costs(300, lambda: ours(template, values), lambda: deflate(parts))
    print(
        f"document.xml {max(map(len, parts)) / 1000:.0f} kB, template compiled in {compiled:.0f} ms"
    )
    print(f"docxtpl {theirs:.1f} ms, ours {mine:.2f} ms: {theirs / mine:.1f} times cheaper (>= 20)")
    print(f"deflating alone {bound:.2f} ms: ours costs {mine / bound:.2f} times that (<= 2.5)")
    for count in (100, 1000):
        start = time.process_time()
        for number in range(count):
            values.number = f"71F5-{number:04d}"
            ours(template, values)
        print(f"{count} documents: {time.process_time() - start:.2f} s")
    draw_chart, draw_map = drawings()
    print(f"a chart {cost(draw_chart, 100):.2f} ms, a map {cost(draw_map, 30):.2f} ms")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory {peak:.0f} MB, docxtpl included")


if __name__ == "__main__":
    main()
