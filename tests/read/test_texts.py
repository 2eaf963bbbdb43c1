"""The tags of a text: what they may name, what they compute, what they print."""

from decimal import Decimal
from types import SimpleNamespace

import pytest
from jinja2 import TemplateSyntaxError
from jinja2.exceptions import TemplateRuntimeError

from pipeline.diagnostics import Source
from pipeline.read.texts import TextWords, compile_text, has_tag, text_faults, typed_value

HERE = Source(path="f.yaml", line=7)
WORDS = TextWords(
    facts=frozenset(("population", "littoral_km", "idh")),
    dated=frozenset(("population", "idh")),
    variables=frozenset(("site", "tonnes")),
    required=frozenset(("population", "littoral_km")),
)


def faults(text):
    found = list(text_faults(text, HERE, WORDS))
    assert all(f.source == HERE for f in found)
    return [f.code for f in found]


def printed(text, language="fr", **values):
    compiled = compile_text(text, language)
    known = {"v": SimpleNamespace(**values), "jeu": "A"}
    text = compiled if isinstance(compiled, str) else compiled.render(known)
    return text.replace("\u202f", "~").replace("\u00a0", "_")


@pytest.mark.parametrize(
    "text",
    [
        "sans balise",
        "{{ p.Le }} {{ p.s('compte', 'comptent') }} {{ p.adj.ms }} {{ p.hab.f }}",
        "{{ f.population }} {{ an.population }}, {{ f.littoral_km }}",
        "{{ v.site|de }} {{ v.tonnes|nombre }} {{ (v.tonnes*3/2)|round(1)|nombre(2) }} {{ v.tonnes|duree }}",
        "{{ 'x' if jeu == 'A' else 'y' }}{{ 'x' if v.tonnes > 3 and not v.tonnes >= 9 else v.site }}",
        "{{ (v.tonnes // 3)|plafond }} {{ (v.tonnes % 3)|int }} {{ -v.tonnes }}",
    ],
)
def test_the_tags_of_the_brief_are_right(text):
    assert faults(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "{% if jeu %}x{% endif %}",
        "{# secret #}",
        "x }} y",
        "{{ v.site",
        "{{ v['site'] }}",
        "{{ v.site[0] }}",
        "{{ 2 ** 99 }}",
        "{{ v.site ~ 'x' }}",
        "{{ [1, 2] }}",
        "{{ v.site|upper }}",
        "{{ v.tonnes|round(precision=1) }}",
        "{{ v.site is defined }}",
        "{{ v.site.upper() }}",
        "{{ p.s(v.site, 'x') }}",
        "{{ p.s('x') }}",
        "{{ p.s }}",
        "{{ p.adj }}",
        "{{ p.le() }}",
        "{{ range(9) }}",
        "{{ ''.__class__ }}",
        "{{ none }}",
        "{{ v.tonnes == 0.1 }}",
    ],
)
def test_other_constructions_are_refused(text):
    assert set(faults(text)) & {"SCN-011", "SCN-012"}


@pytest.mark.parametrize(
    ("text", "name", "hint"),
    [
        ("{{ v.tonne }}", "v.tonne", "valeurs proches : v.tonnes, v.site"),
        ("{{ p.la }}", "p.la", None),
        ("{{ p.adj.m }}", "p.adj.m", None),
        ("{{ f.populaton }}", "f.populaton", "valeurs proches : f.population"),
        ("{{ an.littoral_km }}", "an.littoral_km", None),
        ("{{ w.site }}", "w.site", None),
        ("{{ site }}", "site", None),
    ],
)
def test_an_unknown_word_is_told(text, name, hint):
    (fault,) = text_faults(text, HERE, WORDS)
    assert (fault.code, fault.message) == ("SCN-012", f"balise fautive : « {name} » inconnu")
    assert hint is None or fault.hint == hint


def test_a_fact_that_is_printed_must_be_required():
    assert faults("{{ f.idh }} {{ an.idh }}") == ["SCN-013", "SCN-013"]


def test_a_dated_figure_has_its_year_in_the_same_sentence():
    assert faults("{{ f.population }} et {{ f.littoral_km }}.") == ["SCN-017"]
    assert faults("{{ f.population }} ici. Là {{ an.population }}.") == ["SCN-017"]
    assert faults("{{ f.population }} ici\n{{ an.population }}") == ["SCN-017"]
    assert faults("Ici : {{ f.population }} {{ an.population }}. Fin.") == []


