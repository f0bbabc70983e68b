"""How far reporting frames reach: within their sentence, one inside the other, and over the sentences that carry them on."""

from __future__ import annotations

import re
from bisect import bisect_left

from msgspec.structs import replace

from extract.link.acting import acting
from extract.link.announced import head_frame
from extract.link.authors import is_act_of_law, is_authors
from extract.link.carriers import carrier
from extract.link.cues import is_news, is_verb, one_sentence
from extract.link.figures import ACCOUNTS, CHANGED, compared_frame, figures_frame, is_compared, is_kept
from extract.link.frames import AUTHOR_ON, authored, colon_frames, cue_frame, is_nobody, view_frame
from extract.link.inner import append, is_by_law, is_its_data, is_made, is_noun, is_told_deed, its_own, same_breath
from extract.link.inquiries import ASKING
from extract.link.labels import head_frames, label_frames
from extract.link.mentions import NOBODY, Speakers, can_speak, is_listed, is_stand_in, kind_of
from extract.link.paragraphs import carried, is_outlet, over_break, paragraph_carrier, surveyed
from extract.link.pending import unpublished
from extract.link.quoting import SAYING
from extract.link.ratings import rating_frame
from extract.link.relatives import makers_before
from extract.link.rumours import refuted
from extract.link.scene import CLOSED_MOST, DATA, RESULT, Frame, Setting, inside, is_bare, quote_around, quotes_in, times_in
from extract.link.spoken import alone_frame, split_frames
from extract.link.subjects import after_lead, leading_mention, subject
from extract.link.trailing import voiced_frame
from extract.link.turns import is_turn, links_below
from extract.link.written import written_frame

_DAY = re.compile(r"[日号]|[今昨前]天|周|星期")
_AUTHOR = re.compile(r"记者|笔者|本报|本刊|我(?![国市省县区校院方们])|咱")
_CLAUSE_END = re.compile(r"[，,：:。；;\n]")
_ADVERB_MOST = 4
_MEASURED = re.compile(rf"{CHANGED}\s?[%％个]|率(?:为|达|是|[升降]至)\d")
_PLANNED = re.compile(r"[将拟会须]|计划|目标|承诺|即日|。\s?(?:这|此|至此)")
"""In what is announced: figures that were measured; and what is to come, or a sentence behind it that judges it (…。这是三年来首次)."""
_COMMAS = ("，", ",")
_MOVING = ("将", "把")
_SPEECH = ("指出", "强调", "表示", "介绍", "说")
_BY_PLAN = ("按", "按照", "依照")
_OPENING, _CLOSING = "“「『\"", "”」』\""
_AGAIN = re.compile(r"[^，,。：]{0,8}[又还也亦再][^，,。：]{1,6}\Z")
"""A clause of reporting that goes on without a subject (今天又表示)."""
MOST_CUES = 60  # so many cues of one sentence are looked at


