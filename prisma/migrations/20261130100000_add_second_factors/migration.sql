-- A second factor beside the password: keys of devices, secrets of codes, recovery codes; what each act was confirmed by.
ALTER TABLE "session" ADD COLUMN "strength" TEXT NOT NULL DEFAULT 'password';
ALTER TABLE session ADD CONSTRAINT session_strength CHECK (strength IN ('password', 'totp', 'passkey', 'recovery_code'));

-- Half a sign-in whose second factor is awaited, and the code that enrols a first factor.
ALTER TABLE account_token DROP CONSTRAINT account_token_purpose;
ALTER TABLE account_token ADD CONSTRAINT account_token_purpose CHECK (purpose IN ('verify_email', 'set_password', 'second_factor', 'enrol_factor'));

-- CreateTable
CREATE TABLE "second_factor" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL,
    "used_at" TIMESTAMPTZ(6),
    "sealed_secret" TEXT,
    "last_step" BIGINT NOT NULL DEFAULT 0,
    "credential_id" TEXT,
    "public_key" BYTEA,
    "counter" BIGINT NOT NULL DEFAULT 0,
    "synced" BOOLEAN NOT NULL DEFAULT false,
    "transports" TEXT[],

    CONSTRAINT "second_factor_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "recovery_code" (
    "account_id" UUID NOT NULL,
    "code_mark" TEXT NOT NULL,
    "used_at" TIMESTAMPTZ(6),

    CONSTRAINT "recovery_code_pkey" PRIMARY KEY ("account_id", "code_mark")
);

-- CreateTable
CREATE TABLE "factor_challenge" (
    "nonce" TEXT NOT NULL,
    "account_id" UUID NOT NULL,
    "purpose" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "factor_challenge_pkey" PRIMARY KEY ("nonce")
);

-- CreateTable
CREATE TABLE "act_confirmation" (
    "id" UUID NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL,
    "person_id" UUID NOT NULL,
    "verb" TEXT NOT NULL,
    "object_type" TEXT NOT NULL,
    "object_id" TEXT NOT NULL,
    "request_id" TEXT NOT NULL,
    "means" TEXT NOT NULL,
    "figures" TEXT NOT NULL,
    "figures_hash" TEXT NOT NULL,
    "device_committed" BOOLEAN NOT NULL,
    "nonce" TEXT,
    "credential_id" TEXT,
    "assertion" JSONB,

    CONSTRAINT "act_confirmation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "passkey_limit" (
    "key" TEXT NOT NULL,
    "valid_from" DATE NOT NULL,
    "amount" BIGINT NOT NULL,
    "source" TEXT NOT NULL,
    "confirmed" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "passkey_limit_pkey" PRIMARY KEY ("key", "valid_from")
);

-- CreateIndex
CREATE UNIQUE INDEX "second_factor_credential_id_key" ON "second_factor"("credential_id");

-- CreateIndex
CREATE INDEX "second_factor_account_id_idx" ON "second_factor"("account_id");

-- CreateIndex
CREATE INDEX "factor_challenge_account_id_idx" ON "factor_challenge"("account_id");

-- CreateIndex
CREATE INDEX "act_confirmation_object_type_object_id_idx" ON "act_confirmation"("object_type", "object_id");

-- CreateIndex
CREATE INDEX "act_confirmation_person_id_idx" ON "act_confirmation"("person_id");

-- AddForeignKey
ALTER TABLE "second_factor" ADD CONSTRAINT "second_factor_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "recovery_code" ADD CONSTRAINT "recovery_code_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "factor_challenge" ADD CONSTRAINT "factor_challenge_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "act_confirmation" ADD CONSTRAINT "act_confirmation_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE second_factor ADD CONSTRAINT second_factor_kind CHECK (
  (kind = 'totp' AND sealed_secret IS NOT NULL AND credential_id IS NULL AND public_key IS NULL)
  OR (kind = 'passkey' AND sealed_secret IS NULL AND credential_id IS NOT NULL AND public_key IS NOT NULL));
ALTER TABLE second_factor ADD CONSTRAINT second_factor_named CHECK (name <> '' AND length(name) <= 60);
ALTER TABLE act_confirmation ADD CONSTRAINT act_confirmation_means CHECK (means IN ('password', 'totp', 'passkey', 'recovery_code', 'letter'));
-- Only a device commits, and what it committed to is kept whole.
ALTER TABLE act_confirmation ADD CONSTRAINT act_confirmation_committed CHECK (
  device_committed = (means = 'passkey')
  AND (means <> 'passkey' OR (nonce IS NOT NULL AND credential_id IS NOT NULL AND assertion IS NOT NULL)));
ALTER TABLE passkey_limit ADD CONSTRAINT passkey_limit_amount CHECK (amount >= 0);

-- A step of codes is used once, and no counter of a device goes back.
CREATE FUNCTION second_factor_forward() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF NEW.last_step < OLD.last_step OR (NOT OLD.synced AND NEW.counter < OLD.counter) THEN
    PERFORM public.refuse_fact('what a factor has used is used up', 'second_factor_forward');
  END IF;
  IF (NEW.account_id, NEW.kind, NEW.sealed_secret, NEW.credential_id, NEW.public_key)
      IS DISTINCT FROM (OLD.account_id, OLD.kind, OLD.sealed_secret, OLD.credential_id, OLD.public_key) THEN
    PERFORM public.refuse_fact('a factor stays whose and what it is', 'second_factor_same');
  END IF;
  RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION second_factor_forward() FROM PUBLIC;
CREATE TRIGGER second_factor_forward BEFORE UPDATE ON second_factor FOR EACH ROW EXECUTE FUNCTION second_factor_forward();

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON act_confirmation FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON act_confirmation FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Above it a signature asks for a key of a device. `fund`: money that is given to a source.
INSERT INTO passkey_limit (key, valid_from, amount, source) VALUES
  ('map', '2000-01-01', 500000000, 'Quy ước của Sở, chờ xác nhận bằng văn bản'),
  ('task', '2000-01-01', 500000000, 'Quy ước của Sở, chờ xác nhận bằng văn bản'),
  ('fund', '2000-01-01', 1000000000, 'Quy ước của Sở, chờ xác nhận bằng văn bản');

-- The limit in force on the day, Vietnam time.
CREATE FUNCTION passkey_limit_of(wanted text) RETURNS bigint
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT l.amount FROM public.passkey_limit l WHERE l.key = wanted
    AND l.valid_from <= (public.app_now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date ORDER BY l.valid_from DESC LIMIT 1
$$;

GRANT SELECT, INSERT, UPDATE, DELETE ON second_factor, recovery_code, factor_challenge TO chuan_app;
GRANT SELECT, INSERT ON act_confirmation TO chuan_app;
GRANT SELECT ON passkey_limit TO chuan_app;
