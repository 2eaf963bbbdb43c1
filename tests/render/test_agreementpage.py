"""The page of agreement: whole in one file, escaped, without a script, as accepted."""

import re
from dataclasses import replace
from fractions import Fraction
from html import unescape

import pytest
from lxml import html

from pipeline.render.agreementpage import agreement_page
from pipeline.render.plots import Bar, Spot, Track, drift_lines, scatter, severity_bars


@pytest.fixture(scope="module")
def page(double_review):
    return agreement_page(double_review).decode()


def test_the_page_reads_as_it_was_accepted(page, golden):
    body = page.split("<body>")[1]
    said = re.sub(r"<(?:line|rect|polygon|circle)[^>]*>", "", body)
    said = re.sub(
        r"</?(?:p|h1|h2|h3|tr|figure|figcaption|table|section|text|title|div|header)\b[^>]*>",
        "\n",
        said,
    )
    said = unescape(re.sub(r"</t[dh]>", " | ", said))
    said = re.sub(r"<[^>]*>", "", said)
    lines = (line.strip(" |") for line in said.splitlines())
    golden("accord", "\n".join(line for line in lines if line) + "\n")


def test_the_page_needs_nothing_else_and_runs_nothing(page):
    assert not re.search(r"<script|<link|<img|<iframe|@import|url\(|\son\w+=|javascript:", page)
    assert set(re.findall(r'https?://[^"\s]+', page)) == {"http://www.w3.org/2000/svg"}


def test_what_people_wrote_is_escaped(page):
    assert "<essai>" not in page
    assert "&lt;essai&gt;" in page


def test_the_same_review_gives_the_same_bytes(page, double_review):
    assert agreement_page(double_review).decode() == page


def test_the_page_is_well_formed_and_speaks_french(page):
    root = html.document_fromstring(page.encode())
    assert root.get("lang") == "fr"
    assert len(root.findall(".//svg")) == 5
    assert len(root.findall(".//circle")) == 12 + 3 + 12


def test_copies_beyond_the_rule_are_ringed(page):
    ringed = re.findall(r'stroke-width="1.2"><title>copie.(\S+)', page)
    assert ringed == [f"71F5-2A{n:02}" for n in (9, 10, 11, 14)]


def test_too_few_copies_give_their_number_and_no_figure(page):
    assert "2 copies doublement corrigées\u00a0: trop peu pour un coefficient" in page


def test_nothing_marked_twice_says_so(double_review):
    empty = replace(double_review, criteria=(), copies=(), assessors=(), pairs=())
    page = agreement_page(empty).decode()
    assert "Aucune copie n’a encore deux corrections complètes." in page
    assert "<svg" not in page


def test_without_a_drift_measured_there_is_no_plot_of_it(double_review):
    lines = tuple(replace(line, drift=None) for line in double_review.assessors)
    assert "Dérive" not in agreement_page(replace(double_review, assessors=lines)).decode()


def test_plots_of_nothing_are_still_plots():
    for plot in (
        scatter([], Fraction(3), ("x", "y")),
        severity_bars([]),
        drift_lines(Track(points=(), line=None, title=""), "rang"),
    ):
        assert html.fromstring(plot).tag == "svg"


def test_titles_of_plots_are_escaped():
    spot = Spot(one=Fraction(1), two=Fraction(2), title="<a&b>", beyond=True)
    bar = Bar(name="<n>", value=Fraction(-1), spread=Fraction(1, 2), title="<t>")
    track = Track(points=((1, Fraction(2)),), line=None, title="<d>")
    plots = (
        scatter([spot], Fraction(3), ("<x>", "y"))
        + severity_bars([bar])
        + drift_lines(track, "<r>")
    )
    assert not re.search(r"<(?:a&b|n|t|d|x|r)>", plots)
