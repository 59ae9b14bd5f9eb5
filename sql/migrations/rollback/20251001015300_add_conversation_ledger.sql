DROP TRIGGER IF EXISTS trigger_prospective_sessions_delete_messages ON prospective_sessions;
DROP TABLE IF EXISTS prospective_sessions_archive, llm_usage, events, link_codes, turns, messages, channel_identities;
DROP FUNCTION IF EXISTS lobby.delete_messages();
