"""cn2an: runs in an environment of its own. Numerals as JSON lines on stdin, its numbers (or null) on stdout."""

import json
import sys

import cn2an

for line in sys.stdin:
    try:
        value = float(cn2an.cn2an(json.loads(line), "smart"))
    except (ValueError, TypeError, KeyError, IndexError):
        value = None
    print(json.dumps(value))
