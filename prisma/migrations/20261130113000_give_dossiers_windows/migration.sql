-- A window that one dossier is given beyond the end of its call: each by a decision, for good.
ALTER TABLE "application" ADD COLUMN "own_closes_at" TIMESTAMPTZ(6);
CREATE TABLE "dossier_window" (
    "id" UUID NOT NULL,
    "application_id" UUID NOT NULL,
    "closes_at" TIMESTAMPTZ(6) NOT NULL,
    "reason" TEXT NOT NULL,
    "decision_no" TEXT NOT NULL,
    "decision_on" DATE NOT NULL,
    "given_by" UUID NOT NULL,
    "given_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "dossier_window_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "dossier_window_decided" CHECK ("reason" <> '' AND "decision_no" <> '')
);
CREATE UNIQUE INDEX "dossier_window_application_id_closes_at_key" ON "dossier_window"("application_id", "closes_at");
ALTER TABLE "dossier_window" ADD CONSTRAINT "dossier_window_application_id_fkey" FOREIGN KEY ("application_id") REFERENCES "application"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
GRANT SELECT, INSERT ON dossier_window TO chuan_app;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON dossier_window FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON dossier_window FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE INDEX "application_own_window" ON "application"("call_id", "own_closes_at") WHERE "own_closes_at" IS NOT NULL;

