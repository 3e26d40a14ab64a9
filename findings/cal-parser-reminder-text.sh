#!/usr/bin/env bash
# cal-parser: a reminder's text replaces the description of its event.
#
# Guess before running: a component inside an event (VALARM) is a part of its own, so that an event's
# description is what stands in the event.
# Seen with cal-parser 1.0.2: properties of the alarm are written over those of the event. The
# description of a deadline (who has to do what) is lost, and what a reminder has to carry by RFC
# 5545 (3.6.6: DESCRIPTION of a display alarm) stands there instead.
# What follows: what matters stands in the summary of an event too, and the reminder repeats it.
set -euo pipefail
command -v npm >/dev/null || { echo "this finding needs Node.js and npm"; exit 2; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-fund --no-audit cal-parser@1.0.2 >/dev/null
cat > show.mjs <<'NODE'
import parser from "cal-parser";
const lines = [
  "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//example//EN",
  "BEGIN:VEVENT", "UID:proposal@example.org", "DTSTAMP:20260101T080000Z",
  "DTSTART;VALUE=DATE:20260209", "SUMMARY:Proposal due",
  "DESCRIPTION:The coordinators hand it to the director.",
  "BEGIN:VALARM", "ACTION:DISPLAY", "DESCRIPTION:Reminder", "TRIGGER:PT9H", "END:VALARM",
  "END:VEVENT", "END:VCALENDAR", "",
].join("\r\n");
const [event] = parser.parseString(lines).events;
console.log("description:", event.description.value);
if (event.description.value !== "Reminder") { console.log("changed: the event keeps its own text"); process.exit(1); }
NODE
node show.mjs
