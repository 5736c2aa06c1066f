//! The program; everything is in the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    verb::app::main(std::env::args_os().skip(1))
}
