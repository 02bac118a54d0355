-- How often Slack or we refused something for what it is, apart from all the times when nobody could have done it. Only
-- adds: a process of the version before goes on working beside it.

alter table surface add column refusals integer default 0 not null;
alter table inbox add column refusals integer default 0 not null;
