"""What the tests of collection share: a session of two exams on paper and one by table, and files that come back."""

from dataclasses import dataclass, replace
from decimal import Decimal
from hashlib import sha256
from pathlib import Path

import pytest

from pipeline.grade.awaiting import blank, table_grid
from pipeline.grade.copies import Copy
from pipeline.grade.merge import with_typed
from pipeline.grade.returned import Awaited, Refused, Returned
from pipeline.model.basis import Basis, BlockBasis, ExamBasis, IssuedGrid
from pipeline.model.blueprint import Phase
from pipeline.model.grid import CodeSection, GridMap, GridRow
from pipeline.model.gridplan import GridIdentity
from pipeline.model.marks import Gap, LevelMark, Marking
from pipeline.model.policy import policy
from pipeline.model.referential import BlockKind, Official
from pipeline.read.rules import read_rules

ROOT = Path(__file__).resolve().parent.parent.parent
KEYS = ("C1.i1", "C1.i2", "C2.i1")
COPIES = ("AA11", "BB22", "CC33")
EXAMS = ("CAS", "ORAL")


@dataclass(frozen=True)
class Returns:
    """Makes what comes back; ``id_of("CAS", "AA11", 2)`` is the second blind marking of that copy."""

    awaited: Awaited
    keys = KEYS
    copies = COPIES

    def id_of(self, exam, copy, marking=1):
        return f"2026-06/{exam}-A/{copy}/E{marking}/{marking}"

    def marking(self, exam, copy, marking=1, **values):
        """A marking; ``values`` are levels by « C1_i1 », « c_C1_i1 » a comment, ``state``, ``date``, ``remark``."""
        grids = {g.identity.id: g for g in self.awaited.grids}
        known = grids.get(self.id_of(exam, copy, marking))
        grid = known or table_grid("2026-06", exam, copy)
        return with_typed(blank(grid), self.typed(**values))

    def typed(self, **values):
        own = {"state": "fiche.situation", "date": "fiche.date", "remark": "appreciation"}
        found = {}
        for name, text in values.items():
            key = name.removeprefix("c_").replace("_", ".")
            found[own.get(name, key + "/commentaire" * name.startswith("c_"))] = str(text)
        return found

    def full(self, level=3, **values):
        """Every level, and what else is given."""
        return {key.replace(".", "_"): level for key in KEYS} | values

    def file(self, exam, copy, marking=1, *, name="", bytes_=b"", **values):
        """A file that holds one grid; two with the same values are two files when their bytes differ."""
        found = self.marking(exam, copy, marking, **values)
        data = f"{found}".encode() + bytes_
        return Returned(
            name=name or f"recu/{copy}-{marking}-{sha256(data).hexdigest()[:4]}.xlsx",
            sha256=sha256(data).hexdigest(),
            grid=found.grid,
            marking=found,
        )

    def odd(self, doubt, grid="", marking=None):
        """A file whose reader doubts whose it is."""
        data = f"{doubt}{grid}{marking}".encode()
        return Returned(
            name=f"recu/{doubt.value}.xlsx",
            sha256=sha256(data).hexdigest(),
            grid=grid,
            marking=marking,
            doubt=doubt,
        )

    def refused(self, name, data=b"?", grids=(), reasons=("RCU-007",)):
        return Refused(
            name=name, sha256=sha256(data).hexdigest(), reasons=reasons, grids=tuple(grids)
        )


@pytest.fixture(scope="session")
def returns():
    """Two written exams with two blind markings of three copies each, and one exam marked by table."""
    return Returns(Awaited(basis=basis(), grids=tuple(issued()), tables={"CC": ("101", "102")}))


@pytest.fixture(scope="session")
def after_jury(returns):
    """The same once the jury has decided."""
    return Returns(replace(returns.awaited, decided=True))


def issued():
    for exam in EXAMS:
        for copy in COPIES:
            for marking in (1, 2):
                identity = GridIdentity(
                    session="2026-06",
                    form=f"{exam}-A",
                    anonymous=copy,
                    assessor=f"E{marking}",
                    assessor_name=f"Camille Exemple {marking}",
                    marking=marking,
                    markings=2,
                )
                path = f"evaluateur/E{marking}/{exam}/grille-{exam}-A-{copy}.xlsx"
                yield IssuedGrid(identity=identity, exam=exam, path=path, seal="0" * 64)


