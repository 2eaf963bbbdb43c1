"""Letters handed to real mail servers, and to servers that fail in every way."""

import time
from dataclasses import replace
from email import message_from_bytes
from email.policy import SMTP

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.exchange.letter import compose
from pipeline.exchange.mail import Attempt, deliver
from pipeline.model.notice import Kind, Mail, Recipient, Security, as_address
from pipeline.rules import notices as rules

WHEN = "2026-11-23T06:07:00Z"
LIMIT = 20
TIGHT = 0.4
ADDRESSES = ("a@ecole.fr", "b@ecole.fr")
MAIL = Mail(
    server="localhost",
    port=25,
    security=Security.NONE,
    sender="epreuve@ecole.fr",
    recipients=ADDRESSES,
)


def letter(*addresses, kind=Kind.SUMMARY, text="Bonjour.\n", when=WHEN):
    return compose(MAIL, kind, addresses or ADDRESSES, "Un sujet é", text, when=when)


def send(mail, *letters, seconds=LIMIT):
    return list(deliver(mail, letters or (letter(),), seconds))


def account(word):
    return {"user": "epreuve", "password": word}


def code_of(found):
    return [d.code for event in found for d in getattr(event, "told", (event,))]


def attempt(waiting, sent=ADDRESSES, refused=(), told=()):
    return Attempt(letter=waiting.letter.id, sent=sent, refused=refused, told=told)


# The letter itself


def test_the_same_content_at_the_same_moment_gives_the_same_bytes():
    assert letter() == letter()
    others = (letter("a@ecole.fr"), letter(text="Autre.\n"), letter(when="2026-11-23T07:07:00Z"))
    assert len({letter().letter.id, *(o.letter.id for o in others)}) == 4


def test_a_letter_says_that_a_program_wrote_it_and_holds_nothing_but_text():
    waiting = letter(text="Élève « prêt » : oui\u202f!\n")
    message = message_from_bytes(waiting.data, policy=SMTP)
    assert dict(message.items()) == {
        "From": "epreuve@ecole.fr",
        "To": "a@ecole.fr, b@ecole.fr",
        "Subject": "Un sujet é",
        "Date": "Mon, 23 Nov 2026 06:07:00 +0000",
        "Message-ID": f"<{waiting.letter.id}@ecole.fr>",
        "Auto-Submitted": "auto-generated",
        "Content-Language": "fr",
        "Content-Type": 'text/plain; charset="utf-8"',
        "Content-Transfer-Encoding": "quoted-printable",
        "MIME-Version": "1.0",
    }
    assert message.get_content().replace("\r\n", "\n") == "Élève « prêt » : oui\u202f!\n"
    assert waiting.data.isascii()
    assert waiting.letter.recipients == tuple(Recipient(address=a) for a in ADDRESSES)


def test_addresses_with_accents_are_not_named_in_the_headers():
    assert b"To: a@ecole.fr\r\n" in letter("élève@ecole.fr", "a@ecole.fr").data
    assert b"To: undisclosed-recipients:;\r\n" in letter("élève@ecole.fr").data


@given(st.lists(st.text(min_size=1, max_size=70), max_size=5), st.text(), st.text(max_size=2000))
@settings(deadline=None, derandomize=True, max_examples=60)
def test_whatever_is_written_stays_in_its_place(names, subject, text):
    shaped = (as_address(f"{name}@ecole.fr") for name in names)
    addresses = tuple(dict.fromkeys(a for a in shaped if a)) or ("a@ecole.fr",)
    waiting = compose(MAIL, Kind.SUMMARY, addresses, subject, text, when=WHEN)
    message = message_from_bytes(waiting.data, policy=SMTP)
    named = [a.addr_spec for a in message["To"].addresses]
    assert named == [a for a in addresses if a.isascii()]
    assert len(message.keys()) == len(set(message.keys())) == 10
    assert waiting.data.isascii()
    assert all(len(line) <= 998 for line in waiting.data.split(b"\r\n"))


def test_a_long_list_of_recipients_goes_in_several_parts(mail_server, sink):
    many = tuple(f"personne-{n}@ecole.fr" for n in range(120))
    waiting = letter(*many)
    found = send(mail_server(), waiting)
    assert [len(a.sent) for a in found] == [50, 50, 20]
    assert sum((taken for taken, _ in sink.taken), ()) == many
    assert {m["Message-ID"] for m in sink.messages} == {f"<{waiting.letter.id}@ecole.fr>"}


# Servers that work


