-- Every guard says which rule it holds by the name of a constraint: what is told to a person is chosen by that name, and no text
-- that somebody wrote can be taken for it. The sentences stay as they were; only the name is added.

CREATE OR REPLACE FUNCTION public.app_clock_forward()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
BEGIN
  IF NEW.offset_sec < OLD.offset_sec AND EXISTS (SELECT 1 FROM public.audit_entry) THEN
    RAISE EXCEPTION 'app_clock moves forward only' USING ERRCODE = 'check_violation', CONSTRAINT = 'app_clock_forward';
  END IF;
  RETURN NEW;
END $function$;

CREATE OR REPLACE FUNCTION public.appraisal_rejected_guard()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
BEGIN
  IF OLD.state = 'rejected' THEN
    RAISE EXCEPTION 'the appraisal has ended' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'appraisal_ended';
  END IF;
  IF NEW.state = 'rejected' AND NOT EXISTS (SELECT 1 FROM public.appraisal_rejection r WHERE r.appraisal_id = NEW.id AND r.outcome = 'rejected') THEN
    RAISE EXCEPTION 'a rejection needs its reason' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'appraisal_rejected_reason';
  END IF;
  RETURN NEW;
END $function$;

CREATE OR REPLACE FUNCTION public.appraisal_rejection_guard()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
DECLARE ap record; actor uuid;
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'a rejection is never deleted' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'appraisal_rejection_stays';
  END IF;
  IF TG_OP = 'UPDATE' AND (OLD.outcome IS NOT NULL OR (NEW.id, NEW.appraisal_id, NEW.reason, NEW.proposed_by, NEW.proposed_at)
      IS DISTINCT FROM (OLD.id, OLD.appraisal_id, OLD.reason, OLD.proposed_by, OLD.proposed_at)) THEN
    RAISE EXCEPTION 'a rejection can only be decided, once' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'appraisal_rejection_once';
  END IF;
  SELECT p.appraised_version_id, p.editors, a.organisation_id INTO ap FROM public.appraisal p JOIN public.application a ON a.id = p.application_id
    WHERE p.id = NEW.appraisal_id;
  actor := coalesce(NEW.decided_by, NEW.proposed_by);
  IF NEW.outcome = 'rejected' AND (NEW.decided_by = ANY (ap.editors) OR EXISTS (SELECT 1 FROM public.approval_step s
      WHERE s.budget_version_id = ap.appraised_version_id AND s.person_id = NEW.decided_by)) THEN
    RAISE EXCEPTION 'one person takes one step' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'appraisal_rejection_edited';
  END IF;
  IF EXISTS (SELECT 1 FROM public.person p WHERE p.id = actor AND p.employer_id = ap.organisation_id)
      OR EXISTS (SELECT 1 FROM public.role_grant g WHERE g.person_id = actor AND g.scope_type = 'organisation' AND g.scope_id = ap.organisation_id::text
                 AND g.valid_from <= public.app_now() AND (g.valid_to IS NULL OR g.valid_to > public.app_now())) THEN
    RAISE EXCEPTION 'a person tied to the applicant takes no step' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'appraisal_rejection_tied';
  END IF;
  RETURN NEW;
END $function$;

CREATE OR REPLACE FUNCTION public.appraisal_rejection_tie_guard()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
BEGIN
  IF EXISTS (SELECT 1 FROM appraisal p JOIN application a ON a.id = p.application_id WHERE p.id = NEW.appraisal_id
      AND a.organisation_id::text = ANY (tied_organisations(coalesce(NEW.decided_by, NEW.proposed_by), a.call_id))) THEN
    RAISE EXCEPTION 'a person tied to the applicant takes no step' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'appraisal_rejection_tied';
  END IF;
  RETURN NEW;
END $function$;

