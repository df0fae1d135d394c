-- What arrives of an upload counts as it arrives: pieces of any size wait here until they make a part of the store.
CREATE TABLE "upload_piece" (
    "upload_id" UUID NOT NULL,
    "start" BIGINT NOT NULL,
    "bytes" BYTEA NOT NULL,

    CONSTRAINT "upload_piece_pkey" PRIMARY KEY ("upload_id","start"),
    CONSTRAINT "upload_piece_size" CHECK (octet_length("bytes") BETWEEN 1 AND 1048576)
);
ALTER TABLE "upload_piece" ADD CONSTRAINT "upload_piece_upload_id_fkey" FOREIGN KEY ("upload_id") REFERENCES "upload"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- The request that writes now: a newer one takes over, and what the older one still brings is refused.
ALTER TABLE "upload" ADD COLUMN "writer" UUID;
-- Until when the process that checks the file has promised to be at it.
ALTER TABLE "upload" ADD COLUMN "check_until" TIMESTAMPTZ(6);

-- File bytes are compressed already.
ALTER TABLE "upload_piece" ALTER COLUMN "bytes" SET STORAGE EXTERNAL;

GRANT SELECT, INSERT, DELETE ON "upload_piece" TO chuan_app;
