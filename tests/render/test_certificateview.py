"""The certificate of a session as people read it: in Word, and in one page."""

import re
from dataclasses import replace
from decimal import Decimal
from html import unescape
from pathlib import Path

import pytest
from lxml import html

from pipeline.diagnostics import ContentError
from pipeline.model.certificate import (
    CodeSpread,
    Distance,
    ExamSheet,
    Exposed,
    Exposure,
    ExposureTotal,
    Fault,
    FormSheet,
    Group,
    LevelShare,
    Matrix,
    Origins,
    Place,
    Proof,
    SessionCertificate,
    Shared,
    SharedPair,
    Spread,
)
from pipeline.model.form import CodeBalance, FormRole, RuleResult, Setting, SkillBalance
from pipeline.model.item import CognitiveLevel
from pipeline.render import certificatedoc as family
from pipeline.render.certificatepage import certificate_page
from pipeline.render.certificateplots import bar_plot, dot_plot
from pipeline.render.certificateview import MANY, certificate_view
from pipeline.store.codec import dump, load

PAGE = (Path(__file__).resolve().parents[2] / "templates/certificat.html.j2").read_text("utf-8")
FORMS = 6


def rule(name, label, **changes):
    values = {"low": Decimal(1), "high": Decimal(1), "reached": Decimal(1), "cost": Decimal(0)}
    flags = {"goal": "obligatoire", "held": True, "binding": False}
    return RuleResult(id=name, label=label, **(values | flags | changes))


RULES = (
    rule("minutes", "le temps de travail (60 à 80 min)", reached=Decimal(80), binding=True),
    rule(
        "part_visee_C1",
        "une part de C1 proche de 50 % des points",
        goal="souhait",
        cost=Decimal("1.25"),
    ),
    rule("part_visee_C2", "une part de C2 proche de 50 % des points", goal="souhait"),
)


def sheet(form, exam, role=FormRole.MAIN, number=1, **changes):
    place = Place(
        setting=Setting(scenario="GEO-01", iso3="GEO", number_set="A"),
        title="Le pont <coupé>",
        family="GEO",
        country="Géorgie",
    )
    balances = (
        CodeBalance(code="C1", target=Decimal(50), reached=Decimal(52), tolerance=Decimal(3)),
        CodeBalance(code="C2", target=Decimal(50), reached=Decimal(48), tolerance=Decimal(3)),
    )
    skill = SkillBalance(skill="langues", target=Decimal("0.6"), reached=Decimal("0.55"))
    values = {
        "places": (place,),
        "items": ("GEO-01/T1", "GEO-01/T2"),
        "points": 100,
        "balances": balances,
        "minutes_asked": (60, 80),
        "minutes": 80,
        "difficulty_asked": Decimal(3),
        "difficulty_tolerance": Decimal("0.4"),
        "difficulty": Decimal("3.10"),
        "documents_asked": (2, 6),
        "documents": 4,
        "levels": (
            LevelShare(level=CognitiveLevel.APPLY, share=Decimal("37.5")),
            LevelShare(level=CognitiveLevel.ANALYSE, share=Decimal("62.5")),
            LevelShare(level=CognitiveLevel.DESIGN, share=Decimal("0.0")),
        ),
        "skills": (skill,),
        "skill_distance": Decimal("0.05"),
        "rules": RULES,
        "deviation": Decimal("1.25"),
        "stored": Decimal("1.25"),
        "price": Decimal("0.50"),
        "bound": Decimal("1.00"),
        "gap": Decimal("0.25"),
        "epsilon": Decimal(2),
        "near": 3,
        "alternatives": 1250,
        "proof": Proof.PROVED,
        "broken": (),
        "notes": ("tiré parmi 3 sujets à moins de 2 points d'écart du meilleur",),
    }
    return FormSheet(form=form, exam=exam, role=role, number=number, **(values | changes))


