-- Until when a cell that was sent may still arrive; what a request has done, so that it does it once. Only adds: a process of
-- the version before goes on working beside it.

alter table cell add column quiet_at timestamp with time zone;

create table carried_out (
    request    varchar primary key,
    thread_id  varchar references thread (id),
    target     varchar,
    done_at    timestamp with time zone not null
);

create index carried_out_at on carried_out (done_at);
