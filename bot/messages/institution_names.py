"""Institutions by the names that buttons, lists and messages have for them."""

from collections.abc import Mapping
from functools import lru_cache

from locales import Bilingual, Value
from rules.institutions import DEADLINES, Registry, registry


def names() -> Mapping[str, Value]:
    """Return the names that any message may hold: of the institution whose rules hold by default.

    A message about the rules of another one is given that one's names.
    """
    return _names(registry())


@lru_cache(maxsize=4)
def _names(institutions: Registry) -> Mapping[str, Value]:
    of_deadlines = institutions[institutions.teller(DEADLINES)].named
    return {
        **institutions[institutions.default].named,
        **{f"{DEADLINES}_{key}": name for key, name in of_deadlines.items()},
        "texts": tuple(
            Bilingual(
                sr=f"{one.name.nominative.sr} {one.about.sr}",
                en=f"{one.name.nominative.en} {one.about.en}",
            )
            for one in institutions
        ),
    }
