"""A whole session of a large school: every paper and grid of 1,000 candidates, four blocks, two assessors.

Run: python bench/session.py [candidates]. Prints CPU seconds (user and system), peak memory and files a second; the bar
is 60 s of CPU and 300 MB for 1,000 candidates.
"""

import resource
import sys
import tempfile
import time
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from pipeline.assemble.dispatch import dispatch
from pipeline.commands.assemble import assemble
from pipeline.commands.documents import documents
from pipeline.commands.edition import Edition, press
from pipeline.commands.init import init
from pipeline.commands.inputs import Inputs, load_bank, load_session
from pipeline.commands.open import open_session
from pipeline.diagnostics import Source
from pipeline.grade.basis import freeze
from pipeline.model.people import Accommodation, Assessor, Candidate, Room, Roster, Sitting
from pipeline.runner.runner import Runner
from pipeline.store.folder import SessionFolder
from pipeline.store.records import read_forms
from pipeline.store.secret import read_secret

EXAMS = ("B1-CAS", "B2-CAS", "B3-CAS", "S1-CAS", "S2-CAS", "S3-CAS")
SPECIALISATIONS = ("S1", "S2", "S3")
HERE = Source(path="bench")


def roster(count: int) -> Roster:
    """A made-up school: one candidate in twenty has extra time, one in fifty large print."""
    candidates = tuple(
        Candidate(
            number=f"{n:04d}",
            last_name=f"Fictif{n}",
            first_name="Camille",
            birth_date="2000-01-01",
            email="",
            specialisation=SPECIALISATIONS[n % 3],
            won=(),
            accommodation=Accommodation(
                extra_time=Decimal("0.333333") if n % 20 == 0 else Decimal(0),
                large_print=n % 50 == 0,
            ),
            source=HERE,
        )
        for n in range(1, count + 1)
    )
    assessors = tuple(
        Assessor(
            id=f"E{n:02d}",
            last_name=f"Fictive{n}",
            first_name="Dominique",
            email="",
            organisation="",
            external=n % 2 == 0,
            blocks=("B1", "B2", "B3", *SPECIALISATIONS),
            links=(),
            source=HERE,
        )
        for n in range(1, 41)
    )
    rooms = (Room(name="Halle", seats=count, source=HERE),)
    sittings = tuple(
        Sitting(
            blueprint=exam,
            date=f"2026-06-{15 + min(k, 3):02d}",
            start="09:00",
            rooms=("Halle",),
            source=HERE,
        )
        for k, exam in enumerate(EXAMS)
    )
    return Roster(candidates=candidates, assessors=assessors, rooms=rooms, sittings=sittings)


def main() -> None:
    """Measure once, from the forms to every document's bytes."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    with tempfile.TemporaryDirectory() as place:
        root = Path(place) / "espace"
        init(root)
        open_session("banc", root=root, when="2026-06-01T00:00:00Z", date="2026-06-15")
        folder = SessionFolder(root=root, name="banc")
        settings = folder.settings.read_text("utf-8")
        head, _, tail = settings.partition("epreuves:\n")
        rest = tail[tail.index("\n# Pays") :]
        exams = "".join(f"  - {exam}\n" for exam in EXAMS)
        folder.settings.write_text(f"{head}epreuves:\n{exams}{rest}", "utf-8")
        assemble("banc", root=root, when="2026-06-01T00:00:00Z")
        bank = load_bank(root)
        session = replace(load_session(bank, folder), exams=EXAMS)
        inputs = Inputs(bank=bank, session=session, roster=roster(count), diagnostics=())
        secret = read_secret(folder)
        forms = read_forms(folder)
        start = time.process_time()
        placed = dispatch(inputs.registration, forms, secret)
        basis = freeze(inputs.registration, forms)
        edition = Edition(inputs=inputs, forms=forms, placed=placed, basis=basis, secret=secret)
        workshop = press(edition, root)
        files = size = 0
        kinds: dict[str, list[int]] = {}
        for document in Runner(jobs=1).run(tuple(documents(edition)), workshop, []):
            files += 1
            size += len(document.data)
            kind = kinds.setdefault(document.path.split("/")[0], [0, 0])
            kind[0] += 1
            kind[1] += len(document.data)
        spent = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{count} candidates, {len(EXAMS)} exams, 2 assessors: {files} files, {size / 1e6:.0f} MB"
    )
    for kind, (number, amount) in sorted(kinds.items()):
        print(f"  {kind:14} {number:6} files {amount / 1e6:8.1f} MB")
    print(f"CPU {spent:.1f} s ({1000 * spent / files:.2f} ms a file); peak memory {peak:.0f} MB")


if __name__ == "__main__":
    main()
