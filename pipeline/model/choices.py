"""What a coordinator decided of a session's forms by hand, kept beside them: assembly never overrides it."""

from dataclasses import dataclass

from pipeline.model.form import Setting


@dataclass(frozen=True, slots=True, kw_only=True)
class Lock:
    """Items that a form must hold; with ``whole`` it holds these and no other, in the ``settings`` named."""

    form: str
    items: tuple[str, ...]
    whole: bool = False
    settings: tuple[Setting, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """The record ``choices.json``: locks by form, and what no form of the session may hold.

    ``forbidden`` are ids of items or of scenarios.
    """

    locks: tuple[Lock, ...] = ()
    forbidden: tuple[str, ...] = ()

    def lock(self, form: str) -> Lock:
        """The lock of a form; an empty one without any."""
        return next((lock for lock in self.locks if lock.form == form), Lock(form=form, items=()))
