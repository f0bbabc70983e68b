"""Units, denominators, money of many countries, and the kind that each gives."""

import pytest

MEASURES = [
    ("吨", "t"), ("公吨", "t"), ("公斤", "kg"), ("千克", "kg"), ("克", "g"), ("毫克", "mg"), ("微克", "ug"), ("kg", "kg"),
    ("盎司", "[oz_av]"), ("磅", "[lb_av]"),
    ("公里", "km"), ("千米", "km"), ("米", "m"), ("公尺", "m"), ("厘米", "cm"), ("公分", "cm"), ("毫米", "mm"),
    ("纳米", "nm"), ("奈米", "nm"), ("英寸", "[in_i]"),
    ("英尺", "[ft_i]"), ("英里", "[mi_i]"), ("海里", "[nmi_i]"), ("km", "km"), ("cm", "cm"), ("平方米", "m2"),
    ("平方公里", "km2"), ("平方公尺", "m2"),
    ("公顷", "har"), ("英亩", "[acr_us]"), ("立方米", "m3"), ("亩", "{亩}"), ("坪", "{坪}"), ("斤", "{斤}"), ("台斤", "{台斤}"), ("升", "L"),
    ("公升", "L"), ("毫升", "mL"),
    ("加仑", "[gal_us]"), ("桶", "[bbl_us]"), ("千瓦时", "kW.h"), ("千瓦", "kW"), ("兆瓦", "MW"), ("吉瓦", "GW"),
    ("瓦", "W"), ("kWh", "kW.h"), ("GW", "GW"),
    ("伏", "V"), ("赫兹", "Hz"), ("GHz", "GHz"), ("摄氏度", "Cel"), ("℃", "Cel"), ("°C", "Cel"), ("GB", "GBy"),
    ("TB", "TBy"), ("分贝", "dB"), ("百帕", "hPa"),
    ("光年", "[ly]"), ("克拉", "[car_m]"), ("大卡", "kcal"), ("公里/小时", "km/h"), ("米/秒", "m/s"),
    ("平方英尺", "[ft_i]2"), ("蒲式耳", "[bu_us]"), ("马力", "[HP]"),
    ("L", "L"), ("g", "g"), ("m", "m"), ("t", "t"),
    ("毫摩尔/升", "mmol/L"), ("mmol/L", "mmol/L"), ("μmol/L", "umol/L"), ("毫克/分升", "mg/dL"), ("mg/dL", "mg/dL"), ("国际单位", "[iU]"), ("IU", "[iU]"),
    ("U/L", "U/L"), ("纳克/毫升", "ng/mL"), ("毫克/公斤/天", "mg/kg/d"), ("微西门子每厘米", "uS/cm"), ("纳戈瑞每小时", "nGy/h"), ("毫希沃特", "mSv"),
    ("千牛", "kN"), ("牛·米", "N.m"), ("N·m", "N.m"), ("兆电子伏", "MeV"), ("千欧", "kOhm"), ("微法", "uF"), ("毫瓦", "mW"), ("兆伏安", "MV.A"),
    ("流明", "lm"), ("勒克斯", "lx"), ("尼特", "cd/m2"), ("个大气压", "atm"), ("微焦", "uJ"), ("Gb/s", "Gbit/s"), ("MB/s", "MBy/s"), ("Kbps", "kbit/s"),
    ("ZB", "ZBy"), ("载重吨", "t"), ("总吨", "{总吨}"), ("吨公里", "t.km"), ("人公里", "{人}.km"), ("克标准煤/千瓦时", "g/kW.h"), ("米/秒²", "m/s2"),
    ("平方", "m2"), ("平方毫米", "mm2"), ("顷", "{顷}"), ("rpm", "{转}/min"), ("依格", "[acr_us]"), ("Wh/kg", "W.h/kg"), ("莫耳", "mol"),
]  # fmt: skip
DURATIONS = [
    ("秒", "s"), ("秒钟", "s"), ("分钟", "min"), ("小时", "h"), ("个小时", "h"), ("天", "d"), ("周", "wk"), ("个星期", "wk"),
    ("个月", "mo"), ("年", "a"), ("岁", "a"),
    ("个交易日", "d"), ("个工作日", "d"), ("毫秒", "ms"), ("个世纪", "{世纪}"), ("个季度", "{季度}"), ("周岁", "a"),
    ("个礼拜", "wk"),
]  # fmt: skip
COUNTERS = [
    *[(word, f"{{{word}}}") for word in "个人家名座位只台辆架艘次件条项种份套间张本部支枚颗户倍篇幅届场例批对双笔起宗处所栋层道"],
    ("人次", "{人次}"), ("架次", "{架次}"), ("批次", "{批次}"), ("国", "{国}"), ("州", "{州}"), ("省", "{省}"),
    ("标准箱", "{标准箱}"), ("县市", "{县市}"), ("列次", "{列次}"), ("具", "{具}"), ("题", "{题}"), ("罪", "{罪}"),
]  # fmt: skip
PERCENT = [
    ("%", "%"), ("％", "%"), ("个百分点", "[pp]"), ("百分点", "[pp]"), ("个基点", "[bp]"), ("基点", "[bp]"), ("‰", "[ppth]"),
]  # fmt: skip
MONEY = [
    ("元", "CNY"), ("块", "CNY"), ("块钱", "CNY"), ("圆", "CNY"), ("元人民币", "CNY"), ("美元", "USD"), ("美金", "USD"),
    ("港元", "HKD"), ("港币", "HKD"), ("新台币", "TWD"),
    ("台币", "TWD"), ("日元", "JPY"), ("日圆", "JPY"), ("韩元", "KRW"), ("韩圜", "KRW"), ("欧元", "EUR"), ("英镑", "GBP"),
    ("澳元", "AUD"), ("加元", "CAD"), ("新元", "SGD"),
    ("新加坡元", "SGD"), ("令吉", "MYR"), ("林吉特", "MYR"), ("泰铢", "THB"), ("卢比", "INR"), ("印度卢比", "INR"),
    ("卢布", "RUB"), ("里拉", "TRY"), ("瑞士法郎", "CHF"),
    ("瑞郎", "CHF"), ("越南盾", "VND"), ("印尼盾", "IDR"), ("比索", "MXN"), ("菲律宾比索", "PHP"), ("兰特", "ZAR"),
    ("雷亚尔", "BRL"), ("澳门元", "MOP"), ("迪拉姆", "AED"),
    ("坚戈", "KZT"), ("纽元", "NZD"), ("新西兰元", "NZD"), ("瑞典克朗", "SEK"), ("丹麦克朗", "DKK"), ("挪威克朗", "NOK"),
    ("兹罗提", "PLN"), ("谢克尔", "ILS"), ("奈拉", "NGN"),
]  # fmt: skip


