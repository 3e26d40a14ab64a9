"""Any text at all is understood: no exception, spans inside the text, bounded time."""

import random
import time
from datetime import date

import pytest

from bot.understanding import understand

TODAY = date(2026, 11, 28)
SIGNS = "abcčžšijklmnо пасвек0123456789 .,;:?!/-–½²８،\u0301\u200b\n()%€'\"+ЉЊџđß中"
WORDS = (
    "my daughter ćerka 5 months instead of 30 dana ne 30 nego 20 umesto BIP od toga 2 puta when"
    " kada i and how much koliko ostaje in my bachelor na masteru , ? the maximum is 1/2/ ½ 2026"
).split()


def texts() -> list[str]:
    dice = random.Random(5)
    signs = ["".join(dice.choices(SIGNS, k=dice.randrange(60))) for _ in range(1500)]
    words = [" ".join(dice.choices(WORDS, k=dice.randrange(25))) for _ in range(1500)]
    return ["", "1/2/", "½/", *signs, *words]


def test_any_text_is_understood_with_spans_inside_it() -> None:
    for text in texts():
        seen = understand(text, TODAY)
        assert isinstance(seen.case, dict)
        for group in (seen.questions, seen.slots, seen.ambiguous, seen.unplaced):
            for one in group:
                start, end = one.span
                assert 0 <= start <= end <= len(text), (text, one)


@pytest.mark.parametrize(
    "text",
    ["1" * 4096, "12. 3. " * 585, "koliko i " * 455, "instead of 30 dana " * 215,
     "my daughter I am " * 240, "5 meseci na masteru i " * 186, "(" * 4096],
    ids=lambda text: text[:12],
)  # fmt: skip
def test_the_longest_message_takes_bounded_time(text: str) -> None:
    begun = time.process_time()
    understand(text, TODAY)
    assert time.process_time() - begun < 1
