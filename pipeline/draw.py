"""Draws that nobody without the session's secret can rebuild, the same on every machine."""

import hmac
from collections.abc import Iterable, Sequence
from hashlib import sha256

VERSION = "epreuve/1"


def derive(secret: bytes, purpose: str) -> bytes:
    """The 256-bit key of one purpose: HMAC-SHA256(secret, version and purpose)."""
    return hmac.new(secret, f"{VERSION}/{purpose}".encode(), sha256).digest()


def rank(key: bytes, text: str) -> int:
    """A 256-bit number that orders texts as if at random, independently of each other."""
    return int.from_bytes(hmac.new(key, text.encode(), sha256).digest(), "big")


def shuffled(key: bytes, texts: Iterable[str]) -> tuple[str, ...]:
    """The texts in the drawn order, whatever order they came in."""
    return tuple(sorted(texts, key=lambda text: (rank(key, text), text)))


def token(key: bytes, text: str, length: int, alphabet: str) -> str:
    """``length`` letters drawn without bias from an alphabet (rejection sampling over HMAC blocks)."""
    limit = 256 - 256 % len(alphabet)
    letters: list[str] = []
    block = 0
    while len(letters) < length:
        stream = hmac.new(key, f"{text}/{block}".encode(), sha256).digest()
        letters += [alphabet[byte % len(alphabet)] for byte in stream if byte < limit]
        block += 1
    return "".join(letters[:length])


def distinct_tokens(
    key: bytes, texts: Sequence[str], length: int, alphabet: str
) -> tuple[str, ...]:
    """One token a text, all different: a clash draws again under a new label."""
    seen: set[str] = set()
    tokens = []
    for text in texts:
        attempt = 0
        drawn = token(key, text, length, alphabet)
        while drawn in seen:
            attempt += 1
            drawn = token(key, f"{text}#{attempt}", length, alphabet)
        seen.add(drawn)
        tokens.append(drawn)
    return tuple(tokens)
