#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| snug_server::features::files::outside::picture(bytes));
