//! The corpus: every response case against the built binary over real sockets (`wire`).

mod judge;
mod wire;
