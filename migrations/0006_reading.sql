-- Pages and counts of what is unread pass over what was deleted, however much that is.

create index message_channel_id_seq_live on message (channel_id, seq) where deleted_ms is null;
