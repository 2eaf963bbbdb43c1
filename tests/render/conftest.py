"""A whole form made by hand from a sample dossier, and the helpers of the golden texts."""

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml
from lxml import etree

from pipeline.codes import Code
from pipeline.diagnostics import Source
from pipeline.model.agreement import (
    Agreement,
    AssessorLine,
    CopyLine,
    DriftPoint,
    ItemLine,
    ItemRecord,
    ObservedLine,
    Review,
    Ruling,
    ShiftLine,
)
from pipeline.model.blueprint import FormKind, Phase
from pipeline.model.country import Country, Grammar, Trait
from pipeline.model.criteria import CodeCriteria, Criteria, Indicator, Skill
from pipeline.model.form import Certificate, CodeBalance, Dossier, Form, FormRole, Question
from pipeline.model.grid import GridMap, grid_map
from pipeline.model.item import CognitiveLevel, Expected, Inject, Item, Modality
from pipeline.model.marks import Shift
from pipeline.model.referential import BlockId
from pipeline.model.scenario import (
    Actor,
    ChartSpec,
    Event,
    Exhibit,
    FactLine,
    Role,
)
from pipeline.model.session import Placement, Session
from pipeline.render.art import Art, studio
from pipeline.render.atlas import read_atlas
from pipeline.render.candidate import Setting
from pipeline.render.template import Template, compile_template

SAMPLES = Path(__file__).parent / "samples"
GOLDEN = Path(__file__).parent.parent / "golden"
TEMPLATES = Path(__file__).parent.parent.parent / "templates"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
HERE = Source(path="sample.yaml")
SEUIL = tuple(Decimal(n) for n in (0, 4, 8, 14, 20))


def load(name: str) -> dict[str, Any]:
    return yaml.safe_load((SAMPLES / f"{name}.yaml").read_text(encoding="utf-8"))


def make_exhibit(doc: dict[str, Any]) -> Exhibit:
    chart = doc.get("graphique")
    return Exhibit(
        id=doc["id"],
        kind=doc["genre"],
        title=doc["titre"],
        issuer=doc["emetteur"],
        date=doc["date"],
        reliability=doc["fiabilite"],
        language=doc.get("langue", "fr"),
        body=doc.get("corps", ""),
        columns=tuple(doc.get("colonnes", ())),
        rows=tuple(tuple(str(c) for c in row) for row in doc.get("lignes", ())),
        chart=chart
        and ChartSpec(
            kind=chart["type"],
            categories=chart["categories"],
            series=tuple(chart["series"]),
            title=chart["titre"],
            unit=chart.get("unite", ""),
        ),
        source=HERE,
    )


def make_item(task: dict[str, Any]) -> Item:
    codes = tuple(Code(c) for c in task["codes"])
    return Item(
        id=f"SAMPLE-{task['id']}",
        label=task["id"],
        title=task["titre"],
        codes=codes,
        modality=Modality(task["modalite"]),
        difficulty=task["difficulte"],
        cognitive_level=CognitiveLevel(task["niveau_cognitif"]),
        minutes=task["minutes"],
        points=Decimal(task["points"]),
        deliverable=task["livrable"],
        documents=tuple(task["documents"]),
        instruction=task["consigne"],
        expected=tuple(
            Expected(
                id=e["id"],
                text=e["texte"],
                points=Decimal(e["points"]),
                code=Code(e.get("codes", [codes[0]])[0]),
                indispensable=e.get("indispensable", False),
            )
            for e in task["attendus"]
        ),
        pitfalls=tuple(task["pieges"]),
        outline=tuple(task["corrige"]),
        prompts=tuple(task.get("relances", ())),
        decision=task.get("decision", False),
        language=task.get("langue", "fr"),
        source=HERE,
    )


