"""Every row and example of the guide, sections 1 to 5 and 8, that the quantity stage can decide by itself."""

import pytest

# Section 1: what is a claim, with the borderline rules.
SECTION_1 = [
    ("年产3.7万吨", ["3.7万吨 | =37000 | t/a | measure"]),
    ("占比近九成", ["近九成 | ~90] | % | percent"]),
    ("三到五年内建成", ["三到五年内 | 3..5 | a | duration"]),
    ("是全球第二大产地", ["第二大 | =2 | {rank} | rank"]),
    ("三座矿山投产", ["三座 | =3 | {座} | count"]),
    ("共有13国参加", ["13国 | =13 | {国} | count"]),
    ("建设耗时七年", ["七年 | =7 | a | duration"]),
    ("技术领先25年", ["25年 | =25 | a | duration"]),
    ("库存够用18个月", ["18个月 | =18 | mo | duration"]),
    ("双方须90天内签署", ["90天内 | <=90 | d | duration"]),
    ("签下十年期合同", ["十年 | =10 | a | duration"]),
    ("投产要10到15年", ["10到15年 | 10..15 | a | duration"]),
    ("不到48小时便反制", ["不到48小时 | <48 | h | duration"]),
    ("过去15年来产量翻番", ["翻番 | =2 | {倍} | ratio | factor"]),
    ("他今年52岁", ["52岁 | =52 | a | duration"]),
    ("产量居全球第三", ["第三 | =3 | {rank} | rank"]),
    ("是第二大生产国", ["第二大 | =2 | {rank} | rank"]),
    ("它排名第5", ["第5 | =5 | {rank} | rank"]),
    ("耗费数百万美元", ["数百万美元 | 2000000..9990000 | USD | money"]),
    ("十余国响应", ["十余国 | >10..20 | {国} | count"]),
    ("上万人到场", ["上万人 | >=10000 | {人} | count"]),
    ("经过百余道工序", ["百余道 | >100..200 | {道} | count"]),
    ("规模达几千亿", ["几千亿 | 200000000000..999000000000 | 1 | count"]),
    ("比例为一半", ["一半 | =50 | % | percent"]),
    ("支持者过半", ["过半 | >50 | % | percent"]),
    ("三分之一的人口", ["三分之一 | =33.3333 | % | percent"]),
    ("八成的企业", ["八成 | =80 | % | percent"]),
    ("产量翻一番", ["翻一番 | =2 | {倍} | ratio | factor"]),
    ("价格是它的两倍", ["两倍 | =2 | {倍} | ratio"]),
    ("把握是百分百", ["百分百 | =100 | % | percent"]),
    ("稿费每篇300元", ["每篇300元 | =300 | CNY/{篇} | money"]),
    ("比重不到一半", ["不到一半 | <50 | % | percent"]),
]

# Section 2: what belongs to the span and what does not.
SECTION_2 = [
    ("占比近90%", ["近90% | ~90] | % | percent"]),
    ("占比90%以上", ["90%以上 | >=90 | % | percent"]),
    ("周期为7-10年", ["7-10年 | 7..10 | a | duration"]),
    ("缺口达2/3乃至一半", ["2/3乃至一半 | 50..66.6667 | % | percent"]),
    ("价格110美元/公斤", ["110美元/公斤 | =110 | USD/kg | money"]),
    ("成本每吨约2000元", ["每吨约2000元 | ~2000 | CNY/t | money"]),
    ("产量翻了一番", ["翻了一番 | =2 | {倍} | ratio | factor"]),
    ("它是第二大产地", ["第二大 | =2 | {rank} | rank"]),
    ("须在90天内签署", ["90天内 | <=90 | d | duration"]),
    ("约产生2000吨废料", ["2000吨 | ~2000 | t | measure"]),
    ("有300名工程师", ["300名 | =300 | {名} | count"]),
    ("共有3座和47个", ["3座 | =3 | {座} | count", "47个 | =47 | {个} | count"]),
]

