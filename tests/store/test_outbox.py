"""The outbox: nothing is lost nor half written, and what is damaged stops nobody else."""

from dataclasses import replace

import pytest

from pipeline.diagnostics import EpreuveError
from pipeline.model.notice import Kind, Letter, Mention, Mentions, Recipient
from pipeline.rules import notices as rules
from pipeline.store import outbox
from pipeline.store.codec import dump
from pipeline.store.files import digest
from pipeline.store.outbox import Waiting

WHEN = "2026-11-23T06:07:00Z"
LATER = "2026-11-24T06:07:00Z"


def waiting(name="a", kind=Kind.SUMMARY, since=WHEN, **changes):
    data = f"Subject: {name}\r\n\r\n".encode()
    letter = Letter(
        **{
            "id": name,
            "kind": kind,
            "sender": "epreuve@ecole.fr",
            "recipients": (Recipient(address="b@ecole.fr"),),
            "since": since,
            "sha256": digest(data),
            **changes,
        }
    )
    return Waiting(letter=letter, data=data)


def waits(root, when=LATER):
    found, told = outbox.waiting_letters(root, when)
    return found, [d.code for d in told]


def files(root):
    folder = outbox.folder_of(root)
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())


def test_an_outbox_that_was_never_used_is_empty(tmp_path):
    assert waits(tmp_path) == ((), [])
    assert outbox.read_mentions(tmp_path) == (Mentions(), ())


def test_what_was_put_waits_as_it_was_until_it_is_dropped(tmp_path):
    one = waiting()
    outbox.put(tmp_path, one)
    assert waits(tmp_path) == ((one,), [])
    assert (tmp_path / outbox.source_of(one.letter)).read_bytes() == one.data
    outbox.drop(tmp_path, one.letter)
    outbox.drop(tmp_path, one.letter)
    assert (waits(tmp_path), files(tmp_path)) == (((), []), [])


def test_files_of_the_outbox_are_private(tmp_path):
    outbox.put(tmp_path, waiting())
    folder = outbox.folder_of(tmp_path)
    assert [p.stat().st_mode & 0o777 for p in (folder, *sorted(folder.iterdir()))] == [
        0o700,
        0o600,
        0o600,
    ]


def test_summaries_go_first_then_the_oldest(tmp_path):
    late, early = waiting("a", since=LATER), waiting("z")
    chase = waiting("b", Kind.REMINDER, "2026-11-01T06:07:00Z")
    for one in (late, chase, early):
        outbox.put(tmp_path, one)
    assert waits(tmp_path) == ((early, late, chase), [])


def test_a_letter_from_a_clock_that_was_ahead_counts_from_now(tmp_path):
    outbox.put(tmp_path, waiting(since="2030-01-01T00:00:00Z"))
    assert waits(tmp_path, WHEN) == ((waiting(since=WHEN),), [])
    assert waits(tmp_path, LATER) == ((waiting(since=WHEN),), [])


def test_what_is_given_up_is_kept_aside(tmp_path):
    one = waiting()
    outbox.put(tmp_path, one)
    assert outbox.give_up(tmp_path, one.letter) == "output/.envoi/abandonnes"
    assert files(tmp_path) == ["abandonnes/a.eml", "abandonnes/a.json"]
    assert (outbox.folder_of(tmp_path) / "abandonnes/a.eml").read_bytes() == one.data
    assert waits(tmp_path) == ((), [])


