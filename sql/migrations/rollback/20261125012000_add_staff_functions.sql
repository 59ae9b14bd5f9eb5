DROP FUNCTION IF EXISTS
  lobby.take_over(uuid, uuid, jsonb, bigint, text[]), lobby.hand_back(uuid, uuid, jsonb, text[]),
  lobby.is_current(uuid, uuid, uuid, integer), lobby.post_notice(uuid, uuid, jsonb, text[]), lobby.set_live(uuid, uuid, text, boolean),
  lobby.queue_reply(uuid, uuid, text, jsonb, text, interval), lobby.undo_reply(uuid, uuid),
  lobby.release_replies(text[], integer, uuid), lobby.revise_reply(uuid, text, text, text[]),
  lobby.remind_waiting(interval, jsonb, jsonb, text[], integer), lobby.claim_posts(text[], interval, integer),
  lobby.settle_post(uuid, bigint, integer, text, text, interval), lobby.mark_contacted(uuid, bigint, jsonb),
  lobby.delivered_as(uuid, uuid, integer, text, text), lobby.find_alert(bigint, text, text), lobby.room_tenant(text);
