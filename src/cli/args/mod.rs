//! The flags, one file for each help heading. A new flag is a constant here, its name in the
//! heading's list, and a line in the part of `resolve` that gives it a meaning.

use super::flag::Flag;

pub mod address;
pub mod capture;
pub mod cookies;
pub mod credentials;
pub mod events;
pub mod files;
pub mod items;
pub mod network;
pub mod outcome;
pub mod parallel;
pub mod parts;
pub mod progress;
pub mod proxy;
pub mod query;
pub mod redirect;
pub mod request;
pub mod response;
pub mod retry;
pub mod session;
pub mod shape;
pub mod tls;
pub mod tool;
pub mod trace;

/// All flags that `verb replay` takes: what is sent is given by the record, and parts of what comes
/// cannot be sent elsewhere, as `--to` says where to connect.
pub fn of_replay() -> impl Iterator<Item = &'static Flag> {
    let own = [&trace::REPLAY_TO, &credentials::SHOW_SECRETS];
    let others = [
        response::FLAGS,
        query::FLAGS,
        trace::FLAGS,
        progress::FLAGS,
        parts::FLAGS,
        outcome::FLAGS,
        network::FLAGS,
        proxy::FLAGS,
        address::FLAGS,
        tls::FLAGS,
        tool::FLAGS,
    ];
    let others = others.into_iter().flatten().copied();
    let fits = |flag: &&Flag| flag.long != trace::REPLAY_TO.long && flag.long != tool::AS.long;
    own.into_iter().chain(others.filter(fits))
}

/// All flags that a method takes, in the order of the help; `-X` is there for `request` only.
pub fn all() -> impl Iterator<Item = &'static Flag> {
    [
        request::FLAGS,
        items::FLAGS,
        shape::FLAGS,
        credentials::FLAGS,
        cookies::FLAGS,
        response::FLAGS,
        query::FLAGS,
        events::FLAGS,
        trace::FLAGS,
        files::FLAGS,
        progress::FLAGS,
        parts::FLAGS,
        outcome::FLAGS,
        capture::FLAGS,
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