def make_dossier(sample: dict[str, Any]) -> Dossier:
    role = sample["role"]
    return Dossier(
        scenario=sample["id"],
        version=sample["version"],
        title=sample["titre"],
        family=sample["famille"],
        iso3=sample["pays"]["iso3"],
        number_set="A",
        country_name=sample["pays"]["nom"],
        country_in=sample["pays"]["dans"],
        fictional_country=False,
        role=Role(
            position=role["fonction"],
            organisation=role["organisation"],
            authority=role["autorite"],
            mandate=role["mandat"],
            limits=role["limites"],
        ),
        situation=sample["situation"],
        actors=tuple(
            Actor(
                id=a["id"],
                name=a["nom"],
                nature=a["nature"],
                position=a["position"],
                interests=a["interets"],
                leverage=a["leviers"],
                fictional=a["fictif"],
            )
            for a in sample["acteurs"]
        ),
        chronology=tuple(Event(when=e["t"], text=e["fait"]) for e in sample["chronologie"]),
        exhibits=tuple(make_exhibit(d) for d in sample["dossier"]),
        constraints=tuple(sample["contraintes"]),
        injects=tuple(
            Inject(
                id=i["id"],
                when=i["t"],
                channel=i["canal"],
                sender=i["de"],
                text=i["contenu"],
                expected=i["attendu"],
                codes=tuple(i["codes"]),
                usage=i["usage"],
            )
            for i in sample.get("injects", ())
        ),
        facts=tuple(
            FactLine(label=f["libelle"], value=f["valeur"], year=f["annee"], source=f["source"])
            for f in sample["faits"]
        ),
        mention=sample["mention"],
    )


def make_certificate(items: tuple[Item, ...]) -> Certificate:
    codes = dict.fromkeys(c for i in items for c in i.codes)
    balances = tuple(
        CodeBalance(code=c, target=r, reached=r, tolerance=Decimal(3))
        for c in codes
        if (r := sum((i.points_of(c) for i in items), Decimal(0)))
    )
    return Certificate(
        balances=balances,
        minutes_asked=(195, 225),
        minutes_reached=sum(i.minutes for i in items),
        difficulty_asked=Decimal("3.4"),
        difficulty_tolerance=Decimal("0.4"),
        difficulty_reached=Decimal("3.5"),
        documents=8,
        skills=(),
        skill_distance=Decimal(0),
        deviation=Decimal(0),
        bound=Decimal(0),
        gap=Decimal(0),
        proved=True,
        alternatives=3,
        notes=(),
    )


def make_form(sample: dict[str, Any], kind: FormKind, modality: Modality, **changes: Any) -> Form:
    chosen = changes.pop("chosen", None)
    items = tuple(
        i
        for i in map(make_item, sample["taches"])
        if i.modality is modality and (chosen is None or i.label in chosen)
    )
    fields: dict[str, Any] = {
        "id": "2026-06-B3-CAS-A",
        "session": "2026-06",
        "blueprint": "B3-CAS",
        "title": "Bloc 3 – étude de cas",
        "kind": kind,
        "phase": Phase.FINAL,
        "format": "ef_etude_cas",
        "modality": modality,
        "role": FormRole.MAIN,
        "number": 1,
        "block": BlockId("B3"),
        "minutes": 240,
        "reading": 15,
        "preparation": 0,
        "talk": 0,
        "points": 100,
        "coefficient": Decimal(2),
        "materials": "Aucun document personnel. Calculatrice non programmable autorisée.",
        "instructions": (
            "Vérifiez que votre dossier est complet avant de commencer ; signalez une page manquante.",
            "Inscrivez votre numéro d'anonymat sur chaque feuille. Toute autre marque d'identité annule la copie.",
            "Lisez tout le dossier avant d'écrire : une réponse peut servir à la suivante.",
            "Citez les pièces par leur numéro, qualifiez leur fiabilité et signalez leurs contradictions.",
            "Quand une décision vous est demandée, prenez-la, motivez-la et dites ce qu'elle coûte.",
        ),
        "soft_skills": (),
        "dossiers": (make_dossier(sample),),
        "questions": tuple(
            Question(number=n, item=i, scenario=sample["id"]) for n, i in enumerate(items, 1)
        ),
        "certificate": make_certificate(items),
    }
    return Form(**{**fields, **changes})


