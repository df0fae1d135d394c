-- Who signs money, in which order: versions of a chain of the office, each in force from a day on. Steps of one turn are
-- taken in any order.
CREATE TABLE "approval_chain" (
    "id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "title_vi" TEXT NOT NULL,
    "title_en" TEXT NOT NULL DEFAULT '',
    "steps" INTEGER NOT NULL,
    "valid_from" TIMESTAMPTZ(6) NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "approval_chain_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "approval_chain_named" CHECK ("key" ~ '^[a-z][a-z0-9_]{1,39}$' AND "title_vi" <> ''),
    CONSTRAINT "approval_chain_length" CHECK ("steps" BETWEEN 3 AND 10)
);
CREATE UNIQUE INDEX "approval_chain_key_version_key" ON "approval_chain"("key", "version");
CREATE UNIQUE INDEX "approval_chain_key_valid_from_key" ON "approval_chain"("key", "valid_from");

CREATE TABLE "approval_chain_step" (
    "chain_id" UUID NOT NULL,
    "step_no" INTEGER NOT NULL,
    "turn" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "label_vi" TEXT NOT NULL,
    "label_en" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "approval_chain_step_pkey" PRIMARY KEY ("chain_id", "step_no"),
    CONSTRAINT "approval_chain_step_number" CHECK ("step_no" BETWEEN 0 AND 9 AND "turn" BETWEEN 0 AND 9 AND "label_vi" <> ''),
    -- Twin of `signingAction`: the roles that the permission table lets take a step of the kind.
    CONSTRAINT "approval_chain_step_role" CHECK (
      ("kind" = 'prepared' AND "role" = 'finance_officer')
      OR ("kind" = 'verified' AND "role" IN ('finance_head', 'measurement_officer', 'science_officer'))
      OR ("kind" = 'approved' AND "role" = 'director'))
);
CREATE UNIQUE INDEX "approval_chain_step_chain_id_label_vi_key" ON "approval_chain_step"("chain_id", "label_vi");
ALTER TABLE "approval_chain_step" ADD CONSTRAINT "approval_chain_step_chain_id_fkey" FOREIGN KEY ("chain_id") REFERENCES "approval_chain"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- A chain is written whole, in one transaction, and never changes: twin of `chainProblems`.
CREATE FUNCTION approval_chain_whole() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE of_chain uuid; said int; held record;
BEGIN
  of_chain := CASE TG_TABLE_NAME WHEN 'approval_chain' THEN (to_jsonb(NEW) ->> 'id')::uuid ELSE (to_jsonb(NEW) ->> 'chain_id')::uuid END;
  SELECT steps INTO said FROM public.approval_chain WHERE id = of_chain;
  SELECT count(*) AS steps, min(step_no) AS first, max(step_no) AS last,
      count(*) FILTER (WHERE kind = 'prepared') AS prepared, count(*) FILTER (WHERE kind = 'approved') AS approved,
      bool_and((kind = 'prepared') = (step_no = 0)) AS begins, bool_and((kind = 'approved') = (step_no = said - 1)) AS ends
    INTO held FROM public.approval_chain_step WHERE chain_id = of_chain;
  IF held.steps <> said OR held.first <> 0 OR held.last <> said - 1 OR held.prepared <> 1 OR held.approved <> 1 OR NOT held.begins OR NOT held.ends THEN
    PERFORM public.refuse_fact('a chain is whole: one maker first, checkers, one approver last', 'approval_chain_whole');
  END IF;
  IF EXISTS (SELECT 1 FROM public.approval_chain_step a JOIN public.approval_chain_step b ON b.chain_id = a.chain_id AND b.step_no > a.step_no
      WHERE a.chain_id = of_chain AND (b.turn < a.turn OR (b.turn = a.turn AND (a.kind <> 'verified' OR b.kind <> 'verified')))) THEN
    PERFORM public.refuse_fact('only checks share a turn, and turns follow the steps', 'approval_chain_turns');
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER approval_chain_whole AFTER INSERT ON approval_chain DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION approval_chain_whole();
CREATE CONSTRAINT TRIGGER approval_chain_whole AFTER INSERT ON approval_chain_step DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION approval_chain_whole();

CREATE FUNCTION approval_chain_kept() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM public.refuse_fact('a chain never changes; a new version follows it', 'approval_chain_kept');
  RETURN NULL;
