-- Is the database what the migrations make of it, and is it used well? Each row is a check: ok must be true.
--   psql -f sql/validate.sql "$URL"       as an administrator; or `bot db validate`, which exits 1 if a check fails
-- Changes nothing. Section 8 reads the tables, which needs a superuser or a member of lobby_system (who migrated is one);
-- the others only read the catalog.

-- 1. The server.
SELECT 'server: PostgreSQL 15 or newer' AS "check", current_setting('server_version_num')::integer >= 150000 AS ok,
       current_setting('server_version') AS detail
UNION ALL
SELECT 'server: pgvector 0.8 or newer',
       coalesce((SELECT string_to_array(regexp_replace(extversion, '[^0-9.].*', ''), '.')::integer[] >= ARRAY[0, 8]
                   FROM pg_extension WHERE extname = 'vector'), false),
       coalesce((SELECT extversion FROM pg_extension WHERE extname = 'vector'), 'not installed');

-- 2. Tables and their columns: {name type}, "!" where NULL is refused.
SELECT 'columns: ' || expected.relation AS "check",
       to_regclass('public.' || expected.relation) IS NOT NULL AND wrong.columns IS NULL AS ok,
       CASE WHEN to_regclass('public.' || expected.relation) IS NULL THEN 'the table is missing'
            ELSE coalesce('missing or different: ' || wrong.columns, cardinality(expected.columns) || ' as specified') END AS detail
  FROM (VALUES
    ('tenant_registry', ARRAY['tenant_id uuid!', 'slug text!', 'name text!', 'settings jsonb!', 'embedding_model text', 'is_active boolean!']),
    ('tenant_secrets', ARRAY['tenant_id uuid!', 'webhook_secret text!']),
    ('staff_users', ARRAY['staff_id uuid!', 'tenant_id uuid!', 'name text!', 'email text', 'role text!', 'slack_user_id text']),
    ('accommodation_units', ARRAY['unit_id uuid!', 'tenant_id uuid!', 'source_id text!', 'name text!', 'description text!', 'details jsonb!', 'is_active boolean!']),
    ('guest_reservations', ARRAY['id uuid!', 'tenant_id uuid!', 'unit_id uuid', 'guest_name text!', 'guest_email text', 'guest_phone text',
       'check_in date!', 'check_out date!', 'adults integer!', 'children integer!', 'total_amount numeric(12,2)', 'currency character(3)',
       'status text!', 'external_reference text!', 'source_session_id uuid', 'attribution jsonb!']),
    ('prospective_sessions', ARRAY['session_id uuid!', 'tenant_id uuid!', 'cookie_id text!', 'conversation_history jsonb!', 'travel_intent jsonb!',
       'utm_tracking jsonb!', 'referrer text', 'landing_page text', 'converted_to_reservation_id uuid',
       'conversion_date timestamp with time zone', 'created_at timestamp with time zone!', 'expires_at timestamp with time zone!',
       'last_activity_at timestamp with time zone!', 'status character varying(20)!']),
    ('accommodation_units_public', ARRAY['unit_id uuid!', 'tenant_id uuid!', 'name text!', 'unit_number text', 'unit_type character varying(50)',
       'description text!', 'short_description text', 'highlights jsonb!', 'amenities jsonb!', 'pricing jsonb!', 'photos jsonb!',
       'virtual_tour_url text', 'embedding vector(3072)', 'embedding_fast vector(1024)', 'embedding_model text', 'metadata jsonb!',
       'is_active boolean!', 'is_bookable boolean!', 'created_at timestamp with time zone!', 'updated_at timestamp with time zone!']),
    ('accommodation_unit_vectors', ARRAY['tenant_id uuid!', 'unit_id uuid!', 'model text', 'e halfvec(1024)!']),
    ('channel_identities', ARRAY['identity_id uuid!', 'tenant_id uuid!', 'channel text!', 'channel_user_id text!', 'session_id uuid!']),
    ('messages', ARRAY['tenant_id uuid!', 'session_id uuid!', 'seq integer!', 'message_id uuid!', 'role text!', 'channel text!',
       'identity_id uuid!', 'external_id text', 'content text!', 'payload jsonb', 'reply_to text[]', 'delivery text']),
    ('turns', ARRAY['session_id uuid!', 'tenant_id uuid!', 'last_seq integer!', 'last_guest_seq integer!', 'answered_seq integer!',
       'lease_token uuid', 'lease_until timestamp with time zone', 'speaker text!', 'epoch integer!', 'state jsonb!']),
    ('link_codes', ARRAY['code_hash text!', 'tenant_id uuid!', 'session_id uuid!', 'expires_at timestamp with time zone!']),
    ('events', ARRAY['event_id bigint!', 'tenant_id uuid!', 'session_id uuid', 'kind text!', 'channel text', 'details jsonb!']),
    ('posts', ARRAY['post_id bigint!', 'tenant_id uuid!', 'session_id uuid', 'kind text!', 'channel text!', 'address text!', 'lane text',
       'thread_of bigint', 'identity_id uuid', 'seq integer', 'details jsonb!', 'fence integer', 'state text!', 'posted_as text']),
    ('staff_replies', ARRAY['reply_id uuid!', 'tenant_id uuid!', 'session_id uuid!', 'source text!', 'staff jsonb!', 'content text!',
       'state text!', 'due timestamp with time zone!', 'seq integer']),
    ('leases', ARRAY['name text!', 'holder text!', 'held_until timestamp with time zone!']),
    ('llm_usage', ARRAY['usage_id uuid!', 'tenant_id uuid!', 'model text!', 'reserved_tokens integer!']),
    ('unit_embeddings', ARRAY['tenant_id uuid!', 'model text!', 'text_sha256 text!', 'embedding_fast vector(1024)!', 'embedding vector(3072)',
       'used_at timestamp with time zone!']),
    ('knowledge_entries', ARRAY['entry_id uuid!', 'tenant_id uuid!', 'source text!', 'title text!', 'entry_key text', 'unit_id uuid',
       'language text!', 'topic text', 'question text!', 'answer text!', 'content_sha256 text!', 'embedding_fast vector(1024)',
       'embedding_model text', 'acts vector(64)', 'acts_model text']),
    ('knowledge_gaps', ARRAY['gap_id bigint!', 'tenant_id uuid!', 'session_id uuid!', 'topic text!', 'language text!', 'question text!',
       'unit_id uuid', 'created_at timestamp with time zone!']),
    ('reply_checks', ARRAY['check_id bigint!', 'tenant_id uuid!', 'session_id uuid!', 'sentence text!', 'instead text!', 'reasons text[]!']),
    ('llm_spending', ARRAY['day date!', 'scope text!', 'holder uuid!', 'tokens bigint!']),
    ('prospective_sessions_archive', ARRAY['session_id uuid!', 'tenant_id uuid!', 'session jsonb!', 'transcript jsonb!']),
    ('funnel_daily', ARRAY['tenant_id uuid!', 'day date!', 'touch text!', 'stage text!', 'channel text!', 'source text!', 'campaign text!',
       'currency text!', 'count bigint!', 'amount numeric!']),
    ('topics_daily', ARRAY['tenant_id uuid!', 'day date!', 'channel text!', 'topic text!', 'count bigint!']),
    ('funnel_zones', ARRAY['tenant_id uuid!', 'time_zone text!']),
    ('funnel_watermark', ARRAY['transaction_id xid8!', 'server bigint!'])
  ) AS expected (relation, columns)
 CROSS JOIN LATERAL (
    SELECT string_agg(c, ', ') AS columns FROM unnest(expected.columns) c
     WHERE NOT EXISTS (
       SELECT FROM pg_attribute a
        WHERE a.attrelid = to_regclass('public.' || expected.relation) AND a.attnum > 0 AND NOT a.attisdropped
          AND a.attname || ' ' || format_type(a.atttypid, a.atttypmod) || CASE WHEN a.attnotnull THEN '!' ELSE '' END = c)) wrong;

