"""Words that announce something personal, and words that are names too, folded."""

from collections.abc import Mapping

from knowledge.vocabulary import load_vocabulary
from locales import fold

# What announces something, then what ends a name or counts; all these tell nothing by themselves.
ANNOUNCING = (
    "named",
    "fields",
    "titles",
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
    "persons",
    "introducing",
    "numbering",
)
PLAIN = (
    "months",
    "numerals",
    "units",
    "units_before",
    "years",
    "joining",
    "ordinals",
    "ordered",
    "pairing",
    "ages",
    "roles",
    "dots",
)
SETTLING = ("settling_before", "settling_behind", "settled", "modals")
NAMES = ("names", "also_names", "rare_names", "surname_endings", "programmes")

_VOCABULARY = load_vocabulary("personal")
WORDS: Mapping[str, frozenset[str]] = {
    label: frozenset(map(fold, _VOCABULARY.in_order(label)))
    # "rodena": without marks many write a "d" for "đ".
    | frozenset(fold(one).replace("dj", "d") for one in _VOCABULARY.in_order(label))
    for label in (*ANNOUNCING, *PLAIN, *SETTLING, *NAMES)
}
# A phrase ends only at its last word.
LAST_WORDS: Mapping[str, frozenset[str]] = {
    label: frozenset(phrase.rpartition(" ")[2] for phrase in phrases)
    for label, phrases in WORDS.items()
}
# Words that the rules of redaction read tell nothing by themselves.
LABEL_WORDS = frozenset(
    word for label in (*ANNOUNCING, *PLAIN) for phrase in WORDS[label] for word in phrase.split()
)

_PLACES = [
    word
    for name in ("europe", "outside europe")
    for phrase in load_vocabulary("places").in_order(name)
    for word in phrase.replace("|", " ").split()
]
_WHOLE_PLACES = frozenset(_PLACES)
_STEMS_OF_PLACES = tuple(word.removesuffix("*") for word in _PLACES if word.endswith("*"))


def is_place(folded: str) -> bool:
    """Return whether a word names a city or country abroad, or begins as one does."""
    return folded in _WHOLE_PLACES or folded.startswith(_STEMS_OF_PLACES)
