"""Which office answers for which institution."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.office.hours import OfficeHours
from locales import Locale

# A conversation in which nobody writes for so long goes back to the bot.
SILENCE_HOURS = 24


@dataclass(frozen=True, slots=True)
class Office:
    """An office with people who answer.

    Attributes:
        chat: Telegram's id of the chat in which its staff are.
        hours: when they work; None where the operator does not say.
        answers_within: in how many working days they usually answer; None where not said.
        locale: the language of the bot's own words in their chat.
        topics: each conversation has a topic of their chat to itself.
    """

    chat: int
    hours: OfficeHours | None = None
    answers_within: int | None = None
    locale: Locale = Locale.SR_LATN
    topics: bool = False


@dataclass(frozen=True, slots=True)
class Offices:
    """All offices that the operator names.

    Attributes:
        of_institution: those of one institution.
        general: the one for everything else; None where there is none.
    """

    of_institution: Mapping[str, Office] = field(default_factory=dict)
    general: Office | None = None

    def __bool__(self) -> bool:
        """Return whether there is any."""
        return self.general is not None or bool(self.of_institution)

    def of(self, institution: str | None) -> Office | None:
        """Return the office that answers for an institution; None where nobody does."""
        return self.of_institution.get(institution or "", self.general)

    def serves_others(self, institution: str) -> bool:
        """Return whether the office of an institution answers for others too."""
        office = self.of_institution.get(institution)
        general = self.general
        if office is None or (general is not None and office.chat == general.chat):
            return True
        return sum(one.chat == office.chat for one in self.of_institution.values()) > 1

    def institutions_of(self, chat: int) -> frozenset[str] | None:
        """Return the institutions that the office with a chat answers for; None for any."""
        if self.general is not None and self.general.chat == chat:
            return None
        own = self.of_institution.items()
        return frozenset(name for name, office in own if office.chat == chat)

    @property
    def chats(self) -> Mapping[int, Office]:
        """The offices by their chats."""
        every = (*self.of_institution.values(), *filter(None, (self.general,)))
        return {office.chat: office for office in every}
