"""The entries that a question may ask for, and whether one of them is clearly meant.

What is clear depends on the measured thresholds of the finder. Where several institutions answer
the same question and none was named, none is told as the other's.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.dialogue import policy
from bot.dialogue.bond import Bond
from bot.dialogue.context.context import Context
from bot.dialogue.context.context_prior import ContextPrior
from bot.dialogue.cues.of_a_pack import (
    is_left_open,
    is_of_a_pack,
    of_its_own,
    without_names,
)
from bot.dialogue.entries.candidates import may_be_of, of_the_direction, rescaled, rivals, talk_of
from bot.dialogue.entries.counterparts import Counterparts
from bot.dialogue.entries.gaps_asked_for import (
    own_answers_first,
    without_gaps_not_asked_for,
)
from bot.dialogue.entries.near_of_a_pack import NearOfAPack
from bot.dialogue.persons import without_flatmates
from bot.messages.json_value import Json
from bot.understanding import Understanding
from bot.understanding.people.roles import ANY_STAFF
from knowledge import Entry, EntryKind, Knowledge, LogOdds, Match, Prior, theme_file
from locales import Locale
from rules.institutions import ANY

# The entry that says: this institution is none of those whose rules are known here.
# Where the entries stand that say what a word means.
_TERMS = "terms/"
# What a message may tell of another time than now.
_WHO = frozenset({"role", "cycle"})


@dataclass(frozen=True, slots=True)
class Matcher:
    """Finds entries and judges how clear the finding is.

    Attributes:
        knowledge: what can be answered.
        prior: what a conversation says of the entries beforehand.
        counterparts: which entries of packs answer what others are asked for.
        near: how near a question is to the entries of a pack, among these alone.
    """

    knowledge: Knowledge
    prior: ContextPrior
    counterparts: Counterparts
    near: NearOfAPack

    def is_clear(self, found: Sequence[Match], *, one_word: bool = False) -> bool:
        """Return whether the best candidate stands out enough to be told as the answer.

        A single word ("stipendija") asks many things, so it takes a nearly certain match.
        """
        limits = self.knowledge.thresholds
        best, runner_up = found[0], found[1] if len(found) > 1 else None
        least = policy.SMALL_TALK if best.entry.kind is EntryKind.TALK else limits.answer
        if best.score < (policy.ONE_WORD if one_word else least):
            return False
        if runner_up is None:
            return True
        # Between "this is the rule" and "no rule is published" it has to be clearer than that.
        kinds = {best.entry.kind, runner_up.entry.kind}
        both_name_the_office = best.entry.contact and runner_up.entry.contact
        if kinds == {EntryKind.ANSWER, EntryKind.GAP} and not both_name_the_office:
            return runner_up.score <= policy.GAP_SHARE * best.score
        return best.score - runner_up.score >= limits.margin

    def candidates(
        self,
        text: str,
        reading: Understanding,
        context: Context | None = None,
        locale: Locale = Locale.EN,
    ) -> tuple[Match, ...]:
        """Return the entries nearest to a question, best first.

        Args:
            text: the question.
            reading: what it says; an institution that it names is the only one told of.
            context: the conversation it stands in.
            locale: the language of the conversation.
        """
        if reading.about == "other" and context is not None:
            # "And my flatmate, may she come?" asks for no room.
            text = without_flatmates(text)
        if reading.names_another_institution and reading.institution is None:
            return self._elsewhere(self.find(text, reading, None))
        prior = None if context is None else self.prior.of(context, locale)
        strictly = None if context is None else context.strictly_of
        if strictly is not None and is_of_a_pack(strictly):
            return self._of_a_pack(text, reading, strictly, context, prior)
        home = None if context is None else context.institution
        if prior is None and reading.institution is None and home is not None:
            own = of_the_direction(self.find(text, reading, home), context)
            own = self._asked_for(text, own, context)
            if own and own[0].entry.institution == home and self.is_clear(own):
                return own
        told_by = reading.institution or strictly
        found = self.find(text, reading, told_by, context=context, prior=prior)
        if strictly is not None:
            kept = [one for one in found if self.may_be_told_at(one.entry, strictly)]
            found = rescaled(found, kept, strictly)
        if context is not None:
            found = own_answers_first(found, text, context, self.knowledge)
        return self._asked_for(text, of_the_direction(found, context), context)

    def _of_a_pack(
        self,
        text: str,
        reading: Understanding,
        institution: str,
        context: Context | None,
        prior: Prior | None,
    ) -> tuple[Match, ...]:
        """Return the entries of a pack that a question may ask for, by what is asked alike too."""
        anybodys = self._at_a_pack(text, reading, context, prior)
        asked = without_names(text, reading)
        found = self._asked_for(asked, of_its_own(anybodys, institution), context)
        # What is asked of a programme is asked of no entry that others have.
        alike = () if reading.programmes else anybodys
        scores = {one.entry.id: one.score for one in found}
        for name, score in self.counterparts.asked_alike(alike, asked, institution).items():
            scores[name] = scores.get(name, 0.0) + score
        comes = context is not None and context.incoming
        near = self.near.among(institution, asked, scores, comes=comes)
        told = (*near, *talk_of(found))
        in_order = sorted(told, key=lambda one: -one.score)
        return of_the_direction(tuple(in_order), context)

    def _at_a_pack(
        self, text: str, reading: Understanding, context: Context | None, prior: Prior | None
    ) -> tuple[Match, ...]:
        """Return the entries of anybody that a question of a pack's institution may ask for."""
        asked = without_names(text, reading)
        found = self.find(asked, reading, None, context=context, prior=prior)
        return of_the_direction(found, context)

    def is_left_open(self, text: str, reading: Understanding, context: Context) -> bool:
        """Return whether a pack's institution is asked what the other texts leave open."""
        if not is_of_a_pack(context.strictly_of):
            return False
        prior = self.prior.of(context, Locale.EN)
        return is_left_open(self._at_a_pack(text, reading, context, prior))

    def meaning(self, text: str, reading: Understanding) -> Match | None:
        """Return what a term means, whoever uses it, for who asks nothing else; None for none."""
        found = self.knowledge.find(without_names(text, reading), limit=1)
        clear = bool(found) and found[0].score >= self.knowledge.thresholds.answer
        term = clear and theme_file(found[0].entry).startswith(_TERMS)
        return found[0] if term else None

    def may_be_told_at(self, entry: Entry, institution: str) -> bool:
        """Return whether an entry is the institution's, or of none that is another's."""
        if entry.id == policy.ELSEWHERE:
            return False
        if is_of_a_pack(institution) and entry.kind is not EntryKind.TALK:
            return entry.institution == institution
        sources = [self.knowledge.sources[name].document.institution for name in entry.sources]
        return entry.institution == institution or not sources or institution in sources

    def _asked_for(
        self, text: str, found: Sequence[Match], context: Context | None
    ) -> tuple[Match, ...]:
        """Give those of which the question holds a word of their own: nearness alone is no answer.

        Of what the conversation is about it need hold none.
        """
        if context is None or not context.goes_on:
            asked_for = self.knowledge.has_own_words
            return tuple([one for one in found if asked_for(one.entry, text)])
        asked = self.aspects(text, context)
        meant = [one for one in found if self._is_asked_for(one.entry, text, context, asked)]
        return without_gaps_not_asked_for(meant, text, context, self.knowledge)

    def _is_asked_for(
        self, entry: Entry, text: str, context: Context, asked: frozenset[str]
    ) -> bool:
        if asked and entry.kind is EntryKind.TALK:
            return False
        if self._answers(asked, entry, context):
            return True
        of_its_matter = self.knowledge.aspects.is_of_its_matter(asked)
        if of_its_matter and context.matter is not None and context.bond is Bond.CLOSE:
            # "Who decides?" asks it of the stay spoken of, and of nothing else.
            return self.is_of_the_topic(entry, text, context)
        if not context.asks_again and not self.knowledge.speaks_for(text, entry):
            return False
        if self.knowledge.has_own_words(entry, text):
            return True
        if self.knowledge.likeness_to_follow_ups(text, entry) >= policy.NEARLY_A_FOLLOW_UP:
            return True
        return self.is_of_the_topic(entry, text, context)

    def aspects(self, text: str, context: Context | None) -> frozenset[str]:
        """Return what a message asks of the matter spoken of; nothing where it only names one."""
        if context is None or not context.goes_on or context.asks_again:
            return frozenset()
        for told in context.values:
            # "Dva i po meseca" asks for nothing by the month.
            text = text.replace(told, " ")
        asked = self.knowledge.aspects.asked(text)
        if context.strictly_of is not None and self.knowledge.aspects.are_general(asked):
            # What a partner leaves open altogether is told by an entry of its own.
            return frozenset()
        return asked

    def _evidence(self, text: str, context: Context | None) -> LogOdds | None:
        """Return what the words of a follow-up say of each entry: what is asked, or nothing."""
        asked = self.aspects(text, context)
        if context is None or not asked:
            return None
        unspoken = self.knowledge.against_unspoken(text)
        return unspoken + self.prior.of_what_is_asked(asked, context)

    def is_of_the_topic(self, entry: Entry, text: str, context: Context) -> bool:
        """Return whether the conversation is about an entry, and the entry about what is asked."""
        asked = self.aspects(text, context)
        if self._answers(asked, entry, context):
            return True
        touched = self.knowledge.aspects.are_touched(asked, entry)
        return touched and self.prior.is_of_the_topic(entry, context)

    def _answers(self, asked: frozenset[str], entry: Entry, context: Context) -> bool:
        """Return whether an entry is about all that is asked, of the matter and place spoken of."""
        aspects = self.knowledge.aspects
        if not asked or aspects.is_of_its_matter(asked) or not aspects.is_about(asked, entry):
            return False
        return self.prior.fits(entry, context)

    def of_each(self, text: str, reading: Understanding) -> tuple[Match, ...]:
        """Return the entry of each institution that a question names, where each is clear."""
        if len(reading.institutions) < 2:
            return ()
        found = [self.find(text, reading.at_institution(one), one) for one in reading.institutions]
        clear = tuple(
            matches[0]
            for matches, one in zip(found, reading.institutions, strict=True)
            if matches and matches[0].entry.institution == one and self.is_clear(matches)
        )
        return clear if len(clear) == len(found) else ()

    def siblings(
        self, found: Sequence[Match], reading: Understanding, home: str | None
    ) -> tuple[Match, ...]:
        """Return the entries of several institutions to one question, where none was named."""
        if not found or reading.institution is not None:
            return ()
        if found[0].score < self.knowledge.thresholds.suggest:
            return ()
        question = found[0].entry.same_question
        if question is None:
            return rivals(found, home)
        scores = {match.entry.id: match.score for match in found}
        same = [
            Match(entry, scores.get(entry.id, 0.0))
            for entry in self.knowledge.entries.values()
            if entry.same_question == question and may_be_of(entry, reading)
        ]
        best_of_each: dict[str, Match] = {}
        for match in sorted(same, key=lambda match: -match.score):
            best_of_each.setdefault(match.entry.institution, match)
        if len(best_of_each) < 2 or home in best_of_each:
            return ()
        return tuple(best_of_each.values())[: policy.CANDIDATES]

    def find(
        self,
        text: str,
        reading: Understanding,
        institution: str | None,
        *,
        context: Context | None = None,
        prior: Prior | None = None,
    ) -> tuple[Match, ...]:
        """Return the entries nearest to a text that fit what the person told, best first."""
        near: tuple[str, ...] = ()
        alike: tuple[str, ...] = ()
        if context is not None and prior is not None:
            near, alike = self.prior.near(context), self.prior.of_a_case(context)
        found = self.knowledge.find(
            text,
            institution=institution,
            limit=policy.LOOKED_AT,
            prior=prior,
            near=near,
            alike=alike,
            likeness=policy.FOLLOW_UP_LIKENESS[Bond.NONE if context is None else context.bond],
            asked=None if prior is None else self._evidence(text, context),
        )
        who = {} if context is None else {**self._whom_it_was_told(context), **context.who}
        # Most entries declare nothing of whom they hold for, and most messages name no city.
        kept = [
            one for one in found if not one.entry.conditions or self.may_hold(one, who, reading)
        ]
        if reading.in_the_city:
            kept = [one for one in kept if may_be_of(one.entry, reading)]
        return tuple(kept)

    def _whom_it_was_told(self, context: Context) -> Mapping[str, Json]:
        """Return the role of whom alone the answer just told is, for what goes on from it."""
        entry = self.knowledge.entries.get(next(iter(context.focus.entries), ""))
        if entry is None or not context.goes_on:
            return {}
        roles = [one.values for one in entry.conditions if one.fact == "role"]
        return {"role": roles[0][0]} if roles and len(roles[0]) == 1 else {}

    def may_hold(self, match: Match, who: Mapping[str, Json], reading: Understanding) -> bool:
        """Return whether an entry may be of the person that a message is about.

        A role or a cycle that the message itself tells is no objection where its words surely ask
        for the entry: "I am graduating, can I apply for my master's?".
        """
        told = reading.case
        if self.knowledge.holds_for(match.entry, {**who, **told}) is not False:
            return True
        if match.score < policy.PLAINLY:
            return False
        others = {slot: one for slot, one in {**who, **told}.items() if slot not in _WHO}
        known = {slot: one for slot, one in who.items() if slot in _WHO - told.keys()}
        # Who is only known to be employed may hold any post.
        others |= {slot: one for slot, one in known.items() if one != ANY_STAFF}
        return self.knowledge.holds_for(match.entry, others) is not False

    def _elsewhere(self, found: Sequence[Match]) -> tuple[Match, ...]:
        """Find nothing of an institution not known here: never another one's rule."""
        best = found[0].entry if found else None
        gap = best is not None and best.kind is EntryKind.GAP and best.institution == ANY
        if best is not None and gap and best.id != policy.ELSEWHERE:
            # What is left open of anybody, such as a visa.
            return tuple(match for match in found if match.entry.institution == ANY)
        return (Match(self.knowledge.entries[policy.ELSEWHERE], 1.0),)
