"""Whatever people do in whatever order: an approval holds for what was approved, and for nothing else."""

import shutil

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.commands.standing import read_standing
from pipeline.diagnostics import ContentError
from pipeline.model.standing import Lot
from pipeline.store import journal, publication
from pipeline.store.approval import is_sealed
from pipeline.store.files import digest
from pipeline.store.folder import SessionFolder
from pipeline.store.lock import locked
from pipeline.store.manifest import encode, read_manifest

ACTS = ("publish a", "publish b", "edit", "approve", "refuse", "release")


@pytest.fixture(scope="session")
def variants(asked_once, session_of, tmp_path_factory):
    """Two publications of one session, by name: their manifest, their files, their records."""
    root = tmp_path_factory.mktemp("variants") / "mini"
    shutil.copytree(asked_once.folder.root, root)
    session = session_of(SessionFolder(root=root, name=asked_once.folder.name))
    found = {}
    for name, title in (("a", "Session"), ("b", "Autre")):
        session.change('titre: "Session"', f'titre: "{title}"')
        session.publish()
        manifest = read_manifest(session.folder)
        found[name] = (
            manifest,
            {m.path: (session.folder.path / m.path).read_bytes() for m in manifest.files},
            {n: (session.folder.path / n).read_bytes() for n in publication.RECORDS},
        )
    return found


def put(folder, variant):
    """Publish what was made before: the same exchange as that of the command, without making it again."""
    manifest, files, records = variant
    with locked(folder.path, folder.name):
        stage = publication.start(folder)
        for path, data in files.items():
            stage.add(path, data)
        publication.finish(stage, manifest, records)
        facts = {"files": len(files), "sha256": digest(encode(manifest))}
        journal.append(folder.path, when="2026-06-01T08:00:00Z", command="publish", facts=facts)


@given(acts=st.lists(st.sampled_from(ACTS), max_size=8))
@settings(
    max_examples=20,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_an_approval_holds_as_long_as_nothing_changed_and_papers_leave_with_one_only(
    acts, variants, asked_once, session_of, tmp_path_factory
):
    root = tmp_path_factory.mktemp("acts") / "mini"
    shutil.copytree(asked_once.folder.root, root)
    session = session_of(SessionFolder(root=root, name=asked_once.folder.name))
    paper = next(session.folder.path.glob("candidat/B1-ECRIT/*.docx")).relative_to(
        session.folder.path
    )
    verdicts, current, edited, out = {}, "a", False, ""
    for act in acts:
        if act.startswith("publish"):
            current, edited = act[-1], False
            put(session.folder, variants[current])
        elif act == "edit":
            (session.folder.path / paper).write_bytes(b"by hand")
            edited = True
        elif act == "release":
            if verdicts.get(current) and not edited:
                session.release("sujets")
                out = current
            else:
                with pytest.raises(ContentError):
                    session.release("sujets")
        elif edited or (act == "refuse" and out):
            with pytest.raises(ContentError):
                session.approve() if act == "approve" else session.refuse()
        else:
            session.approve() if act == "approve" else session.refuse()
            verdicts[current] = act == "approve"
        standing = read_standing(session.folder)
        held = {p: d for p, d in session.handed.items() if p.startswith("sujets/candidat/")}
        made = {f"sujets/{p}": d for p, d in variants[out][1].items()} if out else {}
        assert standing.manifest == digest(encode(variants[current][0]))
        assert (standing.approved == standing.manifest) == (verdicts.get(current) is True)
        assert bool(standing.refused_by) == (verdicts.get(current) is False)
        assert (Lot.PAPERS in standing.released) == bool(out)
        assert all(made[path] == data for path, data in held.items())
        assert bool(held) == bool(out)
        assert is_sealed(session.folder) == (verdicts.get(current) is not False or bool(out))
    shutil.rmtree(root)
