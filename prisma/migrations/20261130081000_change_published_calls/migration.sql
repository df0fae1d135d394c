-- What was changed of a call after its publication: each change has a reason and a decision, and makes one version of the call.
CREATE TABLE "call_change" (
    "id" UUID NOT NULL,
    "call_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "decision_no" TEXT NOT NULL,
    "decision_on" DATE NOT NULL,
    "before" JSONB NOT NULL,
    "after" JSONB NOT NULL,
    "changed_by" UUID NOT NULL,
    "changed_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "call_change_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "call_change_kind" CHECK ("kind" IN ('extension', 'correction', 'cancellation')),
    CONSTRAINT "call_change_decided" CHECK ("reason" <> '' AND "decision_no" <> '')
);
CREATE UNIQUE INDEX "call_change_call_id_version_key" ON "call_change"("call_id", "version");
ALTER TABLE "call_change" ADD CONSTRAINT "call_change_call_id_fkey" FOREIGN KEY ("call_id") REFERENCES "call"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
GRANT SELECT, INSERT ON call_change TO chuan_app;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON call_change FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON call_change FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Steps of the life of a call, and what of a published one a decision may change: the twin of domain/workflow/call-changes.ts.
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
  IF NEW.state = 'cancelled' AND OLD.state <> 'cancelled' AND decided IS DISTINCT FROM 'cancellation' THEN
    PERFORM public.refuse_fact('a published call is cancelled by a decision', 'call_cancellation_decided');
  END IF;
  RETURN NEW;
END $$;

-- The only task of a call without a list is called as the call is, also after a correction.
CREATE OR REPLACE FUNCTION lot_of_draft() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  -- Who proposed is the same firm under the name that it was merged into.
  IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - 'proposer_id' = to_jsonb(OLD) - 'proposer_id'
     AND public.merged_into(OLD.proposer_id, NEW.proposer_id) THEN
    RETURN NEW;
  END IF;
  IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - 'title_vi' - 'title_en' = to_jsonb(OLD) - 'title_vi' - 'title_en'
     AND EXISTS (SELECT 1 FROM public.call c JOIN public.call_change d ON d.call_id = c.id AND d.version = c.version AND d.kind = 'correction'
       WHERE c.id = NEW.call_id AND (c.title_vi, c.title_en) = (NEW.title_vi, NEW.title_en)) THEN
    RETURN NEW;
  END IF;
  IF public.bound_to_steps(TG_RELID) AND ((TG_OP <> 'INSERT' AND (SELECT state FROM public.call WHERE id = OLD.call_id FOR SHARE) <> 'draft')
      OR (TG_OP <> 'DELETE' AND (SELECT state FROM public.call WHERE id = NEW.call_id FOR SHARE) <> 'draft')) THEN
    PERFORM public.refuse_fact('the call is published', 'call_published');
  END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
