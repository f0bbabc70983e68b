"""Bare large numbers take the unit of what stands near them: people or funds behind, a list's next member, money before, a comparison."""

import pytest

SHARED = [
    ("21万青汀人失业", ["{人}"]), ("上万北岭移民涌入", ["{人}"]), ("一百多万维族人", ["{人}"]), ("240万外国公民的资料", ["{人}"]),
    ("接近800万的新增贫困人口", ["{人}"]), ("数万甚至数十万人接种", ["{人}", "{人}"]), ("上萬北嶺移民湧入", ["{人}"]),
    ("河阳的本科生和研究生不足350万。", ["{人}"]), ("居民存款增加3万亿", ["CNY"]),
    ("三县分别报告13万、9.9万和5万个病例", ["{个}"] * 3), ("贪污数千万甚至上亿人民币", ["CNY", "CNY"]),
    ("外汇存底为5012亿美元，正式突破5000亿大关。", ["USD", "USD"]), ("外匯存底為5012億美元，正式突破5000億大關。", ["USD", "USD"]),
    ("进出口总额23万亿元。其中，出口12万亿，同比微增；", ["CNY", "CNY"]), ("包括120万港元薪金和约300万的办事处开支", ["HKD", "HKD"]),
    ("乘客为18亿人次，低于去年的45亿；", ["{人次}", "{人次}"]), ("用户数1200万，而去年只有650万。", ["{人}", "{人}"]),
    ("发行1万亿国债", ["CNY"]), ("公布1.9万亿刺激计划。该计划耗资1.9万亿美元。", ["USD", "USD"]), ("公布1.9兆紓困方案", ["TWD"], "tw"),
    ("今年已吸引上百亿产值项目落地", ["CNY"]),
]  # fmt: skip
BARE = [
    ("销量增加到30万。", ["1"]), ("付出6600亿美元。另一项为5000亿。", ["USD", "1"]), ("耗资5000亿美元，产出了3万。", ["USD", "1"]),
    ("用户数1200万，点击650万次。", ["{人}", "{次}"]), ("卖出30万给外国人", ["1"]), ("1万亿人工智能参数", ["1"]),
    ("营收5亿美元，参数量为3亿的模型", ["USD", "1"]), ("芯片有80万人工神经元", ["1"]), ("收入5亿美元，\n样本3亿。", ["USD", "1"]),
]  # fmt: skip


@pytest.mark.parametrize("row", SHARED + BARE, ids=[row[0] for row in SHARED + BARE])
def test_unit_of_a_bare_number(quantities, row):
    text, units, *region = row
    assert [q.unit for q in quantities(text, *region) if q.label == "claim"] == units


def test_reading_and_span_stay(quantities):
    assert [(q.text, q.value, q.kind) for q in quantities("卖出3万和5万吨")] == [("3万", 30000, "measure"), ("5万吨", 50000, "measure")]
