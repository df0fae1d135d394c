-- No job ever went through it: what the worker does stands in the rows that it is about.
DROP SCHEMA IF EXISTS pgboss CASCADE;
