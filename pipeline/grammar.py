"""French grammar around names that change: elision, articles of countries, faults of a rendered text."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

_VOWEL = "aeiouâàäéèêëîïôöùûüœæAEIOUÂÀÄÉÈÊËÎÏÔÖÙÛÜŒÆ"
_MUTE_H = (
    "habit|haleine|hameçon|harmoni|hebdo|héberg|hectare|hégémon|hélico|hélas|hémi|hémo|herb|hérit"
    "|hésit|heure|hier|hippo|hist|hiver|homme|homo|honn|honor|hôpit|horaire|horizon|horlog|hospit"
    "|hostil|hôtel|hôte|huil|huiss|huîtr|humain|humanit|humeur|humid|hybrid|hydr|hygièn|hyper|hypo"
)
_PLURALS = (
    "Bahamas|Comores|Émirats arabes unis|États-Unis|Fidji|Îles Marshall|Îles Salomon|Maldives"
    "|Palaos|Pays-Bas|Philippines|Seychelles|Tonga|Tuvalu"
)
_SINGULAR_VERBS = (
    "a|abrite|accueille|affiche|applique|avait|bénéficie|compte|comptait|connaît|consacre|demande"
    "|dépend|dispose|doit|est|était|exporte|figure|importe|occupe|partage|peut|possède|prend|produit"
    "|refuse|reste|souhaite|soutient|subit|sera|va|veut"
)
_PLURAL_VERBS = (
    "abritent|accueillent|affichent|appliquent|avaient|bénéficient|comptaient|comptent|connaissent"
    "|consacrent|demandent|dépendent|disposent|doivent|étaient|exportent|figurent|importent"
    "|occupent|ont|partagent|peuvent|possèdent|prennent|produisent|refusent|restent|souhaitent"
    "|soutiennent|subissent|sont|seront|vont|veulent"
)
_ASPIRATE = "onz|oui\\b|ouistiti|ouate|uhlan|ululement|[A-Z]\\b"
_NO_ELISION = rf"{_ASPIRATE}|ou\b|et\b|un\b|une\b"
_PRONOUNS = "lui|leur|leurs|y|en|faire|plus|moins|la"
_START = r"(?:^|(?<=\n)|(?<=[.!?] ))"

_FAULTS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("balise non remplacée", re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")),
    ("valeur absente", re.compile(r"(?<![\w-])(?:None|nan|NaN|Undefined|undefined)(?![\w-])")),
    ("double espace", re.compile(r"\S *  +\S")),
    ("guillemet droit", re.compile(r'\w*"\w*')),
    ("espace avant la virgule ou le point", re.compile(r"\w+ (?:,|\.(?=\s|$))")),
    ("ponctuation doublée", re.compile(r",\s*,|;\s*;|(?<!\.)\.\s+\.(?!\.)|\(\s*\)|«\s*»")),
    (
        "mot doublé",
        re.compile(r"(?<![\w'-])(?!(?:nous|vous)\b)([^\W\d_]{2,}) \1(?![\w'-])", re.IGNORECASE),
    ),
    (
        "élision manquante",
        re.compile(
            rf"(?<![\w'-])(?:de|le|la|que|ne|se|me|te|je|lorsque|puisque|jusque) "
            rf"(?!(?:{_NO_ELISION}))(?:[{_VOWEL}][^\W\d_]|à\b|(?:{_MUTE_H})|Haïti)[\w-]*",
            re.IGNORECASE,
        ),
    ),
    ("élision manquante", re.compile(r"(?<![\w'-])[Ss]i ils?\b")),
    (
        "déterminant devant voyelle",
        re.compile(
            rf"(?<![\w'-])(?:[Mm]a|[Tt]a|[Ss]a|[Cc]e(?= article| accord| État| acteur| incident"
            rf"| appui| outil| aspect)) (?!(?:{_NO_ELISION}))[{_VOWEL}]\w+"
        ),
    ),
    (
        "élision fautive",
        re.compile(
            r"(?<![\w'-])(?:[ldjmtscnLDJMTSCN]|[Qq]u)'"
            r"(?![A-Z]{2,})[b-df-gj-np-tv-xzB-DF-GJ-NP-TV-XZ]\w*"
        ),
    ),
    (
        "article devant voyelle",
        re.compile(
            rf"(?<![\w'-])(?:[Aa]u|[Dd]u) (?!(?:{_NO_ELISION}))(?:[{_VOWEL}]\w|(?:{_MUTE_H}))\w*"
        ),
    ),
    (
        "contraction manquante",
        re.compile(
            rf"(?<![\w'-])(?:[ÀàDd]e?) (?:le|les) (?!(?:{_PRONOUNS})\b)(?!\w+(?:er|ir|re)\b)[\w'-]+"
        ),
    ),
    (
        "double article ou préposition",
        re.compile(
            r"(?<![\w'-])(?:(?:le|la|les|au|aux|du|des) (?:le|la|les|l'|au|aux|du|des)"
            r"|(?:un|une) (?:le|la|les|l'|au|aux|du)"
            r"|de (?:du|des|au|aux)|à (?:au|aux|en)|en (?:au|aux|en))"
            r"(?=[ '])[ ']?[\w'-]+",
            re.IGNORECASE,
        ),
    ),
    (
        "verbe au singulier après un pays au pluriel",
        re.compile(rf"{_START}Les (?:{_PLURALS}) (?:{_SINGULAR_VERBS})(?![\w'-])"),
    ),
    (
        "verbe au pluriel après un pays au singulier",
        re.compile(
            rf"{_START}(?:Le |La |L')[A-ZÀ-Ý][\w-]+(?: [a-zà-ÿA-ZÀ-Ý][\w-]+)? "
            rf"(?:{_PLURAL_VERBS})(?![\w'-])"
        ),
    ),
    (
        "minuscule en début de phrase",
        re.compile(r"(?<=\w{4}\. )(?:le |la |les |l'|du |des |au |aux |en )[A-ZÀ-Ý]\w+"),
    ),
)
_ANY_LANGUAGE = 3


def capitalized(text: str) -> str:
    """The text with its first letter in capital, the others left alone."""
    return text[:1].upper() + text[1:]


def de(name: str) -> str:
    """« de » before a name: « de Kéréma », « d'Adéma », « du Caire », « des Amis »."""
    for article, merged in (("le ", "du "), ("les ", "des ")):
        if name.lower().startswith(article):
            return merged + name[len(article) :]
    return f"d'{name}" if starts_with_vowel(name) else f"de {name}"


