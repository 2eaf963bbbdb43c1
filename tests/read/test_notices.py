"""Tables [mail] and [sante]: what is understood, what is told, and that no secret is ever repeated."""

import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.diagnostics import Severity
from pipeline.model.notice import Mail, Notices, Security
from pipeline.read import notices as module
from pipeline.read.notices import read_notices
from pipeline.rules import notices as rules

LEAST = {
    "serveur": "smtp.ecole.fr",
    "expediteur": "epreuve@ecole.fr",
    "destinataires": ["a@ecole.fr"],
}
CANARY = "zwyx-secret"


def toml(values):
    if isinstance(values, bool):
        return str(values).lower()
    if isinstance(values, list):
        return f"[{', '.join(toml(v) for v in values)}]"
    if isinstance(values, str):
        escaped = "".join(c if c.isalnum() or c in "@.-/ " else f"\\U{ord(c):08x}" for c in values)
        return f'"{escaped}"'
    return str(values)


@pytest.fixture
def read(tmp_path):
    """``read(mail=None, health=None)``: what the tables give, and the codes of what is told."""

    def make(mail=None, health=None, credentials=""):
        tables = {"mail": mail, "sante": health}
        lines = [
            line
            for name, table in tables.items()
            if table is not None
            for line in (f"[{name}]", *(f"{toml(k)} = {toml(v)}" for k, v in table.items()))
        ]
        (tmp_path / "epreuve.toml").write_text("\n".join(lines), "utf-8")
        found, told = read_notices(tmp_path, credentials)
        assert all(d.severity is Severity.WARNING for d in told)
        assert all(d.source.path == "epreuve.toml" for d in told)
        assert CANARY not in str(told)
        return found, [d.code for d in told]

    return make


def mail(**changes):
    return Mail(
        **{
            "server": "smtp.ecole.fr",
            "port": 587,
            "security": Security.STARTTLS,
            "sender": "epreuve@ecole.fr",
            "recipients": ("a@ecole.fr",),
            **changes,
        }
    )


def test_without_a_file_or_a_table_nobody_is_told(tmp_path, read):
    assert read_notices(tmp_path, "") == (Notices(), ())
    assert read() == (Notices(), [])


def test_the_least_that_is_needed_is_enough(read):
    assert read(LEAST) == (Notices(mail=mail()), [])


@pytest.mark.parametrize(("security", "port"), [("starttls", 587), ("tls", 465), ("aucune", 25)])
def test_the_port_is_the_usual_one(read, security, port):
    found, told = read({**LEAST, "serveur": "localhost", "securite": security})
    expected = mail(server="localhost", security=Security(security), port=port)
    assert (found.mail, told) == (expected, [])


@pytest.mark.parametrize("ending", ["", "\n", "\r\n"])
def test_everything_is_taken(read, tmp_path, ending):
    secret = tmp_path / "courrier"
    secret.write_bytes(f"{CANARY} !{ending}".encode())
    secret.chmod(0o600)
    found, told = read(
        {
            **LEAST,
            "port": 2525,
            "securite": "tls",
            "utilisateur": "epreuve",
            "mot_de_passe_fichier": str(secret),
            "destinataires": ["a@ecole.fr", "b@ecole.fr", "a@ecole.fr"],
            "relances": True,
        },
        {"url": "https://sante.ecole.fr:8443/ping/x?create=1"},
    )
    expected = mail(
        port=2525,
        security=Security.TLS,
        recipients=("a@ecole.fr", "b@ecole.fr"),
        user="epreuve",
        reminders=True,
        password=f"{CANARY} !",
    )
    url = "https://sante.ecole.fr:8443/ping/x?create=1"
    assert (found, told) == (Notices(mail=expected, health=url), [])
    assert CANARY not in repr(found)
    assert url not in repr(found)


def test_a_file_that_systemd_lends_is_found_by_its_name(read, tmp_path):
    (tmp_path / "courrier").write_text("mot", "ascii")
    (tmp_path / "courrier").chmod(0o400)
    named = {**LEAST, "utilisateur": "epreuve", "mot_de_passe_fichier": "courrier"}
    found, told = read(named, credentials=str(tmp_path))
    assert (found.mail.password, found.mail.ready, told) == ("mot", True, [])
    found, told = read(named)
    assert (found.mail.password, found.mail.ready, told) == ("", False, [rules.NO_PASSWORD.code])


