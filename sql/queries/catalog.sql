-- Units: importing owners' records, publishing them, reading them for replies.

-- name: tenant_by_slug
-- The tenant to bring the demo's units to.
SELECT tenant_id, slug, name, settings FROM tenant_registry WHERE slug = %(slug)s::text;

-- name: import_units
-- Insert or update the internal records. A row that says what is stored already is left untouched and not returned;
-- a file that does not say whether a unit is active leaves that as it is.
INSERT INTO accommodation_units AS unit
       (unit_id, tenant_id, source_id, name, unit_number, unit_type, description, details, is_active)
SELECT given.unit_id, %(tenant_id)s::uuid, given.source_id, given.name, given.unit_number, given.unit_type,
       given.description, given.details, coalesce(given.is_active, known.is_active, true)
  FROM jsonb_to_recordset(%(units)s::jsonb) AS given (
       unit_id uuid, source_id text, name text, unit_number text, unit_type text, description text, details jsonb,
       is_active boolean)
  LEFT JOIN accommodation_units known
         ON known.tenant_id = %(tenant_id)s::uuid AND known.source_id = given.source_id
ON CONFLICT (tenant_id, source_id) DO UPDATE
   SET name = excluded.name, unit_number = excluded.unit_number, unit_type = excluded.unit_type,
       description = excluded.description, details = excluded.details, is_active = excluded.is_active,
       updated_at = now()
 WHERE (unit.name, unit.unit_number, unit.unit_type, unit.description, unit.details, unit.is_active)
       IS DISTINCT FROM
       (excluded.name, excluded.unit_number, excluded.unit_type, excluded.description, excluded.details,
        excluded.is_active)
RETURNING unit.xmax = 0 AS created;

-- name: count_active_units
-- How many units publishing will look at.
SELECT count(*) FROM accommodation_units WHERE tenant_id = %(tenant_id)s::uuid AND is_active;

-- name: count_searchable_units
-- How many units can be found by meaning: a tenant without any has nothing to lose by a change of models.
SELECT count(*) FROM accommodation_units_public
 WHERE tenant_id = %(tenant_id)s::uuid AND is_active AND embedding_fast IS NOT NULL;

-- name: units_to_publish
-- The next active units by id, with the hash of the text that was published last, and whether its vector is this model's.
SELECT unit.unit_id, unit.name, unit.unit_number, unit.unit_type, unit.description, unit.details,
       published.metadata #>> '{published,text_sha256}' AS published_text,
       coalesce(published.embedding_fast IS NOT NULL AND published.embedding_model = %(model)s::text, false) AS is_models
  FROM accommodation_units unit
  LEFT JOIN accommodation_units_public published ON published.unit_id = unit.unit_id
 WHERE unit.tenant_id = %(tenant_id)s::uuid AND unit.is_active AND unit.unit_id > %(after)s::uuid
 ORDER BY unit.unit_id
 LIMIT %(count)s::integer;

-- name: known_embeddings
-- Which of these texts have a vector already; they are kept for longer.
UPDATE unit_embeddings SET used_at = now()
 WHERE tenant_id = %(tenant_id)s::uuid AND model = %(model)s::text AND text_sha256 = ANY(%(hashes)s::text[])
RETURNING text_sha256;

-- name: keep_embedding
INSERT INTO unit_embeddings (tenant_id, model, text_sha256, embedding_fast, embedding)
VALUES (%(tenant_id)s::uuid, %(model)s::text, %(hash)s::text, %(fast)s::text::vector,
        %(full)s::text::vector)
ON CONFLICT (tenant_id, model, text_sha256) DO UPDATE
   SET embedding_fast = excluded.embedding_fast, embedding = excluded.embedding, used_at = now();

-- name: forget_embeddings
-- Vectors that nobody has asked for in 30 days.
DELETE FROM unit_embeddings WHERE tenant_id = %(tenant_id)s::uuid AND used_at < now() - interval '30 days';

-- name: embedding_model
-- The model that a tenant's questions are compared with; NULL before the first publishing.
SELECT embedding_model FROM tenant_registry WHERE tenant_id = %(tenant_id)s::uuid;

-- name: publish_units
-- Insert or update public records. One that is due takes its vectors from unit_embeddings, by the hash of its text; any other
-- keeps the stored ones. Unchanged rows are not returned.
INSERT INTO accommodation_units_public AS unit
       (unit_id, tenant_id, name, unit_number, unit_type, description, short_description, highlights, amenities,
        pricing, photos, virtual_tour_url, metadata, embedding, embedding_fast, embedding_model)
