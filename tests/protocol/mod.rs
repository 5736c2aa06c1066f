//! The codec and the program against the corpus (`core` in memory at every split, `wire` over real
//! sockets) and against generated messages (`model`).

mod core;
mod drive;
mod judge;
mod model;
mod wire;
