"""Phenomena of time, each as a table: what must be read, and what must be left alone. All texts are invented.

A line is a text with the amount between 【】, and the words of its time with their EDTF (``words | edtf``), the words alone
where they fix no date, or None. Times are found, chosen and read as in the pipeline, in Simplified and in Traditional.
The texts are published on Wednesday, 18 March 2026.
"""

from __future__ import annotations

import datetime

import edtf
import opencc
import pytest

from extract.link.edtf import Anchor
from extract.link.edtf_document import document_date, read_chosen, read_times
from extract.link.when import choose_time, reach, told
from extract.quantity.times import find_times
from extract.text.normalize import normalize
from extract.text.sentences import sentences

PUBLISHED = "2026-03-18"

RELATIVE = [
    ("云港去年7月卸货【30万吨】。", "去年7月 | 2025-07"),
    ("该厂今年前两个月产钢【9万吨】。", "今年前两个月 | 2026-01/2026-02"),
    ("上月全县卖出【300套】新房。", "上月 | 2026-02"),
    ("昨天有【40人】到场。", "昨天 | 2026-03-17"),
    ("上周五渡轮停航【6班】。", "上周五 | 2026-03-13"),
    ("年初以来股价跌去【三成】。", "年初以来 | 2026-01/.."),
    ("明年春运期间客流将突破【6万人次】。", "明年春运期间 | 2027"),
    ("三年前全村只有【20户】。", "三年前 | 2023"),
    ("过去一周接获【38宗】投诉。", "过去一周 | 2026-03-11/2026-03-17"),
    ("目前有【23条】航线。", "目前 | 2026-03"),
    ("目前全县有养蜂人30户，其中女性占【三成】。", "目前 | 2026-03"),
    ("上月出勤率只有71%，环比下降【3个百分点】。", "上月 | 2026-02"),
    ("救援队迄今接回【40人】。", "迄今 | ../2026-03-18"),
    ("自去年4月新规实施以来，退货达【3万件】。", "自去年4月新规实施以来 | 2025-04/.."),
    ("隧道昨日贯通，比计划提前【两个月】。", "昨日 | 2026-03-17"),
    ("上半季共【120场】比赛。", "上半季 | 2026-40"),
    ("上周末售出【300张】票。", "上周末 | 2026-03-14/2026-03-15"),
    ("第10周门诊量为【900人次】。", "第10周 | 2026-03-02/2026-03-08"),
    # no time, or none that holds
    ("工程耗时三年，花了【3亿元】。", None),
    ("目前航线停飞，公司换了老板，搬了家，又借来【3亿元】。", None),
    ("销量较平时下降【一成】。", None),
    ("裂缝出现在桥面，长【3米】。", None),
    ("完工后年租金为【30万元】。", None),
    ("三年过去，村里只剩【20户】。", None),
]

ANCHORED = [
    ("2019年建厂，同年售出【300台】。", "同年 | 2019"),
    ("2019年建厂，次年售出【300台】。", "次年 | 2020"),
    ("2018年12月31日动工，次日浇筑【30立方米】。", "次日 | 2019-01-01"),
    ("2023年5月开馆，当月接待【2万人】。", "当月 | 2023-05"),
    ("2023年全县出生900人，全年死亡【800人】。", "全年 | 2023"),
    ("2015年村里有90户，十年后只剩【20户】。", "十年后 | 2025"),
    ("1978年产值到顶，此后二十年跌去【九成】。", "此后二十年 | 1978/1998"),
    ("2017年7月开工，12月已投入【3亿元】。", "12月 | 2017-12"),
    ("今年2月，物价上涨0.6%，环比由上月下降【0.1%】转为上涨。", "上月 | 2026-01"),
    ("渡口2028年通航，届时每年可运【50万人】。", "2028年 | 2028"),
    # nothing to look back to
    ("同年售出【300台】。", "同年"),
    ("当月接待【2万人】。", "当月"),
    ("后来他当年为校长，带了【300人】。", "当年"),
    ("2月底违约的集团16日还款【65亿元】。", "16日 | 2026-03-16"),
    ("2月违约的集团5日还款【65亿元】。", "5日 | 2026-02-05"),
    ("去年10月和今年2月减产，从5月起再减【3万桶】。", "从5月起 | 2026-05/.."),
    ("同一天里挖出【3米】深的坑。", "同一天"),
]

