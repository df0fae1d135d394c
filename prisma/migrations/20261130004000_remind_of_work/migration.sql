-- When whom is reminded of what: so many days before the deadline of a kind of work. A rule ends, it is never changed.
CREATE TABLE "reminder_rule" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "days_before" INTEGER NOT NULL,
    "valid_from" TIMESTAMPTZ(6) NOT NULL,
    "ended_at" TIMESTAMPTZ(6),

    CONSTRAINT "reminder_rule_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "reminder_rule_days" CHECK ("days_before" BETWEEN 1 AND 60 AND "kind" <> '')
);
CREATE UNIQUE INDEX "reminder_rule_live" ON "reminder_rule"("kind", "days_before") WHERE ended_at IS NULL;

-- What was sent: once for a deadline, and again when the deadline is another one.
CREATE TABLE "reminder_sent" (
    "item_id" UUID NOT NULL,
    "rule_id" UUID NOT NULL,
    "due" TIMESTAMPTZ(6) NOT NULL,
    "sent_at" TIMESTAMPTZ(6) NOT NULL,
    "readers" INTEGER NOT NULL,

    CONSTRAINT "reminder_sent_pkey" PRIMARY KEY ("item_id", "rule_id", "due")
);
ALTER TABLE "reminder_sent" ADD CONSTRAINT "reminder_sent_item_id_fkey" FOREIGN KEY ("item_id") REFERENCES "work_item"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "reminder_sent" ADD CONSTRAINT "reminder_sent_rule_id_fkey" FOREIGN KEY ("rule_id") REFERENCES "reminder_rule"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
CREATE INDEX "work_item_due_idx" ON "work_item"("due") WHERE closed_at IS NULL;

-- Reminders are a service: whoever does not want them has the list of work.
ALTER TABLE "account" ADD COLUMN "reminders" BOOLEAN NOT NULL DEFAULT true;

-- The secret address of a person's calendar; only its hash is kept.
CREATE TABLE "calendar_feed" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "token_hash" TEXT NOT NULL,
    "made_at" TIMESTAMPTZ(6) NOT NULL,
    "ended_at" TIMESTAMPTZ(6),

    CONSTRAINT "calendar_feed_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "calendar_feed_token_hash_key" ON "calendar_feed"("token_hash");
CREATE UNIQUE INDEX "calendar_feed_live" ON "calendar_feed"("account_id") WHERE ended_at IS NULL;
ALTER TABLE "calendar_feed" ADD CONSTRAINT "calendar_feed_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

GRANT SELECT ON reminder_rule TO chuan_app;
GRANT SELECT, INSERT ON reminder_sent TO chuan_app;
GRANT SELECT, INSERT, UPDATE ON calendar_feed TO chuan_app;

INSERT INTO reminder_rule (id, kind, days_before, valid_from) VALUES
  ('0193b000-0000-7000-8000-000000000001', 'finish_draft', 7, '2000-01-01'),
  ('0193b000-0000-7000-8000-000000000002', 'finish_draft', 1, '2000-01-01'),
  ('0193b000-0000-7000-8000-000000000003', 'finish_replacement', 1, '2000-01-01'),
  ('0193b000-0000-7000-8000-000000000004', 'answer_invitation', 3, '2000-01-01'),
  ('0193b000-0000-7000-8000-000000000005', 'publish_call', 2, '2000-01-01'),
  ('0193b000-0000-7000-8000-000000000006', 'open_dossiers', 2, '2000-01-01'),
  ('0193b000-0000-7000-8000-000000000007', 'submit_sheets', 3, '2000-01-01'),
  ('0193b000-0000-7000-8000-000000000008', 'submit_sheets', 1, '2000-01-01'),
  ('0193b000-0000-7000-8000-000000000009', 'appraise', 3, '2000-01-01'),
  ('0193b000-0000-7000-8000-00000000000a', 'approve_appraisal', 3, '2000-01-01'),
  ('0193b000-0000-7000-8000-00000000000b', 'issue_result', 3, '2000-01-01');
