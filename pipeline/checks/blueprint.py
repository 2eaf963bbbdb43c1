"""What must hold of the blueprints: each one alone, then what they cover together."""

from collections.abc import Callable, Iterator
from decimal import Decimal

from pipeline.checks.essential import entries_are_understood, the_exams_offer_them
from pipeline.codes import Code
from pipeline.diagnostics import Diagnostic, Source
from pipeline.model.bank import Bank
from pipeline.model.blueprint import DRAWN, Blueprint, FormKind, Phase
from pipeline.model.criteria import CodeCriteria
from pipeline.model.item import Modality
from pipeline.rules import blueprint as rules

BLUEPRINTS_FILE = "referential/epreuves.yaml"
SKILLS_RULE = "oral.savoir_etre_maximum"
DECISION_RULE = "sujet.decision_motivee_minimum"
MODALITY_OF = {
    FormKind.PAPER: Modality.WRITTEN,
    FormKind.CASE_STUDY: Modality.WRITTEN,
    FormKind.TICKET: Modality.ORAL,
    FormKind.TEST: Modality.WRITTEN,
    FormKind.TALK: Modality.ORAL,
    FormKind.ASSIGNMENT: Modality.WRITTEN,
    FormKind.SIMULATION: Modality.SIMULATION,
    FormKind.OBSERVATION: Modality.OBSERVATION,
}


def shares_add_up(bank: Bank) -> Iterator[Diagnostic]:
    """The shares of the codes are positive and make 100 percent, exactly."""
    for blueprint in bank.blueprints:
        total = sum((t.share for t in blueprint.targets), Decimal(0))
        if total != 100:
            yield rules.SHARES.at(blueprint.source, blueprint=blueprint.id, total=total)
        for target in blueprint.targets:
            if target.share <= 0:
                yield rules.ZERO_SHARE.at(
                    blueprint.source, blueprint=blueprint.id, code=target.code
                )


def codes_belong_to_the_block(bank: Bank) -> Iterator[Diagnostic]:
    """Blocks do not compensate each other: an exam assesses codes of its block only."""
    block_of = {c.code: c.block for c in bank.referential.competencies}
    for blueprint in bank.blueprints:
        for code in blueprint.codes:
            if block_of[code] != blueprint.block:
                yield rules.OTHER_BLOCK.at(
                    blueprint.source,
                    blueprint=blueprint.id,
                    code=code,
                    found=block_of[code],
                    block=blueprint.block,
                )


def formats_are_apt(bank: Bank) -> Iterator[Diagnostic]:
    """The format of an exam can assess each of its codes; where it can only in part, it is told."""
    entries = _entries(bank)
    for blueprint in bank.blueprints:
        for code in blueprint.codes:
            entry = entries.get(code)
            aptitude = entry.aptitude(blueprint.format) if entry else 3
            if entry and aptitude < 2:
                rule = rules.HALF_APT if aptitude else rules.NOT_APT
                yield rule.at(
                    blueprint.source,
                    blueprint=blueprint.id,
                    format=blueprint.format,
                    code=code,
                    known=_formats(entry, 1),
                    better=_formats(entry, 2),
                )


def formats_match_the_exam(bank: Bank) -> Iterator[Diagnostic]:
    """An exam has the phase and the modality of its format."""
    for blueprint in bank.blueprints:
        form = bank.criteria.format(blueprint.format)
        pairs = (
            (form.family, blueprint.phase.value),
            (form.modality, blueprint.modality.value),
        )
        for expected, found in pairs:
            if expected != found:
                yield rules.WRONG_FORMAT.at(
                    blueprint.source,
                    blueprint=blueprint.id,
                    format=form.id,
                    expected=expected,
                    found=found,
                )


def kinds_match_the_modality(bank: Bank) -> Iterator[Diagnostic]:
    """A paper is written, a ticket spoken, a simulation played, an observation seen at work."""
    for blueprint in bank.blueprints:
        wanted = MODALITY_OF[blueprint.kind]
        if blueprint.modality is not wanted:
            yield rules.OTHER_KIND.at(
                blueprint.source,
                blueprint=blueprint.id,
                kind=blueprint.kind.value,
                modality=blueprint.modality.value,
                known=wanted.value,
            )


def minutes_fit(bank: Bank) -> Iterator[Diagnostic]:
    """Work and reading fit in the duration, to which an oral adds its preparation; a talk fits too."""
    for blueprint in bank.blueprints:
        time = blueprint.minutes
        if blueprint.modality is not Modality.WRITTEN:
            time += blueprint.preparation
        if blueprint.minutes and blueprint.minutes_max + blueprint.reading > time:
            yield rules.TOO_LONG.at(
                blueprint.source,
                blueprint=blueprint.id,
                work=blueprint.minutes_max,
                reading=blueprint.reading,
                minutes=time,
            )
        if blueprint.talk > blueprint.minutes:
            yield rules.TALK_TOO_LONG.at(
                blueprint.source,
                blueprint=blueprint.id,
                talk=blueprint.talk,
                minutes=blueprint.minutes,
            )


def soft_skills_can_be_observed(bank: Bank) -> Iterator[Diagnostic]:
    """Soft skills are observed in what is not written, no more than the rules allow."""
    limit = _limit(bank, SKILLS_RULE)
    for blueprint in bank.blueprints:
        count = len(blueprint.soft_skills)
        if count > limit:
            yield rules.TOO_MANY_SKILLS.at(
                blueprint.source, blueprint=blueprint.id, count=count, limit=limit
            )
        if count and blueprint.modality is Modality.WRITTEN:
            yield rules.SKILLS_IN_WRITING.at(blueprint.source, blueprint=blueprint.id)


