-- An appraisal may end without money: proposed with a reason, decided by somebody who did nothing else in it.

-- CreateTable
CREATE TABLE "appraisal_rejection" (
    "id" UUID NOT NULL,
    "appraisal_id" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "proposed_by" UUID,
    "proposed_at" TIMESTAMPTZ(6),
    "decided_by" UUID,
    "decided_at" TIMESTAMPTZ(6),
    "outcome" TEXT,
    "note" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "appraisal_rejection_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "appraisal_rejection_appraisal_id_idx" ON "appraisal_rejection"("appraisal_id");

-- AddForeignKey
ALTER TABLE "appraisal_rejection" ADD CONSTRAINT "appraisal_rejection_appraisal_id_fkey" FOREIGN KEY ("appraisal_id") REFERENCES "appraisal"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE appraisal DROP CONSTRAINT appraisal_state;
ALTER TABLE appraisal ADD CONSTRAINT appraisal_state CHECK (state IN ('preparing','prepared','verified','approved','rejecting','rejected'));

ALTER TABLE appraisal_rejection ADD CONSTRAINT appraisal_rejection_reason CHECK (btrim(reason) <> '');
ALTER TABLE appraisal_rejection ADD CONSTRAINT appraisal_rejection_outcome CHECK (outcome IN ('rejected','declined'));
ALTER TABLE appraisal_rejection ADD CONSTRAINT appraisal_rejection_whole CHECK (
  (proposed_by IS NULL) = (proposed_at IS NULL) AND (decided_by IS NULL) = (decided_at IS NULL) AND (decided_by IS NULL) = (outcome IS NULL)
  AND (proposed_by IS NOT NULL OR outcome = 'rejected'));
ALTER TABLE appraisal_rejection ADD CONSTRAINT appraisal_rejection_two_people CHECK (proposed_by <> decided_by);
CREATE UNIQUE INDEX appraisal_rejection_one_open ON appraisal_rejection (appraisal_id) WHERE outcome IS NULL;
CREATE UNIQUE INDEX appraisal_rejection_one_end ON appraisal_rejection (appraisal_id) WHERE outcome = 'rejected';

CREATE FUNCTION appraisal_rejection_guard() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE ap record; actor uuid;
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'a rejection is never deleted' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF TG_OP = 'UPDATE' AND (OLD.outcome IS NOT NULL OR (NEW.id, NEW.appraisal_id, NEW.reason, NEW.proposed_by, NEW.proposed_at)
      IS DISTINCT FROM (OLD.id, OLD.appraisal_id, OLD.reason, OLD.proposed_by, OLD.proposed_at)) THEN
    RAISE EXCEPTION 'a rejection can only be decided, once' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  SELECT p.appraised_version_id, p.editors, a.organisation_id INTO ap FROM appraisal p JOIN application a ON a.id = p.application_id
    WHERE p.id = NEW.appraisal_id;
  actor := coalesce(NEW.decided_by, NEW.proposed_by);
  IF NEW.outcome = 'rejected' AND (NEW.decided_by = ANY (ap.editors) OR EXISTS (SELECT 1 FROM approval_step s
      WHERE s.budget_version_id = ap.appraised_version_id AND s.person_id = NEW.decided_by)) THEN
    RAISE EXCEPTION 'one person takes one step' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF EXISTS (SELECT 1 FROM person p WHERE p.id = actor AND p.employer_id = ap.organisation_id)
      OR EXISTS (SELECT 1 FROM role_grant g WHERE g.person_id = actor AND g.scope_type = 'organisation' AND g.scope_id = ap.organisation_id::text
                 AND g.valid_from <= app_now() AND (g.valid_to IS NULL OR g.valid_to > app_now())) THEN
    RAISE EXCEPTION 'a person tied to the applicant takes no step' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER appraisal_rejection_guard BEFORE INSERT OR UPDATE OR DELETE ON appraisal_rejection FOR EACH ROW EXECUTE FUNCTION appraisal_rejection_guard();

-- Nothing is rejected without its recorded reason, and what is rejected stays so.
CREATE FUNCTION appraisal_rejected_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state = 'rejected' THEN
    RAISE EXCEPTION 'the appraisal has ended' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.state = 'rejected' AND NOT EXISTS (SELECT 1 FROM public.appraisal_rejection r WHERE r.appraisal_id = NEW.id AND r.outcome = 'rejected') THEN
    RAISE EXCEPTION 'a rejection needs its reason' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER appraisal_rejected_guard BEFORE UPDATE ON appraisal FOR EACH ROW EXECUTE FUNCTION appraisal_rejected_guard();

GRANT SELECT, INSERT, UPDATE ON appraisal_rejection TO chuan_app;
