-- What of messages can be found: words and marks that the program cut, and an index that only looks them up.

create table search_entry (
  n integer primary key,
  message_id uuid not null unique references message (id),
  channel_id uuid not null,
  seq bigint not null,
  words text not null,
  marks text not null
);
create index search_entry_channel_id_n on search_entry (channel_id, n);

create virtual table search_index using fts5 (
  words, marks, content='search_entry', content_rowid='n', tokenize="ascii tokenchars '~'", prefix='2 3'
);
-- What is forgotten leaves no byte; merging in small steps keeps single writes short.
insert into search_index (search_index, rank) values ('secure-delete', 1), ('automerge', 16), ('crisismerge', 64);

create trigger search_entry_added after insert on search_entry begin
  insert into search_index (rowid, words, marks) values (new.n, new.words, new.marks);
end;
create trigger search_entry_removed after delete on search_entry begin
  insert into search_index (search_index, rowid, words, marks) values ('delete', old.n, old.words, old.marks);
end;
create trigger search_entry_changed after update on search_entry begin
  insert into search_index (search_index, rowid, words, marks) values ('delete', old.n, old.words, old.marks);
  insert into search_index (rowid, words, marks) values (new.n, new.words, new.marks);
end;
