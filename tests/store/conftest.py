"""What the tests of the store share: a session folder, and a machine that fails or dies when asked."""

import os
import shutil

import pytest

from pipeline.diagnostics import EpreuveError
from pipeline.store.folder import SessionFolder

CALLS = ("open", "fsync", "replace", "mkdir", "unlink", "rmdir", "ftruncate")


class Killed(BaseException):
    """The process is gone: nothing of ours runs after this."""


class Machine:
    """Counts the system calls that change the disk; one of them fails, or kills the process."""

    def __init__(self, monkeypatch):
        self.monkeypatch = monkeypatch
        self.count = 0

    def arm(self, at, fault):
        """The call number ``at`` raises; after a Killed, every later call raises too."""
        self.count = 0
        context = self.monkeypatch.context()
        patch = context.__enter__()

        def watched(real):
            def call(*args, **named):
                self.count += 1
                dead = self.count > at and isinstance(fault, Killed)
                if self.count == at or dead:
                    raise fault
                return real(*args, **named)

            return call

        for name in CALLS:
            patch.setattr(os, name, watched(getattr(os, name)))
        if isinstance(fault, Killed):
            patch.setattr(shutil, "rmtree", watched(shutil.rmtree))
        return context

    def run(self, action, at, fault):
        """Do something with the fault armed; the exception that came out, ``None`` when it went through."""
        context = self.arm(at, fault)
        try:
            action()
        except (Killed, EpreuveError) as error:
            return error
        finally:
            context.__exit__(None, None, None)
        return None

    def moments(self, prepare, action, fault):
        """Do something again and again, failing at the first call, the second… until it goes through.

        Yields what came out each time; the caller looks at the disk in between.
        """
        for at in range(1, 500):
            prepare()
            error = self.run(action, at, fault)
            if error is None:
                assert at > 1, "nothing was called"
                return
            yield error
        raise AssertionError("never went through")


@pytest.fixture(autouse=True)
def quick_disk(monkeypatch):
    """Nobody cuts the power here: what fsync does is not waited for, only when it is called matters."""
    monkeypatch.setattr(os, "fsync", lambda _: None)


@pytest.fixture
def machine(monkeypatch):
    """A machine whose disk calls can be made to fail one by one."""
    return Machine(monkeypatch)


@pytest.fixture
def killed():
    """What a killed process raises in these tests."""
    return Killed


@pytest.fixture
def folder(tmp_path):
    """The folder of an open session."""
    session = SessionFolder(root=tmp_path, name="2026-06")
    session.path.mkdir(parents=True)
    session.settings.write_text("session: 2026-06\n", "utf-8")
    return session


@pytest.fixture
def tree():
    """``tree(path)``: every visible file under a folder with its bytes, by relative path."""

    def read(top):
        files = (p for p in sorted(top.rglob("*")) if p.is_file())
        return {p.relative_to(top).as_posix(): p.read_bytes() for p in files if p.name != ".verrou"}

    return read