END $$;
CREATE TRIGGER approval_chain_kept BEFORE UPDATE OR DELETE ON approval_chain FOR EACH ROW EXECUTE FUNCTION approval_chain_kept();
CREATE TRIGGER approval_chain_kept BEFORE UPDATE OR DELETE ON approval_chain_step FOR EACH ROW EXECUTE FUNCTION approval_chain_kept();

GRANT SELECT, INSERT ON approval_chain, approval_chain_step TO chuan_app;

-- The chains of today.
INSERT INTO approval_chain (id, key, version, title_vi, title_en, steps, valid_from, created_at) VALUES
  ('0193a000-0000-7000-8000-000000000001', 'map', 1, 'Ký kinh phí Chương trình đảm bảo đo lường', 'Signatures of the measurement assurance programme', 3, '2000-01-01', '2000-01-01'),
  ('0193a000-0000-7000-8000-000000000002', 'task', 1, 'Ký kinh phí nhiệm vụ khoa học và công nghệ', 'Signatures of science and technology tasks', 3, '2000-01-01', '2000-01-01');
INSERT INTO approval_chain_step (chain_id, step_no, turn, kind, role, label_vi, label_en)
  SELECT c.id, s.step_no, s.step_no, s.kind, s.role, s.label_vi, s.label_en FROM approval_chain c CROSS JOIN (VALUES
    (0, 'prepared', 'finance_officer', 'Chuyên viên tài chính lập', 'Prepared by the finance officer'),
    (1, 'verified', 'finance_head', 'Trưởng phòng Kế hoạch – Tài chính kiểm tra', 'Verified by the head of Planning and Finance'),
    (2, 'approved', 'director', 'Giám đốc Sở phê duyệt', 'Approved by the director')) AS s (step_no, kind, role, label_vi, label_en);

