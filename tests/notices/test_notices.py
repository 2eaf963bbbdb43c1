"""The operator hears of runs: what is mailed, when, how often, and what becomes of what does not arrive."""

import shutil
from dataclasses import replace
from email.message import EmailMessage
from email.policy import SMTP

import pytest

from pipeline.commands.notices import load_notices, send_reminders, send_report
from pipeline.commands.run import run
from pipeline.diagnostics import EpreuveError, ExitCode, Severity
from pipeline.model.notice import Notices
from pipeline.model.report import Act, Report, Result
from pipeline.rules import notices as rules
from pipeline.store import outbox
from pipeline.store.folder import SessionFolder

MONDAY = "2026-11-23T06:07:00Z"
DONE = Act(session="2026-12", step="generate", result=Result.DONE)
FAILED = Act(
    session="2026-11", step="reconcile", result=Result.FAILED, since=MONDAY, codes=("DBL-001",)
)
WAITS = Act(session="2026-10", step="approve", result=Result.PERSON, since=MONDAY, reason="approve")
HELD = Act(session="2026-09", step="summon", result=Result.HELD)
CANARY = "zwyx"


def on(day, hour=6, minute=7):
    return f"2026-11-{day:02}T{hour:02}:{minute:02}:00Z"


class Operator:
    """A workspace whose runs are told to a mail server."""

    def __init__(self, root, mail):
        self.root = root
        self.mail = mail

    def hears(self, *acts, when=MONDAY, seconds=20, **changes):
        """What goes wrong when a run is told; only warnings and infos, ever."""
        report = Report(run="r1", at=when, acts=acts, exit=ExitCode.DONE)
        notices = Notices(mail=replace(self.mail, **changes))
        told = send_report(self.root, notices, report, when, seconds=seconds)
        assert all(d.severity is not Severity.ERROR for d in told)
        return [d.code for d in told]

    @property
    def kept(self):
        """The files of the outbox, but for what mails said."""
        folder = outbox.folder_of(self.root)
        found = (p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())
        return sorted(name for name in found if name != "mentions.json")


@pytest.fixture
def operator(tmp_path, mail_server):
    return Operator(tmp_path, mail_server())


@pytest.fixture
def alone(tmp_path, mail, unused):
    """An operator whose mail server is down."""
    return Operator(tmp_path, mail(unused))


# What is told


def test_a_step_done_is_told_to_everybody_and_nothing_is_left(operator, sink):
    assert operator.hears(DONE) == []
    [message] = sink.messages
    assert sink.taken[0][0] == operator.mail.recipients
    assert message["Subject"].replace("\xa0", " ") == "epreuve : 1 étape faite"
    assert message["Auto-Submitted"] == "auto-generated"
    assert "Production des sujets" in message.get_content()
    assert operator.kept == []


@pytest.mark.parametrize("acts", [(), (HELD,)])
def test_a_run_with_nothing_to_say_says_nothing(operator, sink, acts):
    assert operator.hears(*acts) == []
    assert sink.taken == []
    assert not outbox.folder_of(operator.root).exists()


def test_without_settings_nothing_happens(tmp_path):
    report = Report(run="r1", at=MONDAY, acts=(DONE,), exit=ExitCode.DONE)
    assert send_report(tmp_path, Notices(), report, MONDAY) == ()
    assert list(tmp_path.iterdir()) == []


# How often


def test_what_waits_is_told_once_a_day(operator, sink):
    for day in (23, 24):
        for hour in range(6, 24):
            assert operator.hears(FAILED, WAITS, when=on(day, hour)) == []
    assert [m["Date"].datetime.day for m in sink.messages] == [23, 24]


def test_a_run_a_few_minutes_early_the_next_day_tells_again(operator, sink):
    operator.hears(WAITS, when=on(23, 6, 7))
    operator.hears(WAITS, when=on(24, 5, 59))
    assert len(sink.taken) == 2