INTERVALS = [
    ("2020年以来，投产【三座】。", "2020年以来 | 2020/.."),
    ("自2015年起，每年种树【3万棵】。", "自2015年起 | 2015/.."),
    ("2020至2023年间，岗位增加【26倍】。", "2020至2023年间 | 2020/2023"),
    ("12月28日至1月3日，门诊接诊【900人次】。", "12月28日至1月3日 | 2025-12-28/2026-01-03"),
    ("3月2日起至3月9日止，登记【300人】。", "3月2日起至3月9日止 | 2026-03-02/2026-03-09"),
    ("自3月4日黎明到7日晚间，岚县受袭【230次】。", "3月4日黎明到7日晚间 | 2026-03-04/2026-03-07"),
    ("2024/2025销售年度进口玉米【600万吨】。", "2024/2025销售年度 | 2024/2025"),
    ("29日8时至30日8时，岚县平均降雨【60毫米】。", "29日8时至30日8时 | 2026-03-29/2026-03-30"),
    ("截至2025年末，全市有【900家】门店。", "截至2025年末 | 2025-12"),
    ("截至16日18时，塌方已造成【3人】遇难。", "截至16日18时 | ../2026-03-16"),
    ("截至去年底，累计捐书【3万册】。", "截至去年底 | ../2025-12"),
    ("截至16日，塌方已造成【3人】遇难，另有【9人】受伤。", "截至16日 | ../2026-03-16"),
    ("截至去年底，累计并网【3万户】，总装机【9万千瓦】。", "截至去年底 | 2025-12"),
    ("年底前要完成【八成】。", "年底前 | ../2026-12"),
    ("2025/26产季收豆【37万袋】。", "2025/26产季 | 2025/2026"),
    ("1961年有记录以来，只干过【三次】。", "1961年有记录以来 | 1961/.."),
    ("光绪二十年前后，茶行有【40家】。", "光绪二十年前后 | 1894~"),
    # a length of time, a course, a name
    ("由北至南全长【30公里】。", None),
    ("为期三年的合同值【3亿元】。", None),
    ("近十年，她写了【三本】书。", None),
    ("从一数到【三百】。", None),
]

ROC_AND_PARTS = [
    ("民国110年9月卖出【30台】。", "民国110年9月 | 2021-09"),
    ("依农会112年统计，灌溉面积不足【三十公顷】。", "112年 | 2023"),
    ("到120学年度，学校剩【52所】。", "120学年度 | 2031"),
    ("根据统计，114年平均月薪【4万元】。", "114年 | 2025"),
    ("去年第三季度增长【3%】。", "去年第三季度 | 2025-35"),
    ("今年首季接获【90宗】。", "今年首季 | 2026-33"),
    ("去年上半年运货【3万吨】。", "去年上半年 | 2025-40"),
    ("下半年可望售出【300套】。", "下半年 | 2026-41"),
    ("前三季度产粮【9万吨】。", "前三季度 | 2026-01/2026-09"),
    ("9M25 营收【30亿元】。", "9M25 | 2025-01/2025-09"),
    ("年中库存料跌至【3万吨】。", "年中 | 2026-06~"),
    ("昭和八年修渠【30公里】。", "昭和八年 | 1933"),
    # a course of years, a duration, ordinals
    ("有114年历史的老店卖出【300盒】。", None),
    ("村里120年来只迁走【三户】。", "120年来 | 1906/2026"),
    ("第三章写了【30页】。", None),
    ("四季常绿的树有【300棵】。", None),
]

