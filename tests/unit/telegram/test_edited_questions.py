"""An edited question changes its answer, and a reply to the bot knows what it replies to."""

from bot.preview import LocalTelegram
from bot.storage import Address
from bot.telegram.traces import Trace, Traces
from tests.unit.telegram.conftest import Running, Start


async def test_an_edited_question_changes_its_answer(bot: Running) -> None:
    chat = bot.telegram.private_chat(bot.telegram.person())
    question = await chat.send("helo")
    answer = await chat.next_reply()
    await chat.ask("something else")
    await bot.idle()
    await chat.edit(question, "hello")
    changed = await chat.next_reply()
    assert (changed.id, changed.text) == (answer.id, "3: hello (edited)")
    assert len(chat.replies) == 2


async def test_each_of_several_answers_is_changed_and_what_is_more_is_sent(bot: Running) -> None:
    chat = bot.telegram.private_chat(bot.telegram.person())
    question = await chat.send("one answer")
    answer = await chat.next_reply()
    await bot.idle()
    await chat.edit(question, "two")
    assert (await chat.next_reply()).id == answer.id
    second = await chat.next_reply()
    assert (second.id != answer.id, second.text) == (True, "two")


async def test_an_answer_that_was_deleted_is_sent_anew(bot: Running) -> None:
    chat = bot.telegram.private_chat(bot.telegram.person())
    question = await chat.send("helo")
    answer = await chat.next_reply()
    await bot.idle()
    bot.telegram.world.remove(chat._chat, answer.id, by_bot=False)
    await chat.edit(question, "hello")
    assert (await chat.next_reply()).id != answer.id


async def test_a_picture_cannot_become_text_so_the_answer_is_sent_anew(bot: Running) -> None:
    chat = bot.telegram.private_chat(bot.telegram.person())
    question = await chat.send("picture")
    answer = await chat.next_reply()
    await bot.idle()
    await chat.edit(question, "hello")
    changed = await chat.next_reply()
    assert (changed.id != answer.id, changed.text) == (True, "2: hello (edited)")


async def test_a_step_is_changed_only_where_it_is_the_last_message(bot: Running) -> None:
    chat = bot.telegram.private_chat(bot.telegram.person())
    question = await chat.send("interview")
    step = await chat.next_reply()
    await bot.idle()
    await chat.edit(question, "interview please")
    changed = await chat.next_reply()
    assert (changed.id, changed.labels) == (step.id, ["On", "Off"])
    await bot.idle()
    assert chat.now(step).labels == ["On", "Off"]
    await chat.ask("hello")
    await bot.idle()
    await chat.edit(question, "interview again")
    fresh = await chat.next_reply()
    assert fresh.id != step.id


async def test_a_question_of_longer_ago_than_is_remembered_is_left_alone(bot: Running) -> None:
    chat = bot.telegram.private_chat(bot.telegram.person())
    question = await chat.send("helo")
    await chat.next_reply()
    for number in range(20):
        await chat.ask(f"question {number}")
    await bot.idle()
    await chat.edit(question, "hello")
    assert (await chat.ask("and now")).text == "22: and now"


async def test_an_edit_that_changes_no_word_is_left_alone(bot: Running) -> None:
    chat = bot.telegram.private_chat(bot.telegram.person())
    question = await chat.send("hello")
    await chat.next_reply()
    await chat.ask("again")
    await bot.idle()
    await chat.edit(question, "hello")
    last = await chat.send("last")
    await chat.edit(last, "last")
    assert (await chat.next_reply()).text == "3: last"
    await bot.idle()
    await chat.edit(last, "last")
    assert (await chat.ask("more")).text == "4: more"
    await chat.edit(question, "hello again")
    assert (await chat.next_reply()).is_edited


async def test_what_an_edit_changed_is_known_after_a_restart(start: Start) -> None:
    first = await start()
    chat = first.telegram.private_chat(first.telegram.person())
    question = await chat.send("hello")
    await chat.next_reply()
    await first.idle()
    await first.end()
    await start()
    await chat.edit(question, "hello")
    assert (await chat.ask("more")).text == "2: more"


async def test_an_older_edit_is_told_apart_from_the_last(bot: Running) -> None:
    chat = bot.telegram.private_chat(bot.telegram.person())
    first = await chat.send("first")
    await chat.next_reply()
    last = await chat.send("last")
    await chat.next_reply()
    await bot.idle()
    await chat.edit(first, "first, changed")
    await chat.next_reply()
    await chat.edit(last, "last, changed")
    await chat.next_reply()
    assert [event.aside for event in bot.assistant.heard] == [False, False, True, False]


async def test_the_memory_outlives_the_process_and_goes_with_the_person(
    start: Start, telegram: LocalTelegram
) -> None:
    first = await start()
    person = telegram.person()
    chat = telegram.private_chat(person)
    question = await chat.send("helo")
    answer = await chat.next_reply()
    await first.idle()
    await first.end()
    second = await start()
    await chat.edit(question, "hello")
    assert (await chat.next_reply()).id == answer.id
    await chat.ask("forget")
    await second.idle()
    assert await second.store.session(Address(second.id, chat.id, person.id)) is None
    await chat.edit(question, "hello again")
    assert (await chat.next_reply()).id != answer.id


async def test_an_edited_question_in_a_group_changes_its_answer(
    bot: Running, telegram: LocalTelegram
) -> None:
    ana, bane = telegram.person("Ana"), telegram.person("Bane")
    group = telegram.group("Office", [ana, bane])
    question = await group.send(ana, "/ask helo")
    answer = await group.next_reply()
    await group.send(bane, "/ask other")
    await group.next_reply()
    await bot.idle()
    await group.edit(ana, question, "/ask hello")
    changed = await group.next_reply()
    assert (changed.id, changed.text) == (answer.id, "2: /ask hello (edited)")


async def test_a_reply_tells_what_its_message_was_about(bot: Running) -> None:
    chat = bot.telegram.private_chat(bot.telegram.person())
    about = await chat.ask("about bip")
    await chat.ask("about grant")
    await bot.idle()
    await chat.send("why", reply_to=about)
    await chat.next_reply()
    assert bot.assistant.heard[-1].about == {"subject": "bip"}
    own = await chat.send("mine")
    await chat.next_reply()
    await chat.send("and", reply_to=own)
    await chat.next_reply()
    assert bot.assistant.heard[-1].about is None


def test_what_a_store_kept_is_read_as_far_as_it_can_be() -> None:
    first, second = Trace(5, 4, {"a": 1}).to_json(), Trace(7, 4, None).to_json()
    kept = f'[{first}, {second}, 8, {{}}, [1], ["x", 2, 3]]'
    traces = Traces.from_json(kept)
    assert traces.answers_to(4) == (5, 7)
    assert traces.answers_to(None) == ()
    assert traces.about(5) == {"a": 1}
    assert traces.about(7) is None
    assert traces.newest == 7
