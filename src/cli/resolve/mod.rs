//! From what was typed to a plan. Flags are looked at here and nowhere after; files are looked at,
//! none is changed, nobody is contacted.

mod address;
mod cookies;
mod credentials;
mod events;
mod files;
mod identity;
mod netrc;
mod network;
mod output;
mod parallel;
mod parts;
mod progress;
mod proxy;
mod redirect;
mod replay;
mod request;
mod retry;
mod shape;
mod tls;
mod tool;
mod trace;

use super::captures;
use super::env::Env;
use super::filters;
use super::given::Given;
use super::patient::Patience;
use crate::base::failure::Failure;
use crate::client::config::{Config, Limits};
use crate::http::method::Method;
use crate::run::plan::Plan;

use super::args;
use parts::Choice;
use request::Requests;

/// Makes the plan of a command that sends requests; `method` is `None` where `-X` gives it.
pub fn plan(method: Option<&Method>, given: &mut Given, env: &Env) -> Result<Plan, Failure> {
    let parts = parts::choice(given, env, Some(&args::parts::TO))?;
    let limits = network::limits(given)?;
    let quiet = given.switch(&args::response::SILENT);
    let env = &env.with_patience(Patience::starting(limits.total, quiet));
    let requests = request::all(method, given, env)?;
    plan_of((requests, parts), limits, given, env)
}

/// Makes the plan of `verb replay`.
pub fn replay(given: &mut Given, env: &Env) -> Result<Plan, Failure> {
    let parts = parts::choice(given, env, None)?;
    let limits = network::limits(given)?;
    let requests = replay::requests(given, env)?;
    let mut plan = plan_of((requests, parts), limits, given, env)?;
    replay::direct(given, &plan.jobs, &mut plan.client.transport)?;
    Ok(plan)
}

fn plan_of(
    (mut requests, parts): (Requests, Option<Choice>),
    limits: Limits,
    given: &Given,
    env: &Env,
) -> Result<Plan, Failure> {
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
    let mut jobs = files::jobs(given, env, requests.all)?;
    if let Some(parts) = parts {
        parts.apply(&mut output, &mut jobs)?;
    }
    output.progress = progress::way(given, env, &output, &jobs)?;
    let captures = captures::wanted(given)?;
    let mut plan = Plan {
        filter: filters::wanted(given, captures.is_some())?,
        captures,
        many: parallel::many(given, &output, &jobs)?,
        verdict,
        output,
        jobs,
        events: events::following(given)?,
        retry,
        client,
        warnings: requests.warnings,
        dry_run: tool::show(given)?,
    };
    identity::bind(&mut plan.client.transport.tls, &plan.jobs);
    Ok(plan)
}
