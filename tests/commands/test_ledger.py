"""The ledger from the command line: shown, made anew, blocks won otherwise."""

import pytest

from pipeline.commands.ledger import ledger_add, ledger_rebuild, ledger_show
from pipeline.commands.verify import verify
from pipeline.diagnostics import ContentError, UsageError
from pipeline.store import journal
from pipeline.store.ledger import ledger_head, ledger_path
from pipeline.store.records import read_decisions

GIVEN = {"origin": "vae", "date": "2025-11-03", "reference": "PV 12", "author": "Coordination"}


def add(folder, when, number="0001", block="B1", **changes):
    return ledger_add(folder.name, number, block, root=folder.root, when=when, **(GIVEN | changes))


def test_an_empty_ledger_says_so(mini):
    assert ledger_show(root=mini).lines == ("Le registre ne contient aucun bloc.",)
    assert ledger_rebuild(root=mini).lines == (
        "Registre refait à partir d'aucune session : aucun bloc.",
    )


def test_a_block_won_by_vae_is_shown_with_its_paper(mini_session, when):
    outcome = add(mini_session, when)
    assert outcome.lines == ("Bloc B1 porté au registre pour le candidat 0001 (VAE).",)
    assert ledger_show("0001", root=mini_session.root).lines == (
        "0001 — B1, VAE du 3\xa0novembre 2025, session 2026-06 (PV 12)",
    )
    assert ledger_show("0002", root=mini_session.root).lines == (
        "Aucun bloc au registre pour le candidat 0002.",
    )
    shown = ledger_show(root=mini_session.root)
    assert shown.counts == {"blocks": 1, "candidates": 1}
    assert shown.data["blocks"][0]["reference"] == "PV 12"


def test_the_same_block_again_changes_nothing(mini_session, when):
    add(mini_session, when)
    path = ledger_path(mini_session.root, mini_session.name)
    before = (ledger_head(path), mini_session.decisions.read_bytes())
    assert add(mini_session, when).lines[0].startswith("Ce bloc est déjà au registre")
    assert (ledger_head(path), mini_session.decisions.read_bytes()) == before


def test_a_dry_run_records_nothing(mini_session, when):
    outcome = add(mini_session, when, dry_run=True)
    assert outcome.dry_run
    assert outcome.lines[-1] == "Essai : rien n'a été écrit."
    assert not mini_session.decisions.exists()
    assert not ledger_path(mini_session.root, mini_session.name).exists()


def test_a_ledger_lost_is_made_anew_from_the_sessions(mini_session, when):
    add(mini_session, when)
    add(mini_session, when, "0002", "B2", origin="dispense")
    path = ledger_path(mini_session.root, mini_session.name)
    before = ledger_head(path)
    path.unlink()
    outcome = ledger_rebuild(root=mini_session.root)
    assert outcome.lines == ("Registre refait à partir d'une session : 2 blocs acquis.",)
    assert ledger_head(path) == before


def test_the_demonstration_is_made_anew_apart(mini, open_mini_session, when):
    folder = open_mini_session(mini, "demo")
    add(folder, when)
    apart = ledger_path(mini, "demo")
    before = ledger_head(apart)
    apart.unlink()
    outcome = ledger_rebuild(root=mini)
    assert outcome.counts == {"sessions": 0, "blocks": 0}
    assert outcome.lines == (
        "Registre refait à partir d'aucune session : aucun bloc.",
        "Registre de la démonstration refait, à part : 1 bloc acquis.",
    )
    assert ledger_head(apart) == before
    assert ledger_show(root=mini).counts["blocks"] == 0


@pytest.mark.parametrize(
    ("number", "block", "changes", "said"),
    [
        ("9999", "B1", {}, "n'a pas de candidat 9999"),
        ("0001", "B9", {}, "le bloc « B9 » n'existe pas"),
        ("0001", "B1", {"date": "3 novembre"}, "n'est pas une date"),
        ("0001", "B1", {"reference": " "}, "il manque la pièce"),
        ("0001", "B1", {"author": ""}, "il manque la pièce"),
    ],
)
def test_what_makes_no_sense_is_refused(mini_session, when, number, block, changes, said):
    with pytest.raises(UsageError) as error:
        add(mini_session, when, number, block, **changes)
    assert said in error.value.message
    assert error.value.hint
    assert not mini_session.decisions.exists()


def test_a_roster_that_cannot_be_read_is_told(mini_session, when):
    mini_session.roster.write_bytes(b"")
    with pytest.raises(ContentError):
        add(mini_session, when)


def test_a_number_that_is_already_somebody_else_is_refused_and_nothing_is_kept(
    mini, open_mini_session, when
):
    first = open_mini_session(mini, "2026-06")
    add(first, when)

    def older(rows):
        rows["Candidats"][0][3] = "01/01/1990"

    second = open_mini_session(mini, "2026-07", older)
    with pytest.raises(ContentError) as error:
        add(second, when)
    assert [f.code for f in error.value.diagnostics] == ["REG-001"]
    assert not second.decisions.exists()


def test_lines_cut_at_the_end_of_the_journal_are_told(mini_session, when):
    add(mini_session, when)
    assert "REG-002" not in {d.code for d in verify("2026-06", root=mini_session.root).diagnostics}
    path = mini_session.path / journal.JOURNAL
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(lines[:-1]))
    assert "REG-002" in {d.code for d in verify("2026-06", root=mini_session.root).diagnostics}


def test_credits_are_part_of_the_record_of_the_session(mini_session, when):
    add(mini_session, when)
    decisions = read_decisions(mini_session)
    assert [(c.candidate, c.block, c.origin.value) for c in decisions.credits] == [
        ("0001", "B1", "vae")
    ]
    assert decisions.edition


def test_decisions_altered_by_hand_are_told(mini_session, when):
    add(mini_session, when)
    data = mini_session.decisions.read_bytes()
    mini_session.decisions.write_bytes(data.replace(b'"block": "B1"', b'"block": "B2"'))
    found = verify("2026-06", root=mini_session.root).diagnostics
    assert [d.code for d in found] == ["REG-006"]


def test_a_session_that_the_ledger_does_not_know_is_told(mini_session, when):
    add(mini_session, when)
    ledger_path(mini_session.root, mini_session.name).unlink()
    found = verify("2026-06", root=mini_session.root).diagnostics
    assert [d.code for d in found] == ["REG-006"]


def test_the_ledger_of_a_session_that_does_not_exist_is_refused(mini):
    with pytest.raises(UsageError):
        ledger_show(root=mini, session="2099-01")
