"""Report which composed conversations are answered otherwise than by the rules.

`python -m tests.quality.told_cases [seed] [words of a part's name ...] [-v]`
"""

import sys
from collections import Counter

from bot.dialogue.assistant import Assistant
from knowledge import load_knowledge
from rules import load_rulebook
from tests.quality.told_cases.composing import compositions
from tests.quality.told_cases.talking_them import had, is_right
from tests.scenarios.talking import NOON


def main(seed: int, wanted: list[str], *, told_whole: bool) -> None:
    rulebook = load_rulebook()
    assistant = Assistant(load_knowledge(rulebook), rulebook)
    assistant.get_ready()
    every, right = Counter[str](), Counter[str]()
    for one in compositions(rulebook, NOON.date(), seed):
        if not all(words in "; ".join((*one.name, one.language)) for words in wanted):
            continue
        talk = had(one, assistant)
        ok = is_right(one, talk)
        for part in (*one.name, one.language, "all"):
            every[part] += 1
            right[part] += ok
        if told_whole and not ok:
            print(f"\n{'; '.join(one.name)} ({one.language}), wanted: {one.begins} {one.left}")
            for said, answer in talk:
                print(f"  > {said}\n    {answer.replace(chr(10), ' ')[:230]}")
    print()
    for part, count in every.items():
        print(f"{right[part]:5} of {count:5} {part}")


if __name__ == "__main__":
    words = sys.argv[1:]
    numbers = [word for word in words if word.isdecimal()]
    main(
        int(numbers[0]) if numbers else 0,
        [word for word in words if not word.isdecimal() and word != "-v"],
        told_whole="-v" in words,
    )
