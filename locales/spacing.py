"""No-break spaces, so that a line never ends between a number and what it counts."""

import re

NO_BREAK_SPACE = "\u00a0"

# Beginnings of the words that stand behind a number; the Latin ones stand for English too.
_COUNTED = (
    "дан|месец|недељ|седмиц|семестар|семестр|годин|час|сат|минут|поен|бод|кредит|ЕСПБ|институт|факултет|пројек"
    "|dan|mesec|nedelj|sedmic|semestar|semestr|godin|čas|sat|minut|poen|bod|kredit|ESPB|institut|fakultet|projek"
    "|day|week|month|semester|term|year|hour|point|credit|ECTS|facult|project|EUR|km|RSD|[%€]"
)
_MONTHS = (
    "јануар|фебруар|март|април|мај|јун|јул|август|септембар|октобар|новембар|децембар"
    "|januar|februar|mart|april|maj|jun|jul|avgust|septembar|oktobar|novembar|decembar"
    "|January|February|March|April|May|June|July|August|September|October|November|December"
)
# What a number is the name of: an article, a call, a grade.
_NAMED = (
    r"члан(?:а|у|ом)?|чл\.|бр\.|позив|član(?:a|u|om)?|čl\.|br\.|poziv"
    r"|[Aa]rticle|[Cc]all|No\."
)
_PLACES = re.compile(
    rf"(?<=\d) (?=(?:{_COUNTED}))"
    rf"|(?<=\d) (?=(?:{_MONTHS})[а-яљњђћџa-z]*\b)"
    rf"|(?<=\d\.) (?=(?:{_MONTHS})[а-яљњђћџa-z]*\b)"
    rf"|(?:\b(?:{_MONTHS})[ауau]?) (?=\d{{4}}\b)"
    rf"|(?:\b(?:{_NAMED})) (?=\d)"
)


def keep_together(text: str) -> str:
    """Put a no-break space between a number and its unit, and inside a date ("15. мај 2027.").

    It changes spaces for spaces: lengths and places in the text, markup included, stay as they are.
    """
    return _PLACES.sub(lambda match: match.group()[:-1] + NO_BREAK_SPACE, text)


def plain_spaces(text: str) -> str:
    """Return the text with ordinary spaces only, for programs and comparisons."""
    return text.replace(NO_BREAK_SPACE, " ")
