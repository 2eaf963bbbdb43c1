"""``scenarios/pays_actualises.csv``, as it is written: the figures a workspace has adopted, one a line."""

import csv
import io
from collections.abc import Iterable

from pipeline.model.country import Update
from pipeline.read.updates import COLUMNS


def updates_table(adopted: Iterable[Update], newer: Iterable[Update]) -> bytes:
    """The file with newer figures in place of older ones of the same country and field, by country then field."""
    found = {(u.iso3, u.trait.field): u for u in (*adopted, *newer)}
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(COLUMNS)
    for (iso3, field), update in sorted(found.items()):
        trait = update.trait
        value = trait.value if isinstance(trait.value, str) else f"{trait.value:f}"
        writer.writerow((iso3, field, value, trait.year, trait.source))
    return stream.getvalue().encode()
