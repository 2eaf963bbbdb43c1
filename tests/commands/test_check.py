"""The check of a workspace: silent on sound content, every fault at once with its place otherwise."""

import errno
import random
import shutil
from multiprocessing import active_children

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.commands import inputs
from pipeline.commands.check import check
from pipeline.diagnostics import ExitCode, Severity, UsageError

DATE = "2026-06-01"
BRIDGE = "scenarios/geo/pont.yaml"
VISIT = "scenarios/dip/visite.yaml"
MARKET = "scenarios/dip/marche.yaml"
SHARE = "part_fin_formation: {valeur: 50"
LONG = "Les enjeux économiques, sociaux et diplomatiques"
PROMPTS = '  relances: ["À quel prix ?", "Pour combien de temps ?", "Avec quel risque ?"]\n'
POINTS = "points: 5, indispensable: true}\n  - {id: T1b"


def told(outcome, severity=Severity.ERROR):
    """The faults: rule, file, line."""
    found = [d for d in outcome.diagnostics if d.severity is severity]
    return {(d.code, d.source.path, d.source.line) for d in found}


@pytest.fixture
def plant(mini, edit):
    """``plant(rule, file, old, new)``: damage a file; ``plant.told`` says which rule is to be told at which line."""

    def damage(rule, path, old, new, line="here"):
        found = edit(mini / path, old, new)
        damage.told.add((rule, path, found if line == "here" else line))

    damage.told = set()
    return damage


def test_sound_content_has_nothing_but_information(mini):
    outcome = check(root=mini, date=DATE)
    assert {d.severity for d in outcome.diagnostics} == {Severity.INFO}
    assert outcome.exit_code == ExitCode.DONE
    assert outcome.counts == {
        "blocks": 3,
        "codes": 5,
        "scenarios": 3,
        "items": 12,
        "variants": 24,
        "countries": 4,
        "questions": 1,
        "errors": 0,
        "warnings": 0,
    }
    assert outcome.lines[-1] == "Aucune faute."


def test_the_open_questions_are_told_until_they_are_settled(mini):
    assert "REF-010" in {d.code for d in check(root=mini, date=DATE).diagnostics}
    decision = '- {anomalie: AN01, choix: "Oui.", auteur: "Commission", date: 2026-02-01}'
    text = f"schema: epreuve/decisions@1\ndecisions:\n{decision}\n"
    (mini / "referential/decisions.yaml").write_text(text, "utf-8")
    outcome = check(root=mini, date=DATE)
    assert "REF-010" not in {d.code for d in outcome.diagnostics}
    assert outcome.counts["questions"] == 0


def test_what_cannot_be_read_is_told_at_once_with_its_line(mini, plant):
    """Sixteen mistakes in nine files: each gives one message, and the files beside are read all the same."""
    plant("LEC-010", "referential/metier.yaml", "outils: [", "outil: [")
    plant("LEC-012", "referential/regles.yaml", "  seuil: {valeur: 10", "  seuil: {valeur: 25")
    plant("PLA-006", "referential/epreuves.yaml", "minutes: [50, 80]", "minutes: [80, 50]")
    plant("PAY-001", "scenarios/pays.csv", "386506,2024,", "386506,,")
    plant("PAY-006", "scenarios/pays.csv", ",524877,", ",beaucoup,")
    plant("PAY-010", "scenarios/pays_sources.csv", ",CLDR,Unicode License v3,", ",CLDR,,")
    plant("PAY-002", "scenarios/pays_sources.csv", "motif_ineligibilite,", "motif,", line=2)
    plant("PAY-009", "scenarios/pays_fictifs_grammaire.csv", "en Dornie,", ",")
    plant("SUJ-002", "scenarios/typologie.yaml", "p: [C9, C10]", "p: [C9, C110]")
    plant("SUJ-002", BRIDGE, "codes: [C2]\n  modalite: ecrit", "codes: [C22]\n  modalite: ecrit")
    plant("SUJ-001", BRIDGE, "points: 6, indispensable: true}\n  - {id: T1b", POINTS, line=57)
    plant("SUJ-004", VISIT, "documents: [FICHE_PAYS, D1]", "documents: [FICHE_PAYS, D7]")
    plant("SCN-012", VISIT, "arrive {{ p.a }},", "arrive {{ p.aux }},", line=17)
    plant("LEC-010", MARKET, "role: {", "role: {ton: grave, ")
    plant("SCN-002", MARKET, "- id: O2", "- id: O1")
    plant("SCN-010", MARKET, "series: [1]", "series: [4]")
    outcome = check(root=mini, date=DATE)
    assert told(outcome) == plant.told
    assert outcome.exit_code == ExitCode.CONTENT
    assert outcome.counts["errors"] == len(outcome.diagnostics)


