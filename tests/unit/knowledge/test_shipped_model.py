"""The model that is shipped with the entries: used where it belongs, learned on from where not."""

from dataclasses import replace
from pathlib import Path

import pytest

from knowledge import understanding
from knowledge.entry import Entry
from knowledge.finder import Finder, store
from knowledge.finder.lexicon import Lexicon, Meaning
from knowledge.parts import FOLDER
from knowledge.understanding import fit, material_of, origin_of, prepare

Material = tuple[list[Entry], list[Meaning], list[str]]
NEW = ("smem li da povedem mačku na razmenu", "може ли мачка са мном на мобилност")


@pytest.fixture(scope="module")
def material() -> Material:
    """A few of the real entries, because most tests here learn them."""
    entries, meanings, outside = material_of(FOLDER)
    return entries[::30], meanings, outside[::10]


@pytest.fixture(scope="module")
def whole(material: Material) -> Finder:
    entries, meanings, outside = material
    return fit(entries, outside, Lexicon(meanings))


@pytest.fixture
def shipped(
    material: Material, whole: Finder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """A shipped model, an empty cache, and no learning from nothing."""
    monkeypatch.setattr(store, "folders", lambda: iter((tmp_path / "cache",)))
    file = tmp_path / "learned.bin"
    store.write(file, origin_of(*material), whole.trained)
    return file


@pytest.fixture
def learned_anew(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    calls: list[int] = []

    def counted(entries: list[Entry], outside: list[str], lexicon: Lexicon) -> Finder:
        calls.append(len(entries))
        return fit(entries, outside, lexicon)

    monkeypatch.setattr(understanding, "fit", counted)
    return calls


def _edited(entries: list[Entry]) -> list[Entry]:
    phrasings = {**entries[0].phrasings, "sr": (*entries[0].phrasings["sr"], *NEW)}
    return [replace(entries[0], phrasings=phrasings), *entries[1:]]


def test_nothing_is_learned_where_the_model_belongs_to_the_entries(
    material: Material, whole: Finder, shipped: Path, learned_anew: list[int], tmp_path: Path
) -> None:
    finder = prepare(*material, shipped)
    assert learned_anew == []
    assert not (tmp_path / "cache").exists()
    for text in ("koliko traje praksa", "how long", ""):
        assert finder.rank(text) == whole.rank(text)


def test_after_an_edit_the_new_words_find_their_entry_and_the_others_stay(
    material: Material, whole: Finder, shipped: Path, learned_anew: list[int]
) -> None:
    entries, meanings, outside = material
    finder = prepare(_edited(entries), meanings, outside, shipped)
    assert learned_anew == []
    assert finder.rank("mačka")[0][0] == entries[0].id
    asked = [words for entry in entries[1:] for words in entry.phrasings["en"][:3]]
    same = sum(finder.rank(words)[0][0] == whole.rank(words)[0][0] for words in asked)
    assert same >= 0.97 * len(asked)


def test_an_example_leads_to_its_entry_and_is_no_phrasing_of_it(material: Material) -> None:
    entries, meanings, outside = material
    taught = replace(entries[0], examples={"sr": NEW, "en": ()})
    finder = fit([taught, *entries[1:]], outside, Lexicon(meanings))
    assert finder.rank(NEW[0])[0][0] == taught.id
    assert not set(NEW) & set(taught.phrasings["sr"])


def test_a_removed_entry_is_found_no_more(
    material: Material, shipped: Path, learned_anew: list[int]
) -> None:
    entries, meanings, outside = material
    finder = prepare(entries[1:], meanings, outside, shipped)
    assert learned_anew == []
    assert entries[0].id not in dict(finder.rank(entries[0].phrasings["en"][0]))


def test_what_was_learned_after_an_edit_is_cached(
    material: Material, shipped: Path, learned_anew: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    entries, meanings, outside = material
    once = prepare(_edited(entries), meanings, outside, shipped)
    monkeypatch.setattr(understanding, "update", None)
    again = prepare(_edited(entries), meanings, outside, shipped)
    assert again.rank("mačka") == once.rank("mačka")


@pytest.mark.parametrize("fault", ["missing", "cut", "changed byte", "another lexicon"])
def test_a_model_that_cannot_be_used_is_learned_anew(
    material: Material, shipped: Path, learned_anew: list[int], fault: str
) -> None:
    entries, meanings, outside = material
    content = bytearray(shipped.read_bytes())
    match fault:
        case "missing":
            shipped.unlink()
        case "cut":
            shipped.write_bytes(content[: len(content) // 2])
        case "changed byte":
            content[len(content) // 2] ^= 1
            shipped.write_bytes(content)
        case _:
            meanings = meanings[:-1]
    finder = prepare(entries, meanings, outside, shipped)
    assert learned_anew == [len(entries)]
    assert finder.rank(entries[3].phrasings["en"][0])[0][0] == entries[3].id
