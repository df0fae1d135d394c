-- What was decided changes only by the steps that the life cycles have, and parts of a closed whole stay where they are.
-- Guards of steps bind the account that serves; the owner of the schema, who migrates, is bound by those of history.
CREATE FUNCTION bound_to_steps(of_table oid) RETURNS boolean LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp
AS $$ SELECT NOT pg_has_role(current_user, (SELECT c.relowner FROM pg_class c WHERE c.oid = of_table), 'USAGE') $$;

CREATE FUNCTION refuse_fact(what text, fact text) RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN RAISE EXCEPTION '%', what USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = fact; END $$;

-- ------------------------------------------------------------------ parts of sessions, selections, sheets
CREATE OR REPLACE FUNCTION session_part_frozen() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  -- Both ends of a move: a part leaves a closed session as little as it enters one.
  IF (TG_OP <> 'INSERT' AND (SELECT state FROM public.review_session WHERE id = OLD.session_id FOR SHARE) = 'closed')
     OR (TG_OP <> 'DELETE' AND (SELECT state FROM public.review_session WHERE id = NEW.session_id FOR SHARE) = 'closed') THEN
    PERFORM public.refuse_fact('the session is closed', 'review_session_closed');
  END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;

CREATE OR REPLACE FUNCTION selection_item_frozen() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF (TG_OP <> 'INSERT' AND (SELECT state FROM public.selection WHERE id = OLD.selection_id FOR SHARE) = 'closed')
     OR (TG_OP <> 'DELETE' AND (SELECT state FROM public.selection WHERE id = NEW.selection_id FOR SHARE) = 'closed') THEN
    PERFORM public.refuse_fact('the selection is closed', 'selection_closed');
  END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;

-- A closed session takes no sheet and no mark, and a sheet stays its member's on its application.
CREATE FUNCTION sheet_in_open_session() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND (NEW.member_id, NEW.application_id) IS DISTINCT FROM (OLD.member_id, OLD.application_id) THEN
    PERFORM public.refuse_fact('a sheet stays with its member and application', 'score_sheet_stays');
  END IF;
  IF EXISTS (SELECT 1 FROM public.council_member m JOIN public.review_session s ON s.council_id = m.council_id
      JOIN public.application a ON a.lot_id = s.lot_id
      WHERE m.id = NEW.member_id AND a.id = NEW.application_id AND s.state = 'closed' FOR SHARE OF s) THEN
    PERFORM public.refuse_fact('the session is closed', 'review_session_closed');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER sheet_in_open_session BEFORE INSERT OR UPDATE ON score_sheet FOR EACH ROW EXECUTE FUNCTION sheet_in_open_session();

CREATE FUNCTION mark_in_open_session() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE sheet uuid := CASE TG_OP WHEN 'DELETE' THEN OLD.sheet_id ELSE NEW.sheet_id END;
BEGIN
  IF EXISTS (SELECT 1 FROM public.score_sheet h JOIN public.council_member m ON m.id = h.member_id
      JOIN public.review_session s ON s.council_id = m.council_id JOIN public.application a ON a.id = h.application_id AND a.lot_id = s.lot_id
      WHERE h.id = sheet AND s.state = 'closed' FOR SHARE OF s) THEN
    PERFORM public.refuse_fact('the session is closed', 'review_session_closed');
  END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER mark_in_open_session BEFORE INSERT OR UPDATE OR DELETE ON score_mark FOR EACH ROW EXECUTE FUNCTION mark_in_open_session();

-- A part does not change its whole.
CREATE FUNCTION whole_stays() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE col text;
BEGIN
  FOREACH col IN ARRAY TG_ARGV LOOP
    IF to_jsonb(NEW) -> col IS DISTINCT FROM to_jsonb(OLD) -> col THEN
      PERFORM public.refuse_fact(format('%s.%s does not change', TG_TABLE_NAME, col), TG_TABLE_NAME || '_stays');
    END IF;
  END LOOP;
  RETURN NEW;
