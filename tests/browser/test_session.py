"""A correcting session, undo and redo, new mentions, all by keyboard; what is saved is looked up in the database and in the gold."""

import json

FIRST = (
    "云港海关6月9日公布，5月份稀土出口12万吨，同比增长三成多。\n"
    "据北泽研究院的报告披露，南湾的分离产能占比已近九成，第二大产地是东礁。\n"
    "协会秘书长林岚说，两年内将建成3座冶炼厂，投资超过20亿元。"
)
SECOND = "全市共有𠮷田路小学等36所学校😀，其中近九成在城区；去年新增400名教师。"


def test_a_whole_correcting_session_by_keyboard(claims, serve, visit, events, finished):
    path = claims(FIRST, SECOND)
    page = visit(serve(path))
    page.go_to("12万吨")
    page.press("v")
    page.page.keyboard.type("130000")
    page.save("Enter")
    assert page.page.input_value("#field-low") == page.page.input_value("#field-high") == "130,000"
    page.press("u")
    page.page.keyboard.type("kg")
    page.save("Enter")
    page.press("y")
    page.save("f")  # the letter finds "forecast", as in any list
    page.press("Enter")
    page.save("a")
    page.go_to("三成多")
    page.save("2")
    page.go_to("近九成")
    page.select("南湾的分离产能")
    page.save("e")
    page.select("东礁")
    page.save("s")
    page.select("披露")
    page.save("c")
    page.save("A", "d")
    page.settle("location.hash === '#1'")
    page.save("A", "d")
    assert "2/2 docs" in page.page.inner_text("#bar")
    gold, summary = finished(path)
    marks = {mark["text"]: mark for mark in gold["d0"]["mentions"]}
    amount = marks["12万吨"]
    assert (amount["value"], amount["low"], amount["high"], amount["unit"], amount["modality"]) == (130000, 130000, 130000, "kg", "forecast")
    assert marks["三成多"] == {"start": FIRST.index("三成多"), "end": FIRST.index("三成多") + 3, "text": "三成多", "label": "time", "optional": False}
    share = marks["近九成"]
    assert share["entity"] == {"start": FIRST.index("南湾"), "end": FIRST.index("南湾") + 7, "text": "南湾的分离产能"}
    assert (share["source"]["text"], share["source"]["name"], share["source"]["accept"]) == ("东礁", "东礁", ["东礁"])
    assert "披露" in [cue["text"] for cue in share["source"]["cue"]]
    assert "label" in summary
    assert {action for action, *_ in events(path)} == {"edit", "accept", "label", "accept all", "done"}


def test_tab_goes_on_from_a_field_that_is_being_saved(claims, serve, visit, events):
    path = claims(FIRST)
    page = visit(serve(path))
    page.go_to("12万吨")
    page.press("v")
    page.page.keyboard.type("7")
    page.save("Tab")
    assert page.page.evaluate("document.activeElement.id") == "field-low"
    page.press("Tab", "Tab")
    page.page.keyboard.type("kg")
    page.save("Tab")
    page.press("Escape")
    page.save("z", "z")
    assert page.page.input_value("#field-value") == "120,000"
    assert [action for action, *_ in events(path)] == ["edit", "edit", "undo", "undo"]


def test_a_finger_does_what_keys_do(claims, serve, visit, events):
    path = claims(FIRST)
    page = visit(serve(path), viewport={"width": 820, "height": 1180}, has_touch=True)
    page.page.tap(".mark.first:text-is('近九成')")
    page.settle("document.querySelector('#card h2').textContent === '近九成'")
    page.select("东礁")
    page.page.tap("[data-field=entity] label")
    page.settle("document.querySelector('[data-field=entity] .words').textContent === '东礁'")
    page.page.tap("#card .buttons button:has-text('accept')")
    page.settle("document.querySelectorAll('.mark.first.accepted').length === 1")
    assert [action for action, *_ in events(path)] == ["edit", "accept"]


def test_undo_and_redo_outlive_the_page_and_the_server(claims, serve, visit, events):
    path = claims(FIRST)
    server = serve(path)
    page = visit(server)
    page.go_to("12万吨")
    page.save("x", "a")
    page.go_to("12万吨")
    assert "rejected" in page.mark("12万吨")
    page.save("z", "z")
    assert "open" in page.mark("12万吨")
    page.save("Z")
    assert "rejected" in page.mark("12万吨")
    server.stop()
    page = visit(serve(path))
    assert "rejected" in page.mark("12万吨")
    page.save("Z")
    page.save("Control+z", "Control+z")
    assert "open" in page.mark("12万吨")
    page.save("Control+Shift+z")
    assert "rejected" in page.mark("12万吨")
    assert [action for action, *_ in events(path)] == ["reject", "accept", "undo", "undo", "redo", "redo", "undo", "undo", "redo"]
    page.press("z", "z")
    page.settle("document.getElementById('notice').textContent.includes('nothing to undo')")


def test_mentions_after_rare_characters_have_exact_offsets(claims, serve, visit, events, finished):
    path = claims(SECOND)
    page = visit(serve(path))
    page.go_to("近九成")
    page.save("x")
    page.select("九成")
    page.save("m")
    assert page.at_hand() == "九成"
    assert page.page.input_value("#field-value") == "90"
    page.select("400名教师")
    page.press("m")
    page.settle("document.getElementById('notice').textContent.includes('overlaps')")
    page.save("A", "d")
    gold, _ = finished(path)
    start = SECOND.index("九成")
    (added,) = [mark for mark in gold["d0"]["mentions"] if mark["text"] == "九成"]
    assert (added["start"], added["end"]) == (start, start + 2)
    assert SECOND[start : start + 2] == "九成"
    assert gold["d0"]["text"] == SECOND
    assert all(SECOND[mark["start"] : mark["end"]] == mark["text"] for mark in gold["d0"]["mentions"])


