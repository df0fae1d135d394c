-- What shows nothing (zero width, turning, soft hyphens, tags, fillers) is no part of what is searched and compared.
-- The twin of `fold` and of UNSEEN in domain/shared; a test runs both over the same cases.
CREATE OR REPLACE FUNCTION vn_fold(input text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
AS $$ SELECT btrim(regexp_replace(lower(public.unaccent('public.unaccent'::regdictionary, lower(normalize(
  regexp_replace(input, '[\u00AD\u034F\u061C\u115F\u1160\u17B4\u17B5\u180B-\u180F\u200B-\u200F\u202A-\u202E\u2060-\u206F\u2800\u3164\uFE00-\uFE0F\uFEFF\uFFA0\uFFF0-\uFFFB\U0001BCA0-\U0001BCA3\U0001D173-\U0001D17A\U000E0000-\U000E0FFF]', '', 'g'),
  NFC)))), '\s+', ' ', 'g')) $$;

-- The triggers write the column anew; an application reads its organisation's, so organisations come first.
UPDATE organisation SET name = name;
UPDATE person SET full_name = full_name;
UPDATE call SET code = code;
UPDATE application SET title = title;
