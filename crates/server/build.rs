//! Compiles the server anew when the web client was built anew: its files become part of the binary.

fn main() -> std::io::Result<()> {
    let web = concat!(env!("CARGO_MANIFEST_DIR"), "/../../web/dist");
    // Before the first build of the web client there is nothing to embed, and that is no error.
    std::fs::create_dir_all(web)?;
    use std::io::Write as _;
    writeln!(std::io::stdout(), "cargo::rerun-if-changed={web}")
}
