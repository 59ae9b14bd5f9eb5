DROP TABLE IF EXISTS prospective_sessions_archive, llm_usage, events, link_codes, turns, messages, channel_identities;
