"""``epreuve replace``: the deferred sitting of those with an excused absence, for those exams only."""

from pathlib import Path

from pipeline.award.again import plan_deferred
from pipeline.award.resits import DEFERRED
from pipeline.commands.again import Moment, open_again, read_case
from pipeline.commands.hearing import check_lifted
from pipeline.commands.open import opening_date
from pipeline.diagnostics import Outcome
from pipeline.model.award import Decisions, Resit
from pipeline.store.folder import find_session, new_session


def replace(
    session: str,
    new: str,
    *,
    date: str | None = None,
    root: Path,
    when: str,
    dry_run: bool = False,
) -> Outcome:
    """Open the deferred sitting of those with an excused absence, for those exams only; twice changes nothing.

    Raises ContentError before names are known, UsageError for a name in use.
    """
    folder = find_session(root, session)
    opened = new_session(root, new)
    day = opening_date(new, date)
    check_lifted(folder)
    case = read_case(folder, Decisions(session=session, edition=""))
    carried = plan_deferred(case.hearing.basis, case.standings)
    record = Resit(session=new, source=session, kind=DEFERRED, carried=carried)
    return open_again(
        case, opened, record, Moment(day=day, limit="", when=when, dry_run=dry_run), ()
    )
