"""Where the sessions are, told from their records."""

import pytest

from pipeline.commands.assemble import assemble
from pipeline.commands.status import status
from pipeline.diagnostics import ExitCode, UsageError


def test_without_a_session_the_line_says_how_to_open_one(mini):
    outcome = status(None, root=mini)
    assert outcome.data == {"sessions": {}}
    assert "epreuve open" in outcome.lines[0]


def test_a_session_goes_from_open_to_assembled(mini_session, when):
    assert status(None, root=mini_session.root).data == {"sessions": {"2026-06": "open"}}
    assemble(mini_session.name, root=mini_session.root, when=when)
    outcome = status("2026-06", root=mini_session.root)
    assert outcome.data == {"sessions": {"2026-06": "assembled"}}
    assert "12 sujets et tickets" in outcome.lines[0]


def test_a_published_session_says_how_many_files(published_once):
    outcome = status(None, root=published_once.root)
    assert outcome.data == {"sessions": {"2026-06": "published"}}
    assert "71 fichiers" in outcome.lines[0]


def test_a_damaged_record_hides_no_other_session(published, open_mini_session):
    open_mini_session(published.root, "2026-07")
    published.manifest.write_bytes(b"{")
    outcome = status(None, root=published.root)
    assert outcome.data == {"sessions": {"2026-06": "damaged", "2026-07": "open"}}
    assert [d.code for d in outcome.diagnostics] == ["SES-040"]
    assert outcome.exit_code == ExitCode.CONTENT


def test_an_unknown_session_is_told_with_those_that_exist(mini_session):
    with pytest.raises(UsageError) as told:
        status("2026-07", root=mini_session.root)
    assert "2026-06" in told.value.hint
