"""The documents of the decisions of a session, made from its records."""

import io
import re
import zipfile
from dataclasses import replace

import pytest
from lxml import etree

from pipeline.commands.verdicts import verdict_documents, verdict_notes
from pipeline.model.award import BlockStatus, Credit, Origin
from pipeline.model.referential import Official
from pipeline.store import journal
from pipeline.store.codec import dump
from pipeline.store.files import digest
from pipeline.store.ledger import ledger_path, record
from pipeline.store.records import read_basis, read_decisions, write_record

MINUTES = "jury/pv-jury.docx"
OFFICIAL = Official(
    title="Expert",
    rncp="RNCP00000",
    level="7",
    certifier="Institut",
    registered_on="2025-03-28",
    nsf="128",
)


def words_in(data):
    """Every word of a document, properties included."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = [
            n for n in archive.namelist() if re.search(r"word/(document|header|footer)|core", n)
        ]
        texts = ("\n".join(etree.fromstring(archive.read(p)).itertext()) for p in parts)
        return " ".join(" ".join(texts).split())


def made(folder, decisions=None):
    return dict(verdict_documents(folder, decisions or read_decisions(folder)))


@pytest.fixture
def decided(awarded):
    """A session whose jury decided, as proposed."""
    awarded.type()
    awarded.decide()
    return awarded


@pytest.fixture
def complete(decided):
    """The same, its certification with every official field, only its first candidate wholly awarded."""
    folder = decided.folder
    write_record(folder.basis, replace(read_basis(folder), official=OFFICIAL))
    decisions = read_decisions(folder)
    first, *others = decisions.decisions
    partial = (replace(d, decision="attribution_partielle") for d in others)
    return folder, replace(decisions, decisions=(first, *partial))


def test_everybody_decided_receives_a_transcript_and_a_letter(decided):
    paths = set(made(decided.folder))
    numbers = {d.candidate for d in read_decisions(decided.folder).decisions}
    assert MINUTES in paths
    for number in numbers:
        assert f"candidat/releves/releve-{number}.docx" in paths
        assert f"candidat/notifications/notification-{number}.docx" in paths


def test_attestations_are_for_the_blocks_that_the_decisions_give(decided):
    given = {
        f"candidat/attestations/attestation-{d.candidate}-{b.block}.docx"
        for d in read_decisions(decided.folder).decisions
        for b in d.blocks
        if b.status is BlockStatus.VALID
    }
    assert {p for p in made(decided.folder) if "attestation-" in p} == given


def test_the_same_record_gives_the_same_bytes(decided):
    assert made(decided.folder) == made(decided.folder)


def test_every_document_is_sound_and_none_makes_a_reserve(complete, check_package):
    for path, data in made(*complete).items():
        assert check_package(data) == [], path
        assert "sous réserve" not in words_in(data).lower().replace("\u00a0", " ")


def test_nothing_of_another_candidate_is_in_a_document_of_a_candidate(complete):
    folder, decisions = complete
    people = decisions.decisions
    for path, data in made(folder, decisions).items():
        own = re.search(r"-(000\d)[.-]", path)
        if own is None:
            continue
        text = words_in(data).lower()
        for other in (d for d in people if d.candidate != own[1]):
            assert other.last_name.lower() not in text, path
            assert other.candidate not in text.split(), path


def test_the_minutes_name_everybody_and_are_sealed_by_the_record(decided):
    decisions = read_decisions(decided.folder)
    text = words_in(made(decided.folder)[MINUTES])
    for one in decisions.decisions:
        assert one.last_name.upper() in text
    (sitting,) = decisions.deliberations
    assert sitting.head in text
    bare = replace(decisions, deliberations=(replace(sitting, head=""),))
    assert digest(dump(bare)) in text
    entry = next(e for e in journal.events(decided.folder.path) if e.command == "decide")
    assert entry.facts["sha256"] in text


def test_a_revision_leaves_the_minutes_and_changes_what_the_candidate_receives(decided):
    decisions = read_decisions(decided.folder)
    before = made(decided.folder)
    first = decisions.decisions[0]
    revised = replace(
        first,
        id=f"2026-06/{first.candidate}/2",
        revises=first.id,
        date="2026-09-03",
        reason="erreur de report (référence : recours 1)",
    )
    after = made(decided.folder, replace(decisions, decisions=(*decisions.decisions, revised)))
    assert after[MINUTES] == before[MINUTES]
    letter = f"candidat/notifications/notification-{first.candidate}.docx"
    changed = {p for p in after if before.get(p) != after[p]}
    assert letter in changed
    assert {p for p in changed if first.candidate not in p} == set()
    assert "Décision révisée le" in words_in(after[letter])


def test_a_later_sitting_has_its_own_minutes_and_leaves_the_first(decided):
    decisions = read_decisions(decided.folder)
    before = made(decided.folder, replace(decisions, decisions=decisions.decisions[:2]))
    (sitting,) = decisions.deliberations
    later = replace(sitting, date="2026-07-02")
    second = tuple(replace(d, date="2026-07-02") for d in decisions.decisions[2:])
    both = replace(
        decisions,
        deliberations=(sitting, later),
        decisions=(*decisions.decisions[:2], *second),
    )
    after = made(decided.folder, both)
    assert after[MINUTES] == before[MINUTES]
    text = words_in(after["jury/pv-jury-2.docx"])
    assert [d.last_name.upper() in text for d in both.decisions] == [False, False, True, True]


def test_a_certificate_comes_with_every_official_field_and_a_complete_award(complete):
    folder, decisions = complete
    first = decisions.decisions[0]
    paths = [p for p in made(folder, decisions) if "parchemin" in p]
    assert paths == [f"candidat/parchemins/parchemin-{first.candidate}.docx"]
    assert verdict_notes(folder, decisions) == ()


@pytest.mark.parametrize("field", ["rncp", "level", "certifier", "registered_on", "nsf"])
def test_a_certificate_waits_for_a_missing_field_that_is_told(complete, field):
    folder, decisions = complete
    basis = read_basis(folder)
    write_record(folder.basis, replace(basis, official=replace(OFFICIAL, **{field: ""})))
    assert not [p for p in made(folder, decisions) if "parchemin" in p]
    assert [f.code for f in verdict_notes(folder, decisions)][:1] == ["RES-020"]


def test_somebody_who_is_no_longer_registered_still_receives_the_decision(decided):
    decisions = read_decisions(decided.folder)
    gone = replace(decisions.decisions[0], id="2026-06/9999/1", candidate="9999")
    found = made(decided.folder, replace(decisions, decisions=(*decisions.decisions, gone)))
    assert "candidat/releves/releve-9999.docx" in found


def test_a_block_won_by_another_way_says_which(decided):
    folder, decisions = decided.folder, read_decisions(decided.folder)
    first = decisions.decisions[0]
    block, *others = first.blocks
    credit = Credit(
        candidate=first.candidate,
        last_name=first.last_name,
        first_name=first.first_name,
        birth_date=first.birth_date,
        block=block.block,
        edition=decisions.edition,
        origin=Origin.VAE,
        date="2025-07-04",
        reference="livret 2",
        author="Coordination",
    )
    record(ledger_path(folder.root, folder.name), replace(decisions, credits=(credit,)), "head")
    held = replace(first, blocks=(replace(block, status=BlockStatus.WON, mark=None), *others))
    found = made(folder, replace(decisions, decisions=(held, *decisions.decisions[1:])))
    text = words_in(found[f"candidat/releves/releve-{first.candidate}.docx"])
    assert "Acquis le 4 juillet 2025 par validation des acquis de l’expérience" in text
    assert f"candidat/attestations/attestation-{first.candidate}-{block.block}.docx" not in found


def test_a_block_that_failed_is_sat_again_by_the_rules(decided):
    folder, decisions = decided.folder, read_decisions(decided.folder)
    first = decisions.decisions[0]
    block, *others = first.blocks
    failed = replace(
        first,
        decision="ajournement_rattrapage",
        blocks=(replace(block, status=BlockStatus.FAILED, reason="choix du jury"), *others),
    )
    found = made(folder, replace(decisions, decisions=(failed, *decisions.decisions[1:])))
    text = words_in(found[f"candidat/notifications/notification-{first.candidate}.docx"])
    assert "Épreuve à repasser" in text
    assert "motif du jury : choix du jury" in text
    assert "au plus tard le 1er juillet 2027" in text
