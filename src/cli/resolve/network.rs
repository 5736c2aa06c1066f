//! How peers are reached, and how long that may take.

use super::{address, proxy, tls};
use crate::base::failure::Failure;
use crate::base::limits;
use crate::cli::args::network as flags;
use crate::cli::env::Env;
use crate::cli::flag::Flag;
use crate::cli::given::{Given, bad_value};
use crate::cli::reach::{self, Entry};
use crate::cli::values;
use crate::cli::zone::Zone;
use crate::client::config::Limits;
use crate::transport::{Config, Family, Override};

/// The transport's settings.
pub(super) fn config(given: &Given, env: &Env, zones: Vec<Zone>) -> Result<Config, Failure> {
    let detours = given.all(&flags::CONNECT_TO).map(|value| {
        let parsed = value.to_str().and_then(reach::connect_to);
        parsed.ok_or_else(|| bad_value(&flags::CONNECT_TO, value, "HOST:PORT:HOST:PORT"))
    });
    let tls = tls::config(given, env)?;
    Ok(Config {
        proxies: proxy::config(given, env, &tls)?,
        overrides: overrides(given)?,
        detours: detours.collect::<Result<_, _>>()?,
        unix_socket: address::unix_socket(given),
        local: address::local(given)?,
        zones,
        family: family(given),
        tls,
    })
}

/// `--resolve`, in order: `-HOST:PORT` takes back what was said before of the two.
fn overrides(given: &Given) -> Result<Vec<Override>, Failure> {
    let mut all: Vec<Override> = Vec::new();
    for value in given.all(&flags::RESOLVE) {
        let parsed = value.to_str().and_then(reach::resolve);
        let expected = "HOST:PORT:ADDRESS[,ADDRESS], with addresses in numbers, or -HOST:PORT";
        match parsed.ok_or_else(|| bad_value(&flags::RESOLVE, value, expected))? {
            Entry::Given(given) => all.push(given),
            Entry::Removed(host, port) => {
                all.retain(|entry| entry.host != host || entry.port != port);
            }
        }
    }
    Ok(all)
}

fn family(given: &Given) -> Family {
    match (given.switch(&flags::IPV4), given.switch(&flags::IPV6)) {
        (true, _) => Family::V4,
        (false, true) => Family::V6,
        (false, false) => Family::Any,
    }
}

/// The limits on time.
pub(super) fn limits(given: &Given) -> Result<Limits, Failure> {
    let time = |flag: &Flag| {
        let expected = "a time above zero, such as 500ms, 2s, 1.5m or 1h";
        given.parse(flag, expected, values::duration)
    };
    let connect = time(&flags::CONNECT_TIMEOUT)?;
    let idle = time(&flags::IDLE_TIMEOUT)?;
    Ok(Limits {
        total: time(&flags::MAX_TIME)?,
        connect: Some(connect.unwrap_or(limits::CONNECT_LIMIT)),
        idle: Some(idle.unwrap_or(limits::IDLE_LIMIT)),
        speed: address::speed(given)?,
    })
}