# Section 2: the words that belong to the span, each with what it says, and those that stay outside.
BOUND_WORDS = [
    *[(f"占比{word}90%", [f"{word}90% | ~90] | % | percent"]) for word in ("近", "将近", "接近", "几乎")],
    *[(f"占比{word}90%", [f"{word}90% | ~90 | % | percent"]) for word in ("约", "大约")],
    *[(f"占比{word}90%", [f"{word}90% | >90 | % | percent"]) for word in ("超", "超过", "逾", "突破", "破", "高于")],
    *[(f"占比{word}90%", [f"{word}90% | <90 | % | percent"]) for word in ("不到", "不足", "未满", "低于")],
    *[(f"占比{word}90%", [f"{word}90% | >=90 | % | percent"]) for word in ("至少", "不低于")],
    *[(f"占比{word}90%", [f"{word}90% | <=90 | % | percent"]) for word in ("最多", "不超过")],
    ("占比90%以上", ["90%以上 | >=90 | % | percent"]),
    *[(f"占比90%{word}", [f"90%{word} | <=90 | % | percent"]) for word in ("以下", "以内")],
    ("距离为90公里内", ["90公里内 | <=90 | km | measure"]),
    *[(f"占比90%{word}", [f"90%{word} | ~90 | % | percent"]) for word in ("左右", "上下")],
    ("有90多家", ["90多家 | >90..100 | {家} | count"]),
    ("有90余家", ["90余家 | >90..100 | {家} | count"]),
    ("有十来家", ["十来家 | ~10 | {家} | count"]),
    ("这是千亿级市场", ["千亿级 | 100000000000..999000000000 | * | *"]),
    ("占比在80%至90%之间", ["80%至90%之间 | 80..90 | % | percent"]),
    *[
        (f"占比{word}90%", ["90% | =90 | % | percent"])
        for word in ("达", "高达", "多达", "仅", "只有", "为", "占", "共")
    ],
    ("产量增长90%", ["90% | =90 | % | percent | increase"]),
    ("产量下降90%", ["90% | =90 | % | percent | decrease"]),
    ("比上月高出90%", ["90% | =90 | % | percent | more"]),
    ("产量增长90%了", ["90% | =90 | % | percent | increase"]),
    ("每年90吨", ["90吨 | =90 | t/a | measure"]),
]

# Section 3: the table of values, row by row.
SECTION_3 = [
    ("比重是90%", ["90% | =90 | % | percent"]),
    ("比重约90%", ["约90% | ~90 | % | percent"]),
    ("比重90%左右", ["90%左右 | ~90 | % | percent"]),
    ("比重近90%", ["近90% | ~90] | % | percent"]),
    ("比重几乎90%", ["几乎90% | ~90] | % | percent"]),
    ("比重超过90%", ["超过90% | >90 | % | percent"]),
    ("比重逾九成", ["逾九成 | >90 | % | percent"]),
    ("比重破90%", ["破90% | >90 | % | percent"]),
    ("比重90%以上", ["90%以上 | >=90 | % | percent"]),
    ("比重至少90%", ["至少90% | >=90 | % | percent"]),
    ("比重不到90%", ["不到90% | <90 | % | percent"]),
    ("90天内完成", ["90天内 | <=90 | d | duration"]),
    ("不超过90天", ["不超过90天 | <=90 | d | duration"]),
    ("保证90天内供应不断", ["90天内 | =90 | d | duration"]),
    ("需要7-10年", ["7-10年 | 7..10 | a | duration"]),
    ("需要三到五年", ["三到五年 | 3..5 | a | duration"]),
    ("只有三四吨", ["三四吨 | 3..4 | t | measure"]),
    ("要10年以上", ["10年以上 | >=10 | a | duration"]),
    ("有2000多万", ["2000多万 | >20000000..30000000 | 1 | count"]),
    ("有2000余万", ["2000余万 | >20000000..30000000 | 1 | count"]),
    ("有80多亿", ["80多亿 | >8000000000..9000000000 | 1 | count"]),
    ("有十余家", ["十余家 | >10..20 | {家} | count"]),
    ("有十多家", ["十多家 | >10..20 | {家} | count"]),
    ("有百余家", ["百余家 | >100..200 | {家} | count"]),
    ("有几十家", ["几十家 | 20..99 | {家} | count"]),
    ("有数十家", ["数十家 | 20..99 | {家} | count"]),
    ("有数百万名", ["数百万名 | 2000000..9990000 | {名} | count"]),
    ("有几亿名", ["几亿名 | 200000000..999000000 | {名} | count"]),
    ("有上千家", ["上千家 | >=1000 | {家} | count"]),
    ("有上万家", ["上万家 | >=10000 | {家} | count"]),
    ("是千亿级的市场", ["千亿级 | 100000000000..999000000000 | * | *"]),
    ("市值1.2万亿元", ["1.2万亿元 | =1200000000000 | CNY | money"]),
    ("用户增长26倍", ["26倍 | =26 | {倍} | ratio | increase"]),
]

