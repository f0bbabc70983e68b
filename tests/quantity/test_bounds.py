"""Words that bend the bounds of a number, next to it and apart from it, and words that only look like them."""

import pytest

BEFORE = {
    "~": ["约", "大约", "大概", "大致", "约莫", "约略", "差不多"],
    "~]": ["近", "将近", "接近", "几乎", "近乎", "逼近", "直逼"],
    ">": ["超", "超过", "超出", "逾", "突破", "破", "高于", "多于", "大于", "不止", "升破", "跨过", "高过", "多过"],
    ">=": ["至少", "最少", "起码", "不低于", "不少于", "不下于", "不下", "不小于", "少说", "不短于", "不得短于"],
    "<": ["不到", "不足", "未满", "低于", "少于", "小于", "跌破", "未到", "不满"],
    "<=": ["最多", "至多", "顶多", "不超过", "不高于", "不多于", "不得超过", "未超过", "未逾", "没有超过"],
}  # fmt: skip
AFTER = {"~": ["左右", "上下", "之谱", "附近"], ">=": ["以上", "及以上", "或以上", "起", "开外"], "<=": ["以下", "以内", "之内", "封顶"]}
NUMBERS = [
    ("90%", "90", "%", "percent"), ("三百名", "300", "{名}", "count"), ("5亿美元", "500000000", "USD", "money"),
    ("18个月", "18", "mo", "duration"),
]  # fmt: skip


def notation(span, relation, value, unit, kind):
    return f"{span} | {relation.rstrip(']')}{value}{']' if relation.endswith(']') else ''} | {unit} | {kind}"


@pytest.mark.parametrize("number", NUMBERS, ids=[n[0] for n in NUMBERS])
@pytest.mark.parametrize(("relation", "word"), [(relation, word) for relation, words in BEFORE.items() for word in words])
def test_words_before(check, relation, word, number):
    written, value, unit, kind = number
    check(f"目前{word}{written}。", notation(word + written, relation, value, unit, kind))


@pytest.mark.parametrize("number", NUMBERS, ids=[n[0] for n in NUMBERS])
@pytest.mark.parametrize(("relation", "word"), [(relation, word) for relation, words in AFTER.items() for word in words])
def test_words_after(check, relation, word, number):
    written, value, unit, kind = number
    check(f"合计{written}{word}。", notation(written + word, relation, value, unit, kind))


