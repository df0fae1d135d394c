-- A proposal to give no money is checked by the head of finance before it is decided: the steps of an appraisal say so too.

CREATE OR REPLACE FUNCTION public.appraisal_steps() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF NOT public.bound_to_steps(TG_RELID) THEN RETURN NEW; END IF;
  IF (NEW.id, NEW.application_id, NEW.requested_version_id, NEW.appraised_version_id, NEW.created_at) IS DISTINCT FROM
      (OLD.id, OLD.application_id, OLD.requested_version_id, OLD.appraised_version_id, OLD.created_at) THEN
    PERFORM public.refuse_fact('an appraisal stays with its case and budgets', 'appraisal_stays');
  END IF;
  -- Whoever has edited can never sign: nobody is taken off the list.
  IF NOT NEW.editors @> OLD.editors THEN
    PERFORM public.refuse_fact('an editor stays an editor', 'appraisal_editors_stay');
  END IF;
  IF NEW.state <> OLD.state AND (OLD.state, NEW.state) NOT IN (('preparing', 'prepared'), ('preparing', 'rejecting'), ('prepared', 'preparing'),
      ('prepared', 'verified'), ('verified', 'preparing'), ('verified', 'approved'), ('verified', 'rejected'), ('rejecting', 'preparing'),
      ('rejecting', 'rejection_checked'), ('rejection_checked', 'preparing'), ('rejection_checked', 'rejected')) THEN
    PERFORM public.refuse_fact(format('an appraisal does not go from %s to %s', OLD.state, NEW.state), 'appraisal_step');
  END IF;
  RETURN NEW;
END $$;
