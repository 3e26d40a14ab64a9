"""How many messages of one person are answered."""

from bot.limits.allowance import AT_ONCE, Allowance, Ruling
from tests.unit.telegram.conftest import Running


def test_nobody_who_types_meets_the_limit() -> None:
    allowance = Allowance()
    rulings = {allowance.rule(1, second) for second in range(1000)}
    assert rulings == {Ruling.ANSWER}


def test_a_flood_is_noticed_once_and_others_are_not_touched() -> None:
    allowance = Allowance()
    rulings = [allowance.rule(1, 0.0) for _ in range(AT_ONCE + 50)]
    assert rulings.count(Ruling.ANSWER) == AT_ONCE
    assert rulings[AT_ONCE] is Ruling.NOTICE
    assert set(rulings[AT_ONCE + 1 :]) == {Ruling.SILENCE}
    assert allowance.rule(2, 0.0) is Ruling.ANSWER


def test_who_was_quiet_for_a_while_is_heard_and_noticed_again() -> None:
    allowance = Allowance()
    for _ in range(AT_ONCE + 2):
        allowance.rule(1, 0.0)
    later = [allowance.rule(1, 60.0) for _ in range(62)]
    assert later.count(Ruling.ANSWER) == 60
    assert later[60] is Ruling.NOTICE


async def test_a_person_who_floods_gets_one_polite_notice(bot: Running) -> None:
    chat = bot.telegram.private_chat(bot.telegram.person())
    for number in range(AT_ONCE + 20):
        await chat.send(f"flood {number}")
    await bot.idle()
    texts = [message.text for message in chat.replies]
    notices = [text for text in texts if text.startswith("That is a lot of messages at once")]
    assert len(notices) == 1
    assert len(texts) < AT_ONCE + 20
