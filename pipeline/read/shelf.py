"""Where what was read of a scenario file may be kept from one run to the next."""

from dataclasses import dataclass
from typing import Protocol, TypeVar

from pipeline.diagnostics import Diagnostic
from pipeline.model.scenario import Scenario

Value = TypeVar("Value")


class Shelf(Protocol):
    """A place that gives back a value under its name, as long as nothing that it was worked out from has changed."""

    def get(self, name: str, content: bytes, kind: type[Value]) -> Value | None:
        """The value that was put there for that very content, else ``None``."""

    def put(self, name: str, content: bytes, value: object) -> None:
        """Keep a dataclass."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioReading:
    """What one file says: its scenario, ``None`` when it has no structure, and its faults."""

    scenario: Scenario | None
    faults: tuple[Diagnostic, ...]