def test_a_mention_is_selected_and_added_without_a_mouse(claims, serve, visit, events):
    text = "𠮷野家😀每天卖出大量便当，约三百份。"
    path = claims(text)
    page = visit(serve(path))
    page.go_to("约三百份")
    page.press(*["ArrowRight"] * 1, "Shift+ArrowRight", "Shift+ArrowRight", "Shift+ArrowRight")
    assert page.page.evaluate("document.getSelection().toString()") == "约三百份"
    page.press("Escape")
    page.press(*["ArrowLeft"] * 8, "Shift+ArrowRight")
    chosen = page.page.evaluate("document.getSelection().toString()")
    page.save("e")
    (_, _, _, _, changes) = events(path)[-1]
    entity = changes[0]["after"]["mention"]["entity"]
    assert entity["text"] == chosen == text[entity["start"] : entity["end"]]


def test_line_ends_and_both_scripts_stay_exact(claims, serve, visit, finished):
    text = "第一行：出口3萬噸。\r\n\r\n第二行：進口約五千噸，較上年增長2%。\r\n"
    path = claims(text)
    page = visit(serve(path))
    page.select("約五千噸")
    assert page.page.evaluate("document.getSelection().toString()") == "約五千噸"
    page.go_to("2%")
    page.select("進口")
    page.save("p", "A", "d")
    gold, _ = finished(path)
    (share,) = [mark for mark in gold["d0"]["mentions"] if mark["text"] == "2%"]
    assert gold["d0"]["text"] == text
    assert share["property"] == {"start": text.index("進口"), "end": text.index("進口") + 2, "text": "進口"}


def test_offsets_are_converted_both_ways(claims, serve, visit):
    page = visit(serve(claims(FIRST)))
    script = """async (text) => {
      const { Offsets } = await import("/static/offsets.js");
      const offsets = new Offsets(text);
      const points = [...text];
      const units = []; let unit = 0;
      for (const point of points) { units.push(unit); unit += point.length; }
      units.push(unit);
      return offsets.length === points.length && units.every((unit, point) => offsets.toUnit(point) === unit && offsets.toPoint(unit) === point);
    }"""
    for text in ("", "无", "𠮷", "a𠮷b😀😀c", "😀" * 500 + "吨", "👩‍👩‍👧 三成", "\r\n𠀀\r\n"):
        assert page.page.evaluate(script, text), text


def test_filter_search_guide_and_least_confident(claims, serve, visit):
    path = claims(FIRST, SECOND)
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    least = min((mark for record in records for mark in record["claims"] + record["mentions"]), key=lambda mark: mark["confidence"])
    page = visit(serve(path))
    page.press("l")
    page.settle(f"document.querySelector('#card h2').textContent === {json.dumps(least['text'])}")
    page.press("/")
    page.page.keyboard.type("教师")
    page.page.wait_for_selector(".entry")
    page.page.click(".entry")
    page.settle("location.hash === '#1' && document.getSelection().toString() === '教师'")
    page.press("Escape", "s", "g")
    page.page.wait_for_selector("dialog.guide h2")
    assert page.page.evaluate("document.querySelectorAll('dialog.guide table').length") >= 2
    page.press("Escape", "?")
    assert "undo" in page.page.inner_text("dialog.help")
    page.press("Escape", "f")
    page.page.select_option("select[name=label]", "ordinal")
    page.page.click("dialog.filter button[type=submit]")
    page.settle("document.querySelectorAll('.mark.dim').length > 0")
    page.press("i")
    page.page.wait_for_selector(".entry")
    assert page.page.locator(".entry").count() == 2


BOUNDS = [  # value, low, high and relation of a claim; what is changed; value, low, high then
    (("30", "30", "30", "="), {"value": "40"}, ("40", "40", "40")),
    (("30", "30", "30", "="), {"relation": ">"}, ("30", "30", None)),
    (("30", "30", "30", "="), {"relation": "<="}, ("30", None, "30")),
    (("30", "30", "30", "="), {"relation": "~"}, ("30", None, None)),
    (("90", None, "90", "~"), {"value": "80"}, ("80", None, "80")),
    (("2000", "2000", "3000", ">"), {"value": "2500"}, ("2500", "2500", "3000")),
    (("2000", "2000", "3000", ">"), {"relation": "="}, ("2000", "2000", "2000")),
    (("30", "30", None, ">"), {"relation": "<"}, ("30", None, "30")),
    ((None, "3", "5", ".."), {"relation": "="}, ("3", "3", "3")),
    (("3", "3", "3", "="), {"relation": ".."}, (None, "3", "3")),
]


def test_bounds_follow_value_and_relation(claims, serve, visit):
    page = visit(serve(claims(FIRST)))
    script = """async ([given, changed]) => {
      const { rebound } = await import("/static/actions.js");
      const [value, low, high, relation] = given;
      const made = rebound({ value, low, high, relation }, changed);
      return [made.value, made.low, made.high];
    }"""
    for given, changed, expected in BOUNDS:
        assert page.page.evaluate(script, [given, changed]) == list(expected), (given, changed)
