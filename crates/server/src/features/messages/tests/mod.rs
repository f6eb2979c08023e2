//! Stories of messages, told through the public API.
