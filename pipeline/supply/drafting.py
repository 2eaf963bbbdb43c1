"""The blocks of a case study -> what each is taken for, by the headings above it; what is not recognised is kept."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from pipeline.codes import Code
from pipeline.intake.headings import FREE, says_more, section_of
from pipeline.model.draft import (
    Block,
    BlockKind,
    Draft,
    DraftActor,
    DraftDocument,
    DraftQuestion,
    Leftover,
    WordText,
)
from pipeline.rules import drafting as rules
from pipeline.supply.draftquestions import answered, described, tidied

_NUMBERED = re.compile(rules.NUMBERED, re.IGNORECASE)
_BARE = re.compile(rules.BARE, re.IGNORECASE)
_NAMED_QUESTION = re.compile(rules.NAMED_QUESTION, re.IGNORECASE)
_LETTERED = re.compile(rules.LETTERED, re.IGNORECASE)
_ACTOR_HEADS = re.compile(rules.ACTOR_HEADS, re.IGNORECASE)
_RELATIVE = re.compile(rules.RELATIVE)
_NAMED = re.compile(r"(.{2,80}?)\s*(?:\s[:–-]\s|:\s)\s*(.+)", re.DOTALL)
_DOCUMENTS_MOST = 99
_LEVEL, _TITLE_MOST = 9, 90


@dataclass(slots=True, kw_only=True)
class _Sorting:
    """What was placed so far, and under which heading the next block stands."""

    codes: frozenset[str]
    section: str = ""
    heading: str = ""
    level: int = 0
    title: str = ""
    situation: list[str] = field(default_factory=list)
    role: list[str] = field(default_factory=list)
    actors: list[DraftActor] = field(default_factory=list)
    chronology: list[tuple[str, str]] = field(default_factory=list)
    constraints: list[str] = field(default_factory=list)
    documents: list[DraftDocument] = field(default_factory=list)
    questions: list[DraftQuestion] = field(default_factory=list)
    answered: int = 0
    typed: bool = False
    leftovers: list[Leftover] = field(default_factory=list)

    def keep(self, text: str) -> None:
        """Put aside a text that has no place."""
        origin = rules.SECTION.format(title=self.heading) if self.heading else rules.BEFORE
        self.leftovers.append(Leftover(origin=origin, text=text))


def draft_of(word: WordText, codes: Sequence[Code]) -> Draft:
    """What a file holds, in the places of a scenario; ``codes`` are those of the referential."""
    state = _Sorting(codes=frozenset(codes))
    for block in _with_headings(word.blocks):
        if block.kind is BlockKind.HEADING:
            _open(state, block)
        else:
            _PLACES.get(state.section, _keep)(state, block)
    state.leftovers += [Leftover(origin=origin, text=text) for origin, text in word.aside]
    return Draft(
        title=state.title,
        situation=tuple(state.situation),
        role=tuple(state.role),
        actors=tuple(state.actors),
        chronology=tuple(state.chronology),
        constraints=tuple(state.constraints),
        documents=tuple(state.documents),
        questions=tuple(map(tidied, state.questions)),
        leftovers=tuple(state.leftovers),
    )


def _with_headings(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks; where no heading names a section, the lines that do are the headings."""
    named = any(b.kind is BlockKind.HEADING and section_of(b.text) != FREE for b in blocks)
    if named or not any(_is_section_line(block) for block in blocks):
        return tuple(blocks)
    first, *others = (
        replace(b, kind=BlockKind.HEADING, level=_LEVEL) if _is_section_line(b) else b
        for b in blocks
    )
    if first.kind is BlockKind.PARAGRAPH and len(first.text) <= _TITLE_MOST:
        first = replace(first, kind=BlockKind.HEADING, level=_LEVEL)
    return first, *others


def _is_section_line(block: Block) -> bool:
    return (
        block.kind is BlockKind.PARAGRAPH
        and len(block.text) <= _TITLE_MOST
        and section_of(block.text) != FREE
        and (block.text.isupper() or not says_more(block.text))
    )


def _open(state: _Sorting, block: Block) -> None:
    """A heading opens a section; what Word calls the title is it, else the first heading that names no section."""
    found = section_of(block.text)
    if not state.title and (block.level == 0 or (not state.heading and found == FREE)):
        state.title = block.text
        return
    inside = state.section in ("document", "question", "answers") and block.level > state.level
    if _answers(state, block, found) or (found == FREE and inside):
        _PLACES[state.section](state, replace(block, kind=BlockKind.PARAGRAPH))
        return
    if found == "answers":
        named = _NAMED_QUESTION.search(block.text)
        under = len(state.questions) if state.section == "question" else 0
        state.answered = int(named[1]) if named else under
    state.section, state.heading, state.level = found, block.text, block.level
    state.typed = False
    _PUT.get(found, _put_heading)(state, block.text)


def _answers(state: _Sorting, block: Block, found: str) -> bool:
    """Whether a heading under the answers names the question that they answer: one inside, or one already asked."""
    if state.section != "answers" or found != "question":
        return False
    number = _NUMBERED.match(block.text) or _BARE.match(block.text)
    asked = number is not None and int(number[1]) <= len(state.questions)
    return block.level > state.level or asked


def _put_heading(state: _Sorting, heading: str) -> None:
    """Keep what a heading says besides the name of its section."""
    if section_of(heading) == FREE or says_more(heading):
        state.keep(heading)