CHOSEN = [
    ("2025年公司营收30亿元，同比增长【3%】；净利【2亿元】。", "2025年 | 2025"),
    ("今年首季售出90套，租金按季升【1%】。", "今年首季 | 2026-33"),
    ("表1：各港去年货量\n云港 【90万吨】", "去年 | 2025"),
    ("表1：各港去年货量\n港口 货量\n云港 90万吨 【+3%】", "去年 | 2025"),
    ("最低工资今年1月1日起调至【3万元】。", "今年1月1日起 | 2026-01-01/.."),
    ("目前，航线通达【23个】国家。", "目前 | 2026-03"),
    ("2025年售出30台，是2024年的【3倍】。", "2025年 | 2025"),
    ("新港3月投产后，每周可卸货【九船】。", "3月 | 2026-03"),
    ("岚县周二报告了【39例】病例。", "周二 | 2026-03-17"),
    ("该指数目前市盈率为【18倍】。", "目前 | 2026-03"),
    ("【200名】店员今天要求加薪。", "今天 | 2026-03-18"),
    ("【15国】3月2日在北港签约。", "3月2日 | 2026-03-02"),
    ("2027年第二季、第三季和第四季产值料分别增长3.8%、【3.9%】和3.4%。", "第三季 | 2027-35"),
    ("“十四五”时期，全县累计改造【2100个】网点。", "“十四五”时期 | 2021/2025"),
    ("十五五期间将建桥【3座】。", "十五五期间 | 2026/2030"),
    ("改革开放以来，全县建桥【3座】。", "改革开放以来 | 1978-12/.."),
    ("县里今年早些时候开店【3家】。", "今年早些时候 | 2026"),
    ("船队未来几天运去【80万箱】。", "未来几天"),
    # what keeps a time to its own clause
    ("比“十三五”期间税收增加【13亿元】。", None),
    ("新赛季于本月22日开打，全季减少【10场】。", None),
    ("优惠券效期至年底，可带现金【1000元】领取。", None),
    ("在1990年的水平基础上，排放要减少【68%】。", None),
    ("距11月3日选举仅【1个月】。", None),
    ("“到目前为止，推广失败，”他说，目标是【1亿支】。", None),
    ("甲县在2025年底前得到一千支，而乙县已经订货【3千支】。", None),
    ("下周即将上任的县长，公布了【19亿元】的计划。", None),
    ("他有【两本】3月2日的报纸。", None),
    ("周二报告的病例有【39例】。", None),
    ("【36人】中有26日入院者。", None),
    ("冶炼厂2021年投产，设计年产能为【4万吨】。", None),
    ("船厂将于5月签约，目录价共【3亿元】。", None),
    ("他说，去年卖得不错，“一天卖【300碗】”。", None),
    ("去年开了分店，若生意好，可再请【三人】。", None),
    ("去年签约，租期【十年】。", None),
    ("上月一份调查显示，【三成】店家亏本。", None),
    ("空置率较三年前少了【一半】。", None),
]

SAME_PERIOD = [
    ("上半年净利增长【3%】，去年同期为【2亿元】。", "去年同期 | 2025-40"),
    ("今年前两个月产钢9万吨，上年同期为【8万吨】。", "上年同期 | 2025-01/2025-02"),
    ("截至3月9日售出30台，去年同期仅售出【20台】。", "去年同期 | 2025-03-09"),
    ("2024年第三季度营收3亿元，2023年同期为【2亿元】。", "2023年同期 | 2023-35"),
    ("今年2月售出300套，高于去年同期的【200套】。", "去年同期 | 2025-02"),
    ("2024年2月29日售出30台，2023年同期售出【20台】。", "2023年同期 | 2023-02-28"),
    ("今年2月售出300套，同期退货【20套】。", "同期 | 2026-02"),
    ("第四季租金上升，季内吸纳【9万平方米】。", "季内 | 2025-36"),
    ("一季度末存粮【3万吨】。", "一季度末 | 2026-03"),
    ("三季度末前须修好【八成】。", "三季度末前 | ../2026-09"),
    ("2024/25财年营收【30亿元】。", "2024/25财年 | 2024/2025"),
    ("2023-24赛季主场赢球【9场】。", "2023-24赛季 | 2023/2024"),
    ("去年9月中旬至10月，水库放水【3次】。", "去年9月中旬至10月 | 2025-09/2025-10"),
    ("上上周接诊【900人次】。", "上上周 | 2026-03-02/2026-03-08"),
    ("去年暑假接待【3万人次】。", "去年暑假 | 2025-07/2025-08"),
    ("截至目前，全县建成【30座】桥。", "截至目前 | 2026-03"),
    ("2022年2月至2024年9月期间，他开出【30张】假票。", "2022年2月至2024年9月期间 | 2022-02/2024-09"),
    # words of other matters
    ("租金在1500—2000元之间，水费【90元】。", None),
    ("回本周期只要【8个月】。", None),
    ("灌溉历时近5小时，用水【30吨】。", None),
    ("早前售出【300台】。", "早前"),
    ("去年同期售出【300台】。", "去年同期"),
]

