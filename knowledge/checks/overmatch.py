"""A phrasing that another entry's phrasings win: people who ask so would get the wrong answer."""

import json
from collections.abc import Iterator
from typing import TypeAlias

from knowledge.accepted import ACCEPTED, read_accepted
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
# With these bars some thirty of 17,900 phrasings are told; with 0.8 it would be three times as
# many, most of them questions that either entry answers.
CLEAR_SCORE = 0.9
CLEAR_LEAD = 0.3
# Fewer passes of training than for answering, and fewer finders: much the same wins, far sooner.
_PASSES = 2
_FOLDS = 4
# Part of the name of what is kept: winners by other bars are others.
_BARS = f"{CLEAR_SCORE}-{CLEAR_LEAD}-{_PASSES}-{_FOLDS}"

# For each phrasing the entry that wins it, or nothing, and whether it wins clearly.
_Winners: TypeAlias = list[tuple[str, bool]]


def check(subject: Subject) -> Iterator[Problem]:
    """Find phrasings that, left out of the examples, are clearly found under another entry."""
    if len(subject.entries) < 2:
        return
    try:
        bench = set_up(subject.folder)
    except KnowledgeError:
        return  # told by the checks of the files
    accepted = read_accepted(subject.folder / ACCEPTED, [])
    clear: dict[tuple[str, str], list[tuple[str, int]]] = {}
    beaten: set[tuple[str, str]] = set()
    places = [
        (entry, language, number)
        for entry in bench.entries.values()
        for language in ("sr", "en")
        for number in range(len(entry.phrasings[language]))
    ]
    for (entry, language, number), (winner, clearly) in zip(places, _winners(bench), strict=True):
        if winner:
            beaten.add((entry.id, winner))
        if clearly:
            clear.setdefault((entry.id, winner), []).append((language, number))
    for (name, winner), phrasings in clear.items():
        if (name, winner) in accepted:
            continue
        entry = bench.entries[name]
        language, number = phrasings[0]
        message = _message(entry, bench.entries[winner], language, number, len(phrasings))
        yield subject.problem(entry, message, "phrasings", language, number, error=False)
    # Told only where the winner wins by no score at all: near the bars a pair comes and goes with
    # every edit elsewhere.
    for pair, line in accepted.items():
        if pair not in beaten:
            message = f"{pair[1]} no longer wins questions of {pair[0]}; remove the pair"
            yield Problem(subject.folder / ACCEPTED, line, message, error=False)


def _message(entry: Entry, winner: Entry, language: str, number: int, how_many: int) -> str:
    more = f" (and {how_many - 1} more)" if how_many > 1 else ""
    return (
        f"without itself in the list, {entry.phrasings[language][number]!r}{more} is found under "
        f"{winner.id} ({winner.file}:{winner.line}); give {entry.id} more phrasings of this kind, "
        f"or take from {winner.id} what belongs here"
    )


def _winners(bench: Workbench) -> _Winners:
    """Return the entry that wins each phrasing, or nothing; kept until entries change."""
    origin = origin_of(list(bench.entries.values()), bench.meanings, bench.outside)
    name = f"overmatch-{origin.name}-{_BARS}"
    kept = store.read_object(name, _Winners)
    if kept is not None:
        return kept
    asked, _ = bench.held_out(_PASSES, _FOLDS)
    winners = [_winner(bench, one) for one in asked]
    store.write_bytes(name, json.dumps(winners).encode())
    return winners


def _winner(bench: Workbench, asked: Asked) -> tuple[str, bool]:
    if asked.expected is None or asked.rank() == 0 or asked.neighbour:
        return "", False
    winner = bench.entries[asked.found[0][0]]
    if winner.file == bench.entries[asked.expected].file:
        return "", False
    return winner.id, asked.best >= CLEAR_SCORE and asked.lead >= CLEAR_LEAD
