"""The entries of the criteria, asked one by one."""

from pipeline.read.code_criteria import KnownWords, read_entries
from pipeline.read.fields import open_fields

KNOWN = KnownWords(
    codes=("C1", "C2", "C10"),
    formats=("ef",),
    deliverables=("note",),
    hard_skills=(),
    soft_skills=(),
)
ENTRY = """\
  - code: {code}
    titre: "t"
    verbe: "v"
    livrables: [note]
    formats: {{ef: 2}}
    indicateurs: []
    niveaux: [a, b, c, d, e]
    scenario: {{genres: [], exigences: "x", pieces: []}}
    savoir_faire: {{}}
    savoir_etre: []
    vigilance: "prudence"
"""


def read(root, *codes):
    text = "competences:\n" + "".join(ENTRY.format(code=code) for code in codes)
    (root / "f.yaml").write_text(text, "utf-8")
    faults = []
    top = open_fields(root, "f.yaml", faults)
    entries = read_entries(top, "officiel", KNOWN)
    top.close()
    return entries, faults


def test_entries_come_in_the_order_of_the_codes(tmp_path):
    entries, faults = read(tmp_path, "C10", "C2", "C1")
    assert [e.code for e in entries] == ["C1", "C2", "C10"]
    assert faults == []


def test_an_entry_without_indicator_is_read_for_the_checks_to_tell(tmp_path):
    entries, faults = read(tmp_path, "C1")
    assert faults == []
    assert (entries[0].indicators, entries[0].status, entries[0].caution) == (
        (),
        "officiel",
        "prudence",
    )


def test_an_entry_for_an_unknown_code_is_left_out(tmp_path):
    entries, faults = read(tmp_path, "C1", "CO9.9")
    assert [e.code for e in entries] == ["C1"]
    assert [f.code for f in faults] == ["REF-001"]


def test_the_printed_zero_is_not_accepted_in_a_file_but_explained(tmp_path):
    known = KnownWords(
        codes=("CO1.3",), formats=("ef",), deliverables=("note",), hard_skills=(), soft_skills=()
    )
    (tmp_path / "f.yaml").write_text("competences:\n" + ENTRY.format(code="C01.3"), "utf-8")
    faults = []
    read_entries(open_fields(tmp_path, "f.yaml", faults), "officiel", known)
    assert [(f.code, f.hint) for f in faults] == [("REF-001", "codes proches : CO1.3")]