@pytest.fixture(scope="session")
def case_study() -> Form:
    """A case study of block 3 with eight questions and eight documents."""
    return make_form(load("geo"), FormKind.CASE_STUDY, Modality.WRITTEN)


@pytest.fixture(scope="session")
def every_kind(case_study: Form) -> Form:
    """The case study with one document of each kind."""
    exhibits = tuple(make_exhibit(d) for d in load("faces")["dossier"])
    return replace(case_study, dossiers=(replace(case_study.dossiers[0], exhibits=exhibits),))


@pytest.fixture(scope="session")
def exhibit() -> Callable[..., Exhibit]:
    """``exhibit("courriel", "De : …")``: a document of that kind with this body, or these columns and rows."""

    def make(kind: str, body: str = "", **fields: Any) -> Exhibit:
        plain = {"id": "D1", "titre": "Titre", "emetteur": "Service (fictif)", "date": "J"}
        return make_exhibit(
            {**plain, "fiabilite": "interne", "genre": kind, "corps": body, **fields}
        )

    return make


@pytest.fixture(scope="session")
def ticket() -> Form:
    """An oral ticket of three questions on the same dossier."""
    return make_form(
        load("geo"),
        FormKind.TICKET,
        Modality.ORAL,
        chosen=("T9", "T10", "T11"),
        id="2026-06-B3-ORAL-T07",
        blueprint="B3-ORAL",
        title="Bloc 3 – oral sur ticket",
        role=FormRole.TICKET,
        number=7,
        minutes=30,
        reading=0,
        preparation=30,
        talk=10,
        points=20,
        coefficient=Decimal(1),
        materials="Papier de brouillon fourni. Aucun document personnel, aucun appareil connecté.",
        instructions=(
            "Exposez sans lire vos notes : le jury ne vous interrompt pas avant la fin du temps d'exposé.",
            "L'entretien porte sur les trois questions ; le jury peut introduire un fait nouveau.",
            "Rendez le ticket et votre brouillon en sortant.",
        ),
        soft_skills=("problemes", "diplomatie", "communication", "adaptabilite"),
    )


@pytest.fixture(scope="session")
def criteria() -> Criteria:
    """The criteria of the codes of block 3."""
    sample = load("criteria")
    return Criteria(
        version="0.1",
        status="proposition",
        levels=(),
        conversions=(("seuil_20", SEUIL),),
        formats=(),
        hard_skills=(),
        soft_skills=tuple(
            Skill(id=s["id"], title=s["titre"], observable=s["observable"])
            for s in sample["savoir_etre"]
        ),
        deliverables=(),
        codes=tuple(
            CodeCriteria(
                code=Code(c["code"]),
                status="proposition",
                title=c["titre"],
                verb="",
                indicators=tuple(
                    Indicator(id=i["id"], target="", weight=Decimal(i["poids"]), label=i["libelle"])
                    for i in c["indicateurs"]
                ),
                levels=tuple(c["niveaux"]),
                deliverables=(),
                formats=(),
                hard_skills=(),
                soft_skills=(),
                scenario_needs="",
                caution="",
                source=HERE,
            )
            for c in sample["codes"]
        ),
    )


@pytest.fixture(scope="session")
def grid(criteria: Criteria) -> Callable[[Form], GridMap]:
    """The grading grid of a form."""
    return lambda form: grid_map(form, criteria, "seuil_20")


@pytest.fixture(scope="session")
def session() -> Session:
    """A session."""
    return Session(
        id="2026-06",
        title="Session de juin 2026",
        centre="Centre d'examen de Lyon",
        certifier="Certificateur à désigner",
        date="2026-06-16",
        zone="Europe/Paris",
        exams=("B3-CAS", "B3-ORAL"),
        excluded_countries=(),
        tickets=12,
        markings=2,
        source=HERE,
    )


