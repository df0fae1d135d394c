-- Lists ask three things of a definition. Reading them out of the document unpacks all of it for every row.
ALTER TABLE "programme_definition" ADD COLUMN "selection_mode" TEXT NOT NULL DEFAULT '',
ADD COLUMN "surveys" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN "has_opening" BOOLEAN NOT NULL DEFAULT false;

CREATE FUNCTION definition_facts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.selection_mode := coalesce(NEW.document -> 'workflow' ->> 'selection', '');
  NEW.surveys := coalesce((NEW.document -> 'workflow' ->> 'surveys')::boolean, false);
  NEW.has_opening := coalesce(NEW.document -> 'workflow' -> 'stages' @> '[{"key":"opening"}]', false);
  RETURN NEW;
END $$;

-- The facts of frozen definitions are filled in once, by the owner.
ALTER TABLE "programme_definition" DISABLE TRIGGER definition_frozen;
CREATE TRIGGER definition_facts BEFORE INSERT OR UPDATE ON "programme_definition" FOR EACH ROW EXECUTE FUNCTION definition_facts();
UPDATE "programme_definition" SET "version" = "version";
ALTER TABLE "programme_definition" ENABLE TRIGGER definition_frozen;