SELECT given.unit_id, %(tenant_id)s::uuid, given.name, given.unit_number, given.unit_type, given.description,
       given.short_description, given.highlights, given.amenities, given.pricing, given.photos,
       given.virtual_tour_url, given.metadata, made.embedding, made.embedding_fast,
       CASE WHEN made.embedding_fast IS NOT NULL THEN %(model)s::text END
  FROM jsonb_to_recordset(%(units)s::jsonb) AS given (
       unit_id uuid, name text, unit_number text, unit_type text, description text, short_description text,
       highlights jsonb, amenities jsonb, pricing jsonb, photos jsonb, virtual_tour_url text, metadata jsonb,
       is_due boolean)
  LEFT JOIN unit_embeddings made
         ON given.is_due AND made.tenant_id = %(tenant_id)s::uuid AND made.model = %(model)s::text
        AND made.text_sha256 = given.metadata #>> '{published,text_sha256}'
ON CONFLICT (unit_id) DO UPDATE
   SET name = excluded.name, unit_number = excluded.unit_number, unit_type = excluded.unit_type,
       description = excluded.description, short_description = excluded.short_description,
       highlights = excluded.highlights, amenities = excluded.amenities, pricing = excluded.pricing,
       photos = excluded.photos, virtual_tour_url = excluded.virtual_tour_url, metadata = excluded.metadata,
       embedding = CASE WHEN excluded.embedding_fast IS NULL THEN unit.embedding ELSE excluded.embedding END,
       embedding_fast = coalesce(excluded.embedding_fast, unit.embedding_fast),
       embedding_model = coalesce(excluded.embedding_model, unit.embedding_model),
       is_active = true
 WHERE unit.tenant_id = excluded.tenant_id
   AND (excluded.embedding_fast IS NOT NULL
        OR (unit.name, unit.unit_number, unit.unit_type, unit.description, unit.short_description, unit.highlights,
            unit.amenities, unit.pricing, unit.photos, unit.virtual_tour_url, unit.metadata, unit.is_active)
           IS DISTINCT FROM
           (excluded.name, excluded.unit_number, excluded.unit_type, excluded.description,
            excluded.short_description, excluded.highlights, excluded.amenities, excluded.pricing, excluded.photos,
            excluded.virtual_tour_url, excluded.metadata, true))
RETURNING unit.unit_id;

-- name: hold_publishing
-- Whether this run may publish the tenant.
SELECT lobby.hold_lease(%(name)s::text, %(holder)s::text, make_interval(secs => %(seconds)s::float8));

-- name: release_publishing
SELECT lobby.release_lease(%(name)s::text, %(holder)s::text);

-- name: units_to_retire
-- How many published units the owner has taken out of service.
SELECT count(*)
  FROM accommodation_units unit
  JOIN accommodation_units_public published ON published.unit_id = unit.unit_id
 WHERE unit.tenant_id = %(tenant_id)s::uuid AND NOT unit.is_active AND published.is_active;

-- name: retire_units
-- Hide what the owner has taken out of service.
UPDATE accommodation_units_public published
   SET is_active = false
  FROM accommodation_units unit
 WHERE unit.unit_id = published.unit_id AND unit.tenant_id = %(tenant_id)s::uuid
   AND NOT unit.is_active AND published.is_active;

-- name: set_embedding_model
-- From now on the tenant's questions are compared with vectors of this model.
SELECT lobby.set_embedding_model(%(tenant_id)s::uuid, %(model)s::text);

-- name: units_by_id
-- Live units as replies show them.
SELECT unit_id, name, unit_number, unit_type, description, short_description, highlights, amenities, pricing, photos,
       virtual_tour_url, metadata, updated_at
  FROM accommodation_units_public
 WHERE tenant_id = %(tenant_id)s::uuid AND unit_id = ANY(%(unit_ids)s::uuid[]) AND is_active AND is_bookable;

-- name: match_units
-- The units nearest to a question's vector, best first; vectors of other models are not looked at. Only which version of
-- which unit: most are known from an earlier turn, and their columns are long.
SELECT unit.unit_id, unit.updated_at, found.similarity
  FROM lobby.match_units(%(tenant_id)s::uuid, %(model)s::text, %(vector)b::vector, %(threshold)s::float8,
                         %(count)s::integer) found
  JOIN accommodation_units_public unit ON unit.unit_id = found.unit_id
 ORDER BY found.similarity DESC, unit.unit_id;

-- name: home_names
-- What a tenant's live units are called.
SELECT DISTINCT name FROM accommodation_units_public u WHERE u.tenant_id = %(tenant_id)s::uuid AND u.is_active AND u.is_bookable;

-- name: places
-- The neighbourhoods and towns of a tenant's live units.
SELECT DISTINCT place
  FROM accommodation_units_public u
 CROSS JOIN LATERAL (VALUES (u.metadata -> 'location' ->> 'neighbourhood'), (u.metadata -> 'location' ->> 'city'),
                            (CASE jsonb_typeof(u.metadata -> 'location') WHEN 'string' THEN u.metadata ->> 'location' END)) p (place)
 WHERE u.tenant_id = %(tenant_id)s::uuid AND u.is_active AND u.is_bookable AND place <> '';