-- Chains that stored definitions hold themselves, where they are others: versions under the name of their programme.
CREATE TEMPORARY TABLE kept_chain AS
  SELECT gen_random_uuid() AS id, g.*, (SELECT jsonb_agg(jsonb_build_array(l.link -> 'step', l.link -> 'kind', l.link -> 'role') ORDER BY l.link -> 'step')
    FROM jsonb_array_elements(g.links) AS l (link)) AS signs
  FROM (SELECT lower(d.key) AS key, d.links, min(d.created_at) AS since, min(d.version) AS first
    FROM (SELECT key, version, created_at, document #> '{workflow,approvalChain}' AS links FROM programme_definition) d
    WHERE CASE jsonb_typeof(d.links) WHEN 'array' THEN jsonb_array_length(d.links) >= 3 ELSE false END GROUP BY 1, 2) g;
UPDATE kept_chain k SET id = c.id FROM approval_chain c WHERE c.key = k.key AND k.signs = (
  SELECT jsonb_agg(jsonb_build_array(s.step_no, s.kind, s.role) ORDER BY s.step_no) FROM approval_chain_step s WHERE s.chain_id = c.id);
INSERT INTO approval_chain (id, key, version, title_vi, steps, valid_from, created_at)
  SELECT k.id, k.key, coalesce((SELECT max(version) FROM approval_chain c WHERE c.key = k.key), 0) + row_number() OVER (PARTITION BY k.key ORDER BY k.first),
    'Ký kinh phí ' || upper(k.key), jsonb_array_length(k.links), k.since + row_number() OVER (PARTITION BY k.key ORDER BY k.first) * interval '1 microsecond', k.since
  FROM kept_chain k WHERE NOT EXISTS (SELECT 1 FROM approval_chain c WHERE c.id = k.id);
INSERT INTO approval_chain_step (chain_id, step_no, turn, kind, role, label_vi, label_en)
  SELECT k.id, (l.link ->> 'step')::int, (l.link ->> 'step')::int, l.link ->> 'kind', l.link ->> 'role', l.link #>> '{label,vi}', coalesce(l.link #>> '{label,en}', '')
  FROM kept_chain k CROSS JOIN LATERAL jsonb_array_elements(k.links) AS l (link)
  WHERE NOT EXISTS (SELECT 1 FROM approval_chain_step s WHERE s.chain_id = k.id);
SET CONSTRAINTS ALL IMMEDIATE;
SET CONSTRAINTS ALL DEFERRED;

-- A case keeps the version that was in force when its appraisal began; those of before, the one of their definition.
ALTER TABLE "appraisal" ADD COLUMN "chain_id" UUID;
UPDATE appraisal p SET chain_id = k.id FROM application a JOIN call c ON c.id = a.call_id JOIN programme_definition d ON d.id = c.definition_id
  JOIN kept_chain k ON k.key = lower(d.key) AND k.links = d.document #> '{workflow,approvalChain}' WHERE a.id = p.application_id;
DROP TABLE kept_chain;
ALTER TABLE "appraisal" ALTER COLUMN "chain_id" SET NOT NULL;
ALTER TABLE "appraisal" ADD CONSTRAINT "appraisal_chain_id_fkey" FOREIGN KEY ("chain_id") REFERENCES "approval_chain"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE FUNCTION appraisal_chain() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF NOT public.bound_to_steps(TG_RELID) THEN RETURN NEW; END IF;
  IF TG_OP = 'UPDATE' THEN
    IF NEW.chain_id <> OLD.chain_id THEN
      PERFORM public.refuse_fact('an appraisal keeps its chain', 'appraisal_chain_stays');
    END IF;
    RETURN NEW;
  END IF;
  IF NOT EXISTS (SELECT 1 FROM public.approval_chain c WHERE c.id = NEW.chain_id AND c.valid_from <= public.app_now() AND NOT EXISTS (
      SELECT 1 FROM public.approval_chain later WHERE later.key = c.key AND later.valid_from > c.valid_from AND later.valid_from <= public.app_now())) THEN
    PERFORM public.refuse_fact('the chain is not the one in force', 'appraisal_chain_in_force');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER appraisal_chain BEFORE INSERT OR UPDATE ON appraisal FOR EACH ROW EXECUTE FUNCTION appraisal_chain();

-- ------------------------------------------------------------------ signatures follow the rows of the chain
ALTER TABLE approval_step DROP CONSTRAINT approval_step_kind;

CREATE OR REPLACE FUNCTION public.approval_step_guard() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE v record; due record; tied boolean;
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'approval steps are never deleted' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF TG_OP = 'UPDATE' THEN
    IF OLD.revoked_at IS NOT NULL OR NEW.revoked_at IS NULL OR (NEW.id, NEW.budget_version_id, NEW.step_no, NEW.kind, NEW.person_id, NEW.seen_hash, NEW.at)
        IS DISTINCT FROM (OLD.id, OLD.budget_version_id, OLD.step_no, OLD.kind, OLD.person_id, OLD.seen_hash, OLD.at) THEN
      RAISE EXCEPTION 'an approval step can only be revoked' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
  END IF;
  SELECT bv.hash, bv.frozen_at, a.organisation_id INTO v FROM public.budget_version bv JOIN public.budget b ON b.id = bv.budget_id
    JOIN public.application a ON a.id = b.application_id WHERE bv.id = NEW.budget_version_id FOR UPDATE OF bv;
  IF v.hash IS NULL OR v.hash <> NEW.seen_hash THEN
    PERFORM public.refuse_fact('approval on stale figures', 'approval_step_hash');
  END IF;
  IF v.frozen_at IS NOT NULL THEN
    RAISE EXCEPTION 'the budget version is frozen' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  SELECT s.chain_id, s.turn, s.kind INTO due FROM public.appraisal p JOIN public.approval_chain_step s ON s.chain_id = p.chain_id
    WHERE p.appraised_version_id = NEW.budget_version_id AND s.step_no = NEW.step_no;
  IF due.chain_id IS NULL OR due.kind <> NEW.kind THEN
    PERFORM public.refuse_fact('the step is not one of the chain', 'approval_step_kind');
  END IF;
  IF EXISTS (SELECT 1 FROM public.approval_chain_step c WHERE c.chain_id = due.chain_id AND c.turn < due.turn AND NOT EXISTS (
      SELECT 1 FROM public.approval_step t WHERE t.budget_version_id = NEW.budget_version_id AND t.step_no = c.step_no AND t.revoked_at IS NULL)) THEN
    PERFORM public.refuse_fact('approval out of order', 'approval_step_order');
  END IF;
  IF EXISTS (SELECT 1 FROM public.approval_step WHERE budget_version_id = NEW.budget_version_id AND person_id = NEW.person_id AND step_no <> NEW.step_no)
      OR (due.kind <> 'prepared' AND EXISTS (SELECT 1 FROM public.appraisal ap WHERE ap.appraised_version_id = NEW.budget_version_id AND NEW.person_id = ANY (ap.editors))) THEN
    PERFORM public.refuse_fact('one person takes one step', 'approval_step_one_person');
  END IF;
  SELECT EXISTS (SELECT 1 FROM public.person p WHERE p.id = NEW.person_id AND p.employer_id = v.organisation_id)
      OR EXISTS (SELECT 1 FROM public.role_grant g WHERE g.person_id = NEW.person_id AND g.scope_type = 'organisation' AND g.scope_id = v.organisation_id::text
                 AND g.valid_from <= public.app_now() AND (g.valid_to IS NULL OR g.valid_to > public.app_now())) INTO tied;
  IF tied THEN
    PERFORM public.refuse_fact('a person tied to the applicant takes no step', 'approval_step_tied');
  END IF;
  RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION approval_step_of_chain() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF (SELECT frozen_at FROM public.budget_version WHERE id = OLD.budget_version_id) IS NOT NULL THEN
      PERFORM public.refuse_fact('the budget version is frozen', 'budget_version_frozen');
    END IF;
    RETURN NEW;
  END IF;
  IF NEW.at NOT BETWEEN public.app_now() - interval '10 minutes' AND public.app_now() OR NEW.revoked_at IS NOT NULL THEN
    PERFORM public.refuse_fact('a signature is given now', 'approval_step_now');
  END IF;
  IF NOT EXISTS (
      SELECT 1 FROM public.appraisal p JOIN public.application a ON a.id = p.application_id JOIN public.call k ON k.id = a.call_id
      JOIN public.approval_chain_step c ON c.chain_id = p.chain_id AND c.step_no = NEW.step_no
      JOIN public.role_grant g ON g.role = c.role AND g.person_id = NEW.person_id AND g.valid_from <= NEW.at
        AND (g.valid_to IS NULL OR g.valid_to > NEW.at) AND (g.scope_type = 'all' OR g.scope_type = 'programme' AND g.scope_id = k.programme)
      WHERE p.appraised_version_id = NEW.budget_version_id) THEN
    PERFORM public.refuse_fact('the step is not of a role that the person holds', 'approval_step_role');
  END IF;
  RETURN NEW;
END $$;

-- At the end of a transaction the state of an appraisal and the signatures that stand say the same.
CREATE OR REPLACE FUNCTION appraisal_signed() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE ap record; signed record; needed record;
BEGIN
  IF NOT public.bound_to_steps(TG_RELID) THEN RETURN NULL; END IF;
  SELECT p.id, p.state, p.appraised_version_id, p.chain_id INTO ap FROM public.appraisal p
    WHERE CASE TG_TABLE_NAME WHEN 'appraisal' THEN p.id = (to_jsonb(NEW) ->> 'id')::uuid
      ELSE p.appraised_version_id = (to_jsonb(NEW) ->> 'budget_version_id')::uuid END;
  IF ap.id IS NULL THEN RETURN NULL; END IF;
  SELECT count(*) FILTER (WHERE s.kind = 'prepared') AS prepared, count(*) FILTER (WHERE s.kind = 'verified') AS verified, count(*) FILTER (WHERE s.kind = 'approved') AS approved
    INTO signed FROM public.approval_step s WHERE s.budget_version_id = ap.appraised_version_id AND s.revoked_at IS NULL;
  SELECT count(*) FILTER (WHERE c.kind = 'verified') AS verified INTO needed FROM public.approval_chain_step c WHERE c.chain_id = ap.chain_id;
  IF NOT (CASE ap.state
      WHEN 'preparing' THEN signed.prepared + signed.verified + signed.approved = 0
      WHEN 'prepared' THEN signed.prepared = 1 AND signed.verified < needed.verified AND signed.approved = 0
      WHEN 'verified' THEN signed.prepared = 1 AND signed.verified = needed.verified AND signed.approved = 0
      WHEN 'approved' THEN signed.prepared = 1 AND signed.verified = needed.verified AND signed.approved = 1
      ELSE true END) THEN
    PERFORM public.refuse_fact('the appraisal is not what its signatures say', 'appraisal_signed');
  END IF;
  RETURN NULL;
END $$;

REVOKE EXECUTE ON FUNCTION approval_chain_whole(), approval_chain_kept(), appraisal_chain() FROM PUBLIC;
