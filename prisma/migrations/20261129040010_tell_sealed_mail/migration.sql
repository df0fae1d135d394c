-- Whose dossier a letter is about: until the dossiers of its call are opened, nobody in the office reads the letter.

-- AlterTable
ALTER TABLE "mail_message" ADD COLUMN     "application_id" UUID;

-- Letters from before the column name their dossier, or the file of one, in the key that keeps them from being sent twice.
UPDATE mail_message SET application_id = substring(idempotency_key FROM '^(?:submitted|withdrawn):([0-9a-f-]{36}):')::uuid
  WHERE idempotency_key ~ '^(submitted|withdrawn):[0-9a-f-]{36}:';
UPDATE mail_message m SET application_id = d.application_id FROM application_document d
  WHERE m.idempotency_key = 'infected:' || d.id::text;
