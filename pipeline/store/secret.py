"""The secret of a session: drawn once, kept in its private folder, never shown."""

import secrets

from pipeline.diagnostics import ContentError
from pipeline.rules import session as rules
from pipeline.store.files import write_file
from pipeline.store.folder import SessionFolder

BYTES = 32


def draw_secret() -> bytes:
    """256 new bits from the system: the one draw of the product that cannot be made again."""
    return secrets.token_bytes(BYTES)


def keep_secret(folder: SessionFolder, secret: bytes) -> None:
    """Write the secret of a session; one that is already there stays, or its draws would be lost."""
    if not folder.secret.exists():
        write_file(folder.secret, (secret.hex() + "\n").encode())


def read_secret(folder: SessionFolder) -> bytes:
    """The secret of a session; raises ContentError when it is lost or damaged."""
    try:
        secret = bytes.fromhex(folder.secret.read_text("ascii"))
    except (OSError, ValueError) as error:
        raise ContentError(rules.LOST_KEY, rules.LOST_KEY_HINT) from error
    if len(secret) != BYTES:
        raise ContentError(rules.LOST_KEY, rules.LOST_KEY_HINT)
    return secret