# Section 4: the codes, by measure, money, compound, counter, multiple, rank, points.
SECTION_4 = [
    ("重300吨", ["300吨 | =300 | t | measure"]),
    ("重5公斤", ["5公斤 | =5 | kg | measure"]),
    ("长10公里", ["10公里 | =10 | km | measure"]),
    ("耗电800千瓦时", ["800千瓦时 | =800 | kW.h | measure"]),
    ("历时7年", ["7年 | =7 | a | duration"]),
    ("历时18个月", ["18个月 | =18 | mo | duration"]),
    ("历时2周", ["2周 | =2 | wk | duration"]),
    ("历时90天", ["90天 | =90 | d | duration"]),
    ("历时48小时", ["48小时 | =48 | h | duration"]),
    ("加热到35摄氏度", ["35摄氏度 | =35 | Cel | measure"]),
    ("占比90%", ["90% | =90 | % | percent"]),
    ("售价5美元", ["5美元 | =5 | USD | money"]),
    ("售价5元人民币", ["5元人民币 | =5 | CNY | money"]),
    ("售价5港元", ["5港元 | =5 | HKD | money"]),
    ("售价新台币5元", ["新台币5元 | =5 | TWD | money"]),
    ("售价5澳元", ["5澳元 | =5 | AUD | money"]),
    ("售价5欧元", ["5欧元 | =5 | EUR | money"]),
    ("售价5日元", ["5日元 | =5 | JPY | money"]),
    ("售价5美元/公斤", ["5美元/公斤 | =5 | USD/kg | money"]),
    ("电价0.5元/千瓦时", ["0.5元/千瓦时 | =0.5 | CNY/kW.h | money"]),
    ("产能300吨/年", ["300吨/年 | =300 | t/a | measure"]),
    ("工厂年产2000吨", ["2000吨 | =2000 | t/a | measure"]),
    ("收费每吨约2000元", ["每吨约2000元 | ~2000 | CNY/t | money"]),
    ("关闭12家", ["12家 | =12 | {家} | count"]),
    ("招聘12名", ["12名 | =12 | {名} | count"]),
    ("建成12座", ["12座 | =12 | {座} | count"]),
    ("来自12国", ["12国 | =12 | {国} | count"]),
    ("是欧洲的3倍", ["3倍 | =3 | {倍} | ratio"]),
    ("达两倍以上", ["两倍以上 | >=2 | {倍} | ratio"]),
    ("位居第二大", ["第二大 | =2 | {rank} | rank"]),
    ("相差2个百分点", ["2个百分点 | =2 | [pp] | percent"]),
    ("相差25个基点", ["25个基点 | =25 | [bp] | percent"]),
    ("总数是1.5万", ["1.5万 | =15000 | 1 | count"]),
]

# Section 5: kinds and changes.
SECTION_5 = [
    ("耗资3亿元", ["3亿元 | =300000000 | CNY | money"]),
    ("占30%", ["30% | =30 | % | percent"]),
    ("是它的5倍", ["5倍 | =5 | {倍} | ratio"]),
    ("比例为1比3", ["1比3 | =0.333333 | 1 | ratio"]),
    ("有30家", ["30家 | =30 | {家} | count"]),
    ("有30吨", ["30吨 | =30 | t | measure"]),
    ("要30天", ["30天 | =30 | d | duration"]),
    ("居第三位", ["第三位 | =3 | {rank} | rank"]),
    ("增长3%", ["3% | =3 | % | percent | increase"]),
    ("减少了2000吨", ["2000吨 | =2000 | t | measure | decrease"]),
    ("上升0.2个百分点", ["0.2个百分点 | =0.2 | [pp] | percent | increase"]),
    ("年增26%", ["26% | =26 | % | percent | increase"]),
    ("增长2倍", ["2倍 | =2 | {倍} | ratio | increase"]),
    ("比中国高出50%", ["50% | =50 | % | percent | more"]),
    ("比去年低两成", ["两成 | =20 | % | percent | less"]),
    ("产量翻一番", ["翻一番 | =2 | {倍} | ratio | factor"]),
    ("产量翻两番", ["翻两番 | =4 | {倍} | ratio | factor"]),
    ("产量翻倍", ["翻倍 | =2 | {倍} | ratio | factor"]),
    ("产量减半", ["减半 | =0.5 | {倍} | ratio | factor"]),
    ("产量增至原来的3倍", ["3倍 | =3 | {倍} | ratio | factor"]),
    ("产量增至5吨", ["5吨 | =5 | t | measure"]),
    ("利率达3%", ["3% | =3 | % | percent"]),
]

