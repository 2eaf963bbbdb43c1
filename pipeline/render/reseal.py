"""Workbooks that a library wrote, made reproducible: own properties, fixed dates, fixed order."""

from pipeline.render.pack import pack, unpack

CORE = "docProps/core.xml"
OWN = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    b'<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
    b' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
    b' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:creator>epreuve</dc:creator>'
    b"<dc:language>fr-FR</dc:language></cp:coreProperties>"
)


def reseal(data: bytes) -> bytes:
    """The same workbook without the moment or the program of its writing: same content, same bytes."""
    parts = unpack(data)
    parts[CORE] = OWN
    return pack(parts)
