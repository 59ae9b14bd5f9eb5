"""Every method of the Web API, called by Slack's own client over a real socket."""

from __future__ import annotations

from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from channels.standins.slack import SlackStandin
from channels.standins.slack.workspace import APP_TOKEN, BOT_TOKEN

JSON = dict[str, Any]


async def refusal(call: Any) -> str:
    """The error that a call is answered with."""
    with pytest.raises(SlackApiError) as raised:
        await call
    return str(raised.value.response["error"])


async def test_tokens_are_checked(url: str, client: AsyncWebClient) -> None:
    base = f"{url}/api/"
    assert (await client.auth_test())["user_id"] == "U0BOT"
    assert await refusal(AsyncWebClient(base_url=base).auth_test()) == "not_authed"
    assert await refusal(AsyncWebClient("xoxb-other", base_url=base).auth_test()) == "invalid_auth"
    assert await refusal(AsyncWebClient(APP_TOKEN, base_url=base).auth_test()) == "not_allowed_token_type"
    assert await refusal(client.apps_connections_open(app_token=BOT_TOKEN)) == "not_allowed_token_type"
    opened = await client.apps_connections_open(app_token=APP_TOKEN)
    assert opened["url"].startswith("ws://127.0.0.1:")
    assert await refusal(client.api_call("chat.invent")) == "unknown_method"


async def test_message_is_posted_updated_and_deleted(slack: SlackStandin, client: AsyncWebClient) -> None:
    reception = slack.channel("reception")
    sent = await client.chat_postMessage(channel="#reception", text="One &amp; two")
    assert (sent["channel"], sent["message"]["bot_id"]) == (reception.id, "B0STANDIN")
    message = reception.messages[0]
    assert (message.ts, message.shown) == (sent["ts"], "One & two")

    blocks = [{"type": "section", "text": {"type": "mrkdwn", "text": "*Three*"}}]
    changed = await client.chat_update(channel=reception.id, ts=message.ts, text="Three", blocks=blocks)
    assert changed["message"]["blocks"][0]["block_id"]
    assert (message.shown, message.edited) == ("*Three*", None)
    await client.chat_update(channel=reception.id, ts=message.ts, text="Four")
    assert (message.shown, message.edited is not None) == ("Four", True)  # text alone takes the blocks away
    assert message.versions == ["One & two", "*Three*", "Four"]

    await client.chat_delete(channel=reception.id, ts=message.ts)
    assert message.deleted
    assert await refusal(client.chat_update(channel=reception.id, ts=message.ts, text="x")) == "message_not_found"
    assert await refusal(client.chat_delete(channel=reception.id, ts=message.ts)) == "message_not_found"


async def test_posting_is_refused_where_slack_refuses_it(slack: SlackStandin, client: AsyncWebClient) -> None:
    reception, other = slack.channel("reception"), slack.channel("other", bot=False)
    ana = slack.staff("Ana")
    hers = await ana.say(reception, "Mine")
    reply = await ana.say(reception, "Mine too", thread=hers)
    post, update = client.chat_postMessage, client.chat_update
    assert await refusal(post(channel="C404", text="x")) == "channel_not_found"
    assert await refusal(post(channel=other.id, text="x")) == "not_in_channel"
    assert await refusal(client.api_call("chat.postMessage", json={"channel": reception.id})) == "no_text"
    assert await refusal(post(channel=reception.id, text="x" * 40_001)) == "msg_too_long"
    assert await refusal(post(channel=reception.id, text="x", thread_ts="1.1")) == "thread_not_found"
    assert await refusal(post(channel=reception.id, text="x", thread_ts=reply.ts)) == "cannot_reply_to_message"
    assert await refusal(post(channel=reception.id, text="x", markdown_text="y")) == "markdown_text_conflict"
    assert await refusal(update(channel=reception.id, ts=hers.ts, text="x")) == "cant_update_message"
    assert await refusal(client.chat_delete(channel=reception.id, ts=hers.ts)) == "cant_delete_message"
    own = await post(channel=reception.id, text="x")
    assert await refusal(update(channel=reception.id, ts=own["ts"], text="x" * 4001)) == "msg_too_long"
    reception.archived = True
    assert await refusal(post(channel=reception.id, text="x")) == "is_archived"


