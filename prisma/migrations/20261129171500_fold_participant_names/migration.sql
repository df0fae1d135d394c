-- The name of a participant as it is compared, so that a likeness is looked for in folded text and not folded anew at each question.
ALTER TABLE application_participant ADD COLUMN name_fold text NOT NULL DEFAULT '';

CREATE FUNCTION fold_participant_name() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN NEW.name_fold := public.vn_fold(NEW.name); RETURN NEW; END $$;
CREATE TRIGGER name_fold BEFORE INSERT OR UPDATE OF name ON application_participant
  FOR EACH ROW EXECUTE FUNCTION fold_participant_name();
REVOKE ALL ON FUNCTION fold_participant_name() FROM PUBLIC;

UPDATE application_participant SET name = name;
