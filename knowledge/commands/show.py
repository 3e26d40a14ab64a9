"""`show`: an entry as each reader will see it."""

import argparse
from typing import TextIO

from knowledge.checks import references
from knowledge.checks.subject import Subject
from knowledge.figures import FormError
from knowledge.finder.lexicon import Lexicon
from knowledge.load import collect
from knowledge.nearest_name import did_you_mean
from knowledge.own_words import derive, needed_words
from knowledge.rendering import render_entry
from knowledge.understanding import read_meanings
from locales import Locale
from rules import load_rulebook

NAME = "show"
HELP = "Print an entry as it is shown in English and in both scripts of Serbian."


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the entry's id as an argument."""
    parser.add_argument("id", help="the entry's id")


def run(chosen: argparse.Namespace, out: TextIO) -> int:
    """Print the three forms; 1 when there is no such entry, or it cannot be shown."""
    collection = collect(chosen.folder)
    entry = collection.entries.get(chosen.id)
    if entry is None:
        hint = did_you_mean(chosen.id, collection.entries)
        out.write(f"there is no entry {chosen.id!r}{hint}\n")
        out.writelines(f"{problem}\n" for problem in collection.problems)
        return 1
    rulebook = load_rulebook()
    for locale in Locale:
        try:
            shown = render_entry(
                entry,
                locale,
                figures=rulebook,
                sources=collection.sources,
                entries=collection.entries,
                on=chosen.on,
            )
        except (LookupError, FormError):
            subject = Subject(collection, rulebook, chosen.folder, chosen.on)
            out.writelines(f"{problem}\n" for problem in references.check_entry(subject, entry))
            return 1
        out.write(f"== {locale.tag} · {shown.title}\n{shown.html}\n")
        if shown.lines:
            out.write("\n")
        out.writelines(
            f"[{line.title or line.tool}] → {line.entry or line.tool}\n" for line in shown.lines
        )
        if shown.source_line:
            out.write(f"\n{shown.source_line}\n")
        out.write("\n")
    entries = list(collection.entries.values())
    derived = derive(entries, Lexicon(read_meanings(chosen.folder / "lexicon.yaml", [])))
    words = needed_words(entry, derived)
    out.write(f"only where the question has: {', '.join(words) or 'any words'}\n")
    out.writelines(f"only for: {condition}\n" for condition in entry.conditions)
    out.write(f"{entry.file}:{entry.line}\n")
    return 0
