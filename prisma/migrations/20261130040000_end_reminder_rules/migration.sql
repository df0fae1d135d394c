-- An administrator adds and ends rules of reminders; who did it stays with the rule. A rule ends once and never changes.
ALTER TABLE "reminder_rule" ADD COLUMN "added_by" UUID, ADD COLUMN "ended_by" UUID;

CREATE FUNCTION reminder_rule_guard() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.ended_at IS NOT NULL OR NEW.ended_at IS NULL
    OR (OLD.id, OLD.kind, OLD.days_before, OLD.valid_from, OLD.added_by)
       IS DISTINCT FROM (NEW.id, NEW.kind, NEW.days_before, NEW.valid_from, NEW.added_by) THEN
    RAISE EXCEPTION 'a rule of reminders only ends' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'reminder_rule_only_ends';
  END IF;
  RETURN NEW;
END $$;
REVOKE EXECUTE ON FUNCTION reminder_rule_guard() FROM PUBLIC;
CREATE TRIGGER reminder_rule_guard BEFORE UPDATE OR DELETE ON reminder_rule FOR EACH ROW EXECUTE FUNCTION reminder_rule_guard();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON reminder_rule FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

GRANT INSERT ON reminder_rule TO chuan_app;
GRANT UPDATE (ended_at, ended_by) ON reminder_rule TO chuan_app;