END $$;
CREATE TRIGGER whole_stays BEFORE UPDATE ON review_session FOR EACH ROW EXECUTE FUNCTION whole_stays('lot_id');
-- A planned session goes to the council that takes the place of a dissolved one.
CREATE FUNCTION session_keeps_council() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF OLD.state <> 'planned' OR (SELECT state FROM public.council WHERE id = OLD.council_id) <> 'dissolved' THEN
    PERFORM public.refuse_fact('a session stays with its council', 'review_session_stays');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER session_keeps_council BEFORE UPDATE OF council_id ON review_session FOR EACH ROW
  WHEN (NEW.council_id IS DISTINCT FROM OLD.council_id) EXECUTE FUNCTION session_keeps_council();
CREATE TRIGGER whole_stays BEFORE UPDATE ON selection FOR EACH ROW EXECUTE FUNCTION whole_stays('call_id');
CREATE TRIGGER whole_stays BEFORE UPDATE ON council FOR EACH ROW EXECUTE FUNCTION whole_stays('call_id');
CREATE TRIGGER whole_stays BEFORE UPDATE ON budget FOR EACH ROW EXECUTE FUNCTION whole_stays('application_id');
CREATE TRIGGER whole_stays BEFORE UPDATE ON budget_version FOR EACH ROW EXECUTE FUNCTION whole_stays('budget_id', 'number', 'stage');
CREATE TRIGGER whole_stays BEFORE UPDATE ON answer_section FOR EACH ROW EXECUTE FUNCTION whole_stays('application_id', 'section_key');
CREATE TRIGGER whole_stays BEFORE UPDATE ON application_document FOR EACH ROW
  EXECUTE FUNCTION whole_stays('application_id', 'item_key', 'file_name', 'size', 'sha256', 'media_type', 'object_key', 'uploaded_by', 'uploaded_at');

-- ------------------------------------------------------------------ interests and undertakings
CREATE FUNCTION declaration_steps() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE session text;
BEGIN
  IF NOT public.bound_to_steps(TG_RELID) THEN RETURN NEW; END IF;
  SELECT s.state INTO session FROM public.council_member m JOIN public.review_session s ON s.council_id = m.council_id
    JOIN public.application a ON a.lot_id = s.lot_id WHERE m.id = NEW.member_id AND a.id = NEW.application_id FOR SHARE OF s;
  IF TG_OP = 'UPDATE' AND (NEW.id, NEW.member_id, NEW.application_id) IS DISTINCT FROM (OLD.id, OLD.member_id, OLD.application_id) THEN
    PERFORM public.refuse_fact('a declaration stays with its member and application', 'conflict_declaration_stays');
  END IF;
  -- What is declared binds from the opening of the session on; a ruling may follow until it is closed.
  IF session = 'closed' OR (session IN ('open', 'tallied') AND TG_OP = 'UPDATE'
      AND (NEW.kind, NEW.ground, NEW.note, NEW.detected, NEW.declared_at) IS DISTINCT FROM (OLD.kind, OLD.ground, OLD.note, OLD.detected, OLD.declared_at)) THEN
    PERFORM public.refuse_fact('the session has opened', 'conflict_declaration_binds');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER declaration_steps BEFORE INSERT OR UPDATE ON conflict_declaration FOR EACH ROW EXECUTE FUNCTION declaration_steps();

