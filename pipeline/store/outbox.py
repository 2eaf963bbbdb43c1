"""The outbox: mails written down before they go, kept until everybody they are for has them."""

from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.diagnostics import Diagnostic, Source
from pipeline.model.notice import Kind, Letter, Mentions, as_address
from pipeline.moments import is_moment
from pipeline.rules import notices as rules
from pipeline.store.aside import read_found
from pipeline.store.codec import DecodeError, dump, load
from pipeline.store.files import digest, make_folder, sweep, sync_folder, telling, write_file

FOLDER = ".envoi"
GIVEN_UP = "abandonnes"
UNREADABLE = "illisibles"
_RECORD = ".json"
_MAIL = ".eml"
_MENTIONS = "mentions"


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A letter of the outbox and its bytes, as they go out."""

    letter: Letter
    data: bytes


def folder_of(root: Path) -> Path:
    """Where the mails of a workspace wait."""
    return root / "output" / FOLDER


def source_of(letter: Letter) -> str:
    """Where the bytes of a letter are, from the workspace."""
    return f"output/{FOLDER}/{letter.id}{_MAIL}"


def put(root: Path, waiting: Waiting) -> None:
    """Write a mail down, its bytes first: without its record it does not count. Raises EpreuveError."""
    write_file(folder_of(root) / f"{waiting.letter.id}{_MAIL}", waiting.data)
    keep(root, waiting.letter)


def keep(root: Path, letter: Letter) -> None:
    """Write down where a letter stands; raises EpreuveError."""
    write_file(folder_of(root) / f"{letter.id}{_RECORD}", dump(letter))


def drop(root: Path, letter: Letter) -> None:
    """Forget a letter, its record first; raises EpreuveError."""
    folder = folder_of(root)
    with telling(folder):
        for suffix in (_RECORD, _MAIL):
            (folder / f"{letter.id}{suffix}").unlink(missing_ok=True)
        sync_folder(folder)


def give_up(root: Path, letter: Letter) -> str:
    """Move a letter to those that never left; where, from the workspace. Raises EpreuveError."""
    return _move(root, letter.id, GIVEN_UP)


def waiting_letters(root: Path, when: str) -> tuple[tuple[Waiting, ...], tuple[Diagnostic, ...]]:
    """What waits, summaries first then the oldest first; what cannot be read is told and set aside.

    A letter of a moment still to come, from before the clock was moved back, counts from now. What a killed run left
    half written is removed. Raises EpreuveError.
    """
    folder = folder_of(root)
    if not folder.is_dir():
        return (), ()
    sweep(folder)
    found: list[Waiting] = []
    told: list[Diagnostic] = []
    for name in sorted({*_names(folder, _RECORD), *_names(folder, _MAIL)} - {_MENTIONS}):
        waiting = _read(folder, name)
        if waiting is not None:
            found.append(_dated(root, waiting, when))
        elif (folder / f"{name}{_RECORD}").exists():
            place = _move(root, name, UNREADABLE)
            source = Source(path=f"output/{FOLDER}/{name}{_RECORD}")
            told.append(rules.UNREADABLE.at(source, folder=place))
        else:
            with telling(folder):
                (folder / f"{name}{_MAIL}").unlink()
    found.sort(key=_order)
    return tuple(found), tuple(told)


def read_mentions(root: Path) -> tuple[Mentions, tuple[Diagnostic, ...]]:
    """What mails said lately; nothing, and told, when the record cannot be read."""
    path = folder_of(root) / f"{_MENTIONS}{_RECORD}"
    try:
        return load(path.read_bytes(), Mentions), ()
    except FileNotFoundError:
        return Mentions(), ()
    except (OSError, DecodeError):
        source = Source(path=f"output/{FOLDER}/{path.name}")
        return Mentions(), (rules.NO_MENTIONS.at(source),)


def write_mentions(root: Path, mentions: Mentions) -> None:
    """Keep what mails said lately; raises EpreuveError."""
    write_file(folder_of(root) / f"{_MENTIONS}{_RECORD}", dump(mentions))


def _names(folder: Path, suffix: str) -> set[str]:
    """The names of the files of a folder that end in a suffix, without it."""
    return {path.stem for path in folder.glob(f"*{suffix}") if path.is_file()}


def _order(waiting: Waiting) -> tuple[bool, str, str]:
    """Which letter goes first: what the operator waits for, then the oldest."""
    letter = waiting.letter
    return letter.kind is not Kind.SUMMARY, letter.since, letter.id


def _read(folder: Path, name: str) -> Waiting | None:
    """One letter with its bytes; none unless they are what its record says."""
    try:
        letter = load((folder / f"{name}{_RECORD}").read_bytes(), Letter)
        data = (folder / f"{name}{_MAIL}").read_bytes()
    except (OSError, DecodeError):
        return None
    sound = letter.id == name and letter.sha256 == digest(data) and _is_sound(letter)
    return Waiting(letter=letter, data=data) if sound else None


def _is_sound(letter: Letter) -> bool:
    """Whether the moment and the addresses of a letter are some: a server is told nothing else."""
    addresses = (letter.sender, *(recipient.address for recipient in letter.recipients))
    return is_moment(letter.since) and all(a and a == as_address(a) for a in addresses)


def _dated(root: Path, waiting: Waiting, when: str) -> Waiting:
    """A letter with a moment that is not still to come."""
    if waiting.letter.since <= when:
        return waiting
    letter = replace(waiting.letter, since=when)
    keep(root, letter)
    return replace(waiting, letter=letter)


def _move(root: Path, name: str, place: str) -> str:
    """Move what there is of a letter; where, from the workspace. Stopped in between, it can be done again."""
    folder = folder_of(root)
    target = folder / place
    record, mail = folder / f"{name}{_RECORD}", folder / f"{name}{_MAIL}"
    make_folder(target)
    if mail.is_file():
        write_file(target / mail.name, read_found(mail))
    with telling(target):
        record.replace(target / record.name)
        sync_folder(target)
        mail.unlink(missing_ok=True)
        sync_folder(folder)
    return target.relative_to(root).as_posix()
