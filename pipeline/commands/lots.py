"""What each lot holds, from the records of a session: which files, for whom, under which name."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from pipeline.diagnostics import ContentError, Diagnostic, Source
from pipeline.grade.gaps import JOINT, file_name
from pipeline.model.standing import Lot
from pipeline.render.pack import member, write_zip
from pipeline.rules import approval as words
from pipeline.rules import results as result_rules
from pipeline.rules import session as session_rules
from pipeline.store.files import digest
from pipeline.store.folder import SessionFolder
from pipeline.store.manifest import FileMark, read_manifest
from pipeline.store.records import read_issued, read_reconciliation
from pipeline.store.results import result_marks

RESULTS = "resultats"
AREA = {command: area for area, command in result_rules.AREAS.items()}
GUIDES = "evaluateur/corriges"
GUIDE = "-corrige.docx"


@dataclass(frozen=True, slots=True, kw_only=True)
class LotFile:
    """One file to release: its path in the lot, and what it is made of, each part by its name in the package.

    A file that is no package has one part, without a name.
    """

    path: str
    parts: tuple[tuple[str, FileMark], ...]


def lot_digests(folder: SessionFolder) -> Mapping[Lot, str]:
    """The SHA-256 of what each lot would hold now, empty for a lot that has nothing; no document is read.

    Raises ContentError when a record is damaged.
    """
    return {lot: _digest(marks) for lot, marks in lot_marks(folder).items()}


def lot_marks(folder: SessionFolder) -> Mapping[Lot, tuple[FileMark, ...]]:
    """What each lot is made of, by path from the session folder; raises ContentError when a record is damaged."""
    manifest = read_manifest(folder)
    found: dict[Lot, list[FileMark]] = {lot: [] for lot in Lot}
    for mark in manifest.files if manifest is not None else ():
        lot = _lot_of(mark.path)
        if lot is not None:
            found[lot].append(mark)
    further = _result_marks(folder, AREA["reconcile"])
    found[Lot.MARKING] += [mark for mark in further if "/evaluateur/" in mark.path]
    found[Lot.RESULTS] += _result_marks(folder, AREA["decide"])
    return {lot: tuple(marks) for lot, marks in found.items()}


def lot_files(folder: SessionFolder, lot: Lot, marks: Sequence[FileMark]) -> tuple[LotFile, ...]:
    """The files of a lot made of these, by path; raises ContentError when a record is damaged.

    Marking is a package an assessor, with another one for the grids issued since; the rest are folders.
    """
    if lot is Lot.MARKING:
        return tuple(sorted(_packages(folder, marks), key=lambda file: file.path))
    place = _result if lot is Lot.RESULTS else _paper
    return tuple(LotFile(path=place(mark.path), parts=(("", mark),)) for mark in marks)


def lot_contents(folder: SessionFolder, files: Sequence[LotFile]) -> Iterator[tuple[str, bytes]]:
    """The bytes of each file of a lot, by path; every part is exactly what its mark says.

    Raises ContentError once all are read, with those that are missing or changed.
    """
    faults: list[Diagnostic] = []
    for file in files:
        parts = [(name, _content(folder, mark, faults)) for name, mark in file.parts]
        if parts[0][0]:
            yield file.path, write_zip((name, member(name, data)) for name, data in parts)
        else:
            yield file.path, parts[0][1]
    if faults:
        told = tuple(dict.fromkeys(faults))
        raise ContentError(
            words.NOT_AS_PUBLISHED, words.NOT_AS_PUBLISHED_HINT.format(session=folder.name), told
        )


def _digest(marks: Sequence[FileMark]) -> str:
    """One digest of many files, by path; empty without any."""
    lines = (f"{mark.sha256} {mark.path}\n" for mark in sorted(marks, key=lambda m: m.path))
    return digest("".join(lines).encode()) if marks else ""


def _lot_of(path: str) -> Lot | None:
    """The lot that a published file goes out with; ``None`` for what stays with the coordination.

    That is the table of anonymity, the matrix and the certificate, the tables to type marks in, and the marking guides
    of spare papers, of use only when the spare is sat.
    """
    audience, part = PurePosixPath(path).parts[:2]
    if (audience, part) == ("candidat", "convocations"):
        return Lot.SUMMONSES
    if audience in ("candidat", "jury") or (audience, part) == ("coordination", "emargement"):
        return Lot.PAPERS
    if (audience, part) == ("coordination", "secours") and not path.endswith(GUIDE):
        return Lot.PAPERS
    return Lot.MARKING if audience == "evaluateur" else None


def _result_marks(folder: SessionFolder, area: str) -> Iterator[FileMark]:
    """The results of an area, by path from the session folder."""
    for mark in result_marks(folder, area):
        yield replace(mark, path=f"{RESULTS}/{area}/{mark.path}")


def _paper(path: str) -> str:
    """Where a summons or a paper goes: summonses side by side, papers by who may open them."""
    parts = PurePosixPath(path).parts
    if parts[1] == "convocations":
        return parts[-1]
    return "/".join(parts[1:] if parts[0] == "coordination" else parts)


def _result(path: str) -> str:
    """Where a result goes: a folder a candidate, the minutes of the jury apart."""
    parts = PurePosixPath(path).parts[2:]
    if parts[0] != "candidat":
        return "/".join(parts)
    number = PurePosixPath(parts[-1]).stem.partition("-")[2]
    if parts[1] == "attestations":  # attestation-<number>-<block>
        number = number.rpartition("-")[0]
    return f"candidats/{number}/{parts[-1]}"


def _packages(folder: SessionFolder, marks: Sequence[FileMark]) -> Iterator[LotFile]:
    """What each assessor marks with: grids, sheets and marking guides of the forms to mark, and nobody else's."""
    by_path = {mark.path: mark for mark in marks}
    packed: defaultdict[str, dict[str, FileMark]] = defaultdict(dict)
    for mark in marks:
        audience, assessor, *rest = PurePosixPath(mark.path).parts
        if audience == "evaluateur" and not mark.path.startswith(f"{GUIDES}/"):
            packed[f"correction-{assessor}.zip"]["/".join(rest)] = mark
    for grid in read_issued(folder):
        name = f"correction-{grid.identity.assessor}.zip"
        packed[name] |= _guide(by_path, grid.identity.form)
    for gap in read_reconciliation(folder).gaps:
        path = f"evaluateur/{gap.assessor}/{gap.exam}/{file_name(gap)}"
        further = by_path.get(f"{RESULTS}/{AREA['reconcile']}/{path}")
        if further is None:
            continue
        for assessor in gap.assessor.split(JOINT):
            name = f"complement-{assessor}.zip"
            packed[name] |= {f"{gap.exam}/{file_name(gap)}": further}
            packed[name] |= _guide(by_path, gap.form)
    for name, parts in packed.items():
        yield LotFile(path=name, parts=tuple(sorted(parts.items(), key=lambda part: part[0])))


def _guide(by_path: Mapping[str, FileMark], form: str) -> dict[str, FileMark]:
    """The marking guide of a form by its name in a package; none for forms that have no guide."""
    mark = by_path.get(f"{GUIDES}/{form}{GUIDE}")
    return {} if mark is None else {f"corriges/{form}{GUIDE}": mark}


def _content(folder: SessionFolder, mark: FileMark, faults: list[Diagnostic]) -> bytes:
    """The bytes of one file; told when they are not those of its mark."""
    path = folder.path / mark.path
    try:
        data = path.read_bytes()
    except OSError:
        data = None
    if data is not None and digest(data) == mark.sha256:
        return data
    place = Source(path=folder.relative(path))
    area = PurePosixPath(mark.path).parts[1]
    if not mark.path.startswith(f"{RESULTS}/"):
        rule = session_rules.FILE_MISSING if data is None else session_rules.FILE_CHANGED
    else:
        rule = result_rules.RESULT_MISSING if data is None else result_rules.RESULT_CHANGED
    command = result_rules.AREAS.get(area, "publish")
    faults.append(rule.at(place, session=folder.name, command=command))
    return b""
