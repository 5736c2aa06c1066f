//! The near end of connections and their speed, in the words of `--as`: curl's own, which this
//! program shares.

use std::os::unix::ffi::OsStrExt;

use super::{Settings, seconds};
use crate::http::origin::Host;
use crate::run::plan::Plan;

/// Says them.
pub(super) fn say(settings: &mut Settings, plan: &Plan) {
    let transport = &plan.client.transport;
    if let Some(path) = &transport.unix_socket {
        match path.as_os_str().as_bytes() {
            [0, name @ ..] => settings.pair("--abstract-unix-socket", name),
            _ => settings.path("--unix-socket", path),
        }
    }
    if let Some(local) = &transport.local {
        let host = local.host.as_ref().map(|host| match host {
            Host::Name(name) => name.clone(),
            Host::Address(address) => address.to_string(),
        });
        let value = match (&local.device, host) {
            (Some(device), Some(host)) => format!("ifhost!{device}!{host}"),
            (Some(device), None) => format!("if!{device}"),
            (None, host) => format!("host!{}", host.unwrap_or_default()),
        };
        settings.pair("--interface", value);
    }
    if !transport.zones.is_empty() {
        let what = "the zone of an IPv6 address, which stands in no URL that is sent";
        settings.unsaid.push(what.to_owned());
    }
    let speed = plan.client.limits.speed;
    if let Some(most) = speed.most {
        settings.pair("--limit-rate", most.to_string());
    }
    if let Some(least) = speed.least {
        settings.pair("--speed-limit", least.rate.to_string());
        settings.pair("--speed-time", seconds(least.over));
    }
}
