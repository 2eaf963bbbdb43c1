"""The mail that sums up a run: what fails, what waits for a person, what was done; nobody's name, no subject."""

from collections.abc import Iterator

from pipeline.commands.run_told import shown
from pipeline.grammar import plural
from pipeline.model.notice import Mention
from pipeline.model.report import Act, Report, Result
from pipeline.rules import notices as rules
from pipeline.rules.run import REASONS, STEP_LABELS
from pipeline.typography import typeset


def pending(report: Report) -> tuple[Mention, ...]:
    """What fails or waits for a person in a run, each thing once."""
    found = (
        Mention(session=act.session, step=act.step, what=_what(act), at="")
        for act in report.acts
        if act.result in (Result.FAILED, Result.PERSON)
    )
    return tuple(dict.fromkeys(found))


def subject(report: Report) -> str:
    """The subject: how many sessions to follow, how many failures, how many steps done; empty without any."""
    sessions = {act.session for act in report.acts if act.result is Result.PERSON}
    counts = (
        (len(sessions), rules.FOLLOWED),
        (len(_of(report, Result.FAILED)), rules.FAILURES),
        (len(_of(report, Result.DONE)), rules.DONE_STEPS),
    )
    parts = [f"{count} {plural(count, *words)}" for count, words in counts if count]
    return typeset(rules.SUBJECT.format(parts=", ".join(parts))) if parts else ""


def text(report: Report) -> str:
    """The text of the mail."""
    return "\n".join(typeset(line) for line in _lines(report)) + "\n"


def _lines(report: Report) -> Iterator[str]:
    """The lines before typography."""
    yield from (rules.RAN.format(moment=shown(report.at)), "")
    for result, title in rules.TITLES.items():
        acts = _of(report, Result(result))
        if acts:
            yield title
            yield from (rules.ITEM.format(text=_line(act)) for act in acts)
            yield ""
    yield rules.NEXT.format(moment=shown(report.next)) if report.next else rules.NO_NEXT
    yield from (rules.DETAILS, "", rules.SENT_BY.format(run=report.run))


def _of(report: Report, result: Result) -> tuple[Act, ...]:
    """The acts of a run that ended in one way."""
    return tuple(act for act in report.acts if act.result is result)


def _what(act: Act) -> str:
    """What tells a failure or a wait from another of the same step."""
    return "|".join((act.result, act.reason, *sorted(set(act.codes))))


def _line(act: Act) -> str:
    """One act in a sentence."""
    wording = rules.LINES if act.since else {**rules.LINES, **rules.WITHOUT_SINCE}
    where = rules.WHERE.format(session=act.session, step=STEP_LABELS.get(act.step, act.step))
    codes = rules.CODES.format(codes=", ".join(dict.fromkeys(act.codes))) if act.codes else ""
    reason = REASONS.get(act.reason, act.reason).format(session=act.session)
    return wording[act.result].format(
        session=act.session,
        where=where,
        since=shown(act.since) if act.since else "",
        codes=codes,
        reason=reason,
    )
