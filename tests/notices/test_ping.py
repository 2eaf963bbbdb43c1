"""Signals to the address that watches over runs, real servers and servers that fail."""

import time

import pytest

from pipeline.commands.notices import ping_end, ping_start
from pipeline.diagnostics import ExitCode, Severity
from pipeline.exchange.ping import ping
from pipeline.model.notice import Notices
from pipeline.rules import notices as rules

LIMIT = 10
TIGHT = 0.4


def test_a_run_that_ends_well_is_signalled_at_its_start_and_at_its_end(health):
    notices = Notices(health=health.url)
    assert ping_start(notices, "r1") == ()
    assert ping_end(notices, "r1", ExitCode.DONE, {"done": 3, "failed": 0}) == ()
    assert health.seen == [
        ("/ping/secret/start", "r1\n"),
        ("/ping/secret", "r1\ndone: 3\nfailed: 0\n"),
    ]


def test_a_run_that_fails_is_signalled_with_its_exit_code(health):
    assert ping_end(Notices(health=health.url + "/"), "r1", ExitCode.LOCKED) == ()
    assert health.seen == [("/ping/secret/6", "r1\n")]


def test_nobody_is_called_without_an_address():
    assert ping_start(Notices(), "r1") == ping_end(Notices(), "r1", ExitCode.DONE) == ()


@pytest.mark.parametrize(
    ("tail", "ending", "path"),
    [
        ("?create=1", "start", "/ping/secret/start?create=1"),
        ("?create=1", "", "/ping/secret?create=1"),
        ("/", "", "/ping/secret"),
    ],
)
def test_the_ending_goes_to_the_path(health, tail, ending, path):
    assert ping(health.url + tail, ending, "", LIMIT) == ()
    assert health.seen == [(path, "")]


def test_an_address_without_a_path_is_one(health):
    short = health.url.removesuffix("/ping/secret")
    assert ping(short, "", "x", LIMIT) == ping(short, "3", "x", LIMIT) == ()
    assert [path for path, _ in health.seen] == ["/", "/3"]


@pytest.mark.parametrize("status", [302, 404, 500])
def test_an_answer_that_is_no_success_is_told_without_the_address(health, status):
    health.status = status
    [told] = ping(health.url, "start", "r1", LIMIT)
    assert told.message == (
        f"le signal de santé n'est pas passé (réponse {status}) ; l'exécution n'en dépend pas"
    )
    assert (told.severity, "secret" in str(told)) == (Severity.WARNING, False)
    assert len(health.seen) == 1


def failing(url, seconds=TIGHT):
    start = time.monotonic()
    [told] = ping(url, "", "r1", seconds)
    assert time.monotonic() - start < 5
    return told.message


def test_a_server_that_says_nothing_is_left_in_time(rude_server):
    port = rude_server(lambda _: rude_server.stopped.wait(20))
    assert rules.LATE in failing(f"http://127.0.0.1:{port}/x")
    assert rules.LATE in failing(f"https://127.0.0.1:{port}/x")


@pytest.mark.parametrize("prelude", [b"", b"HTTP/1.1 200 OK\r\nX: "])
def test_a_server_that_says_one_byte_at_a_time_is_left_in_time(rude_server, prelude):
    def drip(connection):
        connection.sendall(prelude)
        while not rude_server.stopped.wait(0.05):
            connection.sendall(b"H")

    assert rules.LATE in failing(f"http://127.0.0.1:{rude_server(drip)}/x")


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (b"", rules.BROKEN_OFF),
        (b"garbage\r\n\r\n", rules.BAD_ANSWER),
        (b"HTTP/1.1 20x OK\r\n\r\n", rules.BAD_ANSWER),
        (b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 200 + b"\r\n", rules.BAD_ANSWER),
        (b"HTTP/1.1 200 " + b"x" * 70_000, rules.BAD_ANSWER),
    ],
)
def test_an_answer_without_sense_is_told(rude_server, answer, reason):
    def talk(connection):
        connection.recv(4096)
        connection.sendall(answer)

    assert reason in failing(f"http://127.0.0.1:{rude_server(talk)}/x", LIMIT)


def test_a_machine_where_nobody_listens_is_told(unused):
    assert "la connexion est refusée" in failing(f"http://127.0.0.1:{unused}/x", LIMIT)


def test_an_encrypted_address_is_used_when_its_certificate_is_known(rude_server, tls, trusted):
    port = rude_server(secure(tls))
    assert ping(f"https://localhost:{port}/x", "start", "r1", LIMIT) == ()
    assert rules.BAD_CERTIFICATE in failing(f"https://127.0.0.1:{port}/x", LIMIT)


def test_a_certificate_that_the_system_does_not_know_is_refused(rude_server, tls):
    port = rude_server(secure(tls))
    assert rules.BAD_CERTIFICATE in failing(f"https://localhost:{port}/x", LIMIT)


def secure(tls):
    def talk(connection):
        with tls.wrap_socket(connection, server_side=True) as link:
            asked = b""
            while not asked.endswith(b"r1"):
                asked += link.recv(4096)
            assert asked.startswith(b"POST /x/start HTTP/1.1\r\nHost: localhost")
            link.sendall(b"HTTP/1.1 204 No Content\r\n\r\n")

    return talk
