-- A role that signs or administers is proposed by one administrator and put in force by another.

-- CreateTable
CREATE TABLE "grant_proposal" (
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "role" TEXT NOT NULL,
    "scope_type" TEXT NOT NULL,
    "scope_id" TEXT NOT NULL DEFAULT '',
    "valid_from" TIMESTAMPTZ(6) NOT NULL,
    "valid_to" TIMESTAMPTZ(6),
    "proposed_by" UUID,
    "proposed_at" TIMESTAMPTZ(6) NOT NULL,
    "state" TEXT NOT NULL,
    "decided_by" UUID,
    "decided_at" TIMESTAMPTZ(6),
    "reason" TEXT NOT NULL DEFAULT '',
    "grant_id" UUID,

    CONSTRAINT "grant_proposal_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "grant_proposal_grant_id_key" ON "grant_proposal"("grant_id");

-- CreateIndex
CREATE INDEX "grant_proposal_person_id_idx" ON "grant_proposal"("person_id");

-- CreateIndex
CREATE INDEX "grant_proposal_state_proposed_at_idx" ON "grant_proposal"("state", "proposed_at");

-- AddForeignKey
ALTER TABLE "grant_proposal" ADD CONSTRAINT "grant_proposal_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "grant_proposal" ADD CONSTRAINT "grant_proposal_proposed_by_fkey" FOREIGN KEY ("proposed_by") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "grant_proposal" ADD CONSTRAINT "grant_proposal_decided_by_fkey" FOREIGN KEY ("decided_by") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Twin of `signsOrAdministers` in domain/access/duties.ts; a test compares them for every role.
CREATE FUNCTION needs_second_administrator(role text) RETURNS boolean LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, public, pg_temp
AS $$ SELECT role IN ('finance_officer', 'finance_head', 'director', 'administrator') $$;

-- Administrators in force, of open accounts.
CREATE FUNCTION active_administrators() RETURNS SETOF uuid LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp
AS $$ SELECT DISTINCT g.person_id FROM public.role_grant g JOIN public.account a ON a.person_id = g.person_id
  WHERE g.role = 'administrator' AND g.valid_from <= public.app_now() AND (g.valid_to IS NULL OR g.valid_to > public.app_now())
    AND a.disabled_at IS NULL $$;

ALTER TABLE grant_proposal ADD CONSTRAINT grant_proposal_role CHECK (public.needs_second_administrator(role));
ALTER TABLE grant_proposal ADD CONSTRAINT grant_proposal_scope CHECK (scope_type IN ('all', 'programme') AND (scope_type = 'all') = (scope_id = ''));
ALTER TABLE grant_proposal ADD CONSTRAINT grant_proposal_term CHECK (valid_to IS NULL OR valid_to > valid_from);
ALTER TABLE grant_proposal ADD CONSTRAINT grant_proposal_state CHECK (
  state = 'waiting' AND decided_by IS NULL AND decided_at IS NULL AND grant_id IS NULL AND reason = ''
  OR state = 'in_force' AND decided_at IS NOT NULL AND grant_id IS NOT NULL AND (decided_by IS NOT NULL OR proposed_by IS NULL)
  OR state = 'declined' AND decided_by IS NOT NULL AND decided_at IS NOT NULL AND grant_id IS NULL AND btrim(reason) <> ''
  OR state = 'withdrawn' AND decided_by = proposed_by AND decided_at IS NOT NULL AND grant_id IS NULL);
-- Nobody confirms or declines what they proposed; nobody proposes or decides about themselves.
ALTER TABLE grant_proposal ADD CONSTRAINT grant_proposal_two_people CHECK (
  state NOT IN ('in_force', 'declined') OR decided_by IS DISTINCT FROM proposed_by OR proposed_by IS NULL);
ALTER TABLE grant_proposal ADD CONSTRAINT grant_proposal_not_oneself CHECK (
  proposed_by IS DISTINCT FROM person_id AND decided_by IS DISTINCT FROM person_id);
-- Only an administrator is made without a proposer, by a command on the machine.
ALTER TABLE grant_proposal ADD CONSTRAINT grant_proposal_by_terminal CHECK (
  proposed_by IS NOT NULL OR role = 'administrator' AND state = 'in_force' AND decided_by IS NULL AND btrim(reason) <> '');
-- One open proposal for a person, a role and a scope.
CREATE UNIQUE INDEX grant_proposal_one_open ON grant_proposal (person_id, role, scope_type, scope_id) WHERE state = 'waiting';

CREATE FUNCTION grant_proposal_guard() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    PERFORM public.refuse_fact('a proposal is never deleted', 'grant_proposal_stays');
  END IF;
  IF TG_OP = 'INSERT' THEN
    IF NEW.proposed_by IS NULL THEN
      IF (SELECT count(*) FROM public.active_administrators()) >= 2
         OR NOT EXISTS (SELECT 1 FROM public.role_grant g WHERE g.role = 'administrator') THEN
        PERFORM public.refuse_fact('two administrators give this role together', 'grant_proposal_terminal');
      END IF;
    ELSIF NEW.state <> 'waiting' THEN
      PERFORM public.refuse_fact('a proposal begins undecided', 'grant_proposal_begins');
    END IF;
    RETURN NEW;
  END IF;
  IF OLD.state <> 'waiting' THEN
    PERFORM public.refuse_fact('a proposal is decided once', 'grant_proposal_once');
  END IF;
  IF (NEW.id, NEW.person_id, NEW.role, NEW.scope_type, NEW.scope_id, NEW.valid_from, NEW.valid_to, NEW.proposed_by, NEW.proposed_at)
      IS DISTINCT FROM (OLD.id, OLD.person_id, OLD.role, OLD.scope_type, OLD.scope_id, OLD.valid_from, OLD.valid_to, OLD.proposed_by, OLD.proposed_at) THEN
    PERFORM public.refuse_fact('a proposal can only be decided', 'grant_proposal_stays');
  END IF;
  IF NEW.state = 'in_force' AND NOT (
      NEW.decided_by IN (SELECT public.active_administrators()) AND NEW.proposed_by IN (SELECT public.active_administrators())) THEN
    PERFORM public.refuse_fact('two administrators give this role together', 'grant_proposal_administrators');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER grant_proposal_guard BEFORE INSERT OR UPDATE OR DELETE ON grant_proposal FOR EACH ROW EXECUTE FUNCTION grant_proposal_guard();

-- ------------------------------------------------------------------ grants of roles
-- Before anything was published the first people are enrolled by the installation. After that a role of the office is
-- given by an administrator; one that signs or administers only as a confirmed proposal, which names its grant.
CREATE OR REPLACE FUNCTION role_grant_steps() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE proposed boolean;
BEGIN
  IF NOT public.bound_to_steps(TG_RELID) THEN RETURN NEW; END IF;
  IF TG_OP = 'UPDATE' THEN
    IF (NEW.id, NEW.person_id, NEW.role, NEW.scope_type, NEW.scope_id) IS DISTINCT FROM (OLD.id, OLD.person_id, OLD.role, OLD.scope_type, OLD.scope_id)
       OR (OLD.valid_to IS NOT NULL AND OLD.valid_to <= public.app_now() AND (NEW.valid_from, NEW.valid_to) IS DISTINCT FROM (OLD.valid_from, OLD.valid_to))
       OR NEW.valid_to IS NULL AND OLD.valid_to IS NOT NULL
       OR public.needs_second_administrator(OLD.role) AND OLD.scope_type <> 'organisation'
          AND (NEW.valid_to > OLD.valid_to OR NEW.valid_from < OLD.valid_from AND NEW.valid_to > public.app_now()) THEN
      PERFORM public.refuse_fact('a grant is ended, and another one given', 'role_grant_stays');
    END IF;
    RETURN NEW;
  END IF;
  IF NEW.scope_type = 'organisation' THEN RETURN NEW; END IF;
  proposed := EXISTS (SELECT 1 FROM public.grant_proposal p WHERE p.grant_id = NEW.id AND p.state = 'in_force' AND p.person_id = NEW.person_id
    AND p.role = NEW.role AND p.scope_type = NEW.scope_type AND p.scope_id = NEW.scope_id AND NEW.valid_from >= p.valid_from
    AND NEW.valid_to IS NOT DISTINCT FROM p.valid_to AND NEW.granted_by IS NOT DISTINCT FROM p.decided_by);
  IF NEW.granted_by IS NULL AND NOT proposed AND EXISTS (SELECT 1 FROM public.call WHERE published_at IS NOT NULL)
     OR NEW.granted_by IS NOT NULL AND NOT EXISTS (
      SELECT 1 FROM public.role_grant g WHERE g.person_id = NEW.granted_by AND g.role = 'administrator' AND g.valid_from <= public.app_now()
        AND (g.valid_to IS NULL OR g.valid_to > public.app_now())) THEN
    PERFORM public.refuse_fact('a role of the office is given by an administrator', 'role_grant_by_administrator');
  END IF;
  IF NEW.granted_by IS NOT NULL AND public.needs_second_administrator(NEW.role) AND NOT proposed THEN
    PERFORM public.refuse_fact('a second administrator puts this role in force', 'role_grant_second_administrator');
  END IF;
  RETURN NEW;
END $$;

REVOKE ALL ON FUNCTION grant_proposal_guard() FROM PUBLIC;
GRANT SELECT, INSERT, UPDATE ON grant_proposal TO chuan_app;
