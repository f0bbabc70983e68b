"""The expressions that tell whether a cue of modality reaches a number, composed from the words of ``modality_words.tsv``.

What stays here is grammar: marks, function words and single characters. Input is normalised text.
"""

from __future__ import annotations

import re

from extract.lexicon import rows


def any_of(role: str) -> str:
    """A non-capturing alternation of the words with that role, longest first."""
    found = (word for word, roles in rows("modality_words") if role in roles.split())
    return f"(?:{'|'.join(sorted(found, key=len, reverse=True))})"


BOUNDARY = re.compile(
    rf"[；;](?!\s*其中)|[。！？!?\n]|[，,]\s*{any_of('turn')}(?!(?<=不过)[占是几\d])"
    rf"|[，,][^，,；;。：:]{{0,10}}{any_of('telling')}(?=[，,])|(?<=[一-龥]) (?=[一-龥])"
)
"""Marks and turns over which no cue reaches; a blank parts headlines that stand in one line."""

BASE = re.compile(
    rf"""(?:由|(?<![来源出取各独亲私擅])自|从(?![未来没不])|较|(?<![占同环])比)(?:[^，,、；;]{{0,8}}的)?\s*\Z
      | [由从](?:{any_of("earlier")}|\d{{4}}年)[^，,、；;到至起]{{0,4}}\s*\Z
      | [由从自]{any_of("per")}\s*\Z
      | (?<!不)(?P<unlike>{any_of("unlike")})[^，,、；;]{{1,20}}的{any_of("growth")}?(?:每[年月周天日人])?\s*\Z
    """,
    re.VERBOSE,
)
"""Before a number: it is that from which a change starts, or to which something is compared, and holds as it is."""

PART_OF_PLAN = re.compile(rf"{any_of('plan')}[^，,、；;：:\d]{{0,4}}的(?:约|近|仅|不到)?\s*\Z")
"""Before a share: how much of what was planned it is, not itself the plan (达到目标的67%)."""

SHARE = re.compile(r"[%％成半]|分之")
PART = re.compile(r"[成半]|分之")

GOES_ON = re.compile(rf"\s*{any_of('onward')}(?!(?<=占)地|(?<=至)[于今此少多])")
"""At the head of a clause: it measures what the clause before has told of, and is meant as that is."""

CLAUSE_END = re.compile(r"[;；：]|[，,:](?!(?<=\d.)\d)")
"""Where a clause ends; no comma or colon inside a number does."""

_BY_THEN = r"(?:今年|明年|年|月)底前|(?:\d+|[一二两三四五六七八九十半]+)个?(?:天|日|周|月|年|小时)[之以]?内"
AND_SO = re.compile(rf"\s*(?:在[^，,。；;\d]{{1,8}}{any_of('staying')}|{any_of('coordinate')}(?![非未没不无指称说表])|{_BY_THEN})")
RESULT = re.compile(r"(?:[增升扩降减缩砍压调拉改]|提高|调高|调升|上调|下调|延长|缩短)[加大少短低高升降宽长]?(?:至|到|为)")
PARALLEL = re.compile(rf"[^，,。；;：:“”「」\d的]{{1,8}}(?:[由从][^，,。；;“”「」]{{1,14}})?{RESULT.pattern}")
"""At the head of a clause: it tells what something is brought to, as the clause before does (把关税降至5%，配额增至3万吨)."""
OPENS = re.compile(rf"(?:将|预计|料|有望)[^，,。；;“”「」\d]{{0,8}}(?:20\d\d|今|明|后)?年?[^，,。；;“”「」]{{0,8}}{any_of('completed')}[，,]\Z")
"""Before a clause that tells of a result: what is to be done by then (新厂将在9月投产，产能由3万吨提高到5万吨)."""
DOING = re.compile(any_of("doing"))
COORDINATED = re.compile(rf"[，,]\s*{any_of('coordinate')}")
"""At the head of a clause that has no cue of its own: it goes on with what the clause before tells is to come (将在北港开店，并…)."""

COMPARED = re.compile(rf"{any_of('compared')}(?:原[定订先])?\Z")
"""Before 去年, 目前, 计划: these name what is compared, and do not tell how the claim is meant."""

