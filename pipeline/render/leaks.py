"""A last look at what candidates will get: no reserved sentence in any part of the file, however it is cut."""

import io
import re
import zipfile
from collections.abc import Mapping

from pipeline.model.reserved import bare

_TAG = re.compile(r"<[^>]*>")


def leaks(document: bytes, reserved: Mapping[str, str]) -> tuple[str, ...]:
    """The reserved texts that stand in any part of an Office file: text, attributes, names, embedded files.

    ``reserved`` maps each text as it is looked for (``model.reserved``) to the text as written.
    """
    haystack = _everything(document)
    return tuple(text for plain, text in reserved.items() if plain in haystack)


def _everything(package: bytes) -> str:
    """All the words of a package: text without its tags, tags with their attributes, raw bytes of the rest."""
    words = []
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        words.append(bare(archive.comment.decode("utf-8", "replace")))
        for info in archive.infolist():
            data = archive.read(info)
            words.append(bare(info.filename))
            if data[:4] == b"PK\x03\x04":
                words.append(_everything(data))
                continue
            text = data.decode("utf-8", "replace")
            words += [bare(_TAG.sub("", text)), bare(" ".join(_TAG.findall(text)))]
    return "\n".join(words)
