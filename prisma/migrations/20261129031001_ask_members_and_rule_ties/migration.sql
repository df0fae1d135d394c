-- A membership begins with the word of the person whom it ties. A tie of somebody who sits on a council or works for
-- the office is ruled on first; ties count from some months before a call opens, also after they have ended.

-- CreateTable
CREATE TABLE "membership_invitation" (
    "id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "invited_by" UUID NOT NULL,
    "by_office" BOOLEAN NOT NULL DEFAULT false,
    "invited_at" TIMESTAMPTZ(6) NOT NULL,
    "expires_at" TIMESTAMPTZ(6) NOT NULL,
    "state" TEXT NOT NULL,
    "person_id" UUID,
    "answered_at" TIMESTAMPTZ(6),
    "ended_at" TIMESTAMPTZ(6),
    "grant_id" UUID,

    CONSTRAINT "membership_invitation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "tie_finding" (
    "id" UUID NOT NULL,
    "invitation_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "part" TEXT NOT NULL,
    "member_id" UUID,
    "call_id" UUID,
    "found_at" TIMESTAMPTZ(6) NOT NULL,
    "withdrawn_at" TIMESTAMPTZ(6),
    "ruling" TEXT,
    "ruling_note" TEXT NOT NULL DEFAULT '',
    "ruled_by" UUID,
    "ruled_at" TIMESTAMPTZ(6),
    "seen" JSONB,

    CONSTRAINT "tie_finding_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "tie_period" (
    "valid_from" DATE NOT NULL,
    "months" INTEGER NOT NULL,
    "source" TEXT NOT NULL,
    "confirmed" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "tie_period_pkey" PRIMARY KEY ("valid_from")
);

-- CreateIndex
CREATE UNIQUE INDEX "membership_invitation_grant_id_key" ON "membership_invitation"("grant_id");

-- CreateIndex
CREATE INDEX "membership_invitation_organisation_id_invited_at_idx" ON "membership_invitation"("organisation_id", "invited_at");

-- CreateIndex
CREATE INDEX "membership_invitation_email_state_idx" ON "membership_invitation"("email", "state");

-- CreateIndex
CREATE INDEX "tie_finding_invitation_id_idx" ON "tie_finding"("invitation_id");

-- CreateIndex
CREATE INDEX "tie_finding_person_id_idx" ON "tie_finding"("person_id");

-- CreateIndex
CREATE INDEX "tie_finding_member_id_idx" ON "tie_finding"("member_id");

-- AddForeignKey
ALTER TABLE "membership_invitation" ADD CONSTRAINT "membership_invitation_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "membership_invitation" ADD CONSTRAINT "membership_invitation_invited_by_fkey" FOREIGN KEY ("invited_by") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tie_finding" ADD CONSTRAINT "tie_finding_invitation_id_fkey" FOREIGN KEY ("invitation_id") REFERENCES "membership_invitation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tie_finding" ADD CONSTRAINT "tie_finding_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tie_finding" ADD CONSTRAINT "tie_finding_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tie_finding" ADD CONSTRAINT "tie_finding_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "council_member"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tie_finding" ADD CONSTRAINT "tie_finding_call_id_fkey" FOREIGN KEY ("call_id") REFERENCES "call"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE membership_invitation ADD CONSTRAINT membership_invitation_role CHECK (role IN ('representative', 'editor'));
ALTER TABLE membership_invitation ADD CONSTRAINT membership_invitation_state
  CHECK (state IN ('waiting', 'under_ruling', 'in_force', 'declined', 'taken_back', 'refused'));
ALTER TABLE membership_invitation ADD CONSTRAINT membership_invitation_answer CHECK (
  (person_id IS NULL) = (answered_at IS NULL)
  AND (state NOT IN ('under_ruling', 'in_force', 'refused', 'declined') OR person_id IS NOT NULL)
  AND (state = 'in_force') = (grant_id IS NOT NULL)
  AND (state IN ('waiting', 'under_ruling')) = (ended_at IS NULL));
-- One open invitation for an address and an organisation.
CREATE UNIQUE INDEX membership_invitation_one_open ON membership_invitation (organisation_id, email) WHERE state IN ('waiting', 'under_ruling');

