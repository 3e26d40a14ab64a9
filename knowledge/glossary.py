"""The glossary: for each matter the one term that texts use, and the forms they do not."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from knowledge.files import read, validate
from knowledge.problem import Problem


@dataclass(frozen=True, slots=True)
class Term:
    """One matter and its name.

    Attributes:
        preferred: what texts say, by language.
        because: why not the other forms.
        forbidden: by language, forms that texts do not use; `циклус*` stands for any ending.
        unless: by language, phrases in which such a form is right.
    """

    preferred: Mapping[str, str]
    because: str
    forbidden: Mapping[str, tuple[str, ...]]
    unless: Mapping[str, tuple[str, ...]]

    def found_in(self, text: str, language: str) -> Iterator[tuple[int, str]]:
        """Yield every forbidden form in a text: its place and the words as they stand there."""
        for form in self.forbidden.get(language, ()):
            for match in _pattern(form).finditer(text):
                if not self._is_right(text, language, match.start()):
                    yield match.start(), match.group()

    def _is_right(self, text: str, language: str, place: int) -> bool:
        """Return whether the form at a place belongs to a phrase in which it is right."""
        return any(
            match.start() <= place < match.end()
            for phrase in self.unless.get(language, ())
            for match in _pattern(phrase).finditer(text)
        )


class _Form(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Words(_Form):
    sr: tuple[Annotated[str, Field(min_length=1)], ...] = ()
    en: tuple[Annotated[str, Field(min_length=1)], ...] = ()


class _Preferred(_Form):
    sr: str
    en: str


class _TermForm(_Form):
    say: _Preferred
    never: _Words
    unless: _Words = _Words()
    because: Annotated[str, Field(min_length=3)]


_SHAPE: TypeAdapter[tuple[_TermForm, ...]] = TypeAdapter(tuple[_TermForm, ...])


def read_glossary(file: Path, problems: list[Problem]) -> tuple[Term, ...]:
    """Return the terms of a file, none where there is no file.

    What is wrong is added to `problems`.
    """
    if not file.exists():
        return ()
    document = read(file, problems)
    forms = validate(document, _SHAPE, problems) if document else None
    return tuple(
        Term(
            preferred={"sr": form.say.sr, "en": form.say.en},
            because=form.because,
            forbidden={"sr": form.never.sr, "en": form.never.en},
            unless={"sr": form.unless.sr, "en": form.unless.en},
        )
        for form in forms or ()
    )


# Every text is looked through for every form, and `re` remembers only 512 patterns.
@cache
def _pattern(form: str) -> re.Pattern[str]:
    """Match whole words, small or capital; `*` is any letters, a space any white space."""
    words = [re.escape(word).replace(r"\*", r"\w*") for word in form.split()]
    return re.compile(r"(?<!\w)" + r"\s+".join(words) + r"(?!\w)", re.IGNORECASE)
