"""``epreuve import docx``: a teacher's case study in Word -> the draft of a scenario, nothing of it lost."""

from collections import Counter
from pathlib import Path

from pipeline.codes import Code
from pipeline.commands.heading import EXPIRES, base_of, block_of, check_id, type_of
from pipeline.commands.inputs import survey_bank
from pipeline.diagnostics import ContentError, Diagnostic, Outcome, Source, UsageError
from pipeline.exchange.draft import draft_yaml
from pipeline.intake.wordfile import read_word
from pipeline.model.bank import Bank
from pipeline.model.draft import Draft
from pipeline.model.scenario import SituationType
from pipeline.read.countries import FOLDER
from pipeline.rules import authoring as said
from pipeline.rules import commands as words
from pipeline.rules import drafting as rules
from pipeline.store.files import write_file
from pipeline.store.names import slug
from pipeline.supply.drafting import draft_of

_LONGEST_ID = 40


def import_docx(
    path: Path,
    *,
    root: Path,
    scenario: str | None = None,
    block: str | None = None,
    kind: str | None = None,
    dry_run: bool = False,
) -> Outcome:
    """Write ``scenarios/<famille>/<nom>.yaml``, a draft that ``check`` reads, from a Word file.

    The type comes from the id, else from the codes that the questions name; the block from the type. Raises UsageError
    for an id or a file that is taken and for an unknown type or block, ContentError for a file that cannot be taken
    over: not Word, tracked changes, comments.
    """
    bank, left = survey_bank(root)
    faults: list[Diagnostic] = []
    word = read_word(path, path.name, faults)
    if word is None:
        raise ContentError(rules.REFUSED, rules.REFUSED_HINT, tuple(faults))
    draft = draft_of(word, bank.referential.codes())
    chosen = _kind(bank, draft, scenario, kind)
    name = scenario or _id(chosen, draft.title or path.stem)
    check_id(bank, name)
    into = block_of(bank, chosen, block)
    target = f"{FOLDER}/{chosen.family.lower()}/{slug(name.split('-', 2)[2]).lower()}.yaml"
    if (root / target).exists():
        raise UsageError(said.FILE_TAKEN.format(path=target), said.FILE_TAKEN_HINT)
    heading = {
        "id": name,
        "family": chosen.family,
        "type": chosen.id,
        "mode": chosen.mode,
        "sensitivity": str(chosen.sensitivity),
        "block": into,
        "base": base_of(bank, chosen),
        "expires": max((s.review.expires for s in bank.scenarios), default=EXPIRES),
    }
    data = draft_yaml(draft, heading, _code(bank, chosen, into))
    if not dry_run:
        write_file(root / target, data)
    if word.images:
        faults.append(rules.IMAGES.at(Source(path=path.name), count=word.images))
    asked = bool(scenario or kind)
    chance = () if asked else (_chosen(draft).format(kind=chosen.id, block=into),)
    return _outcome(draft, (name, target), chance, (*left, *faults), dry_run=dry_run)


def _outcome(
    draft: Draft,
    made: tuple[str, str],
    chance: tuple[str, ...],
    faults: tuple[Diagnostic, ...],
    *,
    dry_run: bool,
) -> Outcome:
    """What was found, where it went (the id and the file), what was left to chance, what to do next."""
    name, target = made
    counts = draft.counts()
    written = rules.WOULD if dry_run else rules.DONE
    lines = (
        written.format(path=target),
        rules.FOUND.format(**counts),
        *chance,
        words.DRY_RUN if dry_run else rules.NEXT.format(scenario=name),
    )
    return Outcome(
        command="import docx",
        counts={**counts, "files": int(not dry_run)},
        lines=lines,
        files=() if dry_run else (target,),
        diagnostics=faults,
        dry_run=dry_run,
    )


def _kind(bank: Bank, draft: Draft, name: str | None, asked: str | None) -> SituationType:
    """The type asked for or that the id names; else the one whose codes the questions name most."""
    if name or asked:
        return type_of(bank, name or "", asked, None)
    named = Counter(code for question in draft.questions for code in question.codes)
    return max(bank.types, key=lambda kind: sum(named[code] for code in kind.codes))


def _chosen(draft: Draft) -> str:
    """How the type came that nobody asked for."""
    return rules.FOLLOWED if any(question.codes for question in draft.questions) else rules.GUESSED


def _id(kind: SituationType, title: str) -> str:
    """An id made of the type and the title."""
    words_of = slug(title).upper()[:_LONGEST_ID].strip("-")
    return f"{kind.id}-{words_of}"


def _code(bank: Bank, kind: SituationType, block: str) -> Code:
    """The code of questions that name none: a main code of the type, of the block asked for."""
    own = [
        code
        for code in bank.referential.codes()
        if bank.referential.competency(code).block == block
    ]
    return next((code for code in own if code in kind.codes), own[0])
