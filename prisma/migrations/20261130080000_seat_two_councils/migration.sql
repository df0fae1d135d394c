-- A call may have two councils, each at a stage of its flow: one that screens, and the one that decides. Every council,
-- session and count that there is belongs to the only stage that there was.
ALTER TABLE "council" ADD COLUMN "stage" TEXT NOT NULL DEFAULT 'council';
ALTER TABLE "review_session" ADD COLUMN "stage" TEXT NOT NULL DEFAULT 'council';
ALTER TABLE "official_record" ADD COLUMN "council_id" UUID;
ALTER TABLE council ADD CONSTRAINT council_stage CHECK (stage IN ('screening', 'council'));

DROP INDEX council_one_a_call;
CREATE UNIQUE INDEX council_one_a_stage ON council (call_id, stage) WHERE state <> 'dissolved';
CREATE UNIQUE INDEX "council_id_stage_key" ON "council"("id", "stage");
DROP INDEX "review_session_lot_id_key";
CREATE UNIQUE INDEX "review_session_lot_id_stage_key" ON "review_session"("lot_id", "stage");
ALTER TABLE "review_session" DROP CONSTRAINT "review_session_council_id_fkey";
ALTER TABLE "review_session" ADD CONSTRAINT "review_session_council_id_stage_fkey" FOREIGN KEY ("council_id", "stage") REFERENCES "council"("id", "stage") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "tally" DROP CONSTRAINT "tally_pkey", ADD CONSTRAINT "tally_pkey" PRIMARY KEY ("session_id", "application_id");
DROP INDEX "tally_session_id_idx";
CREATE INDEX "tally_application_id_idx" ON "tally"("application_id");

-- Whose minutes they are; of what was issued before there was one council a call.
ALTER TABLE official_record DISABLE TRIGGER USER;
UPDATE official_record r SET council_id = s.council_id FROM review_session s WHERE r.kind = 'tally_minutes' AND s.lot_id = r.lot_id;
ALTER TABLE official_record ENABLE TRIGGER USER;

-- ------------------------------------------------------------------ a stage stays
DROP TRIGGER whole_stays ON council;
CREATE TRIGGER whole_stays BEFORE UPDATE ON council FOR EACH ROW EXECUTE FUNCTION whole_stays('call_id', 'stage');
DROP TRIGGER whole_stays ON review_session;
CREATE TRIGGER whole_stays BEFORE UPDATE ON review_session FOR EACH ROW EXECUTE FUNCTION whole_stays('lot_id', 'stage');

-- ------------------------------------------------------------------ nothing of one council is counted in the other
CREATE FUNCTION session_member_seated() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM public.review_session s JOIN public.council_member m ON m.council_id = s.council_id
      WHERE s.id = NEW.session_id AND m.id = NEW.member_id) THEN
    PERFORM public.refuse_fact('the member is of another council', 'review_session_member');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER session_member_seated BEFORE INSERT OR UPDATE ON attendance FOR EACH ROW EXECUTE FUNCTION session_member_seated();
CREATE TRIGGER session_member_seated BEFORE INSERT OR UPDATE ON ballot_ruling FOR EACH ROW EXECUTE FUNCTION session_member_seated();

-- ------------------------------------------------------------------ the states of a screening
ALTER TABLE application DROP CONSTRAINT application_state;
ALTER TABLE application ADD CONSTRAINT application_state CHECK (state IN ('draft','submitted','withdrawn','valid','invalid','in_screening','screened','screened_out','in_review','recommended','reserve','not_recommended','in_appraisal','approved','rejected','accepted','declined'));

