"""Words that announce something personal, and words that are names too, folded."""

from collections.abc import Mapping

from knowledge.vocabulary import load_vocabulary
from locales import fold

# What announces something, then what ends a name or counts; all these tell nothing by themselves.
ANNOUNCING = (
    "named",
    "may_be_named",
    "signed",
    "student_number",
    "passport",
    "phone",
    "address",
    "birth",
    "account",
)
PLAIN = ("months", "numerals", "units", "joining")
NAMES = ("names", "also_names")

_VOCABULARY = load_vocabulary("personal")
WORDS: Mapping[str, frozenset[str]] = {
    label: frozenset(map(fold, _VOCABULARY.in_order(label)))
    for label in (*ANNOUNCING, *PLAIN, *NAMES)
}
