-- What waits for whom: made to agree with `workOf` in the transaction of each change. No foreign keys: writing a piece
-- of work would lock the rows that it is about, and two verbs could wait for each other.
CREATE TABLE "work_item" (
    "id" UUID NOT NULL,
    "subject" TEXT NOT NULL,
    "subject_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "stage" TEXT NOT NULL DEFAULT '',
    "held" BOOLEAN NOT NULL DEFAULT false,
    "desk" TEXT NOT NULL DEFAULT '',
    "programme" TEXT NOT NULL DEFAULT '',
    "organisation_id" UUID,
    "applicant_id" UUID,
    "person_id" UUID,
    "address" TEXT NOT NULL DEFAULT '',
    "barred" UUID[] NOT NULL DEFAULT '{}',
    "call_id" UUID,
    "target" TEXT NOT NULL,
    "part" TEXT NOT NULL DEFAULT '',
    "bundle" TEXT NOT NULL,
    "named_as" TEXT NOT NULL,
    "named_id" UUID,
    "count" INTEGER NOT NULL DEFAULT 1,
    "since" TIMESTAMPTZ(6) NOT NULL,
    "until" TIMESTAMPTZ(6),
    "due" TIMESTAMPTZ(6),
    "provisional" BOOLEAN NOT NULL DEFAULT false,
    "opened_at" TIMESTAMPTZ(6) NOT NULL,
    "closed_at" TIMESTAMPTZ(6),
    "closed_by" UUID,
    "closed_verb" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "work_item_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "work_item_subject" CHECK ("subject" IN ('call', 'dossier', 'appraisal', 'council', 'seat', 'organisation', 'invitation', 'tie', 'grant', 'portal')),
    -- One audience each: a desk of the office, people of an organisation, a person, an address.
    CONSTRAINT "work_item_audience" CHECK (
      (("desk" <> '')::int + ("person_id" IS NOT NULL)::int + ("address" <> '')::int = 1)
      AND ("organisation_id" IS NULL OR "desk" IN ('application.read_own', 'organisation.edit'))),
    CONSTRAINT "work_item_named" CHECK ("named_as" IN ('call', 'dossier', 'lot', 'council', 'organisation', 'person', 'nothing')
      AND ("named_id" IS NULL) = ("named_as" = 'nothing')),
    CONSTRAINT "work_item_count" CHECK ("count" >= 0),
    CONSTRAINT "work_item_closed" CHECK ("closed_at" IS NOT NULL OR ("closed_by" IS NULL AND "closed_verb" = ''))
);
-- A thing gives a piece of work once at a time.
CREATE UNIQUE INDEX "work_item_open_key" ON "work_item"("subject", "subject_id", "key") WHERE closed_at IS NULL;
CREATE INDEX "work_item_desk_idx" ON "work_item"("desk", "programme") WHERE closed_at IS NULL AND organisation_id IS NULL;
CREATE INDEX "work_item_organisation_idx" ON "work_item"("organisation_id", "desk") WHERE closed_at IS NULL;
CREATE INDEX "work_item_person_idx" ON "work_item"("person_id") WHERE closed_at IS NULL;
CREATE INDEX "work_item_address_idx" ON "work_item"("address") WHERE closed_at IS NULL;
CREATE INDEX "work_item_until_idx" ON "work_item"("until") WHERE closed_at IS NULL;

-- What was done or fell away stays as it was.
CREATE FUNCTION work_item_kept() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM public.refuse_fact('a piece of work that is closed never changes', 'work_item_kept');
  RETURN NULL;
END $$;
CREATE TRIGGER work_item_kept BEFORE UPDATE ON work_item FOR EACH ROW WHEN (OLD.closed_at IS NOT NULL) EXECUTE FUNCTION work_item_kept();

-- Things whose work has to be reckoned anew, by the transaction that changed them. A verb takes its own before it
-- commits; what anything else leaves, a round of the worker takes.
CREATE TABLE "work_mark" (
    "txid" BIGINT NOT NULL DEFAULT pg_current_xact_id()::text::bigint,
    "subject" TEXT NOT NULL,
    "subject_id" UUID NOT NULL,

    CONSTRAINT "work_mark_pkey" PRIMARY KEY ("txid", "subject", "subject_id")
);