@pytest.mark.parametrize(
    "data", [b"", b"\n", b"a\nb", b"\xe9", b"x" * 1001, b"x" * 5000, b"a\0b", "\ufeffmot".encode()]
)
def test_a_file_without_a_password_leaves_letters_waiting(read, tmp_path, data):
    (tmp_path / "courrier").write_bytes(data)
    found, told = read(
        {**LEAST, "utilisateur": "u", "mot_de_passe_fichier": str(tmp_path / "courrier")}
    )
    assert (found.mail, told) == (mail(user="u", ready=False), [rules.NO_PASSWORD.code])


def test_a_file_that_is_none_leaves_letters_waiting(read, tmp_path):
    for path in (tmp_path, tmp_path / "absent", tmp_path / "a\0b"):
        found, told = read({**LEAST, "utilisateur": "u", "mot_de_passe_fichier": str(path)})
        assert (found.mail.ready, told) == (False, [rules.NO_PASSWORD.code])


def test_a_file_that_the_system_refuses_says_why(read, tmp_path, monkeypatch):
    (tmp_path / "courrier").write_text("mot", "ascii")

    def refuse(path):
        raise PermissionError(13, "no", path)

    monkeypatch.setattr(module, "_line", refuse)
    found, told = read(
        {**LEAST, "utilisateur": "u", "mot_de_passe_fichier": str(tmp_path / "courrier")}
    )
    assert (found.mail.ready, told) == (False, [rules.NO_PASSWORD.code])


@pytest.mark.skipif(os.name != "posix", reason="rights of files are POSIX")
def test_a_password_that_everybody_can_read_is_used_and_told(read, tmp_path):
    (tmp_path / "courrier").write_text("mot", "ascii")
    (tmp_path / "courrier").chmod(0o644)
    found, told = read(
        {**LEAST, "utilisateur": "u", "mot_de_passe_fichier": str(tmp_path / "courrier")}
    )
    assert (found.mail.password, told) == ("mot", [rules.PASSWORD_SHARED.code])


@pytest.mark.parametrize("key", ["mot_de_passe", "Mot-de-passe", "password", "mdp", "PASS"])
def test_a_password_in_the_settings_is_refused(read, key):
    assert read({**LEAST, key: CANARY}) == (Notices(), [rules.PASSWORD_WRITTEN.code])


def test_a_key_that_nobody_reads_is_told_and_the_rest_is_used(read):
    found, told = read({**LEAST, "port_smtp": 1}, {"url": "https://a.fr", "adresse": "x"})
    expected = Notices(mail=mail(), health="https://a.fr")
    assert (found, told) == (expected, [rules.UNKNOWN_KEY.code, rules.UNKNOWN_KEY.code])


@pytest.mark.parametrize("key", sorted(LEAST))
def test_what_is_needed_and_missing_is_told(read, key):
    left = {k: v for k, v in LEAST.items() if k != key}
    assert read(left) == (Notices(), [rules.MISSING_KEY.code])


@pytest.mark.parametrize("key", ["utilisateur", "mot_de_passe_fichier"])
def test_a_user_and_a_password_go_together(read, key):
    assert read({**LEAST, key: "x"}) == (Notices(), [rules.MISSING_KEY.code])


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("serveur", ""),
        ("serveur", "smtp ecole"),
        ("serveur", "smtps://ecole.fr"),
        ("serveur", f"u:{CANARY}@ecole.fr"),
        ("serveur", "a..fr"),
        ("serveur", "x" * 300),
        ("serveur", 25),
        ("port", 0),
        ("port", 65536),
        ("port", "25"),
        ("port", True),
        ("securite", "ssl"),
        ("securite", 1),
        ("securite", []),
        ("en_clair", "oui"),
        ("relances", 1),
        ("expediteur", "Moi <moi@ecole.fr>"),
        ("expediteur", "moi@ecole.fr\r\nBcc: x@y.fr"),
        ("expediteur", "élève@ecole.fr"),
        ("expediteur", "moi"),
        ("destinataires", "a@ecole.fr"),
    ],
)
def test_a_value_that_is_none_is_told_without_being_repeated(read, key, value):
    found, told = read({**LEAST, key: value})
    assert found == Notices()
    assert told[0] == rules.WRONG_VALUE.code


