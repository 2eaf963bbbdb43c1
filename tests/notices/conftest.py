"""Servers of mail and of signals that work, and servers that fail in every way; all on this machine."""

import shutil
import socket
import ssl
import subprocess
import threading
from contextlib import suppress
from email import message_from_bytes
from email.policy import default
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

from pipeline.model.notice import Mail, Security

ACCOUNT = (b"epreuve", b"mot-de-passe")


class Sink:
    """Takes mail, remembers it, and answers as it was told to."""

    def __init__(self):
        self.taken = []
        self.asked = []
        self.answers = {}
        self.whole = []

    async def handle_RCPT(self, _server, _session, envelope, address, _options):  # noqa: N802
        self.asked.append(address)
        answer = self.answers.get(address, "250 OK")
        if isinstance(answer, list):
            answer = answer.pop(0) if answer else "250 OK"
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802
        answer = self.whole.pop(0) if self.whole else "250 OK"
        if answer.startswith("250"):
            self.taken.append((tuple(envelope.rcpt_tos), envelope.content))
        return answer

    @property
    def messages(self):
        return [message_from_bytes(data, policy=default) for _, data in self.taken]


class Host(Controller):
    """A mail server whose abilities are those of aiosmtpd, one by one."""

    def factory(self):
        return SMTP(self.handler, **self.SMTP_kwargs)


@pytest.fixture
def sink():
    """What a mail server took."""
    return Sink()


@pytest.fixture
def mail_server(sink):
    """``mail_server(**abilities)``: a real mail server in front of the sink; its settings as ``Mail``."""
    started = []

    def start(ssl_context=None, **abilities):
        abilities.setdefault("enable_SMTPUTF8", True)
        host = Host(
            sink, hostname="127.0.0.1", port=free_port(), ssl_context=ssl_context, **abilities
        )
        host.start()
        started.append(host)
        return settings(host.port)

    yield start
    for host in started:
        host.stop()


@pytest.fixture
def authenticate():
    """An authenticator that knows one account."""

    def check(server, session, envelope, mechanism, data):
        assert isinstance(data, LoginPassword)
        return AuthResult(success=(data.login, data.password) == ACCOUNT, handled=False)

    return check


@pytest.fixture
def mail():
    """``mail(port, **changes)``: settings of a mail server on this machine."""
    return settings


def settings(port, **changes):
    return Mail(
        **{
            "server": "127.0.0.1",
            "port": port,
            "security": Security.NONE,
            "sender": "epreuve@ecole.fr",
            "recipients": ("a@ecole.fr", "b@ecole.fr"),
            **changes,
        }
    )


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


@pytest.fixture
def unused():
    """A port where nobody listens."""
    return free_port()


@pytest.fixture
def rude_server():
    """``rude_server(talk)``: a server that calls ``talk(connection)`` for whoever connects; its port."""
    stopped = threading.Event()
    opened, threads = [], []

    def serve(talk):
        listener = socket.create_server(("127.0.0.1", 0))
        opened.append(listener)

        def one(connection):
            with suppress(OSError), connection:
                talk(connection)

        def accept():
            with suppress(OSError):
                while not stopped.is_set():
                    connection, _ = listener.accept()
                    opened.append(connection)
                    threads.append(threading.Thread(target=one, args=(connection,)))
                    threads[-1].start()

        threads.append(threading.Thread(target=accept))
        threads[-1].start()
        return listener.getsockname()[1]

    serve.stopped = stopped
    yield serve
    stopped.set()
    for link in opened:
        with suppress(OSError):
            link.shutdown(socket.SHUT_RDWR)
        link.close()
    for thread in threads:
        thread.join(5)
        assert not thread.is_alive()


@pytest.fixture
def scripted(rude_server):
    """``scripted(b"220 hi", b"250 ok"…)``: a server that gives these answers, a line of the client each; its port."""

    def serve(*answers):
        def talk(connection):
            lines = connection.makefile("rb")
            for number, answer in enumerate(answers):
                if number:
                    lines.readline()
                connection.sendall(answer + b"\r\n")
            lines.readline()

        return rude_server(talk)

    return serve


@pytest.fixture
def health():
    """A real server of signals: ``health.url``, ``health.seen``, and what it answers, ``health.status``."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            seen.append((self.path, body.decode()))
            self.send_response(server.status)
            if server.status == 302:
                self.send_header("Location", "/elsewhere")
            self.end_headers()

        def log_message(self, *said):
            pass

    seen = []
    server = HTTPServer(("127.0.0.1", 0), Handler)
    server.seen, server.status = seen, 200
    server.url = f"http://127.0.0.1:{server.server_port}/ping/secret"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(scope="session")
def certificate(tmp_path_factory):
    """A certificate of this machine that no system knows: its file and that of its key."""
    folder = tmp_path_factory.mktemp("tls")
    files = folder / "cert.pem", folder / "key.pem"
    program = shutil.which("openssl")
    assert program, "openssl makes the certificate of these tests"
    subprocess.run(
        [
            *(program, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"),
            *("-nodes", "-days", "3650", "-subj", "/CN=localhost"),
            *("-addext", "subjectAltName=DNS:localhost"),
            *("-out", files[0], "-keyout", files[1]),
        ],
        check=True,
        capture_output=True,
    )
    return files


@pytest.fixture
def tls(certificate):
    """The server's side of an encrypted connection."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    return context


@pytest.fixture
def trusted(certificate, monkeypatch):
    """The system knows that certificate."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