def tickets_are_for_orals(bank: Bank) -> Iterator[Diagnostic]:
    """An oral on tickets and a simulation have some, no other exam has any."""
    for blueprint in bank.blueprints:
        if (blueprint.kind in DRAWN) != bool(blueprint.tickets):
            yield rules.TICKETS.at(
                blueprint.source,
                blueprint=blueprint.id,
                tickets=blueprint.tickets,
                kind=blueprint.kind.value,
            )


def groups_are_for_simulations(bank: Bank) -> Iterator[Diagnostic]:
    """A simulation is played by two at least, one question at a time; every other exam is sat alone."""
    for blueprint in bank.blueprints:
        low, high = blueprint.group
        played = blueprint.kind is FormKind.SIMULATION
        if low < 2 if played else high > 1:
            yield rules.BAD_GROUP.at(
                blueprint.source,
                blueprint=blueprint.id,
                low=low,
                high=high,
                kind=blueprint.kind.value,
            )
        if played and blueprint.items_max > 1:
            yield rules.SEVERAL_PLAYED.at(
                blueprint.source,
                blueprint=blueprint.id,
                low=blueprint.items_min,
                high=blueprint.items_max,
            )


def simulations_have_roles(bank: Bank) -> Iterator[Diagnostic]:
    """A simulation that would serve an exam has a role for each player of its largest group."""
    for blueprint in bank.blueprints:
        codes = set(blueprint.codes)
        for item in (i for s in bank.scenarios for i in s.items):
            serves = item.serves(blueprint.format, blueprint.modality)
            if serves and codes.issuperset(item.codes) and not blueprint.seats(item):
                yield rules.FEW_ROLES.at(
                    item.source,
                    blueprint=blueprint.id,
                    item=item.id,
                    roles=len(item.roles),
                    high=blueprint.group[1],
                )


def final_papers_ask_a_decision(bank: Bank) -> Iterator[Diagnostic]:
    """A final written exam of level 7 asks for a motivated decision."""
    if _limit(bank, DECISION_RULE) < 1:
        return
    for blueprint in bank.blueprints:
        if _is_final_paper(blueprint) and not blueprint.decision_required:
            yield rules.NO_DECISION.at(blueprint.source, blueprint=blueprint.id)


def blocks_have_both_phases(bank: Bank) -> Iterator[Diagnostic]:
    """Every block has continuous and final assessments, as the referential says."""
    names = {Phase.CONTINUOUS: rules.CONTINUOUS, Phase.FINAL: rules.FINAL}
    found = {(blueprint.block, blueprint.phase) for blueprint in bank.blueprints}
    for block in bank.referential.blocks:
        for phase, name in names.items():
            if (block.id, phase) not in found:
                yield rules.MISSING_PHASE.at(
                    Source(path=BLUEPRINTS_FILE), block=block.id, phase=name
                )


def codes_are_assessed(bank: Bank) -> Iterator[Diagnostic]:
    """What no exam assesses, and what no final paper assesses although one could, is told with the apt formats."""
    entries = _entries(bank)
    anywhere = {code for b in bank.blueprints for code in b.codes}
    on_paper = {code for b in bank.blueprints if _is_final_paper(b) for code in b.codes}
    for competency in bank.referential.competencies:
        entry = entries.get(competency.code)
        if entry is None or competency.code in on_paper:
            continue
        rule = rules.NOT_IN_WRITING
        possible = _possible(bank, entry, competency.block)
        if competency.code not in anywhere:
            rule = rules.FORGOTTEN if possible else rules.NEVER_ASSESSED
        elif not _can_be_written(bank, entry):
            continue
        yield rule.at(
            Source(path=BLUEPRINTS_FILE),
            code=competency.code,
            known=", ".join(possible) if rule is rules.FORGOTTEN else _formats(entry, 1),
            caution=entry.caution.rstrip(".") or rules.NO_CAUTION,
        )


def _possible(bank: Bank, entry: CodeCriteria, block: str) -> list[str]:
    """The exams of a block whose format could assess a code."""
    return [b.id for b in bank.blueprints if b.block == block and entry.aptitude(b.format)]


def _can_be_written(bank: Bank, entry: CodeCriteria) -> bool:
    """Whether some written format can assess a code."""
    written = {f.id for f in bank.criteria.formats if f.modality == Modality.WRITTEN}
    return any(entry.aptitude(name) for name in written)


def _is_final_paper(blueprint: Blueprint) -> bool:
    return blueprint.phase is Phase.FINAL and blueprint.modality is Modality.WRITTEN


def _entries(bank: Bank) -> dict[Code, CodeCriteria]:
    return {entry.code: entry for entry in bank.criteria.codes}


def _formats(entry: CodeCriteria, least: int) -> str:
    apt = (format_id for format_id, aptitude in entry.formats if aptitude >= least)
    return ", ".join(apt) or rules.NO_BETTER


def _limit(bank: Bank, rule: str) -> Decimal:
    value = bank.rules.values.get(rule)
    return value if isinstance(value, Decimal) else Decimal(0)


ALL: tuple[Callable[[Bank], Iterator[Diagnostic]], ...] = (
    shares_add_up,
    codes_belong_to_the_block,
    formats_are_apt,
    formats_match_the_exam,
    kinds_match_the_modality,
    minutes_fit,
    soft_skills_can_be_observed,
    tickets_are_for_orals,
    groups_are_for_simulations,
    simulations_have_roles,
    final_papers_ask_a_decision,
    blocks_have_both_phases,
    codes_are_assessed,
    entries_are_understood,
    the_exams_offer_them,
)
