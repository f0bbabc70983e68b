"""The server as the page uses it, without a browser."""

import pytest
from starlette.testclient import TestClient

from extract.review.app import make_app
from extract.review.safety import HEADERS, MAX_BODY, make_guard


@pytest.fixture
def client(store):
    """A function: annotator, file → a client that was let in, with its store."""
    clients = []

    def connect(annotator="anna", path=None, adjudicating=False):
        guard = make_guard("127.0.0.1", 8765)
        one = TestClient(make_app(store(annotator, path), guard, adjudicating), base_url="http://127.0.0.1:8765")
        one.__enter__()
        clients.append(one)
        one.get("/", params={"token": guard.token})
        one.headers.update({"origin": "http://127.0.0.1:8765", "x-zhclaims": "1"})
        return one

    yield connect
    for one in clients:
        one.__exit__(None, None, None)


def marks(client, position=0):
    return {mark["mention"]["text"]: mark for mark in client.get(f"/api/documents/{position}").json()["marks"]}


def plain(mark, **fields):
    mention = mark["mention"] | {name: fields.pop(name) for name in list(fields) if name not in ("status", "flag")}
    return {"status": mark["status"], "flag": mark["flag"], "mention": mention} | fields


def act(client, action, changes, base=0, position=0):
    body = {"base": base, "action": action, "changes": [{"mark": name, "after": after} for name, after in changes.items()]}
    return client.post(f"/api/documents/{position}/act", json=body)


def test_the_page_and_its_files_are_served_with_a_strict_policy(client):
    one = client()
    page = one.get("/")
    assert page.status_code == 200
    assert "script-src 'self'" in page.headers["content-security-policy"]
    assert "unsafe" not in page.headers["content-security-policy"]
    assert "<script>" not in page.text
    assert " style=" not in page.text
    for name in ("main.js", "review.css", "icon.svg"):
        answer = one.get(f"/static/{name}")
        assert answer.status_code == 200
        assert {header: answer.headers[header] for header in HEADERS} == HEADERS
    for path in ("/static/app.py", "/static/../app.py", "/static/%2e%2e/app.py", "/static//etc/passwd", "/static/index.html", "/static/schema.sql"):
        assert one.get(path).status_code == 404


def test_the_token_becomes_a_cookie_of_this_site_only(store):
    guard = make_guard("127.0.0.1", 8765)
    one = TestClient(make_app(store(), guard), base_url="http://127.0.0.1:8765", follow_redirects=False)
    assert one.get("/").status_code == 403
    assert one.get("/api/file").status_code == 403
    assert one.get("/", params={"token": "x" + guard.token}).status_code == 403
    welcome = one.get("/", params={"token": guard.token})
    assert (welcome.status_code, welcome.headers["location"]) == (303, "/")
    cookie = welcome.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert one.get("/api/file").status_code == 200
    assert one.get("/api/file", headers={"host": "evil.example"}).status_code == 421
    assert one.get("/api/file", headers={"host": "127.0.0.1:80"}).status_code == 421


REFUSED = [
    ({"origin": "http://evil.example"}, 403),
    ({"origin": "null"}, 403),
    ({"origin": "https://127.0.0.1:8765"}, 403),
    ({"sec-fetch-site": "cross-site"}, 403),
    ({"x-zhclaims": "0"}, 403),
    ({"content-type": "text/plain"}, 415),
    ({"content-length": "-"}, 411),
    ({"content-length": str(MAX_BODY + 1)}, 413),
    ({"host": "evil.example"}, 421),
]


@pytest.mark.parametrize(("headers", "status"), REFUSED)
def test_writes_from_elsewhere_are_refused(client, headers, status):
    one = client()
    answer = one.post("/api/documents/0/act", content=b'{"base": 0, "action": "flag"}', headers={"content-type": "application/json"} | headers)
    assert answer.status_code == status
    assert one.get("/api/documents/0").json()["version"] == 0


def test_a_body_longer_than_it_says_is_not_read(client):
    one = client()
    answer = one.post("/api/documents/0/act", content=b" " * (MAX_BODY + 2), headers={"content-type": "application/json", "content-length": "10"})
    assert answer.status_code == 413
    assert one.get("/api/documents/0").json()["version"] == 0