def test_what_only_the_whole_can_say_is_told_at_once_with_its_line(mini, plant):
    """Ten more, of what can be read and is wrong all the same."""
    exams = "referential/epreuves.yaml"
    plant("PLA-001", exams, "codes: {C9: 60, C10: 40}", "codes: {C9: 60, C10: 30}", line=68)
    plant("PLA-005", exams, "duree: 90", "duree: 80", line=40)
    plant("CRI-003", "referential/criteres.yaml", "C1.a, poids: 2", "C1.a, poids: 0", line=28)
    rules = "referential/regles.yaml"
    plant("REF-033", rules, "part_fin_formation: {valeur: 60", SHARE, line=None)
    plant("SCN-022", BRIDGE, "type: GEO-01", "type: DIP-01", line=1)
    plant("SUJ-010", BRIDGE, 'titre: "Les enjeux', f'titre: "{LONG}', line=83)
    plant("SCN-040", VISIT, "le programme de la visite", "le programme de {{ p.nom }}", line=46)
    plant("SCN-031", VISIT, "{invites: 54, tables: 6}", "{invites: 40, tables: 5}", line=1)
    plant("SUJ-007", MARKET, PROMPTS, "", line=78)
    plant("PAY-032", MARKET, "base: QZC", "base: ISL", line=12)
    outcome = check(root=mini, date=DATE)
    assert told(outcome) == plant.told


def test_a_fault_leaves_the_other_scenarios_readable(mini, edit):
    edit(mini / BRIDGE, "points: 6, indispensable: true}\n  - {id: T1b", POINTS)
    outcome = check(root=mini, date=DATE)
    assert outcome.counts["scenarios"] == 2
    assert {code for code, _, _ in told(outcome)} == {"SUJ-001"}


@pytest.mark.parametrize("date", ["", "demain", "2026-02-30"])
def test_a_date_that_is_none_is_a_fault_of_use(mini, date):
    with pytest.raises(UsageError, match="n'est pas une date"):
        check(root=mini, date=date)


def test_scenarios_are_expired_on_the_day_that_is_asked(mini):
    outcome = check(root=mini, date="2030-01-01")
    assert {code for code, _, _ in told(outcome, Severity.WARNING)} == {"SCN-024"}
    assert outcome.exit_code == ExitCode.DONE
    assert outcome.lines[-1] == "Erreurs : 0 ; avertissements : 3."


def test_outside_a_workspace_the_message_says_what_is_missing(tmp_path):
    with pytest.raises(UsageError, match="referential/, scenarios/, templates/"):
        check(root=tmp_path, date=DATE)


def test_progress_goes_to_the_end_even_when_a_variant_cannot_be_set(mini, edit):
    edit(mini / VISIT, "{{ v.invites-v.tables*3 }}", "{{ v.invites/(v.tables-5) }}")
    seen = []
    outcome = check(root=mini, date=DATE, progress=lambda *step: seen.append(step))
    assert {code for code, _, _ in told(outcome)} == {"SCN-016"}
    assert seen[-1][1:] == (24, 24)


