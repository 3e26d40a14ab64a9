"""A programme as a decision table: a row for each condition, to hold against its text."""

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from datetime import date

from locales import Text
from rules.rulebook import Rulebook

_FORMULA = ("=", "+", "-", "@")
FORMATS = ("md", "csv")
COLUMNS = ("rule", "condition", "facts", "numbers", "source", "quote")


def rows(
    rulebook: Rulebook, programme: str, words: Callable[[Text], str], on: date
) -> Iterable[Sequence[str]]:
    """Yield what each condition asks, compares with and rests on; a role's own section in a row.

    Args:
        rulebook: the rules of the institution.
        programme: the name of one of its programmes.
        words: puts a text into the reader's words.
        on: the day on which the numbers are in force.

    Raises:
        FactError: for a programme that the institution does not have.
    """
    found = rulebook.programme(programme)
    stated = {one.id: one for one in rulebook.conditions(programme, on=on)}
    for condition in found.conditions:
        numbers = "; ".join(
            f"{name} = {number.value} {number.unit}"
            for name in condition.parameters
            for number in (rulebook.parameter(name, on=on),)
        )
        sections = {"": condition.source, **condition.source_by_role}
        for role, source in sections.items():
            rule = f"{condition.id} ({role})" if role else condition.id
            text = words(stated[condition.id].text)
            facts = ", ".join(condition.facts)
            yield rule, text, facts, numbers, source, condition.quotes[source].text


def as_csv(table: Iterable[Sequence[str]]) -> str:
    """Return the table for a spreadsheet; a cell that would be a formula is quoted as text."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in table:
        writer.writerow([f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in row])
    return written.getvalue()


def as_markdown(table: Iterable[Sequence[str]]) -> str:
    """Return the table as Markdown."""
    lines = [COLUMNS, ["---"] * len(COLUMNS), *table]
    return "".join(
        "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in row) + " |\n"
        for row in lines
    )
