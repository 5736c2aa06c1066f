//! A real microsocks (SOCKS 5) on loopback, where it is installed.

use super::daemon::{Daemon, Place, is_installed};

/// Starts it, with a user and a password or open to all; says so and gives `None` where it is not
/// installed.
pub(crate) fn start(login: Option<(&str, &str)>) -> Option<Daemon> {
    if !is_installed("microsocks", "-h") {
        return None;
    }
    let place = Place::new();
    let port = place.port.to_string();
    let mut words = vec!["-i", "127.0.0.1", "-p", &port];
    if let Some((user, password)) = login {
        words.extend(["-u", user, "-P", password]);
    }
    Some(place.run("microsocks", &words))
}
