DROP FUNCTION IF EXISTS lobby.record_checks(uuid, uuid, jsonb);
DROP TABLE IF EXISTS reply_checks;
