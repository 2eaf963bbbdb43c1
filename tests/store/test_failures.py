"""Since when steps fail: kept between runs, and nothing depends on it."""

import pytest

from pipeline.store.failures import RECORD, keep_failures, read_failures

SINCE = {("2026-06", ""): "2026-11-23T06:07:00Z", ("2026-07", "lift"): "2026-11-24T06:07:00Z"}


def test_what_fails_is_read_as_it_was_kept(tmp_path):
    assert read_failures(tmp_path) == {}
    keep_failures(tmp_path, SINCE)
    assert read_failures(tmp_path) == SINCE


def test_what_fails_as_before_is_not_written_again(tmp_path):
    keep_failures(tmp_path, SINCE)
    before = (tmp_path / RECORD).stat()
    keep_failures(tmp_path, SINCE)
    assert (tmp_path / RECORD).stat() == before


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data[:0],
        lambda data: data[:-9],
        lambda data: data.replace(b"2026-11-23T06:07:00Z", b"hier"),
        lambda data: data.replace(b'"since"', b'"depuis"'),
    ],
)
def test_a_damaged_record_starts_again(tmp_path, damage):
    keep_failures(tmp_path, SINCE)
    path = tmp_path / RECORD
    path.write_bytes(damage(path.read_bytes()))
    assert read_failures(tmp_path) is None
    keep_failures(tmp_path, SINCE)
    assert read_failures(tmp_path) == SINCE
