"""Messages that chase grids: one an assessor, all that is missing, nobody's name but theirs."""

from dataclasses import replace
from decimal import Decimal
from email import message_from_bytes
from email.policy import default

import openpyxl
import pytest

from pipeline.commands.collect import collect
from pipeline.commands.remind import remind
from pipeline.commands.resolve import resolve
from pipeline.diagnostics import ContentError
from pipeline.model.marks import Gap, Reconciliation
from pipeline.store.records import read_basis, read_dispatch, read_issued, write_record

T1, T2 = ("2026-06-20T08:00:00Z", "2026-06-21T08:00:00Z")


@pytest.fixture
def session(published):
    """A published session in which two grids came back, one of them half filled, and one was refused."""
    return published


@pytest.fixture
def some_came(session, fill_grid):
    """Two grids come back, one half filled, and one that is refused; the three grids."""
    grids = read_issued(session)[:3]
    for grid, name, levels in zip(grids, "abc", ([3, 2, 2, 3], [3, 2], [7, 2, 2, 3]), strict=True):
        fill_grid(session.path / grid.path, session.returned / f"{name}.xlsx", levels)
    collect(session.name, root=session.root, when=T1)
    return grids


def chase(session, **options):
    return remind(session.name, root=session.root, when=T2, **options)


def texts(session):
    folder = session.results / "relances"
    return {p.name: p.read_text("utf-8") for p in folder.iterdir()}


def test_each_assessor_gets_one_message_with_all_that_is_missing(session, some_came):
    outcome = chase(session)
    found = texts(session)
    assert sorted(found) == ["E01.txt", "E02.txt", "E03.txt"]
    assert outcome.counts == {"messages": 3}
    assert outcome.files == tuple(f"output/2026-06/resultats/relances/{n}" for n in sorted(found))
    whole, partial, refused = some_came
    for grid in read_issued(session):
        text = found[f"{grid.identity.assessor}.txt"]
        name = grid.path.rpartition("/")[2]
        assert (name in text) == (grid != whole)
    half = found[f"{partial.identity.assessor}.txt"]
    assert "grille incomplète, 2 indicateurs encore à noter" in half
    assert "renvoyez-le" in found[f"{refused.identity.assessor}.txt"]


def test_no_candidate_is_named(session, some_came):
    chase(session)
    everything = "\n".join(texts(session).values())
    book = openpyxl.load_workbook(session.roster)["Candidats"]
    names = {row[1] for row in book.iter_rows(min_row=3, values_only=True) if row[1]}
    assert names
    assert not [name for name in names if name in everything]
    assert not [p for p in read_dispatch(session).placements if f" {p.candidate} " in everything]


def test_doing_it_twice_changes_nothing(session, some_came, bytes_of):
    chase(session)
    before = bytes_of(session.path)
    chase(session)
    assert bytes_of(session.path) == before


def test_mails_are_ready_to_send_in_utf8_dated_by_the_caller(session, some_came):
    outcome = chase(session, eml=True)
    data = (session.results / "relances/E01.eml").read_bytes()
    mail = message_from_bytes(data, policy=default)
    assert mail["Subject"] == "Grilles de notation à rendre – Session"
    assert mail["Date"].datetime.isoformat() == "2026-06-21T08:00:00+00:00"
    assert (mail["X-Unsent"], mail["To"]) == ("1", None)
    assert mail.get_content_charset() == "utf-8"
    assert "grille non rendue" in mail.get_content()
    assert [d.code for d in outcome.diagnostics] == ["COL-016"] * 3


def test_mails_go_to_the_address_of_the_registrations(session):
    book = openpyxl.load_workbook(session.roster)
    sheet = book["Évaluateurs"]
    titles = [str(cell.value) for row in sheet.iter_rows(max_row=2) for cell in row]
    column = next(i for i, t in enumerate(titles, 1) if "ourriel" in t)
    column = (column - 1) % sheet.max_column + 1
    for row in range(2, sheet.max_row + 1):
        if sheet.cell(row, 1).value == "E01":
            sheet.cell(row, column).value = "e01@exemple.fr"
    book.save(session.roster)
    outcome = chase(session, eml=True)
    mail = message_from_bytes((session.results / "relances/E01.eml").read_bytes(), policy=default)
    assert mail["To"] == "e01@exemple.fr"
    assert len(outcome.diagnostics) == 2


def test_registrations_that_cannot_be_read_leave_mails_without_address(session):
    session.roster.write_bytes(b"")
    outcome = chase(session, eml=True)
    assert (outcome.counts["messages"], len(outcome.diagnostics)) == (3, 3)


def test_a_further_grid_is_asked_for_by_what_it_is_and_by_its_file(session):
    first = read_issued(session)[0]
    who = first.identity
    gap = Gap(
        exam=first.exam,
        form=who.form,
        copy=who.anonymous,
        points=Decimal(4),
        rows=(),
        marking=3,
        assessor="E09",
        assessor_name="Dominique Exemple",
        grid=f"{session.name}/{who.form}/{who.anonymous}/E09/3",
    )
    file = f"grille-{who.form}-{who.anonymous}"
    write_record(session.reconciliation, Reconciliation(session=session.name, gaps=(gap,)))
    chase(session)
    told = texts(session)["E09.txt"]
    assert f"copie {who.anonymous}, troisième correction\u00a0: grille non rendue" in told
    assert told.count(f"fichier {file}-3.xlsx") == 1
    joint = replace(gap, marking=4, assessor="E01+E02", grid=gap.grid.replace("E09/3", "E01+E02/4"))
    write_record(session.reconciliation, Reconciliation(session=session.name, gaps=(gap, joint)))
    chase(session)
    assert "E09.txt" not in texts(session)
    told = texts(session)["E01-avec-E02.txt"]
    assert f"copie {who.anonymous}, grille commune de conciliation\u00a0: grille non rendue" in told
    assert told.count(f"fichier {file}-4.xlsx") == 1


def test_nobody_is_chased_once_everything_came(session):
    chase(session)
    for grid in read_issued(session):
        resolve(
            session.name,
            f"{grid.exam}/{grid.identity.anonymous}",
            root=session.root,
            when=T1,
            choice="NE",
            author="A",
            reason="b",
        )
    outcome = chase(session)
    assert outcome.lines == ("Personne à relancer : toutes les grilles attendues sont revenues.",)
    assert texts(session) == {}


def test_a_dry_run_writes_nothing(session, bytes_of):
    before = bytes_of(session.path)
    outcome = chase(session, dry_run=True)
    assert bytes_of(session.path) == before
    assert (outcome.counts["messages"], outcome.files) == (3, ())


def test_before_the_publication_there_is_nobody_to_chase(mini_session):
    with pytest.raises(ContentError):
        chase(mini_session)


def test_a_table_that_is_still_awaited_is_told_with_nobody_to_chase(session):
    basis = read_basis(session)
    exam = replace(basis.exams[0], id="B1-CC", by_table=True, candidates=("0001",))
    grids = {**basis.grids, "B1-CC": next(iter(basis.grids.values()))}
    write_record(session.basis, replace(basis, exams=(*basis.exams, exam), grids=grids))
    line = "Tableaux de saisie encore attendus, que personne en particulier ne doit rendre : B1-CC."
    assert line in chase(session).lines
    write_record(session.grids, ())
    assert chase(session).lines == (line,)
