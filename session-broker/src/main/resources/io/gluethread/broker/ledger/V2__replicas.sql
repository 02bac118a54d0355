-- Several replicas on one database. Only adds: a process of the version before goes on working beside it.
-- ${stored} is "stored" on PostgreSQL and nothing on H2, which has no word for it.

create table lease (
    name    varchar primary key,
    owner   varchar not null,
    fence   bigint not null,
    until   timestamp with time zone not null
);

create index lease_until on lease (until);

-- A row that is locked by whoever counts the living sessions in order to add one.
create table door (
    name  varchar primary key
);

insert into door (name) values ('admission');

-- When there is something to do for the thread; empty while it rests.
alter table thread add column due_at timestamp with time zone;

update thread set due_at = opened_at
where exists (select 1 from session s where s.thread_id = thread.id
              and s.state in ('WANTED', 'PROVISIONING', 'READY', 'STOPPING'))
   or exists (select 1 from cell c where c.thread_id = thread.id
              and c.state in ('QUEUED', 'SENDING', 'RUNNING', 'CANCELLING'));

create index thread_due on thread (due_at);
create index cell_session on cell (session_id);
create index session_ended on session (ended_at);

alter table surface add column due boolean generated always as (wanted > shown and not abandoned) ${stored};

create index surface_due on surface (due, seq);

alter table inbox add column lane varchar;
alter table inbox add column taken_until timestamp with time zone;

create index inbox_lane on inbox (lane, done, seq);

-- The table of db-scheduler, which belongs to it.
create table scheduled_tasks (
    task_name             varchar not null,
    task_instance         varchar not null,
    task_data             bytea,
    execution_time        timestamp with time zone not null,
    picked                boolean not null,
    picked_by             varchar,
    last_success          timestamp with time zone,
    last_failure          timestamp with time zone,
    consecutive_failures  integer,
    last_heartbeat        timestamp with time zone,
    version               bigint not null,
    priority              smallint,
    primary key (task_name, task_instance)
);

create index scheduled_tasks_due on scheduled_tasks (execution_time);
create index scheduled_tasks_heartbeat on scheduled_tasks (last_heartbeat);
