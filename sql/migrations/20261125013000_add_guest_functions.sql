-- What guests and operators ask for beside the conversation: link codes, erasure, visits, cancellations, leases.

-- A code that lets another channel of the same guest join this session. Only its hash is kept; older unused ones lapse.
CREATE OR REPLACE FUNCTION lobby.create_link_code(p_tenant_id uuid, p_session_id uuid, p_code text, p_life interval) RETURNS timestamptz
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE v_expires timestamptz;
BEGIN
  IF NOT EXISTS (SELECT FROM prospective_sessions s WHERE s.session_id = p_session_id AND s.tenant_id = p_tenant_id AND s.expires_at > now()) THEN
    RAISE EXCEPTION 'no such session' USING ERRCODE = 'LB404';
  END IF;
  UPDATE link_codes SET expires_at = now() WHERE session_id = p_session_id AND used_at IS NULL AND expires_at > now();
  INSERT INTO link_codes (code_hash, tenant_id, session_id, expires_at)
  VALUES (encode(sha256(convert_to(upper(p_code), 'UTF8')), 'hex'), p_tenant_id, p_session_id, now() + p_life)
  RETURNING expires_at INTO v_expires;
  RETURN v_expires;
END $$;

-- Which channels have joined the session; and all of them leave it.
CREATE OR REPLACE FUNCTION lobby.linked_channels(p_tenant_id uuid, p_session_id uuid) RETURNS SETOF text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT DISTINCT i.channel FROM channel_identities i
   WHERE i.session_id = p_session_id AND i.tenant_id = p_tenant_id AND i.copies ORDER BY 1
$$;
CREATE OR REPLACE FUNCTION lobby.unlink_session(p_tenant_id uuid, p_session_id uuid) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE v_id uuid; v_count integer := 0;
BEGIN
  FOR v_id IN SELECT i.identity_id FROM channel_identities i
               WHERE i.session_id = p_session_id AND i.tenant_id = p_tenant_id AND i.copies LOOP
    PERFORM lobby.leave_session(p_tenant_id, v_id);
    v_count := v_count + 1;
  END LOOP;
  RETURN v_count;
END $$;

-- Everything that is kept of a channel user: the session with its messages, replies and posts, and those it was linked
-- with or has left. Reservations stay: they are the business's records. NULL: nothing was kept. Turns are locked first: a
-- reply that is being committed comes before or finds its session gone.
CREATE OR REPLACE FUNCTION lobby.erase_guest(p_tenant_id uuid, p_channel text, p_channel_user_id text) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE v_ids uuid[]; v_count integer;
BEGIN
  SELECT array_agg(s.session_id) INTO v_ids FROM (
    SELECT i.session_id FROM channel_identities i
     WHERE i.tenant_id = p_tenant_id AND i.channel = p_channel AND i.channel_user_id = p_channel_user_id
    UNION
    SELECT i.previous_session_id FROM channel_identities i
     WHERE i.tenant_id = p_tenant_id AND i.channel = p_channel AND i.channel_user_id = p_channel_user_id AND i.previous_session_id IS NOT NULL
    UNION
    SELECT m.session_id FROM messages m JOIN channel_identities i ON i.identity_id = m.identity_id
     WHERE i.tenant_id = p_tenant_id AND i.channel = p_channel AND i.channel_user_id = p_channel_user_id) s;
  PERFORM FROM turns WHERE session_id = ANY (v_ids) ORDER BY session_id FOR UPDATE;
  UPDATE events SET session_id = NULL,
         details = (details - 'referrer' - 'landing_page' - 'reason') #- '{attribution,referrer}' #- '{attribution,landing_page}'
   WHERE tenant_id = p_tenant_id AND session_id = ANY (v_ids);
  DELETE FROM prospective_sessions_archive WHERE tenant_id = p_tenant_id AND session_id = ANY (v_ids);
  DELETE FROM prospective_sessions WHERE tenant_id = p_tenant_id AND session_id = ANY (v_ids);
  GET DIAGNOSTICS v_count = ROW_COUNT;
  RETURN nullif(v_count, 0);
END $$;

-- A page with the widget was opened, or a deep link: the top of the funnel. No session exists yet.
CREATE OR REPLACE FUNCTION lobby.record_visit(p_tenant_id uuid, p_channel text, p_touch jsonb) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  INSERT INTO events (tenant_id, kind, channel, touches)
  VALUES (p_tenant_id, 'visit', p_channel,
          CASE WHEN p_touch IS NULL OR p_touch = '{}' THEN '{}' ELSE jsonb_build_object('first', p_touch, 'last', p_touch) END)
$$;

-- A reservation is cancelled: once; the session may lead to another one. Raises LB404.
CREATE OR REPLACE FUNCTION lobby.cancel_reservation(p_tenant_id uuid, p_external_reference text)
RETURNS TABLE (reservation_id uuid, changed boolean, reservation jsonb)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE r guest_reservations;
BEGIN
  SELECT * INTO r FROM guest_reservations g WHERE g.tenant_id = p_tenant_id AND g.external_reference = p_external_reference FOR UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'no such reservation' USING ERRCODE = 'LB404';
  END IF;
  IF r.status = 'cancelled' THEN
    RETURN QUERY SELECT r.id, false, to_jsonb(r);
    RETURN;
  END IF;
  UPDATE guest_reservations g SET status = 'cancelled', updated_at = now() WHERE g.id = r.id RETURNING g.* INTO r;
  UPDATE prospective_sessions s SET converted_to_reservation_id = NULL, conversion_date = NULL,
         status = CASE WHEN s.expires_at > now() THEN 'active' ELSE 'expired' END
   WHERE s.converted_to_reservation_id = r.id;
  INSERT INTO events (tenant_id, session_id, kind, channel, details, touches)
  SELECT p_tenant_id, r.source_session_id, 'cancellation', e.channel, e.details, e.touches FROM events e
   WHERE e.tenant_id = p_tenant_id AND e.kind = 'reservation' AND e.details ->> 'reservation_id' = r.id::text LIMIT 1;
  RETURN QUERY SELECT r.id, true, to_jsonb(r);
END $$;

-- What one node does at a time: true while it is p_holder's.
CREATE OR REPLACE FUNCTION lobby.hold_lease(p_name text, p_holder text, p_life interval) RETURNS boolean
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  INSERT INTO leases AS l (name, holder, held_until) VALUES (p_name, p_holder, now() + p_life)
  ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, held_until = excluded.held_until
     WHERE l.holder = excluded.holder OR l.held_until < now()
  RETURNING true
$$;
CREATE OR REPLACE FUNCTION lobby.release_lease(p_name text, p_holder text) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  DELETE FROM leases WHERE name = p_name AND holder = p_holder
$$;

DO $$
DECLARE f regprocedure;
BEGIN
  FOR f IN SELECT p.oid::regprocedure FROM pg_proc p WHERE p.pronamespace = 'lobby'::regnamespace AND p.proname IN (
      'create_link_code', 'linked_channels', 'unlink_session', 'erase_guest', 'record_visit', 'cancel_reservation',
      'hold_lease', 'release_lease') LOOP
    EXECUTE format('ALTER FUNCTION %s OWNER TO lobby_system', f);
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', f);
    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO lobby_bot, service_role', f);
  END LOOP;
END $$;