PARTED = re.compile(r"[，,、（）()的\s]")

AGED = re.compile(rf"{any_of('aged')}\s*\Z")
"""Right before a number: it is how old somebody is, whatever is asked of them (判处现年52岁的…)."""

DEMANDED = re.compile(r"(?:不[应得准]|必?须)(?!不)")
"""How a quantity begins that a norm bounds (不得超过10小时)."""

MISSES = re.compile(rf"[^，,；;。\d]{{0,4}}(?:还|仍|仍然|尚)?{any_of('lacking')}[^，,；;。的\d]{{0,2}}\Z")
DISTANT = re.compile(r"(?:[离距][^，,；;。]{0,10}|[离距较比])[^，,；;。]{0,8}\Z")
"""Around a target or forecast and before the number: how far it is from it (离目标还差3人)."""

NAMED = re.compile(rf"(?:{any_of('given')}|[一-龥](?=[^，,。；;]{{0,4}}{any_of('telling')}))")
"""After a surname and 若: this is part of a name (甘若瑜)."""

TITLED = re.compile(r"[人长员授师者裁官席任记手兵]\Z")
"""Before a surname and 若: the name of somebody with a title (负责人孙若平)."""

IN_PROSPECT = re.compile(r"[势必料]?将|[可有]望")
"""Forecasts that a condition in a clause before leaves as they are (若获批准，将有3万人受惠)."""

WILL_BY = re.compile(r"(?<![员协议学工商国社大年理董委])会[在于]\Z")
"""Before a term: something will come about by then (军方会在48小时内打通公路)."""

VIEWED = re.compile(r"[^，,。；;]{1,10}[看讲说](?:来|起)?[，,]|[^，,。；;]{1,10}(?:而言|角度)")
"""After 若从, 如果从: a viewpoint, no condition (若从全年看，…)."""

IN_CASE = re.compile(r"[^，,。；;“”「」]{0,6}的话[，,]")
"""After a number, at the end of its clause: a condition (涨到3元的话，)."""

MOVED = re.compile(rf"(?!{any_of('manner')})[^，,；;。]{{1,24}}[由从]|\s*[A-Za-z\d《「“]")
"""After 将: here it marks an object (将…由…, 将Nova系列), not the future."""

_HANDLED = rf"(?<!再)(?:{any_of('handled')}[到至为成]?|[增加减升降调改扩缩砍压][到至为成])"
BROUGHT = re.compile(rf"(?!{any_of('manner')}|{any_of('doing')})[^，,；;。：:“”「」]{{2,24}}?{_HANDLED}\s*\Z")
"""From 将 to a number: what the object of 将 is brought to, or by how much it is changed (将总统选举推迟六个月)."""

GATHERED = re.compile(rf"[^，,；;。]{{0,40}}{any_of('gathered')}(?:共|约)?\s*")
PUT = re.compile(rf"(?:[^，,；;。]|[，,](?:以?及|并|和)){{0,30}}?(?:{any_of('placing')}{any_of('into')}|{any_of('placed')})")
"""Between 将 and the number, and after it: the number is part of an object (将北港等3个县列入名单)."""

DONE = re.compile(r"[^比较，,]*(?<![为除罢])了(?![解结然不])")
"""Between a cue and the number: what the clause tells has come about (按计划完成了3万套)."""

VERB_OF_BOUND = re.compile(r"[超突跨破高低达不]")
"""Quantities that begin so have 将 before them as the future (将超过5万), others as the mark of an object (将24家列入)."""

THINKS = re.compile(rf"{any_of('foretold')}[，,：:]?[“「『]?\Z")
"""Before a condition: what follows from it is foretold (他预计，即使今天复工，清空积压也要10天)."""

STILL = re.compile(rf"{any_of('still')}(?![然旧是]?(?:会|将|要|可|能|须|需|有望|恐))|了(?![解结然不])")
"""In the clause after a concession: it holds all the same (即便疫情未退，仍有3家投资)."""

HOW_LITTLE = re.compile(
    r"(?:大?约|近|不到)?[\d一二两三四五六七八九十半][\d.一二两三四五六七八九十百千万亿半几]*个?多?"
    r"(?:分钟|小时|钟头|[秒天月年周元块]|[美欧日港澳]元)"
)
"""After 只要: how little is needed (只要20分钟), no condition."""