CREATE FUNCTION member_steps() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE back boolean := OLD.ended_at IS NOT NULL AND NEW.ended_at IS NULL;
BEGIN
  IF NOT public.bound_to_steps(TG_RELID) THEN RETURN NEW; END IF;
  IF (NEW.id, NEW.council_id, NEW.person_id) IS DISTINCT FROM (OLD.id, OLD.council_id, OLD.person_id)
     OR (NOT back AND (NEW.role, NEW.appointed_at) IS DISTINCT FROM (OLD.role, OLD.appointed_at))
     OR (OLD.ended_at IS NOT NULL AND NEW.ended_at IS DISTINCT FROM OLD.ended_at AND NOT back) THEN
    PERFORM public.refuse_fact('a seat is ended, or given anew', 'council_member_stays');
  END IF;
  -- Signed once, now; who comes back signs anew.
  IF (NEW.undertaking_at, NEW.undertaking_hash) IS DISTINCT FROM (OLD.undertaking_at, OLD.undertaking_hash)
     AND NOT (back AND NEW.undertaking_at IS NULL)
     AND (OLD.undertaking_at IS NOT NULL OR NEW.undertaking_at IS NULL OR NEW.undertaking_hash IS NULL
       OR NEW.undertaking_at NOT BETWEEN public.app_now() - interval '10 minutes' AND public.app_now()) THEN
    PERFORM public.refuse_fact('an undertaking is signed once', 'council_member_undertaking');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER member_steps BEFORE UPDATE ON council_member FOR EACH ROW EXECUTE FUNCTION member_steps();

-- ------------------------------------------------------------------ calls and dossiers
-- Steps of the life cycles: the twin of domain/workflow. A later rule that extends or cancels a call opens its columns here.
CREATE FUNCTION call_steps() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF NOT public.bound_to_steps(TG_RELID) THEN RETURN NEW; END IF;
  IF NEW.state <> OLD.state AND (OLD.state, NEW.state) NOT IN (('draft', 'published'), ('draft', 'cancelled'), ('published', 'opened'),
      ('published', 'cancelled'), ('opened', 'selecting'), ('opened', 'concluded'), ('selecting', 'selected'), ('selected', 'concluded')) THEN
    PERFORM public.refuse_fact(format('a call does not go from %s to %s', OLD.state, NEW.state), 'call_step');
  END IF;
  IF OLD.state <> 'draft' AND (NEW.id, NEW.code, NEW.definition_id, NEW.programme, NEW.title_vi, NEW.title_en, NEW.opens_at, NEW.closes_at,
        NEW.envelope, NEW.fund_source_id, NEW.budget_year, NEW.published_at)
      IS DISTINCT FROM (OLD.id, OLD.code, OLD.definition_id, OLD.programme, OLD.title_vi, OLD.title_en, OLD.opens_at, OLD.closes_at,
        OLD.envelope, OLD.fund_source_id, OLD.budget_year, OLD.published_at) THEN
    PERFORM public.refuse_fact('the call is published', 'call_published');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER call_steps BEFORE UPDATE ON call FOR EACH ROW EXECUTE FUNCTION call_steps();

CREATE FUNCTION lot_of_draft() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF public.bound_to_steps(TG_RELID) AND ((TG_OP <> 'INSERT' AND (SELECT state FROM public.call WHERE id = OLD.call_id FOR SHARE) <> 'draft')
      OR (TG_OP <> 'DELETE' AND (SELECT state FROM public.call WHERE id = NEW.call_id FOR SHARE) <> 'draft')) THEN
    PERFORM public.refuse_fact('the call is published', 'call_published');
  END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER lot_of_draft BEFORE INSERT OR UPDATE OR DELETE ON lot FOR EACH ROW EXECUTE FUNCTION lot_of_draft();

