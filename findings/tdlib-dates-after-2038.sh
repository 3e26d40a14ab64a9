#!/usr/bin/env bash
# TDLib: a date behind 2038 becomes another date, or none, without an error.
#
# Guess: <tg-time unix="..."> (Bot API 10.0) takes any Unix time, as its documentation names no
#   limit, or refuses one that it cannot hold, as it refuses a format that it does not know.
# Seen: the number is cut to 32 bits. 2147483648 (19 January 2038) loses its date in silence,
#   99999999999 becomes 1215752191, a day in July 2008, and every client would show "18 years ago".
# Versions: tdjson 1.8.69 (TDLib 1.8.69), Python 3.11, Linux x86-64, on 28 November 2026.
# Here it matters in bot/messages/relative_dates.py: such a day is told in words alone.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check tdjson==1.8.69
"$folder/venv/bin/python" - <<'PYTHON'
import json
import sys

import tdjson


def ask(**request):
    return json.loads(tdjson.td_execute(json.dumps(request).encode()))


ask(**{"@type": "setLogVerbosityLevel", "new_verbosity_level": 0})
print("tdjson", tdjson.__version__)
seen = {}
for unix in (2147483647, 2147483648, 99999999999):
    answer = ask(
        **{
            "@type": "parseTextEntities",
            "text": f'<tg-time unix="{unix}" format="r">then</tg-time>',
            "parse_mode": {"@type": "textParseModeHTML"},
        }
    )
    times = [each["type"].get("unix_time") for each in answer.get("entities", [])]
    seen[unix] = answer["message"] if answer["@type"] == "error" else times
    print(unix, "->", seen[unix])
if seen != {2147483647: [2147483647], 2147483648: [], 99999999999: [1215752191]}:
    sys.exit("this has changed: look at bot/messages/relative_dates.py")
PYTHON
