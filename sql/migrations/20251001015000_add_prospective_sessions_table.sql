-- Anonymous chat sessions of people who have not booked.

CREATE TABLE IF NOT EXISTS prospective_sessions (
  session_id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  tenant_id uuid NOT NULL REFERENCES tenant_registry ON DELETE CASCADE,
  cookie_id text UNIQUE NOT NULL,
  conversation_history jsonb NOT NULL DEFAULT '[]',
  travel_intent jsonb NOT NULL DEFAULT '{}',
  utm_tracking jsonb NOT NULL DEFAULT '{}',
  referrer text,
  landing_page text,
  converted_to_reservation_id uuid REFERENCES guest_reservations ON DELETE SET NULL,
  conversion_date timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL DEFAULT now() + interval '7 days',
  last_activity_at timestamptz NOT NULL DEFAULT now(),
  status varchar(20) NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'converted', 'expired')),
  CHECK (jsonb_typeof(conversation_history) = 'array'),
  CHECK (jsonb_typeof(travel_intent) = 'object'));
COMMENT ON COLUMN prospective_sessions.cookie_id IS 'SHA-256 of the visitor''s token, or of the channel user for other channels.';
COMMENT ON COLUMN prospective_sessions.conversation_history IS
  'The last 20 messages, oldest first: {role, content, timestamp, sources?}. lobby.trim_conversation_history trims it.';
COMMENT ON COLUMN prospective_sessions.utm_tracking IS '{"first": {source, medium, campaign, content, term}, "last": {…}}';

-- Session look-up by cookie (bot.ledger.sessions, policy anon).
CREATE INDEX IF NOT EXISTS idx_prospective_sessions_cookie ON prospective_sessions (cookie_id) WHERE status = 'active';
-- Reports: a tenant's newest sessions.
CREATE INDEX IF NOT EXISTS idx_prospective_sessions_tenant ON prospective_sessions (tenant_id, created_at DESC);
-- Cleanup.
CREATE INDEX IF NOT EXISTS idx_prospective_sessions_expires ON prospective_sessions (expires_at) WHERE status = 'active';
-- Reports: who asked for these dates, this type, these preferences.
CREATE INDEX IF NOT EXISTS idx_prospective_sessions_intent_gin ON prospective_sessions USING gin (travel_intent);

ALTER TABLE guest_reservations DROP CONSTRAINT IF EXISTS guest_reservations_source_session_id_fkey;
ALTER TABLE guest_reservations ADD CONSTRAINT guest_reservations_source_session_id_fkey
  FOREIGN KEY (source_session_id) REFERENCES prospective_sessions ON DELETE SET NULL;

ALTER TABLE prospective_sessions ENABLE ROW LEVEL SECURITY;
ALTER TABLE prospective_sessions FORCE ROW LEVEL SECURITY;
REVOKE ALL ON prospective_sessions FROM PUBLIC, anon, authenticated;
GRANT ALL ON prospective_sessions TO service_role;
GRANT SELECT, INSERT, UPDATE, DELETE ON prospective_sessions TO lobby_system;

DROP POLICY IF EXISTS system ON prospective_sessions;
CREATE POLICY system ON prospective_sessions TO lobby_system, service_role USING (true) WITH CHECK (true);

-- A visitor: only the session whose cookie is presented, of the tenant that is set, while it is active and not expired.
DROP POLICY IF EXISTS anon_own_session ON prospective_sessions;
CREATE POLICY anon_own_session ON prospective_sessions TO anon
  USING (tenant_id = lobby.tenant_id() AND cookie_id = lobby.cookie_id() AND status = 'active' AND expires_at > now())
  WITH CHECK (tenant_id = lobby.tenant_id() AND cookie_id = lobby.cookie_id() AND status = 'active');
GRANT SELECT ON prospective_sessions TO anon;
GRANT INSERT (tenant_id, cookie_id, conversation_history, travel_intent, utm_tracking, referrer, landing_page),
      UPDATE (conversation_history, travel_intent, utm_tracking, referrer, landing_page, last_activity_at)
   ON prospective_sessions TO anon;

DROP POLICY IF EXISTS staff ON prospective_sessions;
CREATE POLICY staff ON prospective_sessions TO authenticated
  USING (tenant_id = lobby.jwt_tenant_id()) WITH CHECK (tenant_id = lobby.jwt_tenant_id());
GRANT SELECT, UPDATE ON prospective_sessions TO authenticated;

-- The bot reads; it writes only through the functions of the ledger.
DROP POLICY IF EXISTS bot ON prospective_sessions;
CREATE POLICY bot ON prospective_sessions FOR SELECT TO lobby_bot
  USING (tenant_id = lobby.tenant_id()
         AND (session_id = lobby.session_id() OR cookie_id = lobby.cookie_id() OR lobby.tenant_scope()));
GRANT SELECT ON prospective_sessions TO lobby_bot;