CREATE FUNCTION application_steps() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF NOT public.bound_to_steps(TG_RELID) THEN RETURN NEW; END IF;
  IF (NEW.id, NEW.call_id, NEW.organisation_id, NEW.created_by, NEW.created_at) IS DISTINCT FROM
      (OLD.id, OLD.call_id, OLD.organisation_id, OLD.created_by, OLD.created_at)
     OR (OLD.code IS NOT NULL AND (NEW.code, NEW.lot_id) IS DISTINCT FROM (OLD.code, OLD.lot_id)) THEN
    PERFORM public.refuse_fact('a dossier stays with its call, lot and organisation', 'application_stays');
  END IF;
  IF NEW.state <> OLD.state AND (OLD.state, NEW.state) NOT IN (('draft', 'submitted'), ('draft', 'withdrawn'), ('submitted', 'withdrawn'),
      ('submitted', 'valid'), ('submitted', 'invalid'), ('valid', 'in_review'), ('valid', 'invalid'), ('valid', 'accepted'), ('valid', 'declined'),
      ('invalid', 'valid'), ('in_review', 'recommended'), ('in_review', 'reserve'), ('in_review', 'not_recommended'), ('in_review', 'valid'),
      ('recommended', 'in_appraisal'), ('reserve', 'recommended'), ('in_appraisal', 'approved'), ('in_appraisal', 'rejected')) THEN
    PERFORM public.refuse_fact(format('a dossier does not go from %s to %s', OLD.state, NEW.state), 'application_step');
  END IF;
  -- When and what was submitted is what its revision says.
  IF (NEW.revision_id, NEW.submitted_at) IS DISTINCT FROM (OLD.revision_id, OLD.submitted_at) AND NOT EXISTS (
      SELECT 1 FROM public.application_revision r WHERE r.id = NEW.revision_id AND r.application_id = NEW.id AND r.submitted_at = NEW.submitted_at
        AND r.number = (SELECT max(number) FROM public.application_revision WHERE application_id = NEW.id)) THEN
    PERFORM public.refuse_fact('submitted is what a revision says', 'application_submitted');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER application_steps BEFORE UPDATE ON application FOR EACH ROW EXECUTE FUNCTION application_steps();

CREATE FUNCTION survey_frozen() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF OLD.finished_at IS NOT NULL OR NEW.application_id <> OLD.application_id THEN
    PERFORM public.refuse_fact('the survey is finished', 'site_survey_finished');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER survey_frozen BEFORE UPDATE ON site_survey FOR EACH ROW EXECUTE FUNCTION survey_frozen();

CREATE FUNCTION validity_steps() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF public.bound_to_steps(TG_RELID) AND ((TG_OP = 'UPDATE' AND NEW.application_id <> OLD.application_id)
      OR (SELECT state FROM public.application WHERE id = NEW.application_id) NOT IN ('submitted', 'valid', 'invalid')) THEN
    PERFORM public.refuse_fact('validity is settled', 'validity_check_settled');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER validity_steps BEFORE INSERT OR UPDATE ON validity_check FOR EACH ROW EXECUTE FUNCTION validity_steps();

-- ------------------------------------------------------------------ money
CREATE FUNCTION appraisal_steps() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
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
      ('rejecting', 'rejected')) THEN
    PERFORM public.refuse_fact(format('an appraisal does not go from %s to %s', OLD.state, NEW.state), 'appraisal_step');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER appraisal_steps BEFORE UPDATE ON appraisal FOR EACH ROW EXECUTE FUNCTION appraisal_steps();

-- At the end of a transaction the state of an appraisal and the signatures that stand say the same.
CREATE FUNCTION appraisal_signed() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE ap record; standing int;
BEGIN
  IF NOT public.bound_to_steps(TG_RELID) THEN RETURN NULL; END IF;
  SELECT p.id, p.state, p.appraised_version_id INTO ap FROM public.appraisal p
    WHERE CASE TG_TABLE_NAME WHEN 'appraisal' THEN p.id = (to_jsonb(NEW) ->> 'id')::uuid
      ELSE p.appraised_version_id = (to_jsonb(NEW) ->> 'budget_version_id')::uuid END;
  IF ap.id IS NULL THEN RETURN NULL; END IF;
  SELECT count(*) INTO standing FROM public.approval_step s WHERE s.budget_version_id = ap.appraised_version_id AND s.revoked_at IS NULL;
  IF standing <> (CASE ap.state WHEN 'preparing' THEN 0 WHEN 'prepared' THEN 1 WHEN 'verified' THEN 2 WHEN 'approved' THEN 3 ELSE standing END) THEN
    PERFORM public.refuse_fact('the appraisal is not what its signatures say', 'appraisal_signed');
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER appraisal_signed AFTER UPDATE OF state ON appraisal DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION appraisal_signed();
CREATE CONSTRAINT TRIGGER appraisal_signed AFTER INSERT OR UPDATE ON approval_step DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION appraisal_signed();

