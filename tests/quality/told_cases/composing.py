"""Compose conversations about earlier stays, with what the rules say of each."""

import itertools
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from bot.forms.cycle_total import months_and_days
from bot.forms.slot_words import duration
from locales import Locale, render, to_latin
from rules import Account, Rulebook
from rules.duration import MONTH, Months
from tests.scenarios.talking import Language
from tests.tables import read_table

LANGUAGES: tuple[Language, ...] = ("en", "sr-Latn", "sr-Cyrl")
_PARTS = read_table(Path(__file__).with_name("parts.yaml"))
_NOW_AND_BEFORE = (("master", "bachelor"), ("doctoral", "master"))
_LEAST_OF_A_TRAINEESHIP = 2
_YES = {"en": "Yes", "sr-Latn": "Da", "sr-Cyrl": "Да"}
_NO = {"en": "No", "sr-Latn": "Ne", "sr-Cyrl": "Не"}


@dataclass(frozen=True, slots=True)
class Composition:
    """A conversation, and what its last answer has to say.

    Attributes:
        name: the names of its parts: telling, change, ask.
        language: in which it is written.
        turns: what the person says.
        left: what is left by the rules, in words of the language; empty where it need not be told.
        begins: the word that the answer begins with; empty where any may.
    """

    name: tuple[str, str, str]
    language: Language
    turns: tuple[str, ...]
    left: str
    begins: str


def compositions(rulebook: Rulebook, today: date, seed: int = 0) -> Iterator[Composition]:
    """Yield every telling with every change, ask and way of writing that go together, once.

    Wordings, lengths and places are drawn by the seed.
    """
    parts = itertools.product(_PARTS["tellings"], _PARTS["changes"], _PARTS["asks"], LANGUAGES)
    account_of = _account_of(rulebook, today)
    for telling, change, ask, language in parts:
        if change["name"] in telling.get("changes", [change["name"]]):
            name = telling["name"], change["name"], ask["name"]
            drawn = random.Random(f"{seed} {name} {language}")
            yield _composed((telling, change, ask), language, drawn, account_of)


def _account_of(rulebook: Rulebook, today: date) -> Callable[[Sequence[int]], Account]:
    return lambda months: rulebook.account([Months(one) for one in months], on=today)


def _composed(
    parts: Sequence[Mapping[str, Any]],
    language: Language,
    drawn: random.Random,
    account_of: Callable[[Sequence[int]], Account],
) -> Composition:
    telling, change, ask = parts
    lengths = _lengths(drawn)
    account = account_of(_counted(telling["stays"], change["name"], lengths))
    left = account.left // MONTH
    fits = left >= _LEAST_OF_A_TRAINEESHIP and drawn.random() < 0.5
    asked = drawn.randint(_LEAST_OF_A_TRAINEESHIP, left) if fits else left + drawn.randint(2, 4)
    written = "en" if language == "en" else "sr"
    turns = (
        *drawn.choice(telling[written]), *drawn.choice(change[written]), drawn.choice(ask[written])
    )  # fmt: skip
    words = _words(written, {**lengths, "n": asked}, drawn)
    turns = tuple(turn.format_map(words) for turn in turns)
    if language == "sr-Latn":
        turns = tuple(map(to_latin, turns))
    allowed = fits if ask["tells"] == "verdict" else left >= _LEAST_OF_A_TRAINEESHIP
    verdict = (_YES if allowed else _NO)[language]
    in_words = render(months_and_days(account.left), Locale.from_tag(language))
    return Composition(
        (telling["name"], change["name"], ask["name"]),
        language,
        turns,
        "" if ask["tells"] == "verdict" else in_words,
        "" if ask["tells"] == "left" else verdict,
    )


def _lengths(drawn: random.Random) -> dict[str, int]:
    a = drawn.randint(3, 5)
    return {
        "a": a,
        "b": drawn.choice([one for one in range(2, 5) if one != a]),
        "c": a + drawn.choice((-1, 1)),
        "d": 2,
    }


def _counted(stays: Mapping[str, str], change: str, lengths: Mapping[str, int]) -> Sequence[int]:
    """Return the months that count in the cycle of now, stay by stay."""
    counted = {name: lengths[name] for name, cycle in stays.items() if cycle == "own"}
    if change == "corrected":
        counted["a"] = lengths["c"]
    elif change in ("of the cycle before", "not Erasmus"):
        del counted["a"]
    elif change == "part of the cycle before":
        counted["a"] -= lengths["d"]
    elif change == "one more":
        counted["d"] = lengths["d"]
    return list(counted.values())


def _words(written: str, lengths: Mapping[str, int], drawn: random.Random) -> dict[str, str]:
    locale = Locale.from_tag("en" if written == "en" else "sr-Cyrl")
    words = {name: render(duration({"months": one}), locale) for name, one in lengths.items()}
    words |= {f"{name}_bare": str(one) for name, one in lengths.items()}
    places = drawn.sample(sorted(_PARTS["places"][written].items()), 3)
    for name, (place, subject) in zip(("first", "second", "third"), places, strict=True):
        words |= {name: place, f"{name}_is": subject}
    for name, cycle in zip(("own", "earlier"), drawn.choice(_NOW_AND_BEFORE), strict=True):
        forms = _PARTS["cycles"][written][cycle]
        words |= {f"{name}_{form}": said for form, said in forms.items()}
    return words
