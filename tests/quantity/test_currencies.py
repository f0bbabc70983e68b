"""The money of every country by its Chinese names, in both scripts, and by symbols and letter codes."""

from pathlib import Path

import pytest

NAMES = [
    (code, name)
    for line in (Path(__file__).parent / "iso4217.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
    for code, names in [line.split("\t")]
    for name in names.split(" ")
]


def test_every_active_code_is_there():
    codes = [code for code, _ in NAMES]
    assert len(set(codes)) == 155
    assert codes == sorted(codes)
    assert all(len(code) == 3 and code.isupper() for code in codes)


@pytest.mark.parametrize(("code", "name"), NAMES, ids=[name for _, name in NAMES])
def test_amounts_of_all_currencies(check, code, name):
    check(f"支付5万{name}。", f"5万{name} | =50000 | {code} | money")
    check(f"约2.5{name}的贷款", f"约2.5{name} | ~2.5 | {code} | money")


BEFORE = [
    ("US$300", "USD"), ("NZ$5万", "NZD"), ("R$30", "BRL"), ("MOP$200", "MOP"), ("HK$500", "HKD"), ("NT$1,200", "TWD"), ("₽500万", "RUB"),
    ("₺80", "TRY"), ("₫5万", "VND"), ("₱200", "PHP"), ("₪30", "ILS"), ("₦700", "NGN"), ("€3亿", "EUR"), ("£20", "GBP"), ("RM50", "MYR"),
    ("CHF 200", "CHF"), ("AED500万", "AED"), ("USD 300", "USD"), ("EUR50", "EUR"), ("RMB3000", "CNY"), ("Rp 3000", "IDR"),
]  # fmt: skip
AFTER = [("300 USD", "USD"), ("5,000 HKD", "HKD"), ("80万EUR", "EUR"), ("200 CHF", "CHF"), ("3亿RMB", "CNY")]
NO_MONEY = ["TOP 10", "USDT", "C919", "A320", "RMS 200", "EURO 2024", "COP28", "SARS"]


@pytest.mark.parametrize(("text", "code"), BEFORE + AFTER, ids=[text for text, _ in BEFORE + AFTER])
def test_symbols_and_letter_codes(quantities, text, code):
    assert [(q.unit, q.kind) for q in quantities(f"价格为{text}。")] == [(code, "money")]


@pytest.mark.parametrize("text", NO_MONEY)
def test_letters_that_are_no_money(quantities, text):
    assert not [q for q in quantities(f"他说，{text}。") if q.kind == "money"]
