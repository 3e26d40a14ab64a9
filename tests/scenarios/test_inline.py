"""`@bot words` in any chat: results to send there, or a way into the private chat."""

import pytest

from bot.preview.kit import InlineAnswer
from tests.scenarios.world import RealBot, Somebody

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def offers(bot: RealBot, text: str, language: str = "en") -> InlineAnswer:
    """What somebody is offered for a query."""
    person = bot.telegram.person(language_code=language)
    return await bot.telegram.inline_query(person, text)


@pytest.mark.parametrize(
    ("query", "language", "words"),
    [
        ("45 days phd", "en", ["30 days", "is not possible", "Source"]),
        ("grade B", "en", ["9 (", "81–90 points", "Source"]),
        ("61 points", "en", ["ECTS D", "Source"]),
        ("phd 20 days train how much", "en", ["1,330 EUR", "Source"]),
        ("bip ects", "en", ["3 ECTS", "Blended Intensive"]),
        ("45 дана докторанд", "sr", ["30 дана", "боравак не може да траје", "Извор"]),
        ("45 dana doktorand", "hr", ["30 dana", "boravak ne može da traje", "Izvor"]),
        ("ocena B", "hr", ["9 (", "81–90 poena", "Izvor"]),
        ("оцена B", "sr", ["9 (", "81–90 поена", "Извор"]),
        ("koliko ESPB nosi BIP", "hr", ["3 ESPB", "Izvor"]),
        ("колико ЕСПБ носи BIP", "sr", ["3 ЕСПБ", "Извор"]),
    ],
)
async def test_what_is_typed_is_offered_to_send(
    bot: RealBot, query: str, language: str, words: list[str]
) -> None:
    answer = await offers(bot, query, language)
    best = answer.results[0]
    assert best.title
    assert best.description
    for word in words:
        assert word in best.text
    assert answer.button is None
    assert len({result.id for result in answer.results}) == len(answer.results)
    assert all(0 < len(result.text) <= 4096 for result in answer.results)


async def test_a_result_is_sent_to_the_chat_as_it_was_offered(bot: RealBot) -> None:
    ana = bot.telegram.person("Ana", language_code="en")
    group = bot.telegram.group("Office", [ana])
    answer = await bot.telegram.inline_query(ana, "bip ects", chat_type="group")
    sent = bot.telegram.choose(ana, group, answer, answer.results[0])
    assert "3 ECTS" in sent.text
    await bot.idle()
    assert group.replies == []


@pytest.mark.parametrize(
    ("query", "language", "words"),
    [
        ("zxcvbnm qwerty", "en", "private chat"),
        ("zxcvbnm qwerty", "sr", "приватном разговору"),
        ("zxcvbnm qwerty", "hr", "privatnom razgovoru"),
        ("фудбал вечерас", "sr", "приватном разговору"),
        ("", "en", "private chat"),
    ],
)
async def test_nothing_found_leads_into_the_private_chat(
    bot: RealBot, query: str, language: str, words: str
) -> None:
    answer = await offers(bot, query, language)
    assert answer.results == []
    assert answer.button is not None
    assert words in answer.button["text"]
    person = bot.telegram.person(language_code=language)
    ana = Somebody(bot, bot.telegram.private_chat(person))
    await ana.opens(answer.button["start_parameter"])
    assert len(ana.message.labels) >= 3


async def test_an_answer_is_one_persons_and_short_lived(bot: RealBot) -> None:
    answer = await offers(bot, "bip ects")
    assert answer.is_personal
    assert 0 < answer.cache_time <= 300
