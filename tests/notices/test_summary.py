"""The mail that sums up a run: what it says, and what it never says."""

import pytest

from pipeline.commands.summary import pending, subject, text
from pipeline.diagnostics import ExitCode
from pipeline.model.notice import Mention
from pipeline.model.report import Act, Report, Result
from pipeline.typography import typeset

AT = "2026-11-23T06:07:00Z"
CANARY = "zwyx"


def act(session, step, result, **said):
    said = {"message": CANARY, "hint": CANARY, "counts": {CANARY: 3}, **said}
    return Act(session=session, step=step, result=result, **said)


def report(*acts, following=""):
    return Report(run="r1", at=AT, acts=acts, exit=ExitCode.DONE, next=following)


def plain(said):
    """A text with ordinary spaces and apostrophes."""
    return said.translate({0x202F: " ", 0xA0: " ", 0x2019: "'"})


DONE = act("2026-12", "generate", Result.DONE, due="2026-11-23T06:00:00Z", codes=("SES-001",))
FAILED = act(
    "2026-11",
    "reconcile",
    Result.FAILED,
    since="2026-11-20T06:00:00Z",
    codes=("DBL-001", "SES-002", "DBL-001"),
)
BROKEN = act("2026-07", "", Result.FAILED)
WAITS = act("2026-10", "approve", Result.PERSON, since="2026-11-01T06:00:00Z", reason="approve")
UNDATED = act("2026-09", "collect", Result.PERSON, reason="settle")
HELD = act("2026-08", "summon", Result.HELD)

WHOLE = """\
Exécution du 23 novembre 2026 à 07:07 (heure de Paris).

Ce qui échoue
– 2026-11, « Comparaison des corrections » : échoue depuis le 20 novembre 2026 à 07:00 (DBL-001, SES-002).
– 2026-07, « Lecture de la session » : échoue.

Ce qui attend une personne
– 2026-10, approuver les sujets, par une seconde personne : epreuve approve 2026-10 --auteur NOM (attendu depuis le 1er novembre 2026 à 07:00)
– 2026-09, trancher les cas en attente, dont voici la liste : epreuve collect 2026-09

Ce qu'une autre exécution tient
– 2026-08, « Remise des convocations » : sera repris à la prochaine exécution.

Ce qui a été fait
– 2026-12, « Production des sujets et documents » (SES-001).

Prochaine échéance : le 1er décembre 2026 à 07:00.
Le détail de chaque point : « epreuve run --dry-run » pour ce qui est à faire maintenant, « epreuve plan » pour l'échéancier, docs/diagnostics.md pour les codes.

Message automatique de l'exécution r1 : personne ne lirait une réponse.
"""  # noqa: E501


def test_the_whole_mail():
    whole = report(DONE, FAILED, BROKEN, WAITS, UNDATED, HELD, following="2026-12-01T06:00:00Z")
    said = text(whole)
    assert plain(said) == WHOLE
    assert said.splitlines() == [typeset(line) for line in said.splitlines()]
    assert CANARY not in text(whole) + subject(whole)


def test_a_run_with_little_to_say_says_little():
    said = text(report(DONE))
    assert "échoue" not in said
    assert "personne :" not in plain(said)
    assert "Aucune échéance à venir." in said


@pytest.mark.parametrize(
    ("acts", "expected"),
    [
        ((), ""),
        ((HELD,), ""),
        ((DONE,), "epreuve : 1 étape faite"),
        ((FAILED,), "epreuve : 1 échec"),
        ((WAITS, WAITS), "epreuve : 1 session à suivre"),
        ((WAITS, UNDATED, FAILED), "epreuve : 2 sessions à suivre, 1 échec"),
        (
            (WAITS, FAILED, BROKEN, DONE, DONE),
            "epreuve : 1 session à suivre, 2 échecs, 2 étapes faites",
        ),
    ],
)
def test_the_subject_counts(acts, expected):
    assert subject(report(*acts)) == typeset(expected)


def test_what_fails_or_waits_is_told_from_the_rest_by_what_it_is():
    later = act("2026-11", "reconcile", Result.FAILED, since=AT, codes=("SES-002", "DBL-001"))
    found = pending(report(DONE, FAILED, later, UNDATED, HELD, WAITS))
    assert found == (
        Mention(session="2026-11", step="reconcile", what="failed||DBL-001|SES-002", at=""),
        Mention(session="2026-09", step="collect", what="person|settle", at=""),
        Mention(session="2026-10", step="approve", what="person|approve", at=""),
    )


def test_a_step_or_a_reason_that_is_not_known_is_said_as_it_is():
    odd = report(act("s", "autre", Result.FAILED), act("s", "x", Result.PERSON, reason="raison"))
    assert "« autre »" in plain(text(odd))
    assert "– s, raison\n" in text(odd)
