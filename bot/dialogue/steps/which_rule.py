"""Which rule of an institution of a pack a message asks for, and whether an entry tells it."""

from dataclasses import dataclass

from bot.dialogue import policy
from bot.dialogue.cues import asked_kinds as kinds
from bot.dialogue.cues.kinds_of_answers import holds_an_amount, names_money
from bot.dialogue.cues.leading_words import names_a_season, points
from bot.dialogue.cues.of_a_pack import without_all_names
from bot.dialogue.entries.finding import Finding
from bot.dialogue.turn import Message
from bot.messages.markup import plain
from bot.understanding import understand
from bot.understanding.questions.asked_of_rules import OfRules, asked_of_rules, side_asked
from bot.understanding.questions.asked_of_rules import named_alone as alone_in
from knowledge import EntryKind, Match
from rules import Rulebook
from rules.programmes.names import has_words_of_its_own

# What a question about the length of a stay is made of.
_OF_A_STAY = (
    "how long. how many days, months, semesters. exchange. mobility. stay abroad. student. study. "
    "koliko dugo traje. razmena. mobilnost. boravak. praksa. dana, meseci, semestara. studije"
)
_A_NUMBER = frozenset({OfRules.CREDITS, OfRules.AVERAGE, OfRules.HOURS, OfRules.YEAR})


@dataclass(frozen=True, slots=True)
class WhichRule:
    """Tells which rule is asked for.

    Attributes:
        finding: what finds entries that may tell the same.
        rulebook: the rules of all.
    """

    finding: Finding
    rulebook: Rulebook

    def asked(self, message: Message) -> tuple[OfRules, ...]:
        """Return what a message asks for, the narrowest first; of what is no rule, nothing."""
        reading = message.reading
        found = set(asked_of_rules(reading))
        asked = {one.kind for one in reading.questions}
        if message.context.asks_again:
            asked |= message.context.asked
        if kinds.LENGTH in asked or self._asks_for_the_other_end(message):
            found.add(OfRules.LENGTH)
        elif (
            OfRules.LENGTH not in found and kinds.LEFT not in asked and side_asked(reading) is None
        ):
            found.discard(OfRules.TOTAL)
        if not asked & {kinds.WHEN, kinds.LENGTH, kinds.WHAT, kinds.HOW}:
            # "I graduated, may I go?" asks for a verdict.
            found.discard(OfRules.GRADUATES)
        by_day = OfRules.DAILY in found
        found.discard(OfRules.DAILY)
        if self._asks_for_an_amount(message, by_day=by_day, money=kinds.MONEY in asked):
            found.add(OfRules.DAILY)
        staff = kinds.names_teaching(reading) or message.context.is_of_staff
        if not (staff or reading.programmes or message.context.matter):
            found.discard(OfRules.HOURS)
        by_season = names_a_season(reading) and side_asked(reading) is None
        if OfRules.TOTAL in found or by_season:
            # "Dokle mogu da predam prijavu za letnji semestar?" asks for no length of one.
            found.discard(OfRules.LENGTH)
        return tuple(one for one in OfRules if one in found)

    def _asks_for_an_amount(self, message: Message, *, by_day: bool, money: bool) -> bool:
        """Return whether what a day is paid is asked for; of a stay that was told its sum is."""
        reading, aspects = message.reading, self.finding.matcher.knowledge.aspects
        asks = kinds.speaks_of_money(reading) and (by_day or money)
        if not asks or "duration" in message.session.case:
            return False
        if by_day:
            return True
        # "Who pays for the insurance?" and "how much may a student work?" ask for none of a call.
        beyond = aspects.beyond_rules(aspects.asked(without_all_names(message.text, reading)))
        of_a_stay = reading.programmes or message.context.matter or names_money(message.text)
        return bool(of_a_stay) and not beyond

    def _asks_for_the_other_end(self, message: Message) -> bool:
        """Return whether a few words after a length ask for the other end: "and at least?"."""
        few = len(message.reading.words) <= policy.BARE_WORDS
        context, last = message.context, message.session.last
        told_a_rule = context.goes_on and not last.entries and not last.computed
        of_a_length = kinds.LENGTH in context.asked or told_a_rule
        return few and of_a_length and side_asked(message.reading) is not None

    def entry_tells(self, asked: OfRules, message: Message) -> bool:
        """Return whether an entry surely answers, that people ask for by the same."""
        sure = self.finding.sure(message)
        if sure is None or sure.entry.kind is EntryKind.TALK:
            return False
        knowledge = self.finding.matcher.knowledge
        rendered = knowledge.render(sure.entry, message.voice.locale, on=message.today)
        if asked is OfRules.LENGTH and self._asks_for_more_than_a_length(sure, message):
            return True
        if asked is OfRules.DAILY and not holds_an_amount(rendered):
            return False
        if asked in _A_NUMBER and not any(letter.isdigit() for letter in plain(rendered.html)):
            # "Your average counts" does not say which average suffices.
            return False
        texts = (text for each in sure.entry.phrasings.values() for text in each)
        spring = names_a_season(message.reading)
        programmes = bool(message.reading.programmes) and not spring
        named = (kinds.names_exchange(message.reading) and not spring) or programmes
        for text in texts:
            reading = understand(text, message.today)
            if named and not (kinds.names_exchange(reading) or reading.programmes):
                # "How long is the course?" is asked for by nobody who asks of an exchange.
                continue
            length = asked is OfRules.LENGTH and reading.asks(kinds.LENGTH)
            # "Dokle" asks how long, and until when as well.
            length = length or (asked is OfRules.LENGTH and spring and reading.asks(kinds.WHEN))
            money = asked is OfRules.DAILY and reading.asks(kinds.MONEY)
            if length or money or asked in asked_of_rules(reading):
                return True
        return False

    def _asks_for_more_than_a_length(self, sure: Match, message: Message) -> bool:
        """Return whether an entry speaks of what is asked, and of more than a stay and its length.

        "How long can I still amend the plan?" asks for no length of an exchange.
        """
        sayings = self.finding.matcher.knowledge.sayings
        of_a_stay = sayings.of_sentence(_OF_A_STAY)
        spoken = self.finding.speaks_of(sure, message).items()
        more = sum(weight for one, weight in spoken if one not in of_a_stay)
        return more >= policy.SPOKEN_OF_BESIDE_A_LENGTH

    def named_alone(self, message: Message) -> tuple[OfRules, ...]:
        """Return what a word or two name behind another rule of a programme."""
        context, last = message.context, message.session.last
        if not context.goes_on or last.entries or len(message.reading.words) > policy.BARE_WORDS:
            return ()
        found = alone_in(message.reading)
        return tuple(one for one in OfRules if one in found)

    def goes_on_about_a_programme(self, home: str, message: Message) -> bool:
        """Return whether a few words go on about a programme whose rule was just told."""
        context = message.context
        told_a_rule = context.goes_on and not message.session.last.entries
        # "How long does it last?" after what a programme is asks it of the programme.
        of_it = has_words_of_its_own(context.matter or "", home) and points(message.reading)
        told_a_rule = told_a_rule or (context.goes_on and of_it)
        few = len(message.reading.words) <= policy.FOLLOW_UP_WORDS
        return told_a_rule and few and context.matter in self.rulebook.at(home).programmes
