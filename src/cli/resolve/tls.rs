//! Whom to trust.

use std::path::PathBuf;

use crate::base::failure::Failure;
use crate::cli::args::tls as flags;
use crate::cli::env::{Env, Variable};
use crate::cli::files;
use crate::cli::given::Given;
use crate::transport::tls::{Config, Leg, Trust};

/// The settings of TLS. The variables' files are named only; they are opened when they are needed,
/// which is seldom.
pub(super) fn config(given: &Given, env: &Env) -> Result<Config, Failure> {
    let cacerts: Vec<PathBuf> = given.all(&flags::CACERT).map(PathBuf::from).collect();
    for path in &cacerts {
        files::check(path).map_err(|failure| failure.context("--cacert"))?;
    }
    let trust = given.parse(&flags::TRUST, "any, bundled, system or given", trust)?;
    let path = |variable| env.variable(variable).map(PathBuf::from);
    let variable_files = [
        Variable::SslCertFile,
        Variable::CurlCaBundle,
        Variable::RequestsCaBundle,
    ];
    let config = Config {
        leg: Leg::Origin,
        insecure: given.switch(&flags::INSECURE),
        trust: trust.unwrap_or_default(),
        given: cacerts,
        variable_files: variable_files.into_iter().filter_map(path).collect(),
        variable_dir: path(Variable::SslCertDir),
        key_log: path(Variable::SslKeyLogFile),
    };
    if config.trust == Trust::Given && config.given.is_empty() && !config.insecure {
        return Err(
            Failure::usage("--trust given trusts nobody without --cacert")
                .hint("name a PEM file with --cacert"),
        );
    }
    Ok(config)
}

fn trust(text: &str) -> Option<Trust> {
    match text {
        "any" => Some(Trust::Any),
        "bundled" => Some(Trust::Bundled),
        "system" => Some(Trust::System),
        "given" => Some(Trust::Given),
        _ => None,
    }
}
