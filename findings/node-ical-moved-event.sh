#!/usr/bin/env bash
# node-ical: an event that was moved keeps the reminder of its old version.
#
# Guess before running: of two components with one UID the one with the higher SEQUENCE replaces the
# other whole (RFC 5545, 3.8.7.4), and a property reads alike with and without a parameter.
# Seen with node-ical 0.26.1: the two are merged. Date and summary are the new ones, but an alarm
# that the new version does not have any more is still there. And a summary with LANGUAGE is an
# object {params, val} where it is else a string. ical.js 2.2.1 keeps both components apart and
# gives a string.
# What follows: a feed names each deadline once, in its newest version, and puts no parameter on
# texts.
set -euo pipefail
command -v npm >/dev/null || { echo "this finding needs Node.js and npm"; exit 2; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-fund --no-audit node-ical@0.26.1 ical.js@2.2.1 >/dev/null
cat > show.mjs <<'NODE'
import ical from "node-ical";
import ICAL from "ical.js";
const lines = [
  "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//example//EN",
  "BEGIN:VEVENT", "UID:proposal@example.org", "DTSTAMP:20260101T080000Z", "SEQUENCE:0",
  "DTSTART;VALUE=DATE:20260209", "SUMMARY:Proposal due",
  "BEGIN:VALARM", "ACTION:DISPLAY", "DESCRIPTION:Proposal due", "TRIGGER:PT9H", "END:VALARM", "END:VEVENT",
  "BEGIN:VEVENT", "UID:proposal@example.org", "DTSTAMP:20260102T080000Z", "SEQUENCE:1",
  "DTSTART;VALUE=DATE:20260216", "SUMMARY;LANGUAGE=en:Proposal due later", "END:VEVENT",
  "END:VCALENDAR", "",
].join("\r\n");
const event = ical.sync.parseICS(lines)["proposal@example.org"];
console.log("node-ical: sequence", event.sequence, "summary", event.summary, "alarms", event.alarms);
const newest = new ICAL.Component(ICAL.parse(lines)).getAllSubcomponents("vevent")[1];
console.log("ical.js: alarms of the newer one", newest.getAllSubcomponents("valarm").length,
  "summary", newest.getFirstPropertyValue("summary"));
const kept = event.sequence === "1" || event.sequence === 1 ? (event.alarms ?? []).length : 0;
if (kept !== 1) { console.log("changed: the old reminder is gone"); process.exit(1); }
if (typeof event.summary === "string") { console.log("changed: the summary is a string"); process.exit(1); }
NODE
node show.mjs
