-- Finding units for a turn, beyond what the catalog's own queries do.

-- name: unit_names
-- The names and places of a tenant's live units, to recognise what a guest names.
SELECT unit_id, name, concat_ws(' ', metadata -> 'location' ->> 'neighbourhood', metadata -> 'location' ->> 'city') AS place
  FROM accommodation_units_public
 WHERE tenant_id = %(tenant_id)s::uuid AND is_active AND is_bookable;

-- name: largest_capacity
-- How many guests the largest live unit takes; NULL when none says it. A capacity that is no number is passed over.
SELECT max((amenities ->> 'max_guests')::integer)
  FROM accommodation_units_public
 WHERE tenant_id = %(tenant_id)s::uuid AND is_active AND is_bookable
   AND jsonb_path_exists(amenities, '$.max_guests ? (@ > 0 && @ < 10000)');

-- name: tenant_model
-- The model of the tenant's vectors, in the transaction of a search.
SELECT embedding_model FROM tenant_registry WHERE tenant_id = %(tenant_id)s::uuid;