def exam(name, title, forms, **changes):
    flat = Spread(low=Decimal(4), high=Decimal(4))
    values = {
        "kind": "sujet",
        "block": "B1",
        "forms": tuple(forms),
        "parallel": tuple(forms),
        "codes": (
            CodeSpread(
                code="C1",
                target=Decimal(50),
                tolerance=Decimal(3),
                reached=Spread(low=Decimal(49), high=Decimal(52)),
            ),
            CodeSpread(code="C2", target=Decimal(50), tolerance=Decimal(3), reached=flat),
        ),
        "minutes": Spread(low=Decimal(70), high=Decimal(80)),
        "difficulty": Spread(low=Decimal(3), high=Decimal("3.10")),
        "documents": flat,
        "deviation": Spread(low=Decimal("1.25"), high=Decimal("2.50")),
        "bound": Decimal("1.00"),
        "gap": Decimal("1.50"),
        "proof": Proof.PROVED,
        "farthest": Distance(
            first=forms[0],
            second=forms[-1],
            codes=Decimal("6.0"),
            minutes=10,
            difficulty=Decimal("0.10"),
        ),
        "overlap": 1,
        "overlap_most": 2,
        "item_uses": 2,
        "item_uses_most": 0,
        "scenario_uses": 3,
        "scenario_uses_most": 4,
    }
    return ExamSheet(exam=name, title=title, **(values | changes))


@pytest.fixture(scope="module")
def certificate():
    """Two papers and six tickets; everything holds."""
    papers = (
        sheet("B1-ECRIT-P", "B1-ECRIT"),
        sheet("B1-ECRIT-S", "B1-ECRIT", FormRole.SPARE, minutes=70, near=1, price=Decimal(0)),
    )
    tickets = tuple(
        sheet(f"B1-ORAL-T{n:02d}", "B1-ORAL", FormRole.TICKET, n, points=20)
        for n in range(1, FORMS + 1)
    )
    names = [t.form for t in tickets]
    across = rule("paires", "au plus une question commune", low=None, reached=Decimal(1))
    groups = (
        *(Group(name=p.form, forms=(p.form,)) for p in papers),
        Group(name="B1-ORAL", forms=tuple(names)),
    )
    none, some = Shared(), Shared(questions=1, scenarios=1, families=1, countries=1)
    cells = (
        (none, Shared(scenarios=1, families=1), Shared(families=1)),
        (Shared(scenarios=1, families=1), none, none),
        (Shared(families=1), none, replace(some, questions=4)),
    )
    pairs = [SharedPair(first=names[0], second=n, shared=some) for n in names[1:]] * 5
    return SessionCertificate(
        session="2026-06",
        title="Juin 2026",
        centre="Centre d'examen fictif",
        certifier="",
        date="2026-06-15",
        origins=Origins(
            bank="b" * 64,
            blueprints="e" * 64,
            rules="r" * 64,
            settings="s" * 64,
            forms="f" * 64,
            program="1.2.3",
            bank_then="b" * 64,
            forms_then="f" * 64,
        ),
        forms=(*papers, *tickets),
        exams=(
            exam("B1-ECRIT", "Bloc 1 – écrit", [p.form for p in papers], across=(across,)),
            exam("B1-ORAL", "Bloc 1 – oral sur ticket", names, overlap_most=None),
        ),
        matrices=(
            Matrix(exam="", groups=groups, cells=cells),
            Matrix(exam="B1-ORAL", groups=groups[2:], cells=((some,),)),
        ),
        pairs=tuple(pairs),
        exposure=(
            Exposure(
                kind=Exposed.SCENARIO,
                id="GEO-01",
                name="Le pont <coupé>",
                before=2,
                last="2025-11",
                forms=8,
            ),
            *(
                Exposure(
                    kind=Exposed.ITEM, id=f"GEO-01/T{n}", name="Note", before=0, last="", forms=1
                )
                for n in range(32)
            ),
            Exposure(kind=Exposed.COUNTRY, id="GEO", name="Géorgie", before=0, last="", forms=8),
        ),
        totals=tuple(ExposureTotal(kind=k, offered=1200, before=2, after=3) for k in Exposed),
        faults=(),
    )