-- 3. Indexes that the specification names: there, valid, and over what they should be.
SELECT 'index: ' || expected.name AS "check",
       coalesce(i.indisvalid AND pg_get_indexdef(i.indexrelid) LIKE expected.definition, false) AS ok,
       coalesce(pg_get_indexdef(i.indexrelid), 'missing') AS detail
  FROM (VALUES
    ('idx_prospective_sessions_cookie', '%(cookie_id) WHERE%active%'),
    ('idx_prospective_sessions_tenant', '%(tenant_id, created_at DESC)%'),
    ('idx_prospective_sessions_expires', '%(expires_at) WHERE%active%'),
    ('idx_prospective_sessions_intent_gin', '%USING gin (travel_intent)%'),
    ('idx_accommodation_public_tenant', '%(tenant_id) WHERE is_active%'),
    ('idx_accommodation_public_type', '%(tenant_id, unit_type) WHERE%is_active AND is_bookable%'),
    ('idx_accommodation_public_embedding_fast_hnsw', '%USING hnsw (embedding_fast%vector_cosine_ops)%'),
    ('messages_external', '%UNIQUE%(identity_id, external_id)%'),
    ('events_transaction', '%(transaction_id)%')
  ) AS expected (name, definition)
  LEFT JOIN pg_index i ON i.indexrelid = to_regclass('public.' || expected.name);

