-- Words of a letter as an administrator amends them: versions, each in force until the next. A version without words is
-- the portal's own.
CREATE TABLE "letter_words" (
    "id" UUID NOT NULL,
    "letter" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "own" BOOLEAN NOT NULL,
    "subject_vi" TEXT NOT NULL DEFAULT '',
    "body_vi" TEXT NOT NULL DEFAULT '',
    "subject_en" TEXT NOT NULL DEFAULT '',
    "body_en" TEXT NOT NULL DEFAULT '',
    "amended_at" TIMESTAMPTZ(6) NOT NULL,
    "amended_by" UUID NOT NULL,

    CONSTRAINT "letter_words_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "letter_words_named" CHECK ("letter" ~ '^[a-z][a-z_]{1,39}$' AND "version" >= 1),
    -- Twin of `problemsOf`: words in both languages or in none, each subject one line.
    CONSTRAINT "letter_words_whole" CHECK (CASE WHEN "own"
      THEN "subject_vi" || "body_vi" || "subject_en" || "body_en" = ''
      ELSE "subject_vi" <> '' AND "body_vi" <> '' AND "subject_en" <> '' AND "body_en" <> ''
        AND ("subject_vi" || "subject_en") !~ '[[:cntrl:]]' END)
);
CREATE UNIQUE INDEX "letter_words_letter_version_key" ON "letter_words"("letter", "version");

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON letter_words FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON letter_words FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Versions of a letter follow one another, dated by the database.
CREATE FUNCTION letter_words_guard() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF NEW.version <> 1 + coalesce((SELECT max(version) FROM letter_words WHERE letter = NEW.letter), 0) THEN
    RAISE EXCEPTION 'a version of a letter follows the last one' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'letter_words_next';
  END IF;
  NEW.amended_at := app_now();
  RETURN NEW;
END $$;
REVOKE EXECUTE ON FUNCTION letter_words_guard() FROM PUBLIC;
CREATE TRIGGER letter_words_guard BEFORE INSERT ON letter_words FOR EACH ROW EXECUTE FUNCTION letter_words_guard();

-- Which letter a message is, and by which version of its words; 0: the portal's own.
ALTER TABLE "mail_message" ADD COLUMN "letter" TEXT NOT NULL DEFAULT '', ADD COLUMN "words_version" INTEGER NOT NULL DEFAULT 0;

GRANT SELECT, INSERT ON letter_words TO chuan_app;
