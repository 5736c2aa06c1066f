//! Content opened for sending.
