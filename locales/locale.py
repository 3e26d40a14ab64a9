"""The three written forms the product speaks, always named in full."""

from enum import StrEnum


class Locale(StrEnum):
    """A language in a script. The value is Babel's name; `tag` is the one other programs use."""

    EN = "en"
    SR_LATN = "sr_Latn"
    SR_CYRL = "sr_Cyrl"

    @property
    def tag(self) -> str:
        """The BCP 47 form: `en`, `sr-Latn`, `sr-Cyrl`."""
        return self.value.replace("_", "-")

    @property
    def language(self) -> str:
        """The language without its script: `en` or `sr`."""
        return self.value.split("_", maxsplit=1)[0]

    @property
    def is_serbian(self) -> bool:
        """Whether this is Serbian, in either script."""
        return self is not Locale.EN

    @classmethod
    def from_tag(cls, tag: str) -> "Locale":
        """Return the locale of a BCP 47 tag that CONTRACT surfaces accept.

        Raises:
            ValueError: for any other tag; the message lists the allowed ones.
        """
        for locale in cls:
            if locale.tag == tag:
                return locale
        allowed = ", ".join(locale.tag for locale in cls)
        raise ValueError(f"unknown language {tag!r}; allowed: {allowed}")
