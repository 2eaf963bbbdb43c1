"""Words that must name something known elsewhere: codes, blocks, skills, formats."""

from collections.abc import Iterable, Sequence

from pipeline.codes import Code, near_codes, parse_code
from pipeline.diagnostics import Rule, Source
from pipeline.read.fields import Fields
from pipeline.read.plain import advice
from pipeline.read.yamltree import ListNode, TextNode
from pipeline.rules import reading
from pipeline.rules import referential as rules


def code_advice(text: str, known: Iterable[Code]) -> str:
    """What to write instead of a code that is not known, in French."""
    near = near_codes(text, known)
    return rules.NEAR_CODES.format(codes=", ".join(near)) if near else rules.ANY_CODE


def read_known_code(fields: Fields, key: str, known: Sequence[Code]) -> Code | None:
    """The code written under a key; ``None``, with the fault told, when it is not a known one."""
    return check_code(fields, key, fields.text(key), known)


def read_known_codes(fields: Fields, key: str, known: Sequence[Code]) -> tuple[Code, ...]:
    """The list of codes written under a key, those that are known; the others are told where they are."""
    found: list[Code] = []
    for text, place in _texts(fields, key):
        if text in known:
            found.append(Code(text))
        elif text:
            said = code_advice(text, known)
            fields.tell(rules.UNKNOWN_CODE.at(place, code=text, advice=said))
    return tuple(found)


def check_code(fields: Fields, key: str, text: str, known: Sequence[Code]) -> Code | None:
    """The code that a text is when it is known; else the fault is told at the key."""
    code = parse_code(text)
    if code is not None and code in known:
        return code
    if text:
        fields.fault(rules.UNKNOWN_CODE, key, code=text, advice=code_advice(text, known))
    return None


def read_known_words(fields: Fields, key: str, known: Sequence[str], rule: Rule) -> tuple[str, ...]:
    """The list of words written under a key, those that are known; ``rule`` is told for the others."""
    found: list[str] = []
    for text, place in _texts(fields, key):
        if text in known:
            found.append(text)
        elif text:
            fields.tell(rule.at(place, word=text, advice=advice(text, known)))
    return tuple(found)


def check_word(fields: Fields, key: str, word: str, known: Sequence[str], rule: Rule) -> bool:
    """Whether a word is known; else ``rule`` is told at the key."""
    if word in known:
        return True
    fields.fault(rule, key, word=word, advice=advice(word, known))
    return False


def read_numbers(fields: Fields, key: str) -> tuple[int, ...]:
    """A list of whole numbers from 0."""
    found: list[int] = []
    for node in fields.nodes(key):
        text = node.value.strip() if isinstance(node, TextNode) else ""
        if text.isdecimal() and text.isascii() and len(text) <= 9:
            found.append(int(text))
        else:
            wrong = reading.AN_INTEGER
            fields.fault(reading.WRONG_TYPE, key, key=key, expected=wrong, found=f"« {text} »")
    return tuple(found)


def _texts(fields: Fields, key: str) -> tuple[tuple[str, Source], ...]:
    texts = fields.texts(key)
    node = fields.node(key)
    items = node.items if isinstance(node, ListNode) else ()
    places = (item.source for item in items if isinstance(item, TextNode))
    return tuple(zip(texts, places, strict=True))


class Unique:
    """Identifiers met so far in a file: the second use of one is told with the line of the first."""

    def __init__(self, rule: Rule = rules.REPEATED_ID) -> None:
        self._rule = rule
        self._places: dict[str, Source] = {}

    def take(self, fields: Fields, key: str, name: str) -> str:
        """Remember a name, or tell that it has been taken; the name as given."""
        first = self._places.setdefault(name, fields.place(key))
        if name and first != fields.place(key):
            fields.fault(self._rule, key, id=name, code=name, anomaly=name, line=first.line)
        return name
