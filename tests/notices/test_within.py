"""Talks that end in time, whatever happens in them."""

import threading
import time

import pytest

from pipeline.exchange.within import Line, within


def test_what_a_talk_says_comes_as_it_is_said():
    assert list(within(10, lambda _: iter(range(1000)))) == list(range(1000))


@pytest.mark.parametrize("error", [OSError(5, "x"), ValueError("x")])
def test_what_a_talk_raises_comes_after_what_it_said(error):
    def talk(_):
        yield 1
        raise error

    said = []
    with pytest.raises(type(error)) as caught:
        said.extend(within(10, talk))
    assert (caught.value, said) == (error, [1])


def test_a_talk_that_never_touches_the_network_is_left_in_time():
    gate = threading.Event()

    def talk(_):
        gate.wait(20)
        yield 1

    start = time.monotonic()
    with pytest.raises(TimeoutError):
        list(within(0.2, talk))
    assert time.monotonic() - start < 5
    gate.set()


def test_a_line_that_was_cut_connects_no_more(rude_server):
    port = rude_server(lambda connection: connection.recv(1))
    line = Line(5)
    with line.connect("127.0.0.1", port) as link:
        line.hang_up()
        assert link.recv(1) == b""
    with pytest.raises(TimeoutError):
        line.connect("127.0.0.1", port)
    line.hang_up()


def test_a_talk_goes_on_once_what_it_said_was_dealt_with():
    steps = []

    def talk(_):
        for step in range(50):
            steps.append(("said", step))
            yield step

    for step in within(10, talk):
        assert steps[-1] == ("said", step)
        time.sleep(0.001)
        steps.append(("dealt with", step))
    assert steps == [(what, step) for step in range(50) for what in ("said", "dealt with")]


def test_whoever_stops_listening_hangs_up(rude_server):
    gone, ended = threading.Event(), threading.Event()

    def serve(connection):
        if connection.recv(1) == b"":
            gone.set()

    def talk(line):
        try:
            with line.connect("127.0.0.1", port):
                yield 1
                yield 2
        finally:
            ended.set()

    port = rude_server(serve)
    found = within(20, talk)
    assert next(found) == 1
    found.close()
    assert gone.wait(5)
    assert ended.wait(5)