CREATE OR REPLACE FUNCTION public.approval_step_guard()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
DECLARE v record; due record; tied boolean;
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'approval steps are never deleted' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'approval_step_stays';
  END IF;
  IF TG_OP = 'UPDATE' THEN
    IF OLD.revoked_at IS NOT NULL OR NEW.revoked_at IS NULL OR (NEW.id, NEW.budget_version_id, NEW.step_no, NEW.kind, NEW.person_id, NEW.seen_hash, NEW.at)
        IS DISTINCT FROM (OLD.id, OLD.budget_version_id, OLD.step_no, OLD.kind, OLD.person_id, OLD.seen_hash, OLD.at) THEN
      RAISE EXCEPTION 'an approval step can only be revoked' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'approval_step_stays';
    END IF;
    RETURN NEW;
  END IF;
  SELECT bv.hash, bv.frozen_at, a.organisation_id INTO v FROM public.budget_version bv JOIN public.budget b ON b.id = bv.budget_id
    JOIN public.application a ON a.id = b.application_id WHERE bv.id = NEW.budget_version_id FOR UPDATE OF bv;
  IF v.hash IS NULL OR v.hash <> NEW.seen_hash THEN
    PERFORM public.refuse_fact('approval on stale figures', 'approval_step_hash');
  END IF;
  IF v.frozen_at IS NOT NULL THEN
    RAISE EXCEPTION 'the budget version is frozen' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'budget_version_frozen';
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
END $function$;

CREATE OR REPLACE FUNCTION public.approval_step_tie_guard()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
BEGIN
  IF EXISTS (SELECT 1 FROM budget_version v JOIN budget b ON b.id = v.budget_id JOIN application a ON a.id = b.application_id
      WHERE v.id = NEW.budget_version_id AND a.organisation_id::text = ANY (tied_organisations(NEW.person_id, a.call_id))) THEN
    RAISE EXCEPTION 'a person tied to the applicant takes no step' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'approval_step_tied';
  END IF;
  RETURN NEW;
END $function$;

CREATE OR REPLACE FUNCTION public.budget_line_voids_hash()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
DECLARE ver uuid := CASE TG_OP WHEN 'DELETE' THEN OLD.version_id ELSE NEW.version_id END; frozen timestamptz; present boolean;
BEGIN
  SELECT frozen_at, true INTO frozen, present FROM public.budget_version WHERE id = ver FOR UPDATE;
  IF frozen IS NOT NULL THEN
    RAISE EXCEPTION 'the budget version is frozen' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'budget_version_frozen';
  END IF;
  IF TG_OP = 'UPDATE' AND NEW.version_id <> OLD.version_id THEN
    RAISE EXCEPTION 'a budget line stays in its version' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'budget_line_stays';
  END IF;
  UPDATE public.budget_version SET hash = NULL WHERE id = ver AND hash IS NOT NULL;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $function$;

CREATE OR REPLACE FUNCTION public.budget_version_guard()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
BEGIN
  IF OLD.frozen_at IS NOT NULL THEN
    RAISE EXCEPTION 'the budget version is frozen' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'budget_version_frozen';
  END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  -- What is frozen is whole: every figure entered, and the totals those of its lines.
  IF NEW.frozen_at IS NOT NULL AND (NEW.hash IS NULL
      OR EXISTS (SELECT 1 FROM public.budget_line l WHERE l.version_id = NEW.id
                 AND (l.content = '' OR l.quantity IS NULL OR l.unit_price IS NULL OR l.amount IS NULL))
      OR NEW.state_total <> (SELECT coalesce(sum(l.amount), 0) FROM public.budget_line l WHERE l.version_id = NEW.id AND l.source = 'state')
      OR NEW.own_total <> (SELECT coalesce(sum(l.amount), 0) FROM public.budget_line l WHERE l.version_id = NEW.id AND l.source = 'own')) THEN
    RAISE EXCEPTION 'the budget version is not complete' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'budget_version_complete';
  END IF;
  IF NEW.hash IS DISTINCT FROM OLD.hash AND OLD.hash IS NOT NULL THEN
    UPDATE public.approval_step SET revoked_at = public.app_now() WHERE budget_version_id = NEW.id AND revoked_at IS NULL;
  END IF;
  RETURN NEW;
END $function$;

