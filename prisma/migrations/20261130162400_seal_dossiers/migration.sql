-- The key by which the dossiers of a call are opened: its public half, and who holds a share of the other.
CREATE TABLE "opening_key" (
    "call_id" UUID NOT NULL,
    "recipient" TEXT NOT NULL,
    "holders" JSONB NOT NULL,
    "enrolled_by" UUID NOT NULL,
    "enrolled_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "opening_key_pkey" PRIMARY KEY ("call_id"),
    CONSTRAINT "opening_key_holders" CHECK (jsonb_typeof("holders") = 'array' AND jsonb_array_length("holders") = 3)
);
ALTER TABLE "opening_key" ADD CONSTRAINT "opening_key_call_id_fkey" FOREIGN KEY ("call_id") REFERENCES "call"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
GRANT SELECT, INSERT, UPDATE, DELETE ON opening_key TO chuan_app;

-- A dossier of such a call: its own key, wrapped by one that the database does not hold.
CREATE TABLE "sealed_application" (
    "application_id" UUID NOT NULL,
    "wrapped" TEXT NOT NULL,
    "opened_at" TIMESTAMPTZ(6),

    CONSTRAINT "sealed_application_pkey" PRIMARY KEY ("application_id")
);
ALTER TABLE "sealed_application" ADD CONSTRAINT "sealed_application_application_id_fkey" FOREIGN KEY ("application_id") REFERENCES "application"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
GRANT SELECT, INSERT, UPDATE (opened_at) ON sealed_application TO chuan_app;

ALTER TABLE "application_revision" ADD COLUMN "sealed" BOOLEAN NOT NULL DEFAULT false;
ALTER TABLE "application_document" ADD COLUMN "sealed" TEXT, ADD COLUMN "opened" JSONB;
ALTER TABLE "application_document" ADD CONSTRAINT "application_document_opened" CHECK ("opened" IS NULL OR "sealed" IS NOT NULL);
ALTER TABLE "upload" ADD COLUMN "sealed" TEXT;
ALTER TABLE "budget_version" ADD COLUMN "sealed" TEXT;
GRANT UPDATE (bytes, sealed) ON application_revision TO chuan_app;

-- The key is chosen, replaced and given up before the publication alone.
CREATE FUNCTION opening_key_steps() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE of_call uuid := CASE TG_OP WHEN 'DELETE' THEN OLD.call_id ELSE NEW.call_id END;
BEGIN
  IF public.bound_to_steps(TG_RELID) AND (SELECT c.state FROM public.call c WHERE c.id = of_call FOR SHARE) <> 'draft' THEN
    PERFORM public.refuse_fact('the key of an opening is set before the publication', 'opening_key_before_publication');
  END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER opening_key_steps BEFORE INSERT OR UPDATE OR DELETE ON opening_key FOR EACH ROW EXECUTE FUNCTION opening_key_steps();

-- A dossier of a call with a key is sealed from its first row on, and is opened once, with its call.
CREATE FUNCTION sealed_application_steps() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF OLD.opened_at IS NOT NULL OR NEW.opened_at IS NULL
     OR (SELECT c.state FROM public.call c JOIN public.application a ON a.call_id = c.id WHERE a.id = NEW.application_id)
        NOT IN ('opened') THEN
    PERFORM public.refuse_fact('a sealed dossier is opened once, with its call', 'sealed_application_opens_once');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER sealed_application_steps BEFORE UPDATE ON sealed_application FOR EACH ROW EXECUTE FUNCTION sealed_application_steps();

CREATE FUNCTION is_sealed(of_application uuid) RETURNS boolean LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp
AS $$ SELECT EXISTS (SELECT 1 FROM public.sealed_application z WHERE z.application_id = of_application AND z.opened_at IS NULL) $$;

