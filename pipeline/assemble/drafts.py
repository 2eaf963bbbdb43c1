"""The forms of a session before their countries are known: what is wanted, under which ids, and what was proved."""

from dataclasses import dataclass, replace

from pipeline.assemble.again import Group, by_codes, groups
from pipeline.assemble.pool import Exposure, pool_for
from pipeline.assemble.restrict import restricted
from pipeline.codes import Code
from pipeline.diagnostics import Diagnostic
from pipeline.model.bank import Bank
from pipeline.model.blueprint import Blueprint
from pipeline.model.form import FormRole
from pipeline.model.session import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """The papers wanted of one exam by those who may sit the same ones: ``count`` parallel ones and their spare.

    ``whole`` is the blueprint of the exam, ``blueprint`` that of its codes that are missing; ``number`` is that of the
    first paper.
    """

    whole: Blueprint
    blueprint: Blueprint
    group: Group
    number: int = 1
    count: int = 1

    @property
    def name(self) -> str:
        """What the draws of this order go by."""
        return numbered(self.whole.id, self.number, "-")

    @property
    def codes(self) -> tuple[Code, ...]:
        """The codes of an exam that is sat in part; none of a whole one."""
        return () if self.blueprint is self.whole else self.blueprint.codes

    @property
    def mains(self) -> tuple[str, ...]:
        """The ids of the main papers."""
        numbers = range(self.number, self.number + self.count)
        return tuple(form_id(self.whole, numbered("P", n), self.codes) for n in numbers)

    @property
    def spare(self) -> str:
        """The id of the spare; empty when the exam has none."""
        if not self.whole.spare:
            return ""
        return form_id(self.whole, numbered("S", self.number), self.codes)

    def widened(self) -> "Order":
        """The same for the whole exam."""
        return replace(self, blueprint=self.whole)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A form before its countries are known, with what was proved of it (points of deviation on 100).

    ``alternatives`` is how many scenario sets or tickets were compared, ``near`` among how many it was drawn, ``price``
    what earlier uses add to its value. ``apart`` are the forms from which it should differ most; ``codes`` those of an
    exam that is sat in part; ``notes`` what its certificate must say of how it came about.
    """

    form: str
    role: FormRole
    number: int
    blueprint: Blueprint
    items: tuple[str, ...]
    scenarios: tuple[str, ...]
    deviation: float
    bound: float
    alternatives: int
    near: int = 1
    price: float = 0.0
    proved: bool = True
    apart: tuple[str, ...] = ()
    codes: tuple[Code, ...] = ()
    notes: tuple[str, ...] = ()


Drafted = tuple[list[Draft], list[Diagnostic]]


def paper_orders(
    bank: Bank, session: Session, blueprint: Blueprint, exposure: Exposure
) -> tuple[Order, ...]:
    """The papers wanted of an exam: its parallel papers, or in a session of resits one for each group."""
    again = session.again.get(blueprint.id, ())
    if not again:
        count = session.forms.get(blueprint.id, blueprint.forms)
        return (Order(whole=blueprint, blueprint=blueprint, group=Group(), count=count),)
    found: list[Order] = []
    for codes, people in by_codes(again).items():
        part = restricted(blueprint, codes)
        scenarios = pool_for(bank, part, session, (), exposure).items
        for group in groups(scenarios, [a.met for a in people], codes):
            found.append(Order(whole=blueprint, blueprint=part, group=group, number=len(found) + 1))
    return tuple(found)


def form_id(blueprint: Blueprint, label: str, codes: tuple[Code, ...] = ()) -> str:
    """The id of a form of an exam; one on some of the codes names them."""
    return "-".join((blueprint.id, label, *codes))


def numbered(name: str, number: int, glue: str = "") -> str:
    """A name, with its number from the second on."""
    return name if number == 1 else f"{name}{glue}{number}"
