-- What Prisma cannot say: time, text folding, numbers, immutability, money, separation of duties, grants.
-- Rules stand here a second time on purpose: the core decides and explains, the database makes the wrong state unwritable.

-- ------------------------------------------------------------------ time
ALTER TABLE app_clock ADD CONSTRAINT app_clock_one_row CHECK (id = 1);
INSERT INTO app_clock (id, offset_sec) VALUES (1, 0);

-- Deadlines ask clock_timestamp(), not now(): now() is the start of the transaction.
CREATE FUNCTION app_now() RETURNS timestamptz LANGUAGE sql VOLATILE PARALLEL SAFE
AS $$ SELECT clock_timestamp() + make_interval(secs => (SELECT offset_sec FROM public.app_clock WHERE id = 1)::double precision) $$;

-- Forward only. The one way back is before anything has happened: a world that is built starts in the past.
CREATE FUNCTION app_clock_forward() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.offset_sec < OLD.offset_sec AND EXISTS (SELECT 1 FROM public.audit_entry) THEN
    RAISE EXCEPTION 'app_clock moves forward only' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER app_clock_forward BEFORE UPDATE ON app_clock FOR EACH ROW EXECUTE FUNCTION app_clock_forward();

-- ------------------------------------------------------------------ Vietnamese text
CREATE FUNCTION vn_fold(input text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
AS $$ SELECT btrim(regexp_replace(lower(public.unaccent('public.unaccent'::regdictionary, lower(normalize(input, NFC)))), '\s+', ' ', 'g')) $$;

CREATE FUNCTION vn_initials(input text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
AS $$ SELECT coalesce(string_agg(left(word, 1), '' ORDER BY nr), '')
      FROM regexp_split_to_table(public.vn_fold(input), '[^[:alnum:]]+') WITH ORDINALITY AS w(word, nr) WHERE word <> '' $$;

CREATE FUNCTION vn_search(input text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
AS $$ SELECT public.vn_fold(input) || ' ' || public.vn_initials(input) $$;

CREATE FUNCTION search_text_organisation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN NEW.search_text := public.vn_search(NEW.name) || ' ' || NEW.tax_code; RETURN NEW; END $$;
CREATE TRIGGER search_text BEFORE INSERT OR UPDATE OF name, tax_code ON organisation FOR EACH ROW EXECUTE FUNCTION search_text_organisation();

CREATE FUNCTION search_text_person() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN NEW.search_text := public.vn_search(NEW.full_name); RETURN NEW; END $$;
CREATE TRIGGER search_text BEFORE INSERT OR UPDATE OF full_name ON person FOR EACH ROW EXECUTE FUNCTION search_text_person();

CREATE FUNCTION search_text_call() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN NEW.search_text := public.vn_search(NEW.title_vi) || ' ' || public.vn_fold(NEW.title_en) || ' ' || public.vn_fold(NEW.code); RETURN NEW; END $$;
CREATE TRIGGER search_text BEFORE INSERT OR UPDATE OF title_vi, title_en, code ON call FOR EACH ROW EXECUTE FUNCTION search_text_call();

CREATE FUNCTION search_text_application() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.search_text := public.vn_search(NEW.title) || ' ' || public.vn_fold(coalesce(NEW.code, '')) || ' '
    || coalesce((SELECT o.search_text FROM public.organisation o WHERE o.id = NEW.organisation_id), '');
  RETURN NEW;
END $$;
CREATE TRIGGER search_text BEFORE INSERT OR UPDATE OF title, code, organisation_id ON application FOR EACH ROW EXECUTE FUNCTION search_text_application();

CREATE INDEX organisation_search ON organisation USING gin (search_text gin_trgm_ops);
CREATE INDEX person_search ON person USING gin (search_text gin_trgm_ops);
CREATE INDEX call_search ON call USING gin (search_text gin_trgm_ops);
CREATE INDEX application_search ON application USING gin (search_text gin_trgm_ops);

-- ------------------------------------------------------------------ official numbers
CREATE FUNCTION next_number(p_issuer text, p_series text, p_year int) RETURNS int LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public
AS $$ INSERT INTO counter (issuer, series, year, value) VALUES (p_issuer, p_series, p_year, 1)
      ON CONFLICT (issuer, series, year) DO UPDATE SET value = counter.value + 1 RETURNING value $$;
CREATE UNIQUE INDEX official_record_number ON official_record (year, number_text) WHERE number_text IS NOT NULL;

-- ------------------------------------------------------------------ closed sets of words
ALTER TABLE organisation ADD CONSTRAINT organisation_kind CHECK (kind IN ('enterprise','cooperative','household_business','institute','agency'));
ALTER TABLE account ADD CONSTRAINT account_email_lower CHECK (email = lower(email));
ALTER TABLE role_grant ADD CONSTRAINT role_grant_role CHECK (role IN ('representative','editor','measurement_officer','science_officer','finance_officer','finance_head','director','auditor','administrator'));
ALTER TABLE role_grant ADD CONSTRAINT role_grant_scope CHECK (scope_type IN ('all','organisation','programme'));
ALTER TABLE role_grant ADD CONSTRAINT role_grant_period CHECK (valid_to IS NULL OR valid_to > valid_from);
-- Nobody gives a staff role to himself; whoever registers an organisation is its first representative.
ALTER TABLE role_grant ADD CONSTRAINT role_grant_not_to_oneself CHECK (granted_by IS NULL OR granted_by <> person_id OR scope_type = 'organisation');
ALTER TABLE account_token ADD CONSTRAINT account_token_purpose CHECK (purpose IN ('verify_email','set_password'));
ALTER TABLE call ADD CONSTRAINT call_state CHECK (state IN ('draft','published','opened','selecting','selected','concluded','cancelled'));
ALTER TABLE call ADD CONSTRAINT call_window CHECK (opens_at < closes_at);
ALTER TABLE application ADD CONSTRAINT application_state CHECK (state IN ('draft','submitted','withdrawn','valid','invalid','in_review','recommended','reserve','not_recommended','in_appraisal','approved','rejected','accepted','declined'));
ALTER TABLE application ADD CONSTRAINT application_submitted_whole CHECK (state IN ('draft','withdrawn') OR (code IS NOT NULL AND revision_id IS NOT NULL AND submitted_at IS NOT NULL));
ALTER TABLE application_document ADD CONSTRAINT application_document_verdict CHECK (verdict IN ('clean','infected','pending','not_configured'));
ALTER TABLE upload ADD CONSTRAINT upload_state CHECK (state IN ('open','checking','accepted','refused','aborted'));
ALTER TABLE upload ADD CONSTRAINT upload_received CHECK (received >= 0 AND received <= size);
ALTER TABLE council ADD CONSTRAINT council_state CHECK (state IN ('forming','seated','dissolved'));
ALTER TABLE council_member ADD CONSTRAINT council_member_role CHECK (role IN ('chair','vice_chair','reviewer','scientific_secretary','member','administrative_secretary'));
ALTER TABLE conflict_declaration ADD CONSTRAINT conflict_declaration_kind CHECK (kind IN ('none','declared','blocking') AND (ruling IS NULL OR ruling IN ('allowed','barred')));
ALTER TABLE score_sheet ADD CONSTRAINT score_sheet_state CHECK (state = 'draft' AND total IS NULL AND hash IS NULL OR state = 'submitted' AND total BETWEEN 0 AND 100 AND hash IS NOT NULL AND submitted_at IS NOT NULL);
ALTER TABLE score_mark ADD CONSTRAINT score_mark_value CHECK (value IS NULL OR value BETWEEN 0 AND 100);
ALTER TABLE review_session ADD CONSTRAINT review_session_state CHECK (state IN ('planned','open','tallied','closed'));
ALTER TABLE tally ADD CONSTRAINT tally_outcome CHECK (outcome IN ('recommended','passed','failed'));
ALTER TABLE selection ADD CONSTRAINT selection_state CHECK (state IN ('draft','closed'));
ALTER TABLE selection_item ADD CONSTRAINT selection_item_outcome CHECK (outcome IN ('recommended','reserve','not_recommended'));
ALTER TABLE budget_version ADD CONSTRAINT budget_version_stage CHECK (stage IN ('requested','appraised'));
ALTER TABLE budget_line ADD CONSTRAINT budget_line_category CHECK (category BETWEEN 1 AND 10);
ALTER TABLE budget_line ADD CONSTRAINT budget_line_source CHECK (source IN ('state','own'));
ALTER TABLE budget_line ADD CONSTRAINT budget_line_scale CHECK (quantity_scale BETWEEN 0 AND 6 AND (quantity IS NULL) = (quantity_scale IS NULL));
ALTER TABLE budget_line ADD CONSTRAINT budget_line_removed CHECK (NOT removed OR amount = 0);
ALTER TABLE budget_line ADD CONSTRAINT budget_line_system CHECK (system IS NULL OR system = 'management');
ALTER TABLE appraisal ADD CONSTRAINT appraisal_editors CHECK (editors IS NOT NULL);
ALTER TABLE appraisal ADD CONSTRAINT appraisal_state CHECK (state IN ('preparing','prepared','verified','approved'));
ALTER TABLE approval_step ADD CONSTRAINT approval_step_kind CHECK ((step_no, kind) IN ((0,'prepared'),(1,'verified'),(2,'approved')));
ALTER TABLE journal_entry ADD CONSTRAINT journal_entry_kind CHECK (kind IN ('allocate','commit','release'));
ALTER TABLE posting ADD CONSTRAINT posting_account CHECK (account IN ('allocation','available','committed'));
ALTER TABLE mail_message ADD CONSTRAINT mail_message_state CHECK (state IN ('queued','held','sent','failed'));
ALTER TABLE audit_entry ADD CONSTRAINT audit_entry_outcome CHECK (outcome IN ('done','refused'));

-- ------------------------------------------------------------------ money
DO $$
DECLARE c record;
BEGIN
  FOR c IN SELECT * FROM (VALUES ('organisation','revenue'),('call','envelope'),('application','requested'),('application','own'),
      ('selection_item','requested'),('selection_item','cumulative'),('budget_version','state_total'),('budget_version','own_total'),
      ('budget_line','unit_price'),('budget_line','amount'),('fund_balance','allocated'),('fund_balance','committed'),('posting','amount')) AS t(tab, col)
  LOOP
    EXECUTE format('ALTER TABLE %I ADD CONSTRAINT %I CHECK (abs(%I) <= 999999999999999)', c.tab, c.tab || '_' || c.col || '_limit', c.col);
  END LOOP;
END $$;
ALTER TABLE budget_line ADD CONSTRAINT budget_line_not_negative CHECK (amount >= 0 AND unit_price >= 0 AND quantity >= 0);

-- A source can never be over-committed, however many approve at once: the balance row is locked by its update.
ALTER TABLE fund_balance ADD CONSTRAINT fund_balance_never_over CHECK (allocated >= 0 AND committed >= 0 AND committed <= allocated);

CREATE FUNCTION posting_moves_balance() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  INSERT INTO fund_balance (source_id, budget_year) VALUES (NEW.source_id, NEW.budget_year) ON CONFLICT DO NOTHING;
  IF NEW.account = 'allocation' THEN
    UPDATE fund_balance SET allocated = allocated - NEW.amount WHERE source_id = NEW.source_id AND budget_year = NEW.budget_year;
  ELSIF NEW.account = 'committed' THEN
    UPDATE fund_balance SET committed = committed + NEW.amount WHERE source_id = NEW.source_id AND budget_year = NEW.budget_year;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER posting_moves_balance AFTER INSERT ON posting FOR EACH ROW EXECUTE FUNCTION posting_moves_balance();

-- The balance of a source in a year, held until the transaction ends: what is planned on it still fits when it is posted.
-- The portal may not write balances; this is its only way to the lock.
CREATE FUNCTION lock_fund_balance(p_source uuid, p_year int) RETURNS TABLE (allocated bigint, committed bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  INSERT INTO fund_balance (source_id, budget_year) VALUES (p_source, p_year) ON CONFLICT DO NOTHING;
  RETURN QUERY SELECT b.allocated, b.committed FROM fund_balance b WHERE b.source_id = p_source AND b.budget_year = p_year FOR UPDATE;
END $$;

CREATE FUNCTION journal_entry_balances() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE total numeric; lines int;
BEGIN
  SELECT coalesce(sum(amount), 0), count(*) INTO total, lines FROM public.posting WHERE entry_id = NEW.id;
  IF total <> 0 OR lines < 2 THEN
    RAISE EXCEPTION 'journal entry % does not sum to zero', NEW.id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER journal_entry_balances AFTER INSERT ON journal_entry DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION journal_entry_balances();
CREATE FUNCTION posting_entry_balances() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT sum(amount) FROM public.posting WHERE entry_id = NEW.entry_id) <> 0 THEN
    RAISE EXCEPTION 'journal entry % does not sum to zero', NEW.entry_id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER posting_entry_balances AFTER INSERT ON posting DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION posting_entry_balances();

-- ------------------------------------------------------------------ what is written once
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation'; END $$;
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['audit_entry','audit_seal','application_revision','official_record','journal_entry','posting'] LOOP
    EXECUTE format('CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION refuse_change()', t);
    EXECUTE format('CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', t);
  END LOOP;
END $$;

CREATE FUNCTION audit_entry_stamp() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN NEW.xid := pg_current_xact_id()::text::bigint; RETURN NEW; END $$;
CREATE TRIGGER audit_entry_stamp BEFORE INSERT ON audit_entry FOR EACH ROW EXECUTE FUNCTION audit_entry_stamp();

-- A submission counts if and only if it arrived before the end (half-open), by the database's clock.
CREATE FUNCTION revision_in_window() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE c record;
BEGIN
  SELECT k.opens_at, k.closes_at, k.state INTO c FROM public.application a JOIN public.call k ON k.id = a.call_id WHERE a.id = NEW.application_id;
  IF c.state <> 'published' OR NEW.submitted_at < c.opens_at OR NEW.submitted_at >= c.closes_at
     OR NEW.submitted_at > public.app_now() OR NEW.submitted_at < public.app_now() - interval '10 minutes' THEN
    RAISE EXCEPTION 'outside the window of the call' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER revision_in_window BEFORE INSERT ON application_revision FOR EACH ROW EXECUTE FUNCTION revision_in_window();

CREATE FUNCTION definition_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.frozen_at IS NOT NULL THEN
    RAISE EXCEPTION 'the definition is frozen' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER definition_frozen BEFORE UPDATE OR DELETE ON programme_definition FOR EACH ROW EXECUTE FUNCTION definition_frozen();

-- A sheet is frozen by its submission.
CREATE FUNCTION sheet_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state = 'submitted' THEN
    RAISE EXCEPTION 'the sheet is frozen' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER sheet_frozen BEFORE UPDATE OR DELETE ON score_sheet FOR EACH ROW EXECUTE FUNCTION sheet_frozen();
CREATE FUNCTION mark_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE sheet uuid := CASE TG_OP WHEN 'DELETE' THEN OLD.sheet_id ELSE NEW.sheet_id END;
BEGIN
  IF (SELECT state FROM public.score_sheet WHERE id = sheet FOR SHARE) = 'submitted'
     OR (TG_OP = 'UPDATE' AND NEW.sheet_id <> OLD.sheet_id) THEN
    RAISE EXCEPTION 'the sheet is frozen' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER mark_frozen BEFORE INSERT OR UPDATE OR DELETE ON score_mark FOR EACH ROW EXECUTE FUNCTION mark_frozen();

-- No sheet without undertaking and declaration; none for a conflicted member (TT 20/2023, Art. 8.2).
CREATE FUNCTION sheet_needs_declaration() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (
    SELECT 1 FROM public.council_member m JOIN public.conflict_declaration d ON d.member_id = m.id AND d.application_id = NEW.application_id
    WHERE m.id = NEW.member_id AND m.undertaking_at IS NOT NULL AND m.ended_at IS NULL AND m.role <> 'administrative_secretary'
      AND (d.kind = 'none' OR d.kind = 'declared' AND d.ruling = 'allowed')) THEN
    RAISE EXCEPTION 'the member may not score this application' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER sheet_needs_declaration BEFORE INSERT OR UPDATE ON score_sheet FOR EACH ROW EXECUTE FUNCTION sheet_needs_declaration();

-- A closed session is frozen, with its tallies, attendance and rulings.
CREATE FUNCTION session_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state = 'closed' THEN
    RAISE EXCEPTION 'the session is closed' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER session_frozen BEFORE UPDATE OR DELETE ON review_session FOR EACH ROW EXECUTE FUNCTION session_frozen();
CREATE FUNCTION session_part_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE session uuid := CASE TG_OP WHEN 'DELETE' THEN OLD.session_id ELSE NEW.session_id END;
BEGIN
  IF (SELECT state FROM public.review_session WHERE id = session FOR SHARE) = 'closed' THEN
    RAISE EXCEPTION 'the session is closed' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER session_part_frozen BEFORE INSERT OR UPDATE OR DELETE ON tally FOR EACH ROW EXECUTE FUNCTION session_part_frozen();
CREATE TRIGGER session_part_frozen BEFORE INSERT OR UPDATE OR DELETE ON attendance FOR EACH ROW EXECUTE FUNCTION session_part_frozen();
CREATE TRIGGER session_part_frozen BEFORE INSERT OR UPDATE OR DELETE ON ballot_ruling FOR EACH ROW EXECUTE FUNCTION session_part_frozen();

CREATE FUNCTION selection_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state = 'closed' THEN
    RAISE EXCEPTION 'the selection is closed' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER selection_frozen BEFORE UPDATE OR DELETE ON selection FOR EACH ROW EXECUTE FUNCTION selection_frozen();
CREATE FUNCTION selection_item_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE sel uuid := CASE TG_OP WHEN 'DELETE' THEN OLD.selection_id ELSE NEW.selection_id END;
BEGIN
  IF (SELECT state FROM public.selection WHERE id = sel FOR SHARE) = 'closed' THEN
    RAISE EXCEPTION 'the selection is closed' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER selection_item_frozen BEFORE INSERT OR UPDATE OR DELETE ON selection_item FOR EACH ROW EXECUTE FUNCTION selection_item_frozen();

-- ------------------------------------------------------------------ approvals sign figures
CREATE UNIQUE INDEX approval_step_one_person ON approval_step (budget_version_id, person_id) WHERE revoked_at IS NULL;
CREATE UNIQUE INDEX approval_step_one_step ON approval_step (budget_version_id, step_no) WHERE revoked_at IS NULL;

-- A changed line voids the hash; a void hash lapses every signature given on it.
CREATE FUNCTION budget_line_voids_hash() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE ver uuid := CASE TG_OP WHEN 'DELETE' THEN OLD.version_id ELSE NEW.version_id END; frozen timestamptz; present boolean;
BEGIN
  SELECT frozen_at, true INTO frozen, present FROM public.budget_version WHERE id = ver FOR UPDATE;
  IF frozen IS NOT NULL THEN
    RAISE EXCEPTION 'the budget version is frozen' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF TG_OP = 'UPDATE' AND NEW.version_id <> OLD.version_id THEN
    RAISE EXCEPTION 'a budget line stays in its version' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  UPDATE public.budget_version SET hash = NULL WHERE id = ver AND hash IS NOT NULL;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER budget_line_voids_hash BEFORE INSERT OR UPDATE OR DELETE ON budget_line FOR EACH ROW EXECUTE FUNCTION budget_line_voids_hash();

CREATE FUNCTION budget_version_guard() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  IF OLD.frozen_at IS NOT NULL THEN
    RAISE EXCEPTION 'the budget version is frozen' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  -- What is frozen is whole: every figure entered, and the totals those of its lines.
  IF NEW.frozen_at IS NOT NULL AND (NEW.hash IS NULL
      OR EXISTS (SELECT 1 FROM budget_line l WHERE l.version_id = NEW.id
                 AND (l.content = '' OR l.quantity IS NULL OR l.unit_price IS NULL OR l.amount IS NULL))
      OR NEW.state_total <> (SELECT coalesce(sum(l.amount), 0) FROM budget_line l WHERE l.version_id = NEW.id AND l.source = 'state')
      OR NEW.own_total <> (SELECT coalesce(sum(l.amount), 0) FROM budget_line l WHERE l.version_id = NEW.id AND l.source = 'own')) THEN
    RAISE EXCEPTION 'the budget version is not complete' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.hash IS DISTINCT FROM OLD.hash AND OLD.hash IS NOT NULL THEN
    UPDATE approval_step SET revoked_at = app_now() WHERE budget_version_id = NEW.id AND revoked_at IS NULL;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER budget_version_guard BEFORE UPDATE OR DELETE ON budget_version FOR EACH ROW EXECUTE FUNCTION budget_version_guard();

CREATE FUNCTION approval_step_guard() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
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
  SELECT bv.hash, bv.frozen_at, a.organisation_id INTO v FROM budget_version bv JOIN budget b ON b.id = bv.budget_id
    JOIN application a ON a.id = b.application_id WHERE bv.id = NEW.budget_version_id FOR UPDATE OF bv;
  IF v.hash IS NULL OR v.hash <> NEW.seen_hash THEN
    RAISE EXCEPTION 'approval on stale figures' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF v.frozen_at IS NOT NULL THEN
    RAISE EXCEPTION 'the budget version is frozen' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  SELECT count(*) INTO taken FROM approval_step WHERE budget_version_id = NEW.budget_version_id AND revoked_at IS NULL;
  IF taken <> NEW.step_no THEN
    RAISE EXCEPTION 'approval out of order' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF EXISTS (SELECT 1 FROM approval_step WHERE budget_version_id = NEW.budget_version_id AND person_id = NEW.person_id AND step_no <> NEW.step_no) THEN
    RAISE EXCEPTION 'one person takes one step' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.step_no > 0 AND EXISTS (SELECT 1 FROM appraisal ap WHERE ap.appraised_version_id = NEW.budget_version_id AND NEW.person_id = ANY (ap.editors)) THEN
    RAISE EXCEPTION 'one person takes one step' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  SELECT EXISTS (SELECT 1 FROM person p WHERE p.id = NEW.person_id AND p.employer_id = v.organisation_id)
      OR EXISTS (SELECT 1 FROM role_grant g WHERE g.person_id = NEW.person_id AND g.scope_type = 'organisation' AND g.scope_id = v.organisation_id::text
                 AND g.valid_from <= app_now() AND (g.valid_to IS NULL OR g.valid_to > app_now())) INTO tied;
  IF tied THEN
    RAISE EXCEPTION 'a person tied to the applicant takes no step' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER approval_step_guard BEFORE INSERT OR UPDATE OR DELETE ON approval_step FOR EACH ROW EXECUTE FUNCTION approval_step_guard();

-- ------------------------------------------------------------------ grants
DO $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'chuan_app') THEN
    CREATE ROLE chuan_app NOLOGIN;
  END IF;
END $$;
GRANT USAGE ON SCHEMA public TO chuan_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO chuan_app;
REVOKE UPDATE, DELETE ON audit_entry, audit_detail, audit_seal, application_revision, official_record, journal_entry, posting FROM chuan_app;
REVOKE INSERT, UPDATE, DELETE ON app_clock, counter, fund_balance FROM chuan_app;
REVOKE DELETE ON approval_step, score_sheet, tally, review_session, selection, application, budget_version, call, programme_definition, council_member, conflict_declaration FROM chuan_app;
DO $$
BEGIN
  IF to_regclass('public._prisma_migrations') IS NOT NULL THEN
    REVOKE ALL ON public._prisma_migrations FROM chuan_app;
    GRANT SELECT ON public._prisma_migrations TO chuan_app;
  END IF;
END $$;