-- Each signature is that of a role of the chain, held when it is given; those on frozen figures are never taken back.
CREATE FUNCTION approval_step_of_chain() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
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
      SELECT 1 FROM public.budget_version v JOIN public.budget b ON b.id = v.budget_id JOIN public.application a ON a.id = b.application_id
      JOIN public.call k ON k.id = a.call_id JOIN public.programme_definition d ON d.id = k.definition_id
      CROSS JOIN LATERAL jsonb_array_elements(d.document -> 'workflow' -> 'approvalChain') AS c (link)
      JOIN public.role_grant g ON g.role = c.link ->> 'role' AND g.person_id = NEW.person_id AND g.valid_from <= NEW.at
        AND (g.valid_to IS NULL OR g.valid_to > NEW.at) AND (g.scope_type = 'all' OR g.scope_type = 'programme' AND g.scope_id = k.programme)
      WHERE v.id = NEW.budget_version_id AND (c.link ->> 'step')::int = NEW.step_no AND c.link ->> 'kind' = NEW.kind) THEN
    PERFORM public.refuse_fact('the step is not of a role that the person holds', 'approval_step_role');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER approval_step_of_chain BEFORE INSERT OR UPDATE ON approval_step FOR EACH ROW EXECUTE FUNCTION approval_step_of_chain();

-- ------------------------------------------------------------------ grants of roles
CREATE FUNCTION role_grant_steps() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF NOT public.bound_to_steps(TG_RELID) THEN RETURN NEW; END IF;
  IF TG_OP = 'UPDATE' THEN
    IF (NEW.id, NEW.person_id, NEW.role, NEW.scope_type, NEW.scope_id) IS DISTINCT FROM (OLD.id, OLD.person_id, OLD.role, OLD.scope_type, OLD.scope_id)
       OR (OLD.valid_to IS NOT NULL AND OLD.valid_to <= public.app_now() AND (NEW.valid_from, NEW.valid_to) IS DISTINCT FROM (OLD.valid_from, OLD.valid_to))
       OR NEW.valid_to IS NULL AND OLD.valid_to IS NOT NULL THEN
      PERFORM public.refuse_fact('a grant is ended, and another one given', 'role_grant_stays');
    END IF;
    RETURN NEW;
  END IF;
  -- Who gave it is an administrator in force. Before anything was published the first people are enrolled by the installation.
  IF NEW.scope_type <> 'organisation' AND NOT EXISTS (
      SELECT 1 FROM public.role_grant g WHERE g.person_id = NEW.granted_by AND g.role = 'administrator' AND g.valid_from <= public.app_now()
        AND (g.valid_to IS NULL OR g.valid_to > public.app_now()))
     AND (NEW.granted_by IS NOT NULL OR EXISTS (SELECT 1 FROM public.call WHERE published_at IS NOT NULL)) THEN
    PERFORM public.refuse_fact('a role of the office is given by an administrator', 'role_grant_by_administrator');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER role_grant_steps BEFORE INSERT OR UPDATE ON role_grant FOR EACH ROW EXECUTE FUNCTION role_grant_steps();

-- ------------------------------------------------------------------ rights
DO $$
DECLARE f regprocedure;
BEGIN
  FOR f IN SELECT p.oid::regprocedure FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace AND p.prorettype = 'trigger'::regtype LOOP
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', f);
  END LOOP;
END $$;
REVOKE UPDATE, DELETE ON application_event FROM chuan_app;
REVOKE DELETE ON site_survey, validity_check, role_grant, application_document, attendance, ballot_ruling, council, appraisal, budget, organisation,
  person, account, fund_source, mail_message FROM chuan_app;