CONCESSION = re.compile(any_of("concession"))

_SPAN_OF_TIME = r"[\d一二两三四五六七八九十几数]{1,3}个?[年月天日周季][内里间]?[，,]"
ADVERBIAL = re.compile(
    rf"(?<=未来){_SPAN_OF_TIME}"
    r"|\s*(?:(?<=[到在于])|[能可]?(?:[到在于至从自明今后本下首近]|未来|年|20\d\d))[^，,；;：:]{0,12}(?:[年月日季前内底末]|期间)[，,]\s*"
)
"""From a cue to the end of its clause: but a time stands there, and the cue goes on (希望到2030年，…)."""

IN_FORCE = re.compile(rf"(?:依|按|根据)[照据]?[^，,；;。]{{0,14}}{any_of('law')}》?(?:[^，,；;。]{{0,6}})?[，,]")
"""A law or a contract in force: what it demands holds (guide, section 8)."""

NOT_OF = re.compile(r"的[^，,]*(?:占|有|达|为)")
"""Between a denial and the number: the denial stands in a relative clause (不是本地人的人口约占三成)."""

GOODS = re.compile(r"[%％成半元股剂吨枚枝台份度]\Z")
"""What may be the subject of 将 and 必须 and yet be part of what they tell (40%将用于…), as persons and firms are not (三家公司将…)."""

AHEAD = re.compile(
    r"[^，,。；;、（）()的]{0,6}(?:(?P<forecast>将(?!近|军|领)|会在|(?<=[成半%数])会[以由用按留]"
    r"|恐(?![慌怖惧龙袭])|(?<=[成半%二三四])[可有]望)|(?P<target>必须|须(?!知)))"
)
SHARE_AHEAD = re.compile(r"的[^，,。；;、（）()的]{0,6}将(?!近|军|领)")

TERM = re.compile(r"[年月周天日时]\Z")
TERM_AHEAD = re.compile(r"[左右后]{0,2}(?:就?将(?!近|军|领)|就会)")
"""After a length of time: when something will come about (两年就会用尽)."""

SURVEYED = re.compile(rf"[^，,。；;、（）()]{{0,8}}?{any_of('surveyed')}")
"""After a number of people: they were counted, what they expect is not (五位受访者预计…)."""
PEOPLE = re.compile(r"[位名人家%％成半]\Z")

FIRST = re.compile(rf"{any_of('first')}\Z")
FIRST_AHEAD = re.compile(rf"[^，,。；;]{{0,16}}?(?:{any_of('awaited')}|\d+[月年日](?:底|初|中旬|内)?{any_of('arriving')})")
"""Before and after a number: of what is to come in parts, the first (首批20部12月抵港)."""

COMPLETED = re.compile(rf"{any_of('completed')}后[^。；;！？!?\n]{{0,60}}\Z")
ABLE = re.compile(rf"(?:可(?![是见以])|能(?![源力])|将(?!近)|{any_of('yielding')})")
"""In the sentence before a number, and in its clause: what something will do once it is done (投产后，每年可处理…)."""

WILL_BE = re.compile(r"后，[^。；;！？!?]{0,20}将(?!近)")
"""In the sentence before the clause of a number: what comes about once something is done (通车后，车程将缩短，…)."""

ESTIMATED_AT = re.compile(
    rf"(?:{any_of('ahead')}|(?:20\d\d|下一?个?|新)(?:会计|财政)年度|20\d\d财年)[^，,。；;]{{0,14}}估(?:计为|为|约|达|介于|计?在)?(?:\s*\Z|\d)"
    r"|估计[，,]?[^，,。；;]{0,8}(?:全年|明年|下半年|下季|下一年|年底)(?!度?(?:同期|以来))[^，,。；;了已]{0,12}(?:[，,][比较占即约][^，,。；;]{0,10})?\Z"
)
"""Before a number: what a year that still runs is thought to bring (今年资本支出估45亿元)."""

NEEDED = re.compile(r"(?:需要?|要|得|得花|要花)(?:大约|约)?\s*\Z")
REASONED = re.compile(any_of("reasoned"))
"""Right before a number, and in the sentence before that: what somebody works out to be needed (估算，清完需要27年)."""

