"""Talks with servers that end in time, whatever the server does."""

import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import suppress
from http.client import HTTPException
from queue import SimpleQueue
from threading import Lock, Semaphore, Thread, Timer
from typing import TypeVar

from pipeline.rules import notices as rules
from pipeline.rules.session import system_reason

Value = TypeVar("Value")


class Line:
    """Connections that can be cut from outside, at any moment of a talk."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._lock = Lock()
        self._held: list[socket.socket] = []
        self.cut = False

    def connect(self, host: str, port: int) -> socket.socket:
        """A connection to a server; raises OSError, also once the line was cut."""
        made = socket.create_connection((host, port), timeout=self._seconds)
        with self._lock:
            if self.cut:
                made.close()
                raise TimeoutError
            # TLS takes the socket over: a second handle on the same connection can still end it.
            self._held.append(made.dup())
        return made

    def hang_up(self) -> None:
        """End every connection, now and to come; whoever waits on one gets an error at once."""
        with self._lock:
            self.cut = True
            for held in self._held:
                with suppress(OSError):
                    held.shutdown(socket.SHUT_RDWR)
                held.close()
            self._held.clear()


def within(seconds: float, talk: Callable[[Line], Iterator[Value]]) -> Iterator[Value]:
    """What a talk says, as it comes, for so many seconds in all; raises TimeoutError after that.

    The talk runs in a thread of its own, since no limit of a socket bounds the search for a name nor a server that
    answers one byte at a time. It goes on once what it said was dealt with. Raises what the talk raises of OSError,
    ValueError and HTTPException.
    """
    line = Line(seconds)
    said: SimpleQueue[Value | Exception | None] = SimpleQueue()
    heard = Semaphore(0)

    def work() -> None:
        try:
            for value in talk(line):
                said.put(value)
                heard.acquire()
                if line.cut:
                    break
        except (OSError, ValueError, HTTPException) as error:
            said.put(error)
        finally:
            said.put(None)

    def expire() -> None:
        said.put(TimeoutError())  # first: what a cut connection still says counts no more
        line.hang_up()

    timer = Timer(seconds, expire)
    timer.daemon = True
    timer.start()
    Thread(target=work, daemon=True).start()
    try:
        while (value := said.get()) is not None:
            if isinstance(value, Exception):
                raise TimeoutError if line.cut else value
            yield value
            heard.release()
    finally:
        timer.cancel()
        line.hang_up()
        heard.release()


def network_reason(error: Exception) -> str:
    """What the network or a server did, in French where it is known."""
    for kind, reason in _KNOWN:
        if isinstance(error, kind):
            return reason
    if isinstance(error, OSError) and error.errno:
        return rules.NETWORK.get(error.errno) or system_reason(error)
    return rules.BROKEN_OFF if isinstance(error, ConnectionError) else rules.BAD_ANSWER


_KNOWN: tuple[tuple[type[Exception], str], ...] = (
    (ssl.SSLCertVerificationError, rules.BAD_CERTIFICATE),
    (ssl.SSLError, rules.BAD_ENCRYPTION),
    (TimeoutError, rules.LATE),
    (socket.gaierror, rules.UNKNOWN_NAME),
)
