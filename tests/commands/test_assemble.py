"""Assembly in a workspace: full text, repeated alike, sealed once published, refused in words."""

import json
import shutil
from collections import Counter

import pytest

from pipeline.commands.assemble import assemble
from pipeline.commands.publish import publish
from pipeline.commands.verify import verify
from pipeline.diagnostics import ContentError, ExitCode, InfeasibleError, UsageError
from pipeline.model.choices import Choices, Lock
from pipeline.store.folder import SessionFolder
from pipeline.store.records import read_choices, read_forms
from pipeline.store.uses import earlier_uses

WHEN = "2026-06-01T08:00:00Z"


def assembled(folder, **options):
    return assemble(folder.name, root=folder.root, when=WHEN, **options)


def test_every_exam_has_its_forms(mini_session):
    outcome = assembled(mini_session)
    forms = read_forms(mini_session)
    assert Counter(f"{f.blueprint} {f.role.value}" for f in forms) == {
        "B1-ECRIT principal": 1,
        "B1-ECRIT secours": 1,
        "B2-CAS principal": 1,
        "B2-CAS secours": 1,
        "B1-ORAL ticket": 4,
        "S1-ORAL ticket": 4,
    }
    assert outcome.counts == {"forms": 12, "tickets": 8}
    assert outcome.files == ("output/2026-06/forms.json",)
    assert set(outcome.data["certificates"]) == {form.id for form in forms}


def test_forms_hold_the_whole_text_and_need_the_bank_no_more(mini_session):
    assembled(mini_session)
    text = mini_session.forms.read_text("utf-8")
    assert "{{" not in text
    for form in read_forms(mini_session):
        assert sum(q.item.points for q in form.questions) == form.points
        for question in form.questions:
            assert question.item.instruction
            assert question.item.expected
            assert question.item.outline
        assert all(d.situation and d.country_name and d.mention for d in form.dossiers)


def test_assembling_again_changes_nothing(mini_session, bytes_of):
    assembled(mini_session)
    before = bytes_of(mini_session.path)
    outcome = assembled(mini_session)
    assert bytes_of(mini_session.path) == before
    assert outcome.files == ()
    assert "inchangés" in outcome.lines[-1]


def test_the_same_secret_gives_the_same_forms_anywhere(mini, tmp_path, open_mini_session):
    first = open_mini_session(mini, "2026-06")
    assembled(first)
    data = first.forms.read_bytes()
    first.forms.unlink()
    assembled(first)
    assert first.forms.read_bytes() == data


def test_progress_goes_to_the_end(mini_session):
    steps = []
    assembled(mini_session, progress=lambda *step: steps.append(step))
    assert steps[-1] == ("assemblage", 12, 12)


def test_a_dry_run_tells_the_forms_and_writes_nothing(mini_session, bytes_of):
    before = bytes_of(mini_session.path)
    outcome = assembled(mini_session, dry_run=True)
    assert outcome.counts == {"forms": 12, "tickets": 8}
    assert (outcome.files, outcome.dry_run) == ((), True)
    assert bytes_of(mini_session.path) == before


def test_once_published_the_forms_stay_whatever_the_bank_becomes(published, edit):
    before = published.forms.read_bytes()
    edit(published.root / "scenarios/typologie.yaml", "libelle: Visite", "libelle: Visites")
    for path in (published.root / "scenarios").glob("*/*.yaml"):
        path.write_text(path.read_text("utf-8").replace("ermeture", "oncture"), "utf-8")
    outcome = assembled(published)
    assert published.forms.read_bytes() == before
    assert [d.code for d in outcome.diagnostics] == ["SES-048"]
    assert outcome.exit_code == ExitCode.DONE


# Exposure


def places(folder):
    return {(d.scenario, d.iso3) for f in read_forms(folder) for d in f.dossiers}


@pytest.fixture
def written_test(mini, open_mini_session):
    """``written_test(name)``: a session of one written test, assembled; both scenarios of its block can serve it."""

    def make(name):
        folder = open_mini_session(mini, name)
        lines = folder.settings.read_text("utf-8").splitlines(keepends=True)
        kept = [line for line in lines if not line.startswith("  - ")]
        kept.insert(kept.index("epreuves:\n") + 1, "  - B1-CC-CONTROLE\n")
        folder.settings.write_text("".join(kept), "utf-8")
        assembled(folder)
        return folder

    return make


def test_a_country_that_another_session_has_used_is_left_for_another(written_test):
    first, second = written_test("2026-06"), written_test("2026-07")
    assert {iso3 for _, iso3 in places(first)}.isdisjoint(iso3 for _, iso3 in places(second))


