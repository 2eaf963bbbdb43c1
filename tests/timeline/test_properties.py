"""Runs and people in any order: no step twice, none missed, nothing out before its date nor without an agreement."""

from dataclasses import dataclass, field, replace

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.model.deadline import USUAL, Milestone
from pipeline.model.standing import Lot, Standing
from pipeline.timeline.steps import STEPS, State, complete, statuses

ZONE = "Europe/Paris"
DAY = "2026-09-15"
PAPERS = (Lot.PAPERS, Lot.MARKING)
NEVER = (Milestone.SUMMON, Milestone.REMIND, Milestone.ANNOUNCE, Milestone.RESIT)
MOMENTS = tuple(f"2026-{m:02}-{d:02}T12:00:00Z" for m in (8, 9, 10, 11) for d in (1, 11, 21))
DATES = st.sampled_from(("2026-08-20", "2026-09-15", "2026-10-05"))


@dataclass
class World:
    """What the records of a session would say, and everything that was done in it with what it was done on."""

    standing: Standing
    deadlines: dict
    day: str = DAY
    now: str = MOMENTS[0]
    version: int = 0
    done: list = field(default_factory=list)

    def change(self, **fields):
        """Write records."""
        self.standing = replace(self.standing, **fields)

    def statuses(self):
        """Every step as it stands."""
        return statuses(self.standing, self.deadlines, self.day, ZONE, self.now)

    def new(self, name):
        """A digest that nothing had before."""
        self.version += 1
        return f"{name}{self.version}"

    def run(self):
        """One call of the scheduler: each step once, as ``commands.visit`` does; how many were done."""
        tried = set()
        while True:
            due = [s for s in self.statuses() if s.state is State.DUE and s.step not in tried]
            if not due:
                return len(tried)
            tried.add(due[0].step)
            self.note(due[0])
            getattr(self, due[0].step)()

    def note(self, status):
        """Keep what a step was done on."""
        s = self.standing
        seen = {
            "summon": s.lots.get(Lot.SUMMONSES),
            "release": tuple(s.lots.get(lot) for lot in PAPERS),
            "announce": s.lots.get(Lot.RESULTS),
            "remind": tuple(
                d.due for d in self.statuses() if d.step == "remind" and d.due <= self.now
            ),
            "reconcile": s.marks,
            "award": (s.marks, s.reconciled),
            "generate": s.manifest,
            "resit": s.resit,
        }
        self.done.append((status.step, seen.get(status.step, self.version), self.now, s))

    def give(self, *lots):
        """Release lots."""
        s = self.standing
        out = {lot: s.lots[lot] for lot in lots if s.lots.get(lot)}
        handed = s.handed or (self.now if Lot.MARKING in out else "")
        self.change(released={**s.released, **out}, handed=handed)

    def generate(self):
        """Publish for the first time, or again: everything is new."""
        out = {lot: self.new(lot.value) for lot in (Lot.SUMMONSES, *PAPERS)}
        lots = {**self.standing.lots, **out}
        self.change(manifest=self.new("m"), lots=lots, changed=False, outdated=False, refused_by="")
        if not self.standing.marks:
            self.change(missing=4, owed=4)

    def summon(self):
        """Summonses go out."""
        self.give(Lot.SUMMONSES)

    def release(self):
        """Papers and grids go out."""
        self.give(*PAPERS)

    def announce(self):
        """Results go out."""
        self.give(Lot.RESULTS)

    def collect(self):
        """Everything that came is read."""
        s = self.standing
        left = max(0, s.missing - s.arrived)
        self.change(arrived=0, missing=left, owed=left, marks=self.new("k"), unlogged=False)

    def remind(self):
        """All the dates that are past are served."""
        dues = [s.due for s in self.statuses() if s.step == "remind" and s.due <= self.now]
        self.change(reminded=(*self.standing.reminded, max(dues)))

    def reconcile(self):
        """Markings are compared."""
        self.change(reconciled=self.standing.marks)

    def award(self):
        """The jury's table is made."""
        self.change(tabled=self.standing.marks)

    def decide(self):
        """The jury's table is recorded."""
        results = {**self.standing.lots, Lot.RESULTS: self.new("r")}
        again = 0 if self.standing.resit else 1
        self.change(table=False, decided=3, undecided=0, again=again, lots=results)

    def resit(self):
        """The session of resits is opened."""
        self.change(resit="again", again=0)


def publish(world):
    """Somebody publishes again, if it was published."""
    if world.standing.manifest:
        world.generate()


def approve(world):
    """A second person agrees."""
    world.change(approved=world.standing.manifest, refused_by="")


def refuse(world):
    """A second person refuses, before papers are out."""
    s = world.standing
    if s.manifest and not s.released.keys() & set(PAPERS):
        world.change(approved="" if s.approved == s.manifest else s.approved, refused_by="X")


