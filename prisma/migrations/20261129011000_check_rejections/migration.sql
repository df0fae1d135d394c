-- A refusal of money goes through the same three people as an approval: proposed, checked, decided.

ALTER TABLE "appraisal_rejection" ADD COLUMN "checked_at" TIMESTAMPTZ(6), ADD COLUMN "checked_by" UUID;

ALTER TABLE appraisal DROP CONSTRAINT appraisal_state;
ALTER TABLE appraisal ADD CONSTRAINT appraisal_state CHECK (state IN ('preparing','prepared','verified','approved','rejecting','rejection_checked','rejected'));

ALTER TABLE appraisal_rejection ADD CONSTRAINT appraisal_rejection_checked_whole CHECK (
  (checked_by IS NULL) = (checked_at IS NULL) AND (checked_by IS NULL OR proposed_by IS NOT NULL));
ALTER TABLE appraisal_rejection ADD CONSTRAINT appraisal_rejection_three_people CHECK (
  checked_by <> proposed_by AND checked_by <> decided_by);

CREATE FUNCTION public.appraisal_rejection_check_guard() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE ap record;
BEGIN
  IF TG_OP = 'UPDATE' AND OLD.checked_by IS NOT NULL
      AND (NEW.checked_by, NEW.checked_at) IS DISTINCT FROM (OLD.checked_by, OLD.checked_at) THEN
    RAISE EXCEPTION 'a rejection is checked once' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'appraisal_rejection_checked_once';
  END IF;
  IF NEW.outcome = 'rejected' AND NEW.proposed_by IS NOT NULL AND NEW.checked_by IS NULL
      AND (TG_OP = 'INSERT' OR OLD.outcome IS NULL) THEN
    RAISE EXCEPTION 'a proposed rejection is checked before it is decided' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'appraisal_rejection_checked_first';
  END IF;
  IF NEW.checked_by IS NOT NULL AND (TG_OP = 'INSERT' OR OLD.checked_by IS NULL) THEN
    SELECT p.editors, a.organisation_id INTO ap FROM public.appraisal p JOIN public.application a ON a.id = p.application_id
      WHERE p.id = NEW.appraisal_id;
    IF NEW.checked_by = ANY (ap.editors) THEN
      RAISE EXCEPTION 'one person takes one step' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'appraisal_rejection_checker_edited';
    END IF;
    IF EXISTS (SELECT 1 FROM public.person p WHERE p.id = NEW.checked_by AND p.employer_id = ap.organisation_id)
        OR EXISTS (SELECT 1 FROM public.role_grant g WHERE g.person_id = NEW.checked_by AND g.scope_type = 'organisation' AND g.scope_id = ap.organisation_id::text
                   AND g.valid_from <= public.app_now() AND (g.valid_to IS NULL OR g.valid_to > public.app_now())) THEN
      RAISE EXCEPTION 'a person tied to the applicant takes no step' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'appraisal_rejection_checker_tied';
    END IF;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER appraisal_rejection_check_guard BEFORE INSERT OR UPDATE ON appraisal_rejection FOR EACH ROW EXECUTE FUNCTION public.appraisal_rejection_check_guard();
REVOKE EXECUTE ON FUNCTION public.appraisal_rejection_check_guard() FROM PUBLIC;
