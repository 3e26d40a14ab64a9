#!/usr/bin/env bash
# Two converters of one name: an open task of a checklist looks ticked, or like one that is done.
#
# Guess before running: "- [ ]" becomes an empty box and "- [x]" a ticked one, as on every page that
# shows Markdown.
# Seen with telegramify-markdown, which makes Telegram messages from Markdown. The Python package
# (1.4.1) ticks both: an open task gets U+2611 (ballot box with check), a finished one U+2705 (white
# heavy check mark). The JavaScript package (1.3.3) drops both marks, so that nothing tells them apart.
# Who reads "☑ hand in the Transcript of Records" takes it for done.
# What follows: the checklists here write their own marks, and an open line has an empty box.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check "telegramify-markdown==1.4.1"
npm install --silent --no-audit --no-fund --ignore-scripts "telegramify-markdown@1.3.3" >/dev/null
python=$(venv/bin/python -c '
from telegramify_markdown import markdownify
print(markdownify("- [ ] open\n- [x] done").strip())')
javascript=$(node -e '
const convert = require("telegramify-markdown");
console.log(convert("- [ ] open\n- [x] done", "escape").trim());')
printf '%s\n' "Python:" "$python" "JavaScript:" "$javascript"
[ "$python" = $'☑ open\n✅ done' ] || { echo "changed: the marks of the Python package"; exit 1; }
[ "$javascript" = $'•   open\n•   done' ] || { echo "changed: the marks of the JavaScript package"; exit 1; }
