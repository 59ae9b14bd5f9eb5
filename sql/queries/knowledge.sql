-- What the house knows (bot.knowledge): importing, publishing, finding entries, and what was not in them.

-- name: units
-- The units that entries may be about.
SELECT source_id, unit_id FROM accommodation_units WHERE tenant_id = %(tenant_id)s::uuid;

-- name: count_others
-- Entries of other sources.
SELECT count(*) FROM knowledge_entries WHERE tenant_id = %(tenant_id)s::uuid AND source <> %(source)s::text;

-- name: import_entries
-- Insert or update a source's entries. One that says what is stored already is left untouched and not returned; one that has
-- changed loses its vectors, and is told to nobody until it is published.
INSERT INTO knowledge_entries AS entry
       (entry_id, tenant_id, source, title, entry_key, unit_id, language, topic, question, answer, content_sha256)
SELECT given.entry_id, %(tenant_id)s::uuid, %(source)s::text, given.title, given.entry_key, given.unit_id, given.language,
       given.topic, given.question, given.answer, given.content_sha256
  FROM jsonb_to_recordset(%(entries)s::jsonb) AS given (
       entry_id uuid, title text, entry_key text, unit_id uuid, language text, topic text, question text, answer text,
       content_sha256 text)
ON CONFLICT (entry_id) DO UPDATE
   SET title = excluded.title, entry_key = excluded.entry_key, unit_id = excluded.unit_id, language = excluded.language,
       topic = excluded.topic, question = excluded.question, answer = excluded.answer,
       content_sha256 = excluded.content_sha256, embedding_fast = NULL, embedding_model = NULL, acts = NULL,
       acts_model = NULL, updated_at = now()
 WHERE entry.tenant_id = excluded.tenant_id AND entry.content_sha256 <> excluded.content_sha256
RETURNING entry_id, xmax = 0 AS created;

-- name: remove_others
-- What is in the source's file no more.
DELETE FROM knowledge_entries
 WHERE tenant_id = %(tenant_id)s::uuid AND source = %(source)s::text AND NOT entry_id = ANY(%(ids)s::uuid[]);

-- name: entries
-- All of a tenant's, as its files have them.
SELECT e.entry_id, e.question, e.answer, e.language, e.source, e.title, e.entry_key AS key, e.unit_id, e.topic,
       u.name AS unit_name, e.embedding_model IS NOT NULL AS is_published
  FROM knowledge_entries e LEFT JOIN accommodation_units u ON u.unit_id = e.unit_id
 WHERE e.tenant_id = %(tenant_id)s::uuid
 ORDER BY e.source, e.created_at, e.entry_id;

-- name: to_publish
-- Entries with the models of their vectors.
SELECT entry_id, question, embedding_model, acts_model FROM knowledge_entries
 WHERE tenant_id = %(tenant_id)s::uuid ORDER BY entry_id;

-- name: publish_entries
-- Give entries their vectors, from unit_embeddings by the hash of the text, and what they ask for. An entry whose question
-- has changed meanwhile waits for the next run.
UPDATE knowledge_entries entry
   SET embedding_fast = made.embedding_fast, embedding_model = made.model,
       acts = given.acts::vector, acts_model = CASE WHEN given.acts IS NULL THEN NULL ELSE %(acts_model)s::text END,
       updated_at = now()
  FROM jsonb_to_recordset(%(entries)s::jsonb) AS given (entry_id uuid, question text, digest text, acts text)
  JOIN unit_embeddings made
    ON made.tenant_id = %(tenant_id)s::uuid AND made.model = %(model)s::text AND made.text_sha256 = given.digest
 WHERE entry.tenant_id = %(tenant_id)s::uuid AND entry.entry_id = given.entry_id AND entry.question = given.question;

-- name: models
-- By which models a tenant's published entries were encoded, the most frequent first.
SELECT embedding_model FROM knowledge_entries
 WHERE tenant_id = %(tenant_id)s::uuid AND embedding_model IS NOT NULL
 GROUP BY embedding_model ORDER BY count(*) DESC, embedding_model;

-- name: find
-- The entries nearest to a question, best first, and those of its topics; each in the guest's language where it was written in
-- that one. `by_topic`: its topic is asked about.
WITH near AS (
  SELECT e.entry_id, e.entry_key, e.unit_id, coalesce(e.topic = ANY(%(topics)s::text[]), false) AS by_topic,
         m.score, m.similarity
    FROM lobby.match_knowledge(%(tenant_id)s::uuid, %(model)s::text, %(vector)s::text::vector, %(acts_model)s::text,
                               %(acts)s::text::vector, %(weight)s::float8, %(units)s::uuid[], 2000) m
    JOIN knowledge_entries e ON e.entry_id = m.entry_id),
best AS (
  (SELECT * FROM near ORDER BY score DESC, entry_id LIMIT %(count)s::integer)
  UNION
  (SELECT * FROM near WHERE by_topic ORDER BY score DESC, entry_id LIMIT %(count)s::integer))
SELECT said.entry_id, said.question, said.answer, said.language, said.source, said.title, said.entry_key AS key, said.unit_id,
       said.topic, best.score, best.similarity, best.by_topic
  FROM best
 CROSS JOIN LATERAL (
    SELECT k.* FROM knowledge_entries k
     WHERE k.tenant_id = %(tenant_id)s::uuid AND k.embedding_fast IS NOT NULL
       AND (k.entry_id = best.entry_id
            OR (k.entry_key = best.entry_key AND k.unit_id IS NOT DISTINCT FROM best.unit_id AND k.language = %(language)s::text))
     ORDER BY k.language = %(language)s::text DESC, k.entry_id = best.entry_id DESC, k.created_at, k.entry_id
     LIMIT 1) said
 ORDER BY best.score DESC, said.entry_id;

-- name: gaps
-- What could not be answered, the newest first.
SELECT topic, language, question, session_id, created_at FROM knowledge_gaps
 WHERE tenant_id = %(tenant_id)s::uuid AND created_at > now() - make_interval(days => %(days)s::integer)
 ORDER BY created_at DESC, gap_id DESC LIMIT %(count)s::integer;

-- name: gap_topics
-- In how many conversations each topic had no answer, by language; these counts outlive the conversations.
SELECT details ->> 'topic' AS topic, coalesce(details ->> 'language', '') AS language, count(*) AS count
  FROM events
 WHERE tenant_id = %(tenant_id)s::uuid AND kind = 'gap' AND created_at > now() - make_interval(days => %(days)s::integer)
   AND details ->> 'topic' IS NOT NULL
 GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2;

-- name: unit_by_source_id
SELECT unit_id FROM accommodation_units WHERE tenant_id = %(tenant_id)s::uuid AND source_id = %(source_id)s::text;
