"""A last look at what candidates will get: no reserved sentence in any part of the file, however it is cut."""

import io
import re
import unicodedata
import zipfile
from collections.abc import Iterable, Sequence

from pipeline.model.form import Form

SHORTEST = 20
_TAG = re.compile(r"<[^>]*>")
_BLANK = re.compile(r"\s+")
_ENTITIES = {"&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&apos;": "'", "&#39;": "'"}


def reserved_texts(form: Form) -> tuple[str, ...]:
    """The sentences of a form that its candidates must never read, ready to be looked for."""
    texts: list[str] = []
    for question in form.questions:
        item = question.item
        texts += [e.text for e in item.expected]
        texts += [*item.pitfalls, *item.outline, *item.prompts]
    texts += [i.expected for dossier in form.dossiers for i in dossier.injects]
    return canaries(texts)


def canaries(texts: Iterable[str]) -> tuple[str, ...]:
    """Texts as they are looked for; those under 20 letters are left out: they may stand anywhere by chance."""
    found = {_plain(text) for text in texts}
    return tuple(sorted(text for text in found if len(text) >= SHORTEST))


def leaks(document: bytes, reserved: Sequence[str]) -> tuple[str, ...]:
    """The reserved texts that stand in any part of an Office file: text, attributes, names, embedded files."""
    haystack = _everything(document)
    return tuple(text for text in reserved if text in haystack)


def _everything(package: bytes) -> str:
    """All the words of a package: text without its tags, tags with their attributes, raw bytes of the rest."""
    words = []
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        words.append(_plain(archive.comment.decode("utf-8", "replace")))
        for info in archive.infolist():
            data = archive.read(info)
            words.append(_plain(info.filename))
            if data[:4] == b"PK\x03\x04":
                words.append(_everything(data))
                continue
            text = data.decode("utf-8", "replace")
            words += [_plain(_TAG.sub("", text)), _plain(" ".join(_TAG.findall(text)))]
    return "\n".join(words)


def _plain(text: str) -> str:
    """A text without the accidents of typesetting: entities, spaces, apostrophes, case."""
    for entity, character in _ENTITIES.items():
        text = text.replace(entity, character)
    folded = unicodedata.normalize("NFKC", text).casefold().replace("’", "'")
    return _BLANK.sub("", folded)
