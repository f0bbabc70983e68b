"""Near misses: words, names, idioms, ordinals, times and indefinite counts that state no amount."""

import pytest

NO_MENTION = [
    "他一直在等", "统一的标准", "唯一的办法", "进一步扩大", "一些企业", "一起去", "一般情况", "一定要", "一样的", "一旦发生",
    "一致同意", "一度中断", "一共", "万一下雨",
    "数据显示", "数字经济", "数学老师", "数量很大", "无数次", "多数人", "大多数企业", "少数民族", "数码相机", "人数众多",
    "指数基金", "函数", "参数", "系数",
    "许多人", "很多年", "众多企业", "多少钱", "多么好", "太多人", "更多资源", "多媒体", "多元化", "大多", "几乎", "茶几",
    "几何", "几内亚", "几率",
    "零售业", "零部件", "零食", "归零", "零星", "半导体", "半岛", "半径", "半决赛", "四川", "三亚", "九江", "六安", "三角洲",
    "百货", "百姓", "百度", "千叶", "万科",
    "亿万富翁", "丈夫", "第三方", "千瓦", "两岸关系", "两极分化", "兆头", "预兆", "万能", "万物", "千古", "二维码", "二手车",
    "二氧化碳",
    "三明治", "五金", "八卦", "九龙", "十字路口", "七夕", "万圣节", "一流大学", "双碳目标", "四季", "百分比", "百分点",
    "个百分点", "元旦", "世纪大道", "年轻人",
    "单一", "同一", "逐一", "惟一", "万一", "翻译", "翻身", "推翻", "成都", "陆续", "大陆", "倒数", "数落", "数不清", "半夜",
]  # fmt: skip

LABELLED = [
    *[(text, "idiom") for text in ("一带一路", "独一无二", "乱七八糟", "千方百计", "五花八门", "十全十美", "三心二意",
    "四面八方", "半途而废", "一举两得", "七上八下")],
    *[(text, "identifier") for text in ("三星电子", "五角大楼", "F-35战机", "5G网络", "G20峰会", "歼-20", "七国集团",
    "十四五规划", "4K电视", "H1N1", "B-52", "COVID-19")],
    *[(text, "identifier") for text in ("第14017号", "3号机组", "京广线G101", "400-123-4567", "13812345678", "www.a1.com",
    "AK-47", "5.0.1版", "沪深300", "标普500", "iPhone 15")],
    *[(text, "ordinal") for text in ("第一章", "第3条", "第10天", "第五届", "第二次", "第三轮", "第12期", "第八次会议",
    "第二阶段")],
    *[(text, "time") for text in ("2024年", "3月5日", "下午3点半", "去年10月", "20世纪", "90年代", "8:30", "星期一",
    "三季度", "2023-24财年", "2020年至2023年", "1980年代")],
    *[(text, "citation") for text in ("研究表明[3]", "研究表明①", "研究表明（注2）")],
    *[(text, "indefinite") for text in ("几家企业", "数名官员", "多名官员", "多次表示", "一个问题", "一名男子", "一位专家",
    "一种办法", "一项研究", "几次", "多国领导人", "几个人")],
    *[(text, "indefinite") for text in ("两国领导人", "双方同意", "三地政府", "数月", "多家")],
]  # fmt: skip

NO_CLAIM = [
    "最近3天", "过去十年", "近年来", "三年来", "10年前", "两周后", "一年一度", "第一次", "十八届三中全会", "二十大报告",
    "9·11事件", "三峡大坝", "五粮液", "七喜", "六福", "二战",
    "三农问题", "两会", "一国两制", "九寨沟", "八达岭", "一二三四", "十三经", "四书五经", "百年老店", "万里长城", "千岛湖",
    "三里屯", "双十一", "五一假期", "六一", "五四运动",
    "10086", "邮编100871", "ISBN 978-7-111-12345-6", "Q3", "T恤", "1080p", "MP3", "3D打印", "4S店", "B2B", "C919客机",
    "2025年版", "2024-05-06", "20240506", "v2.3.1",
    "三（2）班", "5·12地震", "58同城", "1号店", "51job", "第一财经", "第四范式", "三一重工", "二汽", "八一厂", "九三学社",
    "四大发明", "七大姑八大姨",
]  # fmt: skip


@pytest.mark.parametrize("text", NO_MENTION)
def test_words_that_hold_numeral_characters_are_no_mention(quantities, text):
    for form in (text, f"他说，{text}。"):
        assert [(q.text, q.label) for q in quantities(form)] == []


@pytest.mark.parametrize(("text", "label"), LABELLED, ids=[text for text, _ in LABELLED])
def test_mentions_that_state_no_amount_have_their_label(quantities, text, label):
    assert {q.label for q in quantities(f"其中，{text}。")} == {label}


@pytest.mark.parametrize("text", NO_CLAIM)
def test_names_times_and_sayings_claim_nothing(claims, text):
    assert claims(f"其中，{text}。") == []


RANKS = [
    ("居全球第三", "第三", 3), ("世界第一大经济体", "第一大", 1), ("排名第5", "第5", 5), ("位列第十二位", "第十二位", 12),
    ("全国第二高峰", "第二高", 2), ("名列第三", "第三", 3),
    ("跃居世界第二", "第二", 2), ("全球第二大产地", "第二大", 2), ("排在第四位", "第四位", 4), ("升至第三", "第三", 3),
    ("倒数第二", "倒数第二", 2), ("亚洲第一", "第一", 1),
    ("第三多", "第三多", 3), ("排第二", "第二", 2), ("夺得第一", "第一", 1), ("第二长河", "第二长", 2),
]  # fmt: skip
ORDINALS = [
    "第三章", "第五届会议", "第一，", "第二次会谈", "第三方面", "第一任期", "第10天", "第12页", "第二大学", "第三批",
    "第一时间", "第四代", "第一季度", "第三军团", "第二小学",
]  # fmt: skip


@pytest.mark.parametrize(("text", "span", "value"), RANKS, ids=[row[0] for row in RANKS])
def test_ranks(check, text, span, value):
    check(text, f"{span} | ={value} | {{rank}} | rank")


@pytest.mark.parametrize("text", ORDINALS)
def test_positions_are_no_ranks(claims, text):
    assert claims(text) == []


KEPT = [
    ("用了十分钟", "十分钟"), ("二十一座", "二十一座"), ("五一共30人", "30人"), ("数据中心有3座", "3座"), ("半导体占3%", "3%"),
    ("三星售出5亿台", "5亿台"), ("进一步减少3%", "3%"),
    ("约一百万一年", "一百万"), ("第三方占30%", "30%"), ("5G用户达3亿户", "3亿户"), ("F-35售价8000万美元", "8000万美元"),
    ("二手车成交30万辆", "30万辆"),
    ("九江投资3亿元", "3亿元"), ("三亚接待30万人次", "30万人次"), ("统一售价30元", "30元"), ("第一大股东持有3%", "3%"),
    ("唯一的3家", "3家"), ("一直有30家", "30家"), ("许多人捐出30元", "30元"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "span"), KEPT, ids=[text for text, _ in KEPT])
def test_fixed_words_leave_the_numbers_beside_them_alone(claims, text, span):
    assert any(row[0].endswith(span) for row in claims(text))
