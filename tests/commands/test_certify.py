"""``epreuve certify``: the certificate of a session as it is today."""

import json
from dataclasses import replace

import pytest

from pipeline.commands.assemble import assemble
from pipeline.commands.certify import AREA, PUBLISHED, certify
from pipeline.commands.publish import publish
from pipeline.commands.verify import verify
from pipeline.diagnostics import UsageError
from pipeline.model.certificate import Proof, SessionCertificate
from pipeline.store import journal
from pipeline.store.codec import dump, load
from pipeline.store.records import read_forms

FILES = ("certificat.docx", "certificat.html", "certificat.json")


@pytest.fixture
def assembled(mini_session, when):
    """An open session with its forms."""
    assemble(mini_session.name, root=mini_session.root, when=when)
    return mini_session


def written(folder):
    """The files of the certificate by name."""
    place = folder.results / AREA / "coordination"
    return {path.name: path.read_bytes() for path in sorted(place.iterdir())}


def read(folder):
    return load(written(folder)["certificat.json"], SessionCertificate)


def edit(folder, change):
    """Write the forms again, changed by hand."""
    first, *others = read_forms(folder)
    folder.forms.write_bytes(dump((change(first), *others)))


def longer(form):
    first = form.questions[0]
    item = replace(first.item, minutes=first.item.minutes + 300)
    return replace(form, questions=(replace(first, item=item), *form.questions[1:]))


def test_a_certificate_is_written_in_three_forms_that_say_the_same(assembled, when):
    outcome = certify(assembled.name, root=assembled.root, when=when)
    assert tuple(written(assembled)) == FILES
    assert outcome.files == tuple(
        f"output/2026-06/resultats/{AREA}/coordination/{name}" for name in FILES
    )
    assert outcome.counts == {"forms": 12, "proved": 12, "faults": 0}
    assert outcome.diagnostics == ()
    assert outcome.data["holds"] is True
    found = read(assembled)
    assert {s.proof for s in found.forms} == {Proof.PROVED}
    assert found.origins.forms == found.origins.forms_then != ""
    assert all(s.deviation == sum(r.cost for r in s.rules) == s.stored for s in found.forms)


def test_doing_it_twice_changes_nothing(assembled, when):
    certify(assembled.name, root=assembled.root, when=when)
    before, lines = written(assembled), journal.events(assembled.path)
    certify(assembled.name, root=assembled.root, when="2027-01-01T00:00:00Z")
    assert (written(assembled), journal.events(assembled.path)) == (before, lines)
    assert verify(assembled.name, root=assembled.root).diagnostics == ()


def test_a_dry_run_writes_nothing(assembled, when):
    outcome = certify(assembled.name, root=assembled.root, when=when, dry_run=True)
    assert (outcome.files, outcome.dry_run) == ((), True)
    assert not (assembled.results / AREA).exists()


def test_a_session_without_forms_has_nothing_to_certify(mini_session, when):
    with pytest.raises(UsageError, match="pas encore de sujets"):
        certify(mini_session.name, root=mini_session.root, when=when)


def test_forms_edited_by_hand_are_told_with_amounts_and_prove_nothing(assembled, when):
    edit(assembled, longer)
    outcome = certify(assembled.name, root=assembled.root, when=when)
    messages = [d.message for d in outcome.diagnostics]
    assert {d.code for d in outcome.diagnostics} == {"CER-001"}
    assert messages[0].startswith("la session : forms.json n'est plus celui")
    assert any("le travail demande" in m for m in messages)
    assert any("l'écart recompté" in m or "n'en dit plus le contenu" in m for m in messages)
    assert outcome.counts["proved"] == 0
    assert "Certains constats ne tiennent plus." in written(assembled)["certificat.html"].decode()
    told = json.loads(written(assembled)["certificat.json"])
    assert [f["said"] for f in told["faults"]] == [f["said"] for f in outcome.data["faults"]]


def test_what_people_changed_in_the_certificate_is_set_aside(assembled, when):
    certify(assembled.name, root=assembled.root, when=when)
    path = assembled.results / AREA / "coordination" / "certificat.html"
    path.write_text("mine")
    outcome = certify(assembled.name, root=assembled.root, when=when)
    assert len(outcome.diagnostics) == 1
    assert path.read_text() != "mine"


def test_a_publication_has_its_certificate(published_once):
    found = {p.name for p in (published_once.path / PUBLISHED).iterdir()}
    assert found == set(FILES)


def test_a_published_certificate_that_still_says_the_same_is_left_alone(published, when):
    outcome = certify(published.name, root=published.root, when=when)
    assert "toujours exact" in outcome.lines[-1]
    assert not (published.results / AREA).exists()


def test_after_a_change_the_published_certificate_stays_and_the_new_one_stands_beside(
    published, when
):
    before = (published.path / PUBLISHED / "certificat.json").read_bytes()
    rules = published.root / "referential/regles.yaml"
    rules.write_bytes(rules.read_bytes() + b"\n# another day\n")
    certify(published.name, root=published.root, when=when)
    assert {s.proof for s in read(published).forms} == {Proof.EARLIER}
    assert (published.path / PUBLISHED / "certificat.json").read_bytes() == before
    assert verify(published.name, root=published.root).diagnostics == ()


def test_publishing_forms_edited_by_hand_tells_what_no_longer_holds(assembled, when):
    edit(assembled, longer)
    outcome = publish(assembled.name, root=assembled.root, when=when)
    assert "CER-001" in {d.code for d in outcome.diagnostics}
    text = (assembled.path / PUBLISHED / "certificat.html").read_text("utf-8")
    assert "Certains constats ne tiennent plus." in text


def test_only_earlier_sessions_count_before(assembled, open_mini_session, when):
    for name in ("2025-06", "2027-06"):
        open_mini_session(assembled.root, name)
        assemble(name, root=assembled.root, when=when)
    certify(assembled.name, root=assembled.root, when=when)
    found = read(assembled)
    assert {line.last for line in found.exposure} <= {"", "2025-06"}
    assert any(line.before for line in found.exposure)
    assert max(line.before for line in found.exposure) == 1


def test_the_demonstration_stands_apart(demonstration):
    folder, _ = demonstration
    found = load((folder.path / PUBLISHED / "certificat.json").read_bytes(), SessionCertificate)
    assert not any(line.before for line in found.exposure)
