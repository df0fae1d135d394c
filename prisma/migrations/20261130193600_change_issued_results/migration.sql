-- A result that is out still changes by decision: a chosen dossier withdraws, or is no longer approved, and the next in reserve moves up.
ALTER TABLE selection_change DROP CONSTRAINT selection_change_kind;
ALTER TABLE selection_change ADD CONSTRAINT selection_change_kind CHECK ("kind" IN ('withdrawal', 'revocation', 'call_up'));

CREATE OR REPLACE FUNCTION selection_change_steps() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE held record; one record; left_over bigint;
BEGIN
  IF NOT public.bound_to_steps(TG_RELID) THEN RETURN NEW; END IF;
  SELECT s.id, s.state, s.closed_at, c.state AS call_state, c.envelope INTO held FROM public.selection s JOIN public.call c ON c.id = s.call_id
    WHERE s.id = NEW.selection_id FOR NO KEY UPDATE OF s, c;
  IF held.state <> 'closed' OR held.call_state NOT IN ('selected', 'concluded') THEN
    PERFORM public.refuse_fact('a selection changes by decision once it is closed', 'selection_change_after_closing');
  END IF;
  IF NEW.decision_on > (public.app_now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date THEN
    PERFORM public.refuse_fact('a decision is not of a day to come', 'selection_change_ahead');
  END IF;
  IF NEW.decision_on < (held.closed_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date THEN
    PERFORM public.refuse_fact('what a decision changes stands already', 'selection_change_early');
  END IF;
  SELECT i.position, i.requested, i.outcome, a.state, a.lot_id INTO one FROM public.selection_item i JOIN public.application a ON a.id = i.application_id
    WHERE i.selection_id = NEW.selection_id AND i.application_id = NEW.application_id FOR NO KEY UPDATE OF a;
  IF one.state IS NULL OR (NEW.kind = 'withdrawal' AND one.state NOT IN ('in_appraisal', 'approved'))
     OR (NEW.kind = 'revocation' AND one.state <> 'approved') OR (NEW.kind = 'call_up' AND one.state <> 'reserve') THEN
    PERFORM public.refuse_fact('the dossier does not stand where this change begins', 'selection_change_state');
  END IF;
  IF NEW.kind <> 'call_up' THEN RETURN NEW; END IF;
  IF EXISTS (SELECT 1 FROM public.selection_item i JOIN public.application a ON a.id = i.application_id
      WHERE i.selection_id = NEW.selection_id AND i.position < one.position AND a.state = 'reserve' AND (a.lot_id = one.lot_id
        OR NOT EXISTS (SELECT 1 FROM public.application b WHERE b.lot_id = a.lot_id AND b.state IN ('recommended', 'in_appraisal', 'approved')))) THEN
    PERFORM public.refuse_fact('the next in reserve moves up first', 'selection_change_next');
  END IF;
  IF NOT EXISTS (SELECT 1 FROM public.selection_item i JOIN public.application a ON a.id = i.application_id
      WHERE i.selection_id = NEW.selection_id AND i.outcome <> 'not_recommended' AND a.state IN ('withdrawn', 'rejected')) THEN
    PERFORM public.refuse_fact('nobody moves up while all that was chosen stands', 'selection_change_nobody_fell');
  END IF;
  SELECT held.envelope - coalesce(sum(CASE a.state WHEN 'approved' THEN coalesce(v.state_total, i.requested) ELSE i.requested END), 0) INTO left_over
    FROM public.selection_item i JOIN public.application a ON a.id = i.application_id
    LEFT JOIN public.appraisal p ON p.application_id = a.id LEFT JOIN public.budget_version v ON v.id = p.appraised_version_id
    WHERE i.selection_id = NEW.selection_id AND a.state IN ('recommended', 'in_appraisal', 'approved');
  IF left_over IS NULL OR one.requested > left_over THEN
    PERFORM public.refuse_fact('the money of the call does not reach so far', 'selection_change_envelope');
  END IF;
  RETURN NEW;
END $$;

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
      ('recommended', 'in_appraisal'), ('reserve', 'recommended'), ('in_appraisal', 'approved'), ('in_appraisal', 'rejected'),
      ('in_appraisal', 'withdrawn'), ('approved', 'withdrawn'), ('approved', 'rejected')) THEN
    PERFORM public.refuse_fact(format('a dossier does not go from %s to %s', OLD.state, NEW.state), 'application_step');
  END IF;
  -- What a closed selection says of a dossier changes by a decision.
  IF ((NEW.state = 'withdrawn' AND OLD.state IN ('in_appraisal', 'approved')) OR (OLD.state, NEW.state) IN (('reserve', 'recommended'), ('approved', 'rejected')))
     AND NOT EXISTS (SELECT 1 FROM public.selection_change h WHERE h.application_id = NEW.id
       AND h.kind = CASE NEW.state WHEN 'withdrawn' THEN 'withdrawal' WHEN 'rejected' THEN 'revocation' ELSE 'call_up' END) THEN
    PERFORM public.refuse_fact('a closed selection changes by a decision', 'application_selection_change');
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
      ('rejecting', 'rejection_checked'), ('rejection_checked', 'preparing'), ('rejection_checked', 'rejected'))
     AND NOT (NEW.state = 'withdrawn' AND OLD.state <> 'rejected' AND EXISTS (
       SELECT 1 FROM public.application a WHERE a.id = OLD.application_id AND (a.state = 'withdrawn' OR (a.state = 'rejected'
         AND EXISTS (SELECT 1 FROM public.selection_change h WHERE h.application_id = a.id AND h.kind = 'revocation'))))) THEN
    PERFORM public.refuse_fact(format('an appraisal does not go from %s to %s', OLD.state, NEW.state), 'appraisal_step');
  END IF;
  RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION commitment_released() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF NOT public.bound_to_steps(TG_RELID) OR NEW.reverses IS NULL THEN RETURN NEW; END IF;
  IF EXISTS (SELECT 1 FROM public.journal_entry e JOIN public.posting t ON t.entry_id = e.id AND t.account = 'committed'
      WHERE e.id = NEW.reverses AND e.kind = 'commit' AND NOT EXISTS (SELECT 1 FROM public.selection_change h
        JOIN public.application a ON a.id = h.application_id WHERE h.application_id = t.application_id AND (h.kind, a.state) IN (('withdrawal', 'withdrawn'), ('revocation', 'rejected')))) THEN
    PERFORM public.refuse_fact('a commitment stands as long as its dossier', 'commitment_stands');
  END IF;
  RETURN NEW;
END $$;

-- A decision for those that moved up ends the wait for it, though its call stays as it is.
CREATE FUNCTION decision_ends_work() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM public.mark_work('call', NEW.call_id);
  RETURN NULL;
END $$;
CREATE TRIGGER decision_ends_work AFTER INSERT ON official_record FOR EACH ROW WHEN (NEW.kind = 'decision') EXECUTE FUNCTION decision_ends_work();
REVOKE ALL ON FUNCTION decision_ends_work() FROM PUBLIC;