def test_what_is_new_is_told_at_once_and_what_was_settled_is_not(operator, sink):
    operator.hears(WAITS, when=on(23, 6))
    operator.hears(WAITS, FAILED, when=on(23, 7))
    operator.hears(FAILED, when=on(23, 8))
    operator.hears(WAITS, FAILED, when=on(23, 9))
    assert len(sink.taken) == 2
    operator.hears(replace(FAILED, codes=("SES-002",)), when=on(23, 10))
    assert len(sink.taken) == 3


def test_what_fails_again_after_it_worked_is_told_again(operator, sink):
    operator.hears(FAILED, when=on(23, 6))
    operator.hears(replace(FAILED, result=Result.DONE), when=on(23, 7))
    operator.hears(FAILED, when=on(23, 8))
    assert len(sink.taken) == 3


def test_a_clock_moved_back_does_not_silence_what_waits(operator, sink):
    operator.hears(WAITS, when="2030-01-01T06:07:00Z")
    operator.hears(WAITS, when=on(23, 6))
    operator.hears(WAITS, when=on(23, 7))
    assert len(sink.taken) == 2


def test_what_mails_said_and_is_lost_is_said_again(operator, sink):
    operator.hears(WAITS, when=on(23, 6))
    (outbox.folder_of(operator.root) / "mentions.json").write_bytes(b"?")
    assert operator.hears(WAITS, when=on(23, 7)) == [rules.NO_MENTIONS.code]
    assert operator.hears(WAITS, when=on(23, 8)) == []
    assert len(sink.taken) == 2


# What does not arrive


def test_a_recipient_put_off_is_served_at_the_next_run_with_the_same_bytes(operator, sink):
    sink.answers["a@ecole.fr"] = ["451 4.7.1 greylisted"]
    assert operator.hears(DONE) == [rules.PUT_OFF.code]
    assert len(operator.kept) == 2
    assert operator.hears(when=on(23, 7)) == []
    first, second = sink.taken
    assert (first[0], second[0]) == (("b@ecole.fr",), ("a@ecole.fr",))
    assert first[1] == second[1]
    assert operator.kept == []


def test_a_server_that_is_down_gets_the_mail_later_with_the_same_identity(alone, mail_server, sink):
    assert alone.hears(DONE) == [rules.UNREACHABLE.code]
    assert alone.hears(WAITS, when=on(23, 7)) == [rules.UNREACHABLE.code]
    written = [
        (outbox.folder_of(alone.root) / n).read_bytes() for n in alone.kept if n.endswith("eml")
    ]
    assert alone.hears(when=on(24), port=mail_server().port) == []
    assert sorted(data for _, data in sink.taken) == sorted(written)
    assert [m["Date"].datetime.hour for m in sink.messages] == [6, 7]
    assert alone.kept == []


def test_a_server_that_hangs_costs_the_seconds_given_and_loses_nothing(alone, rude_server):
    port = rude_server(lambda _: rude_server.stopped.wait(20))
    alone.hears(DONE)
    assert alone.hears(WAITS, port=port, seconds=0.3) == [rules.TOO_SLOW.code]
    assert len(alone.kept) == 4


def test_a_refused_recipient_is_told_once_and_the_others_are_served(operator, sink):
    sink.answers["a@ecole.fr"] = "550 unknown"
    assert operator.hears(DONE) == [rules.ADDRESS_REFUSED.code]
    assert operator.hears(when=on(23, 7)) == []
    assert [to for to, _ in sink.taken] == [("b@ecole.fr",)]
    assert operator.kept == []


def test_a_mail_that_nobody_accepts_is_given_up_at_once(operator, sink):
    sink.answers.update(dict.fromkeys(operator.mail.recipients, "550 unknown"))
    assert operator.hears(DONE) == [*[rules.ADDRESS_REFUSED.code] * 2, rules.GIVEN_UP.code]
    assert [name.partition("/")[0] for name in operator.kept] == ["abandonnes"] * 2
    assert operator.hears(when=on(23, 7)) == []


