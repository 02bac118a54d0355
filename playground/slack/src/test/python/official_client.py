"""python-slack-sdk against local Slack: its client, its signature check, and its lengths beside our block limits."""

import json
import sys
import urllib.request

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackObjectFormationError
from slack_sdk.models.blocks import Block
from slack_sdk.signature import SignatureVerifier

slack = sys.argv[1]
glue = WebClient("xoxb-playground", base_url=slack + "/api/")


def ok(name):
    print("ok     ", name)


def refused(call, *errors):
    try:
        call()
    except SlackApiError as e:
        assert e.response["error"] in errors, (e.response["error"], errors)
        return
    raise AssertionError(("not refused", errors))


assert glue.auth_test()["user_id"] == "U_GLUE"
root = glue.chat_postMessage(channel="C_DATA", text="root")
glue.chat_postMessage(channel="C_DATA", text="reply", thread_ts=root["ts"])
assert [m["text"] for m in glue.conversations_replies(channel="C_DATA", ts=root["ts"])["messages"]] == ["root", "reply"]
refused(lambda: glue.chat_postMessage(channel="C_NOWHERE", text="x"), "channel_not_found")
pages = [c["id"] for page in glue.conversations_list(limit=1) for c in page["channels"]]
assert "C_DATA" in pages and len(set(pages)) == len(pages), pages
ok("messages, threads, errors and pages")

glue.files_upload_v2(channel="C_DATA", filename="t.csv", content="a,b\n1,2\n", initial_comment="here", thread_ts=root["ts"])
last = glue.conversations_replies(channel="C_DATA", ts=root["ts"])["messages"][-1]
request = urllib.request.Request(last["files"][0]["url_private"], headers={"Authorization": "Bearer xoxb-playground"})
with urllib.request.urlopen(request) as down:
    assert down.read() == b"a,b\n1,2\n"
ok("files_upload_v2")

body = (
    "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar"
    "&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com"
    "%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN"
    "&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c"
)
verifier = SignatureVerifier("8f742231b10e8888abcd99yyyzzz85a5")
expected = "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503"
assert verifier.generate_signature(timestamp="1531420618", body=body) == expected
ok("the signature of Slack's example")


def text(n, kind="plain_text"):
    return {"type": kind, "text": "x" * n}


def by_the_sdk(block):
    try:
        Block.parse(block).validate_json()
        return True
    except SlackObjectFormationError:
        return False


def by_local_slack(block):
    return glue.api_call("chat.postEphemeral", json={"channel": "C_DATA", "user": "U_ANA", "text": "x", "blocks": [block]})


button = {"type": "button", "text": text(5), "action_id": "a"}
edges = [
    ({"type": "section", "text": text(3000)}, {"type": "section", "text": text(3001)}),
    ({"type": "section", "fields": [text(9)] * 10}, {"type": "section", "fields": [text(9)] * 11}),
    ({"type": "section", "text": text(1)}, {"type": "section"}),
    ({"type": "header", "text": text(150)}, {"type": "header", "text": text(151)}),
    ({"type": "context", "elements": [text(1)] * 10}, {"type": "context", "elements": [text(1)] * 11}),
    (
        {"type": "actions", "elements": [dict(button, action_id=str(i)) for i in range(25)]},
        {"type": "actions", "elements": [dict(button, action_id=str(i)) for i in range(26)]},
    ),
    ({"type": "divider", "block_id": "x" * 255}, {"type": "divider", "block_id": "x" * 256}),
    (
        {"type": "image", "image_url": "http://a/b", "alt_text": "x" * 2000},
        {"type": "image", "image_url": "http://a/b", "alt_text": "x" * 2001},
    ),
    (
        {"type": "input", "label": text(2000), "element": {"type": "plain_text_input", "action_id": "a"}},
        {"type": "input", "label": text(2001), "element": {"type": "plain_text_input", "action_id": "a"}},
    ),
]
for good, bad in edges:
    assert by_the_sdk(good) and by_local_slack(good)["ok"], good["type"]
    assert not by_the_sdk(bad), ("the SDK takes it", bad["type"])
    refused(lambda: by_local_slack(bad), "invalid_blocks")
ok("lengths: what the SDK refuses is refused, what it takes is taken")
