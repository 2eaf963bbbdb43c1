"""Addresses and servers: what is one, what only looks like one."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.model.notice import Fate, Kind, Letter, Recipient, as_address, as_host


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("a@ecole.fr", "a@ecole.fr"),
        ("a.b+c_d-e@sous.ecole.fr", "a.b+c_d-e@sous.ecole.fr"),
        ("root@localhost", "root@localhost"),
        ("zoé@ecole.fr", "zoé@ecole.fr"),
        ("a@école.fr", "a@xn--cole-9oa.fr"),
    ],
)
def test_an_address_keeps_its_name_and_has_an_ascii_domain(text, address):
    assert as_address(text) == address


@pytest.mark.parametrize(
    "text",
    [
        *("", "a", "@", "a@", "@ecole.fr", "a b@ecole.fr", "a@b@ecole.fr", "a@ecole..fr"),
        *("a@-ecole.fr", "a@ecole.fr ", " a@ecole.fr", "a@ecole.fr\n", "a\r\nBcc:b@ecole.fr"),
        *("<a@ecole.fr>", "A <a@ecole.fr>", "a,b@ecole.fr", "a;b@ecole.fr", '"a"@ecole.fr'),
        *(".a@ecole.fr", "a.@ecole.fr", "a..b@ecole.fr", "a\u202e@ecole.fr", "a\0@ecole.fr"),
        *("a@[127.0.0.1]", f"{'a' * 65}@ecole.fr", f"a@{'b' * 64}.fr", f"a@{'b.' * 200}fr"),
        *("a@ecole.fr.", "a\udc80@ecole.fr", "a@\udc80.fr"),
    ],
)
def test_what_only_looks_like_an_address_is_none(text):
    assert as_address(text) == ""


@given(st.text(max_size=80))
@settings(deadline=None, derandomize=True)
def test_an_address_never_holds_what_a_header_or_a_command_would_obey(text):
    for found in (as_address(text), as_address(f"{text}@ecole.fr"), as_host(text)):
        assert not set(found) & set("\r\n\0<>,; \t")
        assert found == "" or as_address(found) == found or as_host(found) == found


def test_a_letter_says_whom_it_still_has_to_reach():
    fates = zip("abc", Fate, strict=True)
    letter = Letter(
        id="x",
        kind=Kind.SUMMARY,
        sender="s",
        recipients=tuple(Recipient(address=name, fate=fate) for name, fate in fates),
        since="",
        sha256="",
    )
    assert (letter.waiting, letter.reached) == (("a",), True)