@pytest.mark.parametrize(("unit", "code"), MEASURES, ids=[u for u, _ in MEASURES])
def test_measures(check, unit, code):
    for number, value in (("12", 12), ("3.5", "3.5"), ("二十", 20)):
        check(f"合计{number}{unit}。", f"{number}{unit} | ={value} | {code} | measure")


@pytest.mark.parametrize(("unit", "code"), DURATIONS, ids=[u for u, _ in DURATIONS])
def test_durations(check, unit, code):
    check(f"历时12{unit}。", f"12{unit} | =12 | {code} | duration")


@pytest.mark.parametrize(("unit", "code"), COUNTERS, ids=[u for u, _ in COUNTERS])
def test_counters(check, unit, code):
    kind = "ratio" if unit == "倍" else "count"
    check(f"合计12{unit}。", f"12{unit} | =12 | {code} | {kind}")
    check(f"合计三百{unit}。", f"三百{unit} | =300 | {code} | {kind}")


@pytest.mark.parametrize(("unit", "code"), PERCENT, ids=[u for u, _ in PERCENT])
def test_percent_and_points(check, unit, code):
    check(f"相差1.5{unit}。", f"1.5{unit.replace('％', '%')} | =1.5 | {code} | percent")


@pytest.mark.parametrize(("unit", "code"), MONEY, ids=[u for u, _ in MONEY])
def test_money(check, unit, code):
    check(f"合计12{unit}。", f"12{unit} | =12 | {code} | money")
    check(f"合计3.5亿{unit}。", f"3.5亿{unit} | =350000000 | {code} | money")


