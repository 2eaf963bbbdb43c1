import pytest

from pipeline.render.expressions import Fault, check_tag, read_tag
from pipeline.rules import template as gab

HOSTILE = [
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ self.__init__.__globals__.__builtins__.__import__('os').popen('id').read() }}",
    "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "{{ lipsum.__globals__['os'].popen('id').read() }}",
    "{{ config.items() }}",
    "{{ x['__class__'] }}",
    "{{ x|attr('__class__') }}",
    "{{ '%c'|format(65) }}",
    "{{ 'x' * 50000000 }}",
    "{{ 10 ** 10 ** 10 }}",
    "{{ [0] * 999999999 }}",
    "{{ range(10 ** 9)|list }}",
    "{% for i in range(1000000000) %}",
    "{% for i in [1, 2, 3] %}",
    "{% for i in xs recursive %}",
    "{% set a = 'x' %}",
    "{% macro m() %}",
    "{% call m() %}",
    "{% include '/etc/passwd' %}",
    "{% import 'os' as os %}",
    "{% from 'os' import popen %}",
    "{% extends 'base' %}",
    "{% filter upper %}",
    "{% raw %}",
    "{% with a = 1 %}",
    "{% autoescape false %}",
    "{{ x|safe }}",
    "{{ x|map('upper')|list }}",
    "{{ x is defined }}",
    "{{ x[1:] }}",
    "{{ _sink }}",
    "{{ x._sink }}",
    "{{ x|_cell }}",
    "{{ x.gi_frame.f_globals }}",
    "{{ x.save('/tmp/x') }}",
    "{{ loop.cycle('a', 'b') }}",
    "{{ loop.previtem }}",
    "{{ {'a': 1} }}",
    "{{ x ~ y }}",
    "{{ x // 0 }}",
    "{{ x if y }}",
    "{{ x|join(y) }}",
    "{{ x|join(*y) }}",
    "{{ x|join(d='a') }}",
    "{{ (lambda: 1)() }}",
    "{{ " + "(" * 200 + "x" + ")" * 200 + " }}",
    "{{ " + "x." * 300 + "y }}",
    "{{ 'a' }} {% raw %}",
    "{{ x) | (y }}",
    "{% if x %}{% include 'y' %}",
]
HARMLESS = [
    "{{ paper.title }}",
    "{{ row.0 }}",
    "{{ x|upper }}",
    "{{ x|join(', ') }}",
    "{{ 'oui' if a and not b else 'non' }}",
    "{% if a > 3 and b != 'x' or c in ('a') %}",
    "{% elif loop.first %}",
    "{%p for q in paper.questions if q.written %}",
    "{%tr for code, points in rows %}",
    "{%tc endfor %}",
    "{%r if x %}",
    "{%- if x -%}",
    "{% else %}",
]


def faults(text):
    tag = read_tag(text)
    return (tag,) if isinstance(tag, Fault) else check_tag(tag, None)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_template_says_nothing_beyond_the_allow_list(text):
    assert faults(text)


@pytest.mark.parametrize("text", HARMLESS)
def test_what_templates_need_is_allowed(text):
    assert faults(text) == ()


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("{{ x|nombre }}", gab.UNKNOWN_FILTER),
        ("{{ x y }}", gab.SYNTAX),
        ("{{ }}", gab.SYNTAX),
        ("{% endif x %}", gab.SYNTAX),
        ("{% if %}", gab.SYNTAX),
        ("{% fro x in y %}", gab.FORBIDDEN),
        ("{{ x * 2 }}", gab.FORBIDDEN),
    ],
)
def test_each_fault_has_its_rule(text, rule):
    assert [fault.rule for fault in faults(text)] == [rule]


def test_a_name_is_looked_for_in_the_schema():
    scope = {"paper": {"title": str, "code": str}}
    tag = read_tag("{{ paper.titre }}")
    (fault,) = check_tag(tag, scope)
    assert fault.rule is gab.UNKNOWN_NAME
    assert fault.words == {"name": "titre", "known": "code, title"}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("{{ x y }}", "« y » inattendu"),
        ("{{ x + }}", gab.INCOMPLETE),
        ("{% for x of y %}", "« of » inattendu"),
        ("{{ " + "(" * 240 + "x" + ")" * 240 + " }}", gab.TOO_LONG),
    ],
)
def test_a_reason_is_told_in_french(text, reason):
    (fault,) = faults(text)
    assert reason in fault.words.values()
