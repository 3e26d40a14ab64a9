"""Tables in words: what is said in their place where nothing shows a table, and read aloud well."""

from bot.messages.effect import FactTable
from bot.messages.markup import escape

Parts = tuple[str | FactTable, ...]


def as_text(table: FactTable) -> str:
    """Return a table as lists, in HTML.

    A row is a line: its first cell, then the others. Columns that are compared stand one after the
    other, each under its name.
    """
    if table.head[0]:
        return "\n".join(_line(row[0], ", ".join(filter(None, row[1:]))) for row in table.rows)
    columns = [
        "\n".join(
            [
                f"<b>{escape(name)}</b>",
                *(_line(row[0], row[place]) for row in table.rows if row[place]),
            ]
        )
        for place, name in enumerate(table.head)
        if name
    ]
    return "\n\n".join(columns)


def in_words(parts: Parts) -> str:
    """Return the parts of a message as one text; empty parts are left out."""
    told = (as_text(part) if isinstance(part, FactTable) else part for part in parts)
    return "\n\n".join(part for part in told if part)


def has_table(parts: Parts) -> bool:
    """Return whether one of the parts is a table."""
    return any(isinstance(part, FactTable) for part in parts)


def _line(first: str, rest: str) -> str:
    return f"• {escape(first)}: {escape(rest)}" if rest else f"• {escape(first)}"
