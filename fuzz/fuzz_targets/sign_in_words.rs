#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| snug_server::features::identity::outside::sign_in_words(bytes));
