-- The roles, the extension and the schema of the functions: what everything else needs. Applied first.
-- Safe to apply again, and to a database that already has Supabase's roles.

CREATE EXTENSION IF NOT EXISTS vector;
CREATE SCHEMA IF NOT EXISTS lobby;
COMMENT ON SCHEMA lobby IS 'Functions of the conversation core; the tables are in public.';

-- anon, authenticated, service_role: Supabase's names. lobby_bot: what the application connects as; it owns nothing and
-- bypasses nothing. lobby_system: owns the SECURITY DEFINER functions, so that what crosses visitors is only their bodies.
DO $$
DECLARE r text;
BEGIN
  FOREACH r IN ARRAY ARRAY['anon', 'authenticated', 'service_role', 'lobby_system', 'lobby_bot'] LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = r) THEN
      BEGIN
        EXECUTE format('CREATE ROLE %I NOLOGIN', r);
      EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;  -- another database of this cluster was faster
      END;
    END IF;
  END LOOP;
  -- who migrates without being a superuser (any hosted PostgreSQL): to hand functions over to lobby_system, to manage
  -- tenants in spite of the policies, and to work as lobby_bot where one login serves for all
  IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
    EXECUTE format('GRANT lobby_system, lobby_bot TO %I', current_user);
  END IF;
END $$;

-- Nobody needs tables of their own here. On the database, and so not in a copy made with CREATE DATABASE … TEMPLATE.
DO $$ BEGIN
  EXECUTE format('REVOKE TEMPORARY ON DATABASE %I FROM PUBLIC, anon, authenticated, service_role, lobby_bot', current_database());
END $$;
REVOKE CREATE ON SCHEMA public FROM PUBLIC, anon, authenticated, lobby_bot;  -- as since PostgreSQL 15; older databases are open

GRANT USAGE ON SCHEMA public TO anon, authenticated, service_role, lobby_bot, lobby_system;
GRANT USAGE ON SCHEMA lobby TO anon, authenticated, service_role, lobby_bot;
GRANT USAGE, CREATE ON SCHEMA lobby TO lobby_system;