@pytest.fixture(scope="session")
def around(criteria: Criteria) -> Setting:
    """What the documents of the session share."""
    return Setting(
        certification="Expert en relations et coopérations internationales",
        certifier="Certificateur à désigner",
        centre="Centre d’examen de Lyon",
        session="Session de juin 2026",
        blocks={
            BlockId("B3"): (
                "Bloc 3 – Assurer des missions de direction, de conseil et de soutien en situation "
                "de crise ou conflit"
            )
        },
        codes={c.code: c.title for c in criteria.codes},
    )


@pytest.fixture(scope="session")
def placement() -> Placement:
    """One candidate at the case study."""
    return Placement(
        candidate="0004",
        blueprint="B3-CAS",
        form="2026-06-B3-CAS-A",
        anonymous="71F5-2A63",
        date="2026-06-16",
        start="09:00",
        room="B103",
        seat=4,
        minutes=240,
        preparation=0,
        large_print=False,
        assessors=(),
    )


@pytest.fixture(scope="session")
def art() -> Art:
    """What draws: real charts, and the real map of the one country that is known."""
    grammar = Grammar(
        name="Guinée",
        with_article="la Guinée",
        in_country="en Guinée",
        of_country="de la Guinée",
        of_short="de Guinée",
        to_country="à la Guinée",
        adjective_ms="guinéen",
        adjective_fs="guinéenne",
        adjective_mp="guinéens",
        adjective_fp="guinéennes",
        inhabitant_m="Guinéen",
        inhabitant_f="Guinéenne",
        feminine=True,
        plural=False,
        capital="Conakry",
    )
    places = {"lat": "9.5", "lon": "-13.7", "capitale_lat": "9.51", "capitale_lon": "-13.71"}
    guinea = Country(
        iso3="GIN",
        name="Guinée",
        official_name="République de Guinée",
        status="membre ONU",
        fictional=False,
        eligible=True,
        reason="",
        region="Afrique",
        subregion="Afrique occidentale",
        traits={k: Trait(field=k, value=Decimal(v)) for k, v in places.items()},
        grammar=grammar,
    )
    return studio(read_atlas((TEMPLATES / "carte.geojson").read_bytes()), {"GIN": guinea})


@pytest.fixture(scope="session")
def template() -> Callable[..., Template]:
    """``template(module)``: the compiled template of a family of documents."""

    def load_template(
        family: Any, change: Callable[[bytes], bytes] = lambda data: data
    ) -> Template:
        data = change((TEMPLATES / family.FILE).read_bytes())
        return compile_template(data, family.FILE, family.SCHEMA)

    return load_template


@pytest.fixture(scope="session")
def text_of() -> Callable[[bytes], str]:
    """``text_of(docx)``: style and text of every paragraph, headers and footers first."""
    return _text_of


def _text_of(data: bytes) -> str:
    lines = []
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = sorted(n for n in archive.namelist() if re.search(r"word/(header|footer)\d", n))
        for part in (*parts, "word/document.xml"):
            lines.append(f"== {part}")
            root = etree.fromstring(archive.read(part))
            lines += [_line(p) for p in root.iter(f"{W}p") if not _inside_drawing(p)]
    return "\n".join(lines) + "\n"


def _inside_drawing(paragraph: Any) -> bool:
    return any(etree.QName(a).localname == "drawing" for a in paragraph.iterancestors())


def _line(paragraph: Any) -> str:
    style = paragraph.find(f"{W}pPr/{W}pStyle").get(f"{W}val")
    words = []
    for node in paragraph.iter(f"{W}t", f"{W}tab", f"{W}br", f"{WP}docPr"):
        inside = any(etree.QName(a).localname == "txbxContent" for a in node.iterancestors())
        if node.tag == f"{WP}docPr":
            words.append(f"[{node.get('descr')}]")
        elif not inside:
            words.append({f"{W}tab": "\t", f"{W}br": "\n"}.get(node.tag, node.text or ""))
    return f"{style} | {''.join(words)}".rstrip()


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """``golden(name, text)``: compares with the text accepted before; ``--update-golden`` accepts it."""

    def compare(name: str, text: str) -> None:
        path = GOLDEN / f"{name}.txt"
        if request.config.getoption("--update-golden"):
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
        assert text == path.read_text(encoding="utf-8")

    return compare


