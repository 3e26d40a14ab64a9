"""Overmatches that an editor has looked at and left, each with a reason."""

from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from knowledge.files import read, validate
from knowledge.problem import Problem

ACCEPTED = Path("accepted.yaml")


class _PairForm(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    entry: str
    winner: str
    because: Annotated[str, Field(min_length=3)]


_SHAPE: TypeAdapter[tuple[_PairForm, ...]] = TypeAdapter(tuple[_PairForm, ...])


def read_accepted(file: Path, problems: list[Problem]) -> dict[tuple[str, str], int]:
    """Return the line of each accepted pair of entry and winner; nothing where there is no file.

    What is wrong with the file is added to `problems`.
    """
    document = read(file, problems) if file.exists() else None
    forms = validate(document, _SHAPE, problems) if document and document.value else None
    if document is None or not forms:
        return {}
    return {
        (form.entry, form.winner): document.line((number,)) for number, form in enumerate(forms)
    }