def _put_document(state: _Sorting, heading: str) -> None:
    if len(state.documents) < _DOCUMENTS_MOST:
        state.documents.append(DraftDocument(title=heading, body=""))
    else:
        state.keep(heading)


def _keep(state: _Sorting, block: Block) -> None:
    for text in _texts(block):
        state.keep(text)


def _texts(block: Block) -> tuple[str, ...]:
    """The lines of a block: its own text, or one a row."""
    return (block.text,) if block.text else tuple(" | ".join(row) for row in block.rows)


def _situation(state: _Sorting, block: Block) -> None:
    if block.rows:
        _add_table(state, block, state.heading)
    else:
        state.situation.append(block.text)


def _role(state: _Sorting, block: Block) -> None:
    state.role += _texts(block)


def _constraints(state: _Sorting, block: Block) -> None:
    state.constraints += _texts(block)


def _actors(state: _Sorting, block: Block) -> None:
    """« Name: what is said of it », a line or a row each."""
    rows, labels = block.rows, ("",) * len(block.rows[0] if block.rows else ())
    if len(rows) > 1 and _ACTOR_HEADS.fullmatch(rows[0][0]):
        labels, rows = rows[0], rows[1:]
    for name, *others in rows:
        told = (_field(*pair) for pair in zip(labels[1:], others, strict=True) if pair[1])
        if name:
            state.actors.append(DraftActor(name=name, text=" ; ".join(told)))
        else:
            state.keep(" | ".join((name, *others)))
    if block.text:
        named = _NAMED.fullmatch(block.text)
        if named:
            state.actors.append(DraftActor(name=named[1], text=named[2]))
        elif block.kind is BlockKind.ITEM:
            state.actors.append(DraftActor(name=block.text, text=""))
        else:
            state.keep(block.text)


def _field(label: str, text: str) -> str:
    """A cell with what its column is called."""
    return rules.FIELD.format(label=label, text=text) if label else text


def _chronology(state: _Sorting, block: Block) -> None:
    """« J-12 : what happened »; dates of the calendar have no place in a scenario that is set on any day."""
    for text in _texts(block):
        plain = text.replace(" | ", " ")
        found = _RELATIVE.match(plain)
        fact = plain[found.end() :].strip(" :.–-") if found else ""
        if found and fact:
            when = re.sub(r"\s", "", f"J{found[1][1:]}").replace("–", "-").replace("−", "-")
            state.chronology.append((when, fact))
        else:
            state.keep(text)


def _document(state: _Sorting, block: Block) -> None:
    """A paragraph joins the document that is open; its first table too, the others become documents."""
    last = state.documents[-1]
    if not block.rows:
        body = f"{last.body}\n\n{block.text}" if last.body else block.text
        state.documents[-1] = replace(last, body=body)
    elif last.columns:
        _add_table(state, block, last.title)
    else:
        state.documents[-1] = replace(last, columns=block.rows[0], rows=block.rows[1:])


def _add_table(state: _Sorting, block: Block, title: str) -> None:
    if len(state.documents) < _DOCUMENTS_MOST:
        columns, *rows = block.rows
        document = DraftDocument(title=title, body="", columns=columns, rows=tuple(rows))
        state.documents.append(document)
    else:
        _keep(state, block)


def _questions(state: _Sorting, block: Block) -> None:
    """Each numbered line or item of a list is a question; other lines, and items under one, belong to the one above."""
    for text in _texts(block):
        numbered = _NUMBERED.match(text) is not None
        lettered = _LETTERED.match(text) is not None and not (state.questions and state.typed)
        listed = block.kind is BlockKind.ITEM and not block.level and not state.typed
        if numbered or lettered or listed:
            _ask(state, text)
            state.typed = numbered
        else:
            _go_on(state, text)


def _question(state: _Sorting, block: Block) -> None:
    """Everything under the heading of a question belongs to it."""
    for text in _texts(block):
        _go_on(state, text)


def _go_on(state: _Sorting, text: str) -> None:
    """Add a line to the last question."""
    if state.questions:
        last = state.questions[-1]
        state.questions[-1] = described(replace(last, text=f"{last.text}\n\n{text}"), state.codes)
    else:
        state.keep(text)


def _ask(state: _Sorting, text: str) -> None:
    if len(state.questions) < _DOCUMENTS_MOST:
        number = len(state.questions) + 1
        state.questions.append(described(DraftQuestion(number=number, text=text), state.codes))
    else:
        state.keep(text)


def _answer(state: _Sorting, block: Block) -> None:
    """« Question 2 » or « 2. » says which question the lines below answer; those with points are expected elements."""
    for line in _texts(block):
        text = line if block.kind is BlockKind.ITEM else _under_number(state, line)
        place = state.answered - 1
        if text and 0 <= place < len(state.questions):
            state.questions[place] = answered(state.questions[place], text)
        elif text:
            state.keep(text)


def _under_number(state: _Sorting, line: str) -> str:
    """What a line says after the number of the question that it opens, if it opens one."""
    found = _NUMBERED.match(line) or _BARE.fullmatch(line)
    if found is None:
        return line
    state.answered = int(found[1])
    return line[found.end() :].strip()


_PUT: dict[str, Callable[[_Sorting, str], None]] = {"document": _put_document, "question": _ask}
_PLACES: dict[str, Callable[[_Sorting, Block], None]] = {
    "situation": _situation,
    "role": _role,
    "actors": _actors,
    "chronology": _chronology,
    "constraints": _constraints,
    "document": _document,
    "documents": _keep,
    "questions": _questions,
    "question": _question,
    "answers": _answer,
}
