-- What somebody typed at sign-up waits beside its own link. No account exists before the link is used.

-- CreateTable
CREATE TABLE "sign_up" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "token_hash" TEXT NOT NULL,
    "locale" TEXT NOT NULL,
    "typed" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL,
    "expires_at" TIMESTAMPTZ(6) NOT NULL,
    "used_at" TIMESTAMPTZ(6),

    CONSTRAINT "sign_up_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "sign_up_token_hash_key" ON "sign_up"("token_hash");

-- CreateIndex
CREATE INDEX "sign_up_email_idx" ON "sign_up"("email");

ALTER TABLE sign_up ADD CONSTRAINT sign_up_email_lower CHECK (email = lower(email));
GRANT SELECT, INSERT, UPDATE, DELETE ON sign_up TO chuan_app;

-- One-time links of letters that are gone: nobody but their reader needs them.
UPDATE mail_message SET
  body = regexp_replace(body, '/(xac-minh|dat-lai-mat-khau)/[A-Za-z0-9_-]{20,}', '/\1/…', 'g'),
  html = regexp_replace(html, '/(xac-minh|dat-lai-mat-khau)/[A-Za-z0-9_-]{20,}', '/\1/…', 'g')
WHERE state IN ('sent', 'failed');
