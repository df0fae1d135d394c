-- A call that found too few is announced a second time: the new call names the one that it repeats, for good, and once.
ALTER TABLE "call" ADD COLUMN "again_of" UUID;
CREATE UNIQUE INDEX "call_again_of_key" ON "call"("again_of");
ALTER TABLE "call" ADD CONSTRAINT "call_again_of_fkey" FOREIGN KEY ("again_of") REFERENCES "call"("id") ON DELETE SET NULL ON UPDATE CASCADE;
CREATE TRIGGER append_only BEFORE UPDATE ON call FOR EACH ROW WHEN (OLD.again_of IS DISTINCT FROM NEW.again_of) EXECUTE FUNCTION refuse_change();
