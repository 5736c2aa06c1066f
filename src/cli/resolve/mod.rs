//! From what was typed to a plan. Flags are looked at here and nowhere after; files are looked at,
//! none is changed, nobody is contacted.

mod cookies;
mod credentials;
pub mod events;
mod netrc;
mod network;
mod output;
mod request;
mod shape;
mod tls;
mod tool;

use super::env::Env;
use super::given::Given;
use crate::base::failure::Failure;
use crate::client::config::Config;
use crate::http::method::Method;
use crate::run::plan::Plan;

use super::args;

/// Makes the plan of a command that sends requests; `method` is `None` where `-X` gives it.
pub fn plan(method: Option<&Method>, given: &mut Given, env: &Env) -> Result<Plan, Failure> {
    let requests = request::all(method, given, env)?;
    let client = Config {
        transport: network::config(given, env)?,
        limits: network::limits(given)?,
        max_size: output::max_size(given)?,
        cookies: cookies::config(given, &requests.all, env)?,
        raw: given.switch(&args::response::RAW),
    };
    Ok(Plan {
        verdict: output::verdict(given, requests.stdin_unused)?,
        output: output::config(given, env)?,
        jobs: output::destinations(given, requests.all)?,
        client,
        warnings: requests.warnings,
        dry_run: tool::show(given)?,
    })
}