def sentence_frames(s: Setting, low: int, high: int, known: Speakers) -> list[Frame]:
    """The frames of one sentence in order, each inside the one before where it reports it."""
    i = bisect_left(s.cue_starts, low)
    cues = s.cues[i : min(bisect_left(s.cue_starts, high, i), i + MOST_CUES)]
    viewed = s.views and bisect_left(s.views, low) < bisect_left(s.views, high)
    view = (head_frame(s, low, high) or view_frame(s, low, high)) if viewed else None
    out = [view] if view else []
    written = written_frame(s, low, high) if viewed else None
    done = view.end if view else low
    for cue in cues:
        if cue.start < done or (cue.frame == "close" and not (is_verb(cue.word) or is_news(cue.word)) and cue.word not in ASKING):
            continue
        if cue.frame == "tell" and is_made(s, out, cue):
            continue
        if cue.frame == "tell" and is_noun(s, cue, done, cues):
            continue
        frame = cue_frame(s, cue, done, high, cues, known)
        if written and cue.start == written.end and cue.frame in SAYING:
            frame = authored(s, cue, written, high)  # 刊登何远的文章|说，…
        elif frame and written and cue.frame == "quote_prep" and frame.outer is None and frame.start >= written.end:
            frame = inside(frame, written)  # 刊出何远的长文，转述…
        elif frame and cue.frame == "quote_prep" and frame.outer is None and out and out[-1].form == "say" and out[-1].source:
            frame = inside(frame, out[-1])  # 何远证实…，并引述…
        if frame is None or (frame.source is None and is_stand_in(cue.word)):
            continue  # 报道|也提到: the noun is the subject of the verb after it
        if cue.frame == "think" and s.text[cue.end : cue.end + 1] == "了" and out and out[-1].source and frame.low < out[-1].high:
            continue  # 报告称，当局发现了两例: told within what is reported
        quote = quote_around(s, cue.start) if s.quotes else None
        if quote and frame.start > quote.start:
            if frame.source is None:
                continue  # the speaker of the quotation goes on
            holds = out and out[-1].high >= quote.end
            out.append(replace(frame, high=min(frame.high, quote.end), outer=out[-1] if holds else None))
        elif frame.form == "unnamed" and is_nobody(cue) and out and out[-1].source and frame.low < out[-1].high:
            continue  # 法新社报道，据估计…; 他澄清，外传…: no other source
        elif is_told_deed(s, out, frame) or is_by_law(s, out, frame):
            pass  # the speaker tells what somebody wants: 他说，政府要求…
        elif same_breath(s, out, frame, cue) or its_own(s, out, frame):
            last = out[-1]
            through = last.outer or (carrier(s, last.source[1], cue.end) if last.source and last.form == "say" else None)
            out[-1] = replace(last, end=cue.end, cues=(*last.cues, (cue.start, cue.end)), low=max(last.low, cue.end), outer=through)
        elif not is_its_data(s, out, frame):
            append(s, out, frame)
            if frame.source:
                known.add(s.text[slice(*frame.source)])
        done = frame.end
    spoken = [*colon_frames(s, low, high, out, known), *split_frames(s, low, high, out)] if s.quotes else []
    if not (out or spoken) and (voiced := voiced_frame(s, low, high)):
        spoken.append(voiced)
    if viewed and not view and (given := figures_frame(s, low, high)):
        by = next((f for f in reversed(out) if f.low <= given.start < f.high), None)
        if not (by and is_kept(s, given) and not is_outlet(s.text, by)):
            spoken.append(inside(given, by) if by and is_outlet(s.text, by) else given)
    if viewed and (compared := compared_frame(s, low, high)):
        spoken.append(compared)
    rated = rating_frame(s, low, high) if viewed and not view else None
    if written:
        spoken.append(inside(written, next((f for f in reversed(out) if f.low <= written.start < f.high), None)))
    told = next((f for f in reversed(out) if f.end <= rated.start < f.high or f.start < rated.end <= f.end), None) if rated else None
    if rated and (told is None or is_outlet(s.text, told)):
        spoken.append(inside(rated, told) if told else rated)  # and nobody tells it but an outlet
    return refuted(s, low, high, sorted([*out, *spoken], key=_start) if spoken else out)


def _start(frame: Frame) -> int:
    return frame.start


def _before_subject(s: Setting, low: int, frame: Frame) -> tuple[int, int] | None:
    """Who begins the clause right before that of a verb without a subject, where it is not the first of its sentence (…，商会不同意，指…)."""
    high, verb = frame.start, s.text[slice(*frame.cues[0])] if frame.cues else ""
    comma = max(s.text.rfind("，", low, high), s.text.rfind(",", low, high))
    if high - comma > _ADVERB_MOST or verb.startswith((RESULT, "告诉")) or is_listed(verb[:2]):
        return None
    begin = max(s.text.rfind(mark, low, comma) for mark in "，,；;：:」”") + 1 if comma > low else 0
    if not begin or s.text[comma - 1] in _CLOSING:
        return None
    if actor := acting(s, begin, comma):
        return actor
    head = leading_mention(s.text, begin, comma, times_in(s, begin, comma))
    return head if head and kind_of(s.text[slice(*head)]) in ("organisation", "person") and can_speak(s.text, head, NOBODY, True) else None


def _after_quote(s: Setting, before: list[Frame], frame: Frame) -> tuple[int, int] | None:
    """The same behind the quotation of another speaker (被告辩称「…」，法官不采，认定…)."""
    head = _before_subject(s, before[0].end, frame) if before else None
    return head if head and s.text[head[0] - 2 : head[0] - 1] in _CLOSING else None


def _relayed(s: Setting, before: list[Frame], frame: Frame) -> tuple[int, int] | None:
    """The same in what an outlet reports (据北港时报报道，会长何远，今早受访时表示): it is not the outlet who speaks."""
    if not before or before[0].form != "prep" or not is_outlet(s.text, before[0]):
        return None
    head = _head_subject(s, before[0].end + 1, frame.start)
    return head if head and kind_of(s.text[slice(*head)]) == "person" else None


