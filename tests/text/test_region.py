"""Where a text is from: by its wording and its outlet, never by its script."""

import pytest

from extract.text.region import detect_region, money_region

ROWS = [
    ("据新华社电，工信部同比口径。", None, "cn"), ("央视网消息（新闻联播）：长河两岸投资超百亿元。", None, "cn"),
    ("央视网消息（新闻联播）：本台记者联合报道。", None, "cn"), ("中央社台北讯，主计总处发布。", None, "tw"), ("港币走强，香港楼价上升。", None, "hk"),
    ("投资10亿元。", {"outlet": "联合报"}, "tw"), ("港币走强，香港楼价上升。", {"region": "cn"}, "cn"), ("投资10亿元。", None, "cn"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "meta", "region"), ROWS, ids=[row[0] for row in ROWS])
def test_the_place_of_a_text(text, meta, region):
    assert detect_region(text, meta) == region


MAINLAND = "中国央行说，中国的存款增加。北京、上海的楼价下跌3000元。"
MONEY = [
    (MAINLAND, "sg", None, "cn"), (MAINLAND, "sg", "联合早报", "cn"), (MAINLAND, "tw", "中央社", "tw"), (MAINLAND, "tw", None, "cn"),
    (MAINLAND + "判赔人民币35万元。", "tw", "中央社", "cn"),
    ("新加坡的组屋转售价上涨3000元，比中国高。", "sg", None, "sg"), ("中国、中国、中国、中国、中国。", "sg", None, "sg"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "region", "outlet", "money"), MONEY)
def test_the_place_whose_money_is_meant(text, region, outlet, money):
    assert money_region(text, region, {"outlet": outlet} if outlet else None) == money
