"""A draft -> the YAML of a scenario that the reader accepts: what was found, « À écrire » where nothing was."""

from collections.abc import Mapping, Sequence
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal

import yaml

from pipeline.model.draft import Draft, DraftDocument, DraftQuestion
from pipeline.rules import drafting as rules

_HALF = Decimal("0.5")
_DEFAULT_POINTS, _LEAST_POINTS, _MOST_POINTS = Decimal(10), Decimal(1), Decimal(200)
_MINUTES_A_POINT = 2
_REVIEW = {"etat": "brouillon"}
_TITLE = 45
Plain = dict[str, object]


def draft_yaml(draft: Draft, heading: Mapping[str, str], code: str) -> bytes:
    """The file; ``heading`` gives what stands at its head, ``code`` stands where a question names none."""
    text = yaml.dump(
        _scenario(draft, heading, code),
        Dumper=_Dumper,
        allow_unicode=True,
        sort_keys=False,
        width=110,
    )
    return (rules.HEADER + text).encode()


class _Dumper(yaml.SafeDumper):
    """Plain YAML: no alias, long texts as blocks."""

    def ignore_aliases(self, data: object) -> bool:
        """Write everything out."""
        del data
        return True


class _Row(list[str]):
    """A list written on one line."""


def _row(dumper: yaml.SafeDumper, row: _Row) -> yaml.Node:
    return dumper.represent_sequence("tag:yaml.org,2002:seq", row, flow_style=True)


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.Node:
    style = "|" if "\n" in text else '"' if ": " in text or "{" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text)
_Dumper.add_representer(_Row, _row)


def _scenario(draft: Draft, heading: Mapping[str, str], code: str) -> Plain:
    exhibits = [_document(n, d) for n, d in enumerate(draft.documents, 1)]
    documents = [f"D{n}" for n in range(1, len(exhibits) + 1)]
    questions = draft.questions or (DraftQuestion(number=1, text=_ask("instruction")),)
    found: Plain = {
        "schema": "epreuve/scenario@1",
        "id": heading["id"],
        "titre": _safe(draft.title) or _ask("title"),
        "famille": heading["family"],
        "type": heading["type"],
        "version": "0.1.0",
        "licence": "CC-BY-4.0",
        "sensibilite": int(heading["sensitivity"]),
        "relecture": _REVIEW,
        "expire": heading["expires"],
        "public": {"blocs": _Row([heading["block"]])},
        "pays": {"base": heading["base"], "mode": heading["mode"], "exige": 'vrai("eligible")'},
        "jeux": {"A": {"a_ecrire": 1}, "B": {"a_ecrire": 2}},
        "role": _role(draft),
        "situation": "\n\n".join(map(_safe, draft.situation)) or _ask("situation"),
        "acteurs": _actors(draft),
        "chronologie": [{"t": when, "fait": _safe(text)} for when, text in draft.chronology]
        or [{"t": "J-1", "fait": _ask("event")}],
        "contraintes": [_safe(text) for text in draft.constraints] or [_ask("constraint")],
        "dossier": exhibits or [_document(1, DraftDocument(title="", body=""))],
        "taches": [_question(question, documents or ["D1"], code) for question in questions],
        "securite": {
            "mention": rules.MENTION.format(what=rules.ASKS["mention"]),
            "personnes_reelles": False,
            "attribution_hostile": False,
        },
    }
    if draft.leftovers:
        found["a_reprendre"] = [
            {"origine": _safe(left.origin), "texte": _safe(left.text)} for left in draft.leftovers
        ]
    return found


def _role(draft: Draft) -> Plain:
    return {
        "fonction": _ask("position"),
        "organisation": _ask("organisation"),
        "autorite": _ask("authority"),
        "mandat": "\n\n".join(map(_safe, draft.role)) or _ask("mandate"),
        "limites": _ask("limits"),
    }


def _actors(draft: Draft) -> list[Plain]:
    found = [(_safe(a.name), _safe(a.text)) for a in draft.actors] or [(_ask("name"), "")]
    return [
        {
            "id": f"A{number}",
            "nom": name,
            "nature": _ask("nature"),
            "position": text or _ask("actor_position"),
            "interets": _ask("interests"),
            "leviers": _ask("leverage"),
            "fictif": True,
        }
        for number, (name, text) in enumerate(found, 1)
    ]


