//! A real HAProxy on loopback, where it is installed: it answers by its own rules, and stands
//! before another server.

use std::fs;

use super::daemon::{Daemon, Place, free_port, is_installed};

/// Starts it before the server on `backend` (`host:port`); says so and gives `None` where it is not
/// installed. `/ok` answers itself, `/to/N` redirects to `/ok` with status N, `/down` leads to a
/// server that is not there, `/through/…` to the server behind it.
pub(crate) fn start(backend: &str) -> Option<Daemon> {
    if !is_installed("haproxy", "-v") {
        return None;
    }
    let place = Place::new();
    let (port, nobody) = (place.port, free_port());
    let redirects: String = [301, 302, 303, 307, 308]
        .map(|code| format!("  redirect location /ok code {code} if {{ path /to/{code} }}\n"))
        .concat();
    let conf = format!(
        "global\n  maxconn 100\n\
         defaults\n  mode http\n  timeout connect 2s\n  timeout client 30s\n\
         \x20 timeout server 30s\n  retries 0\n\
         frontend front\n  bind 127.0.0.1:{port}\n{redirects}\
         \x20 http-request return status 200 content-type text/plain lf-string \"%[method]\" if {{ path /ok }}\n\
         \x20 use_backend down if {{ path /down }}\n\
         \x20 default_backend behind\n\
         backend behind\n  http-request set-path %[path,regsub(^/through,)]\n  server one {backend}\n\
         backend down\n  server none 127.0.0.1:{nobody}\n"
    );
    let file = format!("{}/conf", place.dir.path().display());
    fs::write(&file, conf).unwrap();
    Some(place.run("haproxy", &["-q", "-db", "-f", &file]))
}
