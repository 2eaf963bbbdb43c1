"""A cohort of two hundred candidates with every special case at once, accepted as a text that people can read."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

import pytest

from pipeline.award.again import Standing, plan_deferred, plan_resits
from pipeline.award.capital import in_force
from pipeline.award.proposals import propose, with_jury_points
from pipeline.award.resits import combine
from pipeline.grammar import lint
from pipeline.model.award import (
    BlockDecision,
    BlockStatus,
    Capital,
    Decision,
    Decisions,
    Origin,
    Proposal,
    Vote,
)
from pipeline.model.score import ExamScore
from pipeline.store.ledger import held, record
from pipeline.typography import number, typeset

SIZE = 200
DAY = "2026-06-15"
DOUBLE = ("EF", "OR")
WEAK, FAIR, USUAL, GOOD, BEST = (1, 1, 2), (2, 2, 3), (2, 3, 3, 3, 3, 3), (3, 3, 3, 4), (4,)
PROFILES = (FAIR, FAIR, (2, 3, 3), USUAL, USUAL, (2, 3, 3, 3, 4), (3,), GOOD, (3, 4), (3, 4))
"""The levels that a candidate shows, each as often as the others."""


@dataclass
class File:
    """What is known of one candidate before the jury sits."""

    number: str
    profile: tuple[int, ...]
    specialisation: str = "S1"
    cases: list[str] = field(default_factory=list)
    scores: dict[str, ExamScore] = field(default_factory=dict)
    capitals: list[Capital] = field(default_factory=list)
    attempts: int = 0
    points: Decimal = Decimal(0)


class Marker:
    """Marks the exams of the cohort: grids, levels by ability, shifts, all drawn from one stream a candidate."""

    def __init__(self, world: Any, policy: Any) -> None:
        self.world, self.policy = world, policy
        self.exams = {exam.id: exam for exam in world.exams()}
        self.grids = {exam: world.grid(found) for exam, found in self.exams.items()}
        self.shifts = {"E7": Decimal("0.5"), "E8": Decimal("-1")}

    def markings(
        self, stream: Any, exam: str, profile: tuple[int, ...], ranks: tuple[int, ...]
    ) -> list[Any]:
        """What assessors saw of the same copy: they differ by a level in one row of ten."""
        keys = [row.key for section in self.grids[exam].sections for row in section.rows]
        true = {key: stream.pick(profile) for key in keys}
        seen = [{key: true[key] + (stream.below(10) == 0) for key in keys} for _ in ranks]
        return [
            self.world.marking(self.exams[exam], {k: min(4, v) for k, v in levels.items()}, rank)
            for levels, rank in zip(seen, ranks, strict=True)
        ]

    def score(self, exam: str, markings: list[Any], **changes: Any) -> ExamScore:
        grid = self.grids[exam]
        return replace(self.world.graded(grid, markings, self.policy, self.shifts), **changes)

    def sit(self, stream: Any, exam: str, profile: tuple[int, ...]) -> ExamScore:
        ranks = (1, 2) if exam.split("-")[1] in DOUBLE else (1,)
        return self.score(exam, self.markings(stream, exam, profile, ranks))

    def path(self, file: File) -> list[str]:
        return [e for e in self.exams if e[0] == "B" or e.startswith(file.specialisation)]


Change = Callable[[Marker, File, Any], None]


def a_state(state: str) -> Change:
    def change(marker: Marker, file: File, stream: Any) -> None:
        exam = stream.pick(marker.path(file))
        file.scores[exam] = marker.world.state(exam, state)

    return change


def exempt_of_phase(marker: Marker, file: File, stream: Any) -> None:
    block = stream.pick(("B1", "B2"))
    exam = f"{block}-{stream.pick(('CC', 'EF'))}"
    file.scores[exam] = marker.world.state(exam, "DISP")


def exempt_of_block(marker: Marker, file: File, stream: Any) -> None:
    block = stream.pick(("B1", "B2"))
    for exam in (f"{block}-CC", f"{block}-EF"):
        file.scores[exam] = marker.world.state(exam, "DISP")


def no_grid(marker: Marker, file: File, stream: Any) -> None:
    del file.scores["B3-OR"]


def no_continuous(marker: Marker, file: File, stream: Any) -> None:
    del file.scores["B2-CC"]


def half_a_grid(marker: Marker, file: File, stream: Any) -> None:
    marking = marker.markings(stream, "B1-EF", file.profile, (1,))[0]
    file.scores["B1-EF"] = marker.score("B1-EF", [replace(marking, levels=marking.levels[:3])])


def second_awaited(marker: Marker, file: File, stream: Any) -> None:
    one, two = marker.markings(stream, "B1-EF", file.profile, (1, 2))
    file.scores["B1-EF"] = marker.score("B1-EF", [one, replace(two, levels=two.levels[:3])])


def third_awaited(marker: Marker, file: File, stream: Any) -> None:
    markings = marker.markings(stream, "B3-EF", file.profile, (1, 2))
    file.scores["B3-EF"] = marker.score("B3-EF", markings, mark=None, codes=())


def third_marker(marker: Marker, file: File, stream: Any) -> None:
    far = marker.markings(stream, "B3-EF", WEAK, (1,))
    near = marker.markings(stream, "B3-EF", file.profile, (2, 3))
    file.scores["B3-EF"] = marker.score("B3-EF", far + near)


def conciliation(marker: Marker, file: File, stream: Any) -> None:
    markings = marker.markings(stream, "B3-OR", file.profile, (1, 2, 4))
    file.scores["B3-OR"] = marker.score("B3-OR", markings)


def moderated(marker: Marker, file: File, stream: Any) -> None:
    markings = marker.markings(stream, "B2-EF", file.profile, (1, 2))
    moved = [replace(m, assessor=a) for m, a in zip(markings, ("E7", "E8"), strict=True)]
    file.scores["B2-EF"] = marker.score("B2-EF", moved)


def sat_again(old: tuple[int, ...]) -> Change:
    def change(marker: Marker, file: File, stream: Any) -> None:
        before = replace(marker.sit(stream, "B1-EF", old), kept_from="2025-06")
        after = file.scores["B1-EF"]
        file.scores["B1-EF"] = combine(before, after, marker.policy, "rattrapage")
        kept = replace(marker.sit(stream, "B1-CC", GOOD), kept_from="2025-06")
        file.scores["B1-CC"] = combine(kept, None, marker.policy, "rattrapage")
        file.attempts = 1

    return change


def absent_at_resit(marker: Marker, file: File, stream: Any) -> None:
    file.scores["B1-EF"] = marker.world.state("B1-EF", "ABI")
    sat_again(GOOD)(marker, file, stream)


def deferred(marker: Marker, file: File, stream: Any) -> None:
    absent = marker.world.state("B2-EF", "ABJ")
    new = marker.sit(stream, "B2-EF", file.profile)
    file.scores["B2-EF"] = combine(absent, new, marker.policy, "remplacement")


def won_by(origin: Origin, *blocks: str, date: str = "2025-06-20", again: bool = False) -> Change:
    def change(marker: Marker, file: File, stream: Any) -> None:
        for block in blocks:
            file.capitals.append(
                Capital(
                    candidate=file.number,
                    block=block,
                    edition="e1",
                    session="2025-06",
                    date=date,
                    reference="PV 2025-06",
                    origin=origin,
                )
            )
            if not again:
                file.scores = {e: s for e, s in file.scores.items() if not e.startswith(block)}

    return change


def changed_specialisation(marker: Marker, file: File, stream: Any) -> None:
    won_by(Origin.EXAM, "S1")(marker, file, stream)
    file.specialisation = "S2"
    for exam in ("S2-CC", "S2-EF"):
        file.scores[exam] = marker.sit(stream, exam, file.profile)


def outside(marker: Marker, file: File, stream: Any) -> None:
    for exam in ("S3-CC", "S3-EF"):
        file.scores[exam] = marker.sit(stream, exam, GOOD)


def below_the_floor(marker: Marker, file: File, stream: Any) -> None:
    file.scores["B2-CC"] = marker.sit(stream, "B2-CC", (0, 1))


def without_the_blocking_code(marker: Marker, file: File, stream: Any) -> None:
    marking = marker.markings(stream, "B1-EF", BEST, (1,))[0]
    low = tuple(replace(m, level=1 if m.key.startswith("C5.") else m.level) for m in marking.levels)
    file.scores["B1-EF"] = marker.score("B1-EF", [replace(marking, levels=low)])


def with_a_code_unseen(marker: Marker, file: File, stream: Any) -> None:
    for exam in ("B3-EF", "B3-OR"):
        score = marker.sit(stream, exam, file.profile)
        seen = tuple(c for c in score.codes if c.code != "C20")
        file.scores[exam] = replace(score, codes=seen)


def without_a_resit(marker: Marker, file: File, stream: Any) -> None:
    file.attempts = 1
    for exam in marker.path(file):
        file.scores[exam] = marker.sit(stream, exam, WEAK)


def helped(marker: Marker, file: File, stream: Any) -> None:
    file.points = Decimal("0.5")


def outstanding(marker: Marker, file: File, stream: Any) -> None:
    for exam in marker.path(file):
        file.scores[exam] = marker.sit(stream, exam, BEST)


def nothing(marker: Marker, file: File, stream: Any) -> None:
    """An ordinary candidate, or one whose accommodation changes no mark."""


CASES: dict[str, Change] = {
    "ordinaire": nothing,
    "tiers-temps": nothing,
    "excellent": outstanding,
    "absence justifiée": a_state("ABJ"),
    "absence injustifiée": a_state("ABI"),
    "défaillant": a_state("DEF"),
    "non évalué": a_state("NE"),
    "dispense": a_state("DISP"),
    "dispense d'une phase": exempt_of_phase,
    "dispense d'un bloc": exempt_of_block,
    "grille manquante": no_grid,
    "contrôle continu manquant": no_continuous,
    "grille incomplète": half_a_grid,
    "seconde correction attendue": second_awaited,
    "troisième correction": third_awaited,
    "troisième correcteur": third_marker,
    "conciliation": conciliation,
    "harmonisation": moderated,
    "rattrapage meilleur": sat_again(WEAK),
    "rattrapage moins bon": sat_again(BEST),
    "absent au rattrapage": absent_at_resit,
    "session de remplacement": deferred,
    "bloc acquis": won_by(Origin.EXAM, "B1", "B2"),
    "bloc acquis et repassé": won_by(Origin.EXAM, "B2", again=True),
    "bloc par VAE": won_by(Origin.VAE, "B3"),
    "bloc trop ancien": won_by(Origin.EXAM, "B2", date="2010-06-20", again=True),
    "spécialisation changée": changed_specialisation,
    "hors parcours": outside,
    "sous le plancher": below_the_floor,
    "code bloquant": without_the_blocking_code,
    "code non observé": with_a_code_unseen,
    "sans rattrapage": without_a_resit,
    "points du jury": helped,
}

TOLD = (
    "absence justifiée pour",
    "absence injustifiée pour",
    "défaillant pour",
    "non évalué pour",
    "dispense pour",
    "dispensé de tout le contrôle continu",
    "dispensé de toute la fin de formation",
    "dispense de toutes les épreuves",
    "grille attendue",
    "note de contrôle continu attendue",
    "correction incomplète",
    "seconde correction",
    "troisième correction",
    "gardée de la session 2025-06",
    "déjà acquis : bloc gardé",
    "n'y changent rien",
    "hors du parcours choisi",
    "plancher de 7/20 non respecté",
    "code bloquant C5 non acquis",
    "code C20 non observé",
    "point du jury",
    "condition à vérifier",
    "pas de mention après un rattrapage",
    "mention à apprécier",
    "plus de rattrapage possible",
    "proposition de non-validation",
    "75 % demandés",
)
"""What sentences of the cohort must say."""


@pytest.fixture(scope="module")
def policy(world):
    """The shipped rules with what they leave off switched on: honours, a condition, a blocking code, an end."""
    return world.changed(
        world.rules,
        honours__active=True,
        path__conditions=("60 jours d'activité",),
        path__months=120,
        block__blocking_codes=("C5",),
    )


def make_file(marker: Marker, rank: int) -> File:
    """One candidate: a case of the list in turn, sometimes a second one; extra time has the marks of the one before."""
    names = list(CASES)
    name = names[rank % len(names)]
    twin = rank - 1 if name == "tiers-temps" else rank
    stream = marker.world.stream(f"cohort/{twin}")
    file = File(number=f"N{rank + 1:03}", profile=stream.pick(PROFILES))
    file.scores = {exam: marker.sit(stream, exam, file.profile) for exam in marker.path(file)}
    file.cases = [name]
    if name not in ("ordinaire", "tiers-temps") and stream.below(4) == 0:
        file.cases.append(stream.pick(("absence injustifiée", "points du jury", "code bloquant")))
    for case in file.cases:
        CASES[case](marker, file, stream)
    return file


def proposed(world: Any, policy: Any, file: File) -> Proposal:
    basis = world.basis(policy)
    won = [c.block for c in in_force(file.capitals, policy.path, DAY)]
    found = propose(basis, file.number, file.specialisation, file.scores, won, file.attempts)
    marked = [b.block for b in found.blocks if b.mark is not None]
    points = dict.fromkeys(marked[:2], file.points)
    return with_jury_points(basis, found, points, file.attempts)


@pytest.fixture(scope="module")
def cohort(world, policy):
    """Each candidate's file with what the rules propose."""
    marker = Marker(world, policy)
    files = [make_file(marker, rank) for rank in range(SIZE)]
    return [(file, proposed(world, policy, file)) for file in files]


