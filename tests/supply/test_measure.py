"""How long a variant is."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.read.expand import expand
from pipeline.supply.measure import Measure, Measured, measure


def of(bank, **changes):
    scenario = bank.scenario("GEO-01-PONT")
    variant = expand(bank, scenario, "QZA", "A")
    return measure(replace(variant, content=replace(variant.content, **changes)))


def test_documents_titles_and_tables_are_measured_by_their_labels(mini_bank):
    found = of(mini_bank)
    assert found[Measured(kind=Measure.DOCUMENT, owner="D2")] == len(
        "Message du syndicatNous attendrons 4\u00a0heures, pas davantage."
    )
    assert found[Measured(kind=Measure.TITLE, owner="T1")] == len("Analyse de la fermeture")
    assert found[Measured(kind=Measure.CELL, owner="D1")] == len("Camions")
    assert Measured(kind=Measure.CELL, owner="D2") not in found


def test_a_table_whose_longest_words_do_not_fit_takes_more_than_the_line(mini_bank):
    exhibits = mini_bank.scenario("GEO-01-PONT").exhibits
    wide = replace(exhibits[0], columns=("x" * 60, "y" * 60), rows=(("1", "2"),), chart=None)
    found = of(mini_bank, exhibits=(wide,))
    assert found[Measured(kind=Measure.WIDTH, owner="D1")] > 100


def test_reading_takes_a_minute_every_hundred_and_fifty_words(mini_bank):
    found = of(mini_bank, situation="mot " * 3000)
    words = found[Measured(kind=Measure.WORDS)]
    assert found[Measured(kind=Measure.MINUTES)] == -(-words // 150)


@settings(deadline=None, max_examples=20)
@given(more=st.integers(0, 5000))
def test_a_longer_text_never_takes_fewer_pages(mini_bank, more):
    pages = Measured(kind=Measure.PAGES)
    assert (
        of(mini_bank, situation="a" * more)[pages]
        <= of(mini_bank, situation="a" * (more + 900))[pages]
    )
