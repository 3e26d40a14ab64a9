"""The dialogue policy: what is tried with a message, in order, and every threshold.

`bot.dialogue.deciding` has one handler for each step. The first that deals with the message ends
it. The finder's own thresholds, `answer`, `suggest` and `margin`, are measured and stand in
`knowledge/thresholds.yaml`; what is here decides between the ways to answer.
"""

from enum import StrEnum

from bot.dialogue.bond import Bond
from bot.understanding import QuestionKind


class Step(StrEnum):
    """What is tried with a typed message; the order of this list is the policy."""

    NOTHING_SAID = "nothing_said"  # no letter and no digit in it
    COMMAND = "command"  # /grant 20 days
    UNAVAILABLE = "unavailable"  # of an institution whose pack is left out: nobody's rules
    REPLY = "reply"  # it replies to an earlier message of the bot
    DAYS_OF_A_MONTH = "days_of_a_month"  # how stays in days and months are added up
    RUNNING_FORM = "running_form"  # the answer to the open question, or a question in between
    CHOICE = "choice"  # a number, a title or an institution among what was offered
    SENTENCE = "sentence"  # a sentence of the answer of a pack just told is asked for
    APPLYING = "applying"  # where and for which cycle one applies, and exams at home meanwhile
    UNLIKE_COURSE = "unlike_course"  # "nothing like it at home": what becomes of such a course
    REACTION = "reaction"  # "so I can't?": what is concluded from the verdict before
    ANOTHER_SUBJECT = "another_subject"  # a recipe, a joke: declined, and all stays as it was
    PLACE_TOLD = "place_told"  # "fpn beograd": the answer before holds there, or does not
    HOLDS_ELSEWHERE = "holds_elsewhere"  # "same for my friend elsewhere?": whose rule it is
    FIGURE = "figure"  # "is the 50 each way?", "so 60 and no more": numbers of the answer told
    REMARK = "remark"  # "and I thought 30": the answer just told, in a sentence
    CONTRACT = "contract"  # one that ends, held against when the stay is
    GRADUATE_LIMIT = "graduate_limit"  # the day by which a graduate's traineeship is over
    DAY_HELD = "day_held"  # a day, held against the deadlines of the semester told before
    COMING = "coming"  # to an institution whose text is of those who go from it
    COUNTS = "counts"  # whether a stay counts towards the months of a cycle
    DETAIL = "detail"  # travel days, a new cycle, or whom else is named
    SEVERAL_STAYS = "several_stays"  # planned one after the other, judged together
    WHAT_IF = "what_if"  # the last result with one slot changed
    AFTER_ANSWER = "after_answer"  # "source?", "why?", "more"
    LEAD = "lead"  # a sentence of the answer just told is asked for
    OPENING = "opening"  # a question announced, a wish or a state told: what comes next
    SMALL_TALK = "small_talk"  # hello, thanks, bye
    SEVERAL_QUESTIONS = "several_questions"  # each answered, in the order asked
    UNSETTLED = "unsettled"  # something read may mean several things: ask about exactly that
    OPTIONS = "options"  # all that is open to somebody
    OWN_RULE = "own_rule"  # a condition or an amount of an institution of packs, by itself
    CASE_TO_RULES = "case_to_rules"  # the rules decide, an entry only explains
    NOTED = "noted"  # somebody says who they are, and asks nothing
    UNPLACED = "unplaced"  # a number or a date that found no place: ask what it is
    BROAD = "broad"  # a word alone: what there is to know about it
    WHOSE_RULE = "whose_rule"  # several institutions answer alike, in a real tie
    ENTRY = "entry"  # one entry clearly answers
    PLAINLY = "plainly"  # in words that ask for one entry, whatever was spoken of
    CONCLUDED = "concluded"  # "so not directly?": what the answer just told says of it
    OF_A_HOST = "of_a_host"  # what goes on about a university for partners: its own entries first
    OWN_PROGRAMME = "own_programme"  # a programme that an institution of packs has by own words
    NEAR_MISSES = "near_misses"  # a few may be meant, with a word of the subject in the question
    IN_CONVERSATION = "in_conversation"  # a short question after an answer is about the subject
    FIRST_WORDS = "first_words"  # "koliko para": begun as others go on, an overview is asked for
    OFF_SUBJECT = "off_subject"  # about something else: short, and nobody is sent anywhere
    HONEST_REFUSAL = "honest_refusal"  # not in the sources