def test_a_letter_arrives_as_it_was_written(mail_server, sink):
    waiting = letter(text=".point\n..deux\nÀ bientôt\n")
    assert send(mail_server(), waiting) == [attempt(waiting)]
    assert sink.taken == [(ADDRESSES, waiting.data)]


def test_several_letters_go_in_one_talk(mail_server, sink):
    both = letter(), letter(text="Autre.\n")
    assert send(mail_server(), *both) == [attempt(one) for one in both]
    assert [data for _, data in sink.taken] == [one.data for one in both]


def test_starttls_and_a_password_are_used_when_asked_for(
    mail_server, sink, tls, trusted, authenticate
):
    mail = mail_server(
        tls_context=tls, require_starttls=True, auth_required=True, authenticator=authenticate
    )
    mail = replace(
        mail,
        server="localhost",
        security=Security.STARTTLS,
        **account("mot-de-passe"),
    )
    waiting = letter()
    assert send(mail, waiting) == [attempt(waiting)]
    assert sink.taken == [(ADDRESSES, waiting.data)]


def test_a_connection_is_encrypted_from_the_start_when_asked_for(mail_server, sink, tls, trusted):
    mail = replace(mail_server(ssl_context=tls), server="localhost", security=Security.TLS)
    assert send(mail) == [attempt(letter())]
    assert len(sink.taken) == 1


def test_addresses_with_accents_go_where_the_server_knows_them(mail_server, sink):
    waiting = letter("élève@ecole.fr", "a@ecole.fr")
    found = send(mail_server(), waiting)
    assert found == [attempt(waiting, sent=("élève@ecole.fr", "a@ecole.fr"))]
    assert sink.taken[0][0] == ("élève@ecole.fr", "a@ecole.fr")


def test_a_server_that_knows_no_accents_serves_the_others(mail_server, sink):
    waiting = letter("élève@ecole.fr", "a@ecole.fr")
    [found] = send(mail_server(enable_SMTPUTF8=False), waiting)
    assert (found.sent, found.refused) == (("a@ecole.fr",), ("élève@ecole.fr",))
    assert [d.code for d in found.told] == [rules.ADDRESS_REFUSED.code]
    assert rules.NO_ACCENTS in found.told[0].message
    assert sink.asked == ["a@ecole.fr"]


# Servers that refuse


def test_one_refused_recipient_is_told_and_the_others_are_served(mail_server, sink):
    sink.answers["a@ecole.fr"] = "550 5.1.1 inconnu \x1b[31m ici"
    waiting = letter()
    [found] = send(mail_server(), waiting)
    assert (found.sent, found.refused) == (("b@ecole.fr",), ("a@ecole.fr",))
    assert [d.message for d in found.told] == [
        "le serveur de courrier refuse l'adresse a@ecole.fr (réponse 550 : 5.1.1 inconnu [31m ici) ; "
        "les autres destinataires sont servis"
    ]
    assert sink.taken == [(("b@ecole.fr",), waiting.data)]


def test_the_address_of_an_assessor_is_not_shown(mail_server, sink):
    sink.answers["b@ecole.fr"] = "550 non"
    [found] = send(mail_server(), letter(kind=Kind.REMINDER))
    assert "l'adresse 2 d'une relance" in found.told[0].message
    assert rules.IN_ROSTER in found.told[0].hint
    assert "ecole.fr" not in found.told[0].message


def test_a_recipient_put_off_keeps_waiting(mail_server, sink):
    sink.answers["a@ecole.fr"] = "451 4.7.1 revenez"
    [found] = send(mail_server())
    assert (found.sent, found.refused) == (("b@ecole.fr",), ())
    assert code_of([found]) == [rules.PUT_OFF.code]


def test_nobody_taken_sends_no_byte(mail_server, sink):
    sink.answers.update(dict.fromkeys(ADDRESSES, "451 revenez"))
    both = letter(), letter("c@ecole.fr")
    first, second = send(mail_server(), *both)
    assert (first.sent, first.refused, code_of([first])) == ((), (), [rules.PUT_OFF.code])
    assert second == attempt(both[1], sent=("c@ecole.fr",))
    assert len(sink.taken) == 1


@pytest.mark.parametrize(
    ("answer", "rule"), [("451 plus tard", rules.PUT_OFF), ("554 pourriel", rules.MESSAGE_REFUSED)]
)
def test_a_message_refused_as_a_whole_waits_for_everybody(mail_server, sink, answer, rule):
    sink.whole = [answer]
    both = letter(), letter(text="Autre.\n")
    first, second = send(mail_server(), *both)
    assert (first.sent, first.refused, code_of([first])) == ((), (), [rule.code])
    assert second == attempt(both[1])


