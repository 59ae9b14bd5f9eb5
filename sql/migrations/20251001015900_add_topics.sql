-- What guests ask about: events of the kind topic (details: {topic}), each topic once a session, rolled up by day and channel.
CREATE TABLE IF NOT EXISTS topics_daily (
  tenant_id uuid NOT NULL REFERENCES tenant_registry ON DELETE CASCADE,
  day date NOT NULL,
  channel text NOT NULL,
  topic text NOT NULL,
  count bigint NOT NULL,
  PRIMARY KEY (tenant_id, day, channel, topic));
COMMENT ON TABLE topics_daily IS 'lobby.roll_up_funnel() writes it beside funnel_daily, from events alone; `bot funnel verify` compares.';
COMMENT ON COLUMN topics_daily.day IS 'In the tenant''s time zone.';
COMMENT ON COLUMN topics_daily.topic IS 'A topic of the reading (bot.types.reading) or the id of a feature; the first 80 characters.';
COMMENT ON COLUMN topics_daily.count IS 'Conversations.';

ALTER TABLE topics_daily ENABLE ROW LEVEL SECURITY;
ALTER TABLE topics_daily FORCE ROW LEVEL SECURITY;
REVOKE ALL ON topics_daily FROM PUBLIC, anon, authenticated;
GRANT ALL ON topics_daily TO service_role;
GRANT SELECT, INSERT, UPDATE, DELETE ON topics_daily TO lobby_system;
GRANT SELECT ON topics_daily TO lobby_bot, authenticated;
DROP POLICY IF EXISTS system ON topics_daily;
CREATE POLICY system ON topics_daily TO lobby_system, service_role USING (true) WITH CHECK (true);
DROP POLICY IF EXISTS bot ON topics_daily;
CREATE POLICY bot ON topics_daily FOR SELECT TO lobby_bot USING (tenant_id = lobby.tenant_id() AND lobby.tenant_scope());
DROP POLICY IF EXISTS staff ON topics_daily;
CREATE POLICY staff ON topics_daily FOR SELECT TO authenticated USING (tenant_id = lobby.jwt_tenant_id());