def test_a_scenario_that_other_sessions_have_used_often_is_left_for_another(written_test):
    first = written_test("2026-06")
    for month in range(1, 6):
        shutil.copytree(first.path, first.path.parent / f"2026-0{month}")
    second = written_test("2026-07")
    assert {s for s, _ in places(first)}.isdisjoint(s for s, _ in places(second))


def test_a_scenario_rests_and_questions_wear_out_as_the_exam_says(mini, written_test, edit):
    edit(
        mini / "referential/epreuves.yaml",
        "- id: B1-CC-CONTROLE",
        "- id: B1-CC-CONTROLE\n  repos: 1",
    )
    sessions = [written_test(f"2026-0{n}") for n in (5, 6, 7)]
    used = [{scenario for scenario, _ in places(folder)} for folder in sessions]
    assert used[0].isdisjoint(used[1])
    assert used[1].isdisjoint(used[2])
    edit(mini / "referential/epreuves.yaml", "\n  repos: 1", "\n  usages_max: 1")
    with pytest.raises(InfeasibleError):
        written_test("2026-08")
    uses = earlier_uses(mini, "2026-08")
    assert sorted(uses.items.values()) == [1, 1, 2, 2]


def test_the_demonstration_counts_for_no_session(mini, open_mini_session):
    alone = open_mini_session(mini, "2026-06")
    assembled(alone)
    before = alone.forms.read_bytes()
    alone.forms.unlink()
    assembled(open_mini_session(mini, "demo"))
    assembled(alone)
    assert alone.forms.read_bytes() == before


def test_a_session_whose_record_is_damaged_is_told_and_not_counted(mini, open_mini_session):
    other = open_mini_session(mini, "2026-05")
    other.forms.write_text("[{", "utf-8")
    outcome = assembled(open_mini_session(mini, "2026-06"))
    told = [(d.code, d.source.path) for d in outcome.diagnostics]
    assert told == [("SES-052", "output/2026-05/forms.json")]
    assert outcome.exit_code == ExitCode.DONE


# When nothing fits


@pytest.mark.parametrize(
    ("change", "said", "advice"),
    [
        (
            ("minutes: [50, 80]", "minutes: [75, 80]"),
            ["B1-ECRIT", "temps de travail (75 à 80 min)", "15 min de travail en moins"],
            "pour 15 min de plus",
        ),
        (
            ("    tickets: 4", "    tickets: 90"),
            ["B1-ORAL", "90 tickets", "GEO-01-PONT en porte"],
            "demandez moins de tickets",
        ),
    ],
)
def test_an_exam_that_nothing_satisfies_is_told_with_the_rules_and_what_to_add(
    mini_session, edit, bytes_of, change, said, advice
):
    edit(mini_session.root / "referential/epreuves.yaml", *change)
    before = bytes_of(mini_session.path)
    with pytest.raises(InfeasibleError) as told:
        assembled(mini_session)
    fault = told.value.diagnostics[0]
    assert told.value.exit_code == ExitCode.INFEASIBLE == 4
    assert all(words in fault.message for words in said), fault.message
    assert advice in fault.hint
    assert fault.source.path == "referential/epreuves.yaml"
    assert bytes_of(mini_session.path) == before


def test_countries_that_are_all_excluded_are_told(mini_session, edit):
    edit(mini_session.settings, "pays_exclus: []", "pays_exclus: [QZA, QZB, QZC, QZD]")
    with pytest.raises(InfeasibleError) as told:
        assembled(mini_session)
    assert {d.code for d in told.value.diagnostics} == {"ASM-005"}
    assert len(told.value.diagnostics) == 4


def test_an_excluded_country_is_in_no_form(mini_session, edit):
    edit(mini_session.settings, "pays_exclus: []", "pays_exclus: [QZA]")
    assembled(mini_session)
    countries = {d.iso3 for f in read_forms(mini_session) for d in f.dossiers}
    assert countries <= {"QZB", "QZC", "QZD"}


def test_scenarios_that_have_expired_are_left_out(mini_session, edit):
    edit(mini_session.root / "scenarios/geo/pont.yaml", "expire: 2029-12-31", "expire: 2026-06-14")
    assembled(mini_session)
    scenarios = {d.scenario for f in read_forms(mini_session) for d in f.dossiers}
    assert scenarios == {"DIP-01-VISITE", "DIP-02-MARCHE"}


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("session: ", "session: autre #", "SES-004"),
        ("  - B2-CAS ", "  - B2-CASSE #", "SES-001"),
        ("pays_exclus: []", "pays_exclus: [ZZZ]", "SES-003"),
        ("fuseau: Europe/Paris", "fuseau: Europe/Pariss", "SES-007"),
    ],
)
def test_bad_settings_are_told_with_their_line(mini_session, edit, old, new, rule):
    line = edit(mini_session.settings, f"\n{old}", f"\n{new}") + 1
    with pytest.raises(ContentError) as told:
        assembled(mini_session)
    (fault,) = told.value.diagnostics
    assert (fault.code, fault.source.path) == (rule, "output/2026-06/session.yaml")
    assert fault.source.line == line