def _head_subject(s: Setting, low: int, high: int) -> tuple[int, int] | None:
    """The subject of a sentence's first clause, where a later verb has none of its own (北港协会走访五区，发现…)."""
    lead = after_lead(s.text, low, high)
    low = lead + 1 if lead > low and s.text[lead : lead + 1] in _COMMAS else low  # 不过，…
    stop = _CLAUSE_END.search(s.text, low, high)
    if not stop:
        return None
    if unpublished(s.text, low, stop.start()):
        return None
    times = times_in(s, low, stop.start())
    if stop.group() in _COMMAS and any(stop.start() - end <= 1 and start - low <= 2 for start, end in times):
        head = _head_subject(s, stop.end(), high)  # 早在8月，研究中心公布一项调查，发现…
        return head if head and can_speak(s.text, head, NOBODY, True) else None
    head = subject(s.text, low, stop.start(), times)
    return acting(s, low, stop.start()) or leading_mention(s.text, low, stop.start(), times) or (head if head and can_speak(s.text, head, NOBODY, True) else None)


def _only_quoted(s: Setting, frame: Frame) -> bool:
    """Is what a frame reports one quotation after its words (直言，「…」。)?"""
    reported = s.text[frame.end : frame.high].strip("，,：: 。")
    return frame.carried == 0 and len(reported) > 2 and reported[0] in _OPENING and reported[-1] in _CLOSING


def _said_all(s: Setting, frame: Frame, low: int, high: int) -> bool:
    """Was all that a frame reports one quotation, and does the sentence quote nothing? Then the author goes on."""
    quoted = (frame.low < frame.start and frame.high <= frame.end + 2) or _only_quoted(s, frame)
    if frame.form == "say" and s.text[low - 1] not in "；;" and any(_DAY.search(s.text, *t) for t in times_in(s, low, low + 1)):
        return True  # another day, another event
    return quoted and not quotes_in(s, low, high)


def _told_all(s: Setting, frames: list[Frame], at: int) -> bool:
    """Do the reporting words of ``frames[at]`` tell what somebody does, wants or expects (要求, 承诺): is it over with the sentence?

    Where they have no source of their own (预计), those before count that name the same one.
    """
    frame = frames[at]
    if frame.form != "say" or frame.source is None or not frame.cues:
        return False
    words = s.text[slice(*frame.source)]
    if s.text[slice(*frame.cues[0])] in (*_MOVING, *ACCOUNTS):
        return True  # who rates says no more
    if s.text.startswith("宣", frame.cues[0][0]) and _MEASURED.search(s.text, frame.end, frame.high) and not _PLANNED.search(s.text, frame.end, frame.high + 3):
        return False  # 统计局宣布，出口增长9.9%: figures, of which there are more
    if not all(one_sentence(s.text[slice(*cue)], kind_of(words) == "document" or DATA[1] in words) for cue in frame.cues):
        return False
    before = next((k for k in range(at - 1, max(-1, at - 4), -1) if frames[k].source == frame.source), -1) if frame.source[0] < frame.start else at
    return before == at or (before >= 0 and _told_all(s, frames, before))


def _elided(s: Setting, k: int) -> tuple[int, int] | None:
    """The subject of the sentence before sentence ``k`` in its paragraph, which may be that of its verb too (今天又表示)."""
    low, high = s.sentences[k - 1] if k else (0, 0)
    head = _head_subject(s, low, high) if k and "\n" not in s.text[high - 1 : s.sentences[k][0] + 1] else None
    return head if head and kind_of(s.text[slice(*head)]) in ("organisation", "person") else None


def _speaking(s: Setting, frames: list[Frame], active: list[int], low: int) -> Frame | None:
    """Who speaks when the sentence at ``low`` begins: data that nobody names (过去几年数据显示) expect nothing, who spoke before them in the paragraph may."""
    if not active:
        return None
    at = active[-1]
    while at > 0 and is_bare(s, frames[at]) and "\n" not in s.text[frames[at - 1].start : low]:
        at -= 1
    return frames[active[-1]] if is_bare(s, frames[at]) or frames[at].source is None else frames[at]


