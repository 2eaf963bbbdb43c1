"""The table of anonymity: one row a candidate and an exam."""

from pipeline.diagnostics import Source
from pipeline.exchange.anonymity import anonymity_workbook
from pipeline.model.people import Accommodation, Candidate
from pipeline.model.session import Dispatch, Placement
from pipeline.rules import roster as words


def candidate(number):
    return Candidate(
        number=number,
        last_name="Specimen",
        first_name="Alix",
        birth_date="2000-01-01",
        email="",
        specialisation="S1",
        won=(),
        accommodation=Accommodation(),
        source=Source(path="t"),
    )


def test_the_table_ties_each_number_to_its_name():
    placement = Placement(
        candidate="0001",
        blueprint="B1-CAS",
        form="B1-CAS-P",
        anonymous="ABCD-EFGH",
        date="2026-06-15",
        start="09:00",
        room="A101",
        seat=3,
        minutes=240,
        preparation=0,
        large_print=False,
        assessors=("E01", "E02"),
    )
    dispatch = Dispatch(session="2026-06", placements=(placement,))
    page = anonymity_workbook(dispatch, (candidate("0001"),), {"B1-CAS": "Étude de cas"}).active
    rows = list(page.iter_rows(values_only=True))
    assert rows == [
        words.ANONYMITY_COLUMNS,
        (
            "0001",
            "Specimen",
            "Alix",
            "Étude de cas",
            "B1-CAS-P",
            "ABCD-EFGH",
            "2026-06-15",
            "09:00",
            "A101",
            3,
            "E01, E02",
            1,
            "",
            "",
        ),
    ]
    assert page.freeze_panes == "A2"
