import stat

import pytest

from pipeline.diagnostics import ContentError
from pipeline.rules import session as rules
from pipeline.store.secret import draw_secret, keep_secret, read_secret


def test_a_secret_is_256_bits_and_new_each_time():
    drawn = {draw_secret() for _ in range(20)}
    assert len(drawn) == 20
    assert {len(secret) for secret in drawn} == {32}


def test_a_secret_is_read_back_and_private(folder):
    secret = draw_secret()
    keep_secret(folder, secret)
    assert read_secret(folder) == secret
    assert stat.S_IMODE(folder.secret.stat().st_mode) == 0o600


def test_the_first_secret_stands(folder):
    keep_secret(folder, b"1" * 32)
    keep_secret(folder, b"2" * 32)
    assert read_secret(folder) == b"1" * 32


def test_at_no_moment_can_anybody_else_read_the_secret(folder, machine, killed):
    prepare = lambda: folder.secret.unlink(missing_ok=True)  # noqa: E731
    for _ in machine.moments(prepare, lambda: keep_secret(folder, b"1" * 32), killed()):
        written = [p for p in folder.path.iterdir() if p.name != "session.yaml"]
        assert all(stat.S_IMODE(p.stat().st_mode) == 0o600 for p in written)


@pytest.mark.parametrize(
    "text", [None, "", "zz", "ab" * 31, "ab" * 33, "é" * 64, "0x" + "ab" * 31, "\0" * 64]
)
def test_a_lost_or_damaged_secret_is_told_without_showing_it(folder, text):
    if text is not None:
        folder.secret.write_text(text, "utf-8")
    with pytest.raises(ContentError) as caught:
        read_secret(folder)
    assert (caught.value.message, caught.value.hint) == (rules.LOST_KEY, rules.LOST_KEY_HINT)