CREATE OR REPLACE FUNCTION application_steps() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF NOT public.bound_to_steps(TG_RELID) THEN RETURN NEW; END IF;
  IF (NEW.id, NEW.call_id, NEW.created_by, NEW.created_at) IS DISTINCT FROM (OLD.id, OLD.call_id, OLD.created_by, OLD.created_at)
     OR (NEW.organisation_id <> OLD.organisation_id AND NOT public.merged_into(OLD.organisation_id, NEW.organisation_id))
     OR (OLD.code IS NOT NULL AND (NEW.code, NEW.lot_id) IS DISTINCT FROM (OLD.code, OLD.lot_id)) THEN
    PERFORM public.refuse_fact('a dossier stays with its call, lot and organisation', 'application_stays');
  END IF;
  IF NEW.state <> OLD.state AND (OLD.state, NEW.state) NOT IN (('draft', 'submitted'), ('draft', 'withdrawn'), ('submitted', 'withdrawn'),
      ('submitted', 'valid'), ('submitted', 'invalid'), ('valid', 'in_review'), ('valid', 'invalid'), ('valid', 'accepted'), ('valid', 'declined'),
      ('invalid', 'valid'), ('in_review', 'recommended'), ('in_review', 'reserve'), ('in_review', 'not_recommended'), ('in_review', 'valid'),
      ('valid', 'in_screening'), ('in_screening', 'valid'), ('in_screening', 'screened'), ('in_screening', 'screened_out'), ('screened', 'in_review'), ('in_review', 'screened'),
      ('recommended', 'in_appraisal'), ('reserve', 'recommended'), ('in_appraisal', 'approved'), ('in_appraisal', 'rejected')) THEN
    PERFORM public.refuse_fact(format('a dossier does not go from %s to %s', OLD.state, NEW.state), 'application_step');
  END IF;
  -- What a screening came to is said by its closed session.
  IF NEW.state <> OLD.state AND OLD.state = 'in_screening' AND NEW.state <> 'valid' AND NOT EXISTS (SELECT 1 FROM public.review_session s
      WHERE s.lot_id = NEW.lot_id AND s.stage = 'screening' AND s.state = 'closed') THEN
    PERFORM public.refuse_fact('the screening has not closed', 'application_screened');
  END IF;
  -- When and what was submitted is what its revision says.
  IF (NEW.revision_id, NEW.submitted_at) IS DISTINCT FROM (OLD.revision_id, OLD.submitted_at) AND NOT EXISTS (
      SELECT 1 FROM public.application_revision r WHERE r.id = NEW.revision_id AND r.application_id = NEW.id AND r.submitted_at = NEW.submitted_at
        AND r.number = (SELECT max(number) FROM public.application_revision WHERE application_id = NEW.id)) THEN
    PERFORM public.refuse_fact('submitted is what a revision says', 'application_submitted');
  END IF;
  RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION organisation_named() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF public.bound_to_steps(TG_RELID) AND (NEW.name, NEW.rep_name) IS DISTINCT FROM (OLD.name, OLD.rep_name)
     AND EXISTS (SELECT 1 FROM public.application a WHERE a.organisation_id = NEW.id
       AND a.state IN ('submitted', 'valid', 'in_screening', 'screened', 'in_review', 'recommended', 'reserve', 'in_appraisal'))
     AND NOT EXISTS (SELECT 1 FROM public.organisation_ruling r WHERE r.organisation_id = NEW.id AND r.version = OLD.version
       AND r.kind IN ('corrected', 'changed') AND r.after ->> 'name' = NEW.name AND r.after ->> 'repName' = NEW.rep_name) THEN
    PERFORM public.refuse_fact('the name of who has dossiers under way changes by a ruling', 'organisation_named');
  END IF;
  RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION work_changed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  fact jsonb;
  was jsonb;
