DROP TABLE IF EXISTS leases, prospective_sessions_archive, link_codes, turns, messages, channel_identities;
DROP TYPE IF EXISTS lobby.turn_context, lobby.incoming_message, lobby.finished_turn;
