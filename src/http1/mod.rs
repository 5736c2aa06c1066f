//! The codec of RFC 9112: a function of state and bytes. No sockets, clocks or files.
