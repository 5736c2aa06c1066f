//! The integration tests.

mod protocol {
    mod drive;
    mod model;
}