@pytest.mark.parametrize(
    "damage",
    [
        lambda folder: (folder / "a.json").write_bytes(b""),
        lambda folder: (folder / "a.json").write_bytes(b"{"),
        lambda folder: (folder / "a.json").write_bytes(b"\xff" * 9),
        lambda folder: (folder / "a.json").write_bytes(b"[" * 100_000),
        lambda folder: (folder / "a.eml").write_bytes(b"Subject: b"),
        lambda folder: (folder / "a.eml").unlink(),
        lambda folder: (folder / "a.json").write_bytes(dump(waiting("b").letter)),
        lambda folder: (folder / "a.json").write_bytes(dump(changed(since="hier"))),
        lambda folder: (folder / "a.json").write_bytes(dump(changed(since="2026-1-1T1:2:3Z"))),
        lambda folder: (folder / "a.json").write_bytes(dump(changed(sender="a@b.fr>\r\nRSET"))),
        lambda folder: (folder / "a.json").write_bytes(
            dump(changed(recipients=(Recipient(address="x\r\nDATA"),)))
        ),
    ],
)
def test_a_damaged_letter_is_named_and_set_aside_and_the_others_stay(tmp_path, damage):
    other = waiting("c")
    outbox.put(tmp_path, waiting())
    outbox.put(tmp_path, other)
    damage(outbox.folder_of(tmp_path))
    found, told = outbox.waiting_letters(tmp_path, LATER)
    assert (found, [d.code for d in told]) == ((other,), [rules.UNREADABLE.code])
    assert told[0].source.path == "output/.envoi/a.json"
    assert "output/.envoi/illisibles" in told[0].message
    assert "illisibles/a.json" in files(tmp_path)
    assert waits(tmp_path) == ((other,), [])


def changed(**changes):
    return replace(waiting().letter, **changes)


def test_bytes_without_a_record_were_never_put(tmp_path):
    outbox.put(tmp_path, waiting())
    folder = outbox.folder_of(tmp_path)
    (folder / "b.eml").write_bytes(b"x")
    (folder / ".epreuve-tmp-c.json").write_bytes(b"x")
    (folder / "d.json").mkdir()
    assert waits(tmp_path) == ((waiting(),), [])
    assert files(tmp_path) == ["a.eml", "a.json"]


def test_a_machine_that_dies_while_a_letter_is_put_leaves_it_whole_or_not_there(
    tmp_path, machine, killed
):
    one, other = waiting(), waiting("c")
    outbox.put(tmp_path, other)
    for error in machine.moments(
        lambda: outbox.drop(tmp_path, one.letter), lambda: outbox.put(tmp_path, one), killed()
    ):
        assert isinstance(error, killed)
        found, told = waits(tmp_path)
        assert told == []
        assert found in ((other,), (one, other))
    assert waits(tmp_path) == ((one, other), [])


@pytest.mark.parametrize("act", [outbox.drop, outbox.give_up])
def test_a_machine_that_dies_while_a_letter_goes_loses_nothing(tmp_path, machine, killed, act):
    one = waiting()
    outbox.put(tmp_path, one)

    def prepare():
        outbox.drop(tmp_path, one.letter)
        outbox.put(tmp_path, one)

    for error in machine.moments(prepare, lambda: act(tmp_path, one.letter), killed()):
        assert isinstance(error, killed)
        found, told = waits(tmp_path)
        assert (found in ((), (one,)), told) == (True, [])
        if found and act is outbox.give_up:
            act(tmp_path, one.letter)
        if act is outbox.give_up:
            assert files(tmp_path) == ["abandonnes/a.eml", "abandonnes/a.json"]


def test_a_full_disk_says_so(tmp_path, machine):
    full = OSError(28, "No space left on device")
    outbox.put(tmp_path, waiting())
    error = machine.run(lambda: outbox.put(tmp_path, waiting("c")), 1, full)
    assert isinstance(error, EpreuveError)
    assert "le disque est plein" in error.message
    assert waits(tmp_path) == ((waiting(),), [])


def test_what_mails_said_is_kept_and_is_no_letter(tmp_path):
    said = Mentions(said=(Mention(session="2026-06", step="lift", what="person|lift", at=WHEN),))
    outbox.write_mentions(tmp_path, said)
    assert outbox.read_mentions(tmp_path) == (said, ())
    assert waits(tmp_path) == ((), [])
    assert outbox.read_mentions(tmp_path) == (said, ())


def test_what_mails_said_and_cannot_be_read_is_told(tmp_path):
    outbox.write_mentions(tmp_path, Mentions())
    (outbox.folder_of(tmp_path) / "mentions.json").write_bytes(b"?")
    found, told = outbox.read_mentions(tmp_path)
    assert (found, [d.code for d in told]) == (Mentions(), [rules.NO_MENTIONS.code])