CREATE OR REPLACE FUNCTION public.calendar_day_guard()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.ended_at IS NOT NULL OR NEW.ended_at IS NULL
    OR (OLD.id, OLD.day, OLD.kind, OLD.name, OLD.source, OLD.added_at, OLD.added_by)
       IS DISTINCT FROM (NEW.id, NEW.day, NEW.kind, NEW.name, NEW.source, NEW.added_at, NEW.added_by) THEN
    RAISE EXCEPTION 'calendar_day is append-only' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'calendar_day_append_only';
  END IF;
  RETURN NEW;
END $function$;

CREATE OR REPLACE FUNCTION public.council_dissolved_guard()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
BEGIN
  IF OLD.state = 'dissolved' THEN
    RAISE EXCEPTION 'the council is dissolved' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'council_dissolved';
  END IF;
  IF NEW.state = 'dissolved' AND EXISTS (SELECT 1 FROM public.score_sheet s JOIN public.council_member m ON m.id = s.member_id
      WHERE m.council_id = NEW.id AND s.state = 'submitted') THEN
    RAISE EXCEPTION 'the council has submitted sheets' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'council_submitted_sheets';
  END IF;
  RETURN NEW;
END $function$;

CREATE OR REPLACE FUNCTION public.counting_board_guard()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
BEGIN
  IF jsonb_typeof(NEW.counting_board) <> 'array' OR EXISTS (
      SELECT 1 FROM jsonb_array_elements(NEW.counting_board) b
      WHERE NOT EXISTS (SELECT 1 FROM public.council_member m WHERE m.id = (b ->> 'memberId')::uuid AND m.council_id = NEW.council_id))
    OR (SELECT count(*) <> count(DISTINCT b ->> 'memberId') FROM jsonb_array_elements(NEW.counting_board) b)
    OR (NEW.counting_board <> '[]'::jsonb AND (SELECT count(*) FROM jsonb_array_elements(NEW.counting_board) b WHERE (b ->> 'head')::boolean) <> 1) THEN
    RAISE EXCEPTION 'the counting board is not of this council' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'review_session_counting_board';
  END IF;
  RETURN NEW;
END $function$;

CREATE OR REPLACE FUNCTION public.definition_frozen()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
BEGIN
  IF OLD.frozen_at IS NOT NULL THEN
    RAISE EXCEPTION 'the definition is frozen' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'programme_definition_frozen';
  END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $function$;

CREATE OR REPLACE FUNCTION public.document_bytes_may_go()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
BEGIN
  IF NEW.verdict <> 'infected' AND EXISTS (
    SELECT 1 FROM application_revision r
    WHERE r.application_id = NEW.application_id AND position(convert_to(NEW.id::text, 'UTF8') IN r.bytes) > 0
  ) THEN
    RAISE EXCEPTION 'document % is named by a revision', NEW.id USING ERRCODE = 'check_violation', CONSTRAINT = 'application_document_in_revision';
  END IF;
  RETURN NEW;
END $function$;

CREATE OR REPLACE FUNCTION public.journal_entry_balances()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
DECLARE total numeric; lines int;
BEGIN
  SELECT coalesce(sum(amount), 0), count(*) INTO total, lines FROM public.posting WHERE entry_id = NEW.id;
  IF total <> 0 OR lines < 2 THEN
    RAISE EXCEPTION 'journal entry % does not sum to zero', NEW.id USING ERRCODE = 'check_violation', CONSTRAINT = 'journal_entry_balances';
  END IF;
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.khoan_decision_guard()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM public.appraisal p JOIN public.budget_version v ON v.id = p.appraised_version_id
      WHERE p.id = NEW.appraisal_id AND v.id = NEW.version_id AND v.hash = NEW.seen_hash) THEN
    RAISE EXCEPTION 'approval on stale figures' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'khoan_decision_hash';
  END IF;
  RETURN NEW;
END $function$;

CREATE OR REPLACE FUNCTION public.mark_frozen()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
DECLARE sheet uuid := CASE TG_OP WHEN 'DELETE' THEN OLD.sheet_id ELSE NEW.sheet_id END;
BEGIN
  IF (SELECT state FROM public.score_sheet WHERE id = sheet FOR SHARE) = 'submitted'
     OR (TG_OP = 'UPDATE' AND NEW.sheet_id <> OLD.sheet_id) THEN
    RAISE EXCEPTION 'the sheet is frozen' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'score_sheet_frozen';
  END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $function$;

