"""The documentation says what the program does: messages, help, links, files."""

import importlib
import importlib.util
import pkgutil
import re
import subprocess
from pathlib import Path
from string import Formatter

import pytest

import pipeline.rules
from pipeline.cli import main
from pipeline.diagnostics import ExitCode, Rule, Source
from pipeline.model import columns
from pipeline.model.item import Modality
from pipeline.read import texts
from pipeline.read.bank import read_bank
from pipeline.read.countries import read_countries
from pipeline.read.countrywords import (
    ADJECTIVE_FORMS,
    COUNTRY_WORDS,
    INHABITANT_FORMS,
    CountryWords,
)
from pipeline.read.exhibits import KINDS
from pipeline.read.predicate import compile_predicate
from pipeline.read.requirements import GOALS, MEASURES
from pipeline.read.vocabulary import FUNCTIONS, build_vocabulary
from pipeline.render.library import EVERY
from pipeline.rules.catalogue import ALL_RULES, FAMILIES, rules_of

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
OPTIONAL = (
    "referential/criteres_officiels.yaml",
    "referential/equivalences.yaml",
    "referential/regles_assemblage.xlsx",
    "scenarios/pays_actualises.csv",
)
MADE_BY_THE_READER = ("scenarios/eco/pont-de-bois.yaml", "scenarios/eco/passerelle.yaml")
EXPLAINED = ROOT / "scenarios/eco/sous-abri.yaml"
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.glob("*.md"), ROOT / "output/README.md"])


