"""The ``pays`` of a scenario file -> the countries that it may be set in."""

from pipeline.model.scenario import CountryRule
from pipeline.read.fields import Fields
from pipeline.read.plain import advice
from pipeline.read.predicate import compile_predicate
from pipeline.read.vocabulary import Vocabulary
from pipeline.rules import country as country_rules
from pipeline.rules import scenario as rules

MODES = ("reel", "fictif", "mixte")


def read_country_rule(top: Fields, vocabulary: Vocabulary) -> CountryRule:
    """The base country, the mode, the condition, the facts and the exclusions; each name is checked where it is."""
    fields = top.child("pays")
    if fields is None:
        return CountryRule(base="", mode="", requires="", facts=(), excluded=(), source=top.source)
    requires = fields.text("exige")
    _, found = compile_predicate(requires, fields.place("exige"), vocabulary)
    for fault in found if requires else ():
        fields.tell(fault)
    facts = fields.texts("faits_requis", ())
    for fact in facts:
        if fact not in vocabulary.printable:
            said = advice(fact, vocabulary.printable)
            fields.fault(rules.UNKNOWN_FACT, "faits_requis", field=fact, advice=said)
    base, excluded = fields.text("base"), fields.texts("exclus", ())
    for key, codes in (("base", (base,)), ("exclus", excluded)):
        for code in codes:
            if code and code not in vocabulary.codes:
                said = advice(code, vocabulary.codes)
                fields.fault(country_rules.UNKNOWN_COUNTRY, key, code=code, advice=said)
    return CountryRule(
        base=base,
        mode=fields.choice("mode", MODES),
        requires=requires,
        facts=facts,
        excluded=excluded,
        source=fields.source,
    )
