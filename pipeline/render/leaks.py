"""A last look at what candidates will get: no reserved sentence in any part of the file, however it is cut."""

import io
import re
import unicodedata
import zipfile
from collections.abc import Iterable, Mapping

from pipeline.model.form import Form

SHORTEST = 20
_TAG = re.compile(r"<[^>]*>")
_BLANK = re.compile(r"\s+")
_ENTITIES = {"&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&apos;": "'", "&#39;": "'"}


def reserved_texts(form: Form) -> dict[str, str]:
    """The sentences of a form that its candidates must never read, ready to be looked for (see ``canaries``)."""
    texts: list[str] = []
    for question in form.questions:
        item = question.item
        texts += [e.text for e in item.expected]
        texts += [*item.pitfalls, *item.outline, *item.prompts]
    texts += [i.expected for dossier in form.dossiers for i in dossier.injects]
    return canaries(texts)


def canaries(texts: Iterable[str]) -> dict[str, str]:
    """Each text as it is looked for, and as written; under 20 letters it may stand anywhere by chance: left out."""
    found = {_plain(text): text for text in texts}
    return {plain: text for plain, text in sorted(found.items()) if len(plain) >= SHORTEST}


def leaks(document: bytes, reserved: Mapping[str, str]) -> tuple[str, ...]:
    """The reserved texts that stand in any part of an Office file: text, attributes, names, embedded files."""
    haystack = _everything(document)
    return tuple(text for plain, text in reserved.items() if plain in haystack)


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
