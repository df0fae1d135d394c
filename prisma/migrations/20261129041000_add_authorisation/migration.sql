-- The chair's written authorisation (giấy ủy quyền) as minutes name it: its number and its date.

-- AlterTable
ALTER TABLE "attendance" ADD COLUMN     "authorisation_no" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "authorised_on" DATE;