async def test_metadata_comes_back_only_when_asked_for(slack: SlackStandin, client: AsyncWebClient) -> None:
    reception = slack.channel("reception")
    metadata = {"event_type": "alert", "event_payload": {"id": "7"}}
    root = await client.chat_postMessage(channel=reception.id, text="Alert", metadata=metadata)
    await client.chat_postMessage(channel=reception.id, text="Line", thread_ts=root["ts"], metadata=metadata)
    plain = await client.conversations_history(channel=reception.id)
    assert "metadata" not in plain["messages"][0]
    asked = await client.conversations_history(channel=reception.id, include_all_metadata=True)
    assert asked["messages"][0]["metadata"] == metadata
    replies = await client.conversations_replies(channel=reception.id, ts=root["ts"], include_all_metadata=True)
    assert [message["metadata"] for message in replies["messages"]] == [metadata, metadata]

    await client.chat_update(channel=reception.id, ts=root["ts"], text="Alert, seen")
    assert reception.messages[0].metadata == metadata  # kept
    await client.chat_update(channel=reception.id, ts=root["ts"], text="Alert, seen", metadata={})
    assert reception.messages[0].metadata is None
    wrong = {"event_type": "alert"}
    post = client.chat_postMessage
    assert await refusal(post(channel=reception.id, text="x", metadata=wrong)) == "invalid_metadata_schema"


async def test_history_is_paged_newest_first_and_bounded(slack: SlackStandin, client: AsyncWebClient) -> None:
    reception, ana = slack.channel("reception"), slack.staff("Ana")
    written = [await ana.say(reception, f"{number}") for number in range(5)]
    await ana.say(reception, "in a thread", thread=written[0])

    first = await client.conversations_history(channel=reception.id, limit=2)
    assert [message["text"] for message in first["messages"]] == ["4", "3"]
    cursor = first["response_metadata"]["next_cursor"]
    rest = await client.conversations_history(channel=reception.id, limit=9, cursor=cursor)
    assert [message["text"] for message in rest["messages"]] == ["2", "1", "0"]
    assert (rest["has_more"], rest["messages"][-1]["reply_count"]) == (False, 1)

    bounds = {"oldest": written[1].ts, "latest": written[3].ts}
    inside = await client.conversations_history(channel=reception.id, **bounds)
    assert [message["text"] for message in inside["messages"]] == ["2"]
    inclusive = await client.conversations_history(channel=reception.id, inclusive=True, **bounds)
    assert [message["text"] for message in inclusive["messages"]] == ["3", "2", "1"]
    assert await refusal(client.conversations_history(channel=reception.id, cursor="x")) == "invalid_cursor"
    assert await refusal(client.conversations_replies(channel=reception.id, ts="1.1")) == "thread_not_found"


async def test_deleted_message_with_replies_leaves_a_tombstone(slack: SlackStandin, client: AsyncWebClient) -> None:
    reception, ana = slack.channel("reception"), slack.staff("Ana")
    root = await ana.say(reception, "Root")
    await ana.say(reception, "Reply", thread=root)
    await ana.delete(root)
    history = await client.conversations_history(channel=reception.id)
    assert [(m["subtype"], m["text"]) for m in history["messages"]] == [("tombstone", "This message was deleted.")]
    replies = await client.conversations_replies(channel=reception.id, ts=root.ts)
    assert [message["text"] for message in replies["messages"]][1:] == ["Reply"]


async def test_people_channels_and_the_app_are_described(slack: SlackStandin, client: AsyncWebClient) -> None:
    slack.channel("reception")
    slack.channel("secret", private=True, bot=False)
    ana = slack.staff("Ana Ruiz")
    assert (await client.users_info(user=ana.id))["user"]["profile"]["real_name"] == "Ana Ruiz"
    assert await refusal(client.users_info(user="U404")) == "user_not_found"
    listed = await client.conversations_list(types="public_channel,private_channel")
    assert [channel["name"] for channel in listed["channels"]] == ["reception"]
    reception = slack.channel("reception")
    assert (await client.conversations_info(channel=reception.id))["channel"]["is_member"]
    direct = await client.conversations_open(users=ana.id)
    assert direct["channel"]["id"] == ana.direct.id
    sent = await client.chat_postMessage(channel=ana.id, text="Hello")
    assert sent["channel"] == ana.direct.id
    assert (await client.team_info())["team"]["id"] == slack.workspace.team_id
    assert (await client.bots_info(bot=slack.workspace.bot_id))["bot"]["user_id"] == "U0BOT"
    members = await client.conversations_members(channel=ana.direct.id)
    assert set(members["members"]) == {ana.id, "U0BOT"}