@pytest.fixture(scope="module")
def lost(certificate):
    """The same once the first paper was edited."""
    first, *others = certificate.forms
    broken = rule("minutes", "le temps de travail (60 à 80 min)", reached=Decimal(95), held=False)
    edited = replace(
        first, proof=Proof.LOST, minutes=95, broken=(broken,), deviation=Decimal(9), gap=Decimal(8)
    )
    written, oral = certificate.exams
    return replace(
        certificate,
        forms=(edited, *others),
        exams=(replace(written, proof=Proof.LOST), oral),
        faults=(
            Fault(form="B1-ECRIT-P", said="le travail demande 95 min, pour 60 à 80"),
            Fault(form="", said="forms.json n'est plus celui que l'assemblage a écrit"),
        ),
    )


@pytest.fixture(scope="module")
def page(certificate):
    return certificate_page(PAGE, certificate_view(certificate)).decode()


def plain(page):
    """The words of a page, a line a block."""
    body = re.sub(r"(?s)<style>.*?</style>", "", page).split("<body>")[1]
    said = re.sub(r"<(?:rect|circle|path)[^>]*>", "", body)
    said = re.sub(
        r"</?(?:p|h[123]|tr|li|figure|figcaption|title|text|svg|div|dl)\b[^>]*>", "\n", said
    )
    said = re.sub(r"</(?:td|th|dt)>", " | ", said)
    lines = (line.strip(" |") for line in unescape(re.sub(r"<[^>]*>", "", said)).splitlines())
    return "\n".join(line for line in lines if line) + "\n"


# In Word


def test_the_document_reads_as_it_was_accepted(certificate, template, accepted):
    accepted(
        "certificat_session",
        family.render_certificate(template(family), certificate_view(certificate)),
    )


def test_the_document_of_what_no_longer_holds_reads_as_it_was_accepted(lost, template, accepted):
    accepted(
        "certificat_caduc", family.render_certificate(template(family), certificate_view(lost))
    )


def test_the_same_certificate_gives_the_same_bytes(certificate, template):
    made = template(family)
    one, two = (family.render_certificate(made, certificate_view(certificate)) for _ in range(2))
    assert one == two


# In one page


def test_the_page_reads_as_it_was_accepted(page, golden):
    golden("certificat_page", plain(page))


def test_the_page_says_what_no_longer_holds(lost):
    found = plain(certificate_page(PAGE, certificate_view(lost)).decode())
    assert "Certains constats ne tiennent plus." in found
    assert "B1-ECRIT-P\u00a0: le travail demande 95\u00a0min, pour 60 à 80" in found
    assert "la session\u00a0: forms.json n’est plus celui que l’assemblage a écrit" in found


def test_the_page_needs_nothing_else_and_runs_nothing(page):
    assert not re.search(r"<script|<link|<img|<iframe|@import|url\(|\son\w+=|javascript:", page)
    assert not re.findall(r"https?://", page)


def test_what_people_wrote_is_escaped(page):
    assert "<coupé>" not in page
    assert "&lt;coupé&gt;" in page


def test_every_place_of_the_page_that_is_pointed_at_is_there(page):
    tree = html.fromstring(page)
    ids = set(tree.xpath("//@id"))
    wanted = {h[1:] for h in tree.xpath("//a/@href")} | set(tree.xpath("//@aria-labelledby"))
    assert wanted <= ids


@pytest.mark.parametrize("text", ["{% if %}", "{{ page.nothing }}", "{{ page.__class__.mro() }}"])
def test_a_template_that_is_none_is_refused(certificate, text):
    with pytest.raises(ContentError, match="certificat"):
        certificate_page(text, certificate_view(certificate))


# What is said


def test_an_exam_of_many_forms_has_a_line_a_form_and_others_a_sheet_each(certificate):
    view = certificate_view(certificate)
    assert [p.heading for p in view.papers] == [
        "B1-ECRIT-P – sujet principal",
        "B1-ECRIT-S – sujet de secours",
    ]
    assert [len(o.tickets.rows) for o in view.orals] == [FORMS]
    assert FORMS > MANY


def test_a_parallel_paper_says_its_number(certificate):
    forms = (replace(certificate.forms[0], number=2), *certificate.forms[1:])
    view = certificate_view(replace(certificate, forms=forms))
    assert view.papers[0].heading == "B1-ECRIT-P – sujet principal, forme 2"