@pytest.fixture
def accepted(
    golden: Callable[[str, str], None], check_package: Callable[[bytes], list[str]]
) -> Callable[[str, bytes], None]:
    """``accepted(name, docx)``: a sound package that reads as it was accepted."""

    def compare(name: str, data: bytes) -> None:
        assert check_package(data) == []
        golden(name, _text_of(data))

    return compare


@pytest.fixture(scope="session")
def double_review() -> Review:
    """What double marking came to in two exams: one with twelve copies, one with two."""
    copies = (
        *(_copy_line(n, Ruling.MEAN) for n in range(9)),
        _copy_line(9, Ruling.THIRD_ASKED, gap=Fraction(6), rows=("C13.i1", "C13.i2"), kept=None),
        _copy_line(10, Ruling.THIRD, gap=Fraction(5), further=Fraction(12)),
        _copy_line(11, Ruling.CONCILIATION_ASKED, gap=Fraction(1), rows=("C14.i3",), kept=None),
        _copy_line(12, Ruling.STATE, marks=(None, None), gap=None, state="ABI", kept=None),
        _copy_line(
            13, Ruling.WAITING, assessors=("E01",), marks=(Fraction(9),), gap=None, kept=None
        ),
        _copy_line(14, Ruling.UNASKED, exam="B3-ORAL", gap=Fraction(4), kept=None),
        _copy_line(15, Ruling.BEST, exam="B3-ORAL"),
        _copy_line(
            16, Ruling.CLASH, exam="B3-ORAL", marks=(None, Fraction(8)), gap=None, kept=None
        ),
        _copy_line(17, Ruling.CONCILIATION, exam="B3-ORAL", further=Fraction(11)),
        _copy_line(
            18, Ruling.SINGLE, exam="B3-ORAL", assessors=("E02",), marks=(Fraction(8),), gap=None
        ),
        _copy_line(19, Ruling.WAITING, exam="B3-ORAL", assessors=(), marks=(), gap=None, kept=None),
    )
    whole = {"gap": Fraction(3, 2), "same": Fraction(11, 20), "near": Fraction(199, 200)}
    shift = {"exam": "B3-CAS", "assessor": "E01", "author": "Responsable <pédagogique>"}
    first = Shift(
        **shift, points=Decimal("0.5"), reason="lu plus sévèrement", when="2026-06-25T10:00:00Z"
    )
    second = Shift(
        **shift, points=Decimal(-1), reason="=après relecture", when="2026-06-26T10:00:00Z"
    )
    observed = {"exam": "B3-CAS", "code": Code("C13"), "count": 12}
    item = {"exam": "B3-CAS", "codes": (Code("C13"), Code("C14")), "count": 12, "difficulty": 3}
    return Review(
        session="2026-06",
        title="Session de juin 2026 <essai>",
        date="2026-06-16",
        exams=(
            ("B3-CAS", "Bloc 3 - étude de cas"),
            ("B3-ORAL", "Bloc 3 - oral"),
            ("B1-CC", "Contrôle"),
        ),
        largest_gap=Decimal(3),
        largest_levels=Decimal(2),
        largest_shift=Decimal(1),
        copies=copies,
        criteria=(
            _agreement(
                "B3-CAS",
                "",
                "Bloc 3 - étude de cas",
                12,
                kappa=Fraction(1, 2),
                icc=Fraction(7, 10),
                **whole,
            ),
            _agreement(
                "B3-CAS",
                "C13",
                "Déclencher la cellule",
                12,
                kappa=Fraction(1, 3),
                icc=Fraction(-1, 10),
                **whole,
            ),
            _agreement(
                "B3-CAS",
                "C13.i1",
                "La première heure est ordonnée.",
                12,
                icc=Fraction(2, 3),
                **whole,
            ),
            _agreement("B3-CAS", "C14", "Informer", 2),
            _agreement("B3-ORAL", "", "Bloc 3 - oral", 2),
        ),
        pairs=(_agreement("", "E01/E02", "Camille Un / Dominique Deux", 12, **whole),),
        assessors=(
            _assessor_line("E01", "Camille Un", "", Fraction(-5, 4)),
            _assessor_line("E01", "Camille Un", "B3-CAS", Fraction(-5, 4), drift=Fraction(3, 2)),
            _assessor_line("E02", "Dominique Deux", "", Fraction(5, 4)),
            _assessor_line("E02", "Dominique Deux", "B3-CAS", Fraction(5, 4), points=()),
            _assessor_line("E02", "Dominique Deux", "B3-ORAL", None, count=2),
        ),
        shifts=(
            ShiftLine(
                shift=first,
                name="Camille Un",
                standing=False,
                count=12,
                before=Fraction(11),
                after=Fraction(23, 2),
            ),
            ShiftLine(
                shift=second, name="Camille Un", standing=True, count=0, before=None, after=None
            ),
        ),
        record=ItemRecord(
            session="2026-06",
            date="2026-06-16",
            items=(
                ItemLine(
                    **item,
                    item="prise-otages.T1",
                    title="Ordonner les premières mesures",
                    reached=Decimal("8.40"),
                    own=Decimal(75),
                    discrimination=Decimal("0.42"),
                    proposed=4,
                ),
                ItemLine(
                    **item,
                    item="prise-otages.T2",
                    title="Informer",
                    reached=Decimal(11),
                    own=Decimal(20),
                    discrimination=None,
                    proposed=None,
                ),
            ),
            observed=(
                ObservedLine(
                    **observed,
                    key="",
                    label="Déclencher la cellule",
                    reached=Decimal(9),
                    acquired=7,
                    discrimination=Decimal("0.5"),
                ),
                ObservedLine(
                    **observed,
                    key="C13.i1",
                    label="La première heure est ordonnée.",
                    reached=Decimal(3),
                    acquired=0,
                    discrimination=None,
                ),
            ),
        ),
    )