MORE_TIME = re.compile(r"再过\Z")
THEN_WILL = re.compile(r"[^。；;！？!?]{0,16}?(?:就会|就要|就将|将|便会)")
"""Before and after a length of time: when something will come about (再过半年，它就会停产)."""

FORECAST_MOVED = re.compile(rf"{any_of('revised')}值?[^，,、；;]{{0,2}}[由从]{any_of('per')}?\s*\Z")
"""Before a number: the forecast from which another departs, a forecast too (出货量预估从12亿部下调至11亿部)."""

AMONG = re.compile(r"[^，,]{1,16}的[^，,的]{1,8}(?:当中|中|里)[，,]")
"""After a cue: it tells of whom or what a share is (打算换车的受访者中，三成…)."""

LAW_APPLIED = re.compile(rf"会?(?:依照?|按照?|根据|依据)[^，,；;。]{{0,14}}{any_of('law')}》?[^，,；;。]{{0,8}}[处罚]")
"""After 将: a law in force is applied."""

ESTIMATED = re.compile(r"[FE](?<=\d\d.)(?![A-Za-z])")
"""The mark of an estimate after a year or quarter in tables of brokers: 4Q25F, 2026E."""

AT_MOST = re.compile(rf"{any_of('ahead')}[^，,。；;\d了已]{{0,8}}\Z")
MOST = re.compile(r"顶多|至多|撑死")
"""Before a quantity, and how it begins: what a year that still runs will not pass (今年出货量顶多2000台)."""

HARDLY = re.compile(rf"(?:{any_of('ahead')}|年内|短期内?|未来)[^，,。；;\d]{{0,10}}(?:难以|难再|很难|恐难|未必能)(?!置信)[^，,。；;\d]{{0,6}}\Z")
"""Before a number: it will hardly come about (年内难以回到3%)."""

ANSWERED = re.compile(rf"{any_of('answer')}[^，,。；;]{{1,24}}的{any_of('asked')}[^，,。；;的将]{{0,8}}\Z")
"""Before a share: how many gave an answer, whatever it foretells (认为会跌的比例达三成)."""

NOT_ALL = re.compile(r"(?:所有|每|全[部都]|人人)")
"""After a denial: it is of the whole alone, not of the number (并非所有的12家店)."""

ONE_OF_THEM = re.compile(r"[位名家]\Z")
"""A number of persons who were asked, where what they expect stands right after it (有60位预期…)."""

JUDGED = re.compile(r"判处?|判罚|处罚|查处|拘留")
HEADS = re.compile(r"[人名]\Z")
"""A cue of judgement, and a number of persons whom it fell on (判处被告人300人)."""

PRICED = re.compile(r"折实|[叫开喊索][价租]")
THAN_OTHERS = re.compile(r"[，,]\s*[较比]")
"""A price asked, and between it and the number: it is compared to what holds (折实均价1万元，较同区低一成)."""

OWED = re.compile(r"应[^，,。；;\d]{1,6}\Z")
IN_FACT = re.compile(r"[^，,。；;\d]{0,4}[，,]实[际到有收缴]")
"""Before and after a number: how many there ought to be, and how many there are (应到80人，实到72人)."""

POINTED = re.compile(rf"{any_of('pointed')}\s*\Z")
MEMBERS = re.compile(r"[位名人家户国个万亿]\Z")
"""Before and at the end of a number of those who are there already, and whom a demand is about (要求其三万居民…)."""

TOPIC = re.compile(rf"{any_of('topic')}[^，,。；;]{{0,16}}\Z")
AFFAIR = re.compile(rf"的?{any_of('affair')}")
"""Before and after a number: it belongs to what is talked about (就执行半年的状况开会)."""

CHANGES = re.compile(r"[^，,。；;]{0,12}[至到为成增减升降涨跌扩调提]")
"""After 将由 and a number: it is what a change starts from; who does something otherwise (将由七个城市共建)."""

LASTS = re.compile(r"[度排持续延伸满期达直]\Z")
"""Before 到 and a time to come: how far something reaches that holds now (订单能见度到明年6月)."""

