"""A bot on the real python-telegram-bot, through polling and through a webhook."""

import asyncio
from datetime import timedelta

import pytest
from aiohttp import web
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeChat,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputMediaPhoto,
    InputTextMessageContent,
    LinkPreviewOptions,
    MenuButtonCommands,
    Message,
    Update,
)
from telegram.constants import ChatAction, ReactionEmoji
from telegram.error import (
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
)
from telegram.ext import ContextTypes, InlineQueryHandler

from bot.preview import LocalTelegram
from bot.preview.updates import ALL_KINDS
from tests.unit.preview import echo_bot
from tests.unit.preview.test_media import picture


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


async def test_the_bot_works_through_a_webhook_too(telegram: LocalTelegram) -> None:
    secret = "s3cret"
    application = echo_bot.build(telegram)

    async def take(request: web.BaseRequest) -> web.StreamResponse:
        assert request.headers["X-Telegram-Bot-Api-Secret-Token"] == secret
        update = Update.de_json(await request.json(), application.bot)
        await application.update_queue.put(update)
        return web.Response()

    runner = web.ServerRunner(web.Server(take), shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        async with application:
            await application.start()
            url = f"http://127.0.0.1:{runner.addresses[0][1]}/telegram"
            await application.bot.set_webhook(url, secret_token=secret, max_connections=3)
            chat = telegram.private_chat(telegram.person())
            assert (await chat.ask("/start grant")).text == "Welcome grant"
            await chat.tap("Change it")
            assert (await chat.next_reply()).text == "Changed"
            info = await application.bot.get_webhook_info()
            assert (info.url, info.max_connections) == (url, 3)
            await application.bot.delete_webhook()
            await application.stop()
    finally:
        await runner.cleanup()


async def test_two_bots_on_one_token_are_told_of_the_conflict(echo: LocalTelegram) -> None:
    other = Bot(echo.token, base_url=f"{echo.base_url}/bot")
    async with other:
        await echo.until_polled()
        newer = asyncio.create_task(other.get_updates(timeout=5))
        with pytest.raises(Conflict, match="terminated by other getUpdates request"):
            await newer


async def test_every_method_answers_with_what_the_library_can_read(
    telegram: LocalTelegram,
) -> None:
    chat = telegram.private_chat(telegram.person(language_code="sr"))
    question = await chat.start()
    group = telegram.group("Office", [chat.person])
    async with Bot(
        telegram.token,
        base_url=f"{telegram.base_url}/bot",
        base_file_url=f"{telegram.base_url}/file/bot",
    ) as bot:
        text = await bot.send_message(
            chat.id,
            "<b>Ана</b>",
            parse_mode="HTML",
            link_preview_options=LinkPreviewOptions(is_disabled=True),
            reply_to_message_id=question.id,
            reply_markup=echo_bot.KEYBOARD,
        )
        assert text.text_html == "<b>Ана</b>"
        assert text.reply_to_message is not None
        assert text.reply_markup == echo_bot.KEYBOARD
        edited = await text.edit_text("other")
        assert isinstance(edited, Message)
        assert edited.edit_date is not None
        photo = await bot.send_photo(
            chat.id, picture(), caption="one", reply_markup=echo_bot.KEYBOARD
        )
        assert photo.photo[-1].width == 80
        edited = await photo.edit_caption("two")
        assert isinstance(edited, Message)
        assert edited.caption == "two"
        edited = await photo.edit_media(InputMediaPhoto(picture(90, 50), caption="three"))
        assert isinstance(edited, Message)
        assert edited.photo[-1].width == 90
        document = await bot.send_document(chat.id, b"BEGIN", filename="rokovi.ics")
        assert document.document is not None
        file = await bot.get_file(document.document.file_id)
        assert bytes(await file.download_as_bytearray()) == b"BEGIN"
        assert (await bot.get_chat(chat.id)).first_name == "Ana"
        assert (await bot.get_chat(group.id)).title == "Office"
        assert (await bot.get_chat_member(group.id, chat.person.id)).status == "creator"
        assert await bot.set_message_reaction(chat.id, question.id, ReactionEmoji.HEART_ON_FIRE)
        assert await bot.send_chat_action(chat.id, ChatAction.TYPING)
        scope = BotCommandScopeChat(chat.id)
        assert await bot.set_my_commands([("help", "Помоћ")], scope=scope, language_code="sr")
        commands = await bot.get_my_commands(scope=scope, language_code="sr")
        assert commands == (BotCommand("help", "Помоћ"),)
        assert await bot.set_my_name("Размена", language_code="sr")
        assert (await bot.get_my_name(language_code="sr")).name == "Размена"
        assert await bot.set_my_description("О мобилности")
        assert (await bot.get_my_description()).description == "О мобилности"
        assert await bot.set_my_short_description("Мобилност")
        assert (await bot.get_my_short_description()).short_description == "Мобилност"
        assert await bot.set_chat_menu_button(menu_button=MenuButtonCommands())
        assert await bot.get_chat_menu_button() == MenuButtonCommands()
        assert await bot.delete_messages(chat.id, [text.message_id, photo.message_id])
        assert await document.delete()
        assert await bot.leave_chat(group.id)
        assert chat.replies == []


async def test_inline_results_of_the_library_are_taken(telegram: LocalTelegram) -> None:
    async def answer(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.inline_query is not None
        content = InputTextMessageContent("<b>Да</b>", parse_mode="HTML")
        result = InlineQueryResultArticle(
            "1", "BIP", content, description=update.inline_query.query
        )
        button = InlineQueryResultsButton("More", start_parameter="inline")
        await update.inline_query.answer([result], cache_time=0, is_personal=True, button=button)

    async with echo_bot.polling(telegram) as application:
        application.add_handler(InlineQueryHandler(answer))
        found = await telegram.inline_query(telegram.person(), "bip ects")
    assert [(each.title, each.description, each.html) for each in found.results] == [
        ("BIP", "bip ects", "<b>Да</b>")
    ]
    assert found.is_personal


@pytest.mark.parametrize(
    ("words", "error"),
    [
        ((403, "Forbidden: bot was blocked by the user"), Forbidden),
        ((401, "Unauthorized"), InvalidToken),
        ((500, "Internal Server Error"), NetworkError),
    ],
)
async def test_faults_reach_the_bot_as_the_librarys_errors(
    telegram: LocalTelegram, words: tuple[int, str], error: type[Exception]
) -> None:
    telegram.faults.refuse(*words, method="sendMessage")
    async with Bot(telegram.token, base_url=f"{telegram.base_url}/bot") as bot:
        with pytest.raises(error):
            await bot.send_message(1, "x")


async def test_waiting_times_and_new_ids_reach_the_bot(
    telegram: LocalTelegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")  # the library's future form; the old one warns
    ana = telegram.person()
    group = telegram.group("Office", [ana])
    telegram.faults.too_many_requests(3, method="sendMessage")
    async with Bot(telegram.token, base_url=f"{telegram.base_url}/bot") as bot:
        with pytest.raises(RetryAfter) as too_many:
            await bot.send_message(group.id, "x")
        assert too_many.value.retry_after == timedelta(seconds=3)
        supergroup = group.migrate()
        with pytest.raises(ChatMigrated) as caught:
            await bot.send_message(group.id, "x")
        assert caught.value.new_chat_id == supergroup.id


def test_every_kind_of_update_that_the_library_knows_can_be_asked_for() -> None:
    assert set(Update.ALL_TYPES) <= ALL_KINDS
