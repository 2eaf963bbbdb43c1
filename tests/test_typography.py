"""French typography: what is changed, what is left alone, and that doing it twice changes nothing."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.typography import (
    date_fr,
    duration,
    magnitude,
    month_fr,
    number,
    parse_number,
    points,
    typeset,
    typeset_for,
)

PUNCTUATION = "ab1230 J-:;!?«»\"'.,()[]%€h\n\u00a0\u202f–@#…M°nkt"
TEXTS = st.one_of(st.text(st.sampled_from(PUNCTUATION), max_size=30), st.text(max_size=40))


def shown(text):
    """Narrow spaces as ~ and wide ones as _, to be read here."""
    return text.replace("\u202f", "~").replace("\u00a0", "_")


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Que faire ? Agir !", "Que faire~? Agir~!"),
        ("trois points: un, deux ; fin", "trois points_: un, deux~; fin"),
        ("«la mine»", "«~la mine~»"),
        ('il dit "non" hier', "il dit «~non~» hier"),
        ("l'eau d'ici", "l’eau d’ici"),
        ("attendre...", "attendre…"),
        ("Crise - suite", "Crise – suite"),
        ("- premier point", "– premier point"),
        ("12-15 personnes", "12–15_personnes"),
        ("de 2019-2021", "de 2019–2021"),
        ("session 2027-01", "session 2027-01"),
        ("à -5 %", "à −5_%"),
        ("60% et 4 €", "60_% et 4_€"),
        ("1 850 personnes", "1~850_personnes"),
        ("12 000 000 km", "12~000~000_km"),
        ("14h30 et 9 h", "14_h_30 et 9_h"),
        ("J-12 puis J + 3", "J~–~12 puis J~+~3"),
        ("n° 12, article 4", "n°_12, article_4"),
        ("M. Dupont et Mme Roy", "M._Dupont et Mme_Roy"),
        ("deux  espaces ", "deux espaces"),
        ("Le 1er juin", "Le 1er juin"),
    ],
)
def test_french_is_typeset(typed, printed):
    assert shown(typeset(typed)) == printed


@pytest.mark.parametrize(
    "text",
    [
        "14:30",
        "2026-11-22",
        "CO1.3",
        "C12",
        "GEO-05-SITE",
        "COVID-19",
        "a.b-c@exemple.org",
        "https://exemple.org/a?b=c;d",
        "@voix_du_bas",
        "#eau-propre",
        "01 02 03 04 05",
    ],
)
def test_codes_addresses_and_dates_are_left_alone(text):
    assert typeset(text) == text


def test_a_sentence_mark_after_an_address_belongs_to_the_sentence():
    assert shown(typeset("Voir https://exemple.org/x ?")) == "Voir https://exemple.org/x~?"


def test_english_gets_curly_quotes_and_no_french_space():
    assert typeset_for('It\'s "fine": really; 12 km?', "en") == "It’s “fine”: really; 12 km?"


@given(TEXTS)
def test_typesetting_twice_changes_nothing(text):
    for language in ("fr", "en"):
        once = typeset_for(text, language)
        assert typeset_for(once, language) == once


@given(TEXTS)
def test_letters_and_digits_are_kept_in_order(text):
    for language in ("fr", "en"):
        printed = typeset_for(text, language)
        assert [c for c in printed if c.isalnum()] == [c for c in text if c.isalnum()]


@pytest.mark.parametrize(
    ("value", "decimals", "printed"),
    [
        (1234567, None, "1~234~567"),
        (Decimal("3.50"), None, "3,5"),
        (Decimal("3.0"), None, "3"),
        (Decimal("2.675"), 2, "2,68"),
        (Decimal("-1200.5"), None, "−1~200,5"),
        (Decimal("-0.04"), 1, "0,0"),
        (0, None, "0"),
        (999, None, "999"),
    ],
)
def test_numbers_have_a_comma_and_narrow_spaces(value, decimals, printed):
    assert shown(number(value, decimals)) == printed


@given(
    st.decimals(
        allow_nan=False, allow_infinity=False, places=3, min_value=-(10**12), max_value=10**12
    )
)
def test_a_printed_number_reads_back(value):
    assert parse_number(number(value)) == value


@pytest.mark.parametrize("text", ["", "douze", "1,2,3", "12 km", "--1", "١٢"])
def test_what_only_looks_like_a_number_is_none(text):
    assert parse_number(text) is None


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        (14754785, "14,8_millions"),
        (1_050_000, "1,1_million"),
        (1_999_999, "2_millions"),
        (999_999, "1_million"),
        (850_000, "850~000"),
        (80_397_000_000, "80,4_milliards"),
        (-3_137_000_000, "−3,1_milliards"),
    ],
)
def test_big_numbers_are_said_in_millions(value, printed):
    assert shown(magnitude(value)) == printed


@pytest.mark.parametrize(
    ("minutes", "printed"),
    [(45, "45_min"), (240, "4_h"), (202, "3_h_22"), (65, "1_h_05"), (0, "0_min")],
)
def test_durations_are_in_hours_and_minutes(minutes, printed):
    assert shown(duration(minutes)) == printed


@pytest.mark.parametrize(
    ("value", "printed"),
    [("12", "12_points"), ("1.5", "1,5_point"), ("0.5", "0,5_point"), ("2", "2_points")],
)
def test_points_agree_with_their_number(value, printed):
    assert shown(points(Decimal(value))) == printed


def test_dates_are_in_words():
    assert shown(date_fr("2026-11-17", weekday=True)) == "mardi 17_novembre 2026"
    assert shown(date_fr("2026-06-01")) == "1er_juin 2026"
    assert month_fr("2026-08-31") == "août 2026"


def test_a_day_that_does_not_exist_has_no_words():
    with pytest.raises(ValueError, match="day is out of range"):
        date_fr("2026-02-30")
