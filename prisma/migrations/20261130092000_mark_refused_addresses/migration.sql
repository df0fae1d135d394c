-- When a mail server said that it will never take the address: the message is not tried again, and a person is told.
ALTER TABLE "mail_message" ADD COLUMN "refused_at" TIMESTAMPTZ(6);
ALTER TABLE "mail_message" ADD CONSTRAINT "mail_message_refused" CHECK ("refused_at" IS NULL OR "state" = 'failed');
UPDATE mail_message SET refused_at = due_at WHERE state = 'failed' AND last_error LIKE 'mail\_address\_refused%';
CREATE INDEX "mail_message_recipient_created_at_idx" ON "mail_message"("recipient", "created_at");
