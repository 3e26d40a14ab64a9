"""The language chosen by typing its name after `/language`."""

import re

from locales import Locale, fold

AUTOMATIC = "auto"
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_NAMES = {
    "english": Locale.EN,
    "engleski": Locale.EN,
    "serbian latin": Locale.SR_LATN,
    "latin": Locale.SR_LATN,
    "latinica": Locale.SR_LATN,
    "latinicom": Locale.SR_LATN,
    "srpski latinica": Locale.SR_LATN,
    "srpski latinicom": Locale.SR_LATN,
    "serbian cyrillic": Locale.SR_CYRL,
    "cyrillic": Locale.SR_CYRL,
    "cirilica": Locale.SR_CYRL,
    "cirilicom": Locale.SR_CYRL,
    "srpski cirilica": Locale.SR_CYRL,
    "srpski cirilicom": Locale.SR_CYRL,
}
# In the script in which they are written.
_IN_EITHER_SCRIPT = frozenset({"srpski", "na srpskom", "serbian"})
_AUTOMATIC = frozenset({"auto", "automatic", "automatski", "automatically"})


def chosen_language(text: str) -> Locale | str | None:
    """Return the language that a message names, `AUTOMATIC`, or None where it names none."""
    words = " ".join(re.findall(r"\w+", fold(text)))
    if words in _AUTOMATIC:
        return AUTOMATIC
    if words in _IN_EITHER_SCRIPT:
        return Locale.SR_CYRL if _CYRILLIC.search(text) else Locale.SR_LATN
    return _NAMES.get(words)