TABLES = {
    "relative": RELATIVE,
    "anchored": ANCHORED,
    "intervals": INTERVALS,
    "roc and parts": ROC_AND_PARTS,
    "chosen": CHOSEN,
    "same period": SAME_PERIOD,
}
TRADITIONAL = opencc.OpenCC("s2t").convert


def time_of(marked: str) -> str | None:
    """The time of the last amount between 【】, with its reading; earlier amounts hand theirs on."""
    pieces = marked.replace("】", "【").split("【")
    written = normalize("".join(pieces)).text
    times = find_times(written)
    anchor = Anchor(document_date(written, {"published": PUBLISHED}), region="cn")
    readings = read_times(written, times, anchor.published, "cn")
    found, earlier = None, None
    for index in range(1, len(pieces), 2):
        start = len("".join(pieces[:index]))
        spans = sentences(written)
        at = max(i for i, span in enumerate(spans) if span[0] <= start)
        before = spans[at - 1] if at and "\n" not in written[spans[at - 1][1] - 1 : spans[at][0] + 1] else None
        near = [t for t in times if t.start >= reach(written, spans[at], before)]
        kind = "ratio" if "倍" in pieces[index] else "duration" if pieces[index].endswith("年") else "count"
        found = choose_time(start, start + len(pieces[index]), written, near, spans[at], before, kind, earlier)
        earlier = told(start, found, earlier)
    if found is None:
        return None
    code = read_chosen(found, written, times, readings, anchor, start)
    assert code is None or str(edtf.parse_edtf(code))
    return f"{found.text} | {code}" if code else found.text


ROWS = [(name, text, want) for name, table in TABLES.items() for text, want in table]


@pytest.mark.parametrize(("name", "text", "want"), ROWS, ids=[text for _, text, _ in ROWS])
def test_time_in_both_scripts(name: str, text: str, want: str | None) -> None:
    assert time_of(text) == want
    assert time_of(TRADITIONAL(text)) == want


@pytest.mark.parametrize("name", TABLES)
def test_tables_have_both_sides(name: str) -> None:
    dated = [want for _, want in TABLES[name] if want and " | " in want]
    assert len(dated) >= 8
    assert len(TABLES[name]) - len(dated) >= 3


def test_the_dateline_is_the_day_of_writing() -> None:
    text = "本报云港3月17日电（记者 某某）今晚有300人到场。"
    assert document_date(text, {"published": PUBLISHED}) == datetime.date(2026, 3, 17)
    assert document_date(text.replace("17日", "2日"), {"published": PUBLISHED}) == datetime.date(2026, 3, 18)


@pytest.mark.parametrize(("text", "code"), [("球队本季胜率为六成。", "2026"), ("公司本季营收为3亿元。", "2026-33")])
def test_a_season_of_sport_is_no_quarter(text: str, code: str) -> None:
    assert read_times(text, find_times(text), datetime.date(2026, 3, 18), "cn") == [code]
