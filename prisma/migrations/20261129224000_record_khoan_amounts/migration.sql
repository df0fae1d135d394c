-- How much of the state budget is paid as khoán on the figures that were decided; null in decisions of before.
ALTER TABLE "khoan_decision" ADD COLUMN "khoan_amount" BIGINT;
ALTER TABLE khoan_decision ADD CONSTRAINT khoan_decision_amount CHECK (khoan_amount >= 0);
