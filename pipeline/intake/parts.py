"""Which parts a collected workbook may have: read, left out with a note, or a reason to refuse the file."""

import re
from collections.abc import Iterable, Mapping

from pipeline.diagnostics import Diagnostic, Rule, Source
from pipeline.intake.refusal import RefusedError
from pipeline.rules import intake as rules

CONTENT_TYPES = "[content_types].xml"

_READ = re.compile(
    r"\[content_types\]\.xml|_rels/\.rels|docprops/(?:app|core|custom)\.xml"
    r"|xl/(?:workbook|sharedstrings|styles|metadata)\d*\.xml|xl/_rels/workbook\d*\.xml\.rels"
    r"|xl/theme/theme\d*\.xml|xl/worksheets/[^/]+\.xml|xl/worksheets/_rels/[^/]+\.xml\.rels"
)
# The first that matches speaks; links of what is left out are still judged.
_REFUSED: tuple[tuple[re.Pattern[str], Rule], ...] = (
    (re.compile(r".*vba[^/]*|xl/(?:intl)?macrosheets/.*|xl/dialogsheets/.*"), rules.MACROS),
    (re.compile(r"xl/attachedtoolbars\.bin|(?:basic|scripts|dialogs)/.*"), rules.MACROS),
    (re.compile(r"(?:.*/)?(?:embeddings|activex)/.*|object[ 0-9].*"), rules.OBJECTS),
    (re.compile(r"xl/(?:externallinks|querytables|model|customdata)/.*"), rules.CONNECTIONS),
    (re.compile(r"xl/(?:connections|volatiledependencies)\.xml"), rules.CONNECTIONS),
)
_LEFT_OUT: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"xl/(?:media|ink)/.*|docprops/thumbnail\.\w+"), rules.PICTURES),
    (re.compile(r"(?:pictures|thumbnails|objectreplacements|xl/theme/_rels)/.*"), rules.PICTURES),
    (re.compile(r"xl/(?:drawings|charts|chartsheets|diagrams|ctrlprops)/.*"), rules.DRAWINGS),
    (re.compile(r"xl/comments\d*\.xml|xl/(?:comments|threadedcomments|persons)/.*"), ""),
    (re.compile(r"xl/(?:tables|slicers|slicercaches|timelines|timelinecaches)/.*"), rules.TABLES),
    (re.compile(r"xl/(?:pivottables|pivotcache)/.*"), rules.PIVOTS),
    (re.compile(r"customxml/.*|docmetadata/.*|_xmlsignatures/.*"), rules.SETTINGS),
    (re.compile(r"xl/(?:printersettings|featurepropertybag|richdata)/.*"), rules.SETTINGS),
    (re.compile(r"xl/(?:webextensions|namedsheetviews|revisions)/.*"), rules.SETTINGS),
    (re.compile(r"xl/worksheets/wssortmap\d*\.xml|xl/customproperty\d*\.bin"), rules.SETTINGS),
    (re.compile(r"xl/(?:calcchain|usernames|cellimages)\.xml"), rules.SETTINGS),
)
# Parts that every program writes and that say nothing about the cells.
_SILENT = frozenset({"xl/calcchain.xml"})
_SILENT_FOLDERS = ("xl/printersettings/", "docprops/thumbnail", "thumbnails/", "docmetadata/")
_KINDS: tuple[tuple[str, str], ...] = (
    ("word/", rules.WORD),
    ("ppt/", rules.SLIDES),
    ("xl/workbook.bin", rules.BINARY_BOOK),
    ("index/document.iwa", rules.APPLE),
    ("index.zip", rules.APPLE),
)
_KIND_RULES: Mapping[str, Rule] = {
    "vbaproject": rules.MACROS,
    "vbaprojectsignature": rules.MACROS,
    "wordvbadata": rules.MACROS,
    "xlmacrosheet": rules.MACROS,
    "xlintlmacrosheet": rules.MACROS,
    "dialogsheet": rules.MACROS,
    "attachedtoolbars": rules.MACROS,
    "oleobject": rules.OBJECTS,
    "package": rules.OBJECTS,
    "control": rules.OBJECTS,
    "activexcontrolbinary": rules.OBJECTS,
    "externallink": rules.CONNECTIONS,
    "externallinkpath": rules.CONNECTIONS,
    "connections": rules.CONNECTIONS,
    "querytable": rules.CONNECTIONS,
    "volatiledependencies": rules.CONNECTIONS,
}
_TYPE_WORDS: tuple[tuple[str, Rule], ...] = (
    ("vbaproject", rules.MACROS),
    ("macrosheet", rules.MACROS),
    ("dialogsheet", rules.MACROS),
    ("oleobject", rules.OBJECTS),
    ("activex", rules.OBJECTS),
    ("externallink", rules.CONNECTIONS),
    ("connections+", rules.CONNECTIONS),
)


def judge_parts(names: Iterable[str]) -> tuple[str, ...]:
    """The parts that are left out, by lower-case name; raises RefusedError for one that may not be there."""
    found = sorted(names)
    if CONTENT_TYPES not in found:
        raise RefusedError(rules.WRONG_KIND, kind=_kind_of(found))
    for start, kind in _KINDS:
        if any(name.startswith(start) for name in found):
            raise RefusedError(rules.WRONG_KIND, kind=kind)
    return left_out(found, _READ)


def left_out(names: Iterable[str], read: re.Pattern[str]) -> tuple[str, ...]:
    """The parts not matched by ``read`` that may be left out; raises RefusedError for the others."""
    kept = [name for name in names if not read.fullmatch(name)]
    for name in kept:
        for pattern, rule in _REFUSED:
            if pattern.fullmatch(name):
                raise RefusedError(rule, part=name)
        if not any(pattern.fullmatch(name) for pattern, _ in _LEFT_OUT):
            raise RefusedError(rules.UNKNOWN_PART, part=name)
    return tuple(kept)


def judge_relation(kind: str, part: str) -> None:
    """Refuse a link to what may not be there, whatever the name of its part."""
    rule = _KIND_RULES.get(kind.rpartition("/")[2].lower())
    if rule is not None:
        raise RefusedError(rule, part=part)


def judge_type(content_type: str, part: str) -> None:
    """Refuse a part declared as what may not be there, whatever its name."""
    for word, rule in _TYPE_WORDS:
        if word in content_type.lower():
            raise RefusedError(rule, part=part)


def notes(dropped: Iterable[str], *, links: bool, name: str) -> tuple[Diagnostic, ...]:
    """What is said about the parts left out of the file that people call ``name``."""
    found: list[Diagnostic] = []
    kinds = {kind for part in dropped if not _is_silent(part) for kind in _kinds(part)}
    if "" in kinds:
        found.append(rules.COMMENTS_LEFT.at(Source(path=name)))
        kinds -= {"", rules.DRAWINGS}  # a comment is drawn
    if kinds:
        found.append(rules.LEFT_OUT.at(Source(path=name), kinds=", ".join(sorted(kinds))))
    if links:
        found.append(rules.LINKS_LEFT.at(Source(path=name)))
    return tuple(found)


def _kinds(part: str) -> Iterable[str]:
    return (kind for pattern, kind in _LEFT_OUT if pattern.fullmatch(part))


def _is_silent(part: str) -> bool:
    return part in _SILENT or part.startswith(_SILENT_FOLDERS)


def _kind_of(names: list[str]) -> str:
    """What an archive without content types is."""
    for start, kind in _KINDS:
        if any(name.startswith(start) for name in names):
            return kind
    return rules.ARCHIVE
