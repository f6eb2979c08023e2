-- What browsers refused on our pages: which rule, where, how often; nothing of people.

create table policy_report (
  id uuid primary key,
  rule text not null,
  blocked text not null,
  page text not null,
  source text not null,
  line bigint not null,
  times bigint not null,
  last_ms bigint not null
);
create unique index policy_report_rule_blocked_page_source_line on policy_report (rule, blocked, page, source, line);
create index policy_report_last_ms on policy_report (last_ms);