@pytest.mark.parametrize(
    ("proofs", "said"),
    [
        ((Proof.PROVED,), "La borne de chacun est prouvée"),
        ((Proof.OPEN, Proof.PROVED), "La borne est prouvée pour 7 sujets sur 8."),
        ((Proof.OPEN,) * 8, "Aucune borne n’est attestée aujourd’hui."),
        ((Proof.EARLIER,) * 8, "Les preuves valent pour la banque du jour de l’assemblage"),
    ],
)
def test_the_verdict_says_how_far_proofs_go(certificate, proofs, said):
    forms = tuple(
        replace(form, proof=proofs[k] if k < len(proofs) else Proof.PROVED)
        for k, form in enumerate(certificate.forms)
    )
    found = certificate_view(replace(certificate, forms=forms))
    assert any(line.startswith(said) for line in found.verdict)


def test_a_certificate_of_one_form_has_no_distance_nor_pair(certificate):
    written = replace(
        certificate.exams[0], forms=("B1-ECRIT-P",), parallel=("B1-ECRIT-P",), across=()
    )
    alone = replace(certificate, forms=certificate.forms[:1], exams=(written,), pairs=())
    view = certificate_view(alone)
    assert (view.parallel.rows, view.across.rows, view.pairs.rows) == ((), (), ())
    assert view.pairs.note.startswith("Aucun sujet ne partage")
    assert view.verdict[0] == "Le sujet tient toutes ses règles."
    text = plain(certificate_page(PAGE, view).decode())
    assert "Distance entre les sujets" not in text


def test_tickets_at_no_cost_drawn_among_no_others_say_no_more(certificate):
    plain_rules = tuple(replace(r, cost=Decimal(0), binding=False) for r in RULES)
    forms = tuple(
        replace(f, rules=plain_rules, epsilon=Decimal(0), price=Decimal(0), alternatives=1)
        for f in certificate.forms
    )
    origins = replace(certificate.origins, bank_then="")
    view = certificate_view(replace(certificate, forms=forms, origins=origins))
    assert view.orals[0].said == (
        "Règles à leur limite dans un sujet au moins\u00a0: aucune.",
        "Le plus loin de sa borne est B1-ORAL-T01. Preuve\u00a0: autant de tickets de la banque ne "
        "peuvent pas tous s’écarter de la cible de moins de 1,00\u202f; celui-ci est à 0,25 de cette borne "
        "(1 composition comparée).",
    )
    assert len(view.origins) == 7


def test_forms_without_a_difference_are_said_to_be_alike(certificate):
    same = Distance(
        first="a", second="b", codes=Decimal("0.0"), minutes=0, difficulty=Decimal("0.00")
    )
    written = replace(certificate.exams[0], farthest=same)
    view = certificate_view(replace(certificate, exams=(written, certificate.exams[1])))
    assert "tous semblables" in view.parallel.rows[0]


# For machines


def test_the_record_is_read_back_as_it_was(certificate, lost):
    for one in (certificate, lost):
        assert load(dump(one), SessionCertificate) == one
    assert dump(certificate).startswith(b'{\n "format": "epreuve/certificat@1",\n')


# Charts


def test_a_bar_out_of_its_tolerance_and_a_dot_out_of_its_window_stand_out(lost):
    view = certificate_view(lost)
    far = replace(view.papers[0].bars[0], reached=Decimal(70))
    assert 'class="got out"' in bar_plot([far])
    assert 'class="got out"' not in bar_plot(view.papers[0].bars)
    assert dot_plot(view.dots).count('class="dot out"') == 1


def test_charts_of_nothing_are_drawn_all_the_same(certificate):
    paper = certificate_view(certificate).papers[0]
    zero = replace(paper.bars[0], target=Decimal(0), tolerance=Decimal(0), reached=Decimal(0))
    assert bar_plot([]).startswith("<svg")
    assert "NaN" not in bar_plot([zero])


def test_a_window_of_one_minute_is_a_window(certificate):
    forms = tuple(replace(form, minutes_asked=(80, 80)) for form in certificate.forms)
    view = certificate_view(replace(certificate, forms=forms))
    assert view.dots[1].strips[0].dots[0].place == 0