-- Which window may be given: the twin of domain/workflow/dossier-window.ts. The call is held against its opening.
CREATE FUNCTION dossier_window_steps() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE dossier record; held record;
BEGIN
  IF NOT public.bound_to_steps(TG_RELID) THEN RETURN NEW; END IF;
  SELECT a.call_id, a.state, a.own_closes_at INTO dossier FROM public.application a WHERE a.id = NEW.application_id FOR NO KEY UPDATE;
  SELECT c.state, c.closes_at INTO held FROM public.call c WHERE c.id = dossier.call_id FOR SHARE;
  IF held.state <> 'published' OR dossier.state NOT IN ('draft', 'submitted') THEN
    PERFORM public.refuse_fact('a dossier has a window before its call is opened', 'dossier_window_before_opening');
  END IF;
  IF NEW.closes_at <= greatest(held.closes_at, dossier.own_closes_at, public.app_now()) THEN
    PERFORM public.refuse_fact('a window ends later than the call, than the one before it and than now', 'dossier_window_later');
  END IF;
  IF NEW.decision_on > (public.app_now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date THEN
    PERFORM public.refuse_fact('a decision is not of a day to come', 'dossier_window_ahead');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER dossier_window_steps BEFORE INSERT ON dossier_window FOR EACH ROW EXECUTE FUNCTION dossier_window_steps();

CREATE FUNCTION application_own_window() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF NOT public.bound_to_steps(TG_RELID) OR (TG_OP = 'UPDATE' AND NEW.own_closes_at IS NOT DISTINCT FROM OLD.own_closes_at)
     OR (TG_OP = 'INSERT' AND NEW.own_closes_at IS NULL) THEN RETURN NEW; END IF;
  IF NEW.own_closes_at IS DISTINCT FROM (SELECT max(w.closes_at) FROM public.dossier_window w WHERE w.application_id = NEW.id) THEN
    PERFORM public.refuse_fact('a window of its own is given by a decision', 'dossier_window_given');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER application_own_window BEFORE INSERT OR UPDATE OF own_closes_at ON application FOR EACH ROW EXECUTE FUNCTION application_own_window();

-- A call is opened when nothing can arrive any more.
CREATE OR REPLACE FUNCTION call_steps() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE decided text;
BEGIN
  IF NOT public.bound_to_steps(TG_RELID) THEN RETURN NEW; END IF;
  IF NEW.state <> OLD.state AND (OLD.state, NEW.state) NOT IN (('draft', 'published'), ('draft', 'cancelled'), ('published', 'opened'),
      ('published', 'cancelled'), ('opened', 'selecting'), ('opened', 'concluded'), ('selecting', 'selected'), ('selected', 'concluded')) THEN
    PERFORM public.refuse_fact(format('a call does not go from %s to %s', OLD.state, NEW.state), 'call_step');
  END IF;
  IF OLD.state = 'draft' THEN RETURN NEW; END IF;
  IF (NEW.id, NEW.code, NEW.definition_id, NEW.programme, NEW.opens_at, NEW.fund_source_id, NEW.budget_year, NEW.published_at)
      IS DISTINCT FROM (OLD.id, OLD.code, OLD.definition_id, OLD.programme, OLD.opens_at, OLD.fund_source_id, OLD.budget_year, OLD.published_at) THEN
    PERFORM public.refuse_fact('the call is published', 'call_published');
  END IF;
  IF NEW.version = OLD.version + 1 THEN
    SELECT d.kind INTO decided FROM public.call_change d WHERE d.call_id = OLD.id AND d.version = NEW.version;
  END IF;
  IF (NEW.title_vi, NEW.title_en, NEW.summary_vi, NEW.summary_en, NEW.envelope)
      IS DISTINCT FROM (OLD.title_vi, OLD.title_en, OLD.summary_vi, OLD.summary_en, OLD.envelope)
     AND (decided IS DISTINCT FROM 'correction' OR OLD.state NOT IN ('published', 'opened')) THEN
    PERFORM public.refuse_fact('the call is published', 'call_published');
  END IF;
  IF NEW.envelope IS DISTINCT FROM OLD.envelope AND (NEW.envelope > OLD.envelope) IS NOT TRUE THEN
    PERFORM public.refuse_fact('the money of a published call only grows', 'call_envelope_grows');
  END IF;
  IF NEW.closes_at <> OLD.closes_at THEN
    IF decided IS DISTINCT FROM 'extension' THEN
      PERFORM public.refuse_fact('the call is published', 'call_published');
    END IF;
    IF NEW.closes_at < OLD.closes_at THEN
      PERFORM public.refuse_fact('a call is only extended', 'call_extension_later');
    END IF;
    IF OLD.state <> 'published' OR NEW.state <> 'published' OR OLD.closes_at <= public.app_now() THEN
      PERFORM public.refuse_fact('a call is extended before it closes', 'call_extension_in_time');
    END IF;
  END IF;
  IF NEW.state = 'opened' AND OLD.state = 'published' AND public.app_now() < greatest(OLD.closes_at,
      (SELECT max(a.own_closes_at) FROM public.application a WHERE a.call_id = OLD.id AND a.state IN ('draft', 'submitted'))) THEN
    PERFORM public.refuse_fact('a call is opened after the last window of its dossiers', 'call_windows_over');
  END IF;
  IF NEW.state = 'cancelled' AND OLD.state <> 'cancelled' AND decided IS DISTINCT FROM 'cancellation' THEN
    PERFORM public.refuse_fact('a published call is cancelled by a decision', 'call_cancellation_decided');
  END IF;
  RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION public.revision_in_window()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
DECLARE c record;
BEGIN
  SELECT k.opens_at, greatest(k.closes_at, a.own_closes_at) AS closes_at, k.state INTO c
    FROM public.application a JOIN public.call k ON k.id = a.call_id WHERE a.id = NEW.application_id;
  IF c.state <> 'published' OR NEW.submitted_at < c.opens_at OR NEW.submitted_at >= c.closes_at
     OR NEW.submitted_at > public.app_now() OR NEW.submitted_at < public.app_now() - interval '10 minutes' THEN
    RAISE EXCEPTION 'outside the window of the call' USING ERRCODE = 'check_violation', CONSTRAINT = 'application_revision_window';
  END IF;
  RETURN NEW;
END $function$;

-- A window of its own moves the work on the dossier, and the opening of its call.
CREATE FUNCTION work_moved_by_window() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM public.mark_work('call', NEW.call_id);
  -- Every dossier of the call waits for the same opening.
  PERFORM public.mark_work('dossier', a.id) FROM public.application a WHERE a.call_id = NEW.call_id;
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION work_moved_by_window(), dossier_window_steps(), application_own_window() FROM PUBLIC;
CREATE TRIGGER work_moved_by_window AFTER UPDATE ON application FOR EACH ROW
  WHEN (NEW.own_closes_at IS DISTINCT FROM OLD.own_closes_at OR (NEW.own_closes_at IS NOT NULL AND NEW.state = 'withdrawn' AND OLD.state <> 'withdrawn'))
  EXECUTE FUNCTION work_moved_by_window();
