//! The flags, one file for each help heading. A new flag is a constant here, its name in the
//! heading's list, and a line in the part of `resolve` that gives it a meaning.

use super::flag::Flag;

pub mod address;
pub mod cookies;
pub mod credentials;
pub mod events;
pub mod items;
pub mod network;
pub mod outcome;
pub mod parallel;
pub mod parts;
pub mod proxy;
pub mod query;
pub mod redirect;
pub mod request;
pub mod response;
pub mod retry;
pub mod shape;
pub mod tls;
pub mod tool;

/// All flags that a method takes, in the order of the help; `-X` is there for `request` only.
pub fn all() -> impl Iterator<Item = &'static Flag> {
    [
        request::FLAGS,
        items::FLAGS,
        shape::FLAGS,
        credentials::FLAGS,
        cookies::FLAGS,
        response::FLAGS,
        parts::FLAGS,
        outcome::FLAGS,
        redirect::FLAGS,
        network::FLAGS,
        proxy::FLAGS,
        address::FLAGS,
        parallel::FLAGS,
        retry::FLAGS,
        tls::FLAGS,
        tool::FLAGS,
    ]
    .into_iter()
    .flatten()
    .copied()
}
