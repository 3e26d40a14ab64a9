"""The steps for who comes to an institution, or goes from one whose text is for partners."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from bot.dialogue import policy
from bot.dialogue.context.incoming import (
    comes,
    comes_to_the_country,
    goes_out,
    is_of_grades,
    is_of_no_stay,
    leaves,
    says_they_come,
    says_who_of_it,
)
from bot.dialogue.cues import asked_kinds as kinds
from bot.dialogue.entries.finding import Finding
from bot.dialogue.entries.host_entries import HostEntries
from bot.dialogue.reply_lines import with_heading
from bot.dialogue.state.case import asks_for_themselves, speaks_of_somebody
from bot.dialogue.telling import told_in
from bot.dialogue.turn import Message, Outcome
from bot.understanding.cue import Cue
from bot.understanding.questions.split_questions import is_a_question
from knowledge import EntryKind, Match, theme_file
from knowledge.vocabulary import load_vocabulary
from rules.institutions import ANY, GRADES, registry

# Conditions, of which a text for partners states none.
_OF_CONDITIONS = frozenset({kinds.LENGTH, kinds.MONEY, kinds.PAPERS, kinds.WHEN, kinds.OTHER})

_VAGUE = frozenset({kinds.OTHER, kinds.WHAT})
_DOUBTING = load_vocabulary("reactions").words("doubting")
_WHETHER = frozenset({kinds.PERMISSION, kinds.FIT})
# What a question names without telling a case that rules would judge.
_NO_CASE = frozenset({"programme", "green_travel", "travel_days"})

_THROUGH = Cue.of(load_vocabulary("incoming"), "through another")


@dataclass(frozen=True, slots=True)
class ComingSteps:
    """The steps that tell what a text leaves open of who comes and who goes."""

    finding: Finding
    hosts: HostEntries

    def coming(self, message: Message) -> Outcome | None:
        """Say that an institution's text is of those who go from it, to who comes to it.

        Nothing of it is said to who belongs to the institution, whatever was spoken of before.
        """
        reading, context = message.reading, message.context
        home = reading.institution or context.home
        through = self._through_another(message)
        if through is not None:
            return through
        if comes_to_the_country(reading):
            return self._of_who_receives_guests(message)
        if context.elsewhere and not context.incoming:
            return self._of_elsewhere(message)
        if home is None or home not in registry():
            return None
        if self._only_wants_to_go(message, home):
            return self._tell_left_open(message, home)
        if registry()[home].tells_partners:
            return self._of_partners(message, home)
        name = registry().silent(policy.COMING, home)
        if name is None or not context.incoming:
            return None
        if is_of_grades(reading) and registry().may_tell(GRADES, home):
            # Whoever asks what a mark is at home brings it there.
            return None
        said = comes(reading) or (context.elsewhere and reading.institution is not None)
        if not (said or self._goes_on_of(name, message)):
            return None
        return self._nothing_told(name, message)

    def _through_another(self, message: Message) -> Outcome | None:
        """Say that nobody goes through a university that they are not at, in whatever words."""
        elsewhere = message.context.elsewhere or message.reading.names_another_institution
        if not elsewhere or not _THROUGH.stands_in(message.reading) or not _asks(message):
            return None
        default = registry()[registry().default]
        entries = self.finding.matcher.knowledge.entries
        told = self.finding.tell(Match(entries[policy.ELSEWHERE], 1.0), message)
        return told[0], with_heading(message.voice.say("coming.through", **default.named), told[1])

    def _of_who_receives_guests(self, message: Message) -> Outcome | None:
        """Return who may come to the institution whose text is for guests."""
        hosts = (one.id for one in registry() if one.tells_partners)
        names = (registry().overview(kinds.PERMISSION.value, one) for one in hosts)
        entries = self.finding.matcher.knowledge.entries
        name = next((one for one in names if one is not None), None)
        return None if name is None else self.finding.tell(Match(entries[name], 1.0), message)

    def _goes_on_of(self, name: str, message: Message) -> bool:
        """Return whether a guest asks on what nothing is told of: a stay, and no other subject."""
        reading, context = message.reading, message.context
        told_before = name in context.focus.entries and context.goes_on
        if not (_asks(message) and (told_before or context.belongs)):
            return False
        vague = {one.kind for one in reading.questions} <= _VAGUE and not reading.slots
        if vague and reading.unplaced and not told_before:
            # "So 16 is what?" goes on from what was told of grades.
            return False
        return not (self._is_told_to_anybody(message) or self._asks_whom_to_write(message))

    def _is_told_to_anybody(self, message: Message) -> bool:
        """Return whether a guest's question has an answer that holds for guests as well."""
        reading, home = message.reading, message.context.home
        if is_of_grades(reading) or reading.asks(kinds.CONVERSION):
            return registry().may_tell(GRADES, home)
        sure = self.finding.sure(message)
        if sure is None or sure.entry.institution not in (ANY, None, home):
            return False
        # "What is a BIP?" may be asked by anybody, whoever tells it.
        defines = {one.kind for one in reading.questions} == {kinds.WHAT}
        return sure.entry.institution == ANY or defines or is_of_no_stay(reading)

    def _nothing_told(self, name: str, message: Message) -> Outcome:
        """Say that nothing is told of a stay; to another question on it that it is so, too."""
        entry = self.finding.matcher.knowledge.entries[name]
        again = name in message.session.last.entries and _asks(message)
        if not again or not _DOUBTING.isdisjoint(message.reading.words):
            return self.finding.tell(Match(entry, 1.0), message)
        note, today = message.voice.say("coming.neither"), message.today
        return self.finding.responder.again(entry, note, message.session, message.voice, today)

    def _of_elsewhere(self, message: Message) -> Outcome | None:
        """Say that no rules of somebody's own university are known, where a verdict is asked.

        What anybody may ask ("what is a BIP?") is told to them as well.
        """
        reading, context = message.reading, message.context
        asked = {one.kind for one in reading.questions}
        own = asks_for_themselves(reading) or speaks_of_somebody(reading)
        told = told_in(reading).keys() - _NO_CASE
        verdict = asked & (policy.ASKED_OF_A_STAY | {kinds.LENGTH}) and (own or context.goes_on)
        if not told and not verdict:
            return None
        sure = self.finding.sure(message)
        if sure is not None and sure.entry.institution == ANY and asked:
            return self.finding.tell(sure, message)
        entries = self.finding.matcher.knowledge.entries
        return self.finding.tell(Match(entries[policy.ELSEWHERE], 1.0), message)

    def _asks_whom_to_write(self, message: Message) -> bool:
        found = self.finding.candidates(message)[:1]
        return message.reading.asks(kinds.WHO) and any(one.entry.contact for one in found)

    def _of_partners(self, message: Message, home: str) -> Outcome | None:
        """Say that a text for partners states no conditions, to a guest or one of its own.

        What it does tell is found as an entry.
        """
        reading, context = message.reading, message.context
        asked = {one.kind for one in reading.questions}
        named = context.incoming and context.elsewhere and reading.institution == home
        near = self.finding.candidates(message)[:1]
        narrower = any(one.score >= policy.SURE_BESIDE_A_NUMBER for one in near)
        # "I study in Coimbra, can I spend a semester with you?"
        whether = named and asked & _WHETHER and not narrower
        if whether or (self._only_wants_to_come(message, home) and not _tell_more(near)):
            return self.finding.overview(kinds.PERMISSION, message)
        directed = context.incoming or context.outgoing
        other = is_of_no_stay(reading) or self.is_of_other_matters(message, home)
        directed = directed and not other
        few = len(reading.words) <= policy.WORDS_AT_A_HOST
        if not (directed and few and asked and asked <= _OF_CONDITIONS and context.goes_on):
            return None
        found = self.finding.candidates(message)[:1]
        if any(one.score >= policy.SURE_BESIDE_A_LENGTH for one in found):
            return None
        if asked == {kinds.OTHER} and self.finding.sure(message) is not None:
            # "Non-academic staff too?" asks for no condition.
            return None
        left_open = self.left_open(message, home)
        own = self.hosts.meant(message)
        if left_open is None or own not in (None, left_open):
            return None
        return self.finding.tell(left_open, message)

    def _only_wants_to_go(self, message: Message, home: str) -> bool:
        """Return whether one of an institution's own says who they are, or asks only to go."""
        reading, context = message.reading, message.context
        if reading.institution != home or not context.outgoing:
            return False
        if registry().silent(policy.GOING, home) is None:
            return False
        goes, asked = goes_out(reading), {one.kind for one in reading.questions}
        if asked or "?" in message.text or is_a_question(message.text):
            narrower = self.finding.sure(message) is not None or self.finding.aspects(message)
            return goes and asked <= {*_WHETHER, kinds.OTHER} and not narrower
        return goes or (registry()[home].tells_partners and says_who_of_it(reading))

    def _only_wants_to_come(self, message: Message, home: str) -> bool:
        """Return whether somebody says that they would come to an institution, and asks nothing."""
        reading = message.reading
        asks = reading.questions or "?" in message.text or is_a_question(message.text)
        named = reading.institution == home and message.context.incoming
        says = named and says_they_come(reading)
        return says and not asks and not self.finding.aspects(message)

    def _tell_left_open(self, message: Message, home: str) -> Outcome | None:
        silent = self.left_open(message, home)
        return None if silent is None else self.finding.tell(silent, message)

    def is_of_other_matters(self, message: Message, home: str) -> bool:
        """Return whether an institution's projects or partners are spoken of, and nobody's stay."""
        entries = self.finding.matcher.knowledge.entries
        name = registry().silent(policy.COMING, home)
        told = [entries[one] for one in message.context.focus.entries[:1] if one in entries]
        if name is None or not told or comes(message.reading) or leaves(message.reading):
            return False
        first, of_stays = told[0], entries[name]
        of_stays_too = first.id == registry().silent(policy.GOING, home)
        # Guests ask on about their stay, whatever was left open of faculties or subjects.
        open_still = first.kind is EntryKind.GAP and message.context.outgoing and not of_stays_too
        tells = first.kind is EntryKind.ANSWER or open_still
        own = first.institution == home and tells and not first.contact
        return own and theme_file(first) != theme_file(of_stays)

    def left_to_others(self, message: Message) -> Outcome | None:
        """Say what an institution leaves open, to who asks for what only another one tells."""
        left_open = self._told_of_others_alone(message)
        return None if left_open is None else self.finding.tell(left_open, message)

    def _told_of_others_alone(self, message: Message) -> Match | None:
        """Return what a text of recognition leaves open, where only another institution tells it.

        Of a minimum of credits or the grant that is paid back its own nearest answer says nothing.
        """
        home = message.context.strictly_of
        if home is None or registry().is_added(home) or registry()[home].tells_partners:
            return None
        silent = registry().silent(policy.GOING, home)
        if silent is None or message.reading.institution == home:
            return None
        found = self.finding.matcher.find(message.text, message.reading, None)
        own = math.fsum(one.score for one in found if one.entry.institution == home)
        default = [one for one in found if one.entry.institution == registry().default]
        if own > policy.OWN_BESIDE_OTHERS or not default:
            return None
        asked = default[0].entry.same_question
        entries = self.finding.matcher.knowledge.entries
        alike = asked is not None and any(
            one.same_question == asked and one.institution == home for one in entries.values()
        )
        near = self.finding.candidates(message)[:1]
        if any(not self.finding.names_more(one.entry, message) for one in near):
            # Its own nearest answer speaks of all that is named.
            return None
        surely = math.fsum(one.score for one in default) >= policy.TOLD_OF_OTHERS
        return None if alike or not surely else Match(entries[silent], policy.ALONE)

    def left_open(self, message: Message, home: str) -> Match | None:
        """Return what an institution's text leaves open of who comes, or of its own who go."""
        # A text that is not for partners is read by those who belong there.
        own = not registry()[home].tells_partners and not message.context.incoming
        direction = policy.GOING if message.context.outgoing or own else policy.COMING
        name = registry().silent(direction, home)
        entries = self.finding.matcher.knowledge.entries
        return None if name is None else Match(entries[name], policy.ALONE)


def _asks(message: Message) -> bool:
    asked = "?" in message.text or bool(message.reading.questions)
    return asked or is_a_question(message.text)


def _tell_more(near: Sequence[Match]) -> bool:
    """Return whether an entry tells more of a wish than that the text is silent on something."""
    told = (one for one in near if one.entry.kind is not EntryKind.GAP)
    return any(one.score >= policy.ALONE for one in told)
