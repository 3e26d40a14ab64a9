"""A phrasing that another entry's phrasings win: people who ask so would get the wrong answer."""

import json
from collections.abc import Iterator

from pydantic import TypeAdapter

from knowledge.checks.subject import Subject
from knowledge.entry import Entry
from knowledge.evaluation.outcome import Asked
from knowledge.evaluation.run import Workbench, set_up
from knowledge.finder import store
from knowledge.problem import KnowledgeError, Problem
from knowledge.understanding import origin_of

# Clear wins only: of the many phrasings that come second without their own entry's help, most lose
# by a hair, or to an entry beside their own that tells much the same. A score is the share of such
# finds that are right: where the finder is this sure and yet wrong, a person is not asked back.
# With these bars some fifteen of 5700 phrasings are told; with 0.7 it would be two or three times
# as many.
CLEAR_SCORE = 0.8
CLEAR_LEAD = 0.3
# Fewer passes of training than for answering, and fewer finders: much the same wins, far sooner.
_PASSES = 2
_FOLDS = 4
# Part of the name of what is kept: winners by other bars are others.
_BARS = f"{CLEAR_SCORE}-{CLEAR_LEAD}-{_PASSES}-{_FOLDS}"
_WINNERS = TypeAdapter(list[str])


def check(subject: Subject) -> Iterator[Problem]:
    """Phrasings that, left out of the finder's examples, are clearly found under another entry."""
    if len(subject.entries) < 2:
        return
    try:
        bench = set_up(subject.folder)
    except KnowledgeError:
        return  # told by the checks of the files
    grouped: dict[tuple[str, str], list[tuple[str, int]]] = {}
    places = [
        (entry, language, number)
        for entry in bench.entries.values()
        for language in ("sr", "en")
        for number in range(len(entry.phrasings[language]))
    ]
    for place, winner in zip(places, _winners(bench), strict=True):
        entry, language, number = place
        if winner:
            grouped.setdefault((entry.id, winner), []).append((language, number))
    for (name, winner), phrasings in grouped.items():
        entry = bench.entries[name]
        language, number = phrasings[0]
        message = _message(entry, bench.entries[winner], language, number, len(phrasings))
        yield subject.problem(entry, message, "phrasings", language, number, error=False)


def _message(entry: Entry, winner: Entry, language: str, number: int, how_many: int) -> str:
    more = f" (and {how_many - 1} more)" if how_many > 1 else ""
    return (
        f"without itself in the list, {entry.phrasings[language][number]!r}{more} is found under "
        f"{winner.id} ({winner.file}:{winner.line}); give {entry.id} more phrasings of this kind, "
        f"or take from {winner.id} what belongs here"
    )


def _winners(bench: Workbench) -> list[str]:
    """For each phrasing the entry that clearly wins it, or nothing; kept until entries change."""
    origin = origin_of(list(bench.entries.values()), bench.meanings, bench.outside)
    name = f"overmatch-{origin.name}-{_BARS}"
    kept = store.read_object(name, _WINNERS)
    if kept is not None:
        return kept
    asked, _ = bench.held_out(_PASSES, _FOLDS)
    winners = [_winner(bench, one) for one in asked]
    store.write_bytes(name, json.dumps(winners).encode())
    return winners


def _winner(bench: Workbench, asked: Asked) -> str:
    clear = asked.best >= CLEAR_SCORE and asked.lead >= CLEAR_LEAD
    if asked.expected is None or asked.rank() == 0 or asked.neighbour or not clear:
        return ""
    winner = bench.entries[asked.found[0][0]]
    return "" if winner.file == bench.entries[asked.expected].file else winner.id
