"""Units that only a word near them tells, beside the same words where they mean what they mostly do."""

from decimal import Decimal

import pytest

# text, region, unit and value of the first claim
TOLD = [
    ("央行宣布加息2码", "tw", "[bp]", 50), ("理事会决定降息半码", "tw", "[bp]", "12.5"), ("放款利率调升一码半", "tw", "[bp]", "37.5"),
    ("朋友之间月息2分", "cn", "%", 2), ("年利率1分5", "cn", "%", 15), ("月利5厘", "cn", "%", "0.5"), ("年息五厘六", "hk", "%", "5.6"),
    ("新台币升值5.1分", "tw", "TWD", "0.051"), ("列车晚点12分", "cn", "min", 12), ("农地卖了3分2", "tw", "{分}", "3.2"),
    ("家里的宽带是200兆", "cn", "Mbit/s", 200), ("上网速度只有2M", "tw", "Mbit/s", 2), ("网速9600bps", "cn", "bit/s", 9600),
    ("手机内存256兆", "cn", "MBy", 256), ("硬盘容量4T", "cn", "TBy", 4), ("附件不超过2.5M", "cn", "MBy", "2.5"), ("送20G流量", "cn", "GBy", 20),
    ("色温5600K", "cn", "K", 5600), ("磁场强度1.5特斯拉", "cn", "T", "1.5"), ("额定电流16安", "cn", "A", 16), ("阻值470欧", "cn", "Ohm", 470),
    ("左眼近视450度", "cn", "{度}", 450), ("一瓶38度白酒", "cn", "{度}", 38), ("烈度7度", "cn", "{度}", 7), ("烤箱调到200度", "cn", "Cel", 200),
    ("家庭用水20度", "tw", "m3", 20), ("军粮八百石", "cn", "{石}", 800), ("金饰重3钱", "tw", "{钱}", 3), ("当归二钱", "cn", "{钱}", 2),
    ("最大马力150匹", "cn", "[HP]", 150), ("白棋贴目7目半", "cn", "{目}", "7.5"), ("每分钟96拍", "cn", "{拍}/min", 96), ("胎压2.3巴", "cn", "bar", "2.3"),
    ("穿44码的球鞋", "cn", "{码}", 44), ("车速开到100码", "cn", "km/h", 100), ("吸取试剂20微升", "cn", "uL", 20),
    ("亩产三石二斗", "cn", "{石}", "3.2"), ("北纬39度54分", "cn", "deg", "39.9"), ("细胞3.2×10^8个", "cn", "{个}", 320000000),
]  # fmt: skip
PLAIN = [
    ("门前推进40码", "tw", "[yd_i]", 40), ("这部车跑了2分30秒", "cn", "s", 150), ("考了98分", "cn", "{分}", 98), ("预算3兆元", "tw", "TWD", 3 * 10**12),
    ("宽频建设投资3兆元", "tw", "TWD", 3 * 10**12), ("转动30度", "cn", "deg", 30), ("上调25bps", "cn", "[bp]", 25), ("买了2匹布", "cn", "{匹}", 2),
    ("指数收在3.2，微升至3.31", "cn", "1", "3.2"), ("粮价涨到3元", "cn", "CNY", 3), ("七千欧元", "cn", "EUR", 7000), ("用电30度", "tw", "kW.h", 30),
    ("按揭年息5厘", "hk", "%", 5), ("央行升息后，四分卫推进30码", "tw", "[yd_i]", 30), ("迟到扣2分", "cn", "{分}", 2),
    ("金价大跌，钱包里只剩300元", "cn", "CNY", 300), ("电阻市场占三成", "cn", "%", 30), ("37度高温天", "cn", "Cel", 37), ("360度观看", "cn", "deg", 360),
    ("啤酒冷藏到4度", "cn", "Cel", 4), ("38度的酒", "cn", "{度}", 38),
]  # fmt: skip
NAMES = ["5G网络", "（5G）宽带建设", "专线小巴20K", "4K电视", "5G手机流量"]


@pytest.mark.parametrize(("text", "region", "unit", "value"), TOLD + PLAIN, ids=[row[0] for row in TOLD + PLAIN])
def test_the_nearest_word_of_a_topic_tells_the_unit(first, text, region, unit, value):
    got = first(text, region)
    assert got is not None
    assert (got[5], got[1]) == (unit, Decimal(value))


def test_both_scripts_are_told_alike(check):
    check("联准会升息三码。", "三码 | =75 | [bp] | percent | increase", region="tw")
    check("患者近视300度。", "300度 | =300 | {度} | measure")
    check("处方用黄芪三钱。", "三钱 | =3 | {钱} | measure")


@pytest.mark.parametrize("text", NAMES)
def test_generations_and_routes_are_no_sizes(quantities, text):
    assert [q.label for q in quantities(text)] == ["identifier"]


COINS = [("hk", "HKD"), ("mo", "MOP"), ("my", "MYR"), ("sg", "SGD"), ("cn", "HKD")]


@pytest.mark.parametrize(("region", "code"), COINS)
def test_a_sen_is_a_cent_of_the_place_and_never_a_fen(first, region, code):
    assert first("派息15仙", region)[1::4][:2] == (first("派息0.15港元")[1], code)


SIDES = [
    ("车身长宽高4.8×1.9×1.5米", ["m", "m", "m"]), ("纸箱120×80厘米", ["cm", "cm"]), ("血压130/85毫米汞柱", ["mm[Hg]", "mm[Hg]"]),
    ("4×100米接力赛", ["m"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "units"), SIDES, ids=[text for text, _ in SIDES])
def test_sides_share_the_unit_of_the_last(quantities, text, units):
    assert [q.unit for q in quantities(text) if q.label == "claim"] == units
