//! A real tinyproxy on loopback, where it is installed.

use std::fs;

use super::daemon::{Daemon, Place, is_installed};

/// Starts it; says so and gives `None` where it is not installed. With a user it asks for `ada`
/// and `s3cret`.
pub(crate) fn start(with_user: bool) -> Option<Daemon> {
    if !is_installed("tinyproxy", "-v") {
        return None;
    }
    let place = Place::new();
    let user = if with_user {
        "BasicAuth ada s3cret\n"
    } else {
        ""
    };
    let (port, root) = (place.port, place.dir.path().display());
    let conf = format!(
        "Port {port}\nListen 127.0.0.1\nTimeout 30\nLogLevel Critical\nLogFile \"{root}/log\"\n\
         MaxClients 20\nAllow 127.0.0.1\n{user}"
    );
    let file = format!("{root}/conf");
    fs::write(&file, conf).unwrap();
    Some(place.run("tinyproxy", &["-d", "-c", &file]))
}
