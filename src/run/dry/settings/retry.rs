//! The words about trying again. The key of `--idempotency-key` is said as the header it is.

use std::time::Duration;

use super::{Settings, Tongue, seconds, statuses};
use crate::client::retry::{Causes, Trouble, may_repeat};
use crate::run::plan::{Job, Plan};

/// Adds them.
pub(super) fn add(settings: &mut Settings, job: &Job, plan: &Plan, tongue: Tongue) {
    let Some(policy) = &plan.retry else {
        return;
    };
    settings.pair("--retry", policy.retries.to_string());
    let time = |span: Duration| match tongue {
        Tongue::Verb => seconds(span),
        // Whole seconds are what every curl takes.
        Tongue::Curl => span.as_secs_f64().ceil().to_string(),
    };
    if let Some(delay) = policy.delay {
        settings.pair("--retry-delay", time(delay));
    }
    if let Some(budget) = policy.budget {
        settings.pair("--retry-max-time", time(budget));
    }
    match tongue {
        Tongue::Verb if policy.on != Causes::default() => {
            settings.pair("--retry-on", list(&policy.on));
        }
        Tongue::Verb => {}
        Tongue::Curl => {
            let all = policy.on.troubles.contains(&Trouble::Other);
            settings.flag(match all {
                true => "--retry-all-errors",
                false => "--retry-connrefused",
            });
            if policy.on.listed && !all {
                settings
                    .unsaid
                    .push("--retry-on, which curl lacks".to_owned());
            }
            if may_repeat(&job.request, true).is_err() {
                let what = format!(
                    "that a {} is sent once: curl repeats it",
                    job.request.method
                );
                settings.unsaid.push(what);
            }
        }
    }
}

fn list(on: &Causes) -> String {
    if on.troubles.contains(&Trouble::Other) {
        return "all".to_owned();
    }
    let mut words: Vec<String> = Vec::new();
    if !on.statuses.0.is_empty() {
        words.push(statuses(&on.statuses));
    }
    for trouble in Trouble::PASSING {
        if on.troubles.contains(&trouble) {
            words.extend(trouble.word().map(str::to_owned));
        }
    }
    words.join(",")
}