# Entries ---------------------------------------------------------------------------------------

# "How long can I be away" names no word of the subject: told where the finder is this sure.
WITHOUT_A_WORD_OF_IT = 0.5
# So many candidates are looked at, and so many offered.
LOOKED_AT, CANDIDATES = 12, 3
# On 300 questions by people who had not seen the entries, this makes suggestions of 3 right answers
# in 282 and of one gap that was answered as if known.
GAP_SHARE = 0.8
# Inside a conversation a gap is told to who writes like one of its follow-ups, or names what it
# alone is about; then its words have to speak for it by themselves a little. Of 19 gaps told of
# something else ten are left out so, and none of 22 that were right.
# One that is about all that is asked need only be rather like its follow-ups.
LIKE_ITS_FOLLOW_UP, RATHER_LIKE_IT, GAP_BY_ITS_WORDS = 0.45, 0.3, 0.2
# An answer of the institution spoken of comes before a gap of anybody that is named, from this
# share of its score on.
RIVAL_OF_A_GAP = 0.5
# From here on a single word is taken as a question of its own.
ONE_WORD = 0.8
# Where no word of the subject stands in a message, an entry has to be this sure; less where the
# message goes on from something.
SURE_WITHOUT_THE_SUBJECT, SURE_IN_CONVERSATION = 0.65, 0.5
# Of log-odds so low a message is about another subject, whatever was spoken of. Measured in
# docs/decisions/0022.
ANOTHER_SUBJECT = -2.5
# What is too long for a follow-up goes on only where its words are of the subject so plainly.
OF_THE_SUBJECT = 0.1
# Inside a conversation words that nobody used yet make no other subject by themselves; so many do.
UNHEARD_OF = -6.0
# Of log-odds below this a first message may still be about another subject: of what is near to it
# a few are offered, and none is told.
HARDLY_THE_SUBJECT = -1.5
# From here on the words of a message ask for an entry whatever was spoken of; for one of another
# institution than that, from the second on. The next has to be so far behind.
PLAINLY, PLAINLY_ELSEWHERE, PLAINLY_AHEAD = 0.6, 0.7, 2.0
# Small talk answers nothing that was asked, so beside an answer it has to be surer than one; a
# message of so few words that is nearest to small talk is small talk.
SMALL_TALK, SMALL_TALK_WORDS, SMALL_TALK_AMONG_WORDS = 0.6, 4, 9
# Of so few words an officer says who they are, and nothing of anybody else.
OFFICERS_WORDS = 9
# What answers a message all of whose words are small talk, where no phrasing is near to it.
TALK_OF = {
    "greeting": "talk-hello",
    "thanks": "talk-thanks",
    "bye": "talk-bye",
    "ok": "talk-ok",
}
# What is told to who announces a question.
GO_AHEAD = "talk-what-can-you-do"
# What is told to who writes from abroad, and asks nothing yet.
FROM_ABROAD = "overview-partners"
# What is told to who belongs to an institution that no rules are known of.
ELSEWHERE = "other-institution"
# Another institution's answer with this share of the best score may be meant as well. Scores far
# apart are no tie: then the best answers, with a button for the other.
RIVAL, OTHERS_BUTTON = 0.8, 0.2
# What is offered beside the best candidate has at least this share of its score. Where nothing has,
# the one candidate is the answer from this score on, and below it nothing is.
OFFERED, ALONE = 0.2, 0.4
# The candidate that speaks of so much more of what is asked than the others, in weights of
# knowledge/said.py, and of so large a share of it, is told before they are offered.
SAYS_MORE, SAYS_IT = 0.4, 0.75
# So is the best one, where it speaks of this share and no other of more, and where it is so far
# ahead of the next or speaks of more than all. Of 41 lists of labelled questions in which 25 best
# candidates were right, 15 are told right so, and three wrong.
SAYS_MUCH, AHEAD_OF_OFFERED = 0.4, 1.2
# Of a kind of mobility that is named alone, and of a bare question in so few words.
AHEAD_ON_A_NAME, BARE_WORDS = 1.3, 4
# So far ahead of the next there is no tie, and nothing to choose from.
FAR_FROM_A_TIE = 2.5