def test_after_three_days_a_mail_is_given_up_and_told(alone):
    alone.hears(DONE)
    assert alone.hears(when=on(26, 6, 6)) == [rules.UNREACHABLE.code]
    assert alone.hears(when=on(26, 6, 7)) == [rules.UNREACHABLE.code, rules.GIVEN_UP.code]
    assert [name.partition("/")[0] for name in alone.kept] == ["abandonnes"] * 2
    assert alone.hears(when=on(26, 7)) == []


def test_a_mail_that_reached_some_is_given_up_for_the_others(operator, sink):
    sink.answers["a@ecole.fr"] = "451 never"
    operator.hears(DONE)
    assert operator.hears(when=on(27)) == [rules.PUT_OFF.code, rules.GIVEN_UP.code]


def test_a_message_refused_as_a_whole_waits(operator, sink):
    sink.whole = ["554 spam"]
    assert operator.hears(DONE) == [rules.MESSAGE_REFUSED.code]
    assert operator.hears(when=on(23, 7)) == []
    assert [to for to, _ in sink.taken] == [operator.mail.recipients]


def test_without_its_password_the_mail_waits(operator, sink):
    assert operator.hears(DONE, ready=False) == []
    assert len(operator.kept) == 2
    assert operator.hears(when=on(23, 7)) == []
    assert len(sink.taken) == 1


def test_a_machine_that_dies_after_the_server_took_it_sends_it_again_with_the_same_identity(
    alone, mail_server, sink, tmp_path
):
    alone.hears(DONE)
    before = tmp_path / "before"
    shutil.copytree(outbox.folder_of(alone.root), before)
    port = mail_server().port
    alone.hears(when=on(23, 7), port=port)
    shutil.rmtree(outbox.folder_of(alone.root))
    shutil.copytree(before, outbox.folder_of(alone.root))
    alone.hears(when=on(23, 8), port=port)
    first, second = sink.taken
    assert first == second
    assert sink.messages[0]["Message-ID"] == sink.messages[1]["Message-ID"]


def test_a_machine_that_dies_before_it_forgets_a_mail_does_not_send_it_again(operator, sink):
    sink.answers["a@ecole.fr"] = "451 later"
    operator.hears(DONE)
    folder = outbox.folder_of(operator.root)
    [record] = [folder / name for name in operator.kept if name.endswith(".json")]
    record.write_bytes(record.read_bytes().replace(b'"waiting"', b'"sent"'))
    assert operator.hears(when=on(23, 7)) == []
    assert (len(sink.taken), operator.kept) == (1, [])


def test_a_damaged_mail_is_named_and_the_others_go(alone, mail_server, sink):
    alone.hears(DONE)
    [record] = [name for name in alone.kept if name.endswith(".json")]
    (outbox.folder_of(alone.root) / record).write_bytes(b"{")
    assert alone.hears(WAITS, when=on(23, 7), port=mail_server().port) == [rules.UNREADABLE.code]
    assert ["epreuve" in m["Subject"] for m in sink.messages] == [True]
    assert [name.partition("/")[0] for name in alone.kept] == ["illisibles"] * 2


def test_a_disk_that_refuses_the_outbox_does_not_silence_the_mail(operator, sink):
    (operator.root / "output").mkdir()
    outbox.folder_of(operator.root).write_bytes(b"not a folder")
    assert operator.hears(FAILED) == [rules.NO_MENTIONS.code, rules.NOT_KEPT.code]
    assert len(sink.taken) == 1


def test_a_disk_that_refuses_the_record_alone_sends_the_mail_once(operator, sink):
    folder = outbox.folder_of(operator.root)
    (folder / "mentions.json").mkdir(parents=True)
    assert operator.hears(FAILED) == [rules.NO_MENTIONS.code, rules.NOT_KEPT.code]
    assert (len(sink.taken), operator.kept) == (1, [])