# Section 8: rulings, as far as they are about amounts.
SECTION_8 = [
    ("会后十余日便叫停", ["十余日 | >10..20 | d | duration"]),
    ("票价3000元起", ["3000元起 | >=3000 | CNY | money"]),
    ("至多30家", ["至多30家 | <=30 | {家} | count"]),
    ("票价3000元封顶", ["3000元封顶 | <=3000 | CNY | money"]),
    ("年增率3%", ["3% | =3 | % | percent | increase"]),
    ("增速放缓至4%", ["4% | =4 | % | percent | increase"]),
    ("降幅为4%", ["4% | =4 | % | percent | decrease"]),
    ("跌幅达4%", ["4% | =4 | % | percent | decrease"]),
    ("新增55例", ["55例 | =55 | {例} | count"]),
    ("铜 -30%", ["-30% | =-30 | % | percent"]),
    ("锌 +29%", ["+29% | =29 | % | percent"]),
    ("比重未达到90%", ["90% | <90 | % | percent"]),
    ("比重没有达到90%", ["90% | <90 | % | percent"]),
    ("销量达5万辆", ["5万辆 | =50000 | {辆} | count"]),
    ("销量站稳5万辆", ["5万辆 | =50000 | {辆} | count"]),
    ("产值迈上8万亿元台阶", ["8万亿元 | >=8000000000000 | CNY | money"]),
    ("股价突破80元", ["突破80元 | >80 | CNY | money"]),
    ("股价超80元", ["超80元 | >80 | CNY | money"]),
    ("股价跨过80元", ["跨过80元 | >80 | CNY | money"]),
    ("股价升破80元", ["升破80元 | >80 | CNY | money"]),
    ("股价跌破80元", ["跌破80元 | <80 | CNY | money"]),
    ("收入3000亿港元（516.67亿新元）", ["3000亿港元 | =300000000000 | HKD | money",
    "516.67亿新元 | =51667000000 | SGD | money"]),
    ("占比从3%升至5%", ["3% | =3 | % | percent", "5% | =5 | % | percent"]),
    ("产量由80吨降至60吨", ["80吨 | =80 | t | measure", "60吨 | =60 | t | measure"]),
    ("年处理能力5万吨", ["5万吨 | =50000 | t/a | measure"]),
    ("出生人数30万", ["30万 | =300000 | {人} | count"]),
    ("收获30斤", ["30斤 | =30 | {斤} | measure"]),
    ("面积30亩", ["30亩 | =30 | {亩} | measure"]),
    ("面积30坪", ["30坪 | =30 | {坪} | measure"]),
    ("接待30人次", ["30人次 | =30 | {人次} | count"]),
    ("年已八旬", ["八旬 | ~80 | a | duration"]),
    ("九旬老人", ["九旬 | ~90 | a | duration"]),
    ("有六万八", ["六万八 | =68000 | 1 | count"]),
    ("全场1折起", ["1折起 | >=10 | % | percent"]),
    ("未满半年", ["未满半年 | <0.5 | a | duration"]),
    ("指数上涨77.70点", ["77.70点 | =77.7 | 1 | measure | increase"]),
    ("4亿5000万人口", ["4亿5000万 | =450000000 | {人} | count"]),
    ("有20多亿", ["20多亿 | >2000000000..3000000000 | 1 | count"]),
    ("有120余家", ["120余家 | >120..130 | {家} | count"]),
    ("有15万多家", ["15万多家 | >150000..160000 | {家} | count"]),
    ("有10亿多美元", ["10亿多美元 | >1000000000..1100000000 | USD | money"]),
    ("有十几家", ["十几家 | 11..19 | {家} | count"]),
    ("三分之一的人口受灾", ["三分之一 | =33.3333 | % | percent"]),
    ("一半的产能闲置", ["一半 | =50 | % | percent"]),
    ("预算仅到加拿大的一半", ["一半 | =50 | % | ratio"]),
    ("以3比2获胜", ["3比2 | =1.5 | 1 | ratio"]),
    ("比例是3:1", ["3:1 | =3 | 1 | ratio"]),
]

