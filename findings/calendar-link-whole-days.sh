#!/usr/bin/env bash
# calendar-link: a file with an all-day event has dates that do not say that they are dates.
#
# Guess before running: an all-day event has DTSTART;VALUE=DATE:20270215 (RFC 5545, 3.8.2.4: without
# it the value is a date with a time), and one file shows the same day everywhere.
# Seen with calendar-link 2.11.5: DTSTART:20270215 and DTEND:20270630, next to the properties of
# Microsoft for whole days. node-ical 0.26.1 takes them as days; ical.js 2.2.1, which Thunderbird's
# calendar is built on, raises "invalid date-time value", and the event has no start.
# What follows: the feeds and files here say VALUE=DATE, and `python -m tests.quality.calendars` reads them as others do.
set -euo pipefail
command -v npm >/dev/null || { echo "this finding needs Node.js and npm"; exit 2; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-fund --no-audit calendar-link@2.11.5 ical.js@2.2.1 node-ical@0.26.1 >/dev/null
cat > show.mjs <<'NODE'
import { ics } from "calendar-link";
import ICAL from "ical.js";
import nodeIcal from "node-ical";
const link = ics({ title: "Exchange", start: "2027-02-15", end: "2027-06-30", allDay: true });
const file = decodeURIComponent(link).replace(/^data:text\/calendar;charset=utf-?8,/, "");
const start = file.split(/\r?\n/).find((line) => line.startsWith("DTSTART"));
console.log("written:", start);
const lenient = Object.values(nodeIcal.sync.parseICS(file)).find((one) => one.type === "VEVENT");
console.log("node-ical:", lenient.datetype, lenient.start.toISOString());
let refused = "";
try {
  const event = new ICAL.Component(ICAL.parse(file)).getFirstSubcomponent("vevent");
  console.log("ical.js:", event.getFirstPropertyValue("dtstart").toString());
} catch (error) {
  refused = error.message;
  console.log("ical.js refuses it:", refused);
}
if (start.includes("VALUE=DATE")) { console.log("changed: the value says what it is"); process.exit(1); }
if (!refused) { console.log("changed: ical.js takes it"); process.exit(1); }
if (lenient.datetype !== "date") { console.log("changed: node-ical takes it as a time"); process.exit(1); }
NODE
node show.mjs
