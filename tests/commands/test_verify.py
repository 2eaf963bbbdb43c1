"""Verification: each kind of damage has its message, and publishing again repairs what can be."""

import json
import shutil

import pytest

from pipeline.commands.publish import publish
from pipeline.commands.status import status
from pipeline.commands.verify import verify
from pipeline.diagnostics import ContentError, ExitCode, UsageError


def look(folder):
    """What verify finds: rule and file, from the session folder."""
    outcome = verify(folder.name, root=folder.root)
    prefix = f"output/{folder.name}/"
    found = sorted((d.code, d.source.path.removeprefix(prefix)) for d in outcome.diagnostics)
    return found, outcome.exit_code


def paper_of(folder):
    return sorted((folder.path / "candidat/B1-ECRIT").iterdir())[0]


def test_what_was_published_is_whole(published_once):
    outcome = verify(published_once.name, root=published_once.root)
    assert outcome.diagnostics == ()
    assert outcome.counts == {"sessions": 1, "files": 77}
    assert "77 fichiers relus, 12 sujets recomptés" in outcome.lines[0]


def test_a_published_file_that_changed_is_named(published):
    path = paper_of(published)
    path.write_bytes(path.read_bytes() + b"\0")
    place = path.relative_to(published.path).as_posix()
    assert look(published) == ([("SES-042", place)], ExitCode.CONTENT)


def test_a_published_file_that_is_gone_is_named(published):
    path = paper_of(published)
    path.unlink()
    place = path.relative_to(published.path).as_posix()
    assert look(published) == ([("SES-041", place)], ExitCode.CONTENT)


def test_a_file_that_nobody_published_is_a_warning(published):
    (published.path / "jury/notes.txt").write_text("à revoir", "utf-8")
    assert look(published) == ([("SES-043", "jury/notes.txt")], ExitCode.DONE)


def test_what_an_office_suite_leaves_behind_is_not_looked_at(published):
    (published.path / "jury/.~lock.fiche.docx#").write_text("")
    (published.path / "jury/~$fiche.docx").write_text("")
    assert look(published) == ([], ExitCode.DONE)


@pytest.mark.parametrize(
    ("change", "rules"),
    [
        (lambda forms: forms[0].update(title="Un autre titre"), ["SES-046"]),
        (lambda forms: forms[0].update(points=60), ["SES-046", "SES-049"]),
        (lambda forms: forms[0].pop("points"), ["SES-040"]),
        (lambda forms: forms[0].update(points="cent"), ["SES-040"]),
    ],
)
def test_forms_that_changed_are_told(published, change, rules):
    forms = json.loads(published.forms.read_bytes())
    change(forms)
    published.forms.write_text(json.dumps(forms), "utf-8")
    found, code = look(published)
    assert sorted({rule for rule, _ in found}) == rules
    assert {place for _, place in found} == {"forms.json"}
    assert code == ExitCode.CONTENT


@pytest.mark.parametrize("name", ["forms.json", "dispatch.json", "manifest.json"])
def test_a_damaged_record_is_named(published, name):
    (published.path / name).write_bytes(b'{"session": ')
    found, code = look(published)
    assert ("SES-040", name) in found
    assert code == ExitCode.CONTENT


@pytest.mark.parametrize("name", ["forms.json", "dispatch.json"])
def test_a_record_that_is_gone_is_named(published, name):
    (published.path / name).unlink()
    assert look(published) == ([("SES-040", name)], ExitCode.CONTENT)


def test_a_publication_without_its_manifest_is_not_finished(published):
    published.manifest.unlink()
    assert look(published) == ([("SES-045", "manifest.json")], ExitCode.CONTENT)


def test_placements_that_are_not_those_of_the_documents_are_told(published):
    data = published.dispatch.read_bytes()
    published.dispatch.write_bytes(data.replace(b'"room": "A101"', b'"room": "A102"', 1))
    assert look(published) == ([("SES-053", "dispatch.json")], ExitCode.CONTENT)


@pytest.mark.parametrize(
    ("damage", "line"),
    [
        (lambda lines: [lines[0].replace(b"open", b"shut"), *lines[1:]], 1),
        (lambda lines: [lines[0], *lines[2:]], 2),
        (lambda lines: [*lines, lines[-1]], 4),
    ],
)
def test_a_journal_that_was_touched_is_told_with_its_line(published, damage, line):
    path = published.path / "journal.jsonl"
    path.write_bytes(b"".join(damage(path.read_bytes().splitlines(keepends=True))))
    (fault,) = verify(published.name, root=published.root).diagnostics
    assert (fault.code, fault.source.line) == ("SES-044", line)


def test_all_the_damage_of_all_the_sessions_is_told_at_once(published, open_mini_session):
    paper_of(published).unlink()
    shutil.copytree(published.path, published.root / "output/2026-07")
    settings = published.root / "output/2026-07/session.yaml"
    settings.write_text(settings.read_text("utf-8").replace("2026-06", "2026-07"), "utf-8")
    open_mini_session(published.root, "2026-08")
    outcome = verify(None, root=published.root)
    places = [d.source.path.split("/")[1] for d in outcome.diagnostics]
    assert places == ["2026-06", "2026-07"]
    assert outcome.counts["sessions"] == 3
    assert [line.partition(" :")[0] for line in outcome.lines] == ["2026-08"]


def test_publishing_again_repairs_and_keeps_what_people_wrote(
    published, published_once, when, bytes_of
):
    changed, gone, *_ = sorted((published.path / "evaluateur").rglob("*.xlsx"))
    changed.write_bytes(b"a grid filled at the wrong place")
    gone.unlink()
    (published.path / "jury/notes.txt").write_text("à revoir", "utf-8")
    steps = []

    def follow(_, done, total):
        steps.append((done, total))

    outcome = publish(published.name, root=published.root, when=when, progress=follow)
    assert steps[-1] == (74, 74), "the bar ends with the last document"
    assert look(published) == ([], ExitCode.DONE)
    kept = {d.source.path.rsplit("/", 1)[1] for d in outcome.diagnostics if d.code == "SES-051"}
    assert kept == {changed.name, "notes.txt"}
    after = bytes_of(published.path)
    aside = {path: data for path, data in after.items() if path.startswith("mis-de-cote/")}
    assert sorted(aside.values()) == [b"a grid filled at the wrong place", "à revoir".encode()]
    assert after.items() - aside.items() == bytes_of(published_once.path).items()


def test_a_workspace_without_a_session_has_nothing_to_verify(mini):
    outcome = verify(None, root=mini)
    assert (outcome.exit_code, outcome.lines) == (ExitCode.DONE, ("Aucune session à vérifier.",))


def test_an_unknown_session_is_a_fault_of_use(mini):
    with pytest.raises(UsageError):
        verify("2026-07", root=mini)


@pytest.mark.parametrize("name", ["session.yaml", "secret.key"])
def test_a_session_that_lost_a_file_of_its_own_does_not_disappear(published, name):
    (published.path / name).unlink()
    outcome = verify(None, root=published.root)
    lost = [d for d in outcome.diagnostics if d.code == "SES-055"]
    assert [d.source.path for d in lost] == [f"output/{published.name}/{name}"]
    assert outcome.exit_code == ExitCode.CONTENT


def test_a_session_without_settings_is_told_by_its_name(published):
    published.settings.unlink()
    with pytest.raises(ContentError) as caught:
        verify(published.name, root=published.root)
    assert [d.code for d in caught.value.diagnostics] == ["SES-055"]
    assert "damaged" in status(None, root=published.root).data["sessions"].values()
