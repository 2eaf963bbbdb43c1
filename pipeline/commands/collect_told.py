"""What a collection tells: file by file, exam by exam, and the same for machines."""

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.commands.arrivals import Sorted
from pipeline.diagnostics import Diagnostic, ExitCode, Outcome, Source
from pipeline.grade.awaiting import Share, label, left, shares
from pipeline.grade.merge import COMMENT
from pipeline.grade.returned import Awaited, Collected
from pipeline.grade.settle import choices
from pipeline.grammar import plural
from pipeline.model.marks import Case, Fate, Marks, Receipt
from pipeline.rules import collection as rules
from pipeline.rules import commands as words
from pipeline.rules.catalogue import rules_of
from pipeline.store.folder import SessionFolder
from pipeline.typography import date_fr

FEW = 20
"""Above so many files, those that were simply taken are counted, not named."""
_RULES = {rule.code: rule for _, rule in rules_of(rules)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Collection:
    """One run: what was awaited, the record before, the files that were read, what came of them."""

    folder: SessionFolder
    awaited: Awaited
    before: Marks
    files: tuple[Sorted, ...]
    found: Collected
    faults: tuple[Diagnostic, ...]
    arrivals: int
    dry_run: bool

    @property
    def fresh(self) -> tuple[Receipt, ...]:
        """The receipts that this run made or changed."""
        known = set(self.before.receipts)
        return tuple(r for r in self.found.marks.receipts if r not in known)


def told(run: Collection) -> Outcome:
    """The outcome of a collection; the exit code is 5 as long as a file is refused or waits for a choice."""
    found = run.found
    waits = found.refused or found.cases or run.faults or any(file.lost for file in run.files)
    return Outcome(
        command="collect",
        session=run.folder.name,
        counts={
            "files": run.arrivals,
            "new": len(found.new),
            "filled": len(found.filled),
            "changed": len(found.changed),
            "unchanged": len(found.unchanged),
            "partial": len(found.partial),
            "missing": len(found.missing),
            "refused": len(found.refused) + sum(file.lost for file in run.files),
            "cases": len(found.cases),
        },
        lines=tuple(_lines(run)),
        files=() if run.dry_run or not run.fresh else (run.folder.relative(run.folder.marks),),
        data=_data(run),
        diagnostics=tuple(_faults(run)),
        dry_run=run.dry_run,
        exit=ExitCode.GRIDS if waits else None,
    )


def case_fault(case: Case, session: str, awaited: Awaited) -> Diagnostic:
    """An open case, with the command that settles it."""
    rule = _RULES[case.code]
    hint = rule.hint.format(
        session=session, case=case.id, choices=rules.OR.join(choices(case, awaited))
    )
    return Diagnostic(
        code=case.code,
        severity=rule.severity,
        source=Source(path=case.name),
        message=case.detail,
        hint=hint,
    )


def refusal_fault(receipt: Receipt, session: str) -> Diagnostic:
    """A file that was refused before and that nothing replaced."""
    return rules.STILL_REFUSED.at(
        Source(path=receipt.name),
        date=date_fr(receipt.when[:10]),
        reasons=rules.GLUE.join(receipt.reasons),
        session=session,
        case=receipt.sha256[:8],
    )


def exam_lines(places: tuple[Share, ...]) -> Iterator[str]:
    """One line an exam: how many grids were awaited, and where they are."""
    for exam in dict.fromkeys(share.exam for share in places):
        own = [share for share in places if share.exam == exam]
        yield rules.EXAM_LINE.format(
            exam=exam,
            expected=sum(share.expected for share in own),
            received=sum(len(share.received) for share in own),
            partial=sum(len(share.partial) for share in own),
            held=sum(len(share.held) for share in own),
            missing=sum(len(share.missing) for share in own),
        )


def _lines(run: Collection) -> Iterator[str]:
    """File by file what is new, value by value what changed, then the exams and the sums."""
    found = run.found
    if not run.arrivals:
        yield rules.COLLECT_NONE
    told = (Fate.TAKEN, Fate.UNCHANGED) if len(run.fresh) > FEW and not run.dry_run else ()
    for receipt in run.fresh:
        if receipt.fate in told:
            continue
        yield rules.FILE_LINE.format(name=receipt.name, fate=rules.FATES[receipt.fate])
    labels = {marking.grid: label(marking) for marking in found.marks.markings}
    for change in found.changed:
        yield rules.CHANGE_LINE.format(
            grid=labels[change.grid],
            field=_field(change.field),
            before=change.before,
            after=change.after or rules.BLANK_VALUE,
        )
    yield from exam_lines(shares(found.marks, run.awaited))
    yield rules.COLLECT_DONE.format(
        files=run.arrivals,
        new=len(found.new),
        filled=len(found.filled),
        unchanged=len(found.unchanged),
        changed=len(found.changed),
    )
    if run.dry_run:
        yield words.DRY_RUN


def _field(field: str) -> str:
    """What people call a field of a grid."""
    row, mark, _ = field.rpartition(COMMENT)
    return rules.COMMENT_OF.format(row=row) if mark else rules.FIELDS.get(field, field)


def _faults(run: Collection) -> Iterator[Diagnostic]:
    """What was said of each file, what is incomplete, what waits, and what was refused before."""
    yield from run.faults
    for file in run.files:
        yield from file.told
    rows = {m.grid: left(m, run.awaited) for m in run.found.marks.markings}
    for receipt in run.fresh:
        if receipt.fate is Fate.PARTIAL:
            count = sum(rows.get(grid, 0) for grid in receipt.grids)
            word = plural(count, *rules.INDICATOR)
            yield rules.PARTIAL.at(Source(path=receipt.name), count=count, word=word)
    for case in run.found.cases:
        yield case_fault(case, run.folder.name, run.awaited)
    told_now = {file.refused.sha256 for file in run.files if file.refused is not None}
    for receipt in run.found.refused:
        if receipt.sha256 not in told_now:
            yield refusal_fault(receipt, run.folder.name)


def _data(run: Collection) -> dict[str, object]:
    """The same for machines."""
    found = run.found
    return {
        "files": {receipt.name: receipt.fate.value for receipt in run.fresh},
        "new": list(found.new),
        "filled": list(found.filled),
        "changed": [
            {"grid": c.grid, "field": c.field, "before": c.before, "after": c.after}
            for c in found.changed
        ],
        "unchanged": list(found.unchanged),
        "partial": list(found.partial),
        "missing": list(found.missing),
        "refused": [
            {"name": r.name, "sha256": r.sha256, "reasons": list(r.reasons)} for r in found.refused
        ],
        "cases": [
            {
                "id": c.id,
                "kind": c.kind.value,
                "name": c.name,
                "grids": list(c.grids),
                "detail": c.detail,
            }
            for c in found.cases
        ],
    }
