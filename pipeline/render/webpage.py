"""Pages to read in a browser: one file, style inside, no script; they print well."""

from html import escape

from pipeline.typography import typeset

_STYLE = """
@page { size: A4; margin: 15mm }
* { box-sizing: border-box }
body { font: 11pt/1.45 Arial, Helvetica, sans-serif; color: #1a1a1a; max-width: 780px; margin: 0 auto; padding: 1.5em }
header { border-bottom: 3px solid #1f3a5f; margin-bottom: 1.2em }
h1 { color: #1f3a5f; font-size: 22pt; margin: 0 0 .1em }
h2 { color: #fff; background: #1f3a5f; font-size: 13pt; padding: .3em .6em; margin: 1.6em 0 .6em }
h3 { color: #35587f; font-size: 11pt; margin: 1.1em 0 .3em }
p { margin: .3em 0 } .note { color: #565e68; font-size: 9.5pt }
table { border-collapse: collapse; width: 100%; font-size: 9.5pt; margin: .5em 0 }
th { background: #35587f; color: #fff; font-weight: bold; padding: .3em .5em; text-align: center }
td { border-bottom: 1px solid #c3cedb; padding: .25em .5em; text-align: right }
td.t { text-align: left } tr.s td { background: #f4f7fa; font-weight: bold }
figure { margin: .4em 0; break-inside: avoid } figcaption { font-size: 9.5pt; color: #565e68 }
svg { max-width: 100%; height: auto; font-family: Arial, Helvetica, sans-serif }
section { break-inside: auto } h2, h3 { break-after: avoid } tr { break-inside: avoid }
.tracks { display: flex; flex-wrap: wrap; gap: .5em } .tracks figure { flex: 1 1 340px; max-width: 420px }
h2, th { -webkit-print-color-adjust: exact; print-color-adjust: exact }
@media print { body { padding: 0; max-width: none } }
"""


def web_page(title: str, body: str, style: str = "") -> bytes:
    """A whole page of a title and a body; the same text gives the same bytes. ``style`` comes after the usual one."""
    page = (
        f'<!DOCTYPE html>\n<html lang="fr"><head><meta charset="utf-8"><title>{html_text(title)}</title>\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><style>{_STYLE}{style}</style></head>\n'
        f"<body>\n{body}</body></html>\n"
    )
    return page.encode()


def html_text(text: str) -> str:
    """A French text, typeset and escaped."""
    return escape(typeset(text))


def figure(drawing: str, note: str) -> str:
    """A drawing with what it says below."""
    return f"<figure>{drawing}<figcaption>{html_text(note)}</figcaption></figure>\n"
