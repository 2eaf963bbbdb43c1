"""Every document of a publication, made by whoever a runner employs, written here, one after another."""

from collections.abc import Mapping
from contextlib import closing

from pipeline.commands.documents import documents
from pipeline.commands.edition import Edition
from pipeline.commands.inputs import Progress
from pipeline.commands.press import Press
from pipeline.diagnostics import ContentError, Diagnostic, Source
from pipeline.draw import derive
from pipeline.model.basis import IssuedGrid
from pipeline.model.form import Form
from pipeline.model.reserved import canaries, played_texts
from pipeline.render.leaks import leaks
from pipeline.rules import commands as words
from pipeline.rules import session as rules
from pipeline.runner.runner import Runner
from pipeline.store.publication import Stage


def fill(
    stage: Stage, edition: Edition, workshop: Press, runner: Runner, progress: Progress
) -> tuple[tuple[IssuedGrid, ...], tuple[Diagnostic, ...]]:
    """Add every document to a stage; one copy of each candidate's document is searched for what it may not hold.

    Gives the grids that go out, and what there is to tell. Raises ContentError for a document that holds a reserved
    text, and for one that nobody could make.
    """
    reserved = _reserved(edition.forms, edition.secret)
    orders = tuple(documents(edition))
    told: list[Diagnostic] = []
    found: list[Diagnostic] = []
    issued: list[IssuedGrid] = []
    with closing(runner.run(orders, workshop, told)) as made:
        for number, document in enumerate(made, 1):
            if document.form and document.first:
                place = Source(path=document.path)
                hits = leaks(document.data, reserved[document.form, document.player])
                found += [rules.LEAK.at(place, what=hit[:80]) for hit in hits]
            if document.grid is not None:
                issued.append(document.grid)
            stage.add(document.path, document.data)
            if progress is not None:
                progress(words.STEP_PAPERS, number, len(orders))
    if found:
        raise ContentError(words.LEAK, words.LEAK_HINT, tuple(found))
    return tuple(issued), tuple(told)


def _reserved(
    forms: tuple[Form, ...], secret: bytes
) -> Mapping[tuple[str, str], Mapping[str, str]]:
    """For each form and each role that is played in it, the sentences that its candidates may not read.

    No role is that of what all candidates of the form read. The session's secret is reserved everywhere.
    """
    hidden = canaries((secret.hex(), derive(secret, "seal").hex()))
    found: dict[tuple[str, str], Mapping[str, str]] = {}
    for form in forms:
        items = [q.item for q in form.questions]
        injects = [inject for dossier in form.dossiers for inject in dossier.injects]
        for player in ("", *(role.id for item in items for role in item.roles)):
            found[form.id, player] = played_texts(items, injects, player) | hidden
    return found
