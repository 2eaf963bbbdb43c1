"""``epreuve update countries``: differences shown, adopted only when asked, papers never touched."""

import re

import pytest

from pipeline.commands.generate import generate
from pipeline.commands.inputs import load_bank
from pipeline.commands.update import update_countries
from pipeline.diagnostics import ContentError
from pipeline.read.updates import ADOPTED

HEAD = "iso3,champ,valeur,annee,source\n"


@pytest.fixture
def real(mini):
    """The tiny workspace where the bridge may stand in a real country."""
    path = mini / "scenarios/geo/pont.yaml"
    text = path.read_text("utf-8")
    path.write_text(
        re.sub(r"mode: fictif, exige: '[^']*'", "mode: mixte, exige: 'population >= 520000'", text),
        "utf-8",
    )
    types = mini / "scenarios/typologie.yaml"
    types.write_text(types.read_text("utf-8").replace("mode: fictif", "mode: mixte"), "utf-8")
    return mini


def figures(root, lines):
    path = root / "nouveaux.csv"
    path.write_text(HEAD + lines, "utf-8")
    return path


def test_differences_are_shown_and_nothing_is_written(real):
    path = figures(real, "CPV,population,510000,2025,Institut fictif\n")
    before = {p: p.read_bytes() for p in real.rglob("*") if p.is_file()}
    outcome = update_countries(path, root=real)
    assert {p: p.read_bytes() for p in real.rglob("*") if p.is_file()} == before
    assert outcome.counts == {"same": 0, "new": 0, "changed": 1}
    screen = "\n".join(outcome.lines)
    assert "Cap-Vert" in screen
    assert "524\u202f877 (2024, " in screen
    assert "→ 510\u202f000 (2025, Institut fictif)" in screen
    assert "cité par GEO-01-PONT" in screen
    assert "GEO-01-PONT : perd CPV" in screen
    assert outcome.lines[-1].endswith("ajoutez --appliquer pour adopter ces chiffres.")


def test_adopted_figures_are_those_of_the_bank_from_then_on(real):
    path = figures(real, "CPV,population,600000,2025,Institut fictif\n")
    assert update_countries(path, root=real, apply=True).files == (ADOPTED,)
    assert load_bank(real).countries["CPV"].value("population") == 600000
    again = update_countries(path, root=real, apply=True)
    assert (again.files, again.counts["same"]) == ((), 1)
    assert again.lines == ("Rien ne change : 1 chiffre est déjà celui de la banque.",)


def test_adopted_figures_add_to_the_earlier_ones_and_replace_them(real):
    update_countries(
        figures(real, "CPV,population,600000,2025,X\nISL,population,400000,2025,X\n"),
        root=real,
        apply=True,
    )
    update_countries(figures(real, "CPV,population,610000,2026,Y\n"), root=real, apply=True)
    assert (real / ADOPTED).read_text("utf-8") == (
        f"{HEAD}CPV,population,610000,2026,Y\nISL,population,400000,2025,X\n"
    )


def test_a_dry_run_says_where_it_would_write(real):
    path = figures(real, "CPV,population,600000,2025,X\n")
    outcome = update_countries(path, root=real, apply=True, dry_run=True)
    assert outcome.lines[-1] == f"Serait écrit : {ADOPTED}"
    assert not (real / ADOPTED).exists()


def test_faults_are_all_told_and_nothing_is_written(real):
    path = figures(real, "CPV,population,beaucoup,2025,X\nZZZ,population,1,2025,X\n")
    with pytest.raises(ContentError) as caught:
        update_countries(path, root=real, apply=True)
    assert [f.code for f in caught.value.diagnostics] == ["PAY-041", "PAY-040"]
    assert not (real / ADOPTED).exists()


@pytest.mark.parametrize("sealed", [True, False])
def test_a_set_paper_keeps_its_figures_and_its_session_is_named(
    mini, open_mini_session, when, sealed
):
    for path in (mini / "scenarios").glob("*/*.yaml"):
        path.write_text(path.read_text("utf-8").replace("mode: fictif", "mode: reel"), "utf-8")
    folder = open_mini_session(mini)
    generate(folder.name, root=mini, when=when)
    if not sealed:
        folder.manifest.unlink()
    before = {p: p.read_bytes() for p in folder.path.rglob("*") if p.is_file()}
    lines = "".join(f"{iso3},population,999999,2025,X\n" for iso3 in ("CPV", "ISL", "MDG"))
    outcome = update_countries(figures(mini, lines), root=mini, apply=True)
    (named,) = (line for line in outcome.lines if folder.name in line)
    assert ("publiée" in named) is sealed
    assert {p: p.read_bytes() for p in folder.path.rglob("*") if p.is_file()} == before


def test_a_file_that_excel_wrote_in_french_is_adopted_as_the_bank_writes_it(real):
    path = real / "nouveaux.csv"
    text = "iso3;champ;valeur;Année;source\r\ncpv;population;600 000,5;2025;Été ; bilan\r\n"
    path.write_bytes(text.replace("Été ; bilan", '"Été ; bilan"').encode("cp1252"))
    assert update_countries(path, root=real, apply=True).files == (ADOPTED,)
    assert (real / ADOPTED).read_text(
        "utf-8"
    ) == f"{HEAD}CPV,population,600000.5,2025,Été ; bilan\n"


def test_a_figure_that_reads_in_two_ways_is_refused_and_says_so(real):
    path = real / "nouveaux.csv"
    path.write_text("iso3;champ;valeur;annee;source\nCPV;population;1.234;2025;X\n", "utf-8")
    with pytest.raises(ContentError) as caught:
        update_countries(path, root=real, apply=True)
    (fault,) = caught.value.diagnostics
    assert "« 1.234 » se lit de deux façons" in fault.message
    assert "ce fichier" in str(caught.value)


def test_a_header_alone_says_that_there_is_no_figure(real):
    assert update_countries(figures(real, ""), root=real).lines == (
        "Le fichier ne contient aucun chiffre.",
    )
