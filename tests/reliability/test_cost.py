"""What one message of one person may cost, and what others notice of it: nothing much."""

from bot.messages.effect import Reply
from bot.messages.event import Said
from bot.telegram.allowance import SECONDS_AT_ONCE, Allowance, Ruling
from bot.telegram.composing import MOST_LETTERS, MOST_MESSAGES, compose
from bot.telegram.incoming import Incoming
from bot.telegram.lanes import Lanes
from bot.telegram.splitting import ENTITIES_LIMIT, plain, without_excess_markup
from locales import Locale

INCOMING = Incoming(1, 500, 500, Said("hello"))


def composed(*texts: str) -> tuple[str, ...]:
    replies = [Reply(text, Locale.EN) for text in texts]
    return tuple(message.html or "" for message in compose(replies, INCOMING, asked=0.0))


def test_a_reply_is_three_messages_and_eight_thousand_letters_at_most_and_says_so() -> None:
    for texts in (("word " * 11_000,), ("x" * 54_387,), ("line\n" * 2_000, "more " * 900)):
        messages = composed(*texts)
        assert 1 < len(messages) <= MOST_MESSAGES
        assert sum(len(plain(message)) for message in messages) <= MOST_LETTERS
        assert "There is more than fits here" in messages[-1]


def test_a_reply_that_fits_is_whole() -> None:
    assert composed("a" * 4096, "b" * 3000) == ("a" * 4096, "b" * 3000)


def test_of_too_many_entities_the_words_stay() -> None:
    html = " ".join(f"<b>w{number}</b>" for number in range(150))
    less = without_excess_markup(html)
    assert plain(less) == plain(html)
    assert less.count("<b>") == less.count("</b>") == ENTITIES_LIMIT


def test_who_uses_much_processor_time_gets_one_notice_and_others_come_first() -> None:
    allowance = Allowance()
    rulings = []
    for second in range(100):
        rulings.append(allowance.rule(1, float(second)))
        if rulings[-1] is Ruling.ANSWER:
            allowance.charge(1, 0.1)
    assert rulings.count(Ruling.NOTICE) == 1
    assert rulings.index(Ruling.NOTICE) >= SECONDS_AT_ONCE / 0.1
    assert allowance.is_heavy(1)
    assert not allowance.is_heavy(2)
    assert allowance.rule(1, 500.0) is Ruling.ANSWER


async def test_a_chat_whose_turns_are_dear_waits_behind_the_others() -> None:
    order: list[int] = []

    async def turn(chat: int) -> None:
        order.append(chat)

    lanes = Lanes("test", turn, slots=1, is_last=lambda chat: chat < 10)
    for chat in (1, 2, 20, 21, 3, 22):
        lanes.wake(chat)
    lanes.start()
    await lanes.until_idle()
    await lanes.stop(1)
    assert order == [20, 21, 22, 1, 2, 3]
