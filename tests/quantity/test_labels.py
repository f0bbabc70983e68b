"""Readings that have the form of a quantity and say which one, when, or nothing: the label and the rule that tells it, and near misses."""

import pytest

LABELLED = [
    *[(text, span, "ordinal", "count.classifier.nth") for text, span in (
        ("十四届三次会议开幕", "三次"), ("八届二次全会通过", "二次"), ("火箭二次点火", "二次"), ("二次创业", "二次"),
        ("10局上攻下两分", "10局"), ("九局下半追平", "九局"), ("换发三代社保卡", "三代"), ("四代样机下线", "四代"),
        ("进入三期临床试验", "三期"), ("二期工程开工", "二期"),
    )],
    ("投进三分球", "三分球", "identifier", "fixed.identifier"), ("打通最后一公里", "最后一公里", "idiom", "fixed.idiom"),
    ("波音737-500客机", "500", "identifier", "number.plain"), ("动用232条款", "232条款", "identifier", "count.classifier.named"),
    ("七战四胜制", "四胜", "identifier", "count.noun.system"), ("五人制足球", "五人", "identifier", "count.classifier.system"),
    *[(text, span, "time", "duration.when") for text, span in (
        ("执政4年里", "4年"), ("在任的三年里", "三年"), ("10万年前的石器", "10万年"), ("3亿年以前的化石", "3亿年"),
        ("终场前3.7秒命中", "3.7秒"), ("会议开始前15分钟", "15分钟"), ("上任后的前100天", "100天"),
    )],
    *[(text, span, "indefinite", "duration.one") for text, span in (
        ("这是难忘的一年。", "一年"), ("快乐的一天，", "一天"), ("度过忙碌的一周。", "一周"),
    )],
    *[(text, span, "indefinite", "count.classifier.one") for text, span in (("近一段时间，", "一段"), ("近一次检查", "一次"))],
    *[(text, span, "idiom", "money.figurative") for text, span in (
        ("没花一分钱", "一分钱"), ("一分钱也不要", "一分钱"), ("不会多收一毛钱", "一毛钱"), ("每一分钱都要算清", "一分钱"),
    )],
    *[(text, span, "indefinite", "count.classifier.known") for text, span in (
        ("这两项协议已经签署", "两项"), ("该三座矿山停产", "三座"), ("那两名工人离开了", "两名"),
    )],
    ("上述4国代表出席", "4国", "indefinite", "count.noun.known"),
    *[(text, span, "identifier", "shape.sum") for text, span in (("10+3合作机制", "10+3"), ("“5+1”会谈", "5+1"))],
    *[(text, span, "ordinal", "count.classifier.nth") for text, span in (
        ("进入3期临床试验", "3期"), ("通过了三期试验", "三期"), ("9局下的再见安打", "9局"), ("第九届之后，十四届全国人大开幕", "十四届"),
        ("协会二十届三中全会", "二十届"), ("该市五届人大换届", "五届"), ("升空的是第五颗、六颗卫星", "六颗"),
    )],
    *[(text, span, "ordinal", "duration.anniversary") for text, span in (("建校20周年庆典", "20周年"), ("疫情一周年，", "一周年"), ("迎来三十周年", "三十周年"))],
    *[(text, span, "identifier", "count.classifier.named") for text, span in (
        ("启动四级应急响应", "四级"), ("鉴定为八级伤残", "八级"), ("3座12楼C室", "3座"), ("翻过九曲岭", "九曲"), ("嫁到四股溪", "四股"),
    )],
    *[(text, span, "identifier", "duration.named") for text, span in (
        ("跌穿50天线", "跌穿50天"), ("站上20日均线", "20日"), ("五年制本科", "五年"), ("三日游产品", "三日"),
    )],
    ("发射02组卫星", "02组", "identifier", "count.classifier.coded"),
    *[(text, span, "idiom", "count.classifier.figurative") for text, span in (
        ("三步一景", "三步"), ("三分靠天，七分靠人", "七分"), ("十个老师也管不住", "十个"),
    )],
    *[(text, span, "time", "duration.when") for text, span in (("预计下一季度回暖", "一季度"), ("共创下一个50年", "50年"))],
    *[(text, "24小时内", "time", "duration.when") for text in ("24小时内新增30例", "24小时内记录了30例")],
    *[(text, span, "time", "measure.range.clock") for text, span in (("6点至7点的时段", "6点至7点"), ("从两点到五点", "两点到五点"))],
    *[(text, span, "indefinite", "count.classifier.one") for text, span in (("通过了一项决议", "一项"), ("就有一批人离开", "一批"), ("只是一个开始", "一个"))],
    *[(text, span, "ordinal", "rank.top.class") for text, span in (
        ("前十大股东", "前十大"), ("成绩前16名选手", "前16名"), ("，前三名依次是", "前三名"),
    )],
]  # fmt: skip
CLAIMED = [
    ("24小时内完工", "24小时内 | <=24 | h | duration"), ("剩下一个10年", "10年 | =10 | a | duration"),
    ("开了三次会议", "三次 | =3 | {次} | count"), ("两次点火", "两次 | =2 | {次} | count"), ("打了10局", "10局 | =10 | {局} | count"),
    ("祖孙三代住在一起", "三代 | =3 | {代} | count"), ("传了四代人", "四代人 | =4 | {代人} | count"), ("工期4年", "4年 | =4 | a | duration"),
    ("提前3.7秒完成", "3.7秒 | =3.7 | s | duration"), ("目前三天就能办完", "三天 | =3 | d | duration"), ("历时10万年。", "10万年 | =100000 | a | duration"),
    ("合同为期一年。", "一年 | =1 | a | duration"), ("每本便宜两分钱", "两分钱 | =0.02 | CNY | money | less"),
    ("每度涨一分钱。", "一分钱 | =0.01 | CNY | money | increase"), ("近一年", "近一年 | ~1] | a | duration"), ("近一半产能", "近一半 | ~50] | % | percent"),
    ("签署了两项协议", "两项 | =2 | {项} | count"), ("这50名工人", "50名 | =50 | {名} | count"), ("因此三座矿山停产", "三座 | =3 | {座} | count"),
    *[(text, f"{text[-2:]} | =1 | {{{text[-1]}}} | count") for text in ("只有一人", "仅剩一座", "只签了一份", "身边就有一人")],
    ("升空的有五颗卫星", "五颗 | =5 | {颗} | count"),
    ("连任三届", "三届 | =3 | {届} | count"), ("震度六级", "六级 | =6 | {级} | measure"), ("建了5座大桥", "5座 | =5 | {座} | count"),
    ("连着三座桥", "三座 | =3 | {座} | count"),
    ("得了三分", "三分 | =3 | {分} | count"), ("十个老师都来了", "十个 | =10 | {个} | count"), ("三天线上售出", "三天 | =3 | d | duration"),
    ("投票数306", "306 | =306 | 1 | count"), ("增长为零", "零 | =0 | % | percent"),
    ("历时近5小时", "近5小时 | ~5] | h | duration"), ("拘留10日", "10日 | =10 | d | duration"), ("过万", "过万 | >10000 | 1 | count"),
    ("赠送5+3年保修", "+3年 | =3 | a | duration"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "span", "label", "rule"), LABELLED, ids=[row[0] for row in LABELLED])
