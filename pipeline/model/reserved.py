"""What candidates must never read, and how it is looked for whatever the typesetting did to it."""

import re
import unicodedata
from collections.abc import Iterable, Sequence

from pipeline.model.item import Inject, Item

SHORTEST = 20
_BLANK = re.compile(r"\s+")
_ENTITIES = {"&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&apos;": "'", "&#39;": "'"}


def reserved_texts(items: Iterable[Item], injects: Iterable[Inject]) -> dict[str, str]:
    """The sentences of the answers, as they are looked for and as written (see ``canaries``).

    The new facts of a simulation are reserved too: they are told at their minute.
    """
    texts: list[str] = []
    for item in items:
        texts += [e.text for e in item.expected]
        texts += [*item.pitfalls, *item.outline, *item.prompts]
        texts += [text for inject in item.injects for text in (inject.text, inject.expected)]
    texts += [i.expected for i in injects]
    return canaries(texts)


def played_texts(
    items: Sequence[Item], injects: Iterable[Inject], player: str = ""
) -> dict[str, str]:
    """What the player of a simulation may not read: the answers, the margins and the secrets of the other roles.

    Without a player, those of every role. What the player's own sheet says is theirs to read.
    """
    roles = [role for item in items for role in item.roles]
    hidden = (text for r in roles if r.id != player for text in (*r.margins, *r.secrets))
    found = reserved_texts(items, injects) | canaries(hidden)
    own = [
        bare(text)
        for r in roles
        if r.id == player
        for text in (r.mission, *r.objectives, *r.margins, *r.secrets)
    ]
    return {p: text for p, text in found.items() if not any(p in said for said in own)}


def canaries(texts: Iterable[str]) -> dict[str, str]:
    """Each text as it is looked for, and as written; under 20 letters it may stand anywhere by chance: left out."""
    found = {bare(text): text for text in texts}
    return {plain: text for plain, text in sorted(found.items()) if len(plain) >= SHORTEST}


def bare(text: str) -> str:
    """A text without the accidents of typesetting: entities, spaces, apostrophes, case."""
    for entity, character in _ENTITIES.items():
        text = text.replace(entity, character)
    folded = unicodedata.normalize("NFKC", text).casefold().replace("’", "'")
    return _BLANK.sub("", folded)