def _with_speakers(s: Setting, found: list[Frame], k: int, speaking: Frame | None) -> list[Frame]:
    """The frames of a sentence with a source: where one names none, whom the sentence begins with, or who speaks already."""
    out: list[Frame] = []
    low = s.sentences[k][0]
    for named in found:
        frame = named
        if frame.source is None:
            first = frame is found[0]
            told = one_sentence(s.text[slice(*frame.cues[0])], studied=False) if first and frame.cues else False
            if first:
                head = (None if told else _before_subject(s, low, frame)) or _head_subject(s, low, frame.start)
            else:
                head = _after_quote(s, out[-1:], frame) or _relayed(s, out[-1:], frame)
            before = _elided(s, k) if not (head or speaking) and frame is found[0] and _AGAIN.match(s.text, low, frame.end) else None
            if before:
                frame = replace(frame, source=before)
            elif head:
                carrier = out[-1] if out and out[-1].high > head[0] and is_outlet(s.text, out[-1]) else None
                frame = inside(replace(frame, source=head, start=head[0]), carrier)
            elif speaking is None or speaking.source is None:
                if not s.text.startswith(RESULT, frame.start):
                    continue
                frame = replace(frame, source=(frame.start, frame.start + len(RESULT)), form="unnamed")
            else:
                frame = replace(frame, source=speaking.source, outer=speaking.outer)
        elif frame is found[0] and (maker := _issued(s, low, frame)):
            frame = replace(frame, source=maker, start=maker[0])
        out.append(frame)
        speaking = speaking if is_compared(s, frame) else frame
    return out


def _issued(s: Setting, low: int, frame: Frame) -> tuple[int, int] | None:
    """The body with which a sentence begins, where a later clause names but what it makes public (商会走访五区，上周发布的|报告指)."""
    if frame.form != "say" or frame.source is None or not is_stand_in(s.text[slice(*frame.source)]) or kind_of(s.text[slice(*frame.source)]) != "document":
        return None
    comma = max(s.text.rfind("，", low, frame.start), s.text.rfind(",", low, frame.start))
    issued = makers_before(s.text, comma + 1, frame.source[0]) if comma > low else False
    head = _head_subject(s, low, comma + 1) if issued else None
    return head if head and kind_of(s.text[slice(*head)]) == "organisation" else None


def _last_read(s: Setting, last: int) -> int:
    """Behind what no sentence can begin to credit a claim: the last one at ``last``, its quotation, and the last source line."""
    quote = quote_around(s, last)
    captions = [cue.end for cue in s.cues if cue.frame == "caption"]
    return max([last, *captions[-1:], *([quote.end + CLOSED_MOST] if quote else [])])


def _carried_on(s: Setting, frames: list[Frame], active: list[int], low: int, high: int) -> list[int]:
    """Those of the ``active`` frames that go on; the last of them is carried over the sentence ``low``–``high`` unless the author speaks."""
    if active and (last := frames[active[-1]]).outer and last.cues and s.text[slice(*last.cues[0])] in ACCOUNTS:
        active = active[:-1]  # 警方的说法则是不足800人；…: the outlet goes on
    while active and s.text[low - 1] not in "；;" and _told_all(s, frames, active[-1]):
        active = active[:-1]  # who carried it may go on
    if not active:
        return []
    speaking = frames[active[-1]]
    if speaking.form == "prep" and s.text[low - 1] not in "；;" and s.text[slice(*speaking.cues[0])] in _BY_PLAN:
        return []  # 按照路线图，…
    if speaking.form == "unnamed" and s.text[speaking.start] == "据" and s.text[speaking.start - 1].isalnum():
        return []  # 工厂据报道停产
    same = s.text[low - 1] in "；;"  # of one sentence
    if _AUTHOR.match(s.text, low) and not (s.quotes and quote_around(s, low)):
        return []
    if not same and (is_turn(s.text, low) or is_authors(s.text, low, high, _tells_news(s, speaking))):
        return []
    if _said_all(s, speaking, low, high):
        return []
    if AUTHOR_ON.match(s.text, speaking.high) or (_is_witness(s, speaking) and is_act_of_law(s.text, low, high)):
        return []
    carried = 1 if _speaks_on(s, speaking) else speaking.carried + 1
    frames[active[-1]] = replace(speaking, high=high, carried=carried)
    return active


def _is_witness(s: Setting, frame: Frame) -> bool:
    """Is who speaks a person by his own words or one of many (有乘客说), and no body?"""
    return frame.form == "unnamed" or (frame.source is not None and kind_of(s.text[slice(*frame.source)]) in ("person", "unnamed"))


def _speaks_on(s: Setting, frame: Frame) -> bool:
    """Does somebody with whom the paragraph begins deliver a speech in it (何远指出，…)?"""
    if frame.form != "say" or frame.source is None or frame.low < frame.start or s.text[frame.start - 1 : frame.start] not in ("", "\n"):
        return False
    return s.text[slice(*frame.cues[-1])].endswith(_SPEECH) and s.text[frame.end : frame.end + 1] == "，" and kind_of(s.text[slice(*frame.source)]) == "person"


