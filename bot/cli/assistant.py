"""Load the assistant with everything it knows, for all front ends."""

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from bot.dialogue.assistant import Assistant
from knowledge import KnowledgeError, load_knowledge
from knowledge.second_opinion import load_second_opinion
from rules import ParameterError, load_rulebook

# What `load_assistant` raises for a mistake in a file; each line of the message has its place.
CannotLoad = (ParameterError, KnowledgeError)


def load_assistant(contacts: Mapping[str, str] | None = None) -> Assistant:
    """Load the rules and the entries.

    Args:
        contacts: whom to reach, by institution, as the operator gives it.

    Raises:
        rules.ParameterError: when a parameter file has a mistake; the message has file and line.
        knowledge.KnowledgeError: when entries have mistakes; it lists them all.
    """
    with _left_to_stay():
        rulebook = load_rulebook()
        knowledge = load_knowledge(rulebook, second_opinion=load_second_opinion())
        return Assistant(knowledge, rulebook, contacts)


@contextmanager
def _left_to_stay() -> Iterator[None]:
    """Take everything made inside out of the garbage collector's sight: it stays to the end.

    Else each full collection goes through all entries, and answers wait for it.
    """
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if collects:
            gc.enable()
