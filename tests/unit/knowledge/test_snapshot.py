"""What was read and learned is kept for the next start, and nothing else is taken for it."""

from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest

from knowledge import snapshot
from knowledge.building import build
from knowledge.content import Content
from knowledge.finder import store

SAMPLE = Path(__file__).parent / "sample"
QUESTIONS = ("how much is the grant?", "kolika je stipendija", "да ли могу на праксу", "stipendja")


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Content]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(store, "folders", lambda: iter([tmp_path_factory.mktemp("learned")]))
        yield build(SAMPLE)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(store, "folders", lambda: iter([tmp_path]))
    return tmp_path


def _only(folder: Path) -> Path:
    (file,) = folder.glob("knowledge-*.bin")
    return file


def test_what_was_kept_is_what_was_read(content: Content, folder: Path) -> None:
    snapshot.keep("key", content)
    again = snapshot.read("key")
    assert again is not None
    assert again.key == "key"
    for name in {one.name for one in fields(Content)} - {"finder", "key"}:
        assert getattr(again, name) == getattr(content, name), name
    for question in QUESTIONS:
        assert again.finder.rank(question) == content.finder.rank(question)
        assert again.finder.read(question) == content.finder.read(question)


def test_nothing_is_taken_from_a_file_that_was_changed(content: Content, folder: Path) -> None:
    snapshot.keep("key", content)
    file = _only(folder)
    kept = bytearray(file.read_bytes())
    kept[len(kept) // 2] ^= 1
    file.write_bytes(kept)
    assert snapshot.read("key") is None


def test_nothing_is_taken_from_the_file_of_another_content(content: Content, folder: Path) -> None:
    snapshot.keep("key", content)
    _only(folder).rename(folder / "knowledge-other.bin")
    assert snapshot.read("other") is None


@pytest.mark.parametrize("body", [b"", b"\x80", b"not data at all", b"\x93\x01\x02\x03"])
def test_nothing_is_taken_from_a_whole_file_of_another_kind(folder: Path, body: bytes) -> None:
    store.write_bytes("knowledge-key", body)
    assert snapshot.read("key") is None


@pytest.mark.parametrize("mode", [0o664, 0o646])
def test_nothing_is_taken_from_a_file_that_others_can_write(
    content: Content, folder: Path, mode: int
) -> None:
    snapshot.keep("key", content)
    _only(folder).chmod(mode)
    assert snapshot.read("key") is None


def test_nothing_is_taken_from_a_folder_that_others_can_write(
    content: Content, folder: Path
) -> None:
    snapshot.keep("key", content)
    folder.chmod(0o777)
    assert snapshot.read("key") is None


def test_a_cache_made_with_a_generous_umask_is_made_safe_and_used(
    content: Content, folder: Path
) -> None:
    folder.chmod(0o775)
    snapshot.keep("key", content)
    assert snapshot.read("key") is not None


def test_a_changed_entry_has_another_key_and_an_untouched_folder_the_same(tmp_path: Path) -> None:
    file = tmp_path / "entries" / "one.yaml"
    file.parent.mkdir()
    file.write_text("- id: one\n")
    before = snapshot.key_of(tmp_path)
    assert snapshot.key_of(tmp_path) == before
    file.write_text("- id: two\n")
    assert snapshot.key_of(tmp_path) != before


def test_a_folder_that_cannot_be_written_costs_only_the_time(
    content: Content, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setattr(store, "folders", lambda: iter([tmp_path / "file" / "below"]))
    snapshot.keep("key", content)
    assert snapshot.read("key") is None
