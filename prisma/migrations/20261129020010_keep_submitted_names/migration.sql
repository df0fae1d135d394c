-- What is said of a dossier comes from the revision that stands: the organisation's name and representative as they were
-- frozen are kept beside the title, and follow the organisation only while nothing has been submitted.
ALTER TABLE application ADD COLUMN organisation_name text NOT NULL DEFAULT '';
ALTER TABLE application ADD COLUMN organisation_rep text NOT NULL DEFAULT '';

CREATE FUNCTION application_names() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.revision_id IS NULL OR NEW.organisation_name = '' THEN
    SELECT o.name, o.rep_name INTO NEW.organisation_name, NEW.organisation_rep
      FROM public.organisation o WHERE o.id = NEW.organisation_id;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER application_names BEFORE INSERT OR UPDATE OF organisation_id ON application FOR EACH ROW EXECUTE FUNCTION application_names();

CREATE FUNCTION organisation_names() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE public.application SET organisation_name = NEW.name, organisation_rep = NEW.rep_name
    WHERE organisation_id = NEW.id AND revision_id IS NULL;
  RETURN NULL;
END $$;
CREATE TRIGGER organisation_names AFTER UPDATE OF name, rep_name ON organisation FOR EACH ROW
  WHEN (OLD.name IS DISTINCT FROM NEW.name OR OLD.rep_name IS DISTINCT FROM NEW.rep_name) EXECUTE FUNCTION organisation_names();

-- Search finds a dossier by what is said of it.
CREATE OR REPLACE FUNCTION search_text_application() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.search_text := public.vn_search(NEW.title) || ' ' || public.vn_fold(coalesce(NEW.code, '')) || ' '
    || public.vn_search(NEW.organisation_name) || ' '
    || coalesce((SELECT o.tax_code FROM public.organisation o WHERE o.id = NEW.organisation_id), '');
  RETURN NEW;
END $$;
DROP TRIGGER search_text ON application;
CREATE TRIGGER search_text BEFORE INSERT OR UPDATE OF title, code, organisation_id, organisation_name ON application
  FOR EACH ROW EXECUTE FUNCTION search_text_application();

-- Dossiers that were submitted take title and names from their revision, whatever was typed or changed since.
UPDATE application a SET organisation_name = o.name, organisation_rep = o.rep_name
  FROM organisation o WHERE o.id = a.organisation_id;
UPDATE application a SET
    organisation_name = coalesce(f.frozen #>> '{organisation,name}', a.organisation_name),
    organisation_rep = coalesce(f.frozen #>> '{organisation,repName}', a.organisation_rep),
    title = coalesce(f.frozen #>> (ARRAY['answers'] || string_to_array(d.document ->> 'caseTitle', '.')), a.title)
  FROM (SELECT r.id, convert_from(r.bytes, 'UTF8')::jsonb AS frozen FROM application_revision r) f, call c, programme_definition d
  WHERE f.id = a.revision_id AND c.id = a.call_id AND d.id = c.definition_id;