def test_a_folder_that_cannot_be_read_back_is_told(alone):
    alone.hears(DONE)
    (outbox.folder_of(alone.root) / "abandonnes").write_bytes(b"not a folder")
    assert alone.hears(when=on(28)) == [rules.UNREACHABLE.code, rules.NOT_KEPT.code]
    [record] = [name for name in alone.kept if name.endswith(".json")]
    (outbox.folder_of(alone.root) / "illisibles").write_bytes(b"not a folder")
    (outbox.folder_of(alone.root) / record).write_bytes(b"{")
    assert alone.hears(when=on(28)) == [rules.NOT_KEPT.code]


# Reminders


def chase(folder, name, to, body="Bonjour, il manque deux grilles.\n"):
    message = EmailMessage(policy=SMTP)
    message["Subject"] = "Grilles à rendre"
    if to:
        message["To"] = to
    message["X-Unsent"] = "1"
    message.set_content(body)
    path = folder.results / "relances" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(message.as_bytes())


@pytest.fixture
def folder(operator):
    return SessionFolder(root=operator.root, name="2026-06")


def test_reminders_stay_where_they_are_unless_they_are_asked_for(operator, folder):
    chase(folder, "E01.eml", "e@ecole.fr")
    assert send_reminders(operator.root, Notices(), folder, MONDAY, MONDAY) == ()
    assert send_reminders(operator.root, Notices(mail=operator.mail), folder, MONDAY, MONDAY) == ()
    assert operator.kept == []


def test_reminders_go_after_the_summary_to_those_they_are_for(operator, folder, sink):
    chase(folder, "E01.eml", "e@ecole.fr, zoé@école.fr")
    chase(folder, "E02.eml", "f@ecole.fr")
    (folder.results / "relances" / "E03.txt").write_text("par la poste", "utf-8")
    notices = Notices(mail=replace(operator.mail, reminders=True))
    assert send_reminders(operator.root, notices, folder, MONDAY, MONDAY) == ()
    again = operator.kept
    assert send_reminders(operator.root, notices, folder, MONDAY, MONDAY) == ()
    assert operator.kept == again
    assert operator.hears(DONE) == []
    first, *others = sink.taken
    assert first[0] == operator.mail.recipients
    assert sorted(to for to, _ in others) == [
        ("e@ecole.fr", "zoé@xn--cole-9oa.fr"),
        ("f@ecole.fr",),
    ]
    for message in sink.messages[1:]:
        assert (message["From"], message["Subject"]) == ("epreuve@ecole.fr", "Grilles à rendre")
        assert (message["Auto-Submitted"], message["X-Unsent"]) == ("auto-generated", None)
        assert not message.is_multipart()
        assert message.get_content().strip() == "Bonjour, il manque deux grilles."
    assert operator.kept == []


@pytest.mark.parametrize("to", ["", "personne", "a b@ecole.fr", ",,"])
def test_a_reminder_without_an_address_is_told(operator, folder, to):
    chase(folder, "E01.eml", to)
    notices = Notices(mail=replace(operator.mail, reminders=True))
    [told] = send_reminders(operator.root, notices, folder, MONDAY, MONDAY)
    assert (told.code, told.source.path) == (
        rules.NO_ADDRESS.code,
        "output/2026-06/resultats/relances/E01.eml",
    )


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xfe\0",
        b"To: a@ecole.fr\r\nContent-Type: text/plain; charset=none\r\n\r\nx\xe9",
        b"To: a@ecole.fr\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n\r\ny\r\n--x--",
        b"To: a@ecole.fr\r\nContent-Type: image/png\r\n\r\nx",
    ],
)
def test_a_reminder_that_somebody_changed_is_told_and_the_others_go(operator, folder, data):
    chase(folder, "E02.eml", "f@ecole.fr")
    (folder.results / "relances" / "E01.eml").write_bytes(data)
    notices = Notices(mail=replace(operator.mail, reminders=True))
    told = send_reminders(operator.root, notices, folder, MONDAY, MONDAY)
    assert [d.code for d in told] == [rules.NO_ADDRESS.code]
    assert len(operator.kept) == 2


