"""Labelled questions: what a person asked, and which entry answers it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints, TypeAdapter

from knowledge.files import read, validate
from knowledge.problem import KnowledgeError, Problem
from locales import Locale

_HERE = Path(__file__).parent
# Questions by those who wrote the entries, which must stay well answered.
FOLDER = _HERE / "questions"
# Questions by people who have not seen the entries, on which the thresholds are chosen.
STRANGERS = _HERE / "strangers"
# Questions that nothing is tuned on, a file for each kind of question.
FRESH = _HERE / "fresh"
_Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class QuestionForm(BaseModel):
    """One question as it stands in a file."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    question: _Text
    language: _Text
    entry: _Text | None = None
    also: tuple[_Text, ...] = ()
    institution: str | None = None


_SHAPE: TypeAdapter[tuple[QuestionForm, ...]] = TypeAdapter(tuple[QuestionForm, ...])


@dataclass(frozen=True, slots=True)
class LabelledQuestion:
    """A question with its answer.

    Attributes:
        text: as a person wrote it.
        locale: the language and script it is in.
        entry: the id of the entry that answers it; None when nothing here does.
        group: the file it stands in, without its ending.
        also: other entries that answer it as well.
        institution: the one that it names; entries with another one's rules are left out.
    """

    text: str
    locale: Locale
    entry: str | None
    group: str
    also: tuple[str, ...] = ()
    institution: str | None = None


def read_questions(folder: Path = FOLDER) -> list[LabelledQuestion]:
    """Return the questions of all files of a folder; none when there is no such folder.

    Raises:
        KnowledgeError: with every problem in the files.
    """
    problems: list[Problem] = []
    questions: list[LabelledQuestion] = []
    for file in sorted(folder.glob("*.yaml")):
        document = read(file, problems)
        forms = validate(document, _SHAPE, problems) if document and document.value else None
        for number, form in enumerate(forms or ()):
            try:
                locale = Locale.from_tag(form.language)
            except ValueError as error:
                line = document.line((number, "language")) if document else 1
                problems.append(Problem(file, line, str(error)))
                continue
            questions.append(
                LabelledQuestion(
                    form.question, locale, form.entry, file.stem, form.also, form.institution
                )
            )
    if problems:
        raise KnowledgeError(problems)
    return questions
