"""The sentence that explains a proposal."""

from decimal import Decimal

from pipeline.award.proposals import propose, with_jury_points
from pipeline.grammar import lint
from pipeline.typography import typeset

WHOLE = {"B1": "14", "B2": "14", "B3": "14", "S1": "15"}


def said(world, marks, policy=None, *, won=(), attempts=0, points=None, more=()):
    basis = world.basis(policy or world.rules)
    scores = {}
    for block, mark in marks.items():
        scores |= world.block(block, mark)
    found = propose(basis, "N1", "S1", scores | world.by_exam(*more), won, attempts)
    if points:
        found = with_jury_points(basis, found, points, attempts)
    assert lint(found.sentence) == ()
    assert typeset(found.sentence) == found.sentence
    return found.sentence.replace("\u202f", " ").replace("\u00a0", " ").replace("’", "'")


def test_a_complete_award(world):
    assert (
        said(world, WHOLE) == "4 blocs sur 4 validés ou acquis : proposition d'attribution complète"
    )


def test_conditions_that_are_no_marks_are_left_to_the_jury(world):
    one = world.changed(world.rules, path__conditions=("60 jours d'activité",))
    assert said(world, WHOLE, one) == (
        "4 blocs sur 4 validés ou acquis : proposition d'attribution complète, "
        "condition à vérifier par le jury : 60 jours d'activité"
    )
    two = world.changed(world.rules, path__conditions=("60 jours d'activité", "un mémoire"))
    assert said(world, WHOLE, two).endswith(
        "conditions à vérifier par le jury : 60 jours d'activité et un mémoire"
    )
    assert "condition" not in said(world, {**WHOLE, "B1": "9"}, two)


def test_honours_with_the_mean_they_come_from(world):
    policy = world.changed(world.rules, honours__active=True)
    assert said(world, WHOLE, policy) == (
        "4 blocs sur 4 validés ou acquis : proposition d'attribution complète, "
        "mention bien (moyenne des blocs : 14,25/20)"
    )
    assert said(world, WHOLE, policy, attempts=1).endswith("pas de mention après un rattrapage")
    assert said(world, WHOLE, policy, won=("B1",)).endswith(
        "mention à apprécier par le jury, les notes des blocs déjà acquis n'étant pas ici"
    )
    low = dict.fromkeys(WHOLE, "11")
    assert said(world, low, policy) == (
        "4 blocs sur 4 validés ou acquis : proposition d'attribution complète"
    )


def test_a_partial_award_says_what_is_left_and_whether_it_may_be_sat_again(world):
    marks = {"B1": "12", "B2": "12", "B3": "9", "S1": "9"}
    assert said(world, marks) == (
        "2 blocs sur 4 validés ou acquis ; restent à valider le bloc 3 et la spécialisation 1 : "
        "proposition d'attribution partielle, rattrapage possible dans les 12 mois"
    )
    assert said(world, marks, attempts=1).endswith(
        "proposition d'attribution partielle, plus de rattrapage possible"
    )
    open_ = world.changed(world.rules, resit__months=None)
    assert said(world, marks, open_).endswith(", rattrapage possible")
    month = world.changed(world.rules, resit__months=1)
    assert said(world, marks, month).endswith(", rattrapage possible dans le mois")


def test_nothing_won(world):
    marks = dict.fromkeys(WHOLE, "9")
    assert said(world, marks) == (
        "aucun bloc sur 4 validé ou acquis ; restent à valider le bloc 1, le bloc 2, le bloc 3 "
        "et la spécialisation 1 : proposition d'ajournement, rattrapage possible dans les 12 mois"
    )
    assert said(world, marks, attempts=1).endswith(
        "proposition de non-attribution, plus de rattrapage possible"
    )


def test_what_is_awaited_is_said_and_nothing_proposed(world):
    more = (world.state("S1-EF", "ABJ"),)
    assert said(world, {"B1": "12", "B2": "12", "B3": "9", "S1": "12"}, more=more) == (
        "2 blocs sur 4 validés ou acquis ; reste à valider le bloc 3 ; spécialisation 1 en attente "
        "(absence justifiée pour « Étude de cas », session de remplacement à prévoir) : "
        "pas de proposition tant que tout n'est pas noté"
    )


def test_points_of_the_jury_are_said_by_block(world):
    points = {"B1": Decimal("0.5"), "S1": Decimal("0.25")}
    assert said(world, {**WHOLE, "B1": "9.5"}, points=points) == (
        "4 blocs sur 4 validés ou acquis ; 0,5 point du jury pour le bloc 1 ; 0,25 point du jury pour la "
        "spécialisation 1 : proposition d'attribution complète"
    )


def test_a_block_outside_the_path_is_said(world):
    assert said(world, {"B1": "12"}, won=("B2", "B3", "S2", "S1")) == (
        "4 blocs sur 4 validés ou acquis ; en plus, hors du parcours choisi, la spécialisation 2 : "
        "proposition d'attribution complète"
    )


def test_a_compensation_is_said(world):
    policy = world.changed(world.rules, path__block_compensation=True)
    basis = world.basis(policy)
    assert said(world, {**WHOLE, "B2": "9"}, policy) == (
        "4 blocs sur 4 validés ou acquis ; par compensation pour le bloc 2 : proposition d'attribution complète"
    )
    scores = world.block("B1", "14") | world.block("B2", "9") | world.block("B3", "14")
    found = propose(basis, "N1", "S1", scores | world.block("S1", "14"), (), 0)
    assert found.blocks[1].sentence.endswith(
        "proposition de validation par compensation entre les blocs"
    )


def test_a_case_that_the_rules_have_no_word_for(world):
    policy = world.changed(world.rules, jury__decisions=("non_attribution",))
    assert said(world, WHOLE, policy) == (
        "4 blocs sur 4 validés ou acquis : le règlement ne prévoit pas de décision pour ce cas"
    )
