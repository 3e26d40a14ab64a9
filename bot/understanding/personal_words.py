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
    "street",
    "birth",
    "being",
    "account",
    "about",
    "speaking",
    "asking_self",
)
PLAIN = ("months", "numerals", "units", "units_before", "years", "joining", "roles", "dots")
SETTLING = ("settling_before", "settling_behind", "modals")
NAMES = ("names", "also_names", "surname_endings")

_VOCABULARY = load_vocabulary("personal")
WORDS: Mapping[str, frozenset[str]] = {
    label: frozenset(map(fold, _VOCABULARY.in_order(label)))
    for label in (*ANNOUNCING, *PLAIN, *SETTLING, *NAMES)
}
# Words that the rules of redaction read tell nothing by themselves.
LABEL_WORDS = frozenset(
    word for label in (*ANNOUNCING, *PLAIN) for phrase in WORDS[label] for word in phrase.split()
)
