"""Units that are named apart from their numbers: over a table, before the amounts of a sentence, by what is measured."""

from decimal import Decimal

import pytest

TABLES = [
    (
        "表一 收支（单位：万元）\n年份 收入 利润\n2023 350 20\n合计 1,750.5 +3%\n注：共3项。\n另有500份。",
        [("350", 3500000, "CNY"), ("20", 200000, "CNY"), ("1,750.5", 17505000, "CNY"), ("+3%", 3, "%"), ("3项", 3, "{项}"), ("500份", 500, "{份}")],
    ),
    ("产量（单位：吨）\n粮食　412600　+1.8%\n蔬菜　138\n\n会上来了300。", [("412600", 412600, "t"), ("+1.8%", Decimal("1.8"), "%"), ("138", 138, "t")]),
    ("运价（单位：美元/标准箱）\n4月 1950\n5月 2040", [("1950", 1950, "USD/{标准箱}"), ("2040", 2040, "USD/{标准箱}")]),
    ("单位：亿元人民币\n甲县 3.5\n乙县 4", [("3.5", 350000000, "CNY"), ("4", 400000000, "CNY")]),
]  # fmt: skip
NO_TABLE = ["单位：个人\n年龄 35", "工作单位：甲县粮站\n工号 350", "单位：万元计算口径不同\n收入 350", "单位：吨。\n今年共350。"]
TERMS = [
    ("以港元计，合同为300元。另付5元。", ["HKD", "CNY"]), ("按美元计价，收入1200万元，支出3亿元。", ["USD", "USD"]),
    ("以新台币结算的货款为80万元。", ["TWD"]), ("以美元计下降3%。另付300元。", ["CNY"]), ("喜欢港元，付了300元。", ["CNY"]),
    ("以港元计，收入为500美元。", ["USD"]),
    ("以7亿1000万元（人民币，约合1亿4000万新元）买下。", ["CNY", "SGD"]), ("募资5亿元（人民币），合22亿元新台币。", ["CNY", "TWD"]),
    ("募資5億元（人民幣），合22億元新台幣。", ["CNY", "TWD"]), ("付了3亿元（含人民币债券）。", ["CNY"]),
    ("租金300元（港元，下同）。押金600元。\n退还200元，另收5美元。", ["HKD", "HKD", "HKD", "USD"]), ("租金300元。押金600元（港元，下同）。", ["HKD", "HKD"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "want"), TABLES, ids=[text[:8] for text, _ in TABLES])
def test_cells_have_the_unit_over_the_table(claims, text, want):
    assert [(row[0], row[1], row[5]) for row in claims(text)] == want


@pytest.mark.parametrize("text", NO_TABLE)
def test_other_numbers_stay_bare(quantities, text):
    assert {q.unit for q in quantities(text) if q.text.startswith("35")} <= {"1"}


@pytest.mark.parametrize(("text", "codes"), TERMS, ids=[text for text, _ in TERMS])
def test_money_named_for_the_sentence(quantities, text, codes):
    assert [q.unit for q in quantities(text) if q.kind == "money"] == codes


BY_NOUN = [
    ("月薪四万二", "四万二 | =42000 | CNY/mo | money"), ("最高可以罚五万", "五万 | <=50000 | CNY | money"),
    ("身价增307亿", "307亿 | =30700000000 | CNY | money | increase"), ("预算约3000万", "约3000万 | ~30000000 | CNY | money"),
    ("收入3万人", "3万人 | =30000 | {人} | count"), ("人口3万", "3万 | =30000 | {人} | count"), ("点击量3万", "3万 | =30000 | {次} | count"),
    ("股价指数升至3500.5", "3500.5 | =3500.5 | 1 | measure"), ("收入达3万美元", "3万美元 | =30000 | USD | money"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "want"), BY_NOUN, ids=[text for text, _ in BY_NOUN])
def test_money_that_its_noun_tells(check, text, want):
    check(text, want)


def test_money_that_its_noun_tells_is_that_of_the_region(claims):
    assert [row[5] for row in claims("月薪四万二", "tw")] == ["TWD/mo"]
