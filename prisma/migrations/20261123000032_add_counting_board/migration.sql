-- The members elected to count the ballots, one of them at its head (TT 20/2023, Art. 11).

-- AlterTable
ALTER TABLE "review_session" ADD COLUMN     "counting_board" JSONB NOT NULL DEFAULT '[]';

-- Only members of the session's own council count, each once, under one head.
CREATE FUNCTION counting_board_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF jsonb_typeof(NEW.counting_board) <> 'array' OR EXISTS (
      SELECT 1 FROM jsonb_array_elements(NEW.counting_board) b
      WHERE NOT EXISTS (SELECT 1 FROM public.council_member m WHERE m.id = (b ->> 'memberId')::uuid AND m.council_id = NEW.council_id))
    OR (SELECT count(*) <> count(DISTINCT b ->> 'memberId') FROM jsonb_array_elements(NEW.counting_board) b)
    OR (NEW.counting_board <> '[]'::jsonb AND (SELECT count(*) FROM jsonb_array_elements(NEW.counting_board) b WHERE (b ->> 'head')::boolean) <> 1) THEN
    RAISE EXCEPTION 'the counting board is not of this council' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER counting_board_guard BEFORE INSERT OR UPDATE OF counting_board, council_id ON review_session FOR EACH ROW EXECUTE FUNCTION counting_board_guard();
