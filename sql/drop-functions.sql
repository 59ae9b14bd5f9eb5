-- Drops every function with its triggers, except those that policies call: they go with the tables (migrations/rollback/).
-- Functions only: psql -f this, and the files of functions/ bring them back. Before a migration is taken back it must be run,
-- since functions name its tables; `bot db rollback` does so.

DO $$
DECLARE f regprocedure;
BEGIN
  FOR f IN
    SELECT p.oid FROM pg_proc p
     WHERE (p.pronamespace = 'lobby'::regnamespace
            OR (p.pronamespace = 'public'::regnamespace
                AND p.proname IN ('match_accommodations_public', 'update_accommodation_units_public_updated_at')))
       AND p.proname NOT IN ('tenant_id', 'session_id', 'cookie_id', 'tenant_scope', 'jwt_tenant_id') LOOP
    EXECUTE format('DROP FUNCTION %s CASCADE', f);
  END LOOP;
END $$;
