-- English pages and letters name the office too; the rows until now are those of the office that the release came with.
ALTER TABLE "letterhead" ADD COLUMN "office_in_english" TEXT NOT NULL DEFAULT 'Department of Science and Technology of Gia Lai';
ALTER TABLE "letterhead" ALTER COLUMN "office_in_english" DROP DEFAULT;
ALTER TABLE letterhead ADD CONSTRAINT letterhead_english CHECK (btrim(office_in_english) <> '');