-- 4. Functions and triggers.
SELECT 'function: match_accommodations_public' AS "check",
       coalesce(p.prosecdef AND p.proconfig::text LIKE '%search_path=%'
                AND pg_get_function_result(p.oid) = 'TABLE(id uuid, content text, similarity double precision, source_file text, pricing jsonb, photos jsonb, metadata jsonb)'
                AND NOT has_function_privilege('public', p.oid, 'EXECUTE')
                AND has_function_privilege('anon', p.oid, 'EXECUTE') AND has_function_privilege('authenticated', p.oid, 'EXECUTE'), false) AS ok,
       coalesce(pg_get_function_arguments(p.oid), 'missing') AS detail
  FROM (SELECT to_regprocedure('match_accommodations_public(vector, uuid, double precision, integer)') AS oid) f
  LEFT JOIN pg_proc p ON p.oid = f.oid;
-- (applied_migrations belongs to who migrates: it reads the runner's own table and nothing else)
SELECT 'functions: SECURITY DEFINER only with a fixed search_path, owned by lobby_system, never for everybody' AS "check",
       count(*) FILTER (WHERE is_wrong) = 0 AS ok,
       coalesce(string_agg(name, ', ') FILTER (WHERE is_wrong), count(*) || ' functions') AS detail
  FROM (SELECT p.oid::regprocedure::text AS name,
               coalesce(p.proconfig::text NOT LIKE '%search_path=%', true)
               OR (p.proowner <> to_regrole('lobby_system') AND p.proname <> 'applied_migrations')
               OR has_function_privilege('public', p.oid, 'EXECUTE') AS is_wrong
          FROM pg_proc p
         WHERE p.prosecdef AND (p.pronamespace = to_regnamespace('lobby') OR p.proname = 'match_accommodations_public')) f;
SELECT 'trigger: ' || expected.name AS "check", t.tgenabled IS NOT DISTINCT FROM 'O' AS ok,
       coalesce(pg_get_triggerdef(t.oid), 'missing') AS detail
  FROM (VALUES
    ('accommodation_units_public', 'trigger_accommodation_units_public_updated_at'),
    ('accommodation_units_public', 'trigger_accommodation_units_public_sync_vector'),
    ('prospective_sessions', 'trigger_prospective_sessions_trim_history'),
    ('prospective_sessions', 'trigger_prospective_sessions_delete_messages'),
    ('prospective_sessions', 'trigger_prospective_sessions_forget_spender')
  ) AS expected (relation, name)
  LEFT JOIN pg_trigger t ON t.tgrelid = to_regclass('public.' || expected.relation) AND t.tgname = expected.name;

-- 5. Row-level security: enabled and forced on every table with a tenant, and no policy for everybody.
SELECT 'row-level security: forced on every table with a tenant_id' AS "check", count(*) FILTER (WHERE is_open) = 0 AND count(*) >= 15 AS ok,
       coalesce('not forced: ' || string_agg(name, ', ') FILTER (WHERE is_open), count(*) || ' tables') AS detail
  FROM (SELECT c.relname AS name, NOT (c.relrowsecurity AND c.relforcerowsecurity) AS is_open
          FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant_id' AND NOT a.attisdropped
         WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')) t;
SELECT 'policies: none for everybody' AS "check", count(*) = 0 AS ok,
       coalesce(string_agg(tablename || '.' || policyname, ', '), 'none') AS detail
  FROM pg_policies WHERE schemaname = 'public' AND 'public' = ANY (roles);
SELECT 'policy: ' || expected.relation || '.' || expected.name AS "check",
       coalesce(p.cmd = expected.command AND p.roles @> ARRAY[expected.role]::name[] AND p.qual LIKE expected.qual, false) AS ok,
       coalesce(p.cmd || ' to ' || array_to_string(p.roles, ', ') || ' using ' || p.qual, 'missing') AS detail
  FROM (VALUES
    ('prospective_sessions', 'anon_own_session', 'ALL', 'anon', '%cookie_id = lobby.cookie_id()%active%expires_at > now()%'),
    ('prospective_sessions', 'staff', 'ALL', 'authenticated', '%tenant_id = lobby.jwt_tenant_id()%'),
    ('prospective_sessions', 'bot', 'SELECT', 'lobby_bot', '%tenant_id = lobby.tenant_id()%session_id = lobby.session_id()%'),
    ('accommodation_units_public', 'public_read', 'SELECT', 'anon', '%is_active AND is_bookable%'),
    ('accommodation_units_public', 'staff', 'ALL', 'authenticated', '%tenant_id = lobby.jwt_tenant_id()%'),
    ('messages', 'bot', 'SELECT', 'lobby_bot', '%tenant_id = lobby.tenant_id()%session_id = lobby.session_id()%'),
    ('messages', 'staff', 'SELECT', 'authenticated', '%tenant_id = lobby.jwt_tenant_id()%'),
    ('funnel_daily', 'bot', 'SELECT', 'lobby_bot', '%tenant_id = lobby.tenant_id()%tenant_scope()%'),
    ('funnel_daily', 'staff', 'SELECT', 'authenticated', '%tenant_id = lobby.jwt_tenant_id()%'),
    ('knowledge_entries', 'bot_read', 'SELECT', 'lobby_bot', '%tenant_id = lobby.tenant_id()%embedding_fast IS NOT NULL%'),
    ('knowledge_entries', 'staff', 'ALL', 'authenticated', '%tenant_id = lobby.jwt_tenant_id()%'),
    ('knowledge_gaps', 'bot', 'SELECT', 'lobby_bot', '%tenant_id = lobby.tenant_id()%tenant_scope()%'),
    ('knowledge_gaps', 'staff', 'SELECT', 'authenticated', '%tenant_id = lobby.jwt_tenant_id()%'),
    ('topics_daily', 'bot', 'SELECT', 'lobby_bot', '%tenant_id = lobby.tenant_id()%tenant_scope()%'),
    ('topics_daily', 'staff', 'SELECT', 'authenticated', '%tenant_id = lobby.jwt_tenant_id()%')
  ) AS expected (relation, name, command, role, qual)
  LEFT JOIN pg_policies p ON p.schemaname = 'public' AND p.tablename = expected.relation AND p.policyname = expected.name;

-- 6. The bot's role, and what anonymous callers may do.
SELECT 'role lobby_bot: no superuser, bypasses nothing' AS "check",
       coalesce(bool_and(NOT (rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb OR rolreplication)), false) AS ok,
       coalesce(string_agg(concat_ws(', ', CASE WHEN rolsuper THEN 'superuser' END, CASE WHEN rolbypassrls THEN 'bypasses policies' END,
                                     CASE WHEN rolcreaterole THEN 'creates roles' END), ''), 'missing') AS detail
  FROM pg_roles WHERE rolname = 'lobby_bot';
SELECT 'role lobby_bot: owns nothing' AS "check", count(*) = 0 AS ok, coalesce(string_agg(relname, ', '), 'nothing') AS detail
  FROM pg_class WHERE relowner = to_regrole('lobby_bot');
SELECT 'role lobby_bot: writes the ledger through functions only' AS "check", count(*) = 0 AS ok,
       coalesce(string_agg(t || ' ' || p, ', '), 'no direct writes') AS detail
  FROM unnest(ARRAY['prospective_sessions', 'messages', 'turns', 'channel_identities', 'events', 'guest_reservations', 'tenant_registry',
                    'tenant_secrets', 'prospective_sessions_archive', 'funnel_daily', 'topics_daily', 'knowledge_gaps', 'funnel_zones',
                    'funnel_watermark']) t
 CROSS JOIN unnest(ARRAY['INSERT', 'UPDATE', 'DELETE', 'TRUNCATE']) p
 WHERE to_regclass('public.' || t) IS NOT NULL AND has_table_privilege('lobby_bot', 'public.' || t, p);
SELECT 'role anon: sessions and public units only' AS "check", count(*) = 0 AS ok, coalesce(string_agg(c.relname, ', '), 'nothing else') AS detail
  FROM pg_class c
 WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm')
   AND c.relname NOT IN ('prospective_sessions', 'accommodation_units_public')
   AND (has_any_column_privilege('anon', c.oid, 'SELECT, INSERT, UPDATE') OR has_table_privilege('anon', c.oid, 'DELETE'));

SELECT 'roles: no temporary tables' AS "check", count(*) = 0 AS ok, coalesce(string_agg(r, ', '), 'none of theirs') AS detail
  FROM unnest(ARRAY['anon', 'authenticated', 'service_role', 'lobby_bot']) r
 WHERE to_regrole(r) IS NOT NULL AND has_database_privilege(r, current_database(), 'TEMPORARY');

-- 7. Index usage since the statistics were last reset: over 80 % of the scans of tables where it matters.
SELECT 'index usage: ' || relname AS "check",
       n_live_tup < 1000 OR coalesce(seq_scan, 0) + coalesce(idx_scan, 0) < 1000 OR idx_scan::float / (seq_scan + idx_scan) > 0.8 AS ok,
       format('%s of %s scans by index (%s %%), %s rows', coalesce(idx_scan, 0), coalesce(seq_scan, 0) + coalesce(idx_scan, 0),
              coalesce(round(100.0 * idx_scan / nullif(seq_scan + idx_scan, 0)), 100), n_live_tup) AS detail
  FROM pg_stat_user_tables
 WHERE schemaname = 'public' AND relname IN ('prospective_sessions', 'messages', 'turns', 'channel_identities', 'accommodation_units_public')
 ORDER BY relname;

-- 8. The data; of sessions 10,000 at most, so that a large database is not held up.
SELECT 'data: no history is longer than 20 messages' AS "check", count(*) = 0 AS ok, count(*) || ' longer' AS detail
  FROM (SELECT conversation_history FROM prospective_sessions ORDER BY created_at DESC LIMIT 10000) s
 WHERE jsonb_array_length(conversation_history) > 20;
SELECT 'data: every live unit with a vector is in the search table' AS "check", count(*) = 0 AS ok, count(*) || ' differ' AS detail
  FROM (SELECT unit_id, embedding_model FROM accommodation_units_public WHERE is_active AND is_bookable AND embedding_fast IS NOT NULL) u
  FULL JOIN accommodation_unit_vectors v ON v.unit_id = u.unit_id
 WHERE u.unit_id IS NULL OR v.unit_id IS NULL OR v.model IS DISTINCT FROM u.embedding_model;
SELECT 'data: the ledger has no gaps' AS "check", count(*) = 0 AS ok, count(*) || ' sessions with gaps' AS detail
  FROM (SELECT session_id, last_seq FROM turns LIMIT 10000) t
 WHERE (SELECT count(*) FROM messages m WHERE m.session_id = t.session_id) <> t.last_seq;
