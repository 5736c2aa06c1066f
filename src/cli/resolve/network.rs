//! How peers are reached, and how long that may take.

use std::ffi::OsStr;
use std::path::PathBuf;

use super::{proxy, tls};
use crate::base::failure::Failure;
use crate::base::limits;
use crate::cli::args::network as flags;
use crate::cli::env::Env;
use crate::cli::flag::Flag;
use crate::cli::given::{Given, bad_value};
use crate::cli::reach::{self, NotOverride};
use crate::cli::values;
use crate::client::config::Limits;
use crate::transport::{Config, Family, Override};

/// The transport's settings.
pub(super) fn config(given: &Given, env: &Env) -> Result<Config, Failure> {
    let overrides = given.all(&flags::RESOLVE).map(override_of);
    let detours = given.all(&flags::CONNECT_TO).map(|value| {
        let parsed = value.to_str().and_then(reach::connect_to);
        parsed.ok_or_else(|| bad_value(&flags::CONNECT_TO, value, "HOST:PORT:HOST:PORT"))
    });
    let tls = tls::config(given, env)?;
    Ok(Config {
        proxies: proxy::config(given, env, &tls)?,
        overrides: overrides.collect::<Result<_, _>>()?,
        detours: detours.collect::<Result<_, _>>()?,
        unix_socket: given.last(&flags::UNIX_SOCKET).map(PathBuf::from),
        family: family(given),
        tls,
    })
}

fn override_of(value: &OsStr) -> Result<Override, Failure> {
    match value.to_str().map(reach::resolve) {
        Some(Ok(parsed)) => Ok(parsed),
        Some(Err(NotOverride::Removal)) => Err(bad_value(
            &flags::RESOLVE,
            value,
            "needed: a leading - removes an entry, and no entries are kept between runs",
        )),
        Some(Err(NotOverride::Shape)) | None => Err(bad_value(
            &flags::RESOLVE,
            value,
            "HOST:PORT:ADDRESS[,ADDRESS], with addresses in numbers",
        )),
    }
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
    })
}