BEGIN
  fact := to_jsonb(CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END);
  was := CASE WHEN TG_OP = 'UPDATE' THEN to_jsonb(OLD) ELSE '{}' END;
  CASE TG_TABLE_NAME
    WHEN 'application' THEN
      PERFORM public.mark_work('dossier', (fact ->> 'id')::uuid);
      IF (was ->> 'state') IS DISTINCT FROM (fact ->> 'state') OR TG_OP = 'DELETE' THEN
        PERFORM public.mark_work('cases', (fact ->> 'call_id')::uuid);
        IF ARRAY[fact ->> 'state', was ->> 'state'] && ARRAY['in_screening', 'in_review'] THEN
          PERFORM public.mark_council_work(s.council_id) FROM public.review_session s WHERE s.lot_id = (fact ->> 'lot_id')::uuid;
        END IF;
      END IF;
    WHEN 'call' THEN
      PERFORM public.mark_work('call', (fact ->> 'id')::uuid);
      IF TG_OP = 'UPDATE' THEN
        INSERT INTO public.work_mark (subject, subject_id)
          SELECT 'dossier', a.id FROM public.application a WHERE a.call_id = (fact ->> 'id')::uuid ON CONFLICT DO NOTHING;
        INSERT INTO public.work_mark (subject, subject_id)
          SELECT 'council', k.id FROM public.council k WHERE k.call_id = (fact ->> 'id')::uuid ON CONFLICT DO NOTHING;
      END IF;
    WHEN 'validity_check', 'site_survey', 'official_record' THEN
      PERFORM public.mark_work('dossier', (fact ->> 'application_id')::uuid);
    WHEN 'council' THEN
      PERFORM public.mark_work('call', (fact ->> 'call_id')::uuid);
      PERFORM public.mark_council_work((fact ->> 'id')::uuid);
    WHEN 'council_member' THEN
      PERFORM public.mark_council_work((fact ->> 'council_id')::uuid);
    WHEN 'conflict_declaration' THEN
      PERFORM public.mark_council_work(m.council_id) FROM public.council_member m WHERE m.id = (fact ->> 'member_id')::uuid;
    WHEN 'score_sheet' THEN
      PERFORM public.mark_work('seat', (fact ->> 'member_id')::uuid);
    WHEN 'review_session' THEN
      PERFORM public.mark_work('call', l.call_id) FROM public.lot l WHERE l.id = (fact ->> 'lot_id')::uuid;
      PERFORM public.mark_council_work((fact ->> 'council_id')::uuid);
      -- Whether a site may still be visited follows the session.
      IF (was ->> 'state') IS DISTINCT FROM (fact ->> 'state') THEN
        PERFORM public.mark_work('dossier', a.id) FROM public.application a WHERE a.lot_id = (fact ->> 'lot_id')::uuid;
      END IF;
    WHEN 'attendance' THEN
      PERFORM public.mark_work('seat', (fact ->> 'member_id')::uuid);
    WHEN 'selection' THEN
      PERFORM public.mark_work('call', (fact ->> 'call_id')::uuid);
    WHEN 'appraisal' THEN
      PERFORM public.mark_work('appraisal', (fact ->> 'id')::uuid);
    WHEN 'appraisal_rejection' THEN
      PERFORM public.mark_work('appraisal', (fact ->> 'appraisal_id')::uuid);
    WHEN 'approval_step' THEN
      PERFORM public.mark_work('appraisal', p.id) FROM public.appraisal p WHERE p.appraised_version_id = (fact ->> 'budget_version_id')::uuid;
    WHEN 'organisation' THEN
      PERFORM public.mark_work('organisation', (fact ->> 'id')::uuid);
    WHEN 'organisation_paper', 'organisation_change' THEN
      PERFORM public.mark_work('organisation', (fact ->> 'organisation_id')::uuid);
    WHEN 'membership_invitation' THEN
      PERFORM public.mark_work('invitation', (fact ->> 'id')::uuid);
    WHEN 'tie_finding' THEN
      PERFORM public.mark_work('tie', (fact ->> 'id')::uuid);
    WHEN 'grant_proposal' THEN
      PERFORM public.mark_work('grant', (fact ->> 'id')::uuid);
    WHEN 'calendar_day', 'calendar_confirmation' THEN
      -- Terms end on another day now: whatever has one.
      INSERT INTO public.work_mark (subject, subject_id)
        SELECT 'call', c.id FROM public.call c WHERE c.state NOT IN ('concluded', 'cancelled')
        UNION ALL SELECT 'appraisal', p.id FROM public.appraisal p WHERE p.state NOT IN ('approved', 'rejected')
      ON CONFLICT DO NOTHING;
  END CASE;
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION session_member_seated() FROM PUBLIC;