GRANT SELECT, INSERT, UPDATE ON work_item TO chuan_app;
-- Whoever takes marks locks them, which asks for the right to change them.
GRANT SELECT, INSERT, UPDATE, DELETE ON work_mark TO chuan_app;

CREATE FUNCTION mark_work(of text, id uuid) RETURNS void LANGUAGE sql SET search_path = pg_catalog, public, pg_temp AS $$
  INSERT INTO public.work_mark (subject, subject_id) SELECT of, id WHERE id IS NOT NULL ON CONFLICT DO NOTHING
$$;

-- A council and its seats, with the ties that its chair rules on.
CREATE FUNCTION mark_council_work(council uuid) RETURNS void LANGUAGE sql SET search_path = pg_catalog, public, pg_temp AS $$
  INSERT INTO public.work_mark (subject, subject_id)
    SELECT 'council', council WHERE council IS NOT NULL
    UNION ALL SELECT 'seat', m.id FROM public.council_member m WHERE m.council_id = council
    UNION ALL SELECT 'tie', f.id FROM public.tie_finding f JOIN public.council_member m ON m.id = f.member_id
      WHERE m.council_id = council AND f.ruling IS NULL AND f.withdrawn_at IS NULL
  ON CONFLICT DO NOTHING
$$;

CREATE FUNCTION work_changed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
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
        IF 'in_review' IN (fact ->> 'state', was ->> 'state') THEN
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
REVOKE ALL ON FUNCTION mark_work(text, uuid), mark_council_work(uuid), work_changed(), work_item_kept() FROM PUBLIC;

-- Only what work is reckoned from: saving a draft changes none of it.
CREATE TRIGGER work_changed AFTER INSERT OR DELETE ON application FOR EACH ROW EXECUTE FUNCTION work_changed();
CREATE TRIGGER work_changed_on_update AFTER UPDATE ON application FOR EACH ROW
  WHEN ((OLD.state, OLD.replacing, OLD.organisation_id, OLD.submitted_at) IS DISTINCT FROM (NEW.state, NEW.replacing, NEW.organisation_id, NEW.submitted_at)) EXECUTE FUNCTION work_changed();
CREATE TRIGGER work_changed AFTER INSERT ON call FOR EACH ROW EXECUTE FUNCTION work_changed();
CREATE TRIGGER work_changed_on_update AFTER UPDATE ON call FOR EACH ROW
  WHEN ((OLD.code, OLD.state, OLD.opens_at, OLD.closes_at, OLD.opened_at, OLD.definition_id) IS DISTINCT FROM (NEW.code, NEW.state, NEW.opens_at, NEW.closes_at, NEW.opened_at, NEW.definition_id)) EXECUTE FUNCTION work_changed();
CREATE TRIGGER work_changed AFTER INSERT OR UPDATE OR DELETE ON validity_check FOR EACH ROW EXECUTE FUNCTION work_changed();
CREATE TRIGGER work_changed AFTER INSERT OR DELETE ON site_survey FOR EACH ROW EXECUTE FUNCTION work_changed();
CREATE TRIGGER work_changed_on_update AFTER UPDATE ON site_survey FOR EACH ROW
  WHEN (OLD.finished_at IS DISTINCT FROM NEW.finished_at) EXECUTE FUNCTION work_changed();
CREATE TRIGGER work_changed AFTER INSERT ON official_record FOR EACH ROW
  WHEN (NEW.kind = 'result_letter') EXECUTE FUNCTION work_changed();
CREATE TRIGGER work_changed AFTER INSERT OR UPDATE ON council FOR EACH ROW EXECUTE FUNCTION work_changed();
CREATE TRIGGER work_changed AFTER INSERT OR UPDATE OR DELETE ON council_member FOR EACH ROW EXECUTE FUNCTION work_changed();
CREATE TRIGGER work_changed AFTER INSERT OR UPDATE OR DELETE ON conflict_declaration FOR EACH ROW EXECUTE FUNCTION work_changed();
CREATE TRIGGER work_changed AFTER INSERT OR DELETE ON score_sheet FOR EACH ROW EXECUTE FUNCTION work_changed();
CREATE TRIGGER work_changed_on_update AFTER UPDATE ON score_sheet FOR EACH ROW
  WHEN (OLD.state IS DISTINCT FROM NEW.state) EXECUTE FUNCTION work_changed();
