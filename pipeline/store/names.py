"""File names that every system accepts."""

import re
import unicodedata

LONGEST = 70
_DEVICES = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])", re.IGNORECASE)


def slug(text: str) -> str:
    """The text in ASCII letters, digits and hyphens, at most 70, never the name of a Windows device."""
    ascii_text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    name = re.sub(r"[^A-Za-z0-9]+", "-", ascii_text).strip("-")[:LONGEST].rstrip("-") or "sans-nom"
    return f"{name}-" if _DEVICES.fullmatch(name) else name