def test_a_document_has_its_text_marks_and_neighbours(client, texts):
    one = client()
    document = one.get("/api/documents/1").json()
    assert (document["text"], document["previous"], document["next"]) == (texts[1], 0, None)
    share = marks(one, 1)["八成"]
    assert (share["mention"]["value"], share["mention"]["unit"], share["verdict"], share["faults"]) == ("80", "%", "open", [])
    assert texts[1][share["mention"]["start"] : share["mention"]["end"]] == "八成"


def test_an_action_answers_what_it_made(client):
    one = client()
    mark = marks(one)["12万吨"]
    answer = act(one, "edit", {mark["id"]: plain(mark, value="13", low="13", high="13", status="accepted")})
    assert answer.status_code == 200
    made = answer.json()
    assert (made["version"], made["undo"], made["redo"]) == (1, "edit", None)
    assert (made["marks"][0]["verdict"], made["marks"][0]["proposed"]["value"], made["marks"][0]["mention"]["value"]) == ("corrected", "120000", "13")
    assert made["progress"] == {"documents": 2, "done": 0, "marks": made["progress"]["marks"], "decided": 1, "session": 1}
    undone = one.post("/api/documents/0/undo", json={"base": 1}).json()
    assert (undone["marks"][0]["verdict"], undone["redo"], undone["progress"]["session"]) == ("open", "edit", 0)
    assert one.post("/api/documents/0/redo", json={"base": 2}).json()["marks"][0]["verdict"] == "corrected"


def test_the_second_writer_is_answered_409_with_the_difference(client, claims, texts):
    path = claims(*texts)
    anna, ben = client("anna", path), client("ben", path)
    mark = marks(anna)["12万吨"]
    assert act(anna, "reject", {mark["id"]: plain(mark, status="rejected")}).status_code == 200
    answer = act(ben, "accept", {mark["id"]: plain(mark, status="accepted")})
    assert answer.status_code == 409
    (event,) = answer.json()["since"]
    assert (event["annotator"], event["action"], event["changes"][0]["after"]["status"]) == ("anna", "reject", "rejected")
    assert answer.json()["version"] == 1


def test_an_action_that_cannot_be_is_refused_with_the_reason(client):
    one = client()
    mark = marks(one)["12万吨"]
    wrong = [
        ("edit", {mark["id"]: plain(mark, value="viel")}, "field value"),
        ("eat", {mark["id"]: plain(mark)}, "field action"),
        ("edit", {"zzz": plain(mark)}, "this document has none of that name"),
        ("add", {"new": plain(mark, status="accepted")}, "overlaps"),
        ("remove", {mark["id"]: None}, "reject it instead"),
        ("done", {}, "still open"),
    ]
    for action, changes, reason in wrong:
        answer = act(one, action, changes)
        assert answer.status_code == 422, action
        assert reason in answer.json()["error"]
    assert one.post("/api/documents/0/act", content=b"[", headers={"content-type": "application/json"}).status_code == 422
    assert one.post("/api/documents/0/undo", json={"base": 0}).status_code == 400
    assert one.get("/api/documents/7").status_code == 400
    assert one.get("/api/documents/x").status_code == 404
    assert one.get("/api/documents/0").json()["version"] == 0


def test_done_waits_for_every_mark_and_for_the_guide(client):
    one = client()
    found = marks(one)
    broken = found["12万吨"]
    changes = {mark["id"]: plain(mark, status="accepted") for mark in found.values()}
    changes[broken["id"]] = plain(broken, status="accepted", unit="furlong")
    made = act(one, "accept all", changes).json()
    assert [mark["faults"][0][0] for mark in made["marks"] if mark["faults"]] == ["unit"]
    answer = act(one, "done", {}, base=1)
    assert answer.status_code == 422
    assert "furlong" in answer.json()["error"]
    act(one, "edit", {broken["id"]: plain(broken, status="accepted")}, base=1)
    assert act(one, "done", {}, base=2).json()["done"] is True


def test_the_parsers_reading_of_a_stretch(client, texts):
    one = client()
    start = texts[1].index("400名教师")
    offers = one.get("/api/documents/1/reading", params={"start": start, "end": start + 4}).json()
    assert [(offer["text"], offer["value"], offer["unit"]) for offer in offers] == [("400名", "400", "{名}")]
    alone = one.get("/api/documents/1/reading", params={"start": start, "end": start + 3}).json()
    assert (alone[0]["text"], alone[0]["start"], alone[0]["value"]) == ("400", start, "400")
    assert one.get("/api/documents/1/reading", params={"start": 0, "end": 2}).json() == []
    start = texts[1].index("去年")
    assert set(one.get("/api/documents/1/time", params={"start": start, "end": start + 2}).json()) == {"edtf"}
    assert one.get("/api/documents/1/reading", params={"start": "x"}).status_code == 400


