#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| snug_server::features::messages::outside::search_words(bytes));
