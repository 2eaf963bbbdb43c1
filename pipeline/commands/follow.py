"""Where the grids of a session are, exam by exam and assessor by assessor, and who is to be chased."""

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.grade.awaiting import Share, shares
from pipeline.grade.returned import Awaited
from pipeline.grade.standing import open_cases, standing_refusals
from pipeline.model.marks import Case, Marks, Receipt
from pipeline.rules import collection as rules


@dataclass(frozen=True, slots=True, kw_only=True)
class Follow:
    """The grids of one session: where each share is, what was refused, what waits for a choice."""

    session: str
    shares: tuple[Share, ...]
    refused: tuple[Receipt, ...]
    cases: tuple[Case, ...]

    def refusals(self, share: Share) -> int:
        """How many refused files claim a grid of that share."""
        own = {*share.received, *share.partial, *share.held, *share.missing}
        return sum(not own.isdisjoint(receipt.grids) for receipt in self.refused)

    @property
    def late(self) -> tuple[Share, ...]:
        """The shares that somebody still has to return something of; a table is nobody's."""
        return tuple(s for s in self.shares if s.assessor and (s.missing or s.partial))

    def lines(self, *, whole: bool) -> Iterator[str]:
        """The sums, then with ``whole`` every exam and assessor; last who is to be chased."""
        sums = [share.expected for share in self.shares]
        yield rules.STATUS_TOTAL.format(
            expected=sum(sums),
            received=sum(len(share.received) for share in self.shares),
            partial=sum(len(share.partial) for share in self.shares),
            missing=sum(len(share.missing) for share in self.shares),
            refused=len(self.refused),
            cases=len(self.cases),
        )
        if whole:
            yield from self._details()
        if self.late:
            names = sorted({called(share) for share in self.late})
            yield rules.STATUS_CHASE.format(who=rules.GLUE.join(names), session=self.session)

    def data(self) -> dict[str, object]:
        """The same for machines."""
        return {
            "exams": [
                {
                    "exam": share.exam,
                    "assessor": share.assessor,
                    "expected": share.expected,
                    "received": len(share.received),
                    "partial": list(share.partial),
                    "held": list(share.held),
                    "missing": list(share.missing),
                    "refused": self.refusals(share),
                }
                for share in self.shares
            ],
            "refused": [receipt.name for receipt in self.refused],
            "cases": [case.id for case in self.cases],
            "chase": sorted({share.assessor for share in self.late}),
        }

    def _details(self) -> Iterator[str]:
        for exam in dict.fromkeys(share.exam for share in self.shares):
            yield rules.STATUS_EXAM.format(exam=exam)
            for share in (s for s in self.shares if s.exam == exam):
                counts = (
                    (rules.LEFT_PARTIAL, len(share.partial)),
                    (rules.LEFT_HELD, len(share.held)),
                    (rules.LEFT_MISSING, len(share.missing)),
                    (rules.LEFT_REFUSED, self.refusals(share)),
                )
                yield rules.STATUS_ASSESSOR.format(
                    who=called(share),
                    received=len(share.received),
                    expected=share.expected,
                    left="".join(text.format(count=count) for text, count in counts if count),
                )


def follow(marks: Marks, awaited: Awaited) -> Follow:
    """Where the grids of a session are, from its records."""
    return Follow(
        session=marks.session,
        shares=shares(marks, awaited),
        refused=standing_refusals(marks),
        cases=open_cases(marks),
    )


def called(share: Share) -> str:
    """How the assessor of a share is called."""
    if not share.assessor:
        return rules.STATUS_TABLE
    return rules.STATUS_WHO.format(assessor=share.assessor, name=share.assessor_name)