def load_tool():
    spec = importlib.util.spec_from_file_location("build_docs", ROOT / "tools/build_docs.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


build_docs = load_tool()
ENTRIES = build_docs.entries((DOCS / "diagnostics.md").read_text("utf-8"))


def all_modules():
    names = [m.name for m in pkgutil.iter_modules(pipeline.rules.__path__)]
    return [importlib.import_module(f"pipeline.rules.{name}") for name in names]


def test_the_catalogue_holds_every_rule_of_every_module():
    found = {v for m in all_modules() for v in vars(m).values() if isinstance(v, Rule)}
    assert {r.code for r in found} == {r.code for r in ALL_RULES}
    assert found == set(ALL_RULES)


def test_a_code_is_given_to_one_rule_only():
    codes = [r.code for r in ALL_RULES]
    assert sorted(codes) == sorted(set(codes))


@pytest.mark.parametrize(("module", "family"), FAMILIES, ids=[m.__name__ for m, _ in FAMILIES])
def test_the_codes_of_a_module_are_of_its_family(module, family):
    assert rules_of(module)
    for name, rule in rules_of(module):
        assert re.fullmatch(rf"{family}-\d{{3}}", rule.code), name


@pytest.mark.parametrize("rule", ALL_RULES, ids=lambda r: r.code)
def test_a_message_reads_as_a_sentence_of_the_house(rule):
    for text in (rule.message, rule.hint):
        assert not text.endswith("."), text
        assert "’" not in text, "rules are typed with a plain apostrophe"
        assert all(name is None or name.isidentifier() for _, name, _, _ in Formatter().parse(text))
    assert (
        not rule.message[:1].isupper() or rule.message[:2].isupper() or "YAML" in rule.message[:5]
    )
    assert rule.hint, "a message says what to do"


def test_every_rule_has_an_entry_that_says_more_than_its_hint():
    bare = [r.code for r in ALL_RULES if len(ENTRIES.get(r.code, "").split()) < 5]
    assert bare == [], "run tools/build_docs.py, then say when it happens and what to do"


def test_an_entry_is_about_a_rule_that_exists():
    assert set(ENTRIES) == {r.code for r in ALL_RULES}


def test_messages_are_documented_word_for_word():
    page = (DOCS / "diagnostics.md").read_text("utf-8")
    assert build_docs.refresh_diagnostics(page) == page, "run tools/build_docs.py"


def test_every_family_has_a_line_in_the_table():
    page = (DOCS / "diagnostics.md").read_text("utf-8")
    assert re.findall(r"^\| ([A-Z]{3}) \|", page, re.MULTILINE) == list(
        dict.fromkeys(f for _, f in FAMILIES)
    )


def sources_of(folder):
    return [p.read_text("utf-8") for p in sorted((ROOT / folder).rglob("*.py"))]


def is_mentioned(module, name, rule, texts):
    """Whether a text names the rule: its code, or its constant in a file that works with its module."""
    short = module.__name__.rpartition(".")[2]
    return any(
        rule.code in text
        or (
            re.search(rf"\b{name}\b", text)
            and re.search(rf"\brules\b.*\b{short}\b|\b{short}\b.*\brules\b", text)
        )
        for text in texts
    )


def test_every_rule_is_told_somewhere_in_the_program():
    rooms = sorted({p.name for p in (ROOT / "pipeline").iterdir() if p.is_dir()} - {"rules"})
    texts = [text for room in rooms for text in sources_of(f"pipeline/{room}")]
    silent = [
        r.code for m, _ in FAMILIES for n, r in rules_of(m) if not is_mentioned(m, n, r, texts)
    ]
    assert silent == []


def test_every_rule_is_exercised_by_a_test():
    texts = sources_of("tests")
    untested = [
        r.code for m, _ in FAMILIES for n, r in rules_of(m) if not is_mentioned(m, n, r, texts)
    ]
    assert untested == []


def test_the_help_of_every_command_is_documented_word_for_word():
    page = (DOCS / "commandes.md").read_text("utf-8")
    names = [m["name"] for m in build_docs.HELP.finditer(page)]
    assert names == list(build_docs.command_names())
    assert build_docs.refresh_commands(page) == page, "run tools/build_docs.py"


def test_every_value_of_every_template_is_documented():
    page = (DOCS / "modeles.md").read_text("utf-8")
    assert [m["name"] for m in build_docs.VALUES.finditer(page)] == list(EVERY)
    assert build_docs.refresh_templates(page) == page, "run tools/build_docs.py"


def test_every_exit_code_is_documented():
    page = (DOCS / "commandes.md").read_text("utf-8")
    documented = re.findall(r"^\| (\d+) \|", page, re.MULTILINE)
    assert documented == [str(int(code)) for code in ExitCode]


def test_every_key_of_the_machine_answer_is_documented():
    page = (DOCS / "commandes.md").read_text("utf-8")
    source = (ROOT / "pipeline/screen.py").read_text("utf-8")
    keys = re.findall(r'^ +"([a-z_]+)": ', source, re.MULTILINE)
    assert len(keys) >= 15
    assert [key for key in keys if f"`{key}`" not in page] == []


def test_the_counts_of_the_readme_are_those_of_the_bank():
    bank, faults = read_bank(ROOT)
    assert bank is not None, faults
    counts = (
        len(bank.referential.competencies),
        sum(len(entry.indicators) for entry in bank.criteria.codes),
        len(bank.blueprints),
        len(bank.scenarios),
        sum(len(s.items) for s in bank.scenarios),
        sum(len(bank.settings[s.id]) * len(s.number_sets) for s in bank.scenarios),
        sum(not country.fictional for country in bank.countries.values()),
    )
    page = (ROOT / "README.md").read_text("utf-8")
    assert tuple(map(int, re.findall(r"^\| (\d+) \|", page, re.MULTILINE))) == counts
    anomalies = bank.referential.anomalies
    questions = sum(bool(a.question) for a in anomalies)
    assert f"{len(anomalies)} of them" in page
    assert f"{questions} questions" in page


def test_every_command_is_in_the_readme():
    page = (ROOT / "README.md").read_text("utf-8")
    assert re.findall(r"^\| `epreuve ([a-z]+)` \|", page, re.MULTILINE) == list(main.commands)


def files_of_the_repository():
    found = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    return {name for name in found.stdout.decode().split("\0") if name}


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_links_lead_somewhere(page):
    for target in re.findall(r"\]\(([^)#]+)", page.read_text("utf-8")):
        if not re.match(r"[a-z]+:", target):
            assert (page.parent / target).exists(), target


def slug(title):
    """The anchor that a title gets where Markdown is shown."""
    return re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_anchors_lead_to_a_title(page):
    text = page.read_text("utf-8")
    titles = {slug(title) for title in re.findall(r"^#+ (.*)$", text, re.MULTILINE)}
    assert set(re.findall(r"\]\(#([^)]+)\)", text)) <= titles


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_commands_written_in_a_page_exist(page):
    words = re.findall(
        r"\bepreuve(?: --?[a-z]+(?: [./][^\s`]*)?)* ([a-z]+)\b", "\n".join(code_of(page))
    )
    assert set(words) <= {*main.commands, "install"}


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_paths_written_in_a_page_exist(page):
    names = files_of_the_repository()
    folders = {parent.as_posix() for name in names for parent in Path(name).parents}
    for word in (w.strip(".,;:") for text in code_of(page) for w in text.split()):
        if re.fullmatch(
            r"(?:referential|scenarios|templates|pipeline|tests|tools|docs|bench)/[\w./-]*", word
        ):
            known = (*OPTIONAL, *MADE_BY_THE_READER)
            assert word.rstrip("/") in names | folders or word in known, word


def code_of(page):
    text = page.read_text("utf-8")
    blocks = re.findall(r"^```[^\n]*\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    return [
        *blocks,
        *re.findall(
            r"`([^`\n]+)`", re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)
        ),
    ]


