"""What the files of one run say of each grid, and what keeps some of them from being taken."""

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.diagnostics import Rule
from pipeline.grade.awaiting import is_awaited, issued_ids, label, left
from pipeline.grade.merge import COMMENT, merged, typed, united, with_typed
from pipeline.grade.returned import Awaited, Returned
from pipeline.grade.standing import given_grids, open_cases
from pipeline.model.gridplan import DATE_KEY, REMARK_KEY
from pipeline.model.marks import CaseKind, Marking, Marks
from pipeline.rules import collection as rules

EVIDENCE = 2
"""How many commented rows two grids must share, or a remark, to look copied: levels alone may be equal by chance."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """Why files wait for somebody's choice: the kind of case, the code of the message, the sentence."""

    kind: CaseKind
    code: str
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """The files of a run for one grid: what stood before, what would stand after, the doubt that keeps it from it."""

    grid: str
    files: tuple[Returned, ...]
    before: Marking | None
    after: Marking | None
    doubt: Doubt | None = None

    @property
    def moves(self) -> bool:
        """Whether the files say anything that was not known."""
        said = typed(self.after) if self.after else {}
        return said != (typed(self.before) if self.before else {})


def weigh(files: Sequence[Returned], marks: Marks, awaited: Awaited) -> tuple[Weighed, ...]:
    """Every file weighed: by grid, or alone when it is not sure whose it is."""
    sound: dict[str, list[Returned]] = {}
    found: list[Weighed] = []
    issued = issued_ids(awaited)
    for item in files:
        odd = _odd(item, issued, awaited)
        if odd is None:
            sound.setdefault(item.grid, []).append(item)
        else:
            found.append(odd)
    standing = {marking.grid: marking for marking in marks.markings}
    given = given_grids(marks)
    together = [_together(own, standing.get(grid)) for grid, own in sorted(sound.items())]
    judged = [_judged(w, given, decided=awaited.decided) for w in together]
    return (*found, *_compared(judged, marks, awaited))


def _odd(item: Returned, issued: Container[str], awaited: Awaited) -> Weighed | None:
    """A file that is not surely that of an awaited grid, with its doubt."""
    marking, doubt = item.marking, item.doubt
    rule = rules.OTHER_COPY if marking is not None else rules.NOT_ISSUED
    if doubt is None and marking is None:
        doubt = CaseKind.NO_IDENTITY
    elif doubt is None and marking is not None and not is_awaited(marking, issued, awaited):
        doubt, rule = CaseKind.OTHER_COPY, rules.NOT_ISSUED
    if doubt is None:
        return None
    if doubt is CaseKind.OTHER_SESSION:
        rule = rules.OTHER_SESSION
    elif doubt is CaseKind.NO_IDENTITY:
        rule = rules.NO_IDENTITY if marking is None else rules.UNPROVED
    detail = rule.message.format(grid=label(marking) if marking is not None else item.grid)
    told = Doubt(kind=doubt, code=rule.code, detail=detail)
    return Weighed(grid=item.grid, files=(item,), before=None, after=marking, doubt=told)


def _together(files: Sequence[Returned], before: Marking | None) -> Weighed:
    """What the files of one grid say together, and over what stood; contrary files are in doubt, all of them."""
    markings = [item.marking for item in files if item.marking is not None]
    said = united([typed(marking) for marking in markings])
    weighed = Weighed(grid=files[0].grid, files=tuple(files), before=before, after=markings[0])
    if said is None:
        return _doubted(weighed, CaseKind.CONFLICT, rules.CONTRARY)
    after = merged(typed(before) if before else {}, said)
    return replace(weighed, after=with_typed(before or markings[0], after))


def _judged(weighed: Weighed, given: frozenset[str], *, decided: bool) -> Weighed:
    """The same, in doubt when it would change what somebody decided."""
    if weighed.doubt is not None or not weighed.moves:
        return weighed
    if decided:
        return _doubted(weighed, CaseKind.DECIDED, rules.AFTER_DECISION)
    if weighed.grid in given:
        return _doubted(weighed, CaseKind.CONFLICT, rules.GIVEN_STATE)
    return weighed


def _compared(several: Sequence[Weighed], marks: Marks, awaited: Awaited) -> Iterator[Weighed]:
    """The same, those in doubt whose content is that of another grid, taken before, now, or waiting for a choice."""
    waiting = (c.marking for c in open_cases(marks) if c.marking and c.kind is CaseKind.COPY)
    coming = (w.after for w in several if w.doubt is None and w.moves and w.after)
    alike: dict[str, dict[str, Marking]] = {}
    for marking in (*marks.markings, *waiting, *coming):
        alike.setdefault(_content(marking, awaited), {})[marking.grid] = marking
    for weighed in several:
        yield _against(weighed, alike, awaited)


def _against(
    weighed: Weighed, alike: Mapping[str, Mapping[str, Marking]], awaited: Awaited
) -> Weighed:
    """The same, in doubt when another grid says what this one has come to say."""
    if weighed.doubt is not None or not weighed.moves or weighed.after is None:
        return weighed
    content = _content(weighed.after, awaited)
    before = _content(weighed.before, awaited) if weighed.before else ""
    others = {grid: m for grid, m in alike.get(content, {}).items() if grid != weighed.grid}
    if not content or content == before or not others:
        return weighed
    other = label(others[min(others)])
    return _doubted(weighed, CaseKind.COPY, rules.SAME_CONTENT, other=other)


def _content(marking: Marking, awaited: Awaited) -> str:
    """The levels and comments of a complete grid, with its remark where comments are few; nothing without either."""
    if marking.state or left(marking, awaited):
        return ""
    values = {field: text for field, text in typed(marking).items() if field != DATE_KEY}
    comments = sum(field.endswith(COMMENT) for field in values)
    if comments >= EVIDENCE:
        values.pop(REMARK_KEY, None)
    elif not marking.remark:
        return ""
    return str(sorted(values.items()))


def _doubted(weighed: Weighed, kind: CaseKind, rule: Rule, other: str = "") -> Weighed:
    """The same with its doubt, told by a rule."""
    assert weighed.after is not None
    detail = rule.message.format(grid=label(weighed.after), other=other)
    return replace(weighed, doubt=Doubt(kind=kind, code=rule.code, detail=detail))