COMING = re.compile(r"明年|后年|未来")
FROM_THEN = re.compile(r"(?:\d{1,2}月(?:\d{1,2}日)?|元旦|年初|上半年|下半年)?起(?!码)")
HAD = re.compile(rf"了\Z|已(?:经)?{any_of('taking')}")
"""Times to come that may also tell what was done now (买下了明年的产能)."""

OPENED, CLOSED = "“「『", "”」』"
HAPPENED = re.compile(
    r"[已曾]|实[到收缴](?=\d|[一二两三四五六七八九十]|仅|只|约)"
    r"|现[行有址时][^，,。；;\d]{0,8}(?:[是为]|[只仅]有)|上[次回]|如今|[造酿]成[^，,。；;]{0,12}[死伤]|了(?![解结然不])"
)
"""In the clause of a number with a time to come: it is told as done."""

POSSIBLE = re.compile(rf"[也都]?是(?:完全|很|极)?有?可能的|[^，,。；;、\d的]{{0,2}}(?:也|都|应该|应)?{any_of('likely')}")
"""Right after a number: it may come about (降三成是有可能的; 完成八成不成问题)."""

EXPECTED = re.compile(rf"(?<!如){any_of('foretold')}的\s*\Z")
OF_EXPECTED = re.compile(rf"(?:完成|达到?|占|为|相当于)[^，,。；;]{{0,12}}{any_of('foretold')}的\s*\Z")
"""Before a number: what was expected, though something else came about (低于预期的5%); but not how much of it did (完成预算的77%)."""

_DIRECT = r"[^，,。；;比较了少多提推晚早快慢由从的一二三四五六七八九十百千万]"
ORIGINAL = re.compile(
    rf"(?<![比较由从])原(?:先|本|来)?(?:定|订|计划|拟|打算|规划|承诺|申请){_DIRECT}{{0,4}}(?:第[一二三四五])?{_DIRECT}{{0,10}}的?\Z"
)
"""Before a number: what was once planned (原定装机34台), though not how far off it something is (比原定晚了7年)."""

CONVERTED = re.compile(r"(?P<first>\d[\d.,]*[百千万亿]{0,3}[^\d，,。；;、（）()的]{0,8})[（(](?:约合|折合|合|即)?\Z")
BRACKETED = re.compile(r"[（(][^（）()。；;]{2,20}[）)]")
"""Before and after a number: brackets, in which an amount is given in another unit."""

OF_THEM = re.compile(r"的?[^，,。；;、\d的]{1,8}中的?(?=[\d约近仅只超有拿]|[一两三四五六七八九十]+[名个家国席人成半])")
"""After a number: it is the whole of which another is a part (100席的国会中拿下33席)."""

CHANGE_FROM = re.compile(r"[把将]\Z|(?:由|(?<![来源出取各独亲私擅])自|从(?![未来没不]))[^，,；;、。\d]{0,14}\Z")
CHANGE_TO = re.compile(r"[^，,。；;、\d]{0,4}?(?:转为|改为|[提调升增涨扩减降跌缩改压砍][高升降涨加大少短低减]?[至到为])")
"""Before and after a number: what a change starts from (由过剩15万吨转为平衡)."""

DIFFERS_FROM = re.compile(r"(?<![占同环对])比[^，,；;。\d]{1,30}\Z")
DIFFERS = re.compile(r"\s*(?:高|低|多|少|贵|便宜|溢价|折让)")
"""Before and after a number: what something is compared to (比上月均价11元高出三成)."""

WEIGHED = re.compile(rf"[^，,。；;]{{0,8}}?{any_of('weighed')}")
WHETHER = re.compile(r"[^，,。；;]*?是否")
"""After a cue and after a number: the number belongs to what is weighed (将决定为期两周的封锁是否延长)."""

SO_MANY_DO = re.compile(rf"(?:[%％成半]|分之[一二三四五六七八九])(?:以上)?{any_of('surveyed')}\Z")
"""Up to the end of a cue: so many of those asked do what it names (三成打算扩产)."""

SHARE_OF_PEOPLE = re.compile(r"(?:[%％成半]|分之[一二三四五六七八九])(?:以上)?的?[^，,。；;\d]{0,12}[人者众民企司生员户]\Z")
"""Before a cue: a share of people, and what they do is what the cue names (四成的受访者预计…)."""

