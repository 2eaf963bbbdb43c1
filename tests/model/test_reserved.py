"""What candidates must never read, found whatever the typesetting did to it."""

from pipeline.model.reserved import bare, canaries


def test_typesetting_does_not_hide_a_sentence():
    typed = "L'accord « Eaux & Droits » : 3 410 personnes"
    printed = "L’accord «\u202fEaux &amp; Droits\u202f»\u00a0: 3\u202f410\n personnes"
    assert bare(typed) == bare(printed)


def test_a_short_text_is_not_looked_for():
    assert canaries(("Démenti sec", "Communiquer avant les familles")) == {
        "communiqueravantlesfamilles": "Communiquer avant les familles"
    }
