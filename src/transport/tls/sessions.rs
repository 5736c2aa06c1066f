//! TLS sessions kept for the next connection to the same origin (RFC 8446 section 2.2, RFC 5077).
//!
//! In memory, for one run, and for one origin under one configuration: rustls asks by host name
//! alone, so each origin has a store of its own, which makes it impossible to offer a ticket of
//! another port, another leg or other settings.

use std::sync::{Mutex, PoisonError};

use rustls::NamedGroup;
use rustls::client::{ClientSessionStore, Tls12ClientSessionValue, Tls13ClientSessionValue};
use rustls::pki_types::ServerName;

use crate::base::limits;

/// The sessions of one origin.
#[derive(Debug, Default)]
pub struct Sessions(Mutex<Kept>);

#[derive(Debug, Default)]
struct Kept {
    group: Option<NamedGroup>,
    tls12: Option<Tls12ClientSessionValue>,
    tickets: Vec<Tls13ClientSessionValue>,
}

impl Sessions {
    fn with<T>(&self, act: impl FnOnce(&mut Kept) -> T) -> T {
        // What is kept has no rules that a panic elsewhere could have broken.
        act(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl ClientSessionStore for Sessions {
    fn set_kx_hint(&self, _: ServerName<'static>, group: NamedGroup) {
        self.with(|kept| kept.group = Some(group));
    }

    fn kx_hint(&self, _: &ServerName<'_>) -> Option<NamedGroup> {
        self.with(|kept| kept.group)
    }

    fn set_tls12_session(&self, _: ServerName<'static>, session: Tls12ClientSessionValue) {
        self.with(|kept| kept.tls12 = Some(session));
    }

    fn tls12_session(&self, _: &ServerName<'_>) -> Option<Tls12ClientSessionValue> {
        self.with(|kept| kept.tls12.clone())
    }

    fn remove_tls12_session(&self, _: &ServerName<'static>) {
        self.with(|kept| kept.tls12 = None);
    }

    fn insert_tls13_ticket(&self, _: ServerName<'static>, ticket: Tls13ClientSessionValue) {
        self.with(|kept| push(&mut kept.tickets, ticket));
    }

    /// Each ticket once, the newest first (RFC 8446 appendix C.4).
    fn take_tls13_ticket(&self, _: &ServerName<'static>) -> Option<Tls13ClientSessionValue> {
        self.with(|kept| kept.tickets.pop())
    }
}

/// Keeps one more; the oldest makes room.
fn push<T>(kept: &mut Vec<T>, one: T) {
    if kept.len() >= limits::TLS_TICKETS {
        kept.drain(..1);
    }
    kept.push(one);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_cannot_fill_memory_with_tickets() {
        let mut kept = Vec::new();
        for ticket in 0..limits::TLS_TICKETS {
            push(&mut kept, ticket);
        }
        assert_eq!((kept.len(), kept.first()), (limits::TLS_TICKETS, Some(&0)));
        push(&mut kept, limits::TLS_TICKETS);
        assert_eq!((kept.len(), kept.first()), (limits::TLS_TICKETS, Some(&1)));
        assert_eq!(kept.pop(), Some(limits::TLS_TICKETS));
    }
}
