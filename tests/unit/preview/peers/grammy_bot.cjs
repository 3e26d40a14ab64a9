// A small bot on grammY: `node grammy_bot.cjs`, with BOT_TOKEN, BOT_API_URL and PICTURE.
const { Bot, InlineKeyboard, InputFile } = require("grammy");

const bot = new Bot(process.env.BOT_TOKEN, { client: { apiRoot: process.env.BOT_API_URL } });

bot.hears("picture", (context) => context.replyWithPhoto(new InputFile(process.env.PICTURE), { caption: "Here" }));
bot.on("message:text", (context) =>
  context.reply(`You wrote ${context.message.text}`, { reply_markup: new InlineKeyboard().text("Tap", "tapped") }),
);
bot.on("callback_query", async (context) => {
  await context.answerCallbackQuery("Seen");
  await context.editMessageText("Tapped");
});
bot.on("inline_query", (context) => {
  const content = { message_text: context.inlineQuery.query };
  return context.answerInlineQuery([{ type: "article", id: "1", title: "Say it", input_message_content: content }], { cache_time: 0 });
});
bot.start();
