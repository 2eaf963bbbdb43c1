from decimal import Decimal

from pipeline.codes import Code
from pipeline.model.grid import CodeSection, GridMap, GridRow, SkillRow
from pipeline.model.gridplan import GridIdentity, InputCell, input_cells

GRID = GridMap(
    form="F",
    title="Oral",
    points=20,
    status="proposition",
    conversion=(Decimal(0), Decimal(4), Decimal(8), Decimal(14), Decimal(20)),
    sections=(
        CodeSection(
            code=Code("C2"),
            title="Synthèse",
            points=Decimal(20),
            questions=(1,),
            levels=("a", "b", "c", "d", "e"),
            rows=(GridRow(key="C2.i1", code=Code("C2"), label="x", weight=Decimal(1)),),
        ),
    ),
    skills=(SkillRow(key="soft.temps", title="Temps", observable="tient la durée"),),
)


def test_only_levels_comments_the_date_the_state_and_the_remark_are_filled():
    assert input_cells(GRID) == {
        InputCell(sheet="fiche", row="fiche.date", column="G"),
        InputCell(sheet="fiche", row="fiche.situation", column="G"),
        InputCell(sheet="grille", row="C2.i1", column="E"),
        InputCell(sheet="grille", row="C2.i1", column="F"),
        InputCell(sheet="grille", row="soft.temps", column="E"),
        InputCell(sheet="grille", row="soft.temps", column="F"),
        InputCell(sheet="grille", row="appreciation", column="F"),
    }


def test_the_id_of_a_grid_tells_two_markings_apart():
    first, second = (
        GridIdentity(
            session="2026-06",
            form="F",
            anonymous="71F5-2A63",
            assessor=assessor,
            assessor_name="Camille Exemple",
            marking=marking,
            markings=2,
        )
        for marking, assessor in ((1, "E03"), (2, "E04"))
    )
    assert first.id == "2026-06/F/71F5-2A63/E03/1"
    assert first.id != second.id
