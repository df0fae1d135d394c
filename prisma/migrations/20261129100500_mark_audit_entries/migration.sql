-- Each entry carries a mark that only a holder of a key outside the database can make.
ALTER TABLE "audit_entry" ADD COLUMN "key_id" TEXT NOT NULL DEFAULT '', ADD COLUMN "mac" TEXT NOT NULL DEFAULT '';

-- What this log is called in its checkpoints, and how many of its first entries are older than the marks.
CREATE TABLE "audit_log" (
    "id" UUID NOT NULL,
    "unmarked" BIGINT NOT NULL,

    CONSTRAINT "audit_log_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "audit_entry_actor_id_at_idx" ON "audit_entry"("actor_id", "at");
CREATE INDEX "audit_entry_action_at_idx" ON "audit_entry"("action", "at");
CREATE INDEX "audit_entry_object_id_at_idx" ON "audit_entry"("object_id", "at");
CREATE INDEX "audit_entry_outcome_at_idx" ON "audit_entry"("outcome", "at");

-- What waits for its seal is sealed here, as the sealer would: nothing that comes later may be without a mark.
-- The hashed text is the canonical JSON of `sealHash` in server/db/audit-chain.ts.
DO $$
DECLARE e record; n bigint; previous text; sealed text;
BEGIN
  SELECT coalesce(max(position), 0) INTO n FROM audit_seal;
  SELECT coalesce((SELECT hash FROM audit_seal WHERE position = n), '') INTO previous;
  FOR e IN SELECT a.id, a.digest FROM audit_entry a WHERE NOT EXISTS (SELECT 1 FROM audit_seal s WHERE s.entry_id = a.id) ORDER BY a.xid, a.id LOOP
    n := n + 1;
    sealed := encode(sha256(convert_to('{"digest":"' || e.digest || '","position":"' || n || '","previousHash":"' || previous || '"}', 'UTF8')), 'hex');
    INSERT INTO audit_seal (position, entry_id, previous_hash, hash, sealed_at) VALUES (n, e.id, previous, sealed, app_now());
    previous := sealed;
  END LOOP;
  INSERT INTO audit_log (id, unmarked) VALUES (gen_random_uuid(), n);
END $$;

CREATE UNIQUE INDEX audit_log_one ON audit_log ((true));
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON audit_log FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON audit_log FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
GRANT SELECT ON audit_log TO chuan_app;

-- The writing process reads the time here and signs it, so the time comes back with the entry. A verb lives half a
-- minute at most; a minute leaves room for a slow commit and for nothing else.
CREATE OR REPLACE FUNCTION audit_entry_stamp() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF NEW.at NOT BETWEEN public.app_now() - interval '60 seconds' AND public.app_now() + interval '1 second' THEN
    RAISE EXCEPTION 'an audit entry is of the time at which it is written' USING ERRCODE = 'check_violation', CONSTRAINT = 'audit_entry_at';
  END IF;
  NEW.xid := pg_current_xact_id()::text::bigint;
  RETURN NEW;
END $$;

-- Details may be erased (personal data), never without an entry of the same transaction that says so.
CREATE FUNCTION erase_audit_detail(p_entry uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  DELETE FROM public.audit_detail WHERE entry_id = p_entry;
  RETURN FOUND;
END $$;
REVOKE EXECUTE ON FUNCTION erase_audit_detail(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION erase_audit_detail(uuid) TO chuan_app;

CREATE FUNCTION audit_detail_erasure() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM public.audit_entry e WHERE e.object_type = 'audit_entry' AND e.object_id = OLD.entry_id::text
      AND e.action = 'erase_audit_detail' AND e.outcome = 'done' AND e.xid = pg_current_xact_id()::text::bigint) THEN
    RAISE EXCEPTION 'details are erased with an entry that says so' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'audit_detail_erasure';
  END IF;
  RETURN NULL;
END $$;
REVOKE EXECUTE ON FUNCTION audit_detail_erasure() FROM PUBLIC;
CREATE CONSTRAINT TRIGGER audit_detail_erasure AFTER DELETE ON audit_detail DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION audit_detail_erasure();
