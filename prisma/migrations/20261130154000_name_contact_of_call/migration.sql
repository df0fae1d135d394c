-- Whom one asks about a call: told with it, needed to publish it, and changed afterwards by a correction alone.
ALTER TABLE call ADD COLUMN contact_person TEXT NOT NULL DEFAULT '',
  ADD COLUMN contact_phone TEXT NOT NULL DEFAULT '',
  ADD COLUMN contact_email TEXT NOT NULL DEFAULT '',
  ADD COLUMN contact_hours_vi TEXT NOT NULL DEFAULT '',
  ADD COLUMN contact_hours_en TEXT NOT NULL DEFAULT '';

CREATE OR REPLACE FUNCTION call_steps() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE decided text;
BEGIN
  IF NOT public.bound_to_steps(TG_RELID) THEN RETURN NEW; END IF;
  IF NEW.state <> OLD.state AND (OLD.state, NEW.state) NOT IN (('draft', 'published'), ('draft', 'cancelled'), ('published', 'opened'),
      ('published', 'cancelled'), ('opened', 'selecting'), ('opened', 'concluded'), ('selecting', 'selected'), ('selected', 'concluded')) THEN
    PERFORM public.refuse_fact(format('a call does not go from %s to %s', OLD.state, NEW.state), 'call_step');
  END IF;
  IF OLD.state = 'draft' AND NEW.state = 'published' AND '' IN (NEW.contact_person, NEW.contact_phone, NEW.contact_email, NEW.contact_hours_vi) THEN
    PERFORM public.refuse_fact('a call is published with whom one asks about it', 'call_contact_named');
  END IF;
  IF OLD.state = 'draft' THEN RETURN NEW; END IF;
  IF (NEW.id, NEW.code, NEW.definition_id, NEW.programme, NEW.opens_at, NEW.fund_source_id, NEW.budget_year, NEW.published_at)
      IS DISTINCT FROM (OLD.id, OLD.code, OLD.definition_id, OLD.programme, OLD.opens_at, OLD.fund_source_id, OLD.budget_year, OLD.published_at) THEN
    PERFORM public.refuse_fact('the call is published', 'call_published');
  END IF;
  IF NEW.version = OLD.version + 1 THEN
    SELECT d.kind INTO decided FROM public.call_change d WHERE d.call_id = OLD.id AND d.version = NEW.version;
  END IF;
  IF (NEW.title_vi, NEW.title_en, NEW.summary_vi, NEW.summary_en, NEW.envelope,
      NEW.contact_person, NEW.contact_phone, NEW.contact_email, NEW.contact_hours_vi, NEW.contact_hours_en)
      IS DISTINCT FROM (OLD.title_vi, OLD.title_en, OLD.summary_vi, OLD.summary_en, OLD.envelope,
      OLD.contact_person, OLD.contact_phone, OLD.contact_email, OLD.contact_hours_vi, OLD.contact_hours_en)
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
