-- The session's campaigns go with each event: events outlive sessions.
CREATE OR REPLACE FUNCTION lobby.fill_event() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF NEW.touches = '{}' AND NEW.session_id IS NOT NULL THEN
    SELECT s.utm_tracking INTO NEW.touches FROM prospective_sessions s WHERE s.session_id = NEW.session_id;
    NEW.touches := coalesce(NEW.touches, '{}');
  END IF;
  RETURN NEW;
END $$;

ALTER FUNCTION lobby.fill_event OWNER TO lobby_system;
REVOKE ALL ON FUNCTION lobby.fill_event FROM PUBLIC, anon, authenticated, service_role, lobby_bot;

CREATE OR REPLACE TRIGGER trigger_events_fill BEFORE INSERT ON events FOR EACH ROW EXECUTE FUNCTION lobby.fill_event();
