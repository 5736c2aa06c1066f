//! From what was typed to a plan. Flags are looked at here and nowhere after; files are looked at,
//! none is changed, nobody is contacted.

mod address;
mod cookies;
mod credentials;
pub mod events;
mod identity;
mod netrc;
mod network;
mod output;
mod parallel;
mod parts;
mod proxy;
mod redirect;
mod request;
mod retry;
mod shape;
mod tls;
mod tool;

use super::env::Env;
use super::given::Given;
use super::patient::Patience;
use crate::base::failure::Failure;
use crate::client::config::Config;
use crate::http::method::Method;
use crate::run::plan::Plan;

use super::args;

/// Makes the plan of a command that sends requests; `method` is `None` where `-X` gives it.
pub fn plan(method: Option<&Method>, given: &mut Given, env: &Env) -> Result<Plan, Failure> {
    let parts = parts::choice(given, env)?;
    let limits = network::limits(given)?;
    let quiet = given.switch(&args::response::SILENT);
    let env = &env.with_patience(Patience::starting(limits.total, quiet));
    let mut requests = request::all(method, given, env)?;
    let retry = retry::policy(given, &mut requests)?;
    let client = Config {
        transport: network::config(given, env, requests.zones)?,
        limits,
        max_size: output::max_size(given)?,
        cookies: cookies::config(given, &requests.all, env)?,
        redirects: redirect::policy(given)?,
        tally: None,
        raw: given.switch(&args::response::RAW),
    };
    proxy::check(
        requests.all.iter().map(|one| &one.request),
        &client.transport,
    )?;
    let verdict = output::verdict(given, requests.stdin_unused)?;
    let mut output = output::config(given, env)?;
    let mut jobs = output::destinations(given, requests.all)?;
    if let Some(parts) = parts {
        parts.apply(&mut output, &mut jobs)?;
    }
    let mut plan = Plan {
        many: parallel::many(given, env, &output, &jobs)?,
        verdict,
        output,
        jobs,
        retry,
        client,
        warnings: requests.warnings,
        dry_run: tool::show(given)?,
    };
    identity::bind(&mut plan.client.transport.tls, &plan.jobs);
    Ok(plan)
}
