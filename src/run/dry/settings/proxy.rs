//! The words that say by which proxy a job goes, for `--as`. Variables named it or flags did: the
//! line says it in both cases, since it may be run where the variables are others.

use super::{Settings, Tongue, user};
use crate::client::auth;
use crate::http::fields::FieldName;
use crate::output::mask;
use crate::run::plan::{Job, Plan};
use crate::transport::proxy::Proxy;
use crate::transport::proxy::route::Route;

impl Settings {
    pub(super) fn proxy(&mut self, job: &Job, plan: &Plan, tongue: Tongue) {
        let Some(config) = plan.client.transport.proxies.as_deref() else {
            return;
        };
        let proxy = match config.route(&job.request.uri.origin) {
            Route::Straight | Route::Exempt(_) => return self.pair("--noproxy", "*"),
            Route::By(proxy, _) => proxy,
        };
        self.pair("-x", proxy.to_string());
        if !config.exempt.is_empty() {
            self.pair("--noproxy", config.exempt.text());
        }
        self.shown_to(proxy, plan.output.show_secrets, tongue);
        if config.tunnel {
            self.flag("--proxytunnel");
        }
        if config.tls.insecure {
            self.flag("--proxy-insecure");
        }
        for file in &config.tls.given {
            self.path("--proxy-cacert", file);
        }
    }

    /// What the proxy is shown of its user.
    fn shown_to(&mut self, proxy: &Proxy, secrets: bool, tongue: Tongue) {
        if let Some(login) = &proxy.login {
            let login = auth::Login {
                user: login.user.clone(),
                password: login.password.clone(),
            };
            self.pair("-U", user(&login, secrets, tongue));
        }
        for (name, value) in &proxy.fields {
            let masked = mask::value(name.as_str().as_bytes(), value.as_bytes());
            let value = match masked.filter(|_| !secrets) {
                Some(masked) => masked.into_bytes(),
                None => value.as_bytes().to_vec(),
            };
            self.pair("--proxy-header", line(name, &value));
        }
    }
}

fn line(name: &FieldName, value: &[u8]) -> Vec<u8> {
    match value {
        [] => [name.as_str().as_bytes(), b";"].concat(),
        value => [name.as_str().as_bytes(), b": ", value].concat(),
    }
}
