"""`python -m tests.quality.coverage`: ask for every fact, and count how many answers hold it.

A measure, not a check: it prints figures and always ends well. The questions were written from the
sources alone and are not to be tuned to what the assistant answers.
"""

import argparse
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.cli.assistant import load_assistant
from bot.dialogue.assistant import Assistant
from bot.dialogue.state.session import Session
from bot.messages.effect import Outcome, Reply
from bot.messages.event import Event, Said
from bot.messages.markup import plain
from locales import Locale
from tests.quality.coverage.facts import Fact, load_facts

RIGHT = "right"
SUGGESTED = "suggested"
ASKED = "asked back"
WRONG = "wrong"
UNKNOWN = "unknown"
KINDS = (RIGHT, SUGGESTED, ASKED, WRONG, UNKNOWN)


@dataclass(frozen=True, slots=True)
class Result:
    """How one question went.

    Attributes:
        kind: one of `KINDS`.
        fact: the fact asked for.
        asked: the written form of the question.
        why: what keeps the reply, or the best of its candidates, from being right.
        told: ids of the answers or candidates; one that holds the fact has a star.
    """

    kind: str
    fact: Fact
    asked: Locale
    why: tuple[str, ...]
    told: tuple[str, ...]


def ask_all(assistant: Assistant, now: datetime) -> Iterator[Result]:
    """Ask every question, each in a conversation of its own."""
    for locale in Locale:
        for fact in load_facts():
            event = Event(Said(fact.ask[locale]))
            _, effects = assistant.respond(Session.new(), event, now)
            yield judge(fact, locale, [effect for effect in effects if isinstance(effect, Reply)])


def judge(fact: Fact, locale: Locale, replies: list[Reply]) -> Result:
    """Whether the replies to the fact's question hold it.

    A reply in another language or script than the question's is wrong. One that is not known is
    right only where the fact is that nothing is published.
    """
    wanted = fact.wanted[locale.language]
    outcome = next((reply.outcome for reply in replies if reply.outcome), Outcome.ANSWER)
    answers = [answer for reply in replies for answer in reply.answers]
    lacking = wanted.lacking("\n".join(plain(reply.html) for reply in replies))
    each = [wanted.lacking(answer.text) for answer in answers]
    foreign = tuple(
        f"replies in {reply.locale.tag}" for reply in replies if reply.locale is not locale
    )
    if foreign:
        kind = WRONG
    elif outcome is Outcome.UNKNOWN:
        kind = RIGHT if fact.gap and not lacking else UNKNOWN
    elif outcome is Outcome.ASK:
        kind = ASKED
    elif outcome is Outcome.SUGGEST:
        lacking = min(each, key=len, default=lacking)
        kind = WRONG if lacking else SUGGESTED
    else:
        kind = WRONG if lacking else RIGHT
    told = tuple(
        answer.id if lacks else f"{answer.id}*" for answer, lacks in zip(answers, each, strict=True)
    )
    return Result(kind, fact, locale, foreign + lacking, told)


def main() -> None:
    """Print the figures, and with `--show` every question that was not answered right."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.quality.coverage", description=main.__doc__
    )
    parser.add_argument("--show", action="store_true", help="print the misses")
    show = parser.parse_args().show
    results = list(ask_all(load_assistant(), datetime.now(UTC)))
    print(f"{'':10}" + "".join(f"{kind:>12}" for kind in (*KINDS, "questions")))
    for locale in Locale:
        counts = Counter(result.kind for result in results if result.asked is locale)
        figures = [*(counts[kind] for kind in KINDS), counts.total()]
        print(f"{locale.tag:10}" + "".join(f"{figure:12}" for figure in figures))
    if show:
        for result in results:
            if result.kind != RIGHT:
                print(f"\n{result.kind} · {result.fact.id} · {result.fact.ask[result.asked]}")
                print(f"    told: {', '.join(result.told) or 'nothing'}")
                if result.why:
                    print(f"    {'; '.join(result.why)}")


if __name__ == "__main__":
    main()
