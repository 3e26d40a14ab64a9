#!/usr/bin/env bash
# opening_hours: a Serbian office is "open" on Orthodox Christmas, and on a state holiday that is a Sunday.
#
# Guess before running: "PH off" (public holidays closed) in Serbia closes on every day off of the country,
# and the JavaScript and the Python library of one notation close on the same days.
# Seen with opening_hours 3.15.0 (npm) and opening-hours-py 2.1.4: the first has no 7 January
# (Orthodox Christmas) among Serbia's holidays, the second has. And in both Statehood Day of 15 February
# 2026, a Sunday, is no holiday itself, for it counts as moved to 17 February, where the law adds a day
# off and takes none away; and the Saturday between Good Friday and Easter Monday, off by law too, is none.
# What follows: hours of an office go by weekday and clock alone (docs/offices.md), and nothing here asks a
# library of that notation whether a day is off.
set -euo pipefail
command -v npm >/dev/null || { echo "this finding needs Node.js and npm"; exit 2; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check "opening-hours-py==2.1.4"
npm install --silent --no-fund --no-audit opening_hours@3.15.0 >/dev/null
cat > show.mjs <<'NODE'
import OpeningHours from "opening_hours";
const place = { lat: 45.25, lon: 19.85, address: { country_code: "rs", state: "Vojvodina" } };
const hours = new OpeningHours("Mo-Su 09:00-20:00; PH off", place);
for (const [month, day] of [[1, 7], [2, 15], [2, 17], [4, 10], [4, 11]]) {
  const open = hours.getState(new Date(2026, month - 1, day, 12));
  console.log("npm", month, day, open ? "open" : "closed");
}
NODE
cat > show.py <<'PYTHON'
from datetime import datetime

from opening_hours import OpeningHours

hours = OpeningHours("Mo-Su 09:00-20:00; PH off", country="RS")
for month, day in ((1, 7), (2, 15), (2, 17), (4, 10), (4, 11)):
    print("python", month, day, "open" if hours.is_open(datetime(2026, month, day, 12)) else "closed")
PYTHON
{ node show.mjs; venv/bin/python show.py; } | tee shown.txt
cat > expected.txt <<'EXPECTED'
npm 1 7 open
npm 2 15 open
npm 2 17 closed
npm 4 10 closed
npm 4 11 open
python 1 7 closed
python 2 15 open
python 2 17 closed
python 4 10 closed
python 4 11 open
EXPECTED
cmp -s expected.txt shown.txt || { echo "changed: the holidays are other ones"; exit 1; }