def test_all_the_bad_settings_are_told_at_once(mini_session, edit):
    edit(mini_session.settings, "\n  - B2-CAS ", "\n  - B2-CASSE #")
    edit(mini_session.settings, "\npays_exclus: []", "\npays_exclus: [ZZZ, YYY]")
    edit(mini_session.settings, "\ntickets: 0", "\ntickets: beaucoup")
    with pytest.raises(ContentError) as told:
        assembled(mini_session)
    assert len(told.value.diagnostics) == 4


def test_the_plan_of_a_session_holds_no_secret(mini_session):
    assembled(mini_session)
    journal = [
        json.loads(x) for x in (mini_session.path / "journal.jsonl").read_text().splitlines()
    ]
    assert [entry["command"] for entry in journal] == ["open", "assemble"]
    assert set(journal[1]["facts"]) == {"forms", "sha256", "bank"}
    assert SessionFolder(root=mini_session.root, name=mini_session.name) == mini_session


def test_a_session_published_without_its_manifest_keeps_its_forms(mini_session):
    assembled(mini_session)
    publish(mini_session.name, root=mini_session.root, when=WHEN)
    before = mini_session.forms.read_bytes()
    mini_session.manifest.unlink()
    settings = mini_session.settings.read_text("utf-8")
    assert "pays_exclus: []" in settings
    mini_session.settings.write_text(
        settings.replace("pays_exclus: []", "pays_exclus: [QAA]"), "utf-8"
    )
    assert [d.code for d in assembled(mini_session).diagnostics] == ["SES-048"]
    assert mini_session.forms.read_bytes() == before


def test_a_blueprint_that_check_refuses_is_not_assembled(mini_session):
    path = mini_session.root / "referential/epreuves.yaml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("duree: 90", "duree: 20"), "utf-8")
    with pytest.raises(ContentError) as caught:
        assembled(mini_session)
    assert "PLA-005" in {d.code for d in caught.value.diagnostics}
    assert not mini_session.forms.exists()


# Choices of the coordinator


@pytest.fixture
def first_item(mini_session):
    """The first question of a form, as assembled without any choice."""
    assembled(mini_session)

    def find(form):
        return next(f for f in read_forms(mini_session) if f.id == form).questions[0].item.id

    return find


def items_of(folder, form):
    return {q.item.id for f in read_forms(folder) if f.id == form for q in f.questions}


def test_a_question_imposed_stays_whatever_is_assembled_later(mini_session, first_item):
    spare = first_item("B1-ECRIT-S")
    outcome = assembled(mini_session, lock=(f"B1-ECRIT-P={spare}",))
    assert outcome.lines[0] == f"Choix du coordinateur : B1-ECRIT-P = {spare}."
    assert spare in items_of(mini_session, "B1-ECRIT-P")
    assert read_choices(mini_session) == Choices(locks=(Lock(form="B1-ECRIT-P", items=(spare,)),))
    before = mini_session.forms.read_bytes()
    assert assembled(mini_session).files == ()
    mini_session.forms.unlink()
    assembled(mini_session)
    assert mini_session.forms.read_bytes() == before


def test_what_is_forbidden_leaves_and_comes_back_when_it_is_freed(mini_session, first_item):
    main = first_item("B1-ECRIT-P")
    before = mini_session.forms.read_bytes()
    scenario = main.rpartition("/")[0]
    assembled(mini_session, forbid=(scenario,))
    used = {d.scenario for f in read_forms(mini_session) for d in f.dossiers}
    assert scenario not in used
    assembled(mini_session, free=(scenario,))
    assert mini_session.forms.read_bytes() == before
    assert read_choices(mini_session) == Choices()


def test_a_choice_that_changes_no_form_is_kept_and_journalled(mini_session, first_item):
    main = first_item("B1-ECRIT-P")
    assembled(mini_session, lock=(f" B1-ECRIT-P = {main} ",))
    assert read_choices(mini_session).lock("B1-ECRIT-P").items == (main,)
    last = json.loads((mini_session.path / "journal.jsonl").read_text().splitlines()[-1])
    assert last["facts"]["choices"] == f"B1-ECRIT-P = {main}"