def _document(number: int, document: DraftDocument) -> Plain:
    found: Plain = {
        "id": f"D{number}",
        "genre": "tableau" if document.columns and not document.body else "note_veille",
        "titre": _safe(document.title) or _ask("title"),
        "emetteur": _ask("issuer"),
        "date": "J-1",
        "fiabilite": _ask("reliability"),
    }
    if document.body or not document.rows:
        found["corps"] = _safe(document.body) or _ask("body")
    if document.rows:
        found["colonnes"] = _Row(
            _safe(cell) or rules.COLUMN.format(number=number)
            for number, cell in enumerate(document.columns, 1)
        )
        found["lignes"] = [_Row(_safe(cell) for cell in row) for row in document.rows]
    elif document.columns:
        found["corps"] = f"{found['corps']}\n\n{' | '.join(map(_safe, document.columns))}"
    return found


def _question(question: DraftQuestion, documents: Sequence[str], code: str) -> Plain:
    label = f"T{question.number}"
    expected, outline = _expected(question)
    codes = (question.codes or (code,))[: len(expected)]
    points = sum((value for _, value in expected), Decimal(0))
    minutes = question.minutes or max(10, int(points * _MINUTES_A_POINT))
    return {
        "id": label,
        "titre": rules.TO_WRITE.format(what=rules.ASKS["item_title"])[:_TITLE],
        "codes": _Row(codes),
        "modalite": "ecrit",
        "difficulte": 3,
        "niveau_cognitif": "analyser",
        "minutes": minutes,
        "points": _number(points),
        "livrable": _ask("deliverable"),
        "documents": _Row(documents),
        "consigne": _safe(question.text),
        "attendus": [
            {
                "id": f"{label}{_letters(rank)}",
                "texte": _safe(text),
                "points": _number(value),
                **({"indispensable": True} if rank == 0 else {}),
                **({"codes": _Row([codes[rank % len(codes)]])} if len(codes) > 1 else {}),
            }
            for rank, (text, value) in enumerate(expected)
        ],
        "pieges": [_ask("pitfall")],
        "corrige": [_safe(text) for text in outline] or [_ask("outline")],
    }


def _expected(question: DraftQuestion) -> tuple[list[tuple[str, Decimal]], tuple[str, ...]]:
    """The elements with their points to the half, and one to write for the points that none has.

    When the file gives none that can be used, there is one to write for each code.
    """
    total = min(max(question.points or _DEFAULT_POINTS, _LEAST_POINTS), _MOST_POINTS)
    found = [(text, _half(value)) for text, value in question.expected]
    given = sum((value for _, value in found), Decimal(0))
    if found and given <= _MOST_POINTS:
        left = (total if question.points else _LEAST_POINTS) - given
        more = [(_ask("expected"), _half(left))] if left > 0 else []
        return [*found, *more], question.outline
    texts = tuple(text for text, _ in question.expected)
    count = max(1, min(len(question.codes), int(total / _HALF)))
    share = (total / count / _HALF).quantize(Decimal(1), ROUND_FLOOR) * _HALF
    shares = [total - share * (count - 1), *([share] * (count - 1))]
    return [(_ask("expected"), _half(value)) for value in shares], (*question.outline, *texts)


def _half(value: Decimal) -> Decimal:
    """Points to the half, a half at least and a hundred at most, as an expected element may have."""
    rounded = (value / _HALF).quantize(Decimal(1), ROUND_HALF_UP) * _HALF
    return min(max(rounded, _HALF), Decimal(100))


def _number(value: Decimal) -> int | float:
    return int(value) if value == int(value) else float(value)


def _letters(rank: int) -> str:
    """The letters of an element: a to z, then aa and so on."""
    first, last = divmod(rank, 26)
    return ("" if not first else chr(96 + first)) + chr(97 + last)


def _ask(what: str) -> str:
    return rules.TO_WRITE.format(what=rules.ASKS[what])


def _safe(text: str) -> str:
    """A text without the marks of a tag, which the reader would compute."""
    for mark in ("{{", "}}", "{%", "%}", "{#", "#}"):
        text = text.replace(mark, " ".join(mark))
    return text