CACHE = "output/.cache"


@pytest.fixture
def kept(mini):
    """The tiny workspace after a check: what it found is kept."""
    (mini / "output").mkdir()
    check(root=mini, date=DATE)
    return mini


def entries(root):
    """The kept files: their bytes and when they were written."""
    return {p.name: (p.read_bytes(), p.stat().st_mtime_ns) for p in (root / CACHE).iterdir()}


def steps(root, **options):
    """How many times the check told how far it was: at first, then for each scenario that it worked out."""
    seen = []
    check(root=root, date=DATE, progress=lambda *step: seen.append(step), **options)
    return len(seen)


def test_nothing_is_worked_out_twice(kept):
    assert steps(kept, cached=False) == 1 + 3
    assert steps(kept) == 1


def test_several_processes_find_and_keep_what_one_does(mini, edit, bytes_of):
    (mini / "output").mkdir()
    edit(mini / VISIT, "{{ v.invites-v.tables*3 }}", "{{ v.invites/(v.tables-5) }}")
    alone = check(root=mini, date=DATE, jobs=1)
    kept = bytes_of(mini / CACHE)
    shutil.rmtree(mini / CACHE)
    assert check(root=mini, date=DATE, jobs=2) == alone
    assert bytes_of(mini / CACHE) == kept
    assert active_children() == []


def test_the_outcome_is_the_same_with_what_was_kept_and_without(kept, edit):
    edit(kept / VISIT, "{{ v.invites-v.tables*3 }}", "{{ v.invites/(v.tables-5) }}")
    edit(kept / MARKET, "role: {", "role: {ton: grave, ")
    first = check(root=kept, date=DATE)
    assert {code for code, _, _ in told(first)} == {"SCN-016", "LEC-010"}
    assert check(root=kept, date=DATE) == first
    assert check(root=kept, date=DATE, cached=False) == first


def test_one_scenario_that_changed_is_read_and_set_again_alone(kept, edit):
    before = entries(kept)
    edit(kept / VISIT, "Exercice : tout est", "Exercice : tout y est")
    assert steps(kept) == 1 + 1
    after = entries(kept)
    assert after.keys() == before.keys()
    assert sum(after[name] != before[name] for name in after) == 3


@pytest.mark.parametrize(
    "path",
    [
        "scenarios/pays.csv",
        "scenarios/grammaire.csv",
        "scenarios/typologie.yaml",
        "referential/referentiel.yaml",
        "referential/criteres.yaml",
    ],
)
def test_what_scenarios_depend_on_makes_all_of_them_be_set_again(kept, path):
    text = (kept / path).read_bytes()
    (kept / path).write_bytes(text.replace(b"\n", b"\r\n"))
    assert steps(kept) == 1 + 3


@pytest.mark.parametrize("name", ["regles", "epreuves"])
def test_how_a_session_examines_and_marks_has_no_bearing_on_scenarios(kept, name):
    path = kept / f"referential/{name}.yaml"
    path.write_text(path.read_text("utf-8") + "# note\n", "utf-8")
    assert steps(kept) == 1


def test_what_is_kept_does_not_grow(kept):
    before = entries(kept).keys()
    path = kept / VISIT
    text = path.read_text("utf-8")
    for number in range(3):
        path.write_text(f"{text}# {number}\n", "utf-8")
        check(root=kept, date=DATE)
    assert entries(kept).keys() == before
    path.unlink()
    check(root=kept, date=DATE)
    assert len(entries(kept)) == len(before) - 2


def test_without_the_cache_nothing_is_read_there_nor_written(mini):
    (mini / "output").mkdir()
    check(root=mini, date=DATE, cached=False)
    assert list((mini / "output").iterdir()) == []