async def test_reactions_permalinks_and_ephemeral_messages(slack: SlackStandin, client: AsyncWebClient) -> None:
    reception, ana = slack.channel("reception"), slack.staff("Ana")
    message = await ana.say(reception, "Hello")
    item = {"channel": reception.id, "timestamp": message.ts}
    await client.reactions_add(name="eyes", **item)
    assert message.reactions == {"eyes": ["U0BOT"]}
    assert await refusal(client.reactions_add(name="eyes", **item)) == "already_reacted"
    await client.reactions_remove(name="eyes", **item)
    assert await refusal(client.reactions_remove(name="eyes", **item)) == "no_reaction"
    link = await client.chat_getPermalink(channel=reception.id, message_ts=message.ts)
    assert link["permalink"].endswith(f"/archives/{reception.id}/p{message.ts.replace('.', '')}")
    await client.chat_postEphemeral(channel=reception.id, user=ana.id, text="Only you")
    assert reception.ephemerals[0].ephemeral_to == ana.id
    assert len(reception.messages) == 1
    leo = slack.staff("Leo")
    call = client.chat_postEphemeral(channel=reception.id, user=leo.id, text="x")
    assert await refusal(call) == "user_not_in_channel"


async def test_file_is_uploaded_and_shared(slack: SlackStandin, client: AsyncWebClient) -> None:
    reception = slack.channel("reception")
    done = await client.files_upload_v2(
        content=b"a,b\n", filename="transcript.csv", title="Transcript", channel=reception.id, initial_comment="Here"
    )
    file = slack.workspace.files[done["files"][0]["id"]]
    assert (file["content"], file["title"]) == (b"a,b\n", "Transcript")
    assert [shared["name"] for shared in reception.messages[0].files] == ["transcript.csv"]


async def test_stream_is_written_stopped_and_closed_to_others(slack: SlackStandin, client: AsyncWebClient) -> None:
    ana = slack.staff("Ana")
    asked = await ana.dm("A room for two?")
    stream = await client.chat_stream(channel=ana.direct.id, thread_ts=asked.ts, buffer_size=4)
    await stream.append(markdown_text="**Yes**")
    answer = asked.replies[0]
    assert answer.streaming
    await stream.append(markdown_text=", there is")
    refused = client.chat_update(channel=ana.direct.id, ts=answer.ts, text="x")
    assert await refusal(refused) == "streaming_state_conflict"
    assert await refusal(client.chat_delete(channel=ana.direct.id, ts=answer.ts)) == "cant_delete_message"
    await stream.stop(blocks=[{"type": "divider"}])
    assert (answer.streaming, answer.text) == (False, "**Yes**, there is")
    assert [block["type"] for block in answer.blocks] == ["markdown", "divider"]
    appended = client.chat_appendStream(channel=ana.direct.id, ts=answer.ts, markdown_text="x")
    assert await refusal(appended) == "message_not_in_streaming_state"
    reception = slack.channel("reception")
    root = await ana.say(reception, "Here")
    start = client.chat_startStream(channel=reception.id, thread_ts=root.ts)
    assert await refusal(start) == "missing_recipient_user_id"


async def test_assistant_says_what_it_does(slack: SlackStandin, client: AsyncWebClient) -> None:
    ana = slack.staff("Ana")
    asked = await ana.dm("Hello")
    thread = {"channel_id": ana.direct.id, "thread_ts": asked.ts}
    await client.assistant_threads_setStatus(status="is looking ...", **thread)
    assert ana.direct.statuses == {asked.ts: "is looking ..."}
    prompts = [{"title": "Rooms", "message": "Which rooms are free?"}]
    await client.assistant_threads_setSuggestedPrompts(prompts=prompts, **thread)
    assert ana.direct.prompts[asked.ts]["prompts"] == prompts
    wrong = client.assistant_threads_setStatus(channel_id=ana.direct.id, thread_ts="1.1", status="x")
    assert await refusal(wrong) == "invalid_thread_ts"