def test_several_questions_and_forbids_are_told_together(mini_session, first_item):
    ticket = sorted(items_of(mini_session, "B1-ORAL-T01"))
    other = next(s for s in ("GEO-01-PONT", "DIP-01-VISITE") if not ticket[0].startswith(s))
    outcome = assembled(
        mini_session, lock=("B1-ORAL-T01=" + ",".join(ticket),), forbid=(f"{other}/O1",)
    )
    assert outcome.lines[0] == (
        f"Choix du coordinateur : B1-ORAL-T01 = {' + '.join(ticket)} ; sans {other}/O1."
    )


def test_a_choice_that_cannot_be_kept_changes_nothing(mini_session, first_item, bytes_of):
    first_item("B1-ECRIT-P")
    before = bytes_of(mini_session.path)
    locks = ("B9-ECRIT-P=GEO-01-PONT/T1", "B1-ECRIT-P=GEO-01-PONT/O1", "B1-ECRIT-P=RIEN/T1")
    for lock, code in zip(locks, ("ASM-020", "ASM-023", "ASM-021"), strict=True):
        with pytest.raises(InfeasibleError) as told:
            assembled(mini_session, lock=(lock,))
        assert [d.code for d in told.value.diagnostics] == [code]
    assert bytes_of(mini_session.path) == before


@pytest.mark.parametrize("text", ["B1-ECRIT-P", "=GEO-01-PONT/T1", "B1-ECRIT-P=", "P=a,,b"])
def test_a_lock_that_cannot_be_read_is_told(mini_session, text):
    with pytest.raises(UsageError, match="n'est pas un verrou"):
        assembled(mini_session, lock=(text,))


def test_what_was_never_chosen_cannot_be_freed(mini_session, first_item):
    with pytest.raises(UsageError) as told:
        assembled(mini_session, free=("B1-ECRIT-P",))
    assert told.value.hint == "choix de la session : aucun"
    assembled(mini_session, forbid=(first_item("B1-ECRIT-P"),))
    with pytest.raises(UsageError) as told:
        assembled(mini_session, free=("GEO",))
    assert told.value.hint.startswith("choix de la session : sans ")


def test_a_dry_run_tells_the_choices_and_keeps_none(mini_session, bytes_of):
    before = bytes_of(mini_session.path)
    outcome = assembled(mini_session, forbid=("GEO-01-PONT/O1",), dry_run=True)
    assert outcome.lines[0] == "Choix du coordinateur : sans GEO-01-PONT/O1."
    assert bytes_of(mini_session.path) == before


def test_a_published_session_takes_no_choice(published):
    with pytest.raises(UsageError, match="est publiée"):
        assembled(published, forbid=("GEO-01-PONT",))


def test_parallel_papers_are_assembled_and_published(mini_session, edit):
    settings = mini_session.settings
    edit(settings, "formes: {}", "formes: {B1-ECRIT: 2}")
    outcome = assembled(mini_session)
    ids = [f.id for f in read_forms(mini_session) if f.blueprint == "B1-ECRIT"]
    assert ids == ["B1-ECRIT-P", "B1-ECRIT-P2", "B1-ECRIT-S"]
    assert outcome.counts == {"forms": 13, "tickets": 8}
    publish(mini_session.name, root=mini_session.root, when=WHEN)
    assert verify(mini_session.name, root=mini_session.root).exit_code == ExitCode.DONE


def test_parallel_papers_that_ask_the_same_questions_are_told(mini_session):
    settings = mini_session.settings.read_text("utf-8")
    mini_session.settings.write_text(
        settings.replace("formes: {}", "formes: {B1-ECRIT: 3}"), "utf-8"
    )
    outcome = assembled(mini_session)
    forms = {f.id: {q.item.id for q in f.questions} for f in read_forms(mini_session)}
    mains = [name for name in forms if name.startswith("B1-ECRIT-P")]
    pairs = {(b, a) for n, a in enumerate(mains) for b in mains[n + 1 :] if forms[a] & forms[b]}
    told = {tuple(d.message.split()[3:6:2]) for d in outcome.diagnostics if d.code == "ASM-014"}
    assert len(mains) == 3
    assert told == pairs
    assert pairs


def test_the_tickets_of_an_exam_are_told_in_a_line(mini_session):
    outcome = assembled(mini_session)
    (line,) = [one for one in outcome.lines if one.startswith("B1-ORAL : tickets 4,")]
    assert "jeux de questions" in line