@pytest.mark.parametrize(
    ("tag", "shown"),
    [
        ("v.n|nombre", "24~000"),
        ("v.n", "24000"),
        ("v.x", "2,5"),
        ("v.x|nombre(2)", "2,50"),
        ("v.x*2", "5"),
        ("0.1 + 0.2", "0,3"),
        ("(v.n/7)|round(2)|nombre", "3~428,57"),
        ("(5/2)|round", "3"),
        ("(7/2)|plafond", "4"),
        ("(7/2)|int", "3"),
        ("7//2", "3"),
        ("-7//2", "-4"),
        ("-7 % 3", "2"),
        ("202.4|duree", "3_h_22"),
        ("v.heure", "14_h_30"),
        ("'plus' if v.n > 100 else 'moins'", "plus"),
        ("'un' if jeu == 'A' else 'deux'", "un"),
        ("v.lieu|de", "d’Adéma"),
    ],
)
def test_numbers_are_exact_and_printed_in_french(tag, shown):
    text = f"{{{{ {tag} }}}}"
    values = {"n": Decimal(24000), "x": Decimal("2.5"), "heure": "14 h 30", "lieu": "Adéma"}
    rendered = compile_text(text, "fr").render(v=SimpleNamespace(**values), jeu="A")
    from_typeset = printed(text, **values)
    assert from_typeset == rendered.replace("\u202f", "~").replace("\u00a0", "_")
    assert shown.replace("’", "'").replace("_", " ") == from_typeset.replace("_", " ")


def test_english_numbers_are_printed_in_english():
    text = "{{ v.n|nombre }} {{ v.x }} {{ v.x|nombre }} {{ 202|duree }}"
    assert printed(text, "en", n=Decimal(24000), x=Decimal("2.50")) == "24,000 2.5 2.5 3 h 22 min"


@pytest.mark.parametrize(
    "tag", ["v.mot * 3", "v.mot * 999999999", "'a' * 999999999", "v.mot + v.mot", "-v.mot"]
)
def test_a_text_is_never_computed_with(tag):
    with pytest.raises(TypeError):
        printed(f"{{{{ {tag} }}}}", mot="non")


@pytest.mark.parametrize("tag", ["v.n / 0", "v.n|round(999999999)", "v.n % 0"])
def test_impossible_numbers_are_errors(tag):
    with pytest.raises(ArithmeticError):
        printed(f"{{{{ {tag} }}}}", n=Decimal(1))


def test_a_missing_value_is_an_error():
    with pytest.raises(TemplateRuntimeError):
        printed("{{ v.rien }}")


def test_a_hostile_text_does_not_compile():
    for text in ("{% for x in y %}{% endfor %}", "{{ v.x ** 9 }}", "{{ v.x"):
        with pytest.raises(TemplateSyntaxError):
            compile_text(text, "fr")


def test_a_text_without_tag_is_typeset_at_once():
    assert compile_text("l'eau ?", "fr") == "l’eau\u202f?"
    assert has_tag("{{ x }}")
    assert not has_tag("{ x }")


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("24000", Decimal(24000)),
        ("2,5", Decimal("2.5")),
        ("-0.5", Decimal("-0.5")),
        ("007", "007"),
        ("14 h 30", "14 h 30"),
        ("1e5", "1e5"),
        ("1 850", "1 850"),
        ("", ""),
    ],
)
def test_the_value_of_a_number_set_is_a_number_when_written_as_one(typed, value):
    assert typed_value(typed) == value


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("{{ 0.1 + 0.2 }}", "0,3"),
        ("{{ (1.1 * 3.5)|round(2) }}", "3,85"),
        ("{{ (4.35 * 100 + 0.5 - 0.5)|round }}", "435"),
        ("{{ (1.005 * 1000 / 2 )|round }}", "503"),
        ("{{ 12345678901234567890 }}", "12345678901234567890"),
    ],
)
def test_a_half_is_a_half_whatever_the_computer_made_of_it(text, shown):
    assert compile_text(text, "fr").render({}) == shown