def _copy_line(number: int, ruling: Ruling, **changes: Any) -> CopyLine:
    """A copy marked by two; its marks come from its number."""
    gap = changes.get("gap", Fraction(1))
    first = Fraction(3 + number % 11)
    fields: dict[str, Any] = {
        "exam": "B3-CAS",
        "copy": f"71F5-2A{number:02}",
        "assessors": ("E01", "E02"),
        "marks": (first, first + gap) if gap is not None else (),
        "gap": gap,
        "rows": (),
        "ruling": ruling,
        "state": "",
        "asked": "Elie Trois" if ruling in (Ruling.THIRD, Ruling.THIRD_ASKED) else "",
        "further": None,
        "kept": first + Fraction(1, 2),
    }
    return CopyLine(**{**fields, **changes})


def _agreement(exam: str, subject: str, label: str, count: int, **figures: Fraction) -> Agreement:
    """A line of agreement; the figures that are not given are not known."""
    fields: dict[str, Any] = dict.fromkeys(("gap", "same", "near", "kappa", "icc"))
    return Agreement(exam=exam, subject=subject, label=label, count=count, **{**fields, **figures})


def _assessor_line(
    assessor: str, name: str, exam: str, difference: Fraction | None, **changes: Any
) -> AssessorLine:
    """A line of severity with twelve copies in order."""
    known = difference is not None
    points = tuple(DriftPoint(rank=n, difference=Fraction(n % 4 - 2)) for n in range(1, 13))
    fields: dict[str, Any] = {
        "count": 12,
        "mean": Fraction(11) if known else None,
        "scatter": Decimal("1.10") if known else None,
        "spread": Decimal("2.5") if known else None,
        "other_spread": Decimal("2.75") if known else None,
        "drift": None,
        "points": points,
    }
    return AssessorLine(
        assessor=assessor, name=name, exam=exam, difference=difference, **{**fields, **changes}
    )