def test_next_filters_and_least_confident(client, texts):
    one = client()
    everything = [mark for position in (0, 1) for mark in one.get(f"/api/documents/{position}").json()["marks"]]
    least = min((mark for mark in everything), key=lambda mark: mark["score"]["confidence"])
    found = one.get("/api/next", params={"order": "confidence"}).json()
    assert found["mark"] == least["id"]
    ordinal = one.get("/api/next", params={"label": "ordinal", "document": 0}).json()
    assert ordinal == {"document": 1, "mark": marks(one, 1)["第二"]["id"]}
    assert one.get("/api/next", params={"label": "ordinal", "document": 1, "start": texts[1].index("第二")}).json() is None
    assert one.get("/api/next", params={"label": "ordinal", "document": 1, "start": len(texts[1]), "step": -1}).json() == ordinal
    assert one.get("/api/next", params={"rule": "percent", "document": 0}).json()["document"] == 0
    assert one.get("/api/next", params={"rule": "perc", "document": 0}).json() is None
    assert one.get("/api/next", params={"flag": "true", "document": 0}).json() is None
    assert one.get("/api/next", params={"below": "0.0001"}).json() is None
    assert one.get("/api/next", params={"below": "much"}).status_code == 400
    mark = marks(one)["近九成"]
    act(one, "flag", {mark["id"]: plain(mark, flag=True)})
    assert one.get("/api/next", params={"flag": "true"}).json() == {"document": 0, "mark": mark["id"]}


def test_search_and_the_list_of_documents(client, texts):
    one = client()
    assert [(found["position"], found["start"]) for found in one.get("/api/search", params={"words": "教师"}).json()] == [(1, texts[1].index("教师"))]
    assert one.get("/api/search", params={"words": "𠮷田"}).json()[0]["start"] == texts[1].index("𠮷")
    assert one.get("/api/search", params={"words": ""}).json() == []
    assert one.get("/api/search", params={"words": "长" * 300}).status_code == 400
    assert [document["id"] for document in one.get("/api/documents").json()] == ["d0", "d1"]
    assert [document["id"] for document in one.get("/api/documents", params={"words": "D1"}).json()] == ["d1"]
    assert [document["id"] for document in one.get("/api/documents", params={"after": 0}).json()] == ["d1"]


def test_the_guide_is_plain_blocks_with_all_of_its_words(client):
    blocks = client().get("/api/guide").json()
    assert {block["kind"] for block in blocks} == {"heading", "paragraph", "item", "table"}
    headings = ["".join(words for _, words in block["runs"]) for block in blocks if block["kind"] == "heading"]
    assert [heading[0] for heading in headings[1:]] == list("12345678")
    (labels,) = [block for block in blocks if block["kind"] == "table" and block["rows"][0][0] == [["", "label"]]]
    assert labels["rows"][1][0] == [["code", "claim"]]


def test_adjudication_begins_by_a_write_and_only_where_it_was_asked_for(client, claims, texts, store, decide):
    from extract.review.assign import assign

    path = claims(texts[0])
    anna, ben = store("anna", path), store("ben", path)
    assign(anna, ["anna", "ben"], 1, 0)
    for one in (anna, ben):
        decide(one, 0, one.annotator)
    assert client("chen", path).get("/api/documents/0").status_code == 400, "blind readings are not for everybody"
    assert client("anna", path).post("/api/documents/0/begin", json={}).status_code == 400
    chen = client("chen", path, adjudicating=True)
    seen = chen.get("/api/documents/0").json()
    assert (seen["version"], seen["compared"]["left"], seen["compared"]["right"]) == (0, "anna", "ben")
    assert chen.post("/api/documents/0/begin", json={}).json() == chen.post("/api/documents/0/begin", json={}).json() == {"version": 1}
    assert {mark["status"] for mark in chen.get("/api/documents/0").json()["marks"]} == {"accepted"}
    assert chen.get("/api/documents/0").json()["progress"]["session"] == 0
