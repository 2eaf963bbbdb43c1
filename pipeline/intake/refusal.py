"""Why a collected file is not read: one exception inside this package, never seen outside."""

from pipeline.diagnostics import Diagnostic, Rule, Source


class RefusedError(Exception):
    """The rule that a file breaks, the values of its message, and the cell where it does."""

    def __init__(
        self, rule: Rule, *, sheet: str | None = None, cell: str | None = None, **values: object
    ) -> None:
        super().__init__(rule.code)
        self.rule = rule
        self.sheet = sheet
        self.cell = cell
        self.values = values

    def told(self, name: str) -> Diagnostic:
        """The diagnostic about the file that people call ``name``."""
        place = Source(path=name, sheet=self.sheet, cell=self.cell)
        return self.rule.at(place, **self.values)
