"""What a coordinator decides by hand of a session's forms, from the options of a command to its record."""

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.assemble.locks import with_forbids, with_locks, without
from pipeline.diagnostics import UsageError
from pipeline.model.choices import Choices
from pipeline.rules import plan as rules


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """The options as given: ``FORM=ITEM`` to impose, ids to forbid, ids to free again."""

    lock: Sequence[str] = ()
    forbid: Sequence[str] = ()
    free: Sequence[str] = ()

    def __bool__(self) -> bool:
        """Whether anything is asked for."""
        return bool(self.lock or self.forbid or self.free)


def revised(choices: Choices, wanted: Wanted, session: str) -> Choices:
    """The choices after the options: freed first, then imposed and forbidden.

    Raises UsageError for an option that cannot be read, or that frees what was never chosen.
    """
    for name in wanted.free:
        freed = without(choices, name)
        if freed == choices:
            raise UsageError(
                rules.NOT_CHOSEN.format(name=name, session=session),
                rules.NOT_CHOSEN_HINT.format(known=", ".join(told(choices)) or rules.NO_CHOICE),
            )
        choices = freed
    locks = [pair for text in wanted.lock for pair in _locks(text)]
    return with_forbids(with_locks(choices, locks), wanted.forbid)


def told(choices: Choices) -> tuple[str, ...]:
    """The choices in words."""
    lines = [rules.LOCK.format(form=k.form, items=" + ".join(k.items)) for k in choices.locks]
    if choices.forbidden:
        lines.append(rules.FORBIDDEN.format(names=", ".join(choices.forbidden)))
    return tuple(lines)


def _locks(text: str) -> list[tuple[str, str]]:
    """The (form, item) pairs of one option; several items are separated by commas."""
    form, equals, names = text.partition("=")
    items = [name.strip() for name in names.split(",")]
    if not equals or not form.strip() or not all(items):
        raise UsageError(rules.BAD_LOCK.format(text=text), rules.BAD_LOCK_HINT)
    return [(form.strip(), item) for item in items]