# A question that names its matter stands in no more words.
LONGEST_QUESTION = 18
# What somebody tells of their studies.
WHO_OF_A_STUDENT = frozenset({"cycle", "year"})
# A stay that one of these was on is told as an example: nothing is asked of it.
EXAMPLES = frozenset(
    {"brother", "sister", "partner", "friend", "roommate", "cousin", "colleague", "friends"}
)

# So many entries are offered to who asks what can be asked of an institution of packs.
TOPICS_OF_A_PACK = 6

# Whoever gets an answer that is less sure than this is asked whether it helped.
MIDDLING = 0.85

# Several questions -----------------------------------------------------------------------------

# So many answers fit into one message of a phone; the rest become buttons.
MOST_ANSWERS = 3
# "And who signs it?" is part of the question before, and finds little by itself.
PART_SURE, POINTING_PART_SURE = 0.6, 0.9
BARE_PART, SHORT_PART = 3, 5
OFFERED_FOR_THE_REST = 2

# Follow-ups ------------------------------------------------------------------------------------

# A message of more words is a question of its own; one of so few hardly ever is.
FOLLOW_UP_WORDS, FEWEST_WORDS = 9, 3
# A message that points back may be longer, and go on all the same.
POINTING_WORDS = 14
WHAT_IF_WORDS, SHORT_WHAT_IF = 9, 6
# A value told before a question of its own stands in no more words.
WORDS_OF_A_VALUE = 6
# A number alone behind a sum, larger than any days of a stay, is a sum.
MOST_DAYS_OF_A_STAY = 366
# A value that corrects one told before stands in no longer message.
LONGEST_CORRECTION = 12

# What a conversation says of an entry before the words of a message are looked at, as what is
# added to the entry's log-odds. Measured in docs/decisions/0010. How much of it counts goes by
# how closely the message is tied to what was said before.
STRENGTH = {Bond.NONE: 0.0, Bond.LOOSE: 0.7, Bond.CLOSE: 1.0}
# About the kind of mobility spoken of, or about another one.
SAME_MATTER, OTHER_MATTER = 2.0, -2.0
# After so many answers of one institution's rules it is spoken of, though nobody named it.
ANSWERS_IN_A_ROW = 3
# About the paper named last, or about another one.
SAME_THING, OTHER_THING = 2.0, -3.0
# In the file of the entry told before; named by it as worth reading; that entry itself.
SAME_THEME, RELATED, TOLD_JUST_NOW = 2.0, 1.2, -1.5
# The answer of the institution asked about to the question that another one's answered.
SAME_QUESTION = 8.0
# An overview, where something narrower is spoken of.
OVERVIEW_OF_A_TOPIC = -5.0
# Of the institution that the person named, or of another.
SAME_INSTITUTION, OTHER_INSTITUTION = 0.5, -4.0
# Of an institution of a pack that is spoken of: its few phrasings stand beside dozens that others
# have for the same question. Of 20 questions that an invented university answers, 19 of its answers
# come first with 3.5, 18 with 3; of 12 that it does not answer none is told with either.
OWN_OF_A_PACK = 3.5
# So many of a pack's own ways of asking have to be nearest to an entry of others, each with this
# share of what is left beside the pack's own, before all that is asked for that is asked for it.
WAYS_ALIKE, NEAREST_OF_OTHERS = 2, 0.3
# So near to an entry of a pack a question asks for it as likely as for nothing there, and how fast
# that grows; and how much what all texts say of it counts beside, however little that is.
NEAR_AT_A_PACK, STEEP_AT_A_PACK = 0.33, 14.0
OTHERS_AT_A_PACK, LEAST_OF_OTHERS = 0.3, 0.02
# An entry of another institution that this share of so many ways to ask for one, in either
# language, asks for is that one's counterpart there.
ASKED_ALIKE_ELSEWHERE, WAYS_COMPARED = 0.3, 8
# What is surely asked alike of others is asked for, in whatever words of its own a pack asks it.
ASKED_ALIKE = 1.5
# An entry of a pack that speaks of so much beside a stay and its length is what is asked for.
SPOKEN_OF_BESIDE_A_LENGTH = 1.0
# What is told to those who come is so much likelier asked for by who comes.
OF_WHO_COMES = 4.0
# Of another institution than the one whose rule was told, where the person named none.
NOT_TOLD_OF = -4.0
# For students where the person is employed, or the other way round.
OTHER_SIDE = -2.0
# That nothing here is meant at all.
OUTSIDE_IN_CONVERSATION = -4.0
# How much a follow-up of the same words adds to the log-odds of an entry near to what is spoken of.
# Where nothing answers a message of so few words, the follow-up that is this sure does. Both are
# measured in docs/decisions/0011.
FOLLOW_UP_LIKENESS = {Bond.NONE: 0.0, Bond.LOOSE: 4.0, Bond.CLOSE: 6.0}
SURE_OF_A_FOLLOW_UP, SCRAP_WORDS = 0.5, 6
# From here on, and so far ahead of the next, an entry is what a close follow-up means.
LEAST_OF_A_FOLLOW_UP, FAR_AHEAD = 0.15, 1.2
# Behind an answer another entry, and no sentence of that answer, is meant where it is this sure and
# the next this low.
PLAINLY_ANOTHER, ALONE_BESIDE_IT = 0.95, 0.1
# Who writes nearly as a follow-up of an entry does asks for it, whatever its own words are.
NEARLY_A_FOLLOW_UP = 0.75
# In a conversation about a university whose text is for partners the choice is among its own
# entries. Of those, one that is this likely is told where it is so far ahead of the next; in what
# is no close follow-up it has to be as sure as any follow-up of few words.
LEAST_AT_A_HOST, AHEAD_AT_A_HOST, WORDS_AT_A_HOST = 0.25, 1.5, 14
# Where what is left open of anybody is not sure either, its own entry comes first from here on;
# from the second on where it speaks of more of what is asked.
ALIKE_AT_A_HOST, SAID_AT_A_HOST = 0.1, 0.03
# How much the name of what is spoken of counts, or the question that was answered before.
LIKE_NAME, LIKE_QUESTION = 0.3, 0.7
# Of a message that only names somebody or something, its own words count less.
OWN_WORDS_OF_A_NAME = 0.6
# An overview of what is asked, where nothing narrower is about it.
OVERVIEW_OF_WHAT_IS_ASKED = 3.0
# The most that either says against an entry.
REACH_OF_A_NAME, REACH_OF_A_QUESTION = 8.0, 20.0

