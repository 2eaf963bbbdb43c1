"""The French clauses and the sentence that explain a block, from its printed values."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from pipeline.award.pending import EXEMPT, Lack
from pipeline.award.verdict import Breach, Rule, breaches, codes_needed, exam_rules, exams_of
from pipeline.codes import Code
from pipeline.grammar import plural
from pipeline.model.award import BlockResult, BlockStatus
from pipeline.model.basis import Basis, ExamBasis
from pipeline.model.blueprint import Phase
from pipeline.model.referential import BlockId
from pipeline.model.score import ExamScore
from pipeline.rules import award as words
from pipeline.typography import number, points, typeset

_LACKS = {
    Lack.GRID: words.MISSING_GRID,
    Lack.CONTINUOUS: words.MISSING_CONTINUOUS,
    Lack.UNFINISHED: words.UNFINISHED,
    Lack.SECOND: words.SECOND,
    Lack.THIRD: words.THIRD,
    Lack.DEFERRED: words.DEFERRED,
    Lack.TO_ASSESS: words.TO_ASSESS,
    Lack.NOT_DEFERRED: words.NOT_DEFERRED,
    Lack.ABSENT: words.STATE,
}


def block_name(basis: Basis, block: BlockId) -> str:
    """What a block is called at the head of a sentence, by its rank among those of its kind."""
    return _named(basis, block, words.BLOCK_NAMES)


def the_block(basis: Basis, block: BlockId) -> str:
    """What a block is called inside a sentence, with its article."""
    return _named(basis, block, words.THE_BLOCK)


def block_sentence(basis: Basis, result: BlockResult, *, resit: bool) -> str:
    """The sentence that explains a block; ``resit`` tells whether it may be sat again."""
    return typeset(
        words.BLOCK_SENTENCE.format(
            block=block_name(basis, result.block),
            facts=words.GLUE.join(_facts(basis, result)),
            conclusion=_conclusion(basis, result, resit=resit),
        )
    )


def lack_reasons(
    exams: Sequence[ExamBasis],
    scores: Mapping[str, ExamScore],
    lacks: Mapping[str, Lack],
    states: Mapping[str, str],
) -> tuple[str, ...]:
    """One clause for the exams that lack a mark for the same reason, in the order of the exams."""
    groups: dict[tuple[Lack, str], list[str]] = {}
    for exam in exams:
        if exam.id in lacks:
            state = scores[exam.id].state if exam.id in scores else ""
            groups.setdefault((lacks[exam.id], state), []).append(exam.title)
    return tuple(
        typeset(_LACKS[lack].format(state=states.get(state, state), exams=_titles(titles)))
        for (lack, state), titles in groups.items()
    )


def breach_reasons(basis: Basis, result: BlockResult) -> tuple[str, ...]:
    """One clause, in words for candidates, for each rule that a block with a mark breaks."""
    return tuple(typeset(_reason(result, breach)) for breach in breaches(basis, result))


def mark_said(mark: Decimal | None) -> str:
    """A mark as sentences print it, without its « /20 »."""
    assert mark is not None
    return number(mark)


def joined(parts: Sequence[str]) -> str:
    """The parts with commas, and « et » before the last."""
    if len(parts) < 2:
        return "".join(parts)
    return words.GLUE.join(parts[:-1]) + words.AND + parts[-1]


def _named(basis: Basis, block: BlockId, names: Mapping[str, str]) -> str:
    found = basis.block(block)
    peers = [b.id for b in basis.blocks if b.kind is found.kind]
    return names[found.kind].format(rank=peers.index(block) + 1)


def _reason(result: BlockResult, breach: Breach) -> str:
    if breach.rule is Rule.THRESHOLD:
        return words.BELOW.format(mark=mark_said(result.mark), least=number(breach.least))
    if breach.rule is Rule.CODES and result.codes:
        said = _counted(result, words.ACQUIRED, words.NONE_ACQUIRED)
        return words.TOO_FEW.format(
            said=said, least=codes_needed(result, breach.least), share=number(breach.least)
        )
    if breach.rule is Rule.CODES:
        return words.NONE_SEEN
    if breach.rule is Rule.BLOCKING:
        return _codes(words.NOT_ACQUIRED, breach.codes)
    return _broken(breach)


def _broken(breach: Breach) -> str:
    """The clause of a rule broken by exams, or by blocking codes."""
    if breach.rule is Rule.BLOCKING:
        return _codes(words.BLOCKED, breach.codes)
    said = {
        Rule.ELIMINATING: words.ELIMINATED,
        Rule.FLOOR: words.FLOOR_BROKEN,
        Rule.MINIMUM: words.MINIMUM_BROKEN,
    }[breach.rule]
    low = (words.AT_EXAM.format(exam=e.title, mark=mark_said(e.mark)) for e in breach.exams)
    return said.format(least=number(breach.least), exams=words.GLUE.join(low))


def _facts(basis: Basis, result: BlockResult) -> Iterator[str]:
    if result.status is BlockStatus.WON:
        yield words.WON_AGAIN if result.exams else words.WON_FACT
        return
    if result.mark is None:
        yield from result.reasons
    else:
        broken = {breach.rule: breach for breach in breaches(basis, result)}
        yield _mark_fact(basis, result, broken)
        yield from _exam_facts(basis, result, broken)
        yield from _code_facts(result, broken)
    yield from _coverage_facts(basis, result)


def _mark_fact(basis: Basis, result: BlockResult, broken: Mapping[Rule, Breach]) -> str:
    said = words.OUT_OF.format(mark=mark_said(result.mark))
    if result.jury_points:
        said = words.WITH_POINTS.format(
            mark=mark_said(result.mark), points=points(result.jury_points)
        )
    if Rule.THRESHOLD in broken and broken[Rule.THRESHOLD].least != basis.policy.block.threshold:
        return words.ASKED.format(said=said, least=number(broken[Rule.THRESHOLD].least))
    return said


def _exam_facts(basis: Basis, result: BlockResult, broken: Mapping[Rule, Breach]) -> Iterator[str]:
    asked = exam_rules(basis, result.block)
    kept = {Rule.FLOOR: words.FLOOR_KEPT, Rule.MINIMUM: words.MINIMUM_KEPT}
    for rule in asked:
        if rule in broken:
            yield _broken(broken[rule])
        elif rule in kept:
            yield kept[rule]


def _code_facts(result: BlockResult, broken: Mapping[Rule, Breach]) -> Iterator[str]:
    if not result.codes:
        yield words.NO_CODE_SEEN
    elif Rule.CODES in broken and Rule.THRESHOLD not in broken:
        yield words.CODES_ASKED.format(
            said=_acquired(result), share=number(broken[Rule.CODES].least)
        )
    else:
        yield _acquired(result)
    if Rule.BLOCKING in broken:
        yield _broken(broken[Rule.BLOCKING])
    if result.unobserved and result.codes:
        yield _codes(words.UNSEEN, result.unobserved)


def _coverage_facts(basis: Basis, result: BlockResult) -> Iterator[str]:
    """What was left out, kept from another session, or kept of a block that is not validated."""
    exempt = [e for e in result.exams if e.state == EXEMPT]
    if result.mark is not None:
        yield from _alone(basis, result)
    if exempt and len(exempt) < len(result.exams):
        yield words.EXEMPT.format(exams=_titles(e.title for e in exempt))
    sessions = sorted({e.kept_from for e in result.exams if e.kept_from})
    for session in sessions:
        kept = [e.title for e in result.exams if e.kept_from == session]
        yield plural(len(kept), *words.KEPT).format(exams=_titles(kept), session=session)
    acquired = tuple(c.code for c in result.codes if c.acquired)
    if basis.policy.block.partial and acquired and result.status is BlockStatus.FAILED:
        yield _codes(words.PARTIAL, acquired)


def _alone(basis: Basis, result: BlockResult) -> Iterator[str]:
    """A phase that the block is judged without, because it has no exam or all are exempt."""
    planned = {exam.phase for exam in exams_of(basis, result.block)}
    counted = {e.phase for e in result.exams if e.state != EXEMPT}
    for phase in Phase:
        if phase not in planned:
            yield words.ALONE[phase]
        elif phase not in counted:
            yield words.ALONE_EXEMPT[phase]


def _conclusion(basis: Basis, result: BlockResult, *, resit: bool) -> str:
    fixed = {BlockStatus.WON: words.KEEP, BlockStatus.WAITING: words.WAIT}
    if result.status in fixed:
        return fixed[result.status]
    if result.status is BlockStatus.VALID:
        return words.COMPENSATED if breaches(basis, result) else words.VALIDATE
    if not result.exams:
        return words.ELSEWHERE
    return words.ADJOURN if resit else words.REFUSE


def _acquired(result: BlockResult) -> str:
    return _counted(result, words.CODES_ACQUIRED, words.NO_CODE_ACQUIRED)


def _counted(result: BlockResult, some: tuple[str, str], none: str) -> str:
    """How many of the codes observed are acquired, in the words given for some and for none."""
    said = plural(result.acquired, *some) if result.acquired else none
    return said.format(count=result.acquired, total=len(result.codes))


def _codes(said: tuple[str, str], codes: Sequence[Code]) -> str:
    return plural(len(codes), *said).format(codes=joined(codes))


def _titles(titles: Iterable[str]) -> str:
    return joined([words.EXAM.format(exam=title) for title in titles])
