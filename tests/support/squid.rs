//! A real Squid on loopback, where it is installed.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;

use super::daemon::{Daemon, Place, is_installed};

/// Starts it; says so and gives `None` where it is not installed. With a user it asks for `ada`
/// and `s3cret`.
pub(crate) fn start(with_user: bool) -> Option<Daemon> {
    if !is_installed("squid", "-v") {
        return None;
    }
    let place = Place::new();
    // It runs as another user where it is started by root.
    fs::set_permissions(place.dir.path(), fs::Permissions::from_mode(0o777)).unwrap();
    let (port, root) = (place.port, place.dir.path().display());
    let helper = place.dir.path().join("helper");
    fs::write(&helper, HELPER).unwrap();
    fs::set_permissions(&helper, fs::Permissions::from_mode(0o755)).unwrap();
    let rules = match with_user {
        false => "http_access allow all\n".to_owned(),
        true => format!(
            "auth_param basic program {root}/helper\nauth_param basic realm squid\n\
             acl known proxy_auth REQUIRED\nhttp_access allow known\nhttp_access deny all\n"
        ),
    };
    let conf = format!(
        "http_port 127.0.0.1:{port}\npid_filename {root}/pid\ncache deny all\n\
         cache_mem 1 MB\naccess_log none\ncache_log {root}/log\ncoredump_dir {root}\n\
         shutdown_lifetime 0 seconds\nvisible_hostname localhost\npinger_enable off\n\
         server_persistent_connections off\ndns_nameservers 127.0.0.1\n\
         max_filedescriptors 256\n{rules}"
    );
    let file = format!("{root}/conf");
    fs::write(&file, conf).unwrap();
    Some(place.run("squid", &["-N", "-f", &file]))
}

/// Says OK to one user.
const HELPER: &str = "#!/bin/sh\nwhile read -r line; do\n  case $line in 'ada s3cret'*) echo OK;; *) echo ERR;; esac\ndone\n";
