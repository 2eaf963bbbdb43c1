"""The standard rules of a blueprint, in the words of the table of rules and of every message about them."""

from collections.abc import Iterable

MINUTES = "minutes"
ITEMS = "questions"
SCENARIOS = "scenarios"
DOCUMENTS = "documents"
DECISION = "decision"
DIFFICULTY = "difficulte"
DIFFICULTY_TARGET = "difficulte_visee"
SHARE = "part_{code}"
SHARE_TARGET = "part_visee_{code}"
SKILL_TARGET = "savoir_faire_{skill}"

LABELS = {
    MINUTES: "le temps de travail ({span} min)",
    ITEMS: "le nombre de questions ({span})",
    SCENARIOS: "le nombre de scénarios ({span})",
    DOCUMENTS: "le nombre de documents ({span})",
    DECISION: "le nombre de décisions à motiver ({span})",
    DIFFICULTY: "la difficulté moyenne ({span})",
    DIFFICULTY_TARGET: "une difficulté moyenne proche de {span}",
    SHARE: "la part de {code} ({span} % des points)",
    SHARE_TARGET: "une part de {code} proche de {span} % des points",
    SKILL_TARGET: "une part de « {skill} » proche de {span} % des points",
}
"""The sentence of each standard rule, with the bounds that it has."""

ONE_DECISION = "au moins une décision à motiver"
SPAN, AT_LEAST, AT_MOST = "{low} à {high}", "{low} au moins", "{high} au plus"
STANDARD = (MINUTES, ITEMS, SCENARIOS, DOCUMENTS, DECISION, DIFFICULTY, DIFFICULTY_TARGET)
"""The standard rules that every exam has under the same name."""


def standard_ids(codes: Iterable[str], skills: Iterable[str]) -> tuple[str, ...]:
    """The names of all the standard rules of an exam on these codes, with these hard skills."""
    own = [name.format(code=code) for code in codes for name in (SHARE, SHARE_TARGET)]
    return (*STANDARD, *own, *(SKILL_TARGET.format(skill=skill) for skill in skills))