def test_the_reminders_of_a_date_are_the_same_letters_whenever_they_are_put_down(operator, folder):
    chase(folder, "E01.eml", "e@ecole.fr")
    notices = Notices(mail=replace(operator.mail, reminders=True))
    send_reminders(operator.root, notices, folder, MONDAY, MONDAY)
    once = operator.kept
    send_reminders(operator.root, notices, folder, "2026-11-23T09:00:00Z", MONDAY)
    assert operator.kept == once


def test_a_disk_that_refuses_reminders_leaves_them_to_be_done(operator, folder):
    chase(folder, "E01.eml", "e@ecole.fr")
    outbox.folder_of(operator.root).write_bytes(b"not a folder")
    notices = Notices(mail=replace(operator.mail, reminders=True))
    with pytest.raises(EpreuveError):
        send_reminders(operator.root, notices, folder, MONDAY, MONDAY)


# A whole run


def test_a_run_tells_a_real_server_and_a_real_watcher(tmp_path, mail_server, sink, health):
    for name in ("referential", "scenarios", "templates", "output/2026-06"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "output/2026-06/session.yaml").write_text(f"{CANARY}: [", "utf-8")
    mail = mail_server()
    (tmp_path / "epreuve.toml").write_text(
        f'[mail]\nserveur = "127.0.0.1"\nport = {mail.port}\nsecurite = "aucune"\n'
        'expediteur = "epreuve@ecole.fr"\ndestinataires = ["a@ecole.fr"]\n'
        f'[sante]\nurl = "{health.url}"\n',
        "utf-8",
    )
    assert load_notices(tmp_path)[1] == ()
    events = []
    outcome = run(root=tmp_path, when=MONDAY, clock=lambda: 0.0, tell=events.append, run_id="r1")
    assert outcome.exit is ExitCode.CONTENT
    [message] = sink.messages
    assert message["Subject"].replace("\xa0", " ") == "epreuve : 1 échec"
    assert CANARY not in message.get_content()
    assert [path for path, _ in health.seen] == ["/ping/secret/start", "/ping/secret/1"]
    assert all(body.startswith("r1\n") and CANARY not in body for _, body in health.seen)


def test_an_interrupted_run_tells_the_watcher_that_it_did_not_end_well(tmp_path, health):
    for name in ("referential", "scenarios", "templates", "output/2026-06"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "output/2026-06/session.yaml").write_text("session: [", "utf-8")
    (tmp_path / "epreuve.toml").write_text(f'[sante]\nurl = "{health.url}"\n', "utf-8")

    def asked_to_end(event):
        if event["event"] == "step-end":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(root=tmp_path, when=MONDAY, clock=lambda: 0.0, tell=asked_to_end, run_id="r1")
    assert [path for path, _ in health.seen] == ["/ping/secret/start", "/ping/secret/130"]


def test_a_run_is_the_same_when_nobody_can_be_told(tmp_path, unused):
    for name in ("referential", "scenarios", "templates", "output"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "epreuve.toml").write_text(
        '[mail]\nserveur = "127.0.0.1"\nsecurite = "nimporte"\n'
        f'[sante]\nurl = "http://127.0.0.1:{unused}/"\n',
        "utf-8",
    )
    outcome = run(root=tmp_path, when=MONDAY, clock=lambda: 0.0, tell=lambda _: None, run_id="r1")
    assert outcome.exit_code is ExitCode.DONE
    assert {d.code for d in outcome.diagnostics} == {
        rules.MISSING_KEY.code,
        rules.WRONG_VALUE.code,
        rules.SILENT_HEALTH.code,
    }
