-- A function that works with the owner's rights must find its own tables, whatever the caller made before. The schema
-- of temporary objects is searched first unless it is named, so it is named last, and names are qualified.

CREATE OR REPLACE FUNCTION public.next_number(p_issuer text, p_series text, p_year int) RETURNS int
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$ INSERT INTO public.counter (issuer, series, year, value) VALUES (p_issuer, p_series, p_year, 1)
      ON CONFLICT (issuer, series, year) DO UPDATE SET value = counter.value + 1 RETURNING value $$;

CREATE OR REPLACE FUNCTION public.posting_moves_balance() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  INSERT INTO public.fund_balance (source_id, budget_year) VALUES (NEW.source_id, NEW.budget_year) ON CONFLICT DO NOTHING;
  IF NEW.account = 'allocation' THEN
    UPDATE public.fund_balance SET allocated = allocated - NEW.amount WHERE source_id = NEW.source_id AND budget_year = NEW.budget_year;
  ELSIF NEW.account = 'committed' THEN
    UPDATE public.fund_balance SET committed = committed + NEW.amount WHERE source_id = NEW.source_id AND budget_year = NEW.budget_year;
  END IF;
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION public.lock_fund_balance(p_source uuid, p_year int) RETURNS TABLE (allocated bigint, committed bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  INSERT INTO public.fund_balance (source_id, budget_year) VALUES (p_source, p_year) ON CONFLICT DO NOTHING;
  RETURN QUERY SELECT b.allocated, b.committed FROM public.fund_balance b WHERE b.source_id = p_source AND b.budget_year = p_year FOR UPDATE;
END $$;

CREATE OR REPLACE FUNCTION public.budget_version_guard() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF OLD.frozen_at IS NOT NULL THEN
    RAISE EXCEPTION 'the budget version is frozen' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  -- What is frozen is whole: every figure entered, and the totals those of its lines.
  IF NEW.frozen_at IS NOT NULL AND (NEW.hash IS NULL
      OR EXISTS (SELECT 1 FROM public.budget_line l WHERE l.version_id = NEW.id
                 AND (l.content = '' OR l.quantity IS NULL OR l.unit_price IS NULL OR l.amount IS NULL))
      OR NEW.state_total <> (SELECT coalesce(sum(l.amount), 0) FROM public.budget_line l WHERE l.version_id = NEW.id AND l.source = 'state')
      OR NEW.own_total <> (SELECT coalesce(sum(l.amount), 0) FROM public.budget_line l WHERE l.version_id = NEW.id AND l.source = 'own')) THEN
    RAISE EXCEPTION 'the budget version is not complete' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.hash IS DISTINCT FROM OLD.hash AND OLD.hash IS NOT NULL THEN
    UPDATE public.approval_step SET revoked_at = public.app_now() WHERE budget_version_id = NEW.id AND revoked_at IS NULL;
  END IF;
  RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION public.approval_step_guard() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE v record; taken int; tied boolean;
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
    RAISE EXCEPTION 'approval on stale figures' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF v.frozen_at IS NOT NULL THEN
    RAISE EXCEPTION 'the budget version is frozen' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  SELECT count(*) INTO taken FROM public.approval_step WHERE budget_version_id = NEW.budget_version_id AND revoked_at IS NULL;
  IF taken <> NEW.step_no THEN
    RAISE EXCEPTION 'approval out of order' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF EXISTS (SELECT 1 FROM public.approval_step WHERE budget_version_id = NEW.budget_version_id AND person_id = NEW.person_id AND step_no <> NEW.step_no) THEN
    RAISE EXCEPTION 'one person takes one step' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.step_no > 0 AND EXISTS (SELECT 1 FROM public.appraisal ap WHERE ap.appraised_version_id = NEW.budget_version_id AND NEW.person_id = ANY (ap.editors)) THEN
    RAISE EXCEPTION 'one person takes one step' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  SELECT EXISTS (SELECT 1 FROM public.person p WHERE p.id = NEW.person_id AND p.employer_id = v.organisation_id)
      OR EXISTS (SELECT 1 FROM public.role_grant g WHERE g.person_id = NEW.person_id AND g.scope_type = 'organisation' AND g.scope_id = v.organisation_id::text
                 AND g.valid_from <= public.app_now() AND (g.valid_to IS NULL OR g.valid_to > public.app_now())) INTO tied;
  IF tied THEN
    RAISE EXCEPTION 'a person tied to the applicant takes no step' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION public.appraisal_rejection_guard() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE ap record; actor uuid;
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'a rejection is never deleted' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF TG_OP = 'UPDATE' AND (OLD.outcome IS NOT NULL OR (NEW.id, NEW.appraisal_id, NEW.reason, NEW.proposed_by, NEW.proposed_at)
      IS DISTINCT FROM (OLD.id, OLD.appraisal_id, OLD.reason, OLD.proposed_by, OLD.proposed_at)) THEN
    RAISE EXCEPTION 'a rejection can only be decided, once' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  SELECT p.appraised_version_id, p.editors, a.organisation_id INTO ap FROM public.appraisal p JOIN public.application a ON a.id = p.application_id
    WHERE p.id = NEW.appraisal_id;
  actor := coalesce(NEW.decided_by, NEW.proposed_by);
  IF NEW.outcome = 'rejected' AND (NEW.decided_by = ANY (ap.editors) OR EXISTS (SELECT 1 FROM public.approval_step s
      WHERE s.budget_version_id = ap.appraised_version_id AND s.person_id = NEW.decided_by)) THEN
    RAISE EXCEPTION 'one person takes one step' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF EXISTS (SELECT 1 FROM public.person p WHERE p.id = actor AND p.employer_id = ap.organisation_id)
      OR EXISTS (SELECT 1 FROM public.role_grant g WHERE g.person_id = actor AND g.scope_type = 'organisation' AND g.scope_id = ap.organisation_id::text
                 AND g.valid_from <= public.app_now() AND (g.valid_to IS NULL OR g.valid_to > public.app_now())) THEN
    RAISE EXCEPTION 'a person tied to the applicant takes no step' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;

-- Guards that run with the caller's rights read tables too: a shadow would make them look away.
-- A trigger function needs no right to fire; without EXECUTE nobody can hang it on a table of his own.
DO $$
DECLARE f record;
BEGIN
  FOR f IN
    SELECT p.oid::regprocedure AS name FROM pg_proc p
    WHERE p.pronamespace = 'public'::regnamespace AND (p.prosecdef OR p.prorettype = 'trigger'::regtype)
      AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
  LOOP
    EXECUTE format('ALTER FUNCTION %s SET search_path = pg_catalog, public, pg_temp', f.name);
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', f.name);
  END LOOP;
END $$;
GRANT EXECUTE ON FUNCTION public.next_number(text, text, int), public.lock_fund_balance(uuid, int) TO chuan_app;

-- The portal makes no temporary tables. Where another account owns the database, the start asks for this.
DO $$
BEGIN
  EXECUTE format('REVOKE TEMPORARY ON DATABASE %I FROM PUBLIC, chuan_app', current_database());
EXCEPTION WHEN insufficient_privilege THEN
  RAISE NOTICE 'only the owner of the database can take TEMPORARY away';
END $$;