EVEN = re.compile(r"是?[^，,。；;]*?都")
"""After a concession: no condition, but the least or most of its kind (即使是最低的3万元都…)."""

WITHIN = re.compile(r"就?会(?![议员面])")
USUALLY = re.compile(r"(?:通常|往往|一般|常|大多)\Z")
"""After and before a term: something will come about by then (五年内会扩大), and no habit."""

CLASSIFIED = re.compile(r"[种个项类条名位家座处点]\Z")
"""At the end of a number of things that a norm only tells apart (应当申报的三种情形)."""

ONE_MORE = re.compile(r"(?:[，,“「：:]|\A)再(?![度次有说加者过])[^，,。；;“”「」]{1,16}[，,]就(?:能|可|会)")
"""In a sentence: if only so much more were done, something would follow (再盖15座水库，就能…)."""

WORDS_OF = re.compile(r"如果说[^。！？!?\n]*\Z|(?:引[述用]?|援引|转述|[听按照据借用])[^，,。；;]{0,16}\Z")
"""Before 的话 and a comma: what somebody said, or a turn of speech, no condition."""

IN_SHORT = re.compile(r"(?<![例诸比犹假譬宛正不一恰])如(?![何果此今下同是期实数上意约常法故图若]|愿[以，,])[^，,。；;、]{0,20}\Z")
THEN = re.compile(r"[^，,。；;、]{0,8}[，,][^，,。；;]{0,6}?(?:将|就|则|便|须)")
"""Before and after a number: a condition of one character and what follows from it (游客如停留14天，将…)."""


EXCHANGED = re.compile(r"[（(]1[^\d（）()，,。]{1,6}(?:约合|折合|合|兑|等于|=)\s*\Z")
"""Before a number: the rate of exchange, not what is converted (1克朗约合0.7元)."""

REVISED_FROM = re.compile(r"(?:较|比)[^，,。；;]{2,14}的\Z")
REVISED = re.compile(r"[^，,。；;\d]{0,4}(?:上[调修]|下[调修]|调[升降高低])")
"""Around a number: the forecast that another takes the place of (较春季报告的5%上修)."""

LAID_DOWN = re.compile(rf"{any_of('document')}[》”]?[，,]?(?:中|里)?{any_of('laying')}")
"""In the sentence before a number: a plan says what is to be reached (《行动计划》明确，到2030年…)."""

FORESEEN = re.compile(r"不会(?=[高低多少超大小])")
"""How a quantity begins that somebody says will not be passed (不会超过25%)."""

CHANCE = re.compile(rf"(?:{any_of('chance')})(?:[是为有达约只仅]|大约|高达)*\s*\Z")
"""Before a share: how likely something is that may come about (降息的概率达八成)."""

AIMED = re.compile(rf"{any_of('aiming')}[“「『]?\s*\Z")
"""Right before an amount: somebody sets out for it (毛利率挑战42%)."""

AIM_MOVED = re.compile(r"目标(?!价)[^，,、；;\d]{0,3}[由从自]\Z")
REVISING = re.compile(r"[^，,。；;\d]{0,6}(?:[上下][修调]|调[高低升降整]|修[改订正])")
"""Before and after a number: the aim that another takes the place of (把目标由10吨下调)."""

MOVED_TO = re.compile(r"(?:预估|预测|预期(?!寿))值?[^，,、；;]{0,2}[由从自](?:[^，,；;]{1,12}[上下调][修调升降高低]{1,2}[至到为])?\s*\Z")
"""Before a number: what a forecast is moved from or to, whoever plans to move it (把成长预测由0.9%下修至0.4%)."""

SENTENCED = re.compile(r"(?:不等)?(?:的?(?:有期)?徒刑|交保|没收|保释|为量刑起点)")
"""After a number: a court or the police order so (guide, section 8)."""

BY_LAW = re.compile(r"可被|可处|可判|最高|违者|以下\Z")
"""In its clause: the law says how much may be ordered."""

MEASURE_OF_WORK = re.compile(rf"{any_of('measured')}[为约达是共]{{0,2}}\Z")
WORK_PLANNED = re.compile(rf"[^，,。；;\d]{{0,6}}[，,](?:计划|拟|预计|预定|可望|有望)[^，,。；;]{{0,14}}(?:{any_of('completed')}|动工|开工|施工)")
"""Before and after a number: the size of a work that is yet to be done (年产能10万辆，计划2027年投产)."""

