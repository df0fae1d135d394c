-- What an account was told, in both languages: the same fact as the mail about it. `delivery` is how the mail left.
CREATE TABLE "notice" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "letter" TEXT NOT NULL,
    "subject_vi" TEXT NOT NULL,
    "text_vi" TEXT NOT NULL,
    "subject_en" TEXT NOT NULL,
    "text_en" TEXT NOT NULL,
    "path" TEXT NOT NULL DEFAULT '',
    "delivery" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL,
    "read_at" TIMESTAMPTZ(6),
    "digested_at" TIMESTAMPTZ(6),

    CONSTRAINT "notice_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "notice_delivery" CHECK ("delivery" IN ('at_once', 'digest', 'none') AND ("digested_at" IS NULL OR "delivery" = 'digest'))
);
CREATE UNIQUE INDEX "notice_account_id_key_key" ON "notice"("account_id", "key");
CREATE INDEX "notice_account_id_created_at_idx" ON "notice"("account_id", "created_at");
CREATE INDEX "notice_pending_idx" ON "notice"("account_id") WHERE delivery = 'digest' AND digested_at IS NULL;
ALTER TABLE "notice" ADD CONSTRAINT "notice_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- A notice stays as it was told; it is read once and goes into one digest.
CREATE FUNCTION notice_guard() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF TG_OP = 'DELETE' OR (OLD.read_at IS NOT NULL AND NEW.read_at IS DISTINCT FROM OLD.read_at)
    OR (OLD.digested_at IS NOT NULL AND NEW.digested_at IS DISTINCT FROM OLD.digested_at)
    OR (to_jsonb(OLD) - 'read_at' - 'digested_at') IS DISTINCT FROM (to_jsonb(NEW) - 'read_at' - 'digested_at') THEN
    RAISE EXCEPTION 'a notice stays as it was told' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'notice_stays';
  END IF;
  RETURN NEW;
END $$;
REVOKE EXECUTE ON FUNCTION notice_guard() FROM PUBLIC;
CREATE TRIGGER notice_guard BEFORE UPDATE OR DELETE ON notice FOR EACH ROW EXECUTE FUNCTION notice_guard();

-- How an account gets the letters of a group, where it is not at once.
CREATE TABLE "letter_choice" (
    "account_id" UUID NOT NULL,
    "letter_group" TEXT NOT NULL,
    "delivery" TEXT NOT NULL,
    "chosen_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "letter_choice_pkey" PRIMARY KEY ("account_id", "letter_group"),
    CONSTRAINT "letter_choice_of" CHECK ("letter_group" IN ('reminders', 'waiting', 'members') AND "delivery" IN ('at_once', 'digest', 'none'))
);
ALTER TABLE "letter_choice" ADD CONSTRAINT "letter_choice_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Whoever had turned reminders off gets none by mail.
INSERT INTO letter_choice (account_id, letter_group, delivery, chosen_at)
  SELECT id, 'reminders', 'none', app_now() FROM account WHERE NOT reminders;
ALTER TABLE "account" DROP COLUMN "reminders";

GRANT SELECT, INSERT ON notice TO chuan_app;
GRANT UPDATE (read_at, digested_at) ON notice TO chuan_app;
GRANT SELECT, INSERT, UPDATE ON letter_choice TO chuan_app;
