"""Tables ``[mail]`` and ``[sante]`` of ``epreuve.toml``: whom to tell of scheduled runs, and how."""

import ipaddress
import os
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from pipeline.diagnostics import Diagnostic, Rule, Source, UsageError
from pipeline.model.notice import Mail, Notices, Security, as_address, as_host
from pipeline.read.settings import NAME, read_settings
from pipeline.rules import notices as rules
from pipeline.rules.session import system_reason

MAIL = "mail"
HEALTH = "sante"
_MAIL_KEYS = (
    *("serveur", "port", "securite", "en_clair", "utilisateur", "mot_de_passe_fichier"),
    *("expediteur", "destinataires", "relances"),
)
_PASSWORDS = ("motdepasse", "mdp", "passe", "password", "passwd", "pass")
_PORTS = {Security.STARTTLS: 587, Security.TLS: 465, Security.NONE: 25}
_LONGEST_PASSWORD = 1000


class _Table:
    """One table and the faults found in it; a fault of a value means that the table is not used."""

    def __init__(self, name: str, values: dict[str, object], keys: tuple[str, ...]) -> None:
        self.name = name
        self.values = values
        self.faults: list[Diagnostic] = []
        self.usable = True
        for key in values:
            if key not in keys and not _is_password(key):
                known = ", ".join(keys)
                self.tell(rules.UNKNOWN_KEY, stops=False, key=key, known=known)

    def tell(self, rule: Rule, *, stops: bool = True, **values: object) -> None:
        """Note a fault."""
        place = Source(path=NAME)
        self.faults.append(rule.at(place, table=self.name, effect=rules.NO_MAIL, **values))
        self.usable = self.usable and not stops

    def missing(self, key: str) -> None:
        """Note that a key has to be there."""
        self.tell(rules.MISSING_KEY, key=key)

    def wrong(self, key: str, wanted: str) -> None:
        """Note that the value of a key is not what it should be; it is never quoted."""
        self.tell(rules.WRONG_VALUE, key=key, wanted=wanted, example=rules.EXAMPLES[key])

    def text(self, key: str, wanted: str, accept: Callable[[str], str], *, needed: bool) -> str:
        """A text as ``accept`` gives it back, which is empty for what it refuses."""
        value = self.values.get(key)
        if value is None:
            if needed:
                self.missing(key)
            return ""
        found = accept(value) if isinstance(value, str) else ""
        if not found:
            self.wrong(key, wanted)
        return found

    def truth(self, key: str) -> bool:
        """True or false; false without the key."""
        value = self.values.get(key, False)
        if not isinstance(value, bool):
            self.wrong(key, rules.A_TRUTH)
        return value is True


def read_notices(root: Path, credentials: str) -> tuple[Notices, tuple[Diagnostic, ...]]:
    """Whom to tell of runs, and what is wrong in the settings; ``credentials`` is the folder that systemd lends."""
    try:
        tables = read_settings(root)
    except UsageError as error:
        place = Source(path=NAME)
        fault = rules.BAD_FILE.at(place, reason=error.message, advice=error.hint)
        return Notices(), (fault,)
    mail, mail_faults = _mail(tables.get(MAIL), credentials)
    health, health_faults = _health(tables.get(HEALTH))
    return Notices(mail=mail, health=health), (*mail_faults, *health_faults)


def _mail(values: object, credentials: str) -> tuple[Mail | None, tuple[Diagnostic, ...]]:
    """The settings of the mail; none without the table or when it cannot be used."""
    if not isinstance(values, dict):
        return None, ()
    table = _Table(MAIL, values, _MAIL_KEYS)
    if any(_is_password(key) for key in values):
        table.tell(rules.PASSWORD_WRITTEN)
    server = table.text("serveur", rules.A_SERVER, _server, needed=True)
    security = _security(table)
    port = _port(table, security)
    sender = table.text("expediteur", rules.AN_ADDRESS, _sender, needed=True)
    recipients = _recipients(table)
    user = table.text("utilisateur", rules.A_TEXT, _plain, needed="mot_de_passe_fichier" in values)
    file = table.text(
        "mot_de_passe_fichier", rules.A_TEXT, str.strip, needed="utilisateur" in values
    )
    in_clear, reminders = table.truth("en_clair"), table.truth("relances")
    if security is Security.NONE and not _is_local(server) and (user or not in_clear):
        table.tell(rules.IN_CLEAR)
    if not table.usable:
        return None, tuple(table.faults)
    password = _password(table, file, credentials) if file else ""
    mail = Mail(
        server=server,
        port=port,
        security=security,
        sender=sender,
        recipients=recipients,
        user=user,
        password=password,
        reminders=reminders,
        ready=bool(password) or not user,
    )
    return mail, tuple(table.faults)


