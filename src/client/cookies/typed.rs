//! Cookies typed with `-b`: of the first URL's origin and of no other. curl sends them to every
//! host of a run, where whoever is redirected to gets them.

use crate::base::secret::Secret;
use crate::http::origin::Origin;
use crate::http::token::trim_ows;

/// Where typed cookies go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// To the first URL's origin.
    Home,
    /// Nowhere: a redirect led away from there, and whoever sends the request back there is not
    /// the user.
    Nowhere,
    /// Everywhere: `--location-trusted`.
    Everywhere,
}

/// What was typed, pair by pair.
#[derive(Debug, Clone)]
pub struct Typed {
    home: Origin,
    pairs: Vec<Secret>,
}

impl Typed {
    /// Takes the values of `-b`, each `name=value; …`, free of bytes that no field value may hold.
    pub(super) fn new(home: Origin, values: &[Secret]) -> Self {
        let pairs = values
            .iter()
            .flat_map(|value| value.expose().split(|byte| *byte == b';'));
        let pairs = pairs.map(trim_ows).filter(|pair| !pair.is_empty());
        Self {
            home,
            pairs: pairs.map(Secret::new).collect(),
        }
    }

    /// Those that a request to this origin carries.
    pub(super) fn of(&self, origin: &Origin, reach: Reach) -> &[Secret] {
        match reach {
            Reach::Everywhere => &self.pairs,
            Reach::Home if *origin == self.home => &self.pairs,
            Reach::Home | Reach::Nowhere => &[],
        }
    }

    /// These and others; the others alone where they are for another origin.
    pub(super) fn joined(&self, more: &Self) -> Self {
        let mut joined = more.clone();
        if self.home == more.home {
            joined.pairs.splice(0..0, self.pairs.iter().cloned());
        }
        joined
    }

    /// Whether there are any.
    pub(super) fn is_empty(&self) -> bool {
        self.pairs.is_empty()
    }

    /// A server of this origin has set a cookie of this name: what was typed is out of date.
    pub(super) fn drop_named(&mut self, origin: &Origin, set: &[u8]) {
        if *origin == self.home {
            self.pairs.retain(|pair| name(pair) != set);
        }
    }
}

/// The name of a typed pair.
pub(super) fn name(pair: &Secret) -> &[u8] {
    let name = pair.expose().split(|byte| *byte == b'=').next();
    trim_ows(name.unwrap_or_default())
}