-- Nothing of a sealed dossier is written in the clear, whoever writes it.
CREATE FUNCTION sealed_stays_sealed() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE row_ jsonb := to_jsonb(NEW); clear boolean; dossier uuid;
BEGIN
  CASE TG_TABLE_NAME
    WHEN 'answer_section' THEN clear := NOT (row_ -> 'content' ? 'sealed') OR (SELECT count(*) FROM jsonb_object_keys(row_ -> 'content')) > 1;
    WHEN 'application_document' THEN clear := row_ ->> 'item_key' <> 'survey' AND (row_ ->> 'sealed' IS NULL OR row_ ->> 'file_name' <> '' OR row_ ->> 'dated_on' IS NOT NULL);
    WHEN 'upload' THEN clear := row_ ->> 'file_name' <> '' OR row_ ->> 'claimed_sha256' <> '' OR row_ ->> 'sealed' IS NULL;
    WHEN 'application_revision' THEN clear := NOT (row_ ->> 'sealed')::boolean;
    WHEN 'application' THEN clear := row_ ->> 'requested' IS NOT NULL OR row_ ->> 'own' IS NOT NULL;
    ELSE clear := true;
  END CASE;
  IF NOT clear THEN RETURN NEW; END IF;
  dossier := CASE TG_TABLE_NAME
    WHEN 'application' THEN (row_ ->> 'id')::uuid
    WHEN 'budget_line' THEN (SELECT b.application_id FROM public.budget_version v JOIN public.budget b ON b.id = v.budget_id WHERE v.id = (row_ ->> 'version_id')::uuid)
    ELSE (row_ ->> 'application_id')::uuid END;
  -- A revision in a call with a key is sealed, also where its dossier had no key made.
  IF public.is_sealed(dossier) OR (TG_TABLE_NAME = 'application_revision' AND EXISTS (
      SELECT 1 FROM public.opening_key k JOIN public.application a ON a.call_id = k.call_id WHERE a.id = dossier)) THEN
    PERFORM public.refuse_fact(format('%s of a sealed dossier in the clear', TG_TABLE_NAME), 'sealed_stays_sealed');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER sealed_stays_sealed BEFORE INSERT OR UPDATE OF content ON answer_section FOR EACH ROW EXECUTE FUNCTION sealed_stays_sealed();
CREATE TRIGGER sealed_stays_sealed BEFORE INSERT OR UPDATE OF sealed, dated_on ON application_document FOR EACH ROW EXECUTE FUNCTION sealed_stays_sealed();
CREATE TRIGGER sealed_stays_sealed BEFORE INSERT OR UPDATE OF file_name, claimed_sha256, sealed ON upload FOR EACH ROW EXECUTE FUNCTION sealed_stays_sealed();
CREATE TRIGGER sealed_stays_sealed BEFORE INSERT ON application_revision FOR EACH ROW EXECUTE FUNCTION sealed_stays_sealed();
CREATE TRIGGER sealed_stays_sealed BEFORE UPDATE OF requested, own ON application FOR EACH ROW EXECUTE FUNCTION sealed_stays_sealed();
CREATE TRIGGER sealed_stays_sealed BEFORE INSERT OR UPDATE ON budget_line FOR EACH ROW EXECUTE FUNCTION sealed_stays_sealed();
CREATE TRIGGER sealed_stays_sealed BEFORE INSERT OR UPDATE ON application_participant FOR EACH ROW EXECUTE FUNCTION sealed_stays_sealed();

-- A revision changes once: its sealed bytes become those whose hash was kept at the submission.
CREATE FUNCTION revision_opens() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF NOT OLD.sealed OR NEW.sealed OR (to_jsonb(NEW) - 'bytes' - 'sealed') IS DISTINCT FROM (to_jsonb(OLD) - 'bytes' - 'sealed')
     OR encode(sha256(NEW.bytes), 'hex') <> OLD.hash THEN
    PERFORM public.refuse_fact('a revision is opened as it was sealed', 'application_revision_opens_as_sealed');
  END IF;
  RETURN NEW;
END $$;
DROP TRIGGER append_only ON application_revision;
CREATE TRIGGER append_only BEFORE DELETE ON application_revision FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER revision_opens BEFORE UPDATE ON application_revision FOR EACH ROW EXECUTE FUNCTION revision_opens();

-- What was opened of a document does not change any more.
CREATE FUNCTION document_opens() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF OLD.opened IS NOT NULL AND NEW.opened IS DISTINCT FROM OLD.opened OR (NEW.sealed IS NULL) <> (OLD.sealed IS NULL) THEN
    PERFORM public.refuse_fact('a document is opened once', 'application_document_opens_once');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER document_opens BEFORE UPDATE OF sealed, opened ON application_document FOR EACH ROW EXECUTE FUNCTION document_opens();

REVOKE EXECUTE ON FUNCTION opening_key_steps(), sealed_application_steps(), sealed_stays_sealed(), revision_opens(), document_opens() FROM PUBLIC;
