"""Processes that work on tasks; a stream through them in order; a limit on computing time."""

import os
import re
import subprocess
import sys
import time
from functools import partial
from itertools import count, islice
from pathlib import Path

import pytest
import regex

import extract
from extract.batch.limit import TookTooLong, limited
from extract.errors import UsageError
from extract.parallel import Pool, WorkerDied, stream

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def pipeline():
    return extract.load()


def test_documents_come_in_order_whatever_the_number_of_processes(pipeline):
    texts = [f"出口{n}万吨，增长{n % 7}%。" * (1 + n % 5) for n in range(60)]
    alone = list(pipeline.pipe(texts, mentions=True))
    assert list(pipeline.pipe(texts, mentions=True, batch_size=4, n_process=2)) == alone


def test_an_endless_stream_is_read_as_it_is_needed(pipeline):
    taken = []

    def texts():
        for n in count(1):
            taken.append(n)
            yield f"出口{n}万吨。"

    documents = pipeline.pipe(texts(), batch_size=2, n_process=2)
    assert [document.id for document in islice(documents, 20)] == [f"text-{n}" for n in range(1, 21)]
    documents.close()
    assert len(taken) < 20 + 2 * 2 * 6


def test_results_are_streamed_in_order():
    assert list(stream(partial(partial, pow, 2), range(30), 3)) == [2**n for n in range(30)]
    assert list(stream(partial(partial, pow, 2), [], 2)) == []


def test_errors_of_a_process_come_through():
    with pytest.raises(RuntimeError, match="ZeroDivisionError"):
        list(stream(partial(partial, divmod, 1), [1, 0], 2))
    with pytest.raises(UsageError, match="2026-13"):
        list(stream(partial(extract.load, published="2026-13-01"), ["x"], 1))
    with pytest.raises(WorkerDied, match="exit status 3"):
        list(stream(partial(partial, os._exit), [3], 1))


def test_a_pool_goes_on_after_a_process_has_died():
    with Pool(partial(partial, eval), 1) as pool:  # what the tests give, no data
        for task, result, died in [("__import__('os').kill(__import__('os').getpid(), 9)", None, "killed by signal 9 (Killed)"), ("6 * 7", 42, "None")]:
            pool.submit(task)
            outcome = pool.next()
            assert (outcome.result, str(outcome.error)) == (result, died)


def test_computing_time_is_limited():
    with pytest.raises(TookTooLong, match=r"more than 0\.05 seconds"), limited(0.05):
        while True:
            pass
    for module in (re, regex):
        with pytest.raises(TookTooLong), limited(0.05):
            module.search("^(x|xx)+$", "x" * 64 + "!")
    with limited(0.05):
        time.sleep(0.1)  # that is no computing


def test_what_cannot_be_interrupted_ends_the_process():
    code = "import signal, time\nfrom extract.batch.limit import limited\nwith limited(0.05, clock=0.5):\n    time.sleep(60)"
    done = subprocess.run([sys.executable, "-c", code], env=os.environ | {"PYTHONPATH": str(ROOT)}, capture_output=True, timeout=50)
    assert done.returncode == 1