ALTER TABLE tie_finding ADD CONSTRAINT tie_finding_part CHECK (
  part IN ('seat', 'office') AND (part = 'seat') = (member_id IS NOT NULL) AND (part = 'seat') = (call_id IS NOT NULL));
ALTER TABLE tie_finding ADD CONSTRAINT tie_finding_ruling CHECK (
  ruling IN ('excluded', 'kept') AND btrim(ruling_note) <> '' AND ruled_by IS NOT NULL AND ruled_at IS NOT NULL AND seen IS NOT NULL
  OR ruling IS NULL AND ruling_note = '' AND ruled_by IS NULL AND ruled_at IS NULL);
ALTER TABLE tie_finding ADD CONSTRAINT tie_finding_not_oneself CHECK (ruled_by <> person_id);
ALTER TABLE tie_finding ADD CONSTRAINT tie_finding_one_end CHECK (ruling IS NULL OR withdrawn_at IS NULL);

ALTER TABLE tie_period ADD CONSTRAINT tie_period_months CHECK (months BETWEEN 0 AND 120);
INSERT INTO tie_period (valid_from, months, source) VALUES ('2000-01-01', 12, 'Quy ước của Sở, chờ xác nhận bằng văn bản');

-- ------------------------------------------------------------------ what an invitation and a finding go through
CREATE FUNCTION membership_invitation_guard() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'an invitation is never deleted' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF TG_OP = 'INSERT' THEN
    IF NEW.state <> 'waiting' THEN
      RAISE EXCEPTION 'an invitation begins unanswered' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
  END IF;
  IF (NEW.id, NEW.organisation_id, NEW.email, NEW.role, NEW.invited_by, NEW.by_office, NEW.invited_at, NEW.expires_at)
      IS DISTINCT FROM (OLD.id, OLD.organisation_id, OLD.email, OLD.role, OLD.invited_by, OLD.by_office, OLD.invited_at, OLD.expires_at)
      OR OLD.person_id IS NOT NULL AND (NEW.person_id, NEW.answered_at) IS DISTINCT FROM (OLD.person_id, OLD.answered_at) THEN
    RAISE EXCEPTION 'an invitation can only be answered' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NOT (OLD.state = 'waiting' AND NEW.state IN ('under_ruling', 'in_force', 'declined', 'taken_back')
      OR OLD.state = 'under_ruling' AND NEW.state IN ('in_force', 'refused', 'declined', 'taken_back')) THEN
    RAISE EXCEPTION 'an invitation is answered once' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  -- Only whoever reads the letters of the address answers.
  IF NEW.person_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM account a WHERE a.person_id = NEW.person_id AND a.email = NEW.email) THEN
    RAISE EXCEPTION 'the invitation is for another address' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.state = 'in_force' AND EXISTS (SELECT 1 FROM tie_finding f WHERE f.invitation_id = NEW.id
      AND f.withdrawn_at IS NULL AND f.ruling IS DISTINCT FROM 'excluded') THEN
    RAISE EXCEPTION 'the tie waits for its ruling' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER membership_invitation_guard BEFORE INSERT OR UPDATE OR DELETE ON membership_invitation
  FOR EACH ROW EXECUTE FUNCTION membership_invitation_guard();

CREATE FUNCTION tie_finding_guard() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'a finding is never deleted' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF TG_OP = 'INSERT' THEN
    IF NEW.ruling IS NOT NULL OR NEW.withdrawn_at IS NOT NULL THEN
      RAISE EXCEPTION 'a finding begins without its ruling' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
  END IF;
  IF OLD.ruling IS NOT NULL OR OLD.withdrawn_at IS NOT NULL OR (NEW.id, NEW.invitation_id, NEW.person_id, NEW.organisation_id, NEW.part,
      NEW.member_id, NEW.call_id, NEW.found_at) IS DISTINCT FROM (OLD.id, OLD.invitation_id, OLD.person_id, OLD.organisation_id, OLD.part,
      OLD.member_id, OLD.call_id, OLD.found_at) THEN
    RAISE EXCEPTION 'a finding can only be ruled on, once' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER tie_finding_guard BEFORE INSERT OR UPDATE OR DELETE ON tie_finding FOR EACH ROW EXECUTE FUNCTION tie_finding_guard();

