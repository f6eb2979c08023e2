#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| snug_server::outside::request_body(bytes));