def test_a_cache_that_is_damaged_changes_nothing(kept):
    expected = check(root=kept, date=DATE, cached=False)
    for number, path in enumerate(sorted((kept / CACHE).iterdir())):
        data = path.read_bytes()
        path.write_bytes((b"", data[:-9], data.replace(b"e", b"a"))[number % 3])
    assert check(root=kept, date=DATE) == expected
    assert steps(kept) == 1


def test_what_another_workspace_kept_is_not_believed(kept, tmp_path, edit):
    other = tmp_path / "other"
    shutil.copytree(kept, other)
    edit(other / VISIT, "le programme de la visite", "le programme de {{ p.nom }}")
    expected = check(root=other, date=DATE)
    assert {code for code, _, _ in told(expected)} == {"SCN-040"}
    shutil.rmtree(other / CACHE)
    shutil.copytree(kept / CACHE, other / CACHE)
    assert check(root=other, date=DATE) == expected


def test_a_file_that_changes_while_it_is_checked_keeps_nothing(mini, edit):
    (mini / "output").mkdir()

    def meddle(_step, done, total):
        if done == total:
            path = mini / "scenarios/typologie.yaml"
            path.write_text(path.read_text("utf-8") + "# note\n", "utf-8")

    check(root=mini, date=DATE, progress=meddle)
    assert list((mini / "output").iterdir()) == []


def test_other_commands_read_what_is_kept_and_write_nothing(kept):
    before = entries(kept)
    bank = inputs.load_bank(kept)
    assert entries(kept) == before
    shutil.rmtree(kept / CACHE)
    inputs._bank.cache_clear()
    assert inputs.load_bank(kept) == bank
    assert not (kept / CACHE).exists()


def test_a_content_that_cannot_be_read_leaves_what_is_kept(kept):
    before = entries(kept)
    path = kept / "referential/referentiel.yaml"
    text = path.read_bytes()
    path.write_bytes(b"a: [")
    assert check(root=kept, date=DATE).exit_code == ExitCode.CONTENT
    path.write_bytes(text)
    assert entries(kept) == before
    assert steps(kept) == 1


def test_a_workspace_that_cannot_be_written_is_checked_all_the_same(kept, monkeypatch):
    expected = check(root=kept, date=DATE, cached=False)
    shutil.rmtree(kept / CACHE)

    def refuse(path, data):
        del data
        raise OSError(errno.EROFS, "read-only", str(path))

    monkeypatch.setattr("pipeline.store.files.write_through", refuse)
    assert check(root=kept, date=DATE) == expected
    assert not list((kept / CACHE).glob("*"))


@settings(
    deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.randoms(use_true_random=False), st.sampled_from([BRIDGE, VISIT, MARKET]))
def test_whatever_is_typed_in_a_scenario_the_outcome_is_that_of_a_fresh_run(
    kept, whole, randoms, path
):
    (kept / path).write_text(typed(whole[path], randoms), "utf-8")
    fresh = check(root=kept, date=DATE, cached=False)
    assert check(root=kept, date=DATE) == fresh
    assert check(root=kept, date=DATE) == fresh
    (kept / path).write_text(whole[path], "utf-8")


@pytest.fixture
def whole(kept):
    """The scenario files as they are."""
    return {path: (kept / path).read_text("utf-8") for path in (BRIDGE, VISIT, MARKET)}


def typed(text: str, randoms: random.Random) -> str:
    """A text in which somebody has typed: characters taken out, put in, lines moved."""
    for _ in range(randoms.randint(1, 4)):
        place = randoms.randrange(len(text))
        move = randoms.choice(("take", "put", "line"))
        if move == "take":
            text = text[:place] + text[place + randoms.randint(1, 3) :]
        elif move == "put":
            text = (
                text[:place]
                + randoms.choice(("{{ ", " }}", '"', ":", "é", "  ", "9"))
                + text[place:]
            )
        else:
            lines = text.splitlines(keepends=True)
            lines.insert(randoms.randrange(len(lines)), lines.pop(randoms.randrange(len(lines))))
            text = "".join(lines)
    return text
