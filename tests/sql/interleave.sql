-- Each interleaving is drawn and run by the server itself: a client would spend its time on round trips. A turn in
-- progress, then six steps: t takes over, h hands back, s shows a piece, c commits, o claims for sending, p postpones a
-- send, g the guest says something more. `begun` counts what the bot began, `crossed` what of it while staff had the
-- conversation: always 0.
CREATE FUNCTION pg_temp.interleave(p_tenant uuid, p_count integer) RETURNS TABLE (steps text, begun integer, crossed integer)
LANGUAGE plpgsql AS $$
DECLARE v_steps text; v_lease uuid; v record; v_step text; v_staff boolean; v_epoch integer; v_began boolean; v_answered integer;
BEGIN
  FOR n IN 1..p_count LOOP
    v_lease := gen_random_uuid(); v_staff := false; begun := 0; crossed := 0;
    SELECT a.session_id, a.identity_id, a.epoch INTO v FROM lobby.accept_message(p_tenant, 'web', 'i' || n, 'c' || n, 'm', 'hello',
      NULL, NULL, '{}', v_lease, '1 hour') a;
    v_epoch := v.epoch; v_answered := 1;
    SELECT string_agg(substr('tthsscccoopg', 1 + floor(random() * 12)::integer, 1), '') INTO v_steps FROM generate_series(1, 6);
    FOREACH v_step IN ARRAY string_to_array(v_steps, NULL) LOOP
      v_began := false;
      CASE v_step
        WHEN 't' THEN
          PERFORM lobby.take_over(p_tenant, v.session_id, '{"id": "a", "name": "Ana"}', NULL, '{web}'); v_staff := true;
        WHEN 'h' THEN
          PERFORM lobby.hand_back(p_tenant, v.session_id, '{"id": "a", "name": "Ana"}', '{web}'); v_staff := false;
        WHEN 's' THEN v_began := lobby.is_current(p_tenant, v.session_id, v_lease, v_epoch);
        WHEN 'c' THEN
          SELECT c.outcome = 'committed' INTO v_began FROM lobby.commit_turn(p_tenant, v.session_id, v_lease, v_epoch, v_answered, 'web',
            v.identity_id, gen_random_uuid(), 'an answer', '{}', '{m}', true, '[]', NULL, 'en', NULL, NULL, NULL, '1 hour') c;
        WHEN 'o' THEN
          SELECT bool_or(d.role = 'assistant') INTO v_began FROM lobby.claim_deliveries('{web}', '1 hour', 5, v.session_id) d;
        WHEN 'p' THEN
          PERFORM lobby.settle_delivery(p_tenant, v.session_id, m.seq, m.delivery_attempts, 'pending', NULL, '0 s') FROM messages m
            WHERE m.session_id = v.session_id AND m.delivery = 'sending';
        WHEN 'g' THEN
          SELECT CASE WHEN a.claimed THEN a.epoch ELSE v_epoch END INTO v_epoch
            FROM lobby.accept_message(p_tenant, 'web', 'i' || n, 'c' || n, gen_random_uuid()::text, 'more', NULL, NULL, '{}',
                                      v_lease, '1 hour') a;
          SELECT t.last_guest_seq INTO v_answered FROM turns t WHERE t.session_id = v.session_id;
      END CASE;
      IF v_began THEN
        begun := begun + 1;
        crossed := crossed + v_staff::integer;
      END IF;
    END LOOP;
    steps := v_steps;
    RETURN NEXT;
  END LOOP;
END $$
