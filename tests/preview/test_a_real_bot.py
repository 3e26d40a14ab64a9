from bot.preview import LocalTelegram


async def test_a_message_is_echoed_with_its_bold_words(echo: LocalTelegram) -> None:
    chat = echo.private_chat(echo.person(first_name="Ana", language_code="sr"))
    await chat.send("Мобилност & 🎓 <докторске>")
    reply = await chat.next_reply()
    assert reply.text == "You wrote Мобилност & 🎓 <докторске>"
    assert reply.html == "<b>You wrote</b> Мобилност &amp; 🎓 &lt;докторске&gt;"
    assert chat.actions == ["typing"]


async def test_a_tap_edits_the_message_in_its_place(echo: LocalTelegram) -> None:
    chat = echo.private_chat(echo.person())
    first = await chat.ask("/start")
    tap = await chat.tap("Change it")
    edited = await chat.next_reply()
    assert (edited.id, edited.text, edited.is_edited) == (first.id, "Changed", True)
    assert (await tap.answer()).text == ""
    assert first.text == "Welcome"
    assert [message.text for message in chat.replies] == ["Changed"]


async def test_a_toast_and_an_alert_reach_the_person(echo: LocalTelegram) -> None:
    chat = echo.private_chat(echo.person())
    await chat.ask("/start")
    toast = await (await chat.tap("tell")).answer()
    alert = await (await chat.tap("Warn")).answer()
    assert (toast.text, toast.is_alert) == ("A toast", False)
    assert (alert.text, alert.is_alert) == ("An alert", True)


async def test_a_restart_of_the_server_loses_nothing(echo: LocalTelegram) -> None:
    chat = echo.private_chat(echo.person())
    await chat.ask("before")
    await echo.restart()
    assert (await chat.ask("after")).text == "You wrote after"
    assert [message.text for message in chat.messages if message.sender_id == chat.id] == [
        "before",
        "after",
    ]
