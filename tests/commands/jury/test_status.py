"""``epreuve status`` from the lifting of the anonymity to the decisions."""

from pipeline.commands.status import status


def told(court):
    """What is said of the results, for machines and for people."""
    outcome = status(court.folder.name, root=court.folder.root)
    lines = [line for line in outcome.lines if "anonymat" in line]
    return outcome.data["results"], lines


def test_before_names_are_known_nothing_is_said_of_decisions(court):
    assert told(court) == ({"2026-06": {"lifted": None, "decisions": 0}}, [])


def test_once_lifted_the_day_and_the_decisions_are_told(awarded):
    lifted = "2026-07-02T10:00:00Z"
    assert told(awarded) == (
        {"2026-06": {"lifted": lifted, "decisions": 0}},
        ["  anonymat levé le 2\u00a0juillet 2026 ; aucune décision enregistrée"],
    )
    awarded.type()
    awarded.decide()
    assert told(awarded) == (
        {"2026-06": {"lifted": lifted, "decisions": 4}},
        ["  anonymat levé le 2\u00a0juillet 2026 ; 4 décisions enregistrées"],
    )


def test_a_damaged_record_of_decisions_is_told(awarded):
    awarded.folder.decisions.write_bytes(b"{")
    outcome = status(None, root=awarded.folder.root)
    assert outcome.data["results"] == {}
    assert [d.code for d in outcome.diagnostics] == ["SES-040"]