def _lead_on(s: Setting, frames: list[Frame], active: list[int], low: int, spoken: list[Frame]) -> None:
    """Carry the speaker before over the clauses in front of a verb of his own without a subject (…。门店关闭两家，预计…)."""
    if not (active and spoken) or "\n" in s.text[low - 1 : low + 1]:
        return
    first, last = spoken[0], frames[active[-1]]
    if s.text[low - 1] in "；;" and low < first.start and low < first.low and last.high <= low:
        _carried_on(s, frames, active, low, first.start)  # who speaks does so to the end of his sentence
    elif first.source and first.source == last.source and first.source[0] < low < first.start and low < first.low and last.high <= low:
        _carried_on(s, frames, active, low, first.start)


def _tells_news(s: Setting, frame: Frame) -> bool:
    """Is who reports an outlet or a document, which tells of prices as the author does?"""
    if frame.form == "unnamed":
        return False
    quotes = is_outlet(s.text, frame) and not (frame.cues and s.text.endswith("显示", *frame.cues[-1]))  # 钢铁网的报价|显示
    return quotes or (frame.source is not None and kind_of(s.text[slice(*frame.source)]) == "document")


def _introduced(s: Setting, out: list[Frame], frame: Frame) -> Frame:
    """The frame of 据介绍 with who spoke before it, in its paragraph or the one before: it is he who introduces."""
    if s.text[slice(*frame.cues[0])] != "据介绍" or not out:
        return frame
    last = out[-1]
    near = last.source is not None and last.form == "say" and s.text.count("\n", last.end, frame.start) < 2 and not is_outlet(s.text, last)
    return replace(frame, source=last.source, form="say", outer=last.outer) if near else frame


def _anew(out: list[Frame], active: list[int], low: int) -> list[int]:
    """The last of the ``active`` frames once more, for a paragraph that begins at ``low`` and carries it on."""
    last = out[active[-1]]
    out.append(Frame(low, low, last.source, last.cues, last.form, low, low, last.outer, -1))
    return [len(out) - 1]


def document_frames(s: Setting, last: int) -> list[Frame]:
    """The frames of a document that may credit a claim, the last of which begins at ``last``; in text order.

    They are carried over the sentences of their paragraphs.
    """
    labelled = label_frames(s)
    until = len(s.text) if labelled else _last_read(s, last)
    events = [*s.events, len(s.text) + 1]
    ended = links_below(s.text)
    heads = head_frames(s)
    out: list[Frame] = [*labelled, *heads]
    active: list[int] = []
    known = Speakers()
    carrier: Frame | None = None
    at, begun = 0, False
    for k, (low, high) in enumerate(s.sentences):
        if (active or carrier or out) and "\n" in s.text[s.sentences[k - 1][1] - 1 : low + 1]:
            carrier = None
            active = over_break(s, out, active, low) or surveyed(s, out, low)
            begun = bool(active)
        if low >= ended or (low > until and carrier is None and all(min(out[i].start, out[i].low) > until for i in active)):
            break
        while events[at] < low:
            at += 1
        found = sentence_frames(s, low, high, known) if events[at] < high or (low and s.text[low - 1] in _CLOSING) else []
        if s.quotes and not found and all(out[i].high < high for i in active) and (alone := alone_frame(s, k)):
            found = [alone]
        if not (found or active):
            continue
        answer = next((f for f in labelled if f.low <= high and low < f.high), None) if labelled else None
        if answer:
            out.extend(inside(f, answer) for f in found if f.source and f.start >= answer.low)
            active = []
            continue
        head = next((f for f in heads if f.start <= high and low < f.high), None) if heads else None
        if found:
            found = [_introduced(s, out, f) if f.form == "unnamed" else f for f in found]
            spoken = carried(s, _with_speakers(s, found, k, _speaking(s, out, active, low)), carrier)
            carrier = paragraph_carrier(s, spoken, low, carrier)
            spoken = [inside(f, head) for f in spoken] if head else spoken
            _lead_on(s, out, active, low, spoken)
            quoting = [i for i in active if out[i].high >= high] if s.quotes and quote_around(s, low) else []
            telling = [i for i, f in enumerate(spoken, len(out)) if not is_compared(s, f)]
            active = [*quoting, *telling] if telling else active
            out += spoken
        elif all(out[i].high < high for i in active):
            active = _carried_on(s, out, _anew(out, active, low) if begun else active, low, high)
        begun = False
    return out
