import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from extract.errors import UsageError
from extract.review.safety import is_loopback, make_guard
from extract.review.serve import announce, bound

ROOT = Path(__file__).parents[2]


def test_the_command_serves_on_loopback_with_a_token_of_its_own(claims, texts):
    path = claims(*texts)
    urls = []
    for _ in range(2):
        line = [sys.executable, "-m", "extract.cli", "review", str(path), "--annotator", "anna"]
        process = subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=os.environ | {"PYTHONPATH": str(ROOT)})
        urls.append(process.stdout.readline().strip())
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=30)
        assert process.returncode == 0
        assert "2 documents" in said
        assert said.endswith("ended; every action is kept in claims.jsonl.review.sqlite\n")
        assert "Traceback" not in said
        assert "warning" not in said
    assert all(url.startswith("http://127.0.0.1:") for url in urls)
    tokens = {url.partition("?token=")[2] for url in urls}
    assert len(tokens) == 2
    assert min(map(len, tokens)) >= 32


def test_another_address_is_warned_of(store, capsys):
    announce(store(), make_guard("192.0.2.7", 80), "192.0.2.7", 80)
    said = capsys.readouterr()
    assert "warning: 192.0.2.7 can be reached from other machines" in said.err
    assert said.out.startswith("http://192.0.2.7:80/?token=")


def test_claims_alone_are_worth_a_word(store, claims, texts, capsys):
    path = claims(*texts)
    one = store("anna", path)
    announce(one, make_guard("127.0.0.1", 80), "127.0.0.1", 80)
    assert "--mentions" not in capsys.readouterr().err
    one.db.execute("DELETE FROM proposals WHERE label != 'claim'")
    announce(one, make_guard("127.0.0.1", 80), "127.0.0.1", 80)
    assert "zhclaims extract --mentions" in capsys.readouterr().err


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "localhost", "::1"])
def test_addresses_that_only_this_machine_reaches(host):
    assert is_loopback(host)


@pytest.mark.parametrize("host", ["192.0.2.7", "example.org", ""])
def test_addresses_that_others_reach(host):
    assert not is_loopback(host)


def test_a_guard_lets_in_the_names_of_its_own_address_only():
    assert make_guard("127.0.0.1", 8000).hosts == {"127.0.0.1:8000", "localhost:8000", "[::1]:8000"}
    assert make_guard("192.0.2.7", 8000).hosts == {"192.0.2.7:8000"}


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.7", "no.such.host.invalid"])
def test_an_address_that_cannot_be_served_is_explained(host):
    with pytest.raises(UsageError, match="--host"):
        bound(host, 0)