def basis():
    rules, faults = read_rules(ROOT)
    assert faults == ()
    return Basis(
        session="2026-06",
        title="Session de juin",
        centre="Centre",
        certifier="Certificateur",
        date="2026-06-15",
        edition="0" * 64,
        official=Official(title="Expert"),
        policy=policy(rules),
        blocks=(BlockBasis(id="B1", kind=BlockKind.COMMON, title="Bloc 1", codes=("C1", "C2")),),
        exams=tuple(exam(e, by_table=e == "CC") for e in (*EXAMS, "CC")),
        grids={form: grid(form) for form in ("CAS-A", "ORAL-A", "CC")},
        equivalences={},
    )


def exam(exam_id, *, by_table):
    return ExamBasis(
        id=exam_id,
        title=f"Exam {exam_id}",
        block="B1",
        phase=Phase.FINAL,
        coefficient=Decimal(1),
        individual=True,
        oral=exam_id == "ORAL",
        by_table=by_table,
        codes=("C1", "C2"),
    )


def grid(form):
    return GridMap(
        form=form,
        title=form,
        points=100,
        status="proposition",
        conversion=tuple(map(Decimal, (0, 4, 8, 14, 20))),
        sections=tuple(
            CodeSection(
                code=code,
                title=code,
                points=Decimal(50),
                questions=(),
                levels=("", "", "", "", ""),
                rows=tuple(
                    GridRow(key=key, code=code, label=key, weight=Decimal(1))
                    for key in KEYS
                    if key.startswith(code)
                ),
            )
            for code in ("C1", "C2")
        ),
        skills=(),
    )


class Marked:
    """Makes marked copies: ``copy(4, 3)`` has two blind markings with these levels everywhere, by E1 and E2."""

    def __init__(self, frozen):
        self.basis = frozen
        self.policy = frozen.policy
        self.keys = KEYS

    def marking(self, levels, marking=1, *, copy="AA11", exam="CAS", **changes):
        """A marking; ``levels`` is one for all rows, a list by row, or nothing."""
        given = [levels] * len(KEYS) if isinstance(levels, int) else levels or []
        assessor = changes.get("assessor", f"E{marking}")
        fields = {
            "grid": f"2026-06/{exam}-A/{copy}/{assessor}/{marking}",
            "exam": exam,
            "form": f"{exam}-A",
            "copy": copy,
            "assessor": assessor,
            "assessor_name": f"Camille Exemple {assessor}",
            "marking": marking,
            "state": "",
            "date": "",
            "remark": "",
            "levels": tuple(
                LevelMark(key=key, level=level) for key, level in zip(KEYS, given, strict=False)
            ),
        }
        return Marking(**{**fields, **changes})

    def copy(self, *found, copy="AA11", exam="CAS", **changes):
        """A copy by its markings in order: levels, or markings; what came back is what went out."""
        markings = tuple(
            m if isinstance(m, Marking) else self.marking(m, place, copy=copy, exam=exam)
            for place, m in enumerate(found, 1)
        )
        fields = {
            "exam": exam,
            "form": f"{exam}-A",
            "copy": copy,
            "grid": self.basis.grids[f"{exam}-A"],
            "by_table": False,
            "issued": tuple(m.grid for m in markings if m.marking < 3),
            "markings": markings,
        }
        return Copy(**{**fields, **changes})

    def gap(self, marking=3, *, copy="AA11", exam="CAS", assessor="E3", **changes):
        """What was asked after a gap."""
        fields = {
            "exam": exam,
            "form": f"{exam}-A",
            "copy": copy,
            "points": Decimal(4),
            "rows": (),
            "marking": marking,
            "assessor": assessor,
            "assessor_name": f"Camille Exemple {assessor}",
            "grid": f"2026-06/{exam}-A/{copy}/{assessor}/{marking}",
        }
        return Gap(**{**fields, **changes})

    def rules(self, **double):
        """The policy with other rules of double marking."""
        return replace(self.policy, double=replace(self.policy.double, **double))


@pytest.fixture(scope="session")
def marked(returns):
    """The maker of marked copies."""
    return Marked(returns.awaited.basis)