# At an institution whose text is of recognition alone: what so surely asks for what another one
# tells, and so hardly for its own, is left open there.
TOLD_OF_OTHERS, OWN_BESIDE_OTHERS = 0.7, 0.2

# "What else beside the transcript?" is answered by a list of at least so many papers.
PAPERS_OF_A_LIST = 2
# An entry this sure comes before a sentence of the answer just told.
SURE_ELSEWHERE = 0.9

# How an answer begins -------------------------------------------------------------------------

# A later sentence of an answer leads where it speaks of so much more of what is asked than the
# first line, in weights of knowledge/said.py: a rare word weighs up to 1, an aspect .5 beside its
# words. Before a yes or no that was asked for it has to be more. Measured in docs/decisions/0021.
LEADS, LEADS_BEFORE_A_VERDICT = 0.5, 1.0

# A phone shows so many characters of an answer before it is opened.
FIRST_LINE = 80
# What is named in this share of the ways to ask for an entry is what its first line answers, and
# speaks for no other; of a whole question all that is asked for it twice.
USUAL_OF_A_FOLLOW_UP, USUAL_OF_A_QUESTION = 0.1, 0.0
# A message that asks for a sentence of the answer just told, and names so much that the answer
# does not speak of, is a question of its own.
FOREIGN = 0.5
# One that points back and names nothing but that is asked of the answer just told, however sure
# another entry is: "who approves it?".
NOTHING_FOREIGN = 0.01
# In so few words it need not point back where the other only says that something is not known.
WORDS_OF_A_DETAIL = 6
# Where nothing else answers, it may name more: one word that nobody wrote down ("where is that
# seen?") stands for no other question yet.
FOREIGN_BEFORE_SILENCE = 0.95
# In an answer of a pack: what so much of the ways of asking names is what it is about as a whole. A
# way of asking that shares this much with a message lends it its words, which then weigh so much.
# A word of the message that stands in a sentence counts so much beside its meaning.
# What a sentence with an amount or a time adds where one is asked for, and one that counts what
# is asked; and what a sentence needs before one of the answer just told answers alone.
USUAL_AT_A_PACK, NEAR_A_PHRASING, BY_THE_PHRASING = 0.4, 0.5, 0.5
A_WORD_ITSELF, A_SMALL_WORD, FOREIGN_BESIDE = 0.4, 0.1, 0.2
# In the very form of the message it counts so much more.
IN_THE_SAME_FORM = 0.1
ANSWERS_THE_KIND, COUNTS_WHAT_IS_ASKED, SENTENCE_ASKED_FOR = 0.4, 0.8, 0.6
# So far ahead of the first sentence of an answer of a pack another one leads.
AHEAD_AT_A_PACK = 0.45
# In a few words that name nothing else it needs less.
FEW_WORDS_ASK = 0.4
# What stands beside a question and asks for no sentence of an answer.
TOLD_BESIDE = ("institution", "duration", "year", "applied_while_enrolled", "finished_on")
# A sentence of any answer is told before nothing is, where it speaks of so much of what a message
# names, of so large a share of it together with what its entry is asked for, and is so far ahead of
# those of other themes. What the entry is asked for counts for less; more for one that declares to
# hold for exactly the person, for one just told, for its first line, and for one that has the
# question word. Measured in docs/decisions/0024.
SENTENCE_TELLS, SENTENCE_SHARE, SENTENCE_AHEAD = 0.5, 0.6, 0.1
# Of what goes on from nothing it has to speak of more.
SENTENCE_ALONE = 0.8
SENTENCE_BY_ITS_WORD = 0.2
SENTENCE_ABOUT, SENTENCE_OF_THEM, SENTENCE_TOLD, SENTENCE_FIRST = 0.5, 0.2, 0.2, 0.1
# A candidate this near is told before an overview, or before what was told just now and is silent,
# where it speaks of more of what is asked.
NEAR_ENOUGH = 0.05

