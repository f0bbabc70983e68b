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
    rf"|[，,][^，,；;。：:]{{0,10}}{any_of('telling')}(?=[，,])|[，,](?:又|还|也|亦|同时){any_of('telling')}|(?<=[一-龥]) (?=[一-龥])"
)
"""Marks and turns over which no cue reaches; a blank parts headlines that stand in one line."""

BASE = re.compile(
    rf"""(?:由|(?<![来源出取各独亲私擅])自(?![有己主身然动营产愿])|从(?![未来没不])|较|(?<![占同环])比)(?:[^，,、；;]{{0,8}}的)?\s*\Z
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

GOES_ON = re.compile(rf"\s*{any_of('onward')}(?!(?<=占)地|(?<=至)[于今此少多]|(?<=其中)国)")
"""At the head of a clause: it measures what the clause before has told of, and is meant as that is."""

CLAUSE_END = re.compile(r"[;；：]|[，,:](?!(?<=\d.)\d)")
"""Where a clause ends; no comma or colon inside a number does."""

_BY_THEN = r"(?:今年|明年|年|月)底前|(?:\d+|[一二两三四五六七八九十半]+)个?(?:天|日|周|月|年|小时)[之以]?内"
AND_SO = re.compile(rf"\s*(?:在[^，,。；;\d]{{1,8}}{any_of('staying')}|{any_of('coordinate')}(?![非未没不无指称说表])|{_BY_THEN})")
FOLLOWING = re.compile(rf"\s*{any_of('following')}")
TO_FOLLOW = re.compile(r"(?:将(?![近军领])|拟|计划(?!的)|预[计料]|有望)[^，,。；;！？!?“”「」\n]*[，,]\s?\Z")
"""At the head of a clause and up to it: a verb that goes on with what is to come (将扩建一倍，达到…)."""
DOING = re.compile(any_of("doing"))
COORDINATED = re.compile(rf"[，,]\s*{any_of('coordinate')}")
"""At the head of a clause that has no cue of its own: it goes on with what the clause before tells is to come (将在北港开店，并…)."""

COMPARED = re.compile(rf"{any_of('compared')}(?:原[定订先有]?|年度|全年|年初|本年度)?\Z")
"""Before 去年, 目前, 计划: these name what is compared, and do not tell how the claim is meant."""

INTENDS = re.compile(any_of("intends"))
"""Cues that are verbs: what stands before them is who intends, not what compares (华为|拟)."""

EXPECTATION = re.compile(r"预[估测期料]")
COMPARED_TO = re.compile(rf"(?:{any_of('unlike')}|超[过出]|[较与如]|(?<![同环占])比)[^，,。；;\d]{{0,4}}\Z")
"""A forecast as a noun, and before it: the number of another clause is no forecast (优于预估的52亿元，达|55亿元)."""

DEMANDED = re.compile(r"(?:不[应得准宜许可]|切?勿|必?须)(?!不)")
"""How a quantity begins that a norm bounds (不得超过10小时)."""

MISSES = re.compile(rf"[^，,；;。\d]{{0,4}}(?:还|仍|仍然|尚)?{any_of('lacking')}[^，,；;。的\d]{{0,2}}\Z")
"""Before a number: how far something is from where it should be (离门槛还差3人)."""

RANKED = re.compile(r"第[一二三四五六七八九十\d]+大(?![，,。；;])")
RISEN = re.compile(r"[成跃升跻晋建造列居位占达变]")
"""A quantity that tells which of all somebody is, where nothing before it in the clause tells that he comes to be it (与第三大党结盟)."""

GOAL_AHEAD = re.compile(r"[离距][^，,。；;]{1,10}的\Z")
NOT_THERE = re.compile(r"[^，,。；;\d]{0,5}(?:还|仍|尚)")
"""Before a number and after it: how far off it still is (离医生要求的六成还有距离)."""

DISTANT = re.compile(r"(?:[离距][^，,；;。]{0,10}|[离距较]|(?<![占同环])比)[^，,；;。]{0,8}\Z")
"""Around a target or forecast and before the number: how far it is from it (离目标还差3人)."""

NAMED = re.compile(rf"(?:{any_of('given')}|[一-龥](?=[^，,。；;]{{0,4}}{any_of('telling')}))")
"""After a surname and 若: this is part of a name (甘若瑜)."""

TITLED = re.compile(r"[人长员授师者裁官席任记手兵]\Z")
"""Before a surname and 若: the name of somebody with a title (负责人孙若平)."""

IN_PROSPECT = re.compile(r"[势必料]?将|[可有]望")
"""Forecasts that a condition in a clause before leaves as they are (若获批准，将有3万人受惠)."""

WILL_BY = re.compile(r"(?<![员协议学工商国社大年理董委])会[在于]\Z")
"""Before a term: something will come about by then (军方会在48小时内打通公路)."""

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
    r"|(?<=[届到]时)[，,]\s*"
    r"|\s*(?:(?<=[到在于])|[能可]?(?:[到在于至从自明今后本下首近]|未来|年|20\d\d))[^，,；;：:]{0,12}(?:[年月日季前内底末]|期间)[，,]\s*"
)
"""From a cue to the end of its clause: but a time stands there, and the cue goes on (希望到2030年，…)."""

IN_FORCE = re.compile(rf"(?:依|按|根据|引述|援引)[照据]?[^，,；;。]{{0,24}}{any_of('law')}》?(?:[^，,；;。]{{0,6}})?[，,]")
NORM = re.compile(r"应|必?须|不[得准宜许]|勿|限|需|[订明]明?定")
"""In the sentence before a cue, and the cue: what a law or a contract in force demands holds (guide, section 8)."""

GOODS = re.compile(r"[%％成半元股剂吨枚枝台份度]\Z")
"""What may be the subject of 将 and 必须 and yet be part of what they tell (40%将用于…), as persons and firms are not (三家公司将…)."""

AHEAD = re.compile(
    r"(?:(?<=[%％成半])的(?=[^，,。；;、（）()的]{0,6}将))?[^，,。；;、（）()的]{0,6}(?:(?P<forecast>将(?!近|军|领)|会在|会被|(?<=[成半%数])会[以由用按留]"
    r"|恐(?![慌怖惧龙袭])|(?<=[成半%二三四])[可有]望)|(?P<target>必须|须(?!知)|(?:规划|计划|拟|要)(?:投入|用[于来在作])))"
)

TERM = re.compile(r"[年月周天日时][之以]?内?\Z")
TERM_AHEAD = re.compile(r"(?P<forecast>[左右后]{0,2}(?:就?将(?!近|军|领)|(?<!内)就会)|(?<=内)会(?![议见面晤员长谈场合展堂]))|必?须(?!知)")
"""After a length of time: when something will come about, or what a norm demands then (两年就会用尽, 三个月内须改正)."""

SURVEYED = re.compile(rf"[^，,。；;、（）()]{{0,8}}?{any_of('surveyed')}")
"""After a number of people: they were counted, what they expect is not (五位受访者预计…)."""
PEOPLE = re.compile(r"[位名人家%％成半]\Z")

FIRST = re.compile(rf"{any_of('first')}\Z")
FIRST_AHEAD = re.compile(rf"[^，,。；;]{{0,16}}?(?:{any_of('awaited')}|\d+[月年日](?:底|初|中旬|内)?{any_of('arriving')})")
"""Before and after a number: of what is to come in parts, the first (首批20部12月抵港)."""

AS_NOUN = re.compile(rf"[的些]{any_of('aim')}(?![为是约达在中将，,：:。、值下里包要把到价高低多少差仍还尚“「\d]|[^，,。；;]{{0,2}}[是为：]|显示|指)")
"""A cue that is only the subject or object of what else is told (升值的预期愈发强烈，11月规模升37%)."""

COMPLETED = re.compile(rf"{any_of('completed')}后[^。；;！？!?\n]{{0,60}}\Z")
ABLE = re.compile(rf"(?:可(?![是见以])|能(?![源力])|将(?!近)|{any_of('yielding')})")
"""In the sentence before a number, and in its clause: what something will do once it is done (投产后，每年可处理…)."""

ESTIMATED_AT = re.compile(
    rf"(?:{any_of('ahead')}|(?:20\d\d|下一?个?|新)(?:会计|财政)年度|20\d\d财年)[^，,。；;]{{0,14}}估(?:计为|为|约|达|介于|计?在)?(?:\s*\Z|\d)"
    rf"|(?<![评高低短据初])估[^，,。；;计值算价测量达\d][^，,。；;\d]{{0,6}}{any_of('ahead')}[^，,。；;]{{0,14}}\Z"
    r"|估计[，,]?[^，,。；;]{0,8}(?:全年|明年|下半年|下季|下一年|年底)(?!度?(?:同期|以来))[^，,。；;了已]{0,12}(?:[，,][比较占即约][^，,。；;]{0,10})?\Z"
)
"""Before a number: what a year that still runs is thought to bring (今年资本支出估45亿元)."""

SOME = re.compile(r"[^，,。；;的]{1,14}的[^，,。；;的将会]{1,10}[，,]")
"""After 按计划: it tells which ones are spoken of (按计划翻修的校舍，合格率是81%)."""

WHO_ARE_NOT = re.compile(r"[^，,。；;]{1,16}的[^，,。；;的]{0,8}(?:大?约|[只仅也])?(?:占|有|达|比例[为达是])(?:大?约|近|超过)?\Z")
"""Between 不是 and a number: it tells whom the number counts (户籍不在当地的人口约占三成)."""

AFTER_ALL = re.compile(r"在?[^，,。；;]{2,12}(?:过后|期间|之下|以后|之后|当中)[，,][^，,。；;]{0,12}(?:仍|也大?约?有|还有|依然)")
"""After 即使: when something holds as it does otherwise (即使在淡季过后，每人也大约有2.5个床位)."""

MAY_BRING = re.compile(r"(?:估计|估算|预估|测算|推算)[^。；;！？!?\n]{0,40}[可能](?:使|令|让|带来|为|替|帮|减|增|节|省|创)[^，,。；;\d了已]{0,16}\Z")
"""Before a number: what is thought to come of something (估算，新航线可带来16亿元)."""

HABIT = re.compile(r"(?:通常|一般(?:情况下|来说|而言|都)|往往|多半|照例|平常|平时)[^。；;！？!?\n将]{0,24}\Z")
"""Before 会: what is so as a rule, and no forecast (通常情况下，会发出两种声响)."""

EXCHANGE = re.compile(r"[（(]\s?(?:[按以]\D{0,8})?(?:1|100)\s?[^\d，,。；;（）()]{1,6}(?:约?[合为]|约?等于|[可约]兑换?|相当于|=)")
"""A rate of exchange in brackets (1比索约合0.4元)."""

NEEDED = re.compile(r"(?:需要?|要|得|得花|要花)(?:大约|约)?\s*\Z")
REASONED = re.compile(any_of("reasoned"))
"""Right before a number, and in the sentence before that: what somebody works out to be needed (估算，清完需要27年)."""

ESTIMATED = re.compile(r"[FE](?<=\d\d.)(?![A-Za-z])")
"""The mark of an estimate after a year or quarter in tables of brokers: 4Q25F, 2026E."""

AMONG = re.compile(r"[^，,]{1,16}的[^，,的]{1,8}(?:当中|中|里)[，,]")
"""After a cue: it tells of whom or what a share is (打算换车的受访者中，三成…)."""

CHANGES = re.compile(r"[^，,。；;]{0,12}[至到为成增减升降涨跌扩调提]")
"""After 将由 and a number: it is what a change starts from; who does something otherwise (将由七个城市共建)."""

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

STANDING = re.compile(rf"{any_of('standing')}[^，,。；;]{{0,8}}可能(?:[只仅]?占(?:其中的)?|多达|高达|达到?|只?有|是|为)?\Z")
"""Before a number: an estimate of what is there already (失踪者可能多达300人)."""

POSSIBLE = re.compile(rf"[也都]?是(?:完全|很|极)?有?可能的|[^，,。；;、\d的]{{0,2}}(?:也|都|应该|应)?{any_of('likely')}")
"""Right after a number: it may come about (降三成是有可能的; 完成八成不成问题)."""

EXPECTED = re.compile(rf"(?<!如){any_of('foretold')}的\s*\Z|(?<!超出)(?<!高出)预[测估期](?:值|中值|均值|中位数)\s*\Z")
OF_EXPECTED = re.compile(rf"(?:完成|达到?|占|为|相当于)[^，,。；;]{{0,12}}{any_of('foretold')}的\s*\Z")
"""Before a number: what was expected, though something else came about (低于预期的5%); but not how much of it did (完成预算的77%)."""

_DIRECT = r"[^，,。；;比较了少多提推晚早快慢由从的一二三四五六七八九十百千万]"
ORIGINAL = re.compile(
    rf"(?<![比较由从])原(?:先|本|来)?(?:定|订|计划|拟|打算|规划|承诺|申请){_DIRECT}{{0,4}}(?:第[一二三四五])?{_DIRECT}{{0,10}}的?\Z"
)
"""Before a number: what was once planned (原定装机34台), though not how far off it something is (比原定晚了7年)."""

CHANGE_FROM = re.compile(r"[把将]\Z|(?:由|(?<![来源出取各独亲私擅])自|从(?![未来没不]))[^，,；;、。\d]{0,14}\Z")
CHANGE_TO = re.compile(r"[^，,。；;、\d]{0,4}?(?:转为|改为|[提调升增涨扩减降跌缩改压砍][高升降涨加大少短低减]?[至到为])")
"""Before and after a number: what a change starts from (由过剩15万吨转为平衡)."""

SHARE_OF_PEOPLE = re.compile(r"(?:[%％成半]|分之[一二三四五六七八九])(?:以上)?的?[^，,。；;\d]{0,12}[人者众民企司生员户]\Z")
"""Before a cue: a share of people, and what they do is what the cue names (四成的受访者预计…)."""

WORDS_OF = re.compile(r"如果说[^。！？!?\n]*\Z|(?:引[述用]?|援引|转述|[听按照据借用])[^，,。；;]{0,16}\Z")
"""Before 的话 and a comma: what somebody said, or a turn of speech, no condition."""

STEP = re.compile(rf"第[一二三四五六七八九十]步[，,、：:]|{any_of('recipe')}(?:[（(][^（）()\n]{{0,20}}[）)]|如下)?[：:]")
DESCRIBED = re.compile(r"[已曾它其]|只有|不到|了(?![解结然不])")
NUMBERED = re.compile(r"\s*(?:\d{1,2}[.、)）]|[•·●])")
"""In a sentence or before a numbered line: how something is to be done (步骤如下：), where its clause does not tell what is so."""

LAID_DOWN = re.compile(rf"{any_of('document')}[》”]?[，,]?(?:中|里)?{any_of('laying')}")
"""In the sentence before a number: a plan says what is to be reached (《行动计划》明确，到2030年…)."""

FORESEEN = re.compile(r"不会(?=[高低多少超大小])|最快.*(?<![时分秒])后\Z")
"""A quantity that somebody says will not be passed (不会超过25%), or after which something comes at the soonest (最快两周后)."""

CHANCE = re.compile(rf"(?:{any_of('chance')})(?:[是为有达约只仅]|大约|高达)*\s*\Z")
"""Before a share: how likely something is that may come about (降息的概率达八成)."""

MOVED_TO = re.compile(r"(?:预估|预测|预期(?!寿))值?[^，,、；;]{0,2}[由从自](?:[^，,；;]{1,12}[上下调][修调升降高低]{1,2}[至到为])?\s*\Z")
"""Before a number: what a forecast is moved from or to, whoever plans to move it (把成长预测由0.9%下修至0.4%)."""

SENTENCED = re.compile(r"(?:不等)?(?:的?(?:有期)?徒刑|交保|没收|保释|为量刑起点)")
"""After a number: a court or the police order so (guide, section 8)."""

ORDERED = re.compile(r"[年月周天日元镑币]\Z|[%％成]|分之")
JUDGED = re.compile(
    r"(?<![谈批评审误研预裁宣])判(?![断定别读若如有])[^，,。；;\d]{0,8}\Z|刑期(?:[为是由从]|分别为)?\Z|判[^，,。；;]{0,24}、罚[金款]\Z"
    r"|判[^。；;]{0,24}[，,](?:并处|另处|并科|另)?罚[金款]\Z|(?:量刑起点|判刑)[^。；;]{0,24}(?:扣减|减免|减去|减刑)\Z"
)
"""Before a length of time, a sum or a share: what a court orders, or takes off that."""

BY_LAW = re.compile(r"可被|可处|可判|最高|违者|以下\Z")
"""In its clause: the law says how much may be ordered."""

FEAST = re.compile(rf"的?(?:为契机|之际|庆|{any_of('feast')})")
"""After a number of years gone by since a founding."""

APPLIED = re.compile(rf"申请[^，,。；;]{{0,10}}{any_of('raising')}")
BY_HOW_MUCH = re.compile(r"(?:[加涨升]幅|[加涨]价|[则各均再]加)[^，,。；;\d]{0,4}\Z")
"""In the sentence up to a number, and right before that: by how much somebody asks to raise prices."""

PROPOSED = re.compile(r"提[出议][^，,。；;\d了]{0,6}\Z")
SUM = re.compile(r"[元镑币]\Z")
ASKED = re.compile(r"(?:提出|开出)的[^，,。；;\d]{0,8}(?:幅度|要求|条件|价[码钱格]?|金额)(?:只|仅)?[是为有]\Z")
"""Before and at the end of an amount of money, or before any number: it is offered or asked for (提出3亿元的补助)."""

RELATIVE = re.compile(
    r"[^，,。；;]*的(?:[则只仅也]?(?:占|有|是|由(?:[^，,。；;]{1,14}[升增降减跌][至到])?)"
    r"|[^，,。；;]{0,14}(?:得票率|支持[率度]|占比|比[例重率])[为达是仅只约高有]{0,2}"
    r"|[^，,。；;、的]{1,12}(?:还有|尚有|现有|已有|仅有|只有|平均(?:延误|推迟|逾期|拖延|晚)了?|延误|逾期|拖延"
    r"|[只仅才]?(?:到位|落实|兑现)了?))(?:约|近|超过)?(?:[\d一二两三四五六七八九十][^，,。；;]{0,8}[，,](?:另有|[比较占])[^，,。；;]*)?\Z"
)
"""Between a target and the number: the target stands in a relative clause (旨在普及疫苗的机构还有5亿元缺口)."""

NAMED_PLAN = re.compile(rf"的\Z|{any_of('enacting')}[^，,。；;]*\Z")
"""Before 计划 at the end of a clause: it is only named (公布接种计划，专家警告…)."""
