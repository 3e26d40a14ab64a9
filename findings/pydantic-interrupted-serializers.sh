#!/usr/bin/env bash
# pydantic: an interrupt that arrives while a serializer of one's own runs comes out as a ValueError.
#
# Guess before running: what a function raises that JSON is made with comes out as it is where it is
# no error (KeyboardInterrupt, SystemExit, any other BaseException), as it does from a validator.
# Seen with pydantic 2.14.3: a validator lets each through. A serializer turns each into
# PydanticSerializationError, a subclass of ValueError, with no cause and no context. So Ctrl+C, an
# exit by a signal, or a limit that is kept by one are swallowed by `except ValueError`.
# What follows: the limit on a message's processor time (bot/limits/time_limit.py) notes that it has
# struck, and takes any error that comes out afterwards for its own.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check pydantic==2.14.3
"$folder/env/bin/python" - <<'PYTHON'
import sys
from typing import Annotated

import pydantic
from pydantic import PlainSerializer, PlainValidator, TypeAdapter

print("pydantic", pydantic.VERSION)
changed = False
for interrupt in (KeyboardInterrupt, SystemExit):

    def interrupted(value, interrupt=interrupt):
        raise interrupt

    reader = TypeAdapter(Annotated[int, PlainValidator(interrupted)])
    writer = TypeAdapter(Annotated[int, PlainSerializer(interrupted)])
    for name, work in (("validator", reader.validate_python), ("serializer", writer.dump_json)):
        try:
            work(1)
        except BaseException as raised:
            print(f"{interrupt.__name__} in a {name}: {type(raised).__name__}, cause {raised.__cause__!r}")
            is_value_error = isinstance(raised, ValueError)
            changed |= is_value_error != (name == "serializer")
if changed:
    print("changed: an interrupt comes out of both alike")
sys.exit(changed)
PYTHON