CREATE OR REPLACE FUNCTION public.membership_invitation_guard()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'an invitation is never deleted' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'membership_invitation_stays';
  END IF;
  IF TG_OP = 'INSERT' THEN
    IF NEW.state <> 'waiting' THEN
      RAISE EXCEPTION 'an invitation begins unanswered' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'membership_invitation_begins';
    END IF;
    RETURN NEW;
  END IF;
  IF (NEW.id, NEW.organisation_id, NEW.email, NEW.role, NEW.invited_by, NEW.by_office, NEW.invited_at, NEW.expires_at)
      IS DISTINCT FROM (OLD.id, OLD.organisation_id, OLD.email, OLD.role, OLD.invited_by, OLD.by_office, OLD.invited_at, OLD.expires_at)
      OR OLD.person_id IS NOT NULL AND (NEW.person_id, NEW.answered_at) IS DISTINCT FROM (OLD.person_id, OLD.answered_at) THEN
    RAISE EXCEPTION 'an invitation can only be answered' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'membership_invitation_stays';
  END IF;
  IF NOT (OLD.state = 'waiting' AND NEW.state IN ('under_ruling', 'in_force', 'declined', 'taken_back')
      OR OLD.state = 'under_ruling' AND NEW.state IN ('in_force', 'refused', 'declined', 'taken_back')) THEN
    RAISE EXCEPTION 'an invitation is answered once' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'membership_invitation_once';
  END IF;
  -- Only whoever reads the letters of the address answers.
  IF NEW.person_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM account a WHERE a.person_id = NEW.person_id AND a.email = NEW.email) THEN
    RAISE EXCEPTION 'the invitation is for another address' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'membership_invitation_address';
  END IF;
  IF NEW.state = 'in_force' AND EXISTS (SELECT 1 FROM tie_finding f WHERE f.invitation_id = NEW.id
      AND f.withdrawn_at IS NULL AND f.ruling IS DISTINCT FROM 'excluded') THEN
    RAISE EXCEPTION 'the tie waits for its ruling' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'membership_invitation_ruling';
  END IF;
  RETURN NEW;
END $function$;

CREATE OR REPLACE FUNCTION public.posting_entry_balances()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
BEGIN
  IF (SELECT sum(amount) FROM public.posting WHERE entry_id = NEW.entry_id) <> 0 THEN
    RAISE EXCEPTION 'journal entry % does not sum to zero', NEW.entry_id USING ERRCODE = 'check_violation', CONSTRAINT = 'journal_entry_balances';
  END IF;
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.refuse_change()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_TABLE_NAME || '_append_only'; END $function$;

CREATE OR REPLACE FUNCTION public.revision_in_window()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
DECLARE c record;
BEGIN
  SELECT k.opens_at, k.closes_at, k.state INTO c FROM public.application a JOIN public.call k ON k.id = a.call_id WHERE a.id = NEW.application_id;
  IF c.state <> 'published' OR NEW.submitted_at < c.opens_at OR NEW.submitted_at >= c.closes_at
     OR NEW.submitted_at > public.app_now() OR NEW.submitted_at < public.app_now() - interval '10 minutes' THEN
    RAISE EXCEPTION 'outside the window of the call' USING ERRCODE = 'check_violation', CONSTRAINT = 'application_revision_window';
  END IF;
  RETURN NEW;
END $function$;