def shown(mark: Decimal | None) -> str:
    return "–" if mark is None else number(mark)


def rows_of(file: File, found: Proposal) -> list[str]:
    honours = f" · {found.honours}" if found.honours else ""
    head = f"{file.number} · {', '.join(file.cases)} · {found.specialisation}"
    rows = [f"{head} · {found.decision or '–'}{honours}", f"    {found.sentence}"]
    for b in found.blocks:
        marks = f"{shown(b.continuous):>5} {shown(b.final):>5} {shown(b.mark):>5}"
        codes = f"{b.acquired}/{len(b.codes)}"
        rows.append(f"  {b.block} {marks}  {codes:>3}  {b.status:<10} {b.sentence}")
    return rows


def counted(cohort: Any) -> list[str]:
    counts = {
        "cas": Counter(case for file, _ in cohort for case in file.cases),
        "décisions": Counter(found.decision or "–" for _, found in cohort),
        "blocs": Counter(b.status.value for _, found in cohort for b in found.blocks),
        "mentions": Counter(found.honours or "–" for _, found in cohort),
        "origines": Counter(s.origin for file, _ in cohort for s in file.scores.values()),
        "capital": Counter(c.origin.value for file, _ in cohort for c in file.capitals),
    }
    rows = []
    for title, found in counts.items():
        rows.append(f"{title} :")
        rows += [f"  {name:<28} {found[name]:>4}" for name in sorted(found)]
    return rows


