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
    MINUTES: "le temps de travail ({low} à {high} min)",
    ITEMS: "le nombre de questions ({low} à {high})",
    SCENARIOS: "le nombre de scénarios ({low} à {high})",
    DOCUMENTS: "le nombre de documents ({low} à {high})",
    DECISION: "au moins une décision à motiver",
    DIFFICULTY: "la difficulté moyenne ({low} à {high})",
    DIFFICULTY_TARGET: "une difficulté moyenne proche de {low}",
    SHARE: "la part de {code} ({low} à {high} % des points)",
    SHARE_TARGET: "une part de {code} proche de {low} % des points",
    SKILL_TARGET: "une part de « {skill} » proche de {low} % des points",
}
"""The sentence of each standard rule, with its bounds."""

MOVED = "{label} ; bornes changées : {low} à {high}"
NO_LIMIT = "sans limite"
STANDARD = (MINUTES, ITEMS, SCENARIOS, DOCUMENTS, DECISION, DIFFICULTY, DIFFICULTY_TARGET)
"""The standard rules that every exam has under the same name."""


def standard_ids(codes: Iterable[str], skills: Iterable[str]) -> tuple[str, ...]:
    """The names of all the standard rules of an exam on these codes, with these hard skills."""
    own = [name.format(code=code) for code in codes for name in (SHARE, SHARE_TARGET)]
    return (*STANDARD, *own, *(SKILL_TARGET.format(skill=skill) for skill in skills))
