"""Lines of replies: before the first, under its headline, at the end; and those of candidates."""

from collections.abc import Callable
from dataclasses import replace

from bot.forms.form import paragraphs
from bot.messages.effect import Effect, Outcome, Reply
from bot.messages.markup import escape, plain

Effects = tuple[Effect, ...]


def with_heading(line: str, effects: Effects) -> Effects:
    """Return the effects with a line before the first reply."""
    return _changed(effects, 0, lambda html: f"{line}\n{html}")


def with_second_line(line: str, effects: Effects) -> Effects:
    """Return the effects with a line under the headline of the first reply.

    Where the headline leads a list, the line stands under the list.
    """

    def add(html: str) -> str:
        headline, _, rest = html.partition("\n")
        if plain(headline).endswith(":"):
            lead, items, *others = html.split("\n\n")
            return paragraphs(lead, items, line, *others)
        return f"{headline}\n{line}\n{rest}"

    return _changed(effects, 0, add) if line else effects


def with_headline(line: str, effects: Effects) -> Effects:
    """Return the effects with a line in place of the headline of the first reply."""

    def put(html: str) -> str:
        return "".join((line, *html.partition("\n")[1:]))

    return _changed(effects, 0, put)


def with_last_line(line: str, effects: Effects) -> Effects:
    """Return the effects with a paragraph at the end of the last reply."""
    return _changed(effects, -1, lambda html: paragraphs(html, line))


def instead_of_first(html: str, effects: Effects) -> Effects:
    """Return the effects with other words in the first reply; its buttons stay."""
    return _changed(effects, 0, lambda _: html)


def _changed(effects: Effects, place: int, change: Callable[[str], str]) -> Effects:
    replies = [effect for effect in effects if isinstance(effect, Reply)]
    if not replies:
        return effects
    chosen = replies[place]
    changed = replace(chosen, html=change(chosen.html))
    return tuple(changed if effect is chosen else effect for effect in effects)


def with_what_was(effect: Effect, was: str) -> Effect:
    """Put what a result was before under its first paragraph, unless its first line says it.

    Args:
        effect: the result.
        was: a line of HTML; empty where nothing is to be said of it.
    """
    if not was or not isinstance(effect, Reply) or effect.outcome is not Outcome.ANSWER:
        return effect
    first, empty_line, rest = effect.html.partition("\n\n")
    return replace(effect, html=f"{first}\n{was}{empty_line}{rest}")


def in_short(was: str, now: str) -> str:
    """Return a figure from before without the words that the figure of now begins and ends with.

    "The grant is 700 EUR for 10 days of a BIP" beside "The grant is 490 EUR for 7 days of a BIP" is
    "700 EUR for 10 days".
    """
    before, after = was.split(" "), now.split(" ")
    while len(before) > 1 and len(after) > 1 and before[0] == after[0]:
        before, after = before[1:], after[1:]
    same = 0
    while same < min(len(before), len(after)) and before[-1 - same] == after[-1 - same]:
        same += 1
    end = len(before) - same
    if same and before[:end] and any(letter.isdigit() for letter in before[end - 1]):
        # A number keeps what it counts.
        end += 1
    return " ".join(before[:end])


def candidate(label: str, answer: str) -> str:
    """Return a candidate's name and what it answers: a sentence stands behind a full stop."""
    name = escape(label)
    if not answer:
        return f"<b>{name}</b>"
    if not plain(answer).endswith((".", "?")):
        return f"<b>{name}</b>: {answer}"
    stop = "" if label.endswith(("?", ".")) else "."
    return f"<b>{name}{stop}</b> {answer}"
