"""A line never ends between a number and what it counts."""

import pytest

from locales import keep_together, plain_spaces


@pytest.mark.parametrize(
    "shown",
    [
        "најмање 2~месеца, највише 12~месеци",
        "najmanje 2~meseca, najviše 12~meseci",
        "at least 2~months, at most 12~months",
        "70~EUR дневно, укупно 1.780~EUR",
        "од 5 до 30~дана",
        "between 2 and 60~days and 8~hours of teaching",
        "7,5~часова и 20~ЕСПБ",
        "члан~104. Закона, бр.~88/2017",
        "member 3, article~104 of the Law",
        "у року од 8~дана од 15.~фебруара~2027.",
        "u roku od 8~dana od 15.~februara~2027.",
        "from 15~February~2027 on",
        '<b>4~дана</b>, <a href="https://x.rs/a?b=5">позив~2025</a>',
        "200~km у једном смеру",
        # Nothing to keep together.
        "Имате 2 питања о боравку.",
        "у 2. години, на 3. нивоу",
        "1. Попуните уговор о учењу.",
        "May I go in May?",
    ],
)
def test_numbers_stay_with_their_units_and_dates_in_one_line(shown: str) -> None:
    kept = shown.replace("~", "\u00a0")
    assert keep_together(shown.replace("~", " ")) == kept
    assert keep_together(kept) == kept
    assert plain_spaces(kept) == shown.replace("~", " ")