def by_hand(world):
    """Papers are released by hand without the grids, as ``epreuve release`` allows it."""
    s = world.standing
    agreed = s.approved == s.manifest and s.manifest
    if s.manifest and not s.refused_by and (agreed or not s.approval):
        world.give(Lot.PAPERS)


def move(world):
    """Somebody changes the date of the session: documents would print another one."""
    world.change(outdated=bool(world.standing.manifest))


def arrive(world):
    """A grid lies in ``recu/``."""
    if world.standing.manifest:
        world.change(arrived=world.standing.arrived + 1)


def all_arrive(world):
    """All the grids lie in ``recu/``."""
    if world.standing.missing:
        world.change(arrived=world.standing.missing)


def lift(world):
    """Names appear."""
    s = world.standing
    if s.marks and not s.missing and s.reconciled == s.marks:
        world.change(lifted=True)


def table(world):
    """A filled table lies in ``recu/``."""
    if world.standing.tabled:
        world.change(table=True)


def revise(world):
    """A decision is revised: the results are others."""
    s = world.standing
    if s.decided:
        world.change(lots={**s.lots, Lot.RESULTS: world.new("r")})


def register(world):
    """Registrations change."""
    world.change(changed=bool(world.standing.manifest))


ACTS = (publish, approve, refuse, by_hand, arrive, all_arrive, lift, table, revise, register, move)
USEFUL = (by_hand, approve, all_arrive, lift, table)
"""Those without whom nothing goes on: they come more often, so that sessions go far."""
moves = st.lists(
    st.one_of(st.sampled_from(USEFUL), st.sampled_from(ACTS), st.sampled_from(MOMENTS), DATES),
    min_size=10,
    max_size=40,
)


def played(acts, never, *, approval, days=True):
    """A session after acts of people, moments that pass and ``days`` that move, with a run after each."""
    deadlines = {m: dates for m, dates in USUAL.items() if m not in never}
    world = World(standing=Standing(session="s", approval=approval), deadlines=deadlines)
    for act in acts:
        if callable(act):
            act(world)
        elif len(act) == len(DAY):
            world.day = act if days else DAY
        else:
            world.now = max(world.now, act)
        world.run()
        assert world.run() == 0, "a second run has nothing to do"
    return world


@settings(deadline=None, derandomize=True, max_examples=80)
@given(moves, st.sets(st.sampled_from(NEVER)), st.booleans())
def test_no_step_is_done_twice_on_the_same_thing(acts, never, approval):
    done = [act[:2] for act in played(acts, never, approval=approval).done]
    once = [act for act in done if act[0] not in ("collect", "decide", "release")]
    assert len(once) == len(set(once))


@settings(deadline=None, derandomize=True, max_examples=80)
@given(moves, st.sets(st.sampled_from(NEVER)), st.booleans())
def test_each_step_finds_what_it_needs(acts, never, approval):
    for step, _, _, s in played(acts, never, approval=approval).done:
        agreed = not s.refused_by and (not approval or s.approved == s.manifest)
        compared = bool(s.marks) and s.reconciled == s.marks
        met = {
            "release": bool(s.manifest) and agreed,
            "reconcile": not s.arrived and bool(s.marks),
            "award": compared and s.lifted,
            "decide": compared and s.lifted and s.tabled == s.marks and s.table,
            "announce": s.decided > 0 and s.undecided == 0,
            "resit": s.decided > 0 and s.undecided == 0 and s.again > 0,
        }
        assert met.get(step, True), (step, s)


@settings(deadline=None, derandomize=True, max_examples=80)
@given(moves, st.sets(st.sampled_from(NEVER)), st.booleans())
def test_whatever_was_done_before_people_who_do_their_part_end_the_session(acts, never, approval):
    world = played(acts, never, approval=approval)
    world.now = "2027-06-01T00:00:00Z"
    for _ in range(4):
        world.run()
        for act in (
            publish if world.standing.changed or world.standing.outdated else approve,
            approve,
            all_arrive,
            lift,
            table,
        ):
            act(world)
            world.run()
    found = world.statuses()
    assert complete(found), [s for s in found if s.state not in (State.DONE, State.NEVER)]
    assert world.run() == 0
    assert all(world.standing.released.get(lot) == world.standing.lots[lot] for lot in PAPERS)


@settings(deadline=None, derandomize=True, max_examples=60)
@given(moves, st.sets(st.sampled_from(NEVER)), st.booleans())
def test_nothing_is_done_before_its_date(acts, never, approval):
    for step, _, now, _ in played(acts, never, approval=approval, days=False).done:
        milestone = next(row.milestone for row in STEPS if row.name == step)
        dates = USUAL.get(milestone if milestone not in never else Milestone.JURY)
        assert now >= dates[0].moments(DAY, ZONE)[0]
