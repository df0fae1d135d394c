-- Whoever types a tax code has claimed it; who speaks for the code is what the office has ruled, from a document or a
-- register. Claims for one code stand side by side until one of them is proved.

-- AlterTable
ALTER TABLE "organisation" ADD COLUMN "standing" TEXT NOT NULL DEFAULT 'claimed',
ADD COLUMN "claimed_by" UUID,
ADD COLUMN "ruling_id" UUID,
ADD COLUMN "merged_into" UUID;

-- CreateTable
CREATE TABLE "organisation_paper" (
    "id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "file_name" TEXT NOT NULL,
    "size" BIGINT NOT NULL,
    "sha256" TEXT NOT NULL,
    "media_type" TEXT NOT NULL,
    "object_key" TEXT NOT NULL,
    "verdict" TEXT NOT NULL,
    "signature" TEXT NOT NULL DEFAULT '',
    "uploaded_by" UUID NOT NULL,
    "uploaded_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "organisation_paper_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "organisation_ruling" (
    "id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "basis" TEXT,
    "paper_id" UUID,
    "register_kind" TEXT NOT NULL DEFAULT '',
    "register_no" TEXT NOT NULL DEFAULT '',
    "register_date" DATE,
    "reason" TEXT NOT NULL DEFAULT '',
    "other_id" UUID,
    "person_id" UUID,
    "before" JSONB,
    "after" JSONB,
    "ruled_by" UUID NOT NULL,
    "ruled_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "organisation_ruling_pkey" PRIMARY KEY ("id")
);

-- DropIndex
DROP INDEX "organisation_tax_code_key";

-- CreateIndex
CREATE UNIQUE INDEX "organisation_ruling_id_key" ON "organisation"("ruling_id");

-- CreateIndex
CREATE INDEX "organisation_tax_code_idx" ON "organisation"("tax_code");

-- CreateIndex
CREATE INDEX "organisation_merged_into_idx" ON "organisation"("merged_into");

-- CreateIndex
CREATE UNIQUE INDEX "organisation_paper_object_key_key" ON "organisation_paper"("object_key");

-- CreateIndex
CREATE INDEX "organisation_paper_organisation_id_idx" ON "organisation_paper"("organisation_id");

-- CreateIndex
CREATE INDEX "organisation_ruling_organisation_id_ruled_at_idx" ON "organisation_ruling"("organisation_id", "ruled_at");

-- AddForeignKey
ALTER TABLE "organisation" ADD CONSTRAINT "organisation_claimed_by_fkey" FOREIGN KEY ("claimed_by") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "organisation" ADD CONSTRAINT "organisation_ruling_id_fkey" FOREIGN KEY ("ruling_id") REFERENCES "organisation_ruling"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "organisation" ADD CONSTRAINT "organisation_merged_into_fkey" FOREIGN KEY ("merged_into") REFERENCES "organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "organisation_paper" ADD CONSTRAINT "organisation_paper_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "organisation_paper" ADD CONSTRAINT "organisation_paper_uploaded_by_fkey" FOREIGN KEY ("uploaded_by") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "organisation_ruling" ADD CONSTRAINT "organisation_ruling_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "organisation_ruling" ADD CONSTRAINT "organisation_ruling_paper_id_fkey" FOREIGN KEY ("paper_id") REFERENCES "organisation_paper"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "organisation_ruling" ADD CONSTRAINT "organisation_ruling_other_id_fkey" FOREIGN KEY ("other_id") REFERENCES "organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "organisation_ruling" ADD CONSTRAINT "organisation_ruling_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "organisation_ruling" ADD CONSTRAINT "organisation_ruling_ruled_by_fkey" FOREIGN KEY ("ruled_by") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- ------------------------------------------------------------------ closed sets of words
ALTER TABLE role_grant DROP CONSTRAINT role_grant_role;
ALTER TABLE role_grant ADD CONSTRAINT role_grant_role CHECK (role IN ('representative','editor','measurement_officer','science_officer',
  'enterprise_officer','finance_officer','finance_head','director','auditor','administrator'));
ALTER TABLE organisation ADD CONSTRAINT organisation_standing CHECK (
  standing IN ('claimed', 'proved', 'refused', 'merged') AND (standing = 'claimed') = (ruling_id IS NULL)
  AND (standing = 'merged') = (merged_into IS NOT NULL) AND merged_into IS DISTINCT FROM id);
-- One code has one organisation that speaks for it, and a person claims a code once.
CREATE UNIQUE INDEX organisation_one_proved ON organisation (tax_code) WHERE standing = 'proved';
CREATE UNIQUE INDEX organisation_one_claim ON organisation (tax_code, claimed_by) WHERE standing = 'claimed';
ALTER TABLE organisation_paper ADD CONSTRAINT organisation_paper_verdict CHECK (verdict IN ('clean','infected','pending','not_configured'));
ALTER TABLE organisation_ruling ADD CONSTRAINT organisation_ruling_kind CHECK (kind IN ('proved', 'refused', 'corrected', 'merged', 'ended', 'handed'));
-- A proof names where it comes from; `dossier` is that of releases before organisations were proved.
ALTER TABLE organisation_ruling ADD CONSTRAINT organisation_ruling_proof CHECK (
  (kind = 'proved') = (basis IS NOT NULL) AND (basis IS NULL OR basis IN ('document', 'register', 'dossier'))
  AND coalesce(basis = 'document', false) = (paper_id IS NOT NULL)
  AND coalesce(basis = 'register', false) = (register_kind <> '' AND register_no <> '' AND register_date IS NOT NULL));
ALTER TABLE organisation_ruling ADD CONSTRAINT organisation_ruling_reason CHECK (kind = 'proved' OR btrim(reason) <> '');
ALTER TABLE organisation_ruling ADD CONSTRAINT organisation_ruling_about CHECK (
  (kind = 'merged') = (other_id IS NOT NULL) AND (kind = 'ended') = (person_id IS NOT NULL));

-- ------------------------------------------------------------------ what is known of those that are here
UPDATE organisation o SET claimed_by = (SELECT g.person_id FROM role_grant g WHERE g.scope_type = 'organisation' AND g.scope_id = o.id::text
  AND g.role = 'representative' AND g.granted_by = g.person_id ORDER BY g.valid_from LIMIT 1);
-- Where the office has found a dossier of the organisation valid, with its registration paper in it, the office has ruled.
INSERT INTO organisation_ruling (id, organisation_id, version, kind, basis, ruled_by, ruled_at)
  SELECT gen_random_uuid(), f.organisation_id, f.version, 'proved', 'dossier', f.checked_by::uuid, f.checked_at FROM (
    SELECT DISTINCT ON (a.organisation_id) a.organisation_id, o.version, v.checked_by, v.checked_at
    FROM validity_check v JOIN application a ON a.id = v.application_id JOIN organisation o ON o.id = a.organisation_id
    JOIN person p ON p.id::text = v.checked_by::text
    WHERE v.valid ORDER BY a.organisation_id, v.checked_at) f;
UPDATE organisation o SET standing = 'proved', ruling_id = r.id FROM organisation_ruling r WHERE r.organisation_id = o.id;

-- ------------------------------------------------------------------ rulings are kept as they were given
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON organisation_ruling FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON organisation_ruling FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE FUNCTION organisation_ruling_guard() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF NOT public.bound_to_steps(TG_RELID) THEN RETURN NEW; END IF;
  IF NEW.ruled_at NOT BETWEEN public.app_now() - interval '10 minutes' AND public.app_now() THEN
    PERFORM public.refuse_fact('a ruling is given now', 'organisation_ruling_now');
  END IF;
  IF NOT EXISTS (SELECT 1 FROM public.role_grant g WHERE g.person_id = NEW.ruled_by AND g.role = 'enterprise_officer'
      AND g.valid_from <= public.app_now() AND (g.valid_to IS NULL OR g.valid_to > public.app_now())) THEN
    PERFORM public.refuse_fact('the ruling is not of a role that the person holds', 'organisation_ruling_role');
  END IF;
  IF EXISTS (SELECT 1 FROM public.role_grant g WHERE g.person_id = NEW.ruled_by AND g.scope_type = 'organisation'
        AND g.scope_id IN (NEW.organisation_id::text, NEW.other_id::text)
        AND g.valid_from <= public.app_now() AND (g.valid_to IS NULL OR g.valid_to > public.app_now()))
     OR EXISTS (SELECT 1 FROM public.person p WHERE p.id = NEW.ruled_by AND p.employer_id IN (NEW.organisation_id, NEW.other_id)) THEN
    PERFORM public.refuse_fact('nobody rules on an organisation of their own', 'organisation_ruling_own');
  END IF;
  IF NEW.basis = 'dossier' OR (NEW.basis = 'document' AND NOT EXISTS (SELECT 1 FROM public.organisation_paper p
      WHERE p.id = NEW.paper_id AND p.organisation_id = NEW.organisation_id AND p.verdict IN ('clean', 'not_configured'))) THEN
    PERFORM public.refuse_fact('the document of a proof is a checked paper of the organisation', 'organisation_ruling_paper');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER organisation_ruling_guard BEFORE INSERT ON organisation_ruling FOR EACH ROW EXECUTE FUNCTION organisation_ruling_guard();

CREATE FUNCTION organisation_paper_guard() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF to_jsonb(NEW) - 'verdict' - 'signature' IS DISTINCT FROM to_jsonb(OLD) - 'verdict' - 'signature'
      OR OLD.verdict <> 'pending' OR NEW.verdict NOT IN ('pending', 'clean', 'infected') THEN
    PERFORM public.refuse_fact('a paper stays as it came', 'organisation_paper_stays');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER organisation_paper_guard BEFORE UPDATE ON organisation_paper FOR EACH ROW EXECUTE FUNCTION organisation_paper_guard();

-- ------------------------------------------------------------------ an organisation stands as it was ruled
CREATE FUNCTION organisation_steps() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF NOT public.bound_to_steps(TG_RELID) THEN RETURN NEW; END IF;
  IF TG_OP = 'INSERT' THEN
    IF NEW.standing <> 'claimed' THEN
      PERFORM public.refuse_fact('an organisation begins as a claim', 'organisation_claimed');
    END IF;
    RETURN NEW;
  END IF;
  IF (NEW.id, NEW.claimed_by, NEW.created_at) IS DISTINCT FROM (OLD.id, OLD.claimed_by, OLD.created_at) THEN
    PERFORM public.refuse_fact('who claimed an organisation stays', 'organisation_stays');
  END IF;
  -- What was merged follows its organisation when that is merged too, and is else as it was.
  IF OLD.standing = 'merged' THEN
    IF to_jsonb(NEW) - 'merged_into' IS DISTINCT FROM to_jsonb(OLD) - 'merged_into'
       OR NOT EXISTS (SELECT 1 FROM public.organisation i WHERE i.id = OLD.merged_into AND i.merged_into = NEW.merged_into) THEN
      PERFORM public.refuse_fact('a merged organisation does not change', 'organisation_merged');
    END IF;
    RETURN NEW;
  END IF;
  IF NEW.standing <> OLD.standing THEN
    IF (OLD.standing, NEW.standing) NOT IN (('claimed', 'proved'), ('claimed', 'refused'), ('claimed', 'merged'), ('proved', 'merged'))
       OR NOT EXISTS (SELECT 1 FROM public.organisation_ruling r WHERE r.id = NEW.ruling_id AND r.organisation_id = NEW.id
         AND r.kind = NEW.standing AND r.version = OLD.version AND r.other_id IS NOT DISTINCT FROM NEW.merged_into) THEN
      PERFORM public.refuse_fact('an organisation stands as it was ruled', 'organisation_ruled');
    END IF;
  ELSIF (NEW.ruling_id, NEW.merged_into) IS DISTINCT FROM (OLD.ruling_id, OLD.merged_into) THEN
    PERFORM public.refuse_fact('an organisation stands as it was ruled', 'organisation_ruled');
  END IF;
  IF (NEW.tax_code, NEW.kind) IS DISTINCT FROM (OLD.tax_code, OLD.kind) AND NOT EXISTS (
      SELECT 1 FROM public.organisation_ruling r WHERE r.organisation_id = NEW.id AND r.kind = 'corrected' AND r.version = OLD.version
        AND r.after ->> 'taxCode' = NEW.tax_code AND r.after ->> 'kind' = NEW.kind) THEN
    PERFORM public.refuse_fact('code and kind change by a correction of the office', 'organisation_corrected');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER organisation_steps BEFORE INSERT OR UPDATE ON organisation FOR EACH ROW EXECUTE FUNCTION organisation_steps();

-- ------------------------------------------------------------------ nothing is valid before the office has ruled
CREATE FUNCTION application_of_proved() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF public.bound_to_steps(TG_RELID) AND NEW.state = 'valid' AND OLD.state IN ('submitted', 'invalid')
     AND (SELECT o.standing FROM public.organisation o WHERE o.id = NEW.organisation_id FOR SHARE) <> 'proved' THEN
    PERFORM public.refuse_fact('the organisation is not proved', 'application_of_proved');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER application_of_proved BEFORE UPDATE OF state ON application FOR EACH ROW EXECUTE FUNCTION application_of_proved();

-- ------------------------------------------------------------------ what follows a merged organisation
CREATE FUNCTION merged_into(one uuid, other uuid) RETURNS boolean LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (SELECT 1 FROM public.organisation o WHERE o.id = one AND o.standing = 'merged' AND o.merged_into = other)
$$;

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

CREATE OR REPLACE FUNCTION lot_of_draft() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  -- Who proposed is the same firm under the name that it was merged into.
  IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - 'proposer_id' = to_jsonb(OLD) - 'proposer_id'
     AND public.merged_into(OLD.proposer_id, NEW.proposer_id) THEN
    RETURN NEW;
  END IF;
  IF public.bound_to_steps(TG_RELID) AND ((TG_OP <> 'INSERT' AND (SELECT state FROM public.call WHERE id = OLD.call_id FOR SHARE) <> 'draft')
      OR (TG_OP <> 'DELETE' AND (SELECT state FROM public.call WHERE id = NEW.call_id FOR SHARE) <> 'draft')) THEN
    PERFORM public.refuse_fact('the call is published', 'call_published');
  END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;

CREATE OR REPLACE FUNCTION role_grant_acceptance_guard() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
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
  RAISE EXCEPTION 'a membership needs the person''s own acceptance' USING ERRCODE = 'integrity_constraint_violation';
END $$;

-- A tie to an organisation that was merged is one to what it was merged into.
CREATE OR REPLACE FUNCTION tied_organisations(person uuid, in_call uuid) RETURNS text[] LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce(array_agg(DISTINCT coalesce(o.merged_into, o.id)::text), '{}') FROM (
    SELECT g.scope_id AS organisation FROM role_grant g JOIN call c ON c.id = in_call
      WHERE g.person_id = person AND g.scope_type = 'organisation' AND g.valid_from <= app_now()
        AND (g.valid_to IS NULL OR g.valid_to > ties_count_from(c.opens_at))
    UNION ALL SELECT p.employer_id::text FROM person p WHERE p.id = person AND p.employer_id IS NOT NULL
    UNION ALL SELECT f.organisation_id::text FROM tie_finding f WHERE f.person_id = person AND f.ruling = 'excluded'
      AND (f.call_id IS NULL OR f.call_id = in_call)) t JOIN organisation o ON o.id = t.organisation::uuid
$$;

CREATE OR REPLACE FUNCTION former_ties(person uuid) RETURNS TABLE (organisation_id uuid, call_id uuid) LANGUAGE sql STABLE
  SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT DISTINCT a.organisation_id, a.call_id FROM role_grant g
    JOIN organisation o ON o.id = CASE WHEN g.scope_type = 'organisation' THEN g.scope_id::uuid END
    JOIN application a ON a.organisation_id = coalesce(o.merged_into, o.id)
    JOIN call c ON c.id = a.call_id
    WHERE g.person_id = person AND g.scope_type = 'organisation' AND g.valid_to <= app_now()
      AND c.state NOT IN ('draft', 'concluded', 'cancelled') AND g.valid_to > ties_count_from(c.opens_at)
  UNION SELECT coalesce(o.merged_into, o.id), f.call_id FROM tie_finding f JOIN organisation o ON o.id = f.organisation_id
    WHERE f.person_id = person AND f.ruling = 'excluded'
$$;

-- ------------------------------------------------------------------ rights
REVOKE ALL ON FUNCTION organisation_ruling_guard(), organisation_paper_guard(), organisation_steps(), application_of_proved() FROM PUBLIC;
GRANT SELECT, INSERT ON organisation_ruling TO chuan_app;
GRANT SELECT, INSERT, UPDATE ON organisation_paper TO chuan_app;
