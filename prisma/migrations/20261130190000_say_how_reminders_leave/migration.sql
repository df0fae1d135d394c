-- A reminder leaves by mail with its notice, or as a notice in the portal alone.
ALTER TABLE "reminder_rule" ADD COLUMN "channel" TEXT NOT NULL DEFAULT 'mail',
  ADD CONSTRAINT "reminder_rule_channel" CHECK ("channel" IN ('mail', 'notice'));

CREATE OR REPLACE FUNCTION reminder_rule_guard() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.ended_at IS NOT NULL OR NEW.ended_at IS NULL
    OR (OLD.id, OLD.kind, OLD.days_before, OLD.channel, OLD.valid_from, OLD.added_by)
       IS DISTINCT FROM (NEW.id, NEW.kind, NEW.days_before, NEW.channel, NEW.valid_from, NEW.added_by) THEN
    RAISE EXCEPTION 'a rule of reminders only ends' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'reminder_rule_only_ends';
  END IF;
  RETURN NEW;
END $$;
