-- Which replicas are alive, so that nobody waits for what a dead one had in hand; until when a first post may still arrive;
-- how a stop that failed is repeated. Only adds: a process of the version before goes on working beside it.

create table replica (
    name   varchar primary key,
    until  timestamp with time zone not null
);

alter table inbox add column taken_by varchar;

alter table surface add column quiet_at timestamp with time zone;

alter table session add column stop_failures integer default 0 not null;
alter table session add column stop_again_at timestamp with time zone;