def starts_with_vowel(name: str) -> bool:
    """Whether « de », « le » or « la » elide before the word; an h is mute when the list says so."""
    if re.match(rf"(?:{_ASPIRATE})", name, re.IGNORECASE):
        return False
    if name[:1] in "Yy":
        return len(name) > 1 and name[1] not in _VOWEL
    return name[:1] in _VOWEL or re.match(rf"(?:{_MUTE_H}|Haïti)", name, re.IGNORECASE) is not None


def plural(count: int, one: str, many: str) -> str:
    """The word that agrees with a count; French keeps the singular below two."""
    return many if abs(count) >= 2 else one


@lru_cache(maxsize=1 << 15)
def lint(text: str) -> tuple[str, ...]:
    """Grammar faults of a rendered French text: what, and the words at fault."""
    flat = _flat(text)
    return tuple(f"{what} : « {words} »" for what, words in _faults(flat))


def leftovers(text: str) -> tuple[str, ...]:
    """What no text may hold in any language: tags, absent values, double spaces."""
    found = ((what, pattern.search(text)) for what, pattern in _FAULTS[:_ANY_LANGUAGE])
    return tuple(f"{what} : « {match[0]} »" for what, match in found if match)


def lint_country(text: str, name: str, right: Sequence[str]) -> tuple[str, ...]:
    """Wrong articles and prepositions before the name of a country: « à Mali », « en Cuba ».

    ``right`` are the forms that are right, as « le Mali », « au Mali », « du Mali ».
    """
    flat = _flat(text)
    forms = {_flat(form) for form in right}
    found = re.findall(
        r"(?<![\w'-])((?:[àÀ]|[Ll]es|[Ll][ea]|[Ee]n|[Aa]ux?|[Dd](?:es|u|e)|[DdLl]'|[Dd]e l[a'])"
        rf"[ ]?{re.escape(_flat(name))})(?! (?:[ée]quatorial|du |populaire|démocratique))(?![\w'-])",
        flat,
    )
    bad = [words for words in found if words[0].lower() + words[1:] not in forms]
    return tuple(f"article ou préposition : « {words} »" for words in bad)


def _faults(flat: str) -> Iterator[tuple[str, str]]:
    for what, pattern in _FAULTS:
        for match in pattern.finditer(flat):
            yield what, match[0].strip()


def _flat(text: str) -> str:
    """The text with plain apostrophes and plain spaces."""
    return text.replace("’", "'").replace("\u00a0", " ").replace("\u202f", " ")
