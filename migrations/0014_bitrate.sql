-- How finely a voice is heard in a voice channel, in kilobits a second; other channels have none.

alter table channel add column bitrate bigint check (bitrate between 24 and 128);
update channel set bitrate = 48 where kind = 'voice';
