"""A Word package from its body: parts, content types, relationships; the same bytes every time."""

import io
import zipfile
from dataclasses import dataclass
from xml.sax.saxutils import escape

from wordkit.looks import NAVY, Style
from wordkit.markup import spacer
from wordkit.styles import styles_xml

_W = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:wpg="http://schemas.microsoft.com/office/word/2010/wordprocessingGroup" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" mc:Ignorable="w14"'
)
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE_REL = "http://schemas.openxmlformats.org/package/2006/relationships"
_STAMP = (1980, 1, 1, 0, 0, 0)


_SIDES = "".join(
    f'<w:{side} w:val="double" w:sz="12" w:space="26" w:color="{NAVY}"/>'
    for side in ("top", "left", "bottom", "right")
)
_FRAME = f'<w:pgBorders w:offsetFrom="page">{_SIDES}</w:pgBorders>'
_SHEETS = {
    "portrait": '<w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1247" w:right="1134" w:bottom="1134" w:left="1134" w:header="567" '
    'w:footer="510" w:gutter="0"/>',
    "landscape": '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>'
    '<w:pgMar w:top="1134" w:right="1134" w:bottom="1021" w:left="1134" w:header="567" '
    'w:footer="510" w:gutter="0"/>',
    "framed": '<w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1474" w:right="1361" w:bottom="1247" w:left="1361" w:header="850" '
    f'w:footer="794" w:gutter="0"/>{_FRAME}',
    "diploma": '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>'
    '<w:pgMar w:top="1361" w:right="1701" w:bottom="1134" w:left="1701" w:header="794" '
    f'w:footer="737" w:gutter="0"/>{_FRAME}',
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What is around the body: headers and footers, those of the first page apart."""

    header: str
    first_header: str
    footer: str
    first_footer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A template: title and subject may hold tags, ``scale`` makes its text smaller or larger.

    ``looks`` are styles of its own; ``sheet`` is the paper: « portrait » or « landscape », or with a double line around
    the page « framed » or « diploma », the latter landscape.
    """

    body: str
    page: Page
    title: str
    subject: str
    scale: float = 1
    looks: tuple[Style, ...] = ()
    sheet: str = "portrait"


def build(document: Document) -> bytes:
    """The bytes of a template."""
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations(
            ("rId1", f"{_REL}/officeDocument", "word/document.xml"),
            (
                "rId2",
                "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
                "docProps/core.xml",
            ),
            ("rId3", f"{_REL}/extended-properties", "docProps/app.xml"),
        ),
        "docProps/app.xml": _app(),
        "docProps/core.xml": _core(document.title, document.subject),
        "word/_rels/document.xml.rels": _relations(
            ("rId1", f"{_REL}/styles", "styles.xml"),
            ("rId2", f"{_REL}/settings", "settings.xml"),
            ("rId3", f"{_REL}/fontTable", "fontTable.xml"),
            ("rId4", f"{_REL}/header", "header1.xml"),
            ("rId5", f"{_REL}/header", "header2.xml"),
            ("rId6", f"{_REL}/footer", "footer1.xml"),
            ("rId7", f"{_REL}/footer", "footer2.xml"),
        ),
        "word/document.xml": _document(document.body, document.sheet),
        "word/fontTable.xml": _fonts(),
        "word/footer1.xml": _part("ftr", document.page.footer),
        "word/footer2.xml": _part("ftr", document.page.first_footer),
        "word/header1.xml": _part("hdr", document.page.header),
        "word/header2.xml": _part("hdr", document.page.first_header),
        "word/settings.xml": _settings(),
        "word/styles.xml": styles_xml(_W, document.scale, document.looks),
    }
    return _zip({name: text.encode() for name, text in parts.items()})


