"""Recognizers-Text (Python): runs in an environment of its own. Texts as JSON lines on stdin, what it finds on stdout."""

import json
import sys
import time

from recognizers_date_time import recognize_datetime
from recognizers_number import recognize_number, recognize_percentage
from recognizers_number_with_unit import recognize_age, recognize_currency, recognize_dimension, recognize_temperature
from recognizers_text import Culture

MODELS = (recognize_number, recognize_percentage, recognize_currency, recognize_dimension, recognize_age, recognize_temperature, recognize_datetime)


def found(text):
    """Every result of every model: start, end (exclusive), type, resolution; a model that fails on a text finds nothing."""
    for model in MODELS:
        try:
            results = model(text, Culture.Chinese)
        except Exception as error:
            print(f"{model.__name__}: {error!r}", file=sys.stderr)
            continue
        for r in results:
            yield {"start": r.start, "end": r.end + 1, "type": r.type_name, "resolution": r.resolution}


list(found("三吨"))
for line in sys.stdin:
    document = json.loads(line)
    began = time.process_time()
    results = list(found(document["text"]))
    print(json.dumps({"id": document["id"], "seconds": time.process_time() - began, "found": results}))
