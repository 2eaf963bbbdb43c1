"""What the writer and the reader of entry tables agree on."""

from decimal import Decimal

from pipeline.codes import Code
from pipeline.model.grid import CodeSection, GridMap, GridRow, SkillRow
from pipeline.model.tableplan import (
    EntryColumn,
    EntryRow,
    entry_columns,
    row_identity,
    short,
)


def grid(form, codes, skills=()):
    return GridMap(
        form=form,
        title="",
        points=20,
        status="proposition",
        conversion=(Decimal(0),) * 5,
        sections=tuple(
            CodeSection(
                code=Code(code),
                title=f"Titre {code}",
                points=Decimal(1),
                questions=(1,),
                levels=("",) * 5,
                rows=tuple(
                    GridRow(key=f"{code}.i{n}", code=Code(code), label=f"{n}", weight=Decimal(1))
                    for n in (1, 2)
                ),
            )
            for code in codes
        ),
        skills=tuple(SkillRow(key=f"soft.{s}", title=s, observable="") for s in skills),
    )


def column(code, rank):
    return EntryColumn(
        key=f"{code}.i{rank}", code=code, title=f"Titre {code}", rank=rank, label=f"{rank}"
    )


def test_the_columns_are_those_of_every_form_by_code_then_the_soft_skills_once():
    grids = (grid("A", ("C10", "C2"), ("calme",)), grid("B", ("C2", "C3"), ("calme", "temps")))
    assert entry_columns(grids) == (
        *(column(code, rank) for code in ("C2", "C3", "C10") for rank in (1, 2)),
        EntryColumn(key="soft.calme", code=None, title="", rank=1, label="calme"),
        EntryColumn(key="soft.temps", code=None, title="", rank=2, label="temps"),
    )
    assert entry_columns(()) == ()


def test_a_long_label_is_cut_between_two_words():
    assert short("Nomme les acteurs") == "Nomme les acteurs"
    label = "Les conséquences internes, régionales et internationales, sont distinguées"
    assert short(label) == "Les conséquences internes, régionales et internationales…"
    assert len(short("x" * 200)) == 61


def test_the_identity_of_a_row_is_a_first_marking_by_the_table():
    who = row_identity("2026-06", EntryRow(copy="0001-AAAA", form="F"))
    assert who.id == "2026-06/F/0001-AAAA/tableau/1"
