"""A published session whose rules ask that a second person agrees: what approval and release start from."""

import shutil
from dataclasses import dataclass
from typing import Any

import pytest

from pipeline.commands.approve import approve
from pipeline.commands.assemble import assemble
from pipeline.commands.generate import generate
from pipeline.commands.publish import publish
from pipeline.commands.release import release
from pipeline.store import journal
from pipeline.store.files import digest
from pipeline.store.folder import SessionFolder

PUBLISHED, APPROVED, RELEASED = (f"2026-06-0{n}T08:00:00Z" for n in (1, 2, 3))
RULE = "  decision_motivee_minimum: {valeur: 1, origine: proposition}\n"
ASKED = "  approbation: {valeur: true, origine: proposition}\n"
AUTHOR, SECOND = "Marie-Anne Prépare", "Paul Relit"


@dataclass(frozen=True)
class Session:
    """A session as people take it through approval and release."""

    folder: Any

    def approve(self, author=SECOND, *, when=APPROVED, **named):
        """Agree, or refuse with ``refuse`` and ``reason``."""
        return approve(self.folder.name, author=author, root=self.folder.root, when=when, **named)

    def refuse(self, reason="question 2 ambiguë", **named):
        """Refuse."""
        return self.approve(refuse=True, reason=reason, **named)

    def release(self, lot=None, *, when=RELEASED, **named):
        """Release a lot, or all that may go out."""
        return release(self.folder.name, lot=lot, root=self.folder.root, when=when, **named)

    def publish(self, **named):
        """Publish again."""
        return publish(self.folder.name, root=self.folder.root, when=PUBLISHED, jobs=1, **named)

    def assemble(self, **named):
        """Assemble again."""
        return assemble(self.folder.name, root=self.folder.root, when=PUBLISHED, **named)

    @property
    def manifest(self):
        """What is published."""
        return digest(self.folder.manifest.read_bytes())

    @property
    def handed(self):
        """What is released, by path."""
        top = self.folder.handed
        found = (p for p in sorted(top.rglob("*")) if p.is_file())
        return {p.relative_to(top).as_posix(): p.read_bytes() for p in found}

    def events(self, command):
        """The facts of what a command did, in order."""
        found = journal.events(self.folder.path)
        return [dict(event.facts) for event in found if event.command == command]

    def change(self, old, new):
        """Change the settings, which changes the publication that comes next."""
        text = self.folder.settings.read_text("utf-8")
        assert text.count(old) == 1
        self.folder.settings.write_text(text.replace(old, new), "utf-8")


def asking(root, author=AUTHOR):
    """Make the rules of a workspace ask for an approval, and say who prepares its session."""
    path = root / "referential/regles.yaml"
    text = path.read_text("utf-8")
    assert text.count(RULE) == 1
    path.write_text(text.replace(RULE, RULE + ASKED), "utf-8")
    folder = SessionFolder(root=root, name="2026-06")
    text = folder.settings.read_text("utf-8")
    assert text.count('responsable: ""') == 1
    folder.settings.write_text(text.replace('responsable: ""', f'responsable: "{author}"'), "utf-8")
    return folder


@pytest.fixture(scope="session")
def _asked_once(_opened, tmp_path_factory):
    """The published session, made once."""
    root = tmp_path_factory.mktemp("asked") / "mini"
    shutil.copytree(_opened.parent, root)
    folder = asking(root)
    generate(folder.name, root=root, when=PUBLISHED)
    return folder


@pytest.fixture(scope="session")
def asked_once(_asked_once):
    """The published session, to be looked at and left alone."""
    return Session(_asked_once)


@pytest.fixture
def asked(_asked_once, tmp_path):
    """A copy of the published session, whose rules ask for an approval."""
    shutil.copytree(_asked_once.root, tmp_path / "asked", copy_function=shutil.copy2)
    return Session(SessionFolder(root=tmp_path / "asked", name=_asked_once.name))


@pytest.fixture
def free(published):
    """A published session whose rules ask for nothing; nobody is said to prepare it."""
    return Session(published)


@pytest.fixture
def played(demonstration, tmp_path):
    """A copy of the demonstration, played until the jury decided."""
    folder, _ = demonstration
    shutil.copytree(folder.root, tmp_path / "played", copy_function=shutil.copy2)
    return Session(SessionFolder(root=tmp_path / "played", name=folder.name))


@pytest.fixture(scope="session")
def session_of():
    """``session_of(folder)``: a session of that folder as people take it through approval and release."""
    return Session