def sentences(cohort: Any) -> list[str]:
    found = [f.sentence for _, f in cohort]
    found += [b.sentence for _, f in cohort for b in f.blocks]
    return found


def test_the_cohort_reads_as_it_was_accepted(cohort, accepted_text):
    rows = [row for file, found in cohort for row in rows_of(file, found)]
    accepted_text("cohorte", "\n".join([*counted(cohort), "", *rows, ""]))


def test_every_case_really_occurs(cohort):
    cases = Counter(case for file, _ in cohort for case in file.cases)
    assert {case: cases[case] >= SIZE // len(CASES) for case in CASES} == dict.fromkeys(CASES, True)
    assert {f.decision for _, f in cohort} == {
        *("", "attribution_complete", "attribution_partielle"),
        *("ajournement_rattrapage", "non_attribution"),
    }
    assert {b.status for _, f in cohort for b in f.blocks} == set(BlockStatus)
    assert {f.honours for _, f in cohort} == {
        *("", "assez_bien", "bien", "tres_bien", "felicitations")
    }
    origins = {s.origin for file, _ in cohort for s in file.scores.values()}
    assert origins == {"simple", "moyenne", "troisieme", "conciliation"}


def test_every_special_case_is_said_in_a_sentence(cohort):
    said = [
        s.replace("\u202f", " ").replace("\u00a0", " ").replace("’", "'") for s in sentences(cohort)
    ]
    assert [words for words in TOLD if not any(words in s for s in said)] == []


def test_every_sentence_of_the_cohort_is_good_french(cohort):
    assert [s for s in sentences(cohort) if lint(s) or typeset(s) != s] == []


def test_extra_time_changes_no_mark(cohort):
    pairs = [
        (cohort[n - 1][1], found)
        for n, (file, found) in enumerate(cohort)
        if file.cases == ["tiers-temps"]
    ]
    assert len(pairs) >= SIZE // len(CASES)
    for plain, extended in pairs:
        assert replace(extended, candidate=plain.candidate) == plain


def test_no_block_won_is_lost_but_those_that_the_rules_let_lapse(cohort, policy):
    for file, found in cohort:
        won = {c.block for c in in_force(file.capitals, policy.path, DAY)}
        assert won == {b.block for b in found.blocks if b.status is BlockStatus.WON}
    old = [f for file, f in cohort if "bloc trop ancien" in file.cases]
    assert all(f.blocks[1].status is not BlockStatus.WON for f in old)


def test_a_moderation_shift_moves_the_mark_and_leaves_the_codes(world, policy):
    marker = Marker(world, policy)
    file = File(number="N1", profile=GOOD)
    moderated(marker, file, world.stream("moderation"))
    marker.shifts = {}
    bare = File(number="N1", profile=GOOD)
    moderated(marker, bare, world.stream("moderation"))
    one, two = file.scores["B2-EF"], bare.scores["B2-EF"]
    assert (one.mark - two.mark, one.codes) == (Decimal("-0.25"), two.codes)


def test_the_same_cohort_gives_the_same_proposals(world, policy, cohort):
    marker = Marker(world, policy)
    again = [proposed(world, policy, make_file(marker, rank)) for rank in range(0, SIZE, 9)]
    assert again == [found for _, found in cohort[::9]]


# What follows: decisions as proposed, appeals on some, the ledger, the resits.


def decided(found: Proposal) -> Decision:
    """The decision of a jury that follows the proposal."""
    blocks = tuple(
        BlockDecision(
            block=b.block,
            status=b.status,
            proposed=b.status,
            mark=b.mark,
            jury_points=b.jury_points,
            reason="",
        )
        for b in found.blocks
    )
    return Decision(
        id=f"cohorte/{found.candidate}/1",
        candidate=found.candidate,
        last_name="Fictif",
        first_name=found.candidate,
        birth_date="2000-01-01",
        specialisation=found.specialisation,
        decision=found.decision,
        proposed=found.decision,
        blocks=blocks,
        honours=found.honours,
        reason="",
        vote=Vote(),
        recused=(),
        date="2026-07-03",
        author="Présidence",
    )


def revised(decision: Decision) -> Decision | None:
    """The decision after an appeal that wins the only block that failed, nothing for anybody else."""
    failed = [b for b in decision.blocks if b.status is BlockStatus.FAILED]
    if len(failed) != 1 or int(decision.candidate[1:]) % 2:
        return None
    blocks = tuple(
        replace(b, status=BlockStatus.VALID) if b in failed else b for b in decision.blocks
    )
    return replace(
        decision,
        id=f"cohorte/{decision.candidate}/2",
        revises=decision.id,
        blocks=blocks,
        decision="attribution_complete",
        reason="Erreur matérielle",
        date="2026-09-03",
    )


@pytest.fixture(scope="module")
def aftermath(cohort, policy, world, tmp_path_factory):
    """The decisions in force, the appeals, the ledger, and what is sat again."""
    first = [decided(found) for _, found in cohort if found.decision]
    appeals = [again for again in map(revised, first) if again is not None]
    record_of = Decisions(session="cohorte", edition="e1", decisions=(*first, *appeals))
    path = tmp_path_factory.mktemp("ledger") / "registre.sqlite"
    record(path, record_of, "head")
    basis = world.basis(policy)
    current = {d.candidate: d for d in record_of.current()}
    standings = []
    for file, found in cohort:
        if file.number in current:
            status = {b.block: b.status for b in current[file.number].blocks}
            blocks = tuple(replace(b, status=status[b.block]) for b in found.blocks)
            standings.append(
                Standing(
                    proposal=replace(found, blocks=blocks),
                    scores=file.scores,
                    met=(),
                    attempts=file.attempts,
                )
            )
    return record_of, held(path), plan_resits(basis, standings), plan_deferred(basis, standings)


def test_what_follows_reads_as_it_was_accepted(aftermath, accepted_text):
    decisions, capitals, resits, _ = aftermath
    blocks: dict[str, list[str]] = {}
    for capital in capitals:
        blocks.setdefault(capital.candidate, []).append(f"{capital.block} ({capital.date})")
    again = {carried.candidate: ", ".join(carried.exams) for carried in resits}
    lines = [
        f"{d.candidate} {d.decision}{' (recours)' if d.revises else ''}"
        f" · registre : {', '.join(blocks.get(d.candidate, ())) or '-'}"
        f" · à repasser : {again.get(d.candidate, '-')}"
        for d in decisions.current()
    ]
    accepted_text("cohorte_suites", "\n".join(lines) + "\n")


def test_an_appeal_gives_the_block_and_takes_it_out_of_the_resits(aftermath):
    decisions, capitals, resits, _ = aftermath
    appeals = [d for d in decisions.decisions if d.revises]
    assert len(appeals) >= 10
    sitting = {carried.candidate for carried in resits}
    for appeal in appeals:
        own = {c.block for c in capitals if c.candidate == appeal.candidate}
        assert own >= {b.block for b in appeal.blocks if b.status is BlockStatus.VALID}
        assert appeal.candidate not in sitting
    assert sitting, "others still have something to sit again"


def test_nobody_decided_sits_a_block_that_the_ledger_holds(aftermath, world, policy):
    _, capitals, resits, _ = aftermath
    basis = world.basis(policy)
    won = {(c.candidate, c.block) for c in capitals}
    assert not [
        (carried.candidate, exam)
        for carried in resits
        for exam in carried.exams
        if (carried.candidate, basis.exam(exam).block) in won
    ]
