"""The temporary folder of the system, through which openpyxl writes every sheet."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from lxml.etree import SerialisationError

from pipeline.diagnostics import EpreuveError
from pipeline.rules import session as rules


@contextmanager
def passing() -> Iterator[None]:
    """Turn what the temporary folder refuses into the EpreuveError that says what to do."""
    try:
        yield
    except OSError as error:
        raise _refused(error) from error
    except SerialisationError as error:  # « IO_ENOSPC »: lxml keeps the name of the error alone
        number = getattr(errno, str(error).removeprefix("IO_"), 0)
        raise _refused(OSError(number, str(error))) from error


def _refused(error: OSError) -> EpreuveError:
    """What people are told."""
    message = rules.TEMPORARY_FAILED.format(reason=rules.system_reason(error))
    return EpreuveError(message, rules.TEMPORARY_FAILED_HINT)