TABLES = {"1": SECTION_1, "2": SECTION_2, "2 words": BOUND_WORDS, "3": SECTION_3, "4": SECTION_4, "5": SECTION_5, "8": SECTION_8}


@pytest.mark.parametrize(
    ("text", "want"),
    [pytest.param(text, want, id=f"{section}:{text}") for section, rows in TABLES.items() for text, want in rows],
)
def test_reads_as_the_guide_says_in_both_scripts(check, text, want):
    check(text, *want)


LABELS = [
    *[(text, "time") for text in ("2024年4月5日", "去年7月", "上世纪90年代", "过去二十年", "截至三季度", "16年来新高",
    "5年来最低")],
    *[(text, "time") for text in ("星期三", "22日电", "3月5日至8日")],
    *[(text, "ordinal") for text in ("第一，", "第三章", "第151期", "第10天")],
    *[(text, "identifier") for text in ("第13817号令", "F-35", "G7", "5G", "十四五规划", "七国集团", "3号机组", "五角大楼",
    "三星")],
    *[(text, "idiom") for text in ("一带一路", "四梁八柱", "三步走", "一方面", "独一无二", "十分", "零的突破")],
    *[(text, "indefinite") for text in ("一系列措施", "有一次", "两国元首", "几年前", "数年", "多家", "双方", "一个大国")],
    *[(text, "citation") for text in ("如下[12]", "如下(注3)", "如下①")],
]


@pytest.mark.parametrize(("text", "label"), LABELS, ids=[text for text, _ in LABELS])
def test_labels_of_what_is_no_claim(quantities, text, label):
    assert [q.label for q in quantities(text)] == [label]


@pytest.mark.parametrize("text", ["他一直在等", "还有一些", "统一的标准", "是唯一的", "进一步扩大", "持平"])
def test_words_in_which_no_number_is_meant_are_no_mention(quantities, text):
    assert quantities(text) == []


ONE = [("仅有一座", "一座", "{座}"), ("仅剩一家", "一家", "{家}"), ("一死三伤", "一死", "{死}")]


@pytest.mark.parametrize(("text", "span", "unit"), ONE, ids=[text for text, *_ in ONE])
def test_one_that_counts_has_its_reading_whatever_its_label(quantities, text, span, unit):
    q = quantities(text)[0]
    assert (q.text, q.value, q.unit) == (span, 1, unit)


@pytest.mark.parametrize(("region", "code"), [("cn", "CNY"), ("tw", "TWD"), ("hk", "HKD")])
@pytest.mark.parametrize("text", ["售价30元", "售价30块", "售价3万元", "售价30块钱"])
def test_bare_money_follows_the_place_of_the_text(first, text, region, code):
    assert first(text, region)[5:7] == (code, "money")


@pytest.mark.parametrize("text", ["售价人民币30元", "售价30元人民币"])
def test_money_that_the_text_names_does_not_follow_the_place(first, text):
    assert first(text, "tw")[5] == "CNY"


def test_a_detached_denominator_leaves_the_unit_plain(claims):
    assert ("2000吨", "t") in [(row[0], row[5]) for row in claims("每开采一吨矿石，约产生2000吨废料")]


def test_what_stands_apart_below_the_line_is_free(claims):
    assert ("四人", 4, 4, 4, "=", "{人}", "count", None) in claims("每一万人就有四人")


def test_a_monthly_sum_is_per_month_or_plain(first):
    assert first("平均月领3万元", "tw")[5] in ("TWD/mo", "TWD")


UNIT_TEXTS = [("一半", "一半"), ("第二大", "第二大"), ("近九成", "成"), ("300吨", "吨"), ("5美元", "美元")]


@pytest.mark.parametrize(("text", "unit_text"), UNIT_TEXTS)
def test_unit_text_is_the_unit_as_written(quantities, text, unit_text):
    assert quantities(text)[0].unit_text == unit_text


def test_zero_is_a_claim_as_a_stated_amount(claims):
    assert [row[1] for row in claims("实行零关税")] == [0]
    assert [row[1] for row in claims("一季度增长为零")] == [0]


def test_the_quickest_term_is_a_lower_bound(claims):
    [(span, value, low, high, relation, unit, kind, _)] = claims("谈判最快两周后展开")
    assert "两周" in span and (value, low, high, relation, unit, kind) == (2, 2, None, ">=", "wk", "duration")
