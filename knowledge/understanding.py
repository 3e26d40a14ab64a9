"""What the finder learns from: phrasings, titles and answers, and the words that mean the same."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from pydantic import TypeAdapter

from knowledge import markup
from knowledge.entry import Entry
from knowledge.files import read, validate
from knowledge.finder import Finder, store
from knowledge.finder.lexicon import Lexicon, Meaning
from knowledge.problem import Problem
from knowledge.schema import LEXICON, QuestionsForm
from locales import to_latin

_QUESTIONS: TypeAdapter[QuestionsForm] = TypeAdapter(QuestionsForm)

Example = tuple[str, str]


def phrasings(entries: Iterable[Entry]) -> list[Example]:
    """How people ask for each entry."""
    return [
        (words, entry.id)
        for entry in entries
        for language in ("sr", "en")
        for words in entry.phrasings[language]
    ]


def about(entries: Iterable[Entry]) -> list[Example]:
    """Titles and answers: what an entry is about in words that nobody asks in."""
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
    """The meanings of a lexicon's file; none when there is no such file."""
    document = read(file, problems) if file.exists() else None
    forms = validate(document, LEXICON, problems) if document and document.value else None
    return [Meaning(form.meaning, form.sr, form.en) for form in forms or ()]


def read_outside(file: Path, problems: list[Problem]) -> Mapping[str, tuple[str, ...]]:
    """Questions by language that nothing here answers; none when there is no such file."""
    document = read(file, problems) if file.exists() else None
    form = validate(document, _QUESTIONS, problems) if document else None
    return {"sr": form.sr, "en": form.en} if form else {"sr": (), "en": ()}


def content(
    entries: Iterable[Entry], meanings: Iterable[Meaning], outside: Iterable[str]
) -> Iterator[str]:
    """Everything that the finder learns from, as texts: what is kept is named by it."""
    entries = list(entries)
    for group in (phrasings(entries), about(entries)):
        for text, label in group:
            yield from (text, label)
        yield "end of this kind"
    yield from map(str, meanings)
    yield from outside


def prepare(
    entries: Iterable[Entry], meanings: Iterable[Meaning], outside: Iterable[str]
) -> Finder:
    """The finder over entries: as it was kept, or fitted and kept."""
    entries, meanings, outside = list(entries), list(meanings), list(outside)
    name = store.key(content(entries, meanings, outside))
    lexicon = Lexicon(meanings)
    trained = store.read(name)
    if trained is not None:
        return Finder(trained, lexicon)
    finder = Finder.fit(phrasings(entries), about=about(entries), outside=outside, lexicon=lexicon)
    store.write(name, finder.trained)
    return finder