COMBINED = [
    ("林岚自其17岁起学琴", "17岁 | =17 | a | duration"), ("年满17岁起可报名", "17岁起 | >=17 | a | duration"),
    ("增幅没有达到5%的增长目标", "5% | =5 | % | percent | increase"), ("增幅没有达到5%", "5% | <5 | % | percent | increase"),
    ("不低于所控股公司注册资本总和的50%", "50% | >=50 | % | percent"), ("低于所控股公司注册资本总和的50%", "50% | =50 | % | percent"),
    ("船队不到10月的一半", "一半 | <50] | % | ratio"), ("船队不足去年同期的三成", "三成 | <30] | % | ratio"),
    ("船队高于去年的三成", "三成 | =30 | % | percent"), ("船队不到10月的30艘", "30艘 | =30 | {艘} | count"),
    ("约30家左右", "约30家左右 | ~30 | {家} | count"),
    ("约30家以上", "约30家以上 | >=30 | {家} | count"),
    ("至少约30家", "至少约30家 | >=30 | {家} | count"),
    ("超过约30家", "超过约30家 | >30 | {家} | count"),
    ("近30余家", "近30余家 | >30..40 | {家} | count"),
    ("逾百万人", "逾百万人 | >1000000 | {人} | count"),
    ("近百家", "近百家 | ~100] | {家} | count"),
    ("近千亿元", "近千亿元 | ~100000000000] | CNY | money"),
    ("超千万人", "超千万人 | >10000000 | {人} | count"),
    ("破万人", "破万人 | >10000 | {人} | count"),
    ("约百人", "约百人 | ~100 | {人} | count"),
    ("不足百人", "不足百人 | <100 | {人} | count"),
    ("大于等于30吨", "大于等于30吨 | >=30 | t | measure"),
    ("小于等于30吨", "小于等于30吨 | <=30 | t | measure"),
    ("≥30吨", "≥30吨 | >=30 | t | measure"),
    ("≤30吨", "≤30吨 | <=30 | t | measure"),
    (">30吨", ">30吨 | >30 | t | measure"),
    ("<30吨", "<30吨 | <30 | t | measure"),
    ("30%以上的企业", "30%以上 | >=30 | % | percent"),
    ("三年以上有期徒刑", "三年以上 | >=3 | a | duration"),
    ("三年以上十年以下有期徒刑", "三年以上十年以下 | 3..10 | a | duration"),
    ("5公里内", "5公里内 | <=5 | km | measure"),
    ("三年之内", "三年之内 | <=3 | a | duration"),
    ("30吨多", "30吨多 | >30..40 | t | measure"),
    ("约 30 家", "约 30 家 | ~30 | {家} | count"),
    ("超过了30家", "30家 | >30 | {家} | count"),
    ("18岁以上", "18岁以上 | >=18 | a | duration"),
    ("几乎一半", "几乎一半 | ~50] | % | percent"),
    ("将近两年", "将近两年 | ~2] | a | duration"),
    ("约占三成", "三成 | ~30 | % | percent"),
    ("约为30吨", "30吨 | ~30 | t | measure"),
    ("大约需要30吨", "30吨 | ~30 | t | measure"),
    ("约相当于30吨", "30吨 | ~30 | t | measure"),
    ("以30吨为限", "30吨为限 | <=30 | t | measure"),
    ("最高达25%", "25% | =25 | % | percent"),  # the record itself is reached
    ("最低降到5元", "5元 | =5 | CNY | money"),
    ("最多可达30万元", "30万元 | <=300000 | CNY | money"),
    ("最高可达8万元", "8万元 | <=80000 | CNY | money"),
    ("最高罚8万元", "8万元 | <=80000 | CNY | money"),
    ("最高罚款从8万元提高", "8万元 | =80000 | CNY | money"),
    ("最低可到5折", "5折 | >=50 | % | percent"),
    ("最多达40人", "40人 | <=40 | {人} | count"),
    ("至少达40人", "40人 | >=40 | {人} | count"),
    ("损失约280万美元", "约280万美元 | ~2800000 | USD | money"),
    ("租约10年", "10年 | =10 | a | duration"),
    ("14亿左右的人口", "14亿左右 | ~1400000000 | {人} | count"),
    ("约3万左右居民", "约3万左右 | ~30000 | {人} | count"),
    ("3万左右的成本", "3万左右 | ~30000 | 1 | count"),
]


@pytest.mark.parametrize(("text", "want"), COMBINED, ids=[text for text, _ in COMBINED])
def test_words_together_apart_and_as_signs(check, text, want):
    check(f"情况是{text}。", *([want] if isinstance(want, str) else want))


EXACT = [
    ("最近3家公司", "3家"), ("附近3家店", "3家"), ("纽约5人", "5人"), ("公约3条", "3条"), ("签约30家", "30家"),
    ("节约30吨", "30吨"), ("打破3项纪录", "3项"),
    ("侦破30起", "30起"), ("30家内地企业", "30家"), ("30家上下游企业", "30家"), ("3起起诉", "3起"), ("发生3起案件", "3起"),
    ("中超30轮", "30轮"), ("赶超3国", "3国"),
    ("5家多元化企业", "5家"), ("3人起诉", "3人"), ("3人余生", "3人"), ("30家内资企业", "30家"), ("超市30家", "30家"),
    ("远近30里", "30里"), ("条约30条", "30条"),
    ("亲近3人", "3人"), ("邻近3国", "3国"), ("30天以上海为例", "30天"), ("爆破3次", "3次"), ("3家以下简称甲", "3家"),
    ("预约30人", "30人"), ("3国内部", "3国"),
    ("超级3人", "3人"), ("30吨来自", "30吨"), ("10人来访", "10人"), ("3个起点", "3个"), ("约翰3次", "3次"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "span"), EXACT, ids=[t for t, _ in EXACT])
def test_words_that_hold_a_bound_but_bend_nothing(claims, text, span):
    assert [(row[0], row[4]) for row in claims(text)] == [(span, "=")]


CLAUSES = ["约定后交付30吨", "超过去年，共30吨", "近年来30吨", "不足，仅30吨", "至少他说有30吨", "约束30吨", "左右逢源，30吨"]


@pytest.mark.parametrize("text", CLAUSES)
def test_bounds_of_another_clause_or_word_do_not_reach_the_number(claims, text):
    assert [(row[0], row[4]) for row in claims(text)] == [("30吨", "=")]
