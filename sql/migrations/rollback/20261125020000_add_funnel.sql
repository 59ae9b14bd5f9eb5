DROP FUNCTION IF EXISTS lobby.funnel_tenants(), lobby.roll_up_funnel(boolean), lobby.known_time_zone(text);
DROP INDEX IF EXISTS events_transaction;
DROP TABLE IF EXISTS funnel_watermark, funnel_zones, funnel_daily;