@pytest.mark.parametrize(
    ("answers", "rule"),
    [
        ((b"220 hi", b"250 ok", b"550 sender", b"250 ok"), rules.MESSAGE_REFUSED),
        ((b"220 hi", b"250 ok", b"451 sender", b"250 ok"), rules.PUT_OFF),
        (
            (b"220 hi", b"250 ok", b"250 ok", b"250 ok", b"250 ok", b"554 no", b"250 ok"),
            rules.MESSAGE_REFUSED,
        ),
        ((b"220 hi", b"250 ok", b"421 bye"), rules.PUT_OFF_ALL),
        ((b"220 hi", b"250 ok", b"250 ok", b"421 bye"), rules.PUT_OFF_ALL),
        (
            (b"220 hi", b"250 ok", b"250 ok", b"250 ok", b"250 ok", b"354 go", b"421 bye"),
            rules.PUT_OFF_ALL,
        ),
        ((b"220 hi", b"250 ok", b"garbage"), rules.CUT_SHORT),
        ((b"220 hi", b"250 ok", b"999 what"), rules.CUT_SHORT),
        ((b"220 hi", b"250 ok"), rules.CUT_SHORT),
        ((b"421 busy",), rules.PUT_OFF_ALL),
        ((b"451 greylisted",), rules.PUT_OFF_ALL),
        ((b"554 go away",), rules.SERVER_REFUSES),
        ((b"220 hi", b"500 what", b"550 never"), rules.SERVER_REFUSES),
        ((b"HTTP/1.1 400 Bad Request",), rules.CUT_SHORT),
        ((b"220 " + b"x" * 10_000,), rules.SERVER_REFUSES),
        (
            (b"220 hi\xff\xfe", b"250 \xff", b"550 \xff\x00\x07 no", b"250 ok"),
            rules.MESSAGE_REFUSED,
        ),
    ],
)
def test_what_a_server_answers_is_told_for_what_it_is(scripted, mail, answers, rule):
    found = send(mail(scripted(*answers)))
    assert code_of(found) == [rule.code]
    assert not [event for event in found if isinstance(event, Attempt) and event.sent]


def test_a_login_that_is_refused_says_so(mail_server, sink, authenticate):
    mail = mail_server(auth_require_tls=False, authenticator=authenticate)
    found = send(replace(mail, **account("autre")))
    assert code_of(found) == [rules.NO_LOGIN.code]
    assert "autre" not in found[0].message
    assert sink.asked == []


def test_a_server_without_login_says_so(mail_server, mail, scripted):
    named = account("x")
    assert code_of(send(replace(mail_server(), **named))) == [rules.NO_LOGIN.code]
    odd = scripted(b"220 hi", b"250-hi\r\n250 AUTH MAGIC")
    assert code_of(send(mail(odd, **named))) == [rules.NO_LOGIN.code]
    late = scripted(b"220 hi", b"250-hi\r\n250 AUTH PLAIN", b"454 later")
    assert code_of(send(mail(late, **named))) == [rules.PUT_OFF_ALL.code]
    twisted = scripted(b"220 hi", b"250-hi\r\n250 AUTH CRAM-MD5", b"334 a")
    assert code_of(send(mail(twisted, **named))) == [rules.UNREACHABLE.code]


# Encryption


def test_nothing_is_said_in_clear_to_a_server_that_does_not_encrypt(mail_server, sink):
    mail = replace(mail_server(), security=Security.STARTTLS, **account("x"))
    [found] = send(mail)
    assert (found.code, rules.NO_STARTTLS in found.message) == (rules.NO_TLS.code, True)
    assert sink.asked == []


@pytest.mark.parametrize("security", [Security.STARTTLS, Security.TLS])
def test_a_certificate_that_the_system_does_not_know_is_refused(mail_server, sink, tls, security):
    direct = security is Security.TLS
    mail = mail_server(ssl_context=tls) if direct else mail_server(tls_context=tls)
    [found] = send(replace(mail, server="localhost", security=security))
    assert (found.code, rules.BAD_CERTIFICATE in found.message) == (rules.NO_TLS.code, True)
    assert sink.taken == []


def test_a_certificate_of_another_name_is_refused(mail_server, sink, tls, trusted):
    [found] = send(replace(mail_server(ssl_context=tls), security=Security.TLS))
    assert (found.code, rules.BAD_CERTIFICATE in found.message) == (rules.NO_TLS.code, True)