def test_what_only_looks_like_an_amount(quantities, text, span, label, rule):
    assert (span, label, rule) in [(q.text, q.label, q.rule) for q in quantities(text)]
    assert span not in [q.text for q in quantities(text) if q.label == "claim"]


@pytest.mark.parametrize(("text", "notation"), CLAIMED, ids=[row[0] for row in CLAIMED])
def test_near_misses_claim(check, text, notation):
    check(text, notation)


TOP = [
    ("跻身全国前十", "前十", 10), ("排在世界前5名内", "前5名内", 5), ("进入前三名以内", "前三名以内", 3), ("跌出前20", "前20", 20),
    ("位列全球前三位", "前三位", 3), ("闯入前八强", "前八强", 8), ("稳居首三位", "首三位", 3), ("跻身首五十名", "首五十名", 50),
]  # fmt: skip
NOT_TOP = ["目前5名员工", "此前3名工人", "提前3天", "之前进入5家", "首3名顾客", "排在前面的5家", "坐在前五排"]


@pytest.mark.parametrize(("text", "span", "value"), TOP, ids=[row[0] for row in TOP])
def test_ranks_up_to_a_number(check, text, span, value):
    check(text, f"{span} | <={value} | {{rank}} | rank")


@pytest.mark.parametrize("text", NOT_TOP)
def test_what_stands_before_or_first_is_no_rank(quantities, text):
    assert "rank" not in {q.kind for q in quantities(text)}


NAMES = ["千兆城市", "千兆光网", "百兆宽带", "万兆网络", "近零利率时代", "近零排放建筑", "近零能耗", "近零碳园区", "零股交易", "畸零地"]


@pytest.mark.parametrize("text", NAMES)
def test_names_of_kinds_are_no_mention(quantities, text):
    assert quantities(f"推进{text}建设") == []