def guide_part(number):
    page = (DOCS / "guide-auteur.md").read_text("utf-8")
    found = re.search(rf"^## {number}\. [^\n]*\n(.*?)(?=^## |\Z)", page, re.MULTILINE | re.DOTALL)
    assert found
    return found[1].replace(r"\|", "|")


def rows_of(part):
    """The cells of the rows of tables, without their heads; a bar inside backquotes does not part cells."""
    lines = re.findall(r"^\| (`.*) \|$", part, re.MULTILINE)
    return [re.split(r" \| (?=(?:[^`]*`[^`]*`)*[^`]*$)", line) for line in lines]


def plain(text):
    return re.sub(r"\s", " ", text.replace("’", "'"))


def test_the_explained_scenario_is_quoted_word_for_word():
    source = EXPLAINED.read_text("utf-8")
    quotes = re.findall(r"^```yaml\n(.*?)^```", guide_part(4), re.MULTILINE | re.DOTALL)
    assert len(quotes) >= 20
    for quote in quotes:
        at = 0
        for piece in filter(None, map(str.strip, quote.split("[…]"))):
            found = source.find(piece, at)
            assert found >= 0, f"no longer in {EXPLAINED.name}: {piece}"
            at = found + len(piece)


def test_the_guide_teaches_the_words_that_texts_know_and_no_other():
    tags = re.findall(r"\{\{.*?\}\}", guide_part(5))
    words = texts.TextWords(
        facts=frozenset({"population"}),
        dated=frozenset({"population"}),
        variables=frozenset({"region"}),
        required=frozenset({"population"}),
    )
    assert [*texts.text_faults(" ".join(tags), Source(path="guide-auteur.md"), words)] == []
    forms = [f"adj.{f}" for f in ADJECTIVE_FORMS] + [f"hab.{f}" for f in INHABITANT_FORMS]
    taught = set(re.findall(r"\bp\.([\w.]+)", " ".join(tags)))
    assert taught == {*COUNTRY_WORDS, "s", *forms}
    assert set(re.findall(r"\|(\w+)", " ".join(tags))) == set(texts._FILTERS)


def test_what_the_guide_says_that_words_print_is_what_they_print():
    countries, _ = read_countries(ROOT)
    places = [CountryWords(countries.by_iso3[iso3].grammar) for iso3 in ("KEN", "PHL")]
    rows = [row for row in rows_of(guide_part(5)) if len(row) == 4]
    assert len(rows) >= 20
    for cells in rows:
        tags = re.findall(r"\{\{.*?\}\}", " ".join(cells))
        made = [
            texts.compile_text(tag, "fr") for tag in tags if not re.search(r"\b(?:f|an|v)\.", tag)
        ]
        if "{{ p." in cells[0] and made:
            shown = [", ".join(m.render(p=place) for m in made) for place in places]
            assert [plain(text) for text in shown] == cells[2:]
        elif "{{" in cells[2]:
            assert [plain(m.render()) for m in made] == cells[3:]


def test_the_guide_teaches_the_conditions_on_countries_that_exist():
    countries, _ = read_countries(ROOT)
    vocabulary = build_vocabulary(countries)
    conditions = [cells[0].strip("`") for cells in rows_of(guide_part(6))]
    for condition in conditions:
        found, faults = compile_predicate(condition, Source(path="guide-auteur.md"), vocabulary)
        assert found, faults
    taught = set(re.findall(r"\b(\w+)\(", " ".join(conditions)))
    assert taught == set(FUNCTIONS)


def test_the_guide_teaches_the_kinds_of_documents_and_the_formats_that_exist():
    part = guide_part(4)
    kinds = [name for row in rows_of(part) for name in re.findall(r"`([a-z_]+)`", row[0])]
    assert sorted(name for name in kinds if name not in set(Modality)) == sorted(KINDS)
    criteria = (ROOT / "referential/criteres.yaml").read_text("utf-8")
    formats = set(re.findall(r"^  ((?:cc|ef)_[a-z_]+):", criteria, re.MULTILINE))
    assert set(re.findall(r"\b(?:cc|ef)_[a-z_]+", part)) == formats


def test_the_guide_of_coordinators_teaches_every_measure_goal_and_column_of_a_rule():
    page = (DOCS / "guide-coordinateur.md").read_text("utf-8")
    found = re.search(
        r"^## \d+\. La table des règles d'assemblage\n(.*?)(?=^## )", page, re.MULTILINE | re.DOTALL
    )
    assert found
    taught = set(re.findall(r"`([a-z_]+)`", found[1]))
    assert {*MEASURES, *(g.value for g in GOALS), *columns.NUMBERS, *columns.WORDS} <= taught


def test_the_guide_of_coordinators_lists_every_template():
    page = (DOCS / "guide-coordinateur.md").read_text("utf-8")
    assert set(re.findall(r"templates/(\w+\.docx)", page)) == set(EVERY)