# A case ----------------------------------------------------------------------------------------

# Forms that give a verdict on a case, and entries that state one name them as their tool. An entry
# about something else, this sure, answers a message that only mentions the case.
# What the sources do not say is said from here on, whatever case stands beside.
GAP_BESIDE_A_CASE = 0.5
# So surely a gap is asked for in the words that stand beside a case.
PLAINLY_A_GAP = 0.85
VERDICTS, SURE_BESIDE_A_CASE = frozenset({"eligibility", "duration", "account", "options"}), 0.6
# Forms that read a table or a rule, whoever asks and wherever they belong.
OF_A_TABLE = frozenset({"grade", "deadlines"})
# A stay of so many days covers a whole semester only where terms are short.
SHORT_OF_A_TERM = 90
# Forms that judge one stay.
OF_A_STAY = frozenset({"eligibility", "duration"})
# Forms that answer whoever asks; of a message on another subject they would answer anything.
OF_ANYBODY = frozenset({"duration", "options"})
# Of these slots the rules can judge each by itself, whatever else is open.
JUDGED_ALONE = frozenset({"duration", "hours", "ects", "used", "year"})
# For these only institutions of packs have conditions; what the other texts leave open of them is
# not left open there.
OF_OWN_CONDITIONS = frozenset({"earned_ects", "average"})
# Where a length is told and asked about, hardly any entry comes before the rules.
SURE_BESIDE_A_LENGTH = 0.9
# An entry this sure answers whatever number stands beside: it may be a figure of the rule.
SURE_BESIDE_A_NUMBER = 0.8
# A message of so few words that tells a case asks about it, and so does one with so many slots.
SHORT_CASE, MUCH_TOLD = 6, 3
# So few words behind a length ("ok?", "may I?") ask only whether it may be.
WORDS_BEHIND_A_LENGTH = 2
# In more words behind a case that is told something else is asked.
WORDS_ASKED_BEHIND = 3
# So it is in more words behind several stays, of which "all at one university?" may ask.
WORDS_BEHIND_STAYS = 4
# Of more longer words than these, beside those that say who somebody is, something else is told.
WORDS_BESIDE_WHO = 3
# Who names an institution in so few words, and asks nothing, wants to know what there is.
WORDS_OF_A_NAME, NEAR_AT_AN_INSTITUTION = 12, 0.25
# A reply to "whose rule?" that is just a name has at most so many words.
A_NAME = 5
# Who tells no more than this has said who they are, and plans nothing yet.
WHO_SOMEBODY_IS = frozenset({"role", "cycle", "year", "registered", "degree_programme", "contract"})

