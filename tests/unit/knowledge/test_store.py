"""What was learned is kept, found again by its content, and never needed."""

import struct
import zlib
from dataclasses import replace
from pathlib import Path

import pytest

from knowledge.finder import learning, store
from knowledge.finder.finder import Finder
from tests.unit.knowledge.test_finder import EXAMPLES, LEXICON, OUTSIDE

ORIGIN = store.origin(EXAMPLES, ["a lexicon"])


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(store, "folders", lambda: iter((tmp_path,)))
    return tmp_path


@pytest.fixture(params=[True, False], ids=["softmax", "centroids"])
def finder(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Finder:
    if not request.param:
        monkeypatch.setattr(learning, "_MOST_WEIGHTS", 0)
    return Finder.fit(EXAMPLES, outside=OUTSIDE, lexicon=LEXICON)


def test_a_finder_that_was_kept_answers_as_before(folder: Path, finder: Finder) -> None:
    store.write(folder / "one.bin", ORIGIN, finder.trained)
    assert store.read_origin(folder / "one.bin") == ORIGIN
    trained = store.read(folder / "one.bin")
    assert trained is not None
    again = Finder(trained, LEXICON)
    for text in ("rok za papire", "dnevnca", "how much", "xyzzy", "ima li love"):
        assert again.rank(text) == finder.rank(text)


def test_nothing_is_found_under_another_name(folder: Path) -> None:
    store.write_bytes("one", b"content")
    assert store.read_bytes("two") is None


@pytest.mark.parametrize("damage", [0, 3, 12, 40, -1])
def test_a_damaged_file_counts_as_none(folder: Path, damage: int) -> None:
    store.write_bytes("one", bytes(range(100)))
    file = folder / "one.bin"
    content = bytearray(file.read_bytes())
    content[damage] ^= 0xFF
    file.write_bytes(content)
    assert store.read_bytes("one") is None


@pytest.mark.parametrize("length", [0, 5, 60])
def test_a_file_cut_short_counts_as_none(folder: Path, length: int) -> None:
    store.write_bytes("one", bytes(range(100)))
    file = folder / "one.bin"
    file.write_bytes(file.read_bytes()[:length])
    assert store.read_bytes("one") is None


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{}",
        struct.pack("<Q", 2**40) + b"[]",
        struct.pack("<Q", 2) + b"[]" + zlib.compress(b"weights"),
        struct.pack("<Q", 3) + b"[1]",
        struct.pack("<Q", 18) + b'["basis", ["a", 1]',
    ],
    ids=["empty", "short", "endless", "older", "numbers", "not JSON"],
)
def test_a_whole_file_of_another_layout_counts_as_none_and_is_told_once(
    folder: Path, caplog: pytest.LogCaptureFixture, body: bytes
) -> None:
    store.write_bytes("one", body)
    assert store.read_origin(folder / "one.bin") is None
    assert [record.levelname for record in caplog.records] == ["WARNING"]
    assert "one.bin is left aside" in caplog.text
    assert store.read(folder / "one.bin") is None


def test_a_file_marked_with_another_layout_counts_as_none(
    folder: Path, finder: Finder, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.write(folder / "one.bin", ORIGIN, finder.trained)
    monkeypatch.setattr(store, "_LAYOUT", store._LAYOUT + 1)
    assert store.read_origin(folder / "one.bin") is None
    assert store.read(folder / "one.bin") is None


def test_weights_of_other_labels_count_as_none(folder: Path, finder: Finder) -> None:
    fewer = replace(finder.trained, labels=finder.trained.labels[1:])
    store.write(folder / "one.bin", ORIGIN, fewer)
    assert store.read(folder / "one.bin") is None


def test_what_is_kept_in_another_shape_counts_as_none(folder: Path) -> None:
    for body in (b"\xff", b"[1, 2]", b'{"entry": "word"}'):
        store.write_bytes("one", body)
        assert store.read_object("one", dict[str, list[str]]) is None


def test_where_nothing_can_be_written_nothing_happens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("a file where a folder should be")
    monkeypatch.setattr(store, "folders", lambda: iter((in_the_way,)))
    store.write_bytes("one", b"content")
    assert store.read_bytes("one") is None


def test_the_second_place_serves_when_the_first_cannot_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("")
    monkeypatch.setattr(store, "folders", lambda: iter((in_the_way, tmp_path / "cache")))
    store.write_bytes("one", b"content")
    assert store.read_bytes("one") == b"content"


def test_old_files_are_cleared_away(folder: Path) -> None:
    for number in range(20):
        store.write_bytes(f"finder-{number}", b"content")
    assert len(list(folder.iterdir())) <= 8
    assert store.read_bytes("finder-19") == b"content"


def test_the_name_follows_the_content() -> None:
    assert store.origin(EXAMPLES, ["a", "bc"]).name == store.origin(EXAMPLES, ["a", "bc"]).name
    assert store.origin(EXAMPLES, ["a", "bc"]).name != store.origin(EXAMPLES, ["ab", "c"]).name


def test_a_changed_example_is_told_by_its_label() -> None:
    changed = [("another question", "grant"), *EXAMPLES[1:], ("something new", "new")]
    other = store.origin(changed, ["a lexicon"])
    assert other.basis == ORIGIN.basis
    assert other.changed(ORIGIN) == {"grant", "new"}
    assert ORIGIN.changed(ORIGIN) == set()


def test_a_model_is_written_the_same_every_time(folder: Path, finder: Finder) -> None:
    again = Finder.fit(EXAMPLES, outside=OUTSIDE, lexicon=LEXICON)
    store.write(folder / "one.bin", ORIGIN, finder.trained)
    store.write(folder / "two.bin", ORIGIN, again.trained)
    assert (folder / "one.bin").read_bytes() == (folder / "two.bin").read_bytes()
