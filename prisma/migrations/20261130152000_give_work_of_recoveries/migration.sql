-- Taking somebody's factors away waits for the second administrator: work of its own, beside proposed roles.
ALTER TABLE work_item DROP CONSTRAINT work_item_subject;
ALTER TABLE work_item ADD CONSTRAINT work_item_subject CHECK (subject IN ('call', 'dossier', 'appraisal', 'council', 'seat', 'organisation', 'invitation', 'tie', 'grant', 'recovery', 'portal'));

CREATE FUNCTION work_of_recovery() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM public.mark_work('recovery', NEW.id);
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION work_of_recovery() FROM PUBLIC;
CREATE TRIGGER work_of_recovery AFTER INSERT OR UPDATE ON factor_recovery FOR EACH ROW EXECUTE FUNCTION work_of_recovery();

-- What waits already, and reserves that may move up already.
INSERT INTO work_mark (subject, subject_id)
  SELECT 'recovery', id FROM factor_recovery WHERE state IN ('asked', 'confirmed')
  UNION ALL SELECT 'call', id FROM call WHERE state = 'selected'
ON CONFLICT DO NOTHING;