PREFIXES = [
    ("人民币", "CNY"), ("新台币", "TWD"), ("港币", "HKD"), ("美元", "USD"), ("日元", "JPY"), ("欧元", "EUR"), ("RM", "MYR"),
    ("RMB", "CNY"), ("US$", "USD"), ("HK$", "HKD"),
    ("NT$", "TWD"), ("S$", "SGD"), ("A$", "AUD"), ("$", "USD"), ("€", "EUR"), ("£", "GBP"), ("₩", "KRW"), ("₹", "INR"),
    ("USD", "USD"), ("USD ", "USD"), ("TWD ", "TWD"),
]  # fmt: skip


@pytest.mark.parametrize(("prefix", "code"), PREFIXES, ids=[p for p, _ in PREFIXES])
def test_money_before_the_number(check, prefix, code):
    check(f"合计{prefix}300万。", f"{prefix}300万 | =3000000 | {code} | money")


@pytest.mark.parametrize("text", ["合计约人民币300万元", "合计人民币约300万元"])
def test_money_and_bound_before_the_number_in_any_order(first, text):
    assert first(text) == (text.removeprefix("合计"), 3000000, None, None, "~", "CNY", "money", None)


REGIONS = [("cn", "CNY"), ("tw", "TWD"), ("hk", "HKD"), ("sg", "SGD"), ("my", "MYR")]


@pytest.mark.parametrize(("region", "code"), REGIONS)
def test_bare_money_follows_the_region_and_named_money_does_not(first, region, code):
    assert first("花了30元", region)[5] == code
    assert first("每公斤30元", region)[5] == f"{code}/kg"
    assert first("花了30美元", region)[5] == "USD"
    assert first("花了人民币30元", region)[5] == "CNY"


SMALL_MONEY = [
    ("十块三毛", "10.3"), ("12块5毛", "12.5"), ("三元五角", "3.5"), ("三千三百八十元五角八分", "3380.58"), ("一块二", "1.2"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "value"), SMALL_MONEY, ids=[t for t, _ in SMALL_MONEY])
def test_yuan_jiao_and_fen_are_one_sum(check, text, value):
    check(f"花了{text}。", f"{text} | ={value} | CNY | money")


TWO_STEPS = [
    ("三丈五尺", "3.5", "{丈}", "measure"), ("七亩三分", "7.3", "{亩}", "measure"), ("5呎6", "5.5", "[ft_i]", "measure"),
    ("5尺6", "5.6", "{尺}", "measure"), ("3斤2两", "3.2", "{斤}", "measure"),
    ("三米九", "3.9", "m", "measure"), ("一小时三十分钟", "90", "min", "duration"), ("2小时30分钟", "150", "min", "duration"),
    ("六斤八两", "6.8", "{斤}", "measure"),
    ("一米八", "1.8", "m", "measure"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "value", "unit", "kind"), TWO_STEPS, ids=[row[0] for row in TWO_STEPS])
def test_a_unit_and_its_part_are_one_amount(check, text, value, unit, kind):
    check(f"总计{text}。", f"{text} | ={value} | {unit} | {kind}")


RATES = [
    ("300吨/年", "300吨/年 | =300 | t/a | measure"),
    ("三块一吨", "三块一吨 | =3 | CNY/t | money"),
    ("六毛一度电", "六毛一度电 | =0.6 | CNY/kW.h | money"),
    ("三十五元一斤", "三十五元一斤 | =35 | CNY/{斤} | money"),
    ("停车十元一小时。", "十元一小时 | =10 | CNY/h | money"),
    ("付了五百元一年后离开", "五百元 | =500 | CNY | money"),
    ("五块一毛", "五块一毛 | =5.1 | CNY | money"),
    ("0.6元/度", "0.6元/度 | =0.6 | CNY/kW.h | money"),
    ("0.6元/千瓦时", "0.6元/千瓦时 | =0.6 | CNY/kW.h | money"),
    ("110美元/公斤", "110美元/公斤 | =110 | USD/kg | money"),
    ("80美元/桶", "80美元/桶 | =80 | USD/[bbl_us] | money"),
    ("每桶80美元", "每桶80美元 | =80 | USD/[bbl_us] | money"),
    ("每吨2000元", "每吨2000元 | =2000 | CNY/t | money"),
    ("每公斤约30元", "每公斤约30元 | ~30 | CNY/kg | money"),
    ("3万元/平方米", "3万元/平方米 | =30000 | CNY/m2 | money"),
    ("每平方米3万元", "每平方米3万元 | =30000 | CNY/m2 | money"),
    ("每人300元", "每人300元 | =300 | CNY/{人} | money"),
    ("300元/人", "300元/人 | =300 | CNY/{人} | money"),
    ("每天30万桶", "30万桶 | =300000 | [bbl_us]/d | measure"),
    ("30万桶/日", "30万桶/日 | =300000 | [bbl_us]/d | measure"),
    ("每股1.5元", "每股1.5元 | =1.5 | CNY/{股} | money"),
    ("120公里/小时", "120公里/小时 | =120 | km/h | measure"),
    ("每小时120公里", "每小时120公里 | =120 | km/h | measure"),
    ("每秒1.5米", "每秒1.5米 | =1.5 | m/s | measure"),
    ("每分钟超过4人", "每分钟超过4人 | >4 | {人}/min | count"),
    ("设计时速80公里", "80公里 | =80 | km/h | measure"),
    ("时速仅有15公里", "15公里 | =15 | km/h | measure"),
    ("每次5元", "每次5元 | =5 | CNY/{次} | money"),
    ("10毫克/升", "10毫克/升 | =10 | mg/L | measure"),
    ("35微克/立方米", "35微克/立方米 | =35 | ug/m3 | measure"),
    ("月薪3万元", "3万元 | =30000 | CNY/mo | money"),
    ("年薪50万元", "50万元 | =500000 | CNY/a | money"),
    ("年产量2000吨", "2000吨 | =2000 | t/a | measure"),
    ("年产能达2000吨", "2000吨 | =2000 | t/a | measure"),
]


