"""What the finder learns from: ways of asking, titles, answers, and words that mean the same."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from pydantic import TypeAdapter

from knowledge import markup
from knowledge.entry import Entry
from knowledge.files import read, validate
from knowledge.finder import Finder, store
from knowledge.finder.learning import OUTSIDE, Trained
from knowledge.finder.lexicon import Lexicon, Meaning
from knowledge.finder.softmax import Softmax
from knowledge.finder.updating import update
from knowledge.load import Collection, collect
from knowledge.problem import KnowledgeError, Problem
from knowledge.schema import LEXICON, QuestionsForm
from locales import to_latin

# Learned ahead of time by `python -m knowledge prepare`, and kept in the repository.
SHIPPED = Path(__file__).parent / "learned.bin"
# Where more of the labels have changed, learning anew is better and takes little longer.
_MOST_CHANGED = 0.2

_QUESTIONS: TypeAdapter[QuestionsForm] = TypeAdapter(QuestionsForm)

Example = tuple[str, str]


def phrasings(entries: Iterable[Entry]) -> list[Example]:
    """Return how people ask for each entry."""
    return [
        (words, entry.id)
        for entry in entries
        for language in ("sr", "en")
        for words in entry.phrasings[language]
    ]


def examples(entries: Iterable[Entry]) -> list[Example]:
    """Return more ways of asking for each entry, which nothing but the finder knows."""
    return [
        (words, entry.id)
        for entry in entries
        for language in ("sr", "en")
        for words in entry.examples[language]
    ]


def about(entries: Iterable[Entry]) -> list[Example]:
    """Return titles and answers: what an entry is about in words that nobody asks in."""
    return [
        (words, entry.id)
        for entry in entries
        for words in (
            to_latin(entry.title.sr),
            entry.title.en,
            markup.parse(to_latin(entry.answer.sr)).words,
            markup.parse(entry.answer.en).words,
        )
    ]


def read_meanings(file: Path, problems: list[Problem]) -> list[Meaning]:
    """Return the meanings of a lexicon's file; none when there is no such file."""
    document = read(file, problems) if file.exists() else None
    forms = validate(document, LEXICON, problems) if document and document.value else None
    return [Meaning(form.meaning, form.sr, form.en) for form in forms or ()]


def read_outside(file: Path, problems: list[Problem]) -> Mapping[str, tuple[str, ...]]:
    """Return questions by language that nothing here answers; none when there is no such file."""
    document = read(file, problems) if file.exists() else None
    form = validate(document, _QUESTIONS, problems) if document else None
    return {"sr": form.sr, "en": form.en} if form else {"sr": (), "en": ()}


def material_of(
    folder: Path, collection: Collection | None = None
) -> tuple[list[Entry], list[Meaning], list[str]]:
    """Read the entries, the lexicon, and the questions that nothing here answers.

    Args:
        folder: where the files are.
        collection: what its files of entries hold, where they were read already.

    Raises:
        KnowledgeError: with every problem in the files.
    """
    collection = collection or collect(folder)
    problems = list(collection.problems)
    meanings = read_meanings(folder / "lexicon.yaml", problems)
    outside = read_outside(folder / "outside.yaml", problems)
    if problems:
        raise KnowledgeError(problems)
    return list(collection.entries.values()), meanings, [*outside["sr"], *outside["en"]]


def told(entries: Sequence[Entry], outside: Iterable[str]) -> list[Example]:
    """Return everything that the finder learns from."""
    asked = [*phrasings(entries), *examples(entries)]
    return [*asked, *((text, OUTSIDE) for text in outside), *about(entries)]


def origin_of(
    entries: Sequence[Entry], meanings: Iterable[Meaning], outside: Iterable[str]
) -> store.Origin:
    """Return what identifies a finder over these entries."""
    return store.origin(told(entries, outside), map(str, meanings))


def prepare(
    entries: Iterable[Entry],
    meanings: Iterable[Meaning],
    outside: Iterable[str],
    shipped: Path = SHIPPED,
    *,
    wanted: store.Origin | None = None,
) -> Finder:
    """Return the finder over entries: as it was shipped or cached, or learned now and cached.

    A model of other entries is learned on from where few of them changed, else all is learned anew.

    Args:
        entries: what is found.
        meanings: the lexicon.
        outside: questions that nothing here answers.
        shipped: the model that came with the entries.
        wanted: what identifies a finder over these entries, where that is known.
    """
    entries, meanings, outside = list(entries), list(meanings), list(outside)
    lexicon = Lexicon(meanings)
    wanted = wanted or origin_of(entries, meanings, outside)
    known = [
        (file, found)
        for file in (shipped, *store.cached())
        if (found := store.read_origin(file)) is not None and found.basis == wanted.basis
    ]
    for file, found in known:
        if found.name == wanted.name and (trained := store.read(file)) is not None:
            return Finder(trained, lexicon)
    trained = _updated(known, wanted, told(entries, outside), lexicon)
    if trained is None:
        trained = fit(entries, outside, lexicon).trained
    store.cache(wanted, trained)
    return Finder(trained, lexicon)


def fit(entries: Sequence[Entry], outside: Sequence[str], lexicon: Lexicon) -> Finder:
    """Learn everything from nothing."""
    asked = [*phrasings(entries), *examples(entries)]
    return Finder.fit(asked, about=about(entries), outside=outside, lexicon=lexicon)


def _updated(
    known: Sequence[tuple[Path, store.Origin]],
    wanted: store.Origin,
    examples: Sequence[Example],
    lexicon: Lexicon,
) -> Trained | None:
    """Learn on from the nearest model; None when there is none, or too much has changed."""
    if not known:
        return None
    file, nearest = min(known, key=lambda one: len(wanted.changed(one[1])))
    changed = wanted.changed(nearest)
    if len(changed) > len(wanted.labels) * _MOST_CHANGED:
        return None
    old = store.read(file)
    if old is None or not isinstance(old.model, Softmax):
        return None
    return update(old, changed, examples, lexicon)
