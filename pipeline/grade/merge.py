"""A marking as the texts that were typed, merged field by field: a blank never erases, a typed value replaces."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from pipeline.model.gridplan import DATE_KEY, REMARK_KEY, STATE_KEY
from pipeline.model.marks import Change, LevelMark, Marking

COMMENT = "/commentaire"
Typed = Mapping[str, str]
"""What was typed, by field: the key of a row for its level, with ``COMMENT`` for its comment; blanks are not there."""


def typed(marking: Marking) -> dict[str, str]:
    """What a marking says, field by field."""
    fields = {STATE_KEY: marking.state, DATE_KEY: marking.date, REMARK_KEY: marking.remark}
    for mark in marking.levels:
        fields[mark.key] = "" if mark.level is None else str(mark.level)
        fields[mark.key + COMMENT] = mark.comment
    return {field: text for field, text in fields.items() if text}


def with_typed(marking: Marking, values: Typed) -> Marking:
    """The same copy and assessor with exactly these values; rows in the order of their keys."""
    own = (STATE_KEY, DATE_KEY, REMARK_KEY)
    keys = sorted({field.removesuffix(COMMENT) for field in values if field not in own})
    return replace(
        marking,
        state=values.get(STATE_KEY, ""),
        date=values.get(DATE_KEY, ""),
        remark=values.get(REMARK_KEY, ""),
        levels=tuple(
            LevelMark(
                key=key,
                level=int(values[key]) if key in values else None,
                comment=values.get(key + COMMENT, ""),
            )
            for key in keys
        ),
    )


def merged(before: Typed, after: Typed) -> dict[str, str]:
    """What stands once newer values came: they replace what they contradict, and nothing else.

    A state and levels exclude each other: a state typed without levels takes their place, and the other way round.
    """
    kept = dict(before)
    if STATE_KEY in after and not level_fields(after):
        kept = {field: text for field, text in kept.items() if field not in level_fields(before)}
    if level_fields(after) and STATE_KEY not in after:
        kept.pop(STATE_KEY, None)
    return {**kept, **after}


def united(several: Sequence[Typed]) -> dict[str, str] | None:
    """What versions of one grid say together, in any order; ``None`` when they contradict each other.

    The date of marking never does: the latest one stands.
    """
    union: dict[str, str] = {}
    for values in several:
        for field, text in values.items():
            if field == DATE_KEY:
                union[field] = max(text, union.get(field, ""))
            elif union.setdefault(field, text) != text:
                return None
    alone = any(STATE_KEY in v and not level_fields(v) for v in several)
    beside = any(level_fields(v) and STATE_KEY not in v for v in several)
    return None if alone and beside else union


def changed(before: Typed, after: Typed) -> tuple[str, ...]:
    """The fields whose typed value was replaced or taken away; a blank that was filled is no change."""
    return tuple(sorted(field for field, text in before.items() if after.get(field, "") != text))


def changes(
    grid: str, before: Typed, after: Typed, *, sha256: str, when: str
) -> tuple[Change, ...]:
    """The record of what a file changed in a grid, field by field."""
    return tuple(
        Change(
            when=when,
            grid=grid,
            sha256=sha256,
            field=field,
            before=before[field],
            after=after.get(field, ""),
        )
        for field in changed(before, after)
    )


def level_fields(values: Typed) -> frozenset[str]:
    """The fields that are levels of rows."""
    own = (STATE_KEY, DATE_KEY, REMARK_KEY)
    return frozenset(f for f in values if f not in own and not f.endswith(COMMENT))
