"""Nothing lost and nothing let in: conflicts, a killed server, hostile text, forged requests."""

import http.client
import json
import urllib.error
import urllib.request
from contextlib import closing

import pytest

FIRST = (
    "云港海关6月9日公布，5月份稀土出口12万吨，同比增长三成多。\n"
    "据北泽研究院的报告披露，南湾的分离产能占比已近九成，第二大产地是东礁。\n"
    "协会秘书长林岚说，两年内将建成3座冶炼厂，投资超过20亿元。"
)
HOSTILE = (
    "<script>document.title='pwned'</script><img src=x onerror=\"document.title='pwned'\">\n"
    "<b>产量</b>为30吨&lt;br&gt;，{{7*7}}，javascript:alert(1)，占\u202e九成\u202c。"
)


def test_two_annotators_in_conflict_see_the_difference_and_choose(claims, serve, visit, events):
    path = claims(FIRST)
    anna, ben = visit(serve(path, "anna")), visit(serve(path, "ben"))
    for page in (anna, ben):
        page.go_to("12万吨")
    anna.save("x")
    ben.press("2")
    ben.page.wait_for_selector("#theirs")
    shown = ben.page.inner_text("dialog")
    assert "anna: reject" in shown
    assert "12万吨" in shown
    assert [event[:2] for event in events(path)] == [("reject", "anna")]
    ben.press("t")
    ben.settle("!document.querySelector('dialog').open")
    assert "rejected" in ben.mark("12万吨")
    anna.go_to("近九成")
    anna.save("x")
    ben.go_to("近九成")
    ben.press("3")
    ben.page.wait_for_selector("#mine")
    ben.save("m")
    assert [event[:2] for event in events(path)] == [("reject", "anna"), ("reject", "anna"), ("label", "ben")]
    assert "ordinal" in ben.mark("近九成")


def test_a_killed_server_loses_nothing_that_was_confirmed(claims, serve, visit, events):
    path = claims(FIRST)
    server = serve(path)
    page = visit(server)
    confirmed = []
    for key in "axa2a":
        page.save(key)
        confirmed.append(int(page.page.inner_text("#saved").rsplit(" ", 1)[1]))
    server.stop(kill=True)
    page.press("a")
    page.settle("document.getElementById('saved').textContent.startsWith('NOT SAVED')")
    assert [action for action, *_ in events(path)] == ["accept", "reject", "accept", "label", "accept"]
    again = visit(serve(path))
    assert again.page.locator(".mark.first.accepted").count() == 4
    assert again.page.locator(".mark.first.rejected").count() == 1
    again.save("z")
    assert len(events(path)) == len(confirmed) + 1


def test_text_that_is_html_and_script_is_shown_inert(claims, serve, visit, finished):
    path = claims(HOSTILE)
    page = visit(serve(path))
    assert page.page.evaluate("document.querySelectorAll('#text script, #text img, #text b').length") == 0
    assert "<script>" in page.page.inner_text("#text")
    assert page.page.title().startswith("claims.jsonl")
    assert page.page.evaluate("document.getElementById('text').textContent.includes('\\u202e')") is False
    page.go_to("30吨")
    page.select("<b>产量</b>")
    page.save("p", "A", "d")
    gold, _ = finished(path)
    (amount,) = [mark for mark in gold["d0"]["mentions"] if mark["text"] == "30吨"]
    assert amount["property"]["text"] == "<b>产量</b>"
    blocked = page.page.evaluate("""() => { try { document.body.innerHTML = "<i>x</i>"; return false } catch { return true } }""")
    assert blocked, "the policy lets no text become HTML"


@pytest.fixture
def cookie(serve, claims):
    """A server, and the cookie of one who was let in."""
    server = serve(claims(FIRST))
    base, token = server.url.split("/?token=")
    return base, f"zhclaims_review_{base.rsplit(':', 1)[1]}={token}"


def ask(base, path, cookie="", body=None, **headers):
    """The status of a request by hand."""
    given = {"cookie": cookie, "content-type": "application/json", **headers}
    request = urllib.request.Request(base + path, data=body, headers={name.replace("_", "-"): value for name, value in given.items()})
    try:
        with urllib.request.urlopen(request, timeout=5) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code


def too_long(base, path, cookie):
    """The status of a request that announces more than may come: it is refused before any of it is read."""
    host = base.removeprefix("http://")
    with closing(http.client.HTTPConnection(host, timeout=5)) as connection:
        connection.putrequest("POST", path)
        headers = {"cookie": cookie, "content-type": "application/json", "origin": base, "x-zhclaims": "1", "content-length": "1000001"}
        for name, value in headers.items():
            connection.putheader(name, value)
        connection.endheaders()
        return connection.getresponse().status


def test_forged_hosts_and_cross_origin_writes_are_refused(cookie, events):
    base, session = cookie
    body = json.dumps({"base": 0, "action": "done", "changes": []}).encode()
    write = "/api/documents/0/act"
    own = {"origin": base, "x_zhclaims": "1"}
    assert ask(base, "/api/file", session) == 200
    assert ask(base, "/api/file") == 403
    assert ask(base, "/?token=wrong") == 403
    assert ask(base, "/api/file", session, host="evil.example") == 421
    assert ask(base, write, session, body, host="evil.example", **own) == 421
    assert ask(base, write, session, body, x_zhclaims="1", origin="http://evil.example") == 403
    assert ask(base, write, session, body, x_zhclaims="1", origin="http://127.0.0.1:1") == 403
    assert ask(base, write, session, body, x_zhclaims="1") == 403
    assert ask(base, write, session, body, origin=base) == 403
    assert ask(base, write, session, body, **own | {"content_type": "text/plain"}) == 415
    assert too_long(base, write, session) == 413
    assert ask(base, write, "", body, **own) == 403
    assert ask(base, write, session, body, **own) == 422  # let in, and refused for what it asks: marks are open
    assert ask(base, "/static/../store.py", session) == 404
    assert ask(base, "/static/%2e%2e/store.py", session) == 404


def test_another_site_cannot_write_through_the_users_browser(chromium, cookie):
    base, session = cookie
    name, _, token = session.partition("=")
    context = chromium.new_context()
    try:
        context.add_cookies([{"name": name, "value": token, "url": base, "sameSite": "Strict", "httpOnly": True}])
        page = context.new_page()
        page.goto(f"{base}/")
        page.wait_for_selector("#card h2")
        other = context.new_page()
        other.goto("data:text/html,<p>another site</p>")
        script = """async ([url, options]) => {
          try { return (await fetch(url, {credentials: "include", ...options})).status } catch { return "refused" }
        }"""
        write = {"method": "POST", "body": "{}", "headers": {"content-type": "application/json", "x-zhclaims": "1"}}
        assert other.evaluate(script, [f"{base}/api/documents/0/act", write]) == "refused"
        assert other.evaluate(script, [f"{base}/api/file", {}]) == "refused"
    finally:
        context.close()