def _document(body: str, sheet: str) -> str:
    """The main part: the body and its only section.

    LibreOffice 7.4 loses the texts of maps in a document that begins with a table: a thin paragraph comes first.
    """
    if body.startswith("<w:tbl>"):
        body = spacer() + body
    return (
        f"{_XML}<w:document {_W}><w:body>{body}<w:sectPr>"
        '<w:headerReference w:type="default" r:id="rId4"/>'
        '<w:headerReference w:type="first" r:id="rId5"/>'
        '<w:footerReference w:type="default" r:id="rId6"/>'
        '<w:footerReference w:type="first" r:id="rId7"/>'
        f"{_SHEETS[sheet]}<w:titlePg/></w:sectPr></w:body></w:document>"
    )


def _part(kind: str, inner: str) -> str:
    """A header or a footer."""
    return f"{_XML}<w:{kind} {_W}>{inner}</w:{kind}>"


def _settings() -> str:
    """Hyphenation, no question at opening, a layout of Word 2013 and after."""
    return (
        f'{_XML}<w:settings {_W}><w:zoom w:percent="100"/>'
        '<w:defaultTabStop w:val="709"/><w:autoHyphenation/>'
        '<w:consecutiveHyphenLimit w:val="2"/><w:hyphenationZone w:val="340"/>'
        "<w:doNotHyphenateCaps/>"
        '<w:characterSpacingControl w:val="doNotCompress"/>'
        "<w:compat>"
        '<w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        '<w:themeFontLang w:val="fr-FR"/><w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/>'
        "</w:settings>"
    )


def _fonts() -> str:
    """The three faces: metric twins of all three exist on every system."""
    faces = (("Arial", "swiss"), ("Times New Roman", "roman"), ("Courier New", "modern"))
    inner = "".join(
        f'<w:font w:name="{name}"><w:family w:val="{family}"/></w:font>' for name, family in faces
    )
    return f"{_XML}<w:fonts {_W}>{inner}</w:fonts>"


def _app() -> str:
    """Extended properties: nothing about a machine or a person."""
    return (
        f'{_XML}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
        'extended-properties"><Application>epreuve</Application></Properties>'
    )


def _core(title: str, subject: str) -> str:
    """Core properties; title and subject are rendered like the rest."""
    return (
        f'{_XML}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/'
        'metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escape(title)}</dc:title><dc:subject>{escape(subject)}</dc:subject>"
        "<dc:creator>epreuve</dc:creator><dc:language>fr-FR</dc:language></cp:coreProperties>"
    )


def _relations(*triples: tuple[str, str, str]) -> str:
    """A relationships part."""
    inner = "".join(
        f'<Relationship Id="{key}" Type="{kind}" Target="{target}"/>'
        for key, kind, target in triples
    )
    return f'{_XML}<Relationships xmlns="{_PACKAGE_REL}">{inner}</Relationships>'


def _content_types() -> str:
    """The types of the parts."""
    named = {
        "/word/document.xml": f"{_MAIN}.document.main+xml",
        "/word/styles.xml": f"{_MAIN}.styles+xml",
        "/word/settings.xml": f"{_MAIN}.settings+xml",
        "/word/fontTable.xml": f"{_MAIN}.fontTable+xml",
        "/word/header1.xml": f"{_MAIN}.header+xml",
        "/word/header2.xml": f"{_MAIN}.header+xml",
        "/word/footer1.xml": f"{_MAIN}.footer+xml",
        "/word/footer2.xml": f"{_MAIN}.footer+xml",
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
        "/docProps/app.xml": (
            "application/vnd.openxmlformats-officedocument.extended-properties+xml"
        ),
    }
    overrides = "".join(
        f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in named.items()
    )
    return (
        f'{_XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f"{overrides}</Types>"
    )


def _zip(parts: dict[str, bytes]) -> bytes:
    """A package stored without compression: its bytes depend on no version of zlib, and git packs it well."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, data in parts.items():
            info = zipfile.ZipInfo(name, _STAMP)
            info.create_system = 0
            info.external_attr = 0
            archive.writestr(info, data)
    return buffer.getvalue()
