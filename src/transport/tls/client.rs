//! The client side of TLS: the handshake over a socket, with settings made once, on first use, and
//! sessions kept for each origin.

use std::sync::Arc;

use rustls::pki_types::{DnsName, ServerName};
use rustls::{ClientConfig, HandshakeKind};

use super::demand::Standing;
use super::explain::Scene;
use super::pump::Pump;
use super::report::Notes;
use super::settings::Settings;
use super::{Config, facts};
use crate::base::clock;
use crate::base::deadline::Phase;
use crate::base::escape::Escaped;
use crate::base::event::{Event, Observer, Secured};
use crate::base::exit::Kind;
use crate::base::failure::Failure;
use crate::base::limits;
use crate::http::origin::{Host, Origin};
use crate::transport::stream::Stream;

/// Opens TLS sessions that share their settings. Those of an origin are resumed; nothing of them is
/// known to another client, or to another origin.
#[derive(Clone)]
pub struct Client {
    config: Config,
    settings: Option<Arc<Settings>>,
    places: Vec<Place>,
}

/// What is kept for one origin.
#[derive(Clone)]
struct Place {
    origin: Origin,
    tls: Arc<ClientConfig>,
    /// What the last full handshake came to: a resumed one has none of it.
    trust: String,
    standing: Standing,
}

impl Client {
    /// A client; nothing is loaded yet.
    pub fn new(config: Config) -> Self {
        Self {
            config,
            settings: None,
            places: Vec::new(),
        }
    }

    /// Loads what the user gave, so that a wrong `--cacert` is a usage error before any connection.
    pub fn prepare(&mut self) -> Result<(), Failure> {
        self.settings().map(|_| ())
    }

    /// Carries out the handshake with an origin over an open stream, under its socket's
    /// deadline; a stream under TLS carries the new session inside its own. The origin decides whom the certificate must be for, which sessions may be resumed, and whether
    /// the client certificate may be shown.
    ///
    /// # Errors
    /// [`Kind::Handshake`], [`Kind::Certificate`], [`Kind::TimedOut`]; usage errors as in
    /// [`Client::prepare`].
    pub fn secure(
        &mut self,
        stream: Stream,
        origin: &Origin,
        peer: &str,
        observer: &mut dyn Observer,
    ) -> Result<Stream, Failure> {
        let settings = self.settings()?;
        let shown = Escaped(origin.host.to_string().as_bytes()).to_string();
        let name = server_name(&origin.host, &shown)?;
        let start = clock::now();
        let (mut socket, beneath) = stream.into_parts();
        let deadline = socket.deadline().during(Phase::Handshake);
        socket.set_deadline(deadline);
        let mut pump = Pump::new(self.tls_for(origin, &settings), name, beneath)
            .map_err(|error| Failure::caused(Kind::Handshake, error).context("starting TLS"))?;
        let shaken = pump.handshake(&mut socket);
        let notes = settings.report.take();
        for warning in &notes.warnings {
            observer.on(&Event::Warning(warning));
        }
        let mut scene = Scene {
            host: &shown,
            peer,
            leftover: &[],
            chain: &notes.chain,
            standing: notes.standing,
            config: &self.config,
        };
        if let Err(error) = shaken {
            scene.leftover = pump.leftover();
            return Err(scene.explain(error));
        }
        let resumed = pump.session().handshake_kind() == Some(HandshakeKind::Resumed);
        let leaf = pump.session().peer_certificates().and_then(<[_]>::first);
        // A resumed session has no certificate verified again: the pin is looked at all the same.
        if let (true, Some(pins), Some(leaf)) = (resumed, &self.config.pins, leaf) {
            pins.check(leaf).map_err(|error| scene.refused(&error))?;
        }
        let (trust, standing) = self.remember(origin, &notes, resumed);
        pump.asked(standing);
        let took = clock::now().saturating_duration_since(start);
        let secured = Secured {
            verified: !self.config.insecure,
            ..facts::secured(pump.session(), trust, took)
        };
        observer.on(&Event::Secured(&secured));
        Ok(Stream::tls(socket, Box::new(pump)))
    }

    fn settings(&mut self) -> Result<Arc<Settings>, Failure> {
        if let Some(settings) = &self.settings {
            return Ok(Arc::clone(settings));
        }
        let settings = Arc::new(Settings::new(&self.config)?);
        self.settings = Some(Arc::clone(&settings));
        Ok(settings)
    }

    /// The settings for an origin, with the sessions of its earlier connections.
    fn tls_for(&mut self, origin: &Origin, settings: &Settings) -> Arc<ClientConfig> {
        if let Some(place) = self.places.iter().find(|place| place.origin == *origin) {
            return Arc::clone(&place.tls);
        }
        if self.places.len() >= limits::TLS_ORIGINS {
            self.places.drain(..1);
        }
        let tls = Arc::new(settings.for_origin(&self.config, origin));
        self.places.push(Place {
            origin: origin.clone(),
            tls: Arc::clone(&tls),
            trust: String::new(),
            standing: Standing::NotAsked,
        });
        tls
    }

    /// What a handshake came to: of a resumed one, what the full one before it did.
    fn remember(&mut self, origin: &Origin, notes: &Notes, resumed: bool) -> (String, Standing) {
        let place = self.places.iter_mut();
        let Some(place) = place.rev().find(|place| place.origin == *origin) else {
            return (notes.trust.clone(), notes.standing);
        };
        if !resumed {
            place.trust.clone_from(&notes.trust);
            place.standing = notes.standing;
        }
        (place.trust.clone(), place.standing)
    }
}

/// The name a certificate must have; also sent as SNI, unless it is an address. The last dot of a
/// name is no part of either (RFC 6066 section 3).
fn server_name(host: &Host, shown: &str) -> Result<ServerName<'static>, Failure> {
    match host {
        Host::Address(address) => Ok(ServerName::IpAddress((*address).into())),
        Host::Name(name) => {
            let bare = name.strip_suffix('.').unwrap_or(name).to_owned();
            let name = DnsName::try_from(bare).map_err(|_| {
                Failure::usage(format!("no certificate can be for the host {shown}"))
                    .hint("a host name has letters, digits, dots and hyphens")
            })?;
            Ok(ServerName::DnsName(name))
        }
    }
}