def test_a_server_that_does_not_speak_tls_is_told(scripted, mail):
    [found] = send(mail(scripted(b"220 hi", b""), security=Security.TLS))
    assert (found.code, rules.BAD_ENCRYPTION in found.message) == (rules.NO_TLS.code, True)
    port = scripted(b"220 hi", b"250-hi\r\n250 STARTTLS", b"501 no")
    assert code_of(send(mail(port, security=Security.STARTTLS))) == [rules.SERVER_REFUSES.code]


# Servers that hang


def elapsed(mail, *letters, seconds=TIGHT):
    start = time.monotonic()
    found = send(mail, *letters, seconds=seconds)
    return found, time.monotonic() - start


def test_a_server_that_says_nothing_is_left_in_time(rude_server, mail):
    found, seconds = elapsed(mail(rude_server(lambda connection: connection.recv(10))))
    assert code_of(found) == [rules.TOO_SLOW.code]
    assert seconds < 5


@pytest.mark.parametrize("security", [Security.NONE, Security.TLS])
def test_a_server_that_says_one_byte_at_a_time_is_left_in_time(rude_server, mail, security):
    def drip(connection):
        for byte in b"220 " + b"slow " * 10_000:
            connection.sendall(bytes([byte]))
            if rude_server.stopped.wait(0.05):
                return

    clear = security is Security.NONE
    limit = TIGHT if clear else LIMIT
    found, seconds = elapsed(mail(rude_server(drip), security=security), seconds=limit)
    assert code_of(found) == [rules.TOO_SLOW.code if clear else rules.NO_TLS.code]
    assert seconds < 10


def test_a_handshake_that_never_ends_is_left_in_time(rude_server, mail):
    port = rude_server(lambda _: rude_server.stopped.wait(20))
    found, seconds = elapsed(mail(port, security=Security.TLS))
    assert code_of(found) == [rules.TOO_SLOW.code]
    assert seconds < 5


def test_a_server_that_floods_is_left_in_time(rude_server, mail):
    def flood(connection):
        while not rude_server.stopped.is_set():
            connection.sendall(b"220-more and more\r\n" * 10)
            rude_server.stopped.wait(0.02)

    found, seconds = elapsed(mail(rude_server(flood)))
    assert code_of(found) == [rules.TOO_SLOW.code]
    assert seconds < 5


def test_a_server_that_hangs_once_it_has_the_message_leaves_it_waiting(mail, rude_server):
    found, seconds = elapsed(mail(rude_server(taking(rude_server, b""))))
    assert code_of(found) == [rules.TOO_SLOW.code]
    assert not [event for event in found if isinstance(event, Attempt)]
    assert seconds < 5


def taking(server, answer=b"250 taken\r\n"):
    """A server that takes one message, and hangs."""

    def talk(connection):
        lines = connection.makefile("rb")
        connection.sendall(b"220 hi\r\n")
        for said in (b"250 ok", b"250 ok", b"250 ok", b"250 ok", b"354 go"):
            lines.readline()
            connection.sendall(said + b"\r\n")
        while lines.readline() not in (b".\r\n", b""):
            pass
        connection.sendall(answer)
        server.stopped.wait(20)

    return talk


def test_what_was_answered_before_a_server_hangs_counts(mail, rude_server):
    both = letter(), letter(text="Autre.\n")
    found, seconds = elapsed(mail(rude_server(taking(rude_server))), *both, seconds=2)
    assert found[0] == attempt(both[0])
    assert code_of(found[1:]) == [rules.TOO_SLOW.code]
    assert seconds < 10


def test_nobody_waits_for_the_good_bye(mail, rude_server):
    waiting = letter()
    found, seconds = elapsed(mail(rude_server(taking(rude_server))), waiting, seconds=LIMIT)
    assert found == [attempt(waiting)]
    assert seconds < 10


def test_a_machine_where_nobody_listens_is_told(mail, unused):
    [found] = send(mail(unused))
    assert (found.code, "refusée" in found.message) == (rules.UNREACHABLE.code, True)


def test_a_name_that_does_not_exist_is_told(mail):
    [found] = send(mail(25, server="courrier.invalid"))
    assert found.code == rules.UNREACHABLE.code


def test_letters_of_nobody_open_a_talk_and_send_nothing(mail_server, sink):
    waiting = letter()
    done = replace(waiting, letter=replace(waiting.letter, recipients=()))
    assert send(mail_server(), done) == []
    assert sink.taken == []


def test_the_password_is_never_shown():
    assert "secret" not in repr(replace(MAIL, **account("secret")))
