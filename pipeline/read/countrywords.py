"""How texts speak of their country: the ``p`` of the tags."""

from dataclasses import dataclass

from pipeline.grammar import capitalized
from pipeline.model.country import Grammar

#: What a text may read of ``p``, of ``p.adj`` and of ``p.hab``; ``p.s`` besides.
COUNTRY_WORDS = ("nom", "le", "Le", "du", "Du", "de", "De", "en", "En", "a", "A", "capitale")
ADJECTIVE_FORMS = ("ms", "fs", "mp", "fp")
INHABITANT_FORMS = ("m", "f")


@dataclass(frozen=True, slots=True, kw_only=True)
class Adjective:
    """The four forms of an adjective."""

    ms: str
    fs: str
    mp: str
    fp: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Inhabitant:
    """The man and the woman of a country."""

    m: str
    f: str


class CountryWords:
    """The words of one country."""

    def __init__(self, grammar: Grammar) -> None:
        self.nom = grammar.name
        self.le = grammar.with_article
        self.du = grammar.of_country
        self.de = grammar.of_short
        self.en = grammar.in_country
        self.a = grammar.to_country
        self.Le = capitalized(self.le)
        self.Du = capitalized(self.du)
        self.De = capitalized(self.de)
        self.En = capitalized(self.en)
        self.A = capitalized(self.a)
        self.capitale = grammar.capital
        self.adj = Adjective(
            ms=grammar.adjective_ms,
            fs=grammar.adjective_fs,
            mp=grammar.adjective_mp,
            fp=grammar.adjective_fp,
        )
        self.hab = Inhabitant(m=grammar.inhabitant_m, f=grammar.inhabitant_f)
        self._plural = grammar.plural

    def s(self, one: str, many: str) -> str:
        """The word that agrees with the country: ``one`` for Mali, ``many`` for the Comoros."""
        return many if self._plural else one