def _is_password(key: str) -> bool:
    """Whether a key is one under which people write a password."""
    return "".join(c for c in key.casefold() if c.isalpha()) in _PASSWORDS


def _server(text: str) -> str:
    """The name or the number of a server."""
    try:
        return str(ipaddress.ip_address(text))
    except ValueError:
        return as_host(text)


def _is_local(server: str) -> bool:
    """Whether a server is this machine."""
    try:
        return ipaddress.ip_address(server).is_loopback
    except ValueError:
        return server.lower() == "localhost"


def _sender(text: str) -> str:
    """The address that mails come from: every server has to understand it."""
    found = as_address(text)
    return found if found.isascii() else ""


def _plain(text: str) -> str:
    """A text that the login of a mail server can say."""
    return text if text.isascii() and text.isprintable() else ""


def _security(table: _Table) -> Security:
    """How the connection is protected; STARTTLS unless something else is asked for."""
    value = table.values.get("securite", Security.STARTTLS)
    found = next((security for security in Security if security == value), None)
    if found is None:
        table.wrong("securite", rules.A_SECURITY)
    return found or Security.STARTTLS


def _port(table: _Table, security: Security) -> int:
    """The port, by default the usual one."""
    value = table.values.get("port", _PORTS[security])
    if not isinstance(value, int) or isinstance(value, bool) or not 0 < value < 65536:
        table.wrong("port", rules.A_PORT)
        return 0
    return value


def _recipients(table: _Table) -> tuple[str, ...]:
    """Those who are written to, each once; what is no address is told and left out."""
    value = table.values.get("destinataires", [])
    if not isinstance(value, list):
        table.wrong("destinataires", rules.ADDRESSES)
        return ()
    found = [as_address(text) if isinstance(text, str) else "" for text in value]
    for rank, address in enumerate(found, 1):
        if not address:
            table.tell(rules.BAD_ADDRESS, stops=False, rank=rank)
    kept = tuple(dict.fromkeys(address for address in found if address))
    if not kept:
        table.missing("destinataires")
    return kept


def _password(table: _Table, file: str, credentials: str) -> str:
    """The password that a file holds on one line; empty, and told, when it cannot be had."""
    path = Path(credentials, file) if credentials else Path(file)
    try:
        reason = _refusal(path)
        found = "" if reason else _line(path)
        shared = bool(found) and os.name == "posix" and bool(path.stat().st_mode & 0o004)
    except OSError as error:
        reason, found, shared = f"{path} : {system_reason(error)}", "", False
    if not found:
        reason = reason or rules.EMPTY_FILE.format(path=path)
        table.tell(rules.NO_PASSWORD, stops=False, reason=reason)
    if shared:
        table.tell(rules.PASSWORD_SHARED, stops=False)
    return found


def _refusal(path: Path) -> str:
    """Why a path is not one to read a password from."""
    if not path.is_absolute():
        return rules.RELATIVE_FILE.format(path=path)
    return "" if path.is_file() else rules.NOT_A_FILE.format(path=path)


def _line(path: Path) -> str:
    """The one line of a file, without its end; empty when it is no password. Raises OSError."""
    with path.open("rb") as stream:
        data = stream.read(_LONGEST_PASSWORD + 2)
    text = data.decode("ascii", "replace").rstrip("\r\n")
    return text if _plain(text) and len(text) <= _LONGEST_PASSWORD else ""


def _health(values: object) -> tuple[str, tuple[Diagnostic, ...]]:
    """The address that watches over runs; empty without the table or when it cannot be used."""
    if not isinstance(values, dict):
        return "", ()
    table = _Table(HEALTH, values, ("url",))
    value = values.get("url")
    if value is None or not isinstance(value, str) or not _is_watcher(value):
        table.tell(rules.BAD_HEALTH)
        return "", tuple(table.faults)
    return value, tuple(table.faults)


def _is_watcher(url: str) -> bool:
    """Whether signals may go to an address: nobody on the way reads it, and it holds no password."""
    if not url.isascii() or not url.isprintable() or " " in url:
        return False
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return False
    server = _server(parts.hostname or "")
    safe = parts.scheme == "https" or (parts.scheme == "http" and _is_local(server))
    alone = parts.username is None and not parts.fragment
    return safe and alone and bool(server) and port != 0
