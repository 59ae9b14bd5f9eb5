-- An alert for each room that the tenant wants to hear of such an event, in the event's own transaction: a node that
-- dies after the commit loses none. A guest who asks for a person again and again alerts once in a quarter of an hour.
CREATE OR REPLACE FUNCTION lobby.post_alerts() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE v_room text; v_rooms jsonb;
BEGIN
  SELECT t.settings -> 'alerts' -> NEW.kind INTO v_rooms FROM tenant_registry t WHERE t.tenant_id = NEW.tenant_id;
  IF v_rooms IS NULL OR jsonb_typeof(v_rooms) <> 'array' THEN
    RETURN NULL;
  END IF;
  FOR v_room IN SELECT DISTINCT r FROM jsonb_array_elements_text(v_rooms) r WHERE strpos(r, ':') > 1 LOOP
    CONTINUE WHEN NEW.kind = 'handoff' AND EXISTS (
      SELECT FROM posts p WHERE p.session_id = NEW.session_id AND p.kind = 'alert' AND p.details ->> 'alert' = 'handoff'
         AND p.channel || ':' || p.address = v_room AND p.created_at > now() - interval '15 minutes');
    INSERT INTO posts (tenant_id, session_id, kind, channel, address, details)
    VALUES (NEW.tenant_id, NEW.session_id, 'alert', split_part(v_room, ':', 1), substr(v_room, strpos(v_room, ':') + 1),
            jsonb_build_object('alert', NEW.kind, 'event_id', NEW.event_id, 'channel', NEW.channel) || NEW.details);
  END LOOP;
  RETURN NULL;
END $$;

ALTER FUNCTION lobby.post_alerts OWNER TO lobby_system;
REVOKE ALL ON FUNCTION lobby.post_alerts FROM PUBLIC, anon, authenticated, service_role, lobby_bot;

CREATE OR REPLACE TRIGGER trigger_events_post_alerts AFTER INSERT ON events FOR EACH ROW
  WHEN (NEW.kind IN ('reservation', 'cancellation', 'handoff', 'lead')) EXECUTE FUNCTION lobby.post_alerts();