CREATE OR REPLACE FUNCTION public.role_grant_acceptance_guard()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
BEGIN
  IF NEW.scope_type <> 'organisation' OR pg_has_role(current_user, (SELECT c.relowner FROM pg_class c WHERE c.oid = TG_RELID), 'MEMBER') THEN
    RETURN NEW;
  END IF;
  IF TG_OP = 'UPDATE' AND (NEW.person_id, NEW.role, NEW.scope_type, NEW.scope_id) = (OLD.person_id, OLD.role, OLD.scope_type, OLD.scope_id)
      AND (NEW.valid_to IS NOT DISTINCT FROM OLD.valid_to OR NEW.valid_to <= coalesce(OLD.valid_to, 'infinity')) THEN
    RETURN NEW;
  END IF;
  IF TG_OP = 'INSERT' AND EXISTS (SELECT 1 FROM membership_invitation i WHERE i.grant_id = NEW.id AND i.state = 'in_force'
      AND i.person_id = NEW.person_id AND i.role = NEW.role AND i.organisation_id::text = NEW.scope_id) THEN
    RETURN NEW;
  END IF;
  IF TG_OP = 'INSERT' AND NEW.granted_by = NEW.person_id AND NEW.role = 'representative'
      AND NOT EXISTS (SELECT 1 FROM role_grant g WHERE g.scope_type = 'organisation' AND g.scope_id = NEW.scope_id) THEN
    RETURN NEW;
  END IF;
  IF TG_OP = 'INSERT' AND NEW.granted_by IS NULL AND EXISTS (SELECT 1 FROM person p WHERE p.id = NEW.person_id
      AND p.xmin::text::bigint = (pg_current_xact_id()::text::bigint % 4294967296)) THEN
    RETURN NEW;
  END IF;
  -- A membership that has just ended by a merger goes on in the organisation that the other was merged into.
  IF TG_OP = 'INSERT' AND EXISTS (SELECT 1 FROM role_grant g WHERE g.person_id = NEW.person_id AND g.role = NEW.role
      AND g.scope_type = 'organisation' AND g.valid_to > app_now() - interval '1 minute'
      AND merged_into(g.scope_id::uuid, NEW.scope_id::uuid)) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'a membership needs the person''s own acceptance' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'role_grant_acceptance';
END $function$;

CREATE OR REPLACE FUNCTION public.selection_frozen()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
BEGIN
  IF OLD.state = 'closed' THEN
    RAISE EXCEPTION 'the selection is closed' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'selection_closed';
  END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $function$;

CREATE OR REPLACE FUNCTION public.session_frozen()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
BEGIN
  IF OLD.state = 'closed' THEN
    RAISE EXCEPTION 'the session is closed' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'review_session_closed';
  END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $function$;

CREATE OR REPLACE FUNCTION public.sheet_frozen()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
BEGIN
  IF OLD.state = 'submitted' THEN
    RAISE EXCEPTION 'the sheet is frozen' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'score_sheet_frozen';
  END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $function$;

CREATE OR REPLACE FUNCTION public.sheet_needs_declaration()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
BEGIN
  IF NOT EXISTS (
    SELECT 1 FROM public.council_member m JOIN public.conflict_declaration d ON d.member_id = m.id AND d.application_id = NEW.application_id
    WHERE m.id = NEW.member_id AND m.undertaking_at IS NOT NULL AND m.ended_at IS NULL AND m.role <> 'administrative_secretary'
      AND (d.kind = 'none' OR d.kind = 'declared' AND d.ruling = 'allowed')) THEN
    RAISE EXCEPTION 'the member may not score this application' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'score_sheet_declaration';
  END IF;
  RETURN NEW;
END $function$;

CREATE OR REPLACE FUNCTION public.tie_finding_guard()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'a finding is never deleted' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'tie_finding_stays';
  END IF;
  IF TG_OP = 'INSERT' THEN
    IF NEW.ruling IS NOT NULL OR NEW.withdrawn_at IS NOT NULL THEN
      RAISE EXCEPTION 'a finding begins without its ruling' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'tie_finding_begins';
    END IF;
    RETURN NEW;
  END IF;
  IF OLD.ruling IS NOT NULL OR OLD.withdrawn_at IS NOT NULL OR (NEW.id, NEW.invitation_id, NEW.person_id, NEW.organisation_id, NEW.part,
      NEW.member_id, NEW.call_id, NEW.found_at) IS DISTINCT FROM (OLD.id, OLD.invitation_id, OLD.person_id, OLD.organisation_id, OLD.part,
      OLD.member_id, OLD.call_id, OLD.found_at) THEN
    RAISE EXCEPTION 'a finding can only be ruled on, once' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'tie_finding_once';
  END IF;
  RETURN NEW;
END $function$;