@pytest.mark.parametrize(("text", "want"), RATES, ids=[t for t, _ in RATES])
def test_denominators(check, text, want):
    check(f"据称{text}。", want)


DEGREES = [
    ("气温35度", "Cel"), ("零下20度", "Cel"), ("最高温达40度", "Cel"), ("用电300度", "kW.h"), ("转动30度", "deg"),
    ("省下300度电", "kW.h"), ("摄氏30度", "Cel"), ("冷气开到26度", "Cel"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "code"), DEGREES, ids=[t for t, _ in DEGREES])
def test_degrees_are_of_heat_of_electricity_or_of_angle(first, text, code):
    assert first(text)[5] == code


FEET = [("八十呎的劏房", "[ft_i]2"), ("实用面积231呎", "[ft_i]2"), ("木板长8呎", "[ft_i]"), ("水深3呎", "[ft_i]")]


@pytest.mark.parametrize(("text", "code"), FEET, ids=[t for t, _ in FEET])
def test_feet_of_rooms_are_square(first, text, code):
    assert first(text)[5] == code


NOT_UNITS = [
    ("为200余家电信公司建网", "200余家", "{家}"), ("4省区公布", "4", "{省区}"),
    ("约两千户家庭", "约两千户", "{户}"), ("4万张床位", "4万张", "{张}"), ("60万标箱", "60万标箱", "{标箱}"),
    ("有30家家具厂", "30家", "{家}"), ("三成成功", "三成", "%"), ("有3位位高权重者", "3位", "{位}"),
    ("30国国民", "30国", "{国}"),
    ("共300名名医", "300名", "{名}"), ("有两种种子", "两种", "{种}"), ("12个个体户", "12个", "{个}"),
    ("5条条款", "5条", "{条}"), ("30天天气", "30天", "d"), ("有5家具备资质", "5家", "{家}"), ("看过3个点里的货", "3个", "{个}"),
    ("三成员工离职", "三成", "%"), ("六成年轻人赞成", "六成", "%"), ("七成都是租客", "七成", "%"), ("八成为女性", "八成", "%"), ("四成长者独居", "四成", "%"),
    ("四成本地学生", "四成", "%"), ("换了7台电动车", "7台", "{台}"), ("添了6台风机", "6台", "{台}"), ("雇了8人工作", "8人", "{人}"), ("移植4种植物", "4种", "{种}"),
    ("涨了3元，打破纪录", "3元", "CNY"), ("冠军用45秒32打破纪录", "45秒32", "s"), ("有9人年龄偏大", "9人", "{人}"),
    ("收录41属", "41属", "{属}"), ("卖出90碟", "90碟", "{碟}"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "span", "unit"), NOT_UNITS, ids=[row[0] for row in NOT_UNITS])
def test_a_noun_that_begins_like_a_unit_stays_whole(first, text, span, unit):
    got = first(text)
    assert (got[0], got[5]) == (span, unit)