DUE = re.compile(r"[^，,。；;]{0,8}(?:到期|期满|届满)的")
"""After 未来: what falls due then is owed now (未来两年到期的债务有85亿元)."""

WISHED = re.compile(r"要求|请求|希望|打算|有意|愿意?|盼")
WISHERS = re.compile(r"[^，,。；;\d]{0,10}的[^，,。；;的\d]{0,6}(?:占|有|达|共)(?:约|近|超过|逾)?\Z")
"""A cue, and from it to a number of persons or firms: so many of them wish for it (要求赔偿的旅客达200人)."""

THOSE_WHO = re.compile(
    r"(?:[^，,。；;\d]{1,12}的[^，,。；;的\d]{0,6}?(?:人|者|民|众|企业|家庭|公司)(?:[已也都仅只]?[占达有为由从约][^，,。；;]{0,14})"
    r"|[^，,。；;]{0,12}的[则也仅只]?(?:占|有)(?:比|到)?(?:约|近|超过|逾)?(?:[\d一二两三四五六七八九][^，,。；;]{0,8}[，,](?:另有?|还有|其余|余下)[^，,。；;\d]{0,4})?)\Z"
)
"""From a cue to a share: how many mean to do what it tells is counted (打算移民的受访者占三成)."""

PEOPLE_WHO = re.compile(rf"的?[^，,。；;、\d]{{0,6}}(?:人|者|民|众|企业){any_of('surveyed')}")
"""After a share: so many of them expect something (三成人预期楼价下跌)."""

FEAST = re.compile(r"的?(?:为契机|之际|庆|纪念|阅兵|大会|活动|典礼)")
"""After a number of years gone by since a founding."""

EXPECTED_MOVE = re.compile(rf"{any_of('expected')}的(?:同比|按年|年)?{any_of('growth')}(?:率|了)?(?:约)?\s*\Z")
"""Before a number: the change that was foretold (低于上月预测的增长5.4%)."""

PROPOSAL = re.compile(rf"{any_of('proposing')}的(?!\d)[^，,。；;、\d]{{1,10}}(?:是|为|只有|仅|达|只)\s*\Z")
"""Before a number: what is offered or asked for (资方提出的加薪幅度是6%)."""

PROPOSED = re.compile(r"提[出议][^，,。；;\d了]{0,6}\Z")
SUM = re.compile(r"[元镑币]\Z")
"""Before and at the end of an amount of money: it is offered or asked for (提出3亿元的补助)."""

UNDER_TALKS = re.compile(r"的[^，,。；;、\d]{1,8}(?<![已曾])(?:仍|还|正|尚)(?:在|处于)?(?:洽谈|商谈|谈判|磋商|协商|酝酿)(?!了)")
"""After a number: it is what is being talked over (一笔3亿元的贷款仍在洽谈)."""

SUPPOSED = re.compile(r"[^，,。；;、\d]{0,6}应该(?:很快|会|能)")
"""After a number: it is thought to come (首批500剂应该很快到货)."""

RELATIVE = re.compile(
    r"[^，,。；;]*的[^，,。；;、的]{1,12}(?:还有|尚有|现有|已有|仅有|只有|平均(?:延误|推迟|逾期|拖延|晚)了?|延误|逾期|拖延"
    r"|[只仅才]?(?:到位|落实|兑现)了?)(?:约|近)?\Z"
)
"""Between a target and the number: the target stands in a relative clause (旨在普及疫苗的机构还有5亿元缺口)."""

THAT_ONE = re.compile(r"那[场次起轮年][^，,。；;]{0,12}\Z")
RELATED = re.compile(r"[^，,。；;]{1,12}的")
"""Around a number: it belongs to what once happened, whatever is supposed (如果遇上那场造成30人死亡的暴雨…)."""


NAMED_PLAN = re.compile(r"的\Z|(?:公布|启动|推出|实施|执行|通过|叫停|关闭)[^，,。；;]*\Z")
"""Before 计划 at the end of a clause: it is only named (公布接种计划，专家警告…)."""