CREATE TRIGGER work_changed AFTER INSERT OR DELETE ON review_session FOR EACH ROW EXECUTE FUNCTION work_changed();
CREATE TRIGGER work_changed_on_update AFTER UPDATE ON review_session FOR EACH ROW
  WHEN ((OLD.state, OLD.council_id, OLD.scheduled_at, OLD.opened_at, OLD.tallied_at, OLD.closed_at) IS DISTINCT FROM (NEW.state, NEW.council_id, NEW.scheduled_at, NEW.opened_at, NEW.tallied_at, NEW.closed_at)) EXECUTE FUNCTION work_changed();
CREATE TRIGGER work_changed AFTER INSERT OR UPDATE OR DELETE ON attendance FOR EACH ROW EXECUTE FUNCTION work_changed();
CREATE TRIGGER work_changed AFTER INSERT OR UPDATE ON selection FOR EACH ROW EXECUTE FUNCTION work_changed();
CREATE TRIGGER work_changed AFTER INSERT ON appraisal FOR EACH ROW EXECUTE FUNCTION work_changed();
CREATE TRIGGER work_changed_on_update AFTER UPDATE ON appraisal FOR EACH ROW
  WHEN ((OLD.state, OLD.editors, OLD.chain_id, OLD.appraised_version_id) IS DISTINCT FROM (NEW.state, NEW.editors, NEW.chain_id, NEW.appraised_version_id)) EXECUTE FUNCTION work_changed();
CREATE TRIGGER work_changed AFTER INSERT OR UPDATE ON appraisal_rejection FOR EACH ROW EXECUTE FUNCTION work_changed();
CREATE TRIGGER work_changed AFTER INSERT OR UPDATE ON approval_step FOR EACH ROW EXECUTE FUNCTION work_changed();
CREATE TRIGGER work_changed AFTER INSERT ON organisation FOR EACH ROW EXECUTE FUNCTION work_changed();
CREATE TRIGGER work_changed_on_update AFTER UPDATE ON organisation FOR EACH ROW
  WHEN ((OLD.standing, OLD.ruling_id) IS DISTINCT FROM (NEW.standing, NEW.ruling_id)) EXECUTE FUNCTION work_changed();
CREATE TRIGGER work_changed AFTER INSERT OR UPDATE OR DELETE ON organisation_paper FOR EACH ROW EXECUTE FUNCTION work_changed();
CREATE TRIGGER work_changed AFTER INSERT OR UPDATE ON organisation_change FOR EACH ROW EXECUTE FUNCTION work_changed();
CREATE TRIGGER work_changed AFTER INSERT OR UPDATE OR DELETE ON membership_invitation FOR EACH ROW EXECUTE FUNCTION work_changed();
CREATE TRIGGER work_changed AFTER INSERT OR UPDATE ON tie_finding FOR EACH ROW EXECUTE FUNCTION work_changed();
CREATE TRIGGER work_changed AFTER INSERT OR UPDATE ON grant_proposal FOR EACH ROW EXECUTE FUNCTION work_changed();
CREATE TRIGGER work_changed AFTER INSERT OR UPDATE OR DELETE ON calendar_day FOR EACH ROW EXECUTE FUNCTION work_changed();
CREATE TRIGGER work_changed AFTER INSERT OR UPDATE OR DELETE ON calendar_confirmation FOR EACH ROW EXECUTE FUNCTION work_changed();

-- What waits already: the worker reckons it at its first start after this migration.
INSERT INTO work_mark (subject, subject_id)
  SELECT 'call', id FROM call UNION ALL SELECT 'dossier', id FROM application UNION ALL SELECT 'appraisal', id FROM appraisal
  UNION ALL SELECT 'council', id FROM council UNION ALL SELECT 'seat', id FROM council_member
  UNION ALL SELECT 'organisation', id FROM organisation UNION ALL SELECT 'invitation', id FROM membership_invitation
  UNION ALL SELECT 'tie', id FROM tie_finding UNION ALL SELECT 'grant', id FROM grant_proposal;
