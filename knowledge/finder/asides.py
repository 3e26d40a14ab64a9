"""What a message says beside its question: whose child asks, how urgent it is, what is not meant.

Applied to questions only, never to what is learned from.
"""

import re

from locales import fold

_KIN = (
    (
        r"my (?:own )?(?:son|daughter|child|kid|brother|sister|boyfriend|girlfriend|husband|wife"
        r"|niece|nephew|grandson|granddaughter)(?:'?s)?"
    ),
    (
        r"moj(?:a|e|oj|u|em|eg|ega|emu|im)? (?:sin(?:a|u)?|cerk[aeu]|cerki|kcer(?:ka|ke|ki|ku|i)?"
        r"|dete(?:ta|tu)?|brat(?:a|u)?|sestr[aeiu]|unuk(?:a|u)?|unuc[ie]|unuk[ae]|decko|devojka|muz)"
    ),
)
_WORRY = (
    r"(?:please,? )?(?:can (?:some|any)(?:one|body) )?help(?: me)?,? please",
    r"please,? help(?: me)?",
    r"i ?(?:'m|am) (?:really |so |completely )?(?:desperate|lost|worried|in panic)",
    r"(?:ocajn[ai]?|ocajan|zabrinut[ai]?|izgubljen[ai]?) (?:sam|smo)",
    r"(?:sva |sav )?(?:sam|smo) (?:ocajn[ai]|ocajan|zabrinut[ai]?|u panici)",
    r"(?:molim vas,? )?(?:pomozite|pomagajte)(?: mi)?(?:,? molim vas)?",
)
_DENIED = (
    r"\bnot (?:for |about |on )?(?:a |an |the )?\w+(?: \w+)?,? but\b",
    r"\binstead of (?:a |an |the )?\w+",
    r"\b(?:ne|nije|nisam|necu) (?:na |za |o )?\w+(?: \w+)?,? (?:nego|vec)\b",
    r"\bumesto \w+",
)
# Somebody who comes along is what the question is about.
_COMPANION = re.compile(
    r"\b(?:with me|bring|take|taking|come|join|accompany|along|povede\w*|poved\w+|povest\w*"
    r"|dovest\w*|vodi\w*|sa mnom|s menom|zajedno)\b"
)
_ASIDE = re.compile(r"\b(?:" + "|".join(_WORRY) + r")\b")
_KINDRED = re.compile(r"\b(?:" + "|".join(_KIN) + r")\b")
_NOT_MEANT = re.compile("|".join(_DENIED))


def leave_out_asides(text: str) -> str:
    """Return a question folded, without kin, worry, and what it says it is not about.

    A message of nothing else is returned whole.
    """
    folded = fold(text)
    rest = _NOT_MEANT.sub(" ", _ASIDE.sub(" ", folded))
    if not _COMPANION.search(rest):
        rest = _KINDRED.sub(" ", rest)
    return rest if any(map(str.isalpha, rest)) else folded
