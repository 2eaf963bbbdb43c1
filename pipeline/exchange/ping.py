"""Signals to the address that watches over runs: a run that starts, that ends well, that fails with its exit code."""

import ssl
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import urlsplit

from pipeline.diagnostics import Diagnostic, Source
from pipeline.exchange.within import Line, network_reason, within
from pipeline.read.settings import NAME
from pipeline.rules import notices as rules

_HEADERS = {"Content-Type": "text/plain; charset=utf-8", "User-Agent": "epreuve"}


def ping(url: str, ending: str, body: str, seconds: float) -> tuple[Diagnostic, ...]:
    """Send a signal, in so many seconds at most; what went wrong, without the address, which is a secret.

    ``ending`` is added to the path: ``start``, an exit code, nothing for a success (healthchecks.io, « Pinging API »).
    """
    try:
        status = next(within(seconds, lambda line: _talk(line, url, ending, body)), 0)
    except (OSError, ValueError, HTTPException) as error:
        reason = network_reason(error)
    else:
        reason = "" if 200 <= status < 300 else rules.REPLY.format(code=status)
    return (rules.SILENT_HEALTH.at(Source(path=NAME), reason=reason),) if reason else ()


def _talk(line: Line, url: str, ending: str, body: str) -> Iterator[int]:
    """The status that the server answers; redirections are not followed: they would give the secret away."""
    parts = urlsplit(url)
    host, secure = parts.hostname or "", parts.scheme == "https"
    connection = _connection(host, parts.port, secure=secure)
    link = line.connect(host, connection.port)
    try:
        if secure:
            link = ssl.create_default_context().wrap_socket(link, server_hostname=host)
        connection.sock = link
        path = "/".join((parts.path.rstrip("/"), *filter(None, (ending,)))) or "/"
        target = f"{path}?{parts.query}" if parts.query else path
        connection.request("POST", target, body.encode(), _HEADERS)
        yield connection.getresponse().status
    finally:
        connection.close()
        link.close()


def _connection(host: str, port: int | None, *, secure: bool) -> HTTPConnection:
    """What speaks HTTP; it opens no connection itself."""
    return HTTPSConnection(host, port) if secure else HTTPConnection(host, port)
