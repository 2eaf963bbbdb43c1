"""The reminders of a real session go to the assessors, and the settings of mail disturb no command."""

import json
from email import message_from_bytes
from email.policy import default

import openpyxl
from click.testing import CliRunner

from pipeline.cli import main
from pipeline.commands.notices import load_notices, send_reminders
from pipeline.commands.remind import remind
from pipeline.rules import notices as rules
from pipeline.store import outbox

SETTINGS = """
[mail]
serveur = "smtp.ecole.fr"
expediteur = "epreuve@ecole.fr"
destinataires = ["scolarite@ecole.fr"]
relances = true

[sante]
url = "https://sante.ecole.fr/ping/secret"
"""


def write_addresses(path):
    """Give an address to the first two assessors of the registrations."""
    book = openpyxl.load_workbook(path)
    sheet = book["Évaluateurs"]
    titles = [str(cell.value) for row in sheet.iter_rows(max_row=2) for cell in row]
    column = next(i for i, title in enumerate(titles, 1) if "ourriel" in title)
    cells = {row[0].value: row[column - 1] for row in sheet.iter_rows(min_row=2) if row[0].value}
    cells["E01"].value, cells["E02"].value = "e01@exemple.fr", "e02@exemple.fr"
    book.save(path)


def test_the_reminders_of_a_session_wait_for_their_assessors_and_name_no_candidate(published, when):
    (published.root / "epreuve.toml").write_text(SETTINGS, "utf-8")
    notices, told = load_notices(published.root)
    assert (notices.mail.recipients, told) == (("scolarite@ecole.fr",), ())
    write_addresses(published.roster)
    remind(published.name, root=published.root, when=when, eml=True)
    told = send_reminders(published.root, notices, published, when, when)
    assert [(d.code, d.source.path.rpartition("/")[2]) for d in told] == [
        (rules.NO_ADDRESS.code, "E03.eml")
    ]
    waiting, faults = outbox.waiting_letters(published.root, when)
    assert faults == ()
    texts = {
        one.letter.waiting: message_from_bytes(one.data, policy=default).get_content()
        for one in waiting
    }
    folder = published.results / "relances"
    assert texts == {
        (f"{name.lower()}@exemple.fr",): message_from_bytes(
            (folder / f"{name}.eml").read_bytes(), policy=default
        ).get_content()
        for name in ("E01", "E02")
    }
    rows = openpyxl.load_workbook(published.roster)["Candidats"].iter_rows(
        min_row=3, values_only=True
    )
    names = {row[1] for row in rows if row[1]}
    assert names
    assert not [name for name in names for text in texts.values() if name in text]


def test_the_settings_of_mail_disturb_no_command(published, monkeypatch):
    plain = CliRunner().invoke(main, ["--json", "-w", str(published.root), "status"])
    (published.root / "epreuve.toml").write_text(SETTINGS + "[status]\n", "utf-8")
    told = CliRunner().invoke(main, ["--json", "-w", str(published.root), "status"])
    assert (told.exit_code, json.loads(told.stdout)) == (plain.exit_code, json.loads(plain.stdout))
    inside = CliRunner().invoke(main, ["status", "--json", "-w", str(published.root)])
    assert json.loads(inside.stdout) == json.loads(plain.stdout)
