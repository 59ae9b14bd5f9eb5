ALTER TABLE IF EXISTS guest_reservations DROP CONSTRAINT IF EXISTS guest_reservations_source_session_id_fkey;
DROP TABLE IF EXISTS prospective_sessions;
