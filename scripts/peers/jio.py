"""JioNLP: runs in an environment of its own. Texts as JSON lines on stdin, what it finds on stdout."""

import contextlib
import io
import json
import sys
import time

with contextlib.redirect_stdout(io.StringIO()):  # it greets on standard output
    import jionlp


def found(text):
    """Amounts of money and spans of time: start, end (exclusive), type, resolution; an extractor that fails finds nothing."""
    for extractor in (jionlp.ner.extract_money, jionlp.ner.extract_time):
        try:
            results = extractor(text, with_parsing=True)
        except Exception as error:
            print(f"{extractor}: {error!r}", file=sys.stderr)
            continue
        for r in results:
            yield {"start": r["offset"][0], "end": r["offset"][1], "type": r["type"], "resolution": r.get("detail")}


list(found("三元"))
for line in sys.stdin:
    document = json.loads(line)
    began = time.process_time()
    results = list(found(document["text"]))
    print(json.dumps({"id": document["id"], "seconds": time.process_time() - began, "found": results}, ensure_ascii=False))
