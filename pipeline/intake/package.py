"""The parts of one collected file: each inflated once, all its elements together within one limit."""

from collections.abc import Iterable, Mapping

from pipeline.intake.container import Part, inflate
from pipeline.intake.refusal import RefusedError
from pipeline.intake.xmlpart import Walk
from pipeline.rules import intake as rules

MAX_ELEMENTS = 400_000


class Package:
    """What is inside a ZIP that was walked; parts go by lower-case names."""

    def __init__(self, data: bytes, parts: Mapping[str, Part]) -> None:
        self._data = data
        self._parts = parts
        self._unread = set(parts)
        self._elements = 0

    def content(self, name: str) -> bytes:
        """The bytes of a part; raises RefusedError when it is missing, false or too much."""
        part = self._parts.get(name)
        if part is None:
            raise RefusedError(rules.MISSING_PART, part=name)
        self._unread.discard(name)
        content = inflate(self._data, part)
        # Comments and instructions count too: the sum is a bound, and costs nothing.
        self._elements += content.count(b"<") - content.count(b"</")
        if self._elements > MAX_ELEMENTS:
            detail = rules.ELEMENTS.format(limit=MAX_ELEMENTS)
            raise RefusedError(rules.XML_LIMITS, part=name, detail=detail)
        return content

    def judge_rest(self, dropped: Iterable[str]) -> None:
        """Go through the parts that say nothing about cells, for what may be nowhere."""
        for name in sorted(self._unread.difference(dropped)):
            Walk(name).run(self.content(name))
