// Reads calendars as two JavaScript libraries do: node read_ical.cjs LIBRARY FILE...
// Prints one JSON object: uid to day, reminder, transparency, and length of the description.
// Later files are imported over earlier ones, as a calendar does: by UID, the higher SEQUENCE wins.
const fs = require("fs");

const [library, ...files] = process.argv.slice(2);
const found = {};

function keep(uid, event) {
  if (!(uid in found) || found[uid].sequence <= event.sequence) found[uid] = event;
}

const pad = (number) => String(number).padStart(2, "0");
const asDay = (date) => `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;
const asMinute = (date) => `${asDay(date)} ${pad(date.getHours())}:${pad(date.getMinutes())}`;

for (const file of files) {
  const text = fs.readFileSync(file, "utf8");
  if (library === "ical.js") {
    const ICAL = require("ical.js").default ?? require("ical.js");
    const root = new ICAL.Component(ICAL.parse(text));
    for (const part of root.getAllSubcomponents("vevent")) {
      const event = new ICAL.Event(part);
      const alarm = part.getFirstSubcomponent("valarm");
      let reminder = null;
      if (alarm) {
        const at = event.startDate.clone();
        at.isDate = false;
        at.addDuration(alarm.getFirstPropertyValue("trigger"));
        reminder = `${at.year}-${pad(at.month)}-${pad(at.day)} ${pad(at.hour)}:${pad(at.minute)}`;
      }
      keep(event.uid, {
        day: event.startDate.toString(),
        sequence: event.sequence,
        transparent: part.getFirstPropertyValue("transp") === "TRANSPARENT",
        description: event.description.length,
        reminder,
      });
    }
  } else {
    const ical = require("node-ical");
    for (const part of Object.values(ical.sync.parseICS(text))) {
      if (part.type !== "VEVENT") continue;
      const trigger = part.alarms?.[0]?.trigger;
      let reminder = null;
      if (typeof trigger === "string") {
        const [, sign, days, hours] = /^([+-]?)P(?:(\d+)D)?(?:T(?:(\d+)H)?)?$/.exec(trigger);
        const at = new Date(part.start);
        const direction = sign === "-" ? -1 : 1;
        at.setDate(at.getDate() + direction * Number(days ?? 0));
        at.setHours(at.getHours() + direction * Number(hours ?? 0));
        reminder = asMinute(at);
      }
      keep(part.uid, {
        day: asDay(part.start),
        sequence: Number(part.sequence),
        transparent: part.transparency === "TRANSPARENT",
        description: part.description.length,
        reminder,
      });
    }
  }
}
console.log(JSON.stringify(found));