# Asked without naming a stay, these are asked of the one that was told beside or before.
ASKED_OF_A_STAY = frozenset(
    {QuestionKind.FIT, QuestionKind.PERMISSION, QuestionKind.MONEY, QuestionKind.LEFT}
)

# Of so few words, with one of the subject among them, a kind of question asks for its overview.
BROAD_WORDS = 5
# A first message of common words alone is as like a follow-up of an overview as this: 15 short
# questions of money, papers and length are at .58 to 1, the time of day and the like below .5.
AS_PEOPLE_ASK_ON = 0.57
# And this like one that any other entry lists, it is that one.
ASKED_ON_SO = 0.95
# The overviews for who is interested in all of it, and for who asks how to apply.
EVERYTHING, APPLYING = "everything", "applying"
# What becomes of a course that has nothing like it at home; who decides it, and by when, is asked
# of every course alike.
UNLIKE_COURSE = "unlike_course"
ASPECTS_OF_ANY_COURSE = frozenset({"deciding", "appeal", "signing", "deadline"})
# Where an institution's text is silent on those who come to it, and on those who go from it: told
# where nothing else answers a question in a conversation about it.
COMING, GOING = "coming", "going"
# Whether a stay counts towards the months of the cycle, by the kind of stay that is spoken of; one
# of an earlier cycle; and the words of longer messages ask more than that.
COUNTS = {
    "bip": "counting_short_stays",
    "short_phd": "counting_short_stays",
    "study": "counting_long_stays",
    "traineeship": "counting_long_stays",
}
WORDS_OF_A_CYCLE, WORDS_THAT_TELL_STAYS = 6, 30
RECOGNISING_COURSES, RECOGNISING_A_TRAINEESHIP = "recognising_courses", "recognising_traineeship"
# Of a mark of another scale, where the institution spoken of has no table.
FOREIGN_GRADES = "foreign_grades"
RECOGNISING_IT_IN_A_DOCTORATE = "recognising_traineeship_doctoral"
COUNTS_WITHOUT_A_GRANT = "counting_without_a_grant"
COUNTS_OF_OTHERS, COUNTS_OF_MUNDUS = "counting_other_programmes", "counting_erasmus_mundus"
COUNTS_IN_A_NEW_CYCLE, COUNTS_AT_ALL, WORDS_THAT_COUNT = "counting_new_cycle", "counting", 12
# Of a traineeship after graduation, asked of the cycle that comes next.
SEVERAL_TIMES = "several_times"
# What an institution may add to an amount, by the slot that it hangs on.
TOP_UPS = ("green_travel", "fewer_opportunities")
SEVERAL_TIMES_OF_STAFF = "several_times_of_staff"
COUNTS_AS_APPLIED = "counting_applied_cycle"
# Where one applies for a BIP, for which cycle, and what of exams at home.
APPLYING_BIP, APPLYING_NEXT_CYCLE = "applying_bip", "applying_next_cycle"
EXAMS_AT_HOME, APPLIED_TOO_LATE = "exams_at_home", "applied_too_late"
# By when a traineeship after graduation has to be done.
GRADUATES_LIMIT = "graduates_limit"
# Of these kinds something is told for the kind of mobility that is spoken of.
ASKED_OF_A_MATTER = (QuestionKind.MONEY, QuestionKind.LENGTH, QuestionKind.PAPERS)
# Of these kinds a question that goes on about who comes or goes is of no other subject.
OF_A_COMING_STAY = (QuestionKind.MONEY, QuestionKind.LENGTH, QuestionKind.PAPERS)
# Of these kinds a question that nothing else answers gets the overview inside a conversation.
OVERVIEWS_BESIDE = (QuestionKind.LENGTH, QuestionKind.PAPERS, QuestionKind.WHEN)