@pytest.mark.parametrize("user", ["", "é", "a\nb", 3])
def test_a_user_that_no_server_understands_is_told(read, user):
    found, told = read({**LEAST, "utilisateur": user, "mot_de_passe_fichier": "/x"})
    assert (found, told) == (Notices(), [rules.WRONG_VALUE.code])


def test_one_bad_address_among_others_is_told_and_the_others_are_served(read):
    found, told = read({**LEAST, "destinataires": ["a@ecole.fr", "b", 3, "c@ecole.fr\n"]})
    assert (found.mail, told) == (mail(), [rules.BAD_ADDRESS.code] * 3)
    assert read({**LEAST, "destinataires": ["b"]}) == (
        Notices(),
        [rules.BAD_ADDRESS.code, rules.MISSING_KEY.code],
    )


def test_accents_are_understood_where_mail_knows_them(read):
    found, told = read({**LEAST, "serveur": "courrier.école.fr", "destinataires": ["zoé@école.fr"]})
    expected = mail(server="courrier.xn--cole-9oa.fr", recipients=("zoé@xn--cole-9oa.fr",))
    assert (found.mail, told) == (expected, [])


@pytest.mark.parametrize("server", ["localhost", "127.0.0.1", "::1"])
def test_this_machine_needs_no_encryption(read, server):
    found, told = read({**LEAST, "serveur": server, "securite": "aucune"})
    assert (found.mail.server, told) == (server, [])


def test_another_machine_needs_encryption_unless_it_is_asked_for_without_password(read):
    clear = {**LEAST, "securite": "aucune"}
    assert read(clear) == (Notices(), [rules.IN_CLEAR.code])
    found, told = read({**clear, "en_clair": True})
    assert (found.mail, told) == (mail(security=Security.NONE, port=25), [])
    secret = {"utilisateur": "u", "mot_de_passe_fichier": "/x"}
    assert read({**clear, "en_clair": True, **secret}) == (Notices(), [rules.IN_CLEAR.code])


@pytest.mark.parametrize(
    "url",
    [
        "https://a.fr",
        "https://a.fr/x?y=z",
        "https://127.0.0.1:8000/x",
        "http://localhost/x",
        "http://127.0.0.1:8000",
        "http://[::1]:8000/x",
    ],
)
def test_an_address_that_nobody_overhears_is_used(read, url):
    assert read(health={"url": url}) == (Notices(health=url), [])


@pytest.mark.parametrize(
    "url",
    [
        *("", "a.fr", "http://a.fr/x", "ftp://a.fr", "https://", "https:///x", "file:///etc/x"),
        *("https://u:zwyx-secret@a.fr/", "https://u@a.fr/", "https://a.fr/#x", "https://a b.fr/"),
        *("https://a.fr/\r\nX: y", "https://é.fr", "https://a.fr:0/", "https://a.fr:x/"),
        *("https://a.fr:99999/", "https://[::1/", "https://[x]/", 3, ["https://a.fr"]),
    ],
)
def test_an_address_that_is_not_safe_is_told_without_being_repeated(read, url):
    assert read(health={"url": url}) == (Notices(), [rules.BAD_HEALTH.code])


def test_a_table_without_address_is_told(read):
    assert read(health={}) == (Notices(), [rules.BAD_HEALTH.code])


@pytest.mark.parametrize("text", ["[mail", "mail = 3", "a = 1"])
def test_settings_that_cannot_be_read_are_told_once(tmp_path, text):
    (tmp_path / "epreuve.toml").write_text(text, "utf-8")
    found, told = read_notices(tmp_path, "")
    assert (found, [d.code for d in told]) == (Notices(), [rules.BAD_FILE.code])
    assert all(d.hint for d in told)


@given(
    st.dictionaries(
        st.sampled_from((*module._MAIL_KEYS, "mot_de_passe", "autre")),
        st.one_of(st.text(), st.integers(), st.booleans(), st.lists(st.text(), max_size=3)),
    )
)
@settings(deadline=None, derandomize=True, max_examples=60)
def test_whatever_is_written_gives_settings_or_says_why(tmp_path_factory, values):
    root = tmp_path_factory.mktemp("any")
    body = "\n".join(f"{key} = {toml(value)}" for key, value in values.items())
    (root / "epreuve.toml").write_text(f"[mail]\n{body}\n", "utf-8")
    found, told = read_notices(root, "")
    assert found.mail is not None or told