-- ------------------------------------------------------------------ no membership without the person's own word
-- Whoever founds an organisation has said so by founding it; a command on the machine makes the person and the grant
-- in one transaction. The owner of the tables is not bound: migrations are.
CREATE FUNCTION role_grant_acceptance_guard() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
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
  RAISE EXCEPTION 'a membership needs the person''s own acceptance' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER role_grant_acceptance_guard BEFORE INSERT OR UPDATE ON role_grant FOR EACH ROW EXECUTE FUNCTION role_grant_acceptance_guard();

-- ------------------------------------------------------------------ how long ties count
CREATE FUNCTION ties_count_from(opens_at timestamptz) RETURNS timestamptz LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT opens_at - make_interval(months => coalesce((SELECT t.months FROM tie_period t
    WHERE t.valid_from <= (opens_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date ORDER BY t.valid_from DESC LIMIT 1), 0))
$$;

-- Organisations that a person is tied to as far as one call is concerned: the employer that the office keeps,
-- memberships that the person accepted and that had not ended before the period, and what was ruled.
CREATE FUNCTION tied_organisations(person uuid, in_call uuid) RETURNS text[] LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce(array_agg(DISTINCT t.organisation), '{}') FROM (
    SELECT g.scope_id AS organisation FROM role_grant g JOIN call c ON c.id = in_call
      WHERE g.person_id = person AND g.scope_type = 'organisation' AND g.valid_from <= app_now()
        AND (g.valid_to IS NULL OR g.valid_to > ties_count_from(c.opens_at))
    UNION ALL SELECT p.employer_id::text FROM person p WHERE p.id = person AND p.employer_id IS NOT NULL
    UNION ALL SELECT f.organisation_id::text FROM tie_finding f WHERE f.person_id = person AND f.ruling = 'excluded'
      AND (f.call_id IS NULL OR f.call_id = in_call)) t
$$;

-- Ties that are over, or only ruled, with the calls that run in which they count; a null call stands for all.
CREATE FUNCTION former_ties(person uuid) RETURNS TABLE (organisation_id uuid, call_id uuid) LANGUAGE sql STABLE
  SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT DISTINCT a.organisation_id, a.call_id FROM role_grant g
    JOIN application a ON a.organisation_id = CASE WHEN g.scope_type = 'organisation' THEN g.scope_id::uuid END
    JOIN call c ON c.id = a.call_id
    WHERE g.person_id = person AND g.scope_type = 'organisation' AND g.valid_to <= app_now()
      AND c.state NOT IN ('draft', 'concluded', 'cancelled') AND g.valid_to > ties_count_from(c.opens_at)
  UNION SELECT f.organisation_id, f.call_id FROM tie_finding f WHERE f.person_id = person AND f.ruling = 'excluded'
$$;

-- The rule stands beside the table's older guards: a step of somebody tied in this call is refused.
CREATE FUNCTION approval_step_tie_guard() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM budget_version v JOIN budget b ON b.id = v.budget_id JOIN application a ON a.id = b.application_id
      WHERE v.id = NEW.budget_version_id AND a.organisation_id::text = ANY (tied_organisations(NEW.person_id, a.call_id))) THEN
    RAISE EXCEPTION 'a person tied to the applicant takes no step' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER approval_step_tie_guard BEFORE INSERT ON approval_step FOR EACH ROW EXECUTE FUNCTION approval_step_tie_guard();

CREATE FUNCTION appraisal_rejection_tie_guard() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM appraisal p JOIN application a ON a.id = p.application_id WHERE p.id = NEW.appraisal_id
      AND a.organisation_id::text = ANY (tied_organisations(coalesce(NEW.decided_by, NEW.proposed_by), a.call_id))) THEN
    RAISE EXCEPTION 'a person tied to the applicant takes no step' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER appraisal_rejection_tie_guard BEFORE INSERT OR UPDATE ON appraisal_rejection
  FOR EACH ROW EXECUTE FUNCTION appraisal_rejection_tie_guard();

GRANT SELECT, INSERT, UPDATE ON membership_invitation, tie_finding TO chuan_app;
GRANT SELECT ON tie_period TO chuan_app;
