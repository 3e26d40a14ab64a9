"""Add a line to the replies of a message: before the first, under its headline, or at the end."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.forms.form import paragraphs
from bot.messages.effect import Effect, Outcome, Reply
from bot.messages.markup import plain

Effects = tuple[Effect, ...]


def with_heading(line: str, effects: Effects) -> Effects:
    """Return the effects with a line before the first reply."""
    return _changed(effects, 0, lambda html: f"{line}\n{html}")


def with_second_line(line: str, effects: Effects) -> Effects:
    """Return the effects with a line under the headline of the first reply."""

    def add(html: str) -> str:
        headline, _, rest = html.partition("\n")
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


def with_changes(
    effect: Effect, told: Sequence[str], was: str, named: Callable[[str], str]
) -> Effect:
    """Put what changed under a result's first paragraph, unless its first line says it already.

    Args:
        effect: the result.
        told: what changed, each in a few words.
        was: what the result was before; empty where nothing is to be said of it.
        named: says of what changed what it is.
    """
    if not isinstance(effect, Reply) or effect.outcome is not Outcome.ANSWER:
        return effect
    first, empty_line, rest = effect.html.partition("\n\n")
    headline = plain(first.partition("\n")[0])
    new = [one for one in told if plain(one) not in headline]
    # A year in Serbian brings a point of its own.
    now = " · ".join(map(plain, new)).rstrip(".")
    again = bool(was) and plain(was) in headline
    lines = [first, " ".join(filter(None, [named(now) if now else "", "" if again else was]))]
    return replace(effect, html="\n".join(filter(None, lines)) + empty_line + rest)
